"""Rare words: the table is sound, and they are kept from an engine that copies placeholders."""

from __future__ import annotations

import re

import pytest

from fakes import CopyingEngine, FakeEngine
from translate_summarize import lexicon, rare_words, translate
from translate_summarize.rare_words import find_in, find_rare_words, table_of
from translate_summarize.types import Hypothesis, Segment

TABLE = {
    "violeur": "rapist",
    "pots-de-vin": "bribes",
    "aigle": "eagle",
    "andalou": "Andalusian",
    "garde à vue": "police custody",
    "placé en garde à vue": "taken into police custody",
    "hôtel de ville": "city hall",
    "s'exclame-t-il": "he exclaims",
    "Maison Blanche": "White House",
}


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rare_words, "_embedded", lambda: table_of(TABLE))


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("french", "found"),
    [
        ("Le violeur a touché des pots-de-vin.", ["violeur", "pots-de-vin"]),
        ("L'aigle et l’aigle d'aigle", ["aigle", "aigle", "aigle"]),
        ("Un aigle-violeur, Aigle et VIOLEUR", []),  # another word, names, capitals
        ("Violeur et aigle", ["violeur", "aigle"]),  # a sentence begins so
        ("Aigle Noir et aigle", ["aigle"]),  # a name may
        ("Placé en garde à vue, puis en garde à vue", ["placé en garde à vue", "garde à vue"]),
        ("L’hôtel de ville, d'hôtel de ville", ["hôtel de ville", "hôtel de ville"]),
        ("« Non ! », s’exclame-t-il.", ["s'exclame-t-il"]),
        ("L'avant-garde à vue, garde à vue-là", []),
        ("Maison Blanche et la Maison Blanche", ["Maison Blanche", "Maison Blanche"]),
        ("Aigle", ["aigle"]),
        ("La Garde À Vue", []),
        ("qu'aigle", []),
        ("", []),
    ],
)
def test_what_is_found(french: str, found: list[str]) -> None:
    words = find_rare_words(french)
    assert [word.french for word in words] == found
    assert [french[word.start : word.end].replace("’", "'").lower() for word in words] == [
        word.lower() for word in found
    ]
    assert [word.text for word in words] == [TABLE[word] for word in found]


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("french", "found"),
    [
        ("« Placé en garde à vue »", ["Taken into police custody"]),  # a quotation begins so
        ("La Garde à vue, l'Hôtel de ville", ["Police custody", "City hall"]),  # an office, or a thing as a name
        ("Garde à vue, Garde à vue", ["police custody", "Police custody"]),  # the text's own capital is another's care
    ],
)
def test_a_capital_inside_a_sentence_goes_over_to_the_english(french: str, found: list[str]) -> None:
    assert [word.text for word in find_rare_words(french)] == found


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("french", "given", "answered", "english"),
    [
        ("Le violeur est là.", "Le ⟦1⟧ est là.", "The ⟦1⟧ is there.", "The rapist is there."),
        ("L'aigle est là.", "Le ⟦1⟧ est là.", "A ⟦1⟧ is there.", "An eagle is there."),
        ("Des pots-de-vin.", "Des ⟦1⟧.", "⟦1⟧.", "Bribes."),
    ],
)
def test_they_are_kept_from_an_engine_with_placeholders(french: str, given: str, answered: str, english: str) -> None:
    engine = CopyingEngine(lambda source: Hypothesis({given: answered}[source], -0.1))
    assert translate([Segment(french, 0, 0, 0, len(french))], engine)[0].target == english


@pytest.mark.usefixtures("table")
def test_an_engine_without_placeholders_gets_the_french() -> None:
    engine = FakeEngine()
    translate([Segment("Le violeur est là.", 0, 0, 0, 18)], engine)
    assert engine.asked[0] == "Le violeur est là."


def test_the_table_is_sound() -> None:
    assert len(lexicon.known()) > len(lexicon.rare()) > 1000
    assert list(lexicon.known()) == sorted(lexicon.known())
    written = {line.split("\t")[0] for line in lexicon._read("written.tsv")}
    for french, english in lexicon.known().items():
        assert english == english.strip(), english
        if french not in written:
            assert french.islower(), french
            assert len(french) > 3, french
            assert all(lexicon.is_english(part.lower()) for part in english.split("-")), english


def test_what_was_written_by_hand_is_sound() -> None:
    rows = [line.split("\t") for line in lexicon._read("written.tsv")]
    assert [french for french, _ in rows] == sorted({french for french, _ in rows})
    table = table_of(dict(rows))
    for french, english in rows:
        assert english == english.strip(), english
        assert find_in(french, table)[0].french == french, french
        strange = [word for word in re.findall(r"[^\W\d_]{3,}", english) if word.islower() and word not in french]
        assert all(lexicon.is_english(word) or word in {"petanque", "quadriplegic"} for word in strange), english
