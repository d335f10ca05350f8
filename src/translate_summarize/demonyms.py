"""Adjectives and nouns of peoples and places, and what English has for them: "péruvien", "lyonnaises", "une Malienne".

A small model has seen few of them, and guesses ("the Government of Canada" for "le gouvernement péruvien"), which
nothing in the English shows. English has an adjective for a people ("Peruvian") and puts a place before the noun
("the Lyon mayor"). The table stands in demonyms.txt, which says how it is written.
"""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from translate_summarize.french import compounds, whole_words
from translate_summarize.hours import SPACE


@dataclass(frozen=True, slots=True)
class Demonym:
    """A span of a French text, and how English writes it."""

    start: int
    end: int
    text: str
    precedes: bool = False
    """Whether it is an adjective that English puts before its noun."""


@dataclass(frozen=True, slots=True)
class _Form:
    english: str
    other: str
    """Of a people the noun; of a place what stands behind a verb."""
    is_place: bool
    is_feminine: bool
    is_plural: bool


_S = SPACE
_NEAR = 60
"""Characters before a word in which that is sought which decides what it is."""
_CLUB = re.compile(rf"\b(?:Athlétic|Aviron|Cercle|Olympique|Racing|Section|Sporting|Stade|Union){_S}$")
_DISH = re.compile(rf"\b(?:bouillabaisse|choucroute|potée|quiche|salade|sauce)s?{_S}$", re.IGNORECASE)
_IN_THE_WAY_OF = re.compile(rf"\bà{_S}la{_S}$")
_REFLEXIVE = re.compile(rf"\b[sS]e{_S}$")  # "L'affaire se corse"
_IS = re.compile(
    rf"\b(?:suis|es|est|sommes|êtes|sont|était|étaient|sera|seront|serait|fut|être|été|né|née|nés|nées|reste|restent)"
    rf"{_S}(?:[^\W\d_]+ment{_S}|aussi{_S}|plutôt{_S}|pas{_S}|tous{_S}|toutes{_S})?$"
)
_DETERMINED = re.compile(
    rf"(?:\b(?:un|une|le|la|les|des|du|aux?|ce|cet|cette|ces|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|"
    rf"quelques|autres?|jeunes?){_S}|\b[lLdD]['’]|\d{_S})$",
    re.IGNORECASE,
)
_OF_ONE = re.compile(rf"(?:\b(?:une?|la|le|du|au|cet?|cette|autre|jeune){_S}|['’])$", re.IGNORECASE)
_COUNTRIES = frozenset({"Argentine", "Corse", "Philippines", "Malouines", "Lorraine", "Aquitaine"})
"""Names of countries and regions that are spelt as women are."""
_SAME = ("ese", "Kyrgyz", "Burkinabe", "Malagasy", "Rohingya")
"""Ends of English adjectives that are nouns, of one and of many, only with a word behind them."""


@lru_cache(maxsize=4096)  # asked by who translates a sentence, and again by who checks it
def find_demonyms(text: str) -> tuple[Demonym, ...]:
    """Those of a French text that the table has, in order; left out where it is not certain what they are."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Demonym]:
    forms = _forms()
    if forms.keys().isdisjoint(compounds(text.lower())):
        return
    for match in whole_words(text):
        word = match[1]
        form = forms.get(word.lower())
        if form is None:
            continue
        before = text[max(0, match.start(1) - _NEAR) : match.start(1)]
        if word.islower():
            yield from _adjective(form, word, before, match.span(1))
        elif word.istitle() and word not in _COUNTRIES and _DETERMINED.search(before):
            is_plural = form.is_plural or (word.endswith("s") and not _OF_ONE.search(before))
            yield Demonym(*match.span(1), word if form.is_place else _people(form, is_plural=is_plural))


def _adjective(form: _Form, word: str, before: str, span: tuple[int, int]) -> Iterator[Demonym]:
    start, end = span
    if _REFLEXIVE.search(before):
        return
    if club := _CLUB.search(before):  # "Stade rennais"
        yield Demonym(start - len(club[0]), end, f"{club[0].strip()} {word.capitalize()}")
    elif manner := _IN_THE_WAY_OF.search(before):  # English says it in French, too
        yield Demonym(start - len(manner[0]), end, f"à la {word}")
    elif form.is_place and (dish := _DISH.search(before)):
        yield Demonym(start - len(dish[0]), end, f"{dish[0]}{word}")
    elif form.is_place and _IS.search(before):
        yield Demonym(start, end, form.other or f"from {form.english}")
    else:
        yield Demonym(start, end, form.english, precedes=True)


def _people(form: _Form, *, is_plural: bool) -> str:
    """The noun: "Peruvians", "a Peruvian woman", "a Vietnamese national"."""
    if form.is_feminine:
        return f"{form.english} {'women' if is_plural else 'woman'}"
    noun = form.other or form.english
    if noun.endswith(_SAME):
        return noun if is_plural else f"{noun} national"
    return f"{noun}s" if is_plural else noun


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, _Form]:
    text = importlib.resources.files(__package__).joinpath("demonyms.txt").read_text(encoding="utf-8")
    found: dict[str, _Form] = {}
    is_place = False
    for line in text.splitlines():
        if line.startswith("["):
            is_place = line == "[places]"
        elif line and not line.startswith("#"):
            french, english, *other = (part.strip() for part in line.split("|"))
            masculine, *given = french.split()
            feminine = given[0] if given else _feminine(masculine)
            for word, is_feminine, is_plural in (
                (_plural(feminine), True, True),
                (_plural(masculine), False, True),
                (feminine, True, False),
                (masculine, False, False),
            ):  # what is the same for both is the masculine, and of one
                found[word] = _Form(english, other[0] if other else "", is_place, is_feminine, is_plural)
    return found


def _feminine(masculine: str) -> str:
    if masculine.endswith(("e", "è")):
        return masculine
    return f"{masculine}ne" if masculine.endswith(("en", "ïen", "on")) else f"{masculine}e"


def _plural(word: str) -> str:
    if word.endswith(("s", "x")):
        return word
    return f"{word}x" if word.endswith("eau") else f"{word}s"
