"""Which words English has, and which of them translate a French word: counted from aligned text.

The table, `lexicon.tsv`, is made by `models/training/lexicon.py`. It knows no grammar: words are cut to rough stems that
join most inflections of a word, and a stem of French has the stems that stand for it in English, with the share of its
sentences that have none of them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+")
_FRENCH_ENDS = tuple(
    """issaient issait issant issent eraient erait eront erons erent aient ants ante ant ions ait ais era ent er ez ee
    es e ai ir it is i ue u""".split()  # noqa: SIM905
)
_ENGLISH_ENDS = ("ingly", "edly", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e", "y")
_SHORTEST = 4
"""Letters of a French stem, at least; an English one has three."""
_PARTED = str.maketrans({"œ": "oe", "æ": "ae"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a French stem."""

    english: frozenset[str]
    missed: float
    """Share of the sentences with it whose human translation has none of `english`."""


def fold(text: str) -> str:
    """Small letters without accents, ligatures parted."""
    text = text.lower().translate(_PARTED)
    return text if text.isascii() else "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def french_stem(word: str) -> str:
    """The stem of a French word, without accents: "chevaux" and "cheval" stay apart, "mange" and "mangeait" do not."""
    word = fold(word)
    if len(word) > _SHORTEST and word[-1] in "sx":
        word = word[:-1]
    return _cut(word, _FRENCH_ENDS, _SHORTEST)


@lru_cache(maxsize=50_000)
def english_stem(word: str) -> str:
    """The stem of an English word: "houses" and "house" are one."""
    word = _cut(fold(word), _ENGLISH_ENDS, 3)
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def _cut(word: str, ends: tuple[str, ...], shortest: int) -> str:
    for end in ends:
        if word.endswith(end) and len(word) - len(end) >= shortest:
            return word[: -len(end)]
    return word
