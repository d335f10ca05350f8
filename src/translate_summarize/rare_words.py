"""Words and phrases that the embedded model guesses at ("violeur", "garde à vue"), and the English that tsum has for them.

The table stands in `models/lexicon/rare.tsv` and is made by `models/training/rare_words.py`. It holds only what has one
translation; whatever else it may mean, the model knows less of it than the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from translate_summarize import lexicon
from translate_summarize.french import FIRST_NAMES, compounds, whole_words

_FIRST = re.compile(r"[^\W\d_]+")
_NAMED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*[ \u00a0\u202f][A-ZÀ-Ý]")
"""A first word that may be a name, for the capital behind it: "Loup Bureau"."""
_BEGINS = re.compile(r"(?<![\w'-])(?:[ldLD]')?([^\W\d_]+)")
_APOSTROPHES = str.maketrans("’´ʼ", "'''")
_PARTED = re.compile(r"[ ']")
_GOES_ON = re.compile(r"[\w-]")


@dataclass(frozen=True, slots=True)
class RareWord:
    """A word or phrase of a French text, as the table has it, and its English."""

    start: int
    end: int
    french: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Words, and phrases by their first word, longest first, each with its English."""

    words: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[str, str], ...]]


def table_of(rows: Mapping[str, str]) -> Table:
    """A table of French words and phrases with their English. What has a space or an apostrophe is a phrase."""
    phrases: dict[str, list[tuple[str, str]]] = {}
    for french in sorted(rows, key=len, reverse=True):
        first = _FIRST.match(french)
        if first and _PARTED.search(french):
            phrases.setdefault(first[0], []).append((french, rows[french]))
    return Table(rows, {first: tuple(group) for first, group in phrases.items()})


@lru_cache(maxsize=4096)  # asked by who translates a sentence, and again by who checks it
def find_rare_words(text: str) -> tuple[RareWord, ...]:
    """Those of a French text that the embedded table has, in order."""
    return find_in(text, _embedded())


@lru_cache(maxsize=1)
def _embedded() -> Table:
    return table_of(lexicon.rare())


def find_in(text: str, table: Table) -> tuple[RareWord, ...]:
    """Those of a French text that a table has, in order; the first word of the text may have its capital."""
    text = text.translate(_APOSTROPHES)
    lowered = _without_capital(text)
    there = {*compounds(text), *compounds(lowered.partition(" ")[0])}
    phrases = tuple(_phrases(text, lowered, table))
    if table.words.keys().isdisjoint(there):
        return phrases
    words = [
        RareWord(*match.span(1), word, table.words[word])
        for match in whole_words(lowered)
        if (word := match[1] if match[1] in table.words else text[slice(*match.span(1))]) in table.words
        and not any(phrase.start <= match.start(1) < phrase.end for phrase in phrases)
    ]
    return tuple(sorted((*phrases, *words), key=lambda each: each.start))


def _without_capital(text: str) -> str:
    """The first word in small letters, unless a name may begin there."""
    first = _FIRST.match(text)
    if first is None or not first[0].istitle() or first[0].lower() in FIRST_NAMES or _NAMED.match(text):
        return text
    return text[0].lower() + text[1:]


def _phrases(text: str, lowered: str, table: Table) -> Iterator[RareWord]:
    end = 0
    for match in _BEGINS.finditer(text):
        if match.start() < end:
            continue
        found = _phrase_at(match.start(1), match[1], text, table) if match[1] in table.phrases else None
        if found is None and match.start() < match.start(1) and match[0][0] in table.phrases:  # "L'Express"
            found = _phrase_at(match.start(), match[0][0], text, table)
        if found is None and match.start() == 0 and lowered != text:
            found = _phrase_at(0, lowered[: match.end()], text, table)
        if found is None and match.start(1) and match[1].istitle():  # 'les "Gilets jaunes"', "la Cour de cassation"
            found = _phrase_at(match.start(1), match[1].lower(), text, table)
            found = found and replace(found, text=found.text[0].upper() + found.text[1:])
        if found is not None:
            end = found.end
            yield found


def _phrase_at(start: int, first: str, text: str, table: Table) -> RareWord | None:
    for phrase, english in table.phrases.get(first, ()):
        end = start + len(phrase)
        if text.startswith(phrase[1:], start + 1) and not _GOES_ON.match(text, end):
            return RareWord(start, end, phrase, english)
    return None
