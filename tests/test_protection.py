"""Protected text stands in the target byte for byte, or the segment says that it does not (invariant 7)."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import CopyingEngine, FakeEngine, copying
from translate_summarize.protection import (
    Protected,
    can_hold,
    exact_texts,
    find_exact,
    hold,
    place,
    put_away,
    restore,
)
from translate_summarize.translation import translate
from translate_summarize.types import Hypothesis, Segment

SYMBOLS = CopyingEngine.placeholders
EXACT = [
    "https://exemple.fr/où-aller?x=1&y=2#été", "http://a.fr/b_(c)", "www.exemple.fr", "lemonde.fr/une", "rapport.pdf",
    "jean.dupont+x@exemple.co.uk", "@EmmanuelMacron", "#RéformeDesRetraites", "+33 (0)1 42 34 56 78", "+447378099903",
    "01 42 34 56 78", "06.12.34.56.78", "0612345678", "0 800 123 456", "514-555-1234", "(514) 555-1234", "`git commit`",
    "/etc/passwd", "~/.bashrc", "./essai", "C:\\Users\\moi", "max_size", "$HOME", "main()", "😊", "❤️", "👩‍🚒", "🇫🇷", "⟦3⟧", "</b>",
    '<a href="/x">',
]  # fmt: skip
NOT_EXACT = [
    "km/h", "et/ou", "12/03/2024", "2019-2020", "3,5 %", "parti.Elle", "M.Dupont", "S.A.R.L.", "n° 12", "#1", "3.14",
    "12 000 000 123", "l'usine", "peut-être", "[1]", "50 €/mois", "1/2", "v2.0", "A & B",
]  # fmt: skip


@pytest.mark.parametrize("text", EXACT)
def test_is_protected(text: str) -> None:
    assert exact_texts(f"Voir {text} et revenir.") == (text,)
    assert exact_texts(f"(voir : {text}).") == (text,)


@pytest.mark.parametrize("text", NOT_EXACT)
def test_is_none_of_ours(text: str) -> None:
    assert exact_texts(f"Voir {text} et revenir.") == ()


def test_a_stop_belongs_to_the_sentence() -> None:
    assert exact_texts("Lisez https://a.fr/b?, puis (http://a.fr/c), www.d.fr… et e@f.fr.") == (
        "https://a.fr/b", "http://a.fr/c", "www.d.fr", "e@f.fr",
    )  # fmt: skip
    assert exact_texts("(voir https://a.fr/b_(c)).Le reste") == ("https://a.fr/b_(c)",)


def _spans(text: str) -> tuple[Protected, ...]:
    return tuple(Protected(a, b, text[a:b], "exact") for a, b in find_exact(text))


@given(st.lists(st.sampled_from([*EXACT, "le maire", ",", "«", "»", "12 000"]), max_size=30).map(" ".join))
def test_what_is_held_comes_back(text: str) -> None:
    spans = _spans(text)
    held = hold(put_away(text, spans), text, spans, SYMBOLS)
    assert len(held.symbols) == min(len(spans), len(SYMBOLS))
    assert restore(held.text, held) == (text, 0)


def _term(text: str, source: str, target: str) -> tuple[Protected, ...]:
    start = text.index(source)
    return (Protected(start, start + len(source), target, "term"),)


def test_an_elision_before_a_term_is_undone() -> None:
    text = "Il parle de l’usine."
    assert hold(put_away(text, _term(text, "usine", "plant")), text, _term(text, "usine", "plant"), SYMBOLS).text == (
        "Il parle de le ⟦1⟧."
    )


@pytest.mark.parametrize(
    ("answer", "english", "restored"),
    [
        ("It is a ⟦1⟧.", "engineer", "It is an engineer."),
        ("It is an ⟦1⟧.", "plant", "It is a plant."),
        ("It is an ⟦1⟧.", "user", "It is a user."),
        ("A ⟦1⟧ left.", "hour", "An hour left."),
        ("⟦1⟧ left.", "plant", "Plant left."),
        ("A: ⟦1⟧ left.", "engineer", "A: engineer left."),
    ],
)
def test_terms_fit_their_place(answer: str, english: str, restored: str) -> None:
    text = "Une usine."
    spans = _term(text, "usine", english)
    assert restore(answer, hold(put_away(text, spans), text, spans, SYMBOLS)) == (restored, 0)


def test_a_stop_is_not_written_twice() -> None:
    spans = (Protected(2, 7, "6:30 p.m.", "form"),)
    held = hold(put_away("À 18h30.", spans), "À 18h30.", spans, SYMBOLS)
    assert restore("At ⟦1⟧.", held)[0] == "At 6:30 p.m."
    assert restore("At ⟦1⟧, yes.", held)[0] == "At 6:30 p.m., yes."


@pytest.mark.parametrize(
    ("answer", "restored", "lost"),
    [("See.", "See.", 1), ("See ⟦1⟧, ⟦1⟧.", "See @a1, @a1.", 1), ("See ⟦1⟧ ⟦9⟧.", "See @a1.", 1), ("⟦1⟧", "@a1", 0)],
)
def test_symbols_that_came_back_wrong_are_counted(answer: str, restored: str, lost: int) -> None:
    held = hold(put_away("Voir @a1.", _spans("Voir @a1.")), "Voir @a1.", _spans("Voir @a1."), SYMBOLS)
    assert restore(answer, held) == (restored, lost)


@pytest.mark.parametrize(
    ("target", "stretch", "placed"),
    [
        ("See www.example.com now.", [(4, 19)], "See www.exemple.fr now."),
        ("See www.example.com now.", [(4, 8), (12, 17)], "See www.exemple.fr now."),
        ("See www.example.com now.", [(0, 3), (20, 23)], "See www.example.com now."),
        ("See www.example.com now.", [], "See www.example.com now."),
        ("See www.exemple.fr now.", [(0, 3)], "See www.exemple.fr now."),
    ],
)
def test_an_alignment_is_believed_where_it_is_plain(target: str, stretch: list, placed: str) -> None:
    assert place(target, [Protected(0, 14, "www.exemple.fr", "exact")], [stretch]) == placed


def _answers(seed: int):
    """A model that copies, loses, doubles, mixes up or invents placeholders, the same for the same source."""

    def answer(source: str) -> Hypothesis:
        rng = random.Random(f"{seed} {source}")
        words = copying(source).split(" ")
        for _ in range(rng.choice((0, 0, 1, 3))):
            change = rng.choice(("lose", "double", "shuffle", "invent"))
            if change == "lose" and len(words) > 1:
                words.pop(rng.randrange(len(words)))
            elif change == "double":
                words.append(rng.choice(words))
            elif change == "shuffle":
                rng.shuffle(words)
            else:
                words.insert(0, rng.choice(SYMBOLS))
        return Hypothesis(" ".join(words), -rng.random())

    return answer


TEXTS = st.lists(
    st.one_of(
        st.sampled_from([*EXACT, "le maire", "12 000", "à 18h30", "n° 12", "XXe siècle", ",", "."]),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=6).filter(str.strip),
    ),
    min_size=1,
    max_size=24,
).map(" ".join)


@given(TEXTS, st.integers(0, 5), st.booleans())
def test_protected_text_stands_or_is_marked(text: str, seed: int, has_placeholders) -> None:
    engine = (CopyingEngine if has_placeholders else FakeEngine)(_answers(seed))
    (one,) = translate([Segment(text, 0, 0, 0, len(text))], engine)
    wanted = exact_texts(text)
    honest = {mark.code for mark in one.marks} & {"altered", "empty", "unrepaired"}
    assert honest or all(one.target.count(each) >= wanted.count(each) for each in wanted)


@given(TEXTS)
def test_with_a_model_that_copies_nothing_is_altered(text: str) -> None:
    (one,) = translate([Segment(text, 0, 0, 0, len(text))], CopyingEngine())
    if len(exact_texts(text)) <= len(SYMBOLS) and can_hold(text):
        assert "altered" not in {mark.code for mark in one.marks}
