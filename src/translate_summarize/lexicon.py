"""Which words English has, and which of them translate a French word: counted from aligned text.

The tables stand in `models/lexicon` and are made by `models/training/lexicon.py`. They know no grammar: words are cut to
rough stems that join most inflections of a word, and a stem of French has the stems that stand for it in English, with
the share of its sentences that have none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from translate_summarize.errors import ModelError
from translate_summarize.french import without_accents

_FRENCH_ENDS = tuple(
    """issaient issait issant issent eraient erait eront erons erent aient ants ante ant ions ait ais era ent er ez ee
    es e ai ir it is i ue u""".split()  # noqa: SIM905
)
_ENGLISH_ENDS = ("ingly", "edly", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e", "y")
_SHORTEST = 4
"""Letters of a French stem, at least; an English one has three."""
_PARTED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a French stem."""

    english: frozenset[str]
    missed: float
    """Share of the sentences with it whose human translation has none of `english`."""


@lru_cache(maxsize=8192)  # a folder says the same words over and over
def fold(text: str) -> str:
    """Small letters without accents, ligatures parted."""
    return without_accents(text.lower().translate(_PARTED))


@lru_cache(maxsize=8192)
def french_stem(word: str) -> str:
    """The stem of a French word, without accents: "chevaux" and "cheval" stay apart, "mange" and "mangeait" do not."""
    word = fold(word)
    if len(word) > _SHORTEST and word[-1] in "sx":
        word = word[:-1]
    return _cut(word, _FRENCH_ENDS, _SHORTEST)


@lru_cache(maxsize=8192)
def english_stem(word: str) -> str:
    """The stem of an English word: "houses" and "house" are one."""
    word = _cut(fold(word), _ENGLISH_ENDS, 3)
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def _cut(word: str, ends: tuple[str, ...], shortest: int) -> str:
    for end in ends:
        if word.endswith(end) and len(word) - len(end) >= shortest:
            return word[: -len(end)]
    return word


_HERE = Path(__file__).parent
PLACES = (_HERE / "embedded" / "lexicon", _HERE.parents[1] / "models" / "lexicon")
"""Where the tables are: in an installed package, in a checkout."""
_SUFFIXES = tuple(
    """ability ization isation ably izing ising izes ises ized ised ation ness able ible less like wise ship hood ment ments
    ical ally ees ian ians ing est ers ors ist ists ism ful ish ity ous ion ions ize ise ic al or er es ed ly s d y""".split()  # noqa: SIM905
)
_PREFIXES = tuple(
    """counter thermo hydro inter super trans multi micro ultra under extra intra infra photo tele over anti semi mini hyper
    cyber socio psycho neuro radio pseudo quasi macro mono poly para mega giga nano homo hetero video audio non pre pro
    mis dis sub neo post bio geo eco auto euro electro fore self out un re de in im ir co en em up""".split()  # noqa: SIM905
)
_SHORT_PARTS = frozenset(
    ["air", "bed", "big", "box", "day", "gas", "man", "men", "off", "oil", "out", "sea", "tax", "war", "way"]
)
_NO_PLAIN_S = re.compile(r"(?:s|sh|ch|x|z)$")


def translations(stem: str) -> Entry | None:
    """What is known of a French stem (`french_stem`); None where the table has it not."""
    return _table().get(stem)


@lru_cache(maxsize=1)
def known() -> Mapping[str, str]:
    """The English of French words and phrases that have one translation, each in its form."""
    return {french: english for french, english, _ in _rows()}


@lru_cache(maxsize=1)
def rare() -> Mapping[str, str]:
    """Those of `known` that the embedded model guesses at."""
    return {french: english for french, english, guessed in _rows() if guessed}


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, bool], ...]:
    rows = (line.split("\t") for line in _read("rare.tsv"))
    return tuple((french, english, bool(guessed)) for french, english, *guessed in rows)


def is_listed(word: str) -> bool:
    """Whether the table of English words has it (small letters), as a word of English alone."""
    return word in _english() and word not in _both()


def is_english(word: str) -> bool:
    """Whether English has the word (small letters), or could have made it of one that it has ("rehoused")."""
    return _is_known(word, deep=True)


def is_in_both(word: str) -> bool:
    """Whether a word that is mostly French stands in English, too ("reconnaissance")."""
    return word in _both()


def _is_known(word: str, *, deep: bool) -> bool:
    known = _english()
    if word in known:
        return True
    if len(word) < 4:
        return False
    for end in _SUFFIXES:
        if word.endswith(end) and len(word) - len(end) >= 3 and _has_root(word[: -len(end)], end, deep=deep):
            return True
    if any(
        word.startswith(begin) and len(word) - len(begin) >= 3 and _is_known(word[len(begin) :], deep=False)
        for begin in _PREFIXES
    ):
        return True
    return deep and any(_is_part(word[:i]) and _is_part(word[i:]) for i in range(3, len(word) - 2))


def _is_part(word: str) -> bool:
    """Whether compounds are made of it: a table of all text has too many words of three letters that are none."""
    return word in _SHORT_PARTS if len(word) < 4 else word in _english()


def _has_root(root: str, end: str, *, deep: bool) -> bool:
    if end == "s" and _NO_PLAIN_S.search(root):
        return False  # "cashs"
    known = _english()
    if root in known or root + "e" in known or root + "y" in known or (root[-1] == "i" and root[:-1] + "y" in known):
        return True
    if len(root) > 3 and root[-1] == root[-2] and root[:-1] in known:
        return True
    return deep and len(root) > 4 and _is_known(root, deep=False)


@lru_cache(maxsize=1)
def _table() -> dict[str, Entry]:
    rows = (line.split("\t") for line in _read("translations.tsv"))
    return {stem: Entry(frozenset(english.split()), int(missed) / 100) for stem, missed, english in rows}


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset(_read("english.txt"))


@lru_cache(maxsize=1)
def _both() -> frozenset[str]:
    return frozenset(_read("both.txt"))


def _read(name: str) -> list[str]:
    folder = next((place for place in PLACES if place.is_dir()), PLACES[-1])
    try:
        return (folder / name).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / name}: the table of words is missing or damaged; install tsum again.") from error
