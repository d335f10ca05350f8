"""The learned ranking: its tables, what they see, and that it chooses the news in articles of any shape."""

from __future__ import annotations

import json
import lzma
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models.training import brief

from translate_summarize import ranking, salience
from translate_summarize.errors import ModelError
from translate_summarize.segmentation import segment
from translate_summarize.summarization import choose
from translate_summarize.types import Block, BlockKind, Document, Segment

TABLES = Path(__file__).parents[1] / "models" / "brief" / "ranking.json"

TRIAL = """\
Le tribunal correctionnel de Toulouse a condamné mardi l'ancien maire de Saint-Orens, Paul Vidal, à deux ans de prison \
avec sursis pour détournement de fonds publics.
Il devra aussi verser 120.000 euros à la commune.
L'ancien élu, âgé de 71 ans, était poursuivi pour avoir fait payer par la mairie les travaux de sa résidence secondaire.
« C'est une décision injuste », a réagi son avocate, Me Claire Roux, qui a annoncé faire appel.
Le parquet avait requis trois ans de prison, dont un ferme.
Paul Vidal a dirigé la commune de 1995 à 2014.
Sa successeure s'est dite soulagée.""".splitlines()

LATE_NEWS = """\
Il pleut ce matin-là sur le port de Sète, et Ahmed boit son café debout, comme tous les jours.
« On ne dort plus », souffle-t-il en regardant les bateaux.
Autour de lui, ils sont une dizaine à hocher la tête.
La criée de Sète fermera ses portes le 30 juin et supprimera 45 emplois, a annoncé lundi la chambre de commerce.
Le port de Sète débarquait 8.000 tonnes de poisson par an en 2010, contre 3.000 aujourd'hui, selon la chambre.
La fermeture de la criée menace aussi une trentaine de bateaux, selon le comité des pêches.""".splitlines()

INTERVIEW = """\
Pourquoi avez-vous décidé de quitter le club ?
J'ai décidé de quitter le Stade rodézien parce que le projet sportif ne me correspondait plus.
Et maintenant ?
Je vais m'engager avec Montpellier pour trois saisons, le contrat sera signé vendredi.
Un regret ?
Oui, un seul.""".splitlines()

LIVE = """\
10h32 – Bonjour et bienvenue dans ce direct.
10h45 – Le Premier ministre annonce la fermeture des écoles à partir de lundi dans tout le pays.
11h02 – « Enfin ! », réagit un syndicat d'enseignants.
11h20 – Les écoles fermeront lundi et jusqu'à nouvel ordre, confirme le ministère de l'Éducation nationale.
11h41 – Merci de nous avoir suivis.""".splitlines()


def article(lines: list[str], *, title: str | None = None, kind: BlockKind = "paragraph") -> tuple[Segment, ...]:
    blocks = (*((Block(title, "heading", 1),) if title else ()), *(Block(line, kind) for line in lines))
    return tuple(segment(Document(blocks=blocks, name="article")))


def chosen(segments: tuple[Segment, ...], sentences: int) -> list[str]:
    return [item.text for item in choose(segments, sentences=sentences).segments]


def test_the_tables_are_small_and_whole() -> None:
    assert TABLES.stat().st_size < 200_000
    for found in ranking.load():
        assert len(found.steady) == len(salience.STEADY)
        assert len(found.moving) == len(salience.MOVING)
        assert math.isfinite(found.base)
        assert all(math.isfinite(worth) for table in found.steady for worth in table.worths)
        for table in found.function_words.values():
            assert ranking.steady_worth(replace(found, function_words={}), EMPTY, 0) is not None
            assert table.worths[0] == 0 or table.edges[0] < 0


EMPTY = salience.describe(["Il pleut."], title=None)


