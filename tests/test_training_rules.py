"""The rules of the training recipe, by example: what is dropped, and what is made from a pair."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from models.training import (
    calibrate,
    cleaning,
    invention,
    relevance,
    robustness,
    suppress,
    trials,
)  # needs the path above

WORDS = robustness.Words(
    names=("Oksana", "Bakari"), common=frozenset({"le", "conseil", "council"}), terms={"banque": "bank"}
)


def seeded(seed: int) -> random.Random:
    """A reproducible generator."""
    return random.Random(seed)  # not for secrets


@pytest.mark.parametrize(
    ("french", "english", "kept"),
    [
        ("Le conseil a voté la loi.", "The council passed the law.", True),
        ("aisé", "well-off", True),
        ("L'indice a perdu 126,37 points à 14 201,57.", "The index lost 126.37 points to 14,201.57.", True),
        ("", "Nothing.", False),
        ("Pauvre humanité! le cœur a ses besoins, et il les écoute.", "Poor humanity!", False),
        ("Le conseil <b>vote</b>.", "The council <b>votes</b>.", False),
        ("1. 2. 3. 4.", "1. 2. 3. 4.", False),
        ("The cat sat on the mat with the dog.", "The cat sat on the mat with the dogs.", False),
        ("Le chat est sur le tapis avec le chien.", "Le chat est sur le tapis avec les chiens.", False),
        ("aaaaaaaaah", "aaaaaaaaah", False),
    ],
)
def test_pairs_that_are_no_translation_are_dropped(french: str, english: str, kept: bool) -> None:  # noqa: FBT001
    assert cleaning.is_sound(french, english) is kept


def test_cleaning_says_why_it_drops_and_normalises_both_sides() -> None:
    held_out = cleaning.grams(cleaning.folded("Nous avons maintenant des souris de quatre mois, dit-il hier."))
    lines = [
        "« Oui… » dit-il à Paul !\t“Yes…” he told Paul!\n",
        "« oui… », dit-il à PAUL\t'Yes' he told Paul\n",
        "Article 12 du code\tSection 12 of the code\n",
        "Article 13 du code\tSection 13 of the code\n",
        "Article 14 du code\tSection 14 of the code\n",
        "Et nous avons maintenant des souris de quatre mois.\tAnd we have mice of four months now.\n",
        "Une seule colonne\n",
    ]
    results = list(cleaning.clean(lines, held_out, templates=2))
    assert results[0] == (('"Oui..." dit-il à Paul!', '"Yes..." he told Paul!'), "")
    assert [reason for _, reason in results] == ["", "duplicate", "", "", "template", "evaluation", "columns"]


def test_a_line_is_nearer_the_likelier_its_pieces_follow_each_other_in_the_wanted_text() -> None:
    wanted = relevance.count([[1, 2, 3, 0], [1, 2, 4, 0]] * 20, 6)
    corpus = relevance.count([[1, 2, 3, 0], [3, 2, 1, 0], [4, 5, 5, 0], [2, 1, 5, 0]] * 20, 6)
    scores = relevance.relevance([[1, 2, 3, 0], [3, 2, 1, 0], [5, 5, 0], [1, 2, 4, 0]], wanted=wanted, corpus=corpus)
    assert scores.shape == (4,)
    assert scores[3] > scores[0] > 0 > scores[1] > scores[2]


def test_the_information_of_a_model_is_that_of_a_distribution() -> None:
    model = relevance.count([[1, 2, 3, 0], [1, 4, 0]], 6)
    every = np.arange(6)
    for first in range(6):
        nats = relevance.information(model, np.full(6, first), every)
        assert np.exp(-nats).sum() == pytest.approx(1.0)


RULES = [
    (robustness.headline, ("Paul gagne.", "Paul wins."), {("Paul gagne", "Paul wins")}),
    (robustness.headline, ("Paul gagne...", "Paul wins..."), {None}),
    (robustness.inclusive, ("Les étudiants votent.", "Students vote."), None),
    (robustness.capitals, ("Grève à Évry", "Strike in Évry"), None),
    (robustness.swap_names, ("Le Conseil a voté.", "The Council voted."), {None}),
    (robustness.hold_places, ("Rien ici.", "None there."), {None}),
]


@pytest.mark.parametrize(("rule", "pair", "expected"), RULES)
def test_rules_by_example(
    rule: robustness.Rule, pair: cleaning.Pair, expected: set[cleaning.Pair | None] | None
) -> None:
    results = {rule(pair, seeded(seed), WORDS) for seed in range(60)}
    if expected is not None:
        assert results == expected
    elif rule is robustness.inclusive:
        assert results == {
            ("Les étudiant·e·s votent.", "Students vote."),
            ("Les étudiant.e.s votent.", "Students vote."),
        }
    else:
        assert {target for _, target in results} == {"Strike in Évry"}
        assert {"GRÈVE À ÉVRY", "GREVE A EVRY", "Grève À Évry", "Greve A Evry"} == {source for source, _ in results}


@pytest.mark.parametrize(
    "pair",
    [
        ("Voir www.tsum.fr et a@b.fr.", "See www.tsum.fr and a@b.fr."),
        ("Paul gère la banque depuis 1998.", "Paul has run the bank since 1998."),
        ('Il dit "Allegro" ici.', 'He says "Allegro" here.'),
    ],
)
def test_placeholders_stand_alike_on_both_sides(pair: cleaning.Pair) -> None:
    used: Counter[str] = Counter()
    for seed in range(400):
        held = robustness.hold_places(pair, seeded(seed), WORDS)
        if held:
            marks = [[s for s in robustness.SYMBOLS if side.count(s) == 1] for side in held]
            assert marks[0] == marks[1] != []
            used.update(marks[0])
    assert set(used) == set(robustness.SYMBOLS)


def test_a_swapped_name_stands_on_both_sides_and_keeps_elision() -> None:
    for seed in range(200):
        swapped = robustness.swap_names(("Le fils d'Anna a vu Karl.", "Anna's son saw Karl."), seeded(seed), WORDS)
        assert swapped is not None
        new = swapped[1].removesuffix(".").split()
        karl = new[-1]
        assert karl in swapped[0]
        assert karl[0] not in "AEIOUY"
    assert len({invention.invent(seeded(seed)) for seed in range(200)}) > 150


def test_numbers_take_french_form_in_the_source_and_english_form_in_the_target() -> None:
    found = set()
    for seed in range(300):
        changed = robustness.change_numbers(("Il a 48 amis.", "He has 48 friends."), seeded(seed), WORDS)
        assert changed is not None
        french, english = changed[0][5:-6], changed[1][7:-9]
        if "," in french:
            assert french.replace(" ", "").replace(",", ".") == english.replace(",", "")
            found.add("decimal")
        else:
            assert french.replace(" ", "").replace(".", "") == english.replace(",", "")
            found.add("thousands" if "," in english else "plain")
    assert found == {"decimal", "thousands", "plain"}


def _calibrated(wrong: int) -> dict[str, float]:
    """Of a hundred hypotheses, the `wrong` least sure are nothing like their references."""
    references = [f"the council of town {n} passed the law" for n in range(100)]
    outputs = ["zzzz qqqq" if n < wrong else text for n, text in enumerate(references)]
    return calibrate.choose([-2 + n / 100 for n in range(100)], outputs, references)


def test_the_largest_share_that_lies_far_enough_below_is_doubtful() -> None:
    found = _calibrated(20)
    assert (found["part"], found["below"]) == (0.10, -1.9)
    assert found["chrf_rest"] - found["chrf_below"] > calibrate.GAP
    assert "the least sure 10% (scores below -1.9)" in calibrate.report("toy", found)


def test_scores_that_tell_nothing_reach_no_gap() -> None:
    found = _calibrated(0)
    assert found["chrf_rest"] - found["chrf_below"] < calibrate.GAP


def test_the_trials_hold_several_lines_of_each_kind_and_each_can_be_failed() -> None:
    found = trials.trials()
    kinds = Counter(trial.kind for trial in found)
    assert len(kinds) == 11
    assert min(kinds.values()) >= 4
    assert len({trial.french for trial in found}) == len(found)
    assert [trial.french for trial in found if trial.passes("Something else altogether.")] == []


@pytest.mark.parametrize(
    ("french", "english", "passes"),
    [
        ("Le prix est de 1 234,56 €.", "The price is €1,234.56.", True),
        ("Le prix est de 1 234,56 €.", "The price is 1 234,56 €.", False),
        ("Les étudiant·e·s manifestent.", "The students are demonstrating.", True),
        ("Les étudiant·e·s manifestent.", "The students·e·s are demonstrating.", False),
        ("⟦11⟧", "⟦11⟧", True),
        ("⟦11⟧", "⟦1⟧", False),
        ("La société Vexalim a racheté Brodax en 2019.", "Brodax was bought by Vexalim in 2019.", True),
        ("La société Vexalim a racheté Brodax en 2019.", "Vexalim bought Broda in 2019.", False),
    ],
)
def test_what_passes_a_trial(french: str, english: str, *, passes: bool) -> None:
    (trial,) = (trial for trial in trials.trials() if trial.french == french)
    assert trial.passes(english) is passes
    assert "| all |" in trials.table([trial], [english])


def test_pieces_that_english_never_uses_are_let_out_no_more() -> None:
    pieces = ["</s>", "<unk>", "<pad>", "⟦1⟧", "<0xE9>", "é", "▁ç", "▁the", "▁marqué", "ville"]
    counts = Counter({"▁the": 1000, "▁marqué": suppress.SELDOM - 1, "ville": suppress.SELDOM})
    assert suppress.unused(pieces, counts) == ["▁marqué"]
