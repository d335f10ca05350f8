"""Names put right: from the marks of `check` on real failures to the text a reader gets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fakes import FakeEngine
from translate_summarize import mending, translate
from translate_summarize.mending import cognate, mended
from translate_summarize.quality import DOUBLED, MADE_UP, NAME, PUT_RIGHT, check
from translate_summarize.types import Hypothesis, Segment


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        # misspelt
        ("Le coureur Tadej Pogacar a gagné.", "The runner Tade Pogacar won.", "The runner Tadej Pogacar won."),
        ("Il cite Marc Laforêt et Alain.", "He quotes Mark Laforest and Alin.", "He quotes Mark Laforêt and Alain."),
        ("La famille d'Adama Traoré est là.", "The Ama Traoré family is there.", "The Adama Traoré family is there."),
        # a word put into a name
        (
            "C'est la réponse de Vincent Benoît, dit-il.",
            "That is the answer of Vincent Bencent Benoît, he says.",
            "That is the answer of Vincent Benoît, he says.",
        ),
        # a place left in French
        ("Elle vit en Corse et à Beyrouth.", "She lives in Corse and Beyrouth.", "She lives in Corsica and Beirut."),
        ("Il a quitté l'Ethiopie.", "He left Ethiopie.", "He left Ethiopia."),
        ("Il a quitté le Perou.", "He left Perou.", "He left Peru."),
        # another one
        ("Le roi du Maroc est là.", "The king of Canada is there.", "The king of Morocco is there."),
    ],
)
def test_names_are_put_right(french: str, english: str, right: str) -> None:
    assert mended(french, english, check(french, english)) == right
    assert [mark.code for mark in check(french, right)] == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le président libanais est là.", "The French president is there."),  # a people: who knows which word it needs
        ("Il aime la SNCF et Paris.", "He likes Paris."),  # lost: nowhere to put it
        ("Le train part demain.", "The train leaves tomorrow."),
    ],
)
def test_what_cannot_be_put_right_stays(french: str, english: str) -> None:
    assert mended(french, english, check(french, english)) == english


def test_a_reader_gets_it_with_a_note() -> None:
    french, english = "Le coureur Tadej Pogacar a gagné.", "The runner Tade Pogacar won."
    engine = FakeEngine(lambda _: Hypothesis(english, -0.1))
    found = translate([Segment(french, 0, 0, 0, len(french))], engine)[0]
    assert found.target == "The runner Tadej Pogacar won."
    assert found.marks == (PUT_RIGHT,)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("réquisitions", "requisitions"),
        ("asphyxiées", "asphyxiated"),
        ("festivités", "festivities"),
        ("rapidement", "rapidly"),
        ("superficielle", "superficial"),
        ("pédagogique", "pedagogic"),
        ("intransigeant", "intransigent"),
        ("abattoir", "abattoir"),
        ("flâne", None),  # too short: "flan"
        ("butin", None),
        ("librairie", None),
    ],
)
def test_cognates(french: str, english: str | None) -> None:
    assert cognate(french) == english


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Ils ont été asphyxiées.", "They were asphyed.", "They were asphyxiated."),
        ("Des malfaiteurs sont venus.", "Malfaiters came.", "Criminals came."),
        ("La police a tiré.", "The police police fired.", "The police fired."),  # said twice
        ("Une infirmière est là.", "An infirmière is there.", "A nurse is there."),  # left in French
        ("Infirmière de nuit, elle dort.", "Infirmière of the night, she sleeps.", "Nurse of the night, she sleeps."),
        ("Le butin est là.", "The goalin is there.", "The goalin is there."),  # like no word of the French
    ],
)
def test_made_up_words_are_put_right(french: str, english: str, right: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "known", lambda: {"malfaiteurs": "criminals", "infirmière": "nurse"})
    assert mended(french, english, check(french, english)) == right


def test_of_two_marks_on_one_place_the_first_counts() -> None:
    marks = [
        replace(NAME, source=((3, 17),), target=((4, 25),)),
        replace(DOUBLED, target=((12, 25),)),
        replace(MADE_UP, target=((31, 38),)),
    ]
    english = "And Vincent Benoit Benoit were asphyed."
    assert mended("Et Vincent Benoît sont asphyxiés.", english, marks) == "And Vincent Benoît were asphyxiated."
