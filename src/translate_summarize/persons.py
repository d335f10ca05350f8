"""People in a French text: a first name or a title, and the surname after it, which may be a word ("Nicolas Petit")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from translate_summarize.exonyms import begins, english_forms, ordinary_english, ordinary_french
from translate_summarize.french import FIRST_NAMES, STOPWORDS
from translate_summarize.lexicon import fold
from translate_summarize.likeness import is_echo
from translate_summarize.types import Span

_FIRST_NAMES = FIRST_NAMES - {"france", "victoire", "aurore", "rose", "océane", "madonna", "saint"}
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][^\W\d_A-ZÀ-ÖØ-Þ]+(?:-[A-ZÀ-ÖØ-Þ][^\W\d_]+)?"
_PERSON = re.compile(
    rf"(?<![\w’'.-])(?P<first>{_CAPITALISED}|MM?\.|Mmes?|Mlles?|Dr|Pr)[ \u00a0\u202f](?P<last>{_CAPITALISED})(?![\w-])"
)
_TITLES = frozenset({"M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Dr", "Pr"})
_ROLES = frozenset(
    """président présidente premier première ministre maire préfet préfète directeur directrice député députée sénateur sénatrice
    juge procureur secrétaire roi reine prince princesse empereur pape saint sainte grand grande jeune père fils quint
    hôtel place rue avenue boulevard lycée collège école hôpital église stade prix université institut fondation
    monsieur madame ier""".split()  # noqa: SIM905
)
_NO_SURNAMES = _ROLES | STOPWORDS
_BEFORE_PLACES = re.compile(
    r"\b(?:[Ss]aint|[Ss]ainte|rue|avenue|place|boulevard|lycée|collège|stade|prix|quai|pont|hôpital)[ -]$"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Where a person is named in a French text."""

    span: Span
    first: str
    """First name; empty where a title stands there."""
    last: str
    last_span: Span


def is_first_name(word: str) -> bool:
    """Whether people are called so."""
    return word.lower() in _FIRST_NAMES


def find_persons(text: str) -> tuple[Person, ...]:
    """Everybody who is named with a known first name or a title, and a surname of one word, in order."""
    found = []
    for match in _PERSON.finditer(text):
        first, last = match["first"], match["last"]
        title = first in _TITLES
        known = title or all(part.lower() in _FIRST_NAMES for part in first.split("-"))
        if known and last.lower() not in _NO_SURNAMES and not _BEFORE_PLACES.search(text[: match.start()]):
            span = match.span("last") if title else match.span()
            found.append(Person(span, "" if title else first, last, match.span("last")))
    return tuple(found)


_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Doctor|Madame|Monsieur|Sir|Mister)\b")


def lost_surnames(source: str, target: str) -> tuple[Person, ...]:
    """People whom the English names by their first name or title, and not by their surname ("Nicolas small")."""
    persons = find_persons(source)
    if not persons:
        return ()
    english = {fold(match.group()) for match in _WORD.finditer(target)}
    return tuple(
        person
        for person in persons
        if (
            any(is_echo(fold(part), word) for part in person.first.split("-") for word in english)
            if person.first
            else _ENGLISH_TITLE.search(target)
        )
        and not any(_stands_for(fold(part), english) for part in person.last.split("-"))
    )


def _stands_for(name: str, english: set[str]) -> bool:
    if any(is_echo(name, word) for word in english):
        return True
    # The table has "petit" and "blanc" as well, for "Petit Palais" and "Maison Blanche": surnames stay as they are.
    named = english - ordinary_english()
    forms = () if name in ordinary_french() else english_forms(name)
    return any(begins(word, form) for form in forms for word in named)
