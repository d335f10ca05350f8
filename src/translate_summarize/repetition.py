"""What is said again and again: loops of a model, words that stand twice, and phrases that the French repeats itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import eq

from translate_summarize.lexicon import is_english
from translate_summarize.types import Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_STUTTER = re.compile(r"([^\W\d_]{2,12}?)\1{2,}", re.IGNORECASE)
_DOUBLED_IN_ENGLISH = frozenset({"had", "that", "bye", "no", "very", "so", "ha", "ah", "oh", "well", "now", "blah"})
_OWN = re.compile(
    r"\b([^\W\d_]{4,})(?:['’]s\s+|\s+of\s+(?:(?:the|an?|his|her|its|their|this)\s)?)\1(?!\w)", re.IGNORECASE
)
_NAME = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ][^\W\d_]{3,}(?![\w-])")
_JOINING = frozenset({"et", "ou", "mais", "puis", "and", "or", "but", "then"})
_LONGEST_NGRAM = 12
_LONGEST_PHRASE = 4
_SAME = b"\x01"


def tokens(text: str) -> list[str]:
    """Words and signs, in small letters."""
    return _TOKEN.findall(text.casefold())


def bare_words(found: Sequence[str]) -> list[str]:
    """The words among `tokens`."""
    return [t for t in found if t[0].isalnum()]


def loops(french: Sequence[str], english: Sequence[str]) -> bool:
    """A run of one n-gram three times or more that the French has not, or a trigram strewn all over (four times)."""
    words = bare_words(english)
    if not any(map(eq, english, english[1:])) and max(_often(english, 2), _often(words, 2)) < 3:
        return False  # whatever else stands three times in a row has two words that do
    if 3 <= _longest_run(english) > _longest_run(french):
        return True
    # Without the commas between them, phrases of two words and more: "the price of wheat, the price of wheat …"
    if 3 <= _longest_run(words, least=2) > _longest_run(bare_words(french), least=2):
        return True
    often = _often(words, 3)
    return often >= 4 and often >= _often(bare_words(french), 3) + 2


def doubles(found: Sequence[str]) -> int:
    """How many words stand twice in a row that do not so in good English."""
    return sum(a == b and a.isalpha() and a not in _DOUBLED_IN_ENGLISH for a, b in pairwise(found))


def owns_itself(source: str, target: str) -> Span | None:
    """Where a word of the English is its own ("her father's father"), if no word of the French stands there twice."""
    found = _OWN.search(target)
    if found is None:
        return None
    roots = [word[:5] for word in bare_words(tokens(source)) if len(word) > 3]
    return found.span() if len(roots) == len(set(roots)) else None


def name_again(source: str, target: str) -> Span | None:
    """The last place of a name that the English says more often than the French does ("Nouméa in Nouméa")."""
    names = _NAME.findall(target)
    often = Counter(names)
    if len(often) == len(names):
        return None
    for match in reversed([*_NAME.finditer(target)]):
        name = match.group()
        # "les entreprises aveyronnaises" are those of Aveyron, so words built on the name count as well.
        if (
            often[name] > 1
            and name in source
            and source.casefold().count(name.casefold()[:5]) < often[name]
            and not is_english(name.lower())
        ):
            return match.span()
    return None


def miscounted(source: str, target: str) -> Span | None:
    """Where the French says a phrase three times in a row or more ("non, non et non"), if the English does not.

    The English may have as many of it in a row, or a word as often among others ("it rains, it rains, it has rained").
    """
    said, span = _row(source)
    if said < 3:
        return None
    again, _ = _row(target)
    if again >= 3:
        return None if again == said else span
    often = Counter(bare_words(tokens(target)))
    return None if max(often.values(), default=0) >= said else span


def _row(text: str) -> tuple[int, Span]:
    """How often the phrase that follows itself most often stands there, whatever signs and "and" part it, and where.

    1 where that is less than three times.
    """
    text = text.casefold()
    words = [word for word in _WORD.findall(text) if word not in _JOINING]
    most, where = 1, (0, 0)
    if max(Counter(words).values(), default=0) < 3:  # nor does a phrase then
        return most, where
    found = [match for match in _WORD.finditer(text) if match.group() not in _JOINING]
    for size in range(1, min(_LONGEST_PHRASE, len(words) // 2) + 1):
        matches = 0
        for i in range(len(words) - size):
            matches = matches + 1 if words[i] == words[i + size] else 0
            if matches // size + 1 > most:
                most = matches // size + 1
                where = (found[i + size + 1 - most * size].start(), found[i + size].end())
    return most, where


def _longest_run(found: Sequence[str], *, least: int = 1) -> int:
    """How often an n-gram of at least so many tokens, one with a letter, follows itself (1: no repetition)."""
    longest = 1
    for size in range(least, min(_LONGEST_NGRAM, len(found) // 2) + 1):
        if _SAME * size not in bytes(map(eq, found, found[size:])):  # most often: it stands nowhere twice in a row
            continue
        matches = 0
        for i in range(len(found) - size):
            matches = matches + 1 if found[i] == found[i + size] else 0
            run = matches // size + 1
            if run > longest and any(t.isalpha() for t in found[i + 1 : i + 1 + size]):
                longest = run
    return longest


def _often(found: Sequence[str], size: int) -> int:
    """How often the most frequent n-gram of this size stands there."""
    counts = Counter(zip(*(found[i:] for i in range(size)), strict=False))
    return max(counts.values(), default=0)


def stutters(text: str) -> bool:
    """Whether a word says a part of itself three times or more ("hahaha")."""
    return any(map(is_stutter, _LONG_WORD.findall(text)))


@lru_cache(maxsize=8192)  # a folder says the same words over and over
def is_stutter(word: str) -> bool:
    """The same of one word."""
    return _STUTTER.search(word) is not None