@pytest.mark.parametrize(("value", "worth"), [(-1, 10), (0, 10), (0.5, 20), (1, 20), (1.1, 30), (math.inf, 30)])
def test_a_table_is_read_by_steps_closed_on_the_right(value: float, worth: float) -> None:
    tables = {name: {"edges": [], "worths": [0]} for name in (*salience.STEADY, *salience.MOVING)}
    tables["mass"] = {"edges": [0, 1], "worths": [10, 20, 30]}
    found = ranking._ranking({"base": 0, "features": tables, "function_words": {}})
    assert ranking.moving_worth(found, (value, 0, 0, 0, 0, 0)) == worth


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        "{}",
        '{"first": {}}',
        '{"first": {"base": 0, "features": {"place": {"edges": [1], "worths": [0]}}, "function_words": {}}}',
    ],
)
def test_damaged_tables_are_one_clear_error(tmp_path: Path, damage: str) -> None:
    (tmp_path / "ranking.json").write_text(damage, encoding="utf-8")
    with pytest.raises(ModelError, match=r"ranking\.json: the ranking of the brief is missing or damaged"):
        ranking.load(tmp_path / "ranking.json")


def test_unsorted_tables_are_damaged(tmp_path: Path) -> None:
    stored = json.loads(TABLES.read_text(encoding="utf-8"))
    stored["next"]["features"]["place"] = {"edges": [2, 1], "worths": [0, 0, 0]}
    (tmp_path / "ranking.json").write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(ModelError):
        ranking.load(tmp_path / "ranking.json")


@given(st.lists(st.text(max_size=80), max_size=60), st.none() | st.text(max_size=40))
def test_any_text_can_be_described(texts: list[str], title: str | None) -> None:
    found = salience.describe(texts, title=title)
    assert len(found.steady) == len(texts)
    first, following = ranking.load()
    for place, values in enumerate(found.steady):
        assert len(values) == len(salience.STEADY)
        assert all(math.isfinite(value) for value in values)
        assert math.isfinite(ranking.steady_worth(first, found, place) + ranking.steady_worth(following, found, place))


@pytest.mark.parametrize(
    ("feature", "high", "low"),
    [
        ("title_precision", "Paul Vidal condamné à Toulouse.", "Il pleut sur la plage."),
        ("quoted", "« C'est injuste », dit-il.", "C'est injuste, dit-il."),
        ("split_quote", "« C'est injuste.", "« C'est injuste. »"),
        ("anaphoric", "Cette décision a surpris.", "La décision a surpris."),
        ("anaphoric", "Mais elle a refusé.", "Mais Anne Roy a refusé."),
        ("anaphoric", "Il a refusé.", "Il y a deux refus."),
        ("anaphoric", "Ce refus a surpris.", "Ce lundi, Paris refuse."),
        ("connective", "En revanche, Paris refuse.", "Enfants refusés à Paris."),
        ("reported", "Le suspect serait en fuite.", "Le suspect est en fuite."),
        ("reported", "Selon le préfet, il fuit.", "Il fuit le préfet."),
        ("past", "Le maire a démissionné.", "Le maire démissionne."),
        ("days", "Paris ferme lundi.", "Paris ferme."),
        ("dates", "Paris ferme le 1er juin.", "Paris ferme en juin."),
        ("numbers", "Il a 71 ans et 3 enfants.", "Il a des enfants."),
        ("first_person", "Nous partons, dit mon frère.", "Ils partent, dit le frère."),
        ("capital_share", "Hier Paul Vidal.", "Hier le maire."),
    ],
)
def test_features_see_what_they_are_named_for(feature: str, high: str, low: str) -> None:
    found = salience.describe([high, low], title="Paul Vidal condamné")
    at = salience.STEADY.index(feature)
    assert found.steady[0][at] > found.steady[1][at]


def test_what_is_covered_adds_nothing() -> None:
    found = salience.describe(TRIAL, title="Paul Vidal condamné")
    fresh = salience.moving(found, 0, covered=(), likeness=0, follows=False)
    stale = salience.moving(found, 0, covered=found.terms[0], likeness=1, follows=False)
    assert fresh[0] > 0 == stale[0]
    assert fresh[1:3] == (len(found.terms[0]), 2 + 1)
    assert stale[1:3] == (0, 0)


def test_an_article_longer_than_any_learned_from_is_described_within_bounds() -> None:
    found = salience.describe(TRIAL * 60, title=None)
    place, size = (salience.STEADY.index(name) for name in ("place", "sentences"))
    assert max(values[place] for values in found.steady) == salience.LONGEST
    assert {values[size] for values in found.steady} == {salience.LONGEST}


