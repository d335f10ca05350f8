"""Words of the French that left no trace in the English, and words of the English that are none.

Both are counted, not understood: `lexicon` knows which English words stand for a French one in human translations, and
how often none of them does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from translate_summarize.dates import MONTHS
from translate_summarize.exonyms import french_forms
from translate_summarize.french import STOPWORDS
from translate_summarize.lexicon import (
    Entry,
    english_stem,
    fold,
    french_stem,
    is_english,
    is_in_both,
    is_listed,
    known,
    translations,
)
from translate_summarize.numbers import FRENCH_UNITS
from translate_summarize.persons import find_persons, is_first_name
from translate_summarize.repetition import is_stutter
from translate_summarize.spans import blanked
from translate_summarize.types import Span

_WORD = re.compile(r"[^\W\d_]+")
_LOWER = re.compile(r"(?<![\w@#./'’-])[a-z]{4,}(?![\w@/’'-]|\.[a-z])")
_QUOTED = re.compile(r"[«“\"‘'(][^«»“”\"()]+[»”\"’')]")
_FIRST, _OPENING = (
    re.compile(rf"[\s\"“‘'(]*({word})(?=[\s,])(?!\s[A-Z])") for word in (r"[A-Z][a-z]{4,}", r"[A-ZÀ-ÖØ-ÞŒ][^\W\d_]{4,}")
)
"""A first word that no name follows, of English letters and of any."""
_FRENCH_OPENING = re.compile(
    r"[\W\d_]*([A-ZÀ-ÖØ-ÞŒ][a-zàâäçéèêëîïôöùûüœ]{4,})(?=[\s,:])"
    r"(?!\s[A-Z]|,\s\d|\s(?:[ns]['’]|(?:ne|se|a|ont|est|sont|avait|avaient|était|étaient|aura|sera|serait|va|veut|peut|doit)(?!\w)))"
)
"""One that is no name by what follows: "Carrefour a …" and "Jesus, 21 ans" are."""
_FUNCTION = frozenset(fold(word) for word in STOPWORDS)
_COUNTED = frozenset(
    fold(word)
    for word in (*MONTHS, *FRENCH_UNITS, "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "siècle",
                 "siècles", "million", "millions", "milliard", "milliards", "mille", "cents", "année", "années")
)  # fmt: skip
"""What English may write in figures; `quantities` compares it by value."""
_NO_CONTENT = _FUNCTION | _COUNTED
_TELLING = 0.45
"""Share of human translations without any of the known words from which a French word tells nothing."""
_OPENINGS = frozenset(
    """Certains Certaines Plusieurs Selon Depuis Pourtant Cependant Toutefois Toutes Cette Leurs Malgré Ensuite Après Avant
    Pendant Voici Lorsque Puisque Quelques Aucune Celle Celui""".split()  # noqa: SIM905
)
"""Words that mean little, with which French sentences open and English ones do not."""
_SURE = 8.0
"""Evidence that a stretch was left out: at this, of human translations 0.2% (flores-dev) and 0.5% (newstest2012) have
such a stretch; of those whose last third is cut away a sixth has one, of those of other sentences two thirds."""
_EACH, _FOUND = 0.5, 2.0
"""What a word without a trace must bring, in nats, to make a stretch longer, and what one with a trace takes away."""
_COINABLE = ("ation", "ations", "ism", "ist", "ists", "ing")
_ENDS = (("isme", "ism"), ("iste", "ist"), ("ique", "ic"), ("eur", "or"), ("ite", "ity"), ("e", ""))
"""Ends of French words, and what rare English ones have there; others than these are more often made up than rare."""


def untold(source: str, target: str) -> Span | None:
    """The stretch of the French whose words have no translation in the English, where that is no chance.

    The evidence of a word is the logarithm of how seldom it goes without any of its known translations; a stretch is
    the run of words with the highest sum (Kadane's algorithm).
    """
    best, where = 0.0, None
    current, start = 0.0, 0
    for span, missed, found in _traces(source, target):
        if current <= 0.0:
            current, start = 0.0, span[0]
        current += -_FOUND if found else -math.log(missed) - _EACH
        if current > best:
            best, where = current, (start, span[1])
    return where if best > _SURE else None


def _traces(source: str, target: str) -> Iterator[tuple[Span, float, bool]]:
    """Each telling word of the French, how often it is translated otherwise, and whether the English has a known word."""
    english = {english_stem(word) for word in _WORD.findall(target)}
    begins = {stem[:5] for stem in english}
    for match in _WORD.finditer(source):
        word = match.group()
        if (entry := _telling(word)) is not None and (word.islower() or not match.start()):
            stem = french_stem(word)
            cognate = len(stem) >= 5 and stem[:5] in begins
            yield match.span(), max(entry.missed, 0.01), cognate or not entry.english.isdisjoint(english)


@lru_cache(maxsize=4096)  # a folder says the same words over and over
def _telling(word: str) -> Entry | None:
    """What is known of a word that has content, if English mostly has a known word for it."""
    return None if len(word) < 3 or fold(word) in _NO_CONTENT else _certain(word)


def _certain(word: str) -> Entry | None:
    entry = translations(french_stem(word))
    return entry if entry is not None and entry.missed <= _TELLING else None


def made_up(source: str, target: str) -> tuple[Span, ...]:
    """Words of the English that are no words ("swissirement"), nor made of a French one by rule, nor names.

    What English could have made, but never did, is no word either where the French has its stem ("palmaris").
    """
    small = list(_LOWER.finditer(target))
    strange = [match for match in small if not _is_word(match.group())]
    coined = [match for match in small if _may_be_coined(match.group())]
    first = _FIRST.match(target)
    if first and not _is_word(first[1].lower()) and not french_forms(fold(first[1])) and not is_first_name(first[1]):
        strange.insert(0, first)
    if not strange and not coined:
        return ()
    written = _WORD.findall(source)
    french = {fold(word) for word in written}
    stems = {french_stem(word) for word in written if word.islower()} if coined else set()
    spans = [
        match.span(match.lastindex or 0)
        for match in strange
        if not any(_is_like(word, match.group(match.lastindex or 0).lower()) for word in french)
    ]
    spans += [
        match.span()
        for match in coined
        if french_stem(match.group()) in stems
        and (match.group() in french or not any(_is_like(word, match.group()) for word in french))
    ]
    return tuple(sorted(spans))


@lru_cache(maxsize=8192)
def _is_word(word: str) -> bool:
    """Of English, or one of French, which `foreign` finds where it was left."""
    return is_english(word) or is_in_both(word) or translations(french_stem(word)) is not None


@lru_cache(maxsize=8192)
def _may_be_coined(word: str) -> bool:
    """Whether English text lacks the word, though its parts are English, and it is none of those made every day."""
    if word.endswith(_COINABLE) or is_stutter(word) or is_listed(word) or is_listed(word.removesuffix("s")):
        return False
    return is_english(word) and not is_in_both(word)


def _is_like(french: str, english: str) -> bool:
    """Whether it is the French word, or the one that English makes of it by rule ("berlusconisme", "berlusconism")."""
    french, english = french.removesuffix("s"), english.removesuffix("s")
    return french == english or any(
        french.endswith(end) and french.removesuffix(end) + made == english for end, made in _ENDS
    )


def left_as_it_is(source: str, target: str) -> bool:
    """Whether a text of one to three words, common ones of French, came back as it was ("Pomme")."""
    written = _WORD.findall(source)
    if not 0 < len(written) <= 3:
        return False
    words = [fold(word) for word in written]
    return (
        not find_persons(source)
        and words == [fold(word) for word in _WORD.findall(target)]
        and all(word in _FUNCTION or is_common(word) for word in words)
        and any(word not in _FUNCTION and not is_english(word) for word in words)
    )


def common_left(source: str, target: str) -> tuple[Span, ...]:
    """Where common words of the French stand in the English as they were ("the librairie"), outside quotation marks.

    So does one in another number ("illisible" for "illisibles"), and a first word with its capital ("Grève in the metro").
    """
    there = set(_WORD.findall(source))
    first = _OPENING.match(target)
    opens = first is not None and first[1] in there and _is_opening(first[1])
    again = list(_opening_again(source, target))
    if not opens and not again and not any(map(_is_french, _LOWER.findall(target))):
        return ()
    stems = {french_stem(word) for word in there if word.islower()}
    hidden = blanked(_QUOTED, target)
    for title in _QUOTED.findall(source):  # a title that the English has without its marks
        hidden = hidden.replace(title[1:-1].strip(), " " * len(title[1:-1].strip()))
    left = [
        match.span()
        for match in _LOWER.finditer(hidden)
        if _is_french(match.group()) and (match.group() in there or french_stem(match.group()) in stems)
    ]
    if opens and first and first.span(1) not in again:
        again.insert(0, first.span(1))
    return (*(span for span in again if hidden[span[0]] != " "), *left)


def _opening_again(source: str, target: str) -> Iterator[Span]:
    """Where the English has the first word of the French, whose capital makes no name of it ("a climate Pétition")."""
    first = _FRENCH_OPENING.match(source)
    if first is None or first[1] not in target or is_first_name(first[1]):
        return
    if _is_french(first[1].lower()):
        for match in _WORD.finditer(target):
            if match.group() == first[1]:
                yield match.span()


@lru_cache(maxsize=8192)
def _is_french(word: str) -> bool:
    """A common word of French that is none of English."""
    return is_common(word) and not is_english(word) and not is_in_both(word)


def _is_opening(word: str) -> bool:
    """Whether a capitalised first word is one of French alone, and no name."""
    small = word.lower()
    return word in _OPENINGS or (small in known() and not is_english(small) and not is_in_both(small))


def is_common(word: str) -> bool:
    """Whether French has the word in small letters, and the table knows what it is in English."""
    return _certain(word) is not None
