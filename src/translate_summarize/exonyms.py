"""Names that French and English spell apart: countries and peoples, towns, rivers, institutions, rulers, first names.

The tables stand in exonyms.txt, which says how they are written.
"""

from __future__ import annotations

import importlib.resources
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from translate_summarize.french import without_accents

Line = tuple[tuple[str, ...], tuple[str, ...]]
_STEM = 4
"""Letters from which a form stands for every word that begins with it."""


@lru_cache(maxsize=1)
def _tables() -> dict[str, tuple[str, ...]]:
    """The lines of each section."""
    sections: dict[str, list[str]] = {}
    text = importlib.resources.files(__package__).joinpath("exonyms.txt").read_text(encoding="utf-8")
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections.setdefault(name, []).append(line)
    return {name: tuple(lines) for name, lines in sections.items()}


@lru_cache(maxsize=8)
def _lines(*names: str) -> tuple[Line, ...]:
    found = []
    for line in (line for name in names for line in _tables()[name]):
        french, _, english = line.partition("|")
        found.append((tuple(french.replace("-", " ").split()), tuple(english.split())))
    return tuple(found)


_ALL = ("places", "bodies", "calendar", "people")


@lru_cache(maxsize=1)
def ordinary_french() -> frozenset[str]:
    """Words that take a capital in the names of institutions and the like: English has its own for them."""
    return frozenset(" ".join(_tables()["ordinary french"]).split())


@lru_cache(maxsize=1)
def ordinary_english() -> frozenset[str]:
    """Words that take a capital in titles, names of institutions and the calendar, and need no name in the French."""
    return frozenset(" ".join(_tables()["ordinary english"]).split())


@lru_cache(maxsize=8)
def _numbers_of(side: int, *names: str, first: int = 0) -> Mapping[str, Sequence[int]]:
    """The lines that have a form (French for side 0, English for 1), from the form `first` of a line on.

    A form that stands for every word that begins with it ends with "*" here: a folder has more words than a scan of the
    table for each could bear.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(_lines(*names)):
        for form in line[side][first:]:
            whole = form.endswith(".") or len(form) < _STEM
            found[form.removesuffix(".") if whole else f"{form}*"].append(number)
    return found


def _having(word: str, numbers: Mapping[str, Sequence[int]]) -> list[int]:
    """The lines of which a form stands for this word, as `begins` has it."""
    heads = (f"{word[:end]}*" for end in range(_STEM, len(word) + 1))
    return sorted({number for key in (word, *heads) for number in numbers.get(key, ())})


@lru_cache(maxsize=4096)
def english_forms(word: str) -> tuple[str, ...]:
    """The forms that English may have for a word of French (small letters, no accents); empty where no table has it."""
    lines = _lines(*_ALL)
    return tuple(form for number in _having(word, _numbers_of(0, *_ALL)) for form in lines[number][1])


@lru_cache(maxsize=4096)
def french_forms(word: str) -> tuple[str, ...]:
    """The forms that French may have had for a word of English; empty where no table has it."""
    lines = _lines(*_ALL)
    return tuple(form for number in _having(word, _numbers_of(1, *_ALL)) for form in lines[number][0])


@lru_cache(maxsize=4096)
def is_place(word: str, *, small: bool = False) -> bool:
    """Whether a word of French (without accents) names a place or a people; where it is written small, a people alone.

    The first form of a line is the place, which is no name in small letters ("Grenade" and "grenade"); the others are
    its adjectives and inhabitants ("romain").
    """
    return bool(_having(word, _numbers_of(0, "places", first=int(small))))


@lru_cache(maxsize=1)
def _whole_names() -> Mapping[str, str]:
    rows = (line.split(" | ") for line in _tables()["whole names"])
    return {without_accents(french.lower()): english for french, english in rows}


def english_name(place: str) -> str | None:
    """The English name of a place ("Corse"), with its capital; None where no table has one that differs."""
    return _whole_names().get(without_accents(place.lower()))


def begins(word: str, form: str) -> bool:
    """Whether a form of the tables stands for this word: the whole of it, or its beginning from four letters on."""
    if form.endswith("."):
        return word == form[:-1]
    return word == form or (len(form) >= _STEM and word.startswith(form))
