"""Cheap questions that are asked before dear ones never say no where the dear one would have said yes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.exonyms import begins, english_forms, french_forms, is_place
from translate_summarize.names import Strange, strange_names
from translate_summarize.numbers import lost_numbers, may_have_numbers
from translate_summarize.quality import check
from translate_summarize.quantities import astray

_SPELT = """un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante
cinquante soixante septante huitante octante nonante cent cents mille et 12 3,5 ans maisons""".split()  # noqa: SIM905
_MONEY = """€ euro euros EUR Euros $ dollar Dollars USD CAD £ livre livres GBP franc francs CHF FCFA ¥ yuan yuans renminbi rouble
roubles ₽ roupie roupies ₹""".split()  # noqa: SIM905


@given(st.lists(st.sampled_from(_SPELT), max_size=7), st.sampled_from(" -"))
def test_numbers_are_looked_for_wherever_one_may_be_lost(words: list[str], between: str) -> None:
    text = between.join(words)
    if list(lost_numbers(text, "")):
        assert may_have_numbers(text)


@pytest.mark.parametrize("word", _MONEY)
def test_every_currency_is_looked_for(word: str) -> None:
    other = "dollars" if word == "¥" else "yens"
    kinds = [found.kind for found in astray(f"Il a payé trois {word} en mai.", f"He paid three {other} in May.")]
    assert kinds == ["currency"]


@pytest.mark.parametrize("day", "lundi mardi mercredi jeudi vendredi samedi dimanche".split())  # noqa: SIM905
def test_every_day_is_looked_for(day: str) -> None:
    other = "Tuesday" if day != "mardi" else "Monday"
    assert [found.kind for found in astray(f"{day.capitalize()}, il pleut.", f"On {other}, it rains.")] == ["date"]


@pytest.mark.parametrize("scale", ["million", "Millions", "milliard", "MILLIARDS", "billion"])
def test_every_scale_is_looked_for(scale: str) -> None:
    english = "three trillion" if not scale.lower().startswith("billion") else "three million"
    assert "scale" in [found.kind for found in astray(f"Il y en a trois {scale}.", f"There are {english}.")]


# A place with its people, a form that is whole, a short one, one with a hyphen, an ordinary word; and beyond, before, within.
_WORDS = (
    *("allemagne", "allemand", "allemandes", "alle", "us", "usa", "usages", "sud", "africaine", "londres", "londre"),
    *("paris", "parisien", "sept", "chose"),
)


@given(st.one_of(st.sampled_from(_WORDS), st.text("abcdefilmnoprstu", min_size=1, max_size=9)))
def test_tables_are_found_by_beginnings_as_by_a_scan(word: str) -> None:
    from translate_summarize import exonyms

    lines = exonyms._lines(*exonyms._ALL)
    assert english_forms(word) == tuple(e for f, es in lines if any(begins(word, x) for x in f) for e in es)
    assert french_forms(word) == tuple(f for fs, e in lines if any(begins(word, x) for x in e) for f in fs)
    places = exonyms._lines("places")
    assert is_place(word) == any(begins(word, form) for french, _ in places for form in french)
    assert is_place(word, small=True) == any(begins(word, form) for french, _ in places for form in french[1:])


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("Il est venu hier soir à la fête.", "He came, he came, he came, he came last night.", "loop"),
        ("Il a ri.", "He laughed hahaha.", "loop"),
        ("Il va à la piscine le soir.", "He goes to the piscine at night.", "french-left"),
        ("Les élus sont venus avec leurs amis du parti.", "The sont venus avec leurs amis of it.", "french-left"),
    ],
)
def test_rare_faults_of_form_are_still_seen(source: str, target: str, code: str) -> None:
    assert code in [mark.code for mark in check(source, target)]


def test_an_address_hides_names_and_a_text_without_one_does_not() -> None:
    assert strange_names("Il écrit à Dupont@exemple.fr souvent.", "He often writes.") == ()
    assert strange_names("Il écrit à Dupont souvent.", "He often writes.") == (Strange("Dupont", ((11, 17),)),)


@pytest.mark.parametrize(
    ("english", "added"),
    [
        ("She and Vincent Bencent Benoît have won.", [Strange("Vincent Benoît", ((8, 22),), ((8, 30),))]),
        ("She and Vincent Benoît have won.", []),
        ("She and Mr Vincent Benoît have won.", []),
        ("She and Vincent Benoit have won.", []),
    ],
)
def test_a_word_put_into_a_name(english: str, added: list[Strange]) -> None:
    assert list(strange_names("Elle et Vincent Benoît ont gagné.", english)) == added


def test_a_woman_is_no_state() -> None:
    assert strange_names("La compagne, Caroline, est là.", "The partner, Caroline, is there.") == ()
    assert strange_names("Il vit en Caroline.", "He lives in Caroline.") == ()
    assert strange_names("Il vit en Corse.", "He lives in Corse.") != ()