@pytest.mark.parametrize("title", [None, "L'ancien maire de Saint-Orens condamné"])
def test_the_verdict_is_the_news(title: str | None) -> None:
    assert chosen(article(TRIAL, title=title), 1) == [TRIAL[0]]


@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_news_in_the_fourth_sentence_is_found(sentences: int) -> None:
    assert LATE_NEWS[3] in chosen(article(LATE_NEWS, title="La criée de Sète va fermer"), sentences)


def test_answers_stand_for_an_interview() -> None:
    assert set(chosen(article(INTERVIEW, title="Il quitte le Stade rodézien"), 2)) == {INTERVIEW[1], INTERVIEW[3]}


def test_a_live_blog_is_summed_up_by_its_news() -> None:
    found = chosen(article(LIVE, title="Coronavirus : les écoles fermées lundi"), 1)
    assert found in ([LIVE[1]], [LIVE[3]])


def test_a_long_article_keeps_to_its_limits() -> None:
    lines = [f"La commune numéro {number} a voté son budget de {number} millions d'euros." for number in range(290)]
    segments = article([*lines[:150], *TRIAL, *lines[150:]], title="L'ancien maire de Saint-Orens condamné à Toulouse")
    assert TRIAL[0] in chosen(segments, 3)
    assert len(choose(segments, words=100_000).segments) == len(lines) + len(TRIAL)


def test_words_of_the_measure_keep_their_accents() -> None:
    assert brief.Tokenizer().tokenize("L'Été dernier, 1 234 € !") == ["l", "été", "dernier", "1", "234"]


def test_a_gain_is_what_a_sentence_adds_to_f1() -> None:
    record = {
        "id": "1",
        "title": "Crue",
        "article": "La crue a tué. Le préfet dort.",
        "abstract": "La crue a tué le chat.",
    }
    found = brief.example(record)
    assert brief.gain(found, [], 0, cost=0) == pytest.approx(2 * (4 + 3) / (4 + 6))
    assert brief.gain(found, [], 1, cost=0) == pytest.approx(2 * 1 / (3 + 6))
    assert brief.gain(found, [0], 1, cost=0) == pytest.approx(2 * 1 / (7 + 6))
    assert brief.gain(found, [0], 1, cost=1) == pytest.approx((2 * 1 - 3) / (7 + 6))


def test_the_recipe_makes_tables_that_rank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("lightgbm")
    monkeypatch.setattr(brief, "ROUNDS", 30)
    records = [
        {
            "id": str(number),
            "title": f"Crue à Rodez numéro {number}",
            "article": f"Il fait beau. Le chat dort bien. La crue numéro {number} a frappé Rodez lundi. On verra.",
            "abstract": f"La crue numéro {number} a frappé Rodez.",
        }
        for number in range(200)
    ]
    with lzma.open(tmp_path / "orangesum-train.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in records)
    read = list(brief.read(tmp_path, "train", limit=150))
    assert read == records[:150]
    (tmp_path / "ranking.json").write_text(brief._compact(brief.train(read)), encoding="utf-8")
    first, following = ranking.load(tmp_path / "ranking.json")
    found = brief.example(records[-1]).article
    worths = [
        ranking.steady_worth(first, found, place)
        + ranking.moving_worth(first, salience.moving(found, place, covered=(), likeness=0, follows=False))
        for place in range(4)
    ]
    assert worths.index(max(worths)) == 2
    assert following.steady


def test_the_table_of_results_is_measured(tmp_path: Path) -> None:
    pytest.importorskip("rouge_score")
    record = {"id": "1", "title": "Crue", "article": "La crue a tué. Le préfet dort.", "abstract": "La crue a tué."}
    header, _, *rows = brief.evaluate([record], titled=True)
    assert header == "| system | R-1 | R-2 | R-L | words |"
    found = dict(row.strip("| ").split(" | ", 1) for row in rows)
    assert found["first sentence"] == found["best single sentence"] == "100.00 | 100.00 | 100.00 | 4.0"
    assert found["first two sentences"] == "72.73 | 66.67 | 72.73 | 7.0"
