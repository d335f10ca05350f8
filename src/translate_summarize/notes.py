"""Notes for outsiders: the first mention of `Matignon`, `le 49.3` or `SMIC` gets a sentence that says what it is.

The table is notes.tsv; a reader's own goes before it. How a form is matched:

* a word in small letters also at the opening of a sentence ("Garde à vue"), and with the s of the plural on any of its
  words ("gardes à vue");
* a word with a capital as it is written, or in capitals throughout ("Smic", "SMIC"); an acronym as it is written;
* whole words only, after an elision too ("l'Élysée"), never as a part of a name with hyphens ("Champs-Élysées");
* the longest of the forms that begin at a word wins, so "bac+5" is not "bac".
"""

from __future__ import annotations

import hashlib
import importlib.resources
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from translate_summarize.errors import OptionsError
from translate_summarize.french import APOSTROPHES
from translate_summarize.numbers import SPACE
from translate_summarize.types import Gloss, Note, Segment

_WORD = re.compile(r"[^\W_]+")
_LONGEST_NOTE = 300
"""Characters of a reader's own note: more is no footnote."""


def annotate(segments: Sequence[Segment], glosses: Sequence[Gloss]) -> tuple[Note, ...]:
    """A note on the first mention of each term, in document order; code is left out."""
    index = _index(tuple(glosses))
    noted: set[int] = set()
    found: list[Note] = []
    for segment in segments:
        if segment.kind != "code":
            for number, start, end in _mentions(segment.text, index):
                if number not in noted:
                    noted.add(number)
                    gloss = glosses[number]
                    found.append(Note(gloss.forms[0], gloss.text, segment.index, segment.text[start:end]))
    return tuple(found)


@lru_cache(maxsize=1)
def own_glosses() -> tuple[Gloss, ...]:
    """The glosses that come with tsum."""
    text = importlib.resources.files(__package__).joinpath("notes.tsv").read_text(encoding="utf-8")
    return _parse(text, name="notes.tsv")


def load_glosses(path: Path) -> tuple[Gloss, ...]:
    """A reader's own glosses, then those of tsum whose terms are not among them.

    The file has a line for each term: the term, a tab, one sentence. More forms of the term may follow it, each after a
    bar. Blank lines and lines that begin with # are skipped.

    Raises:
        OptionsError: The file cannot be read, or a line of it is wrong; the message says which.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OptionsError(f"The notes file {path} cannot be read ({error.strerror}): check the path.") from error
    except UnicodeDecodeError as error:
        raise OptionsError(f"The notes file {path} is not UTF-8: save it as UTF-8 text.") from error
    own = _parse(text, name=str(path))
    taken = {form for gloss in own for form in gloss.forms}
    return own + tuple(gloss for gloss in own_glosses() if not taken & {*gloss.forms})


def digest_of(glosses: Sequence[Gloss]) -> str:
    """Identifies the glosses, as they alter documents; empty where there are none."""
    if not glosses:
        return ""
    return hashlib.sha256(json.dumps([[g.forms, g.text] for g in glosses]).encode()).hexdigest()[:12]


def _parse(text: str, *, name: str) -> tuple[Gloss, ...]:
    found: dict[str, int] = {}
    glosses = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        forms, _, note = (part.strip() for part in line.partition("\t"))
        parts = tuple(dict.fromkeys(form.strip() for form in forms.split("|") if form.strip()))
        if not parts or not note or parts[0].startswith("!"):
            raise OptionsError(f"Line {number} of {name} is no note: write a term, a tab and one sentence.")
        if "\t" in note or len(note) > _LONGEST_NOTE:
            raise OptionsError(
                f"Line {number} of {name} has a note that is too long or holds a tab: write at most {_LONGEST_NOTE} characters."
            )
        if not all(_WORD.search(form) for form in parts):
            raise OptionsError(f"Line {number} of {name} has a term without a letter or figure: mend or remove it.")
        if (before := found.get(parts[0])) is not None:
            raise OptionsError(f"Lines {before} and {number} of {name} both explain “{parts[0]}”: keep one of them.")
        found[parts[0]] = number
        glosses.append(Gloss(parts, note))
    return tuple(glosses)


_Index = Mapping[str, Sequence[tuple[re.Pattern[str], int | None]]]


@lru_cache(maxsize=8)
def _index(glosses: tuple[Gloss, ...]) -> _Index:
    """Patterns by the first word of the form, the longest first; None stands for a form that is no mention."""
    index: dict[str, list[tuple[int, re.Pattern[str], int | None]]] = {}
    for number, gloss in enumerate(glosses):
        for form in gloss.forms:
            plain = form.removeprefix("!").strip()
            entry = (-len(plain), _pattern(plain), None if form.startswith("!") else number)
            index.setdefault(_key(_words(plain)[0]), []).append(entry)
    return {
        key: [(pattern, number) for _, pattern, number in sorted(entries, key=lambda entry: entry[0])]
        for key, entries in index.items()
    }


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=8192)  # a folder says the same words over and over
def _key(word: str) -> str:
    low = word.casefold()
    return low[:-1] if len(low) > 3 and low[-1] in "sx" else low


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    parts: list[str] = []
    for piece in re.findall(rf"[^\W_]+|[{APOSTROPHES}]|\s+|.", form):
        if piece[0].isalnum():
            parts.append(_word_pattern(piece, first=not parts))
        elif piece in APOSTROPHES:
            parts.append(f"[{APOSTROPHES}]")
        elif piece.isspace():
            parts.append(f"[{SPACE}]+")
        else:
            parts.append(re.escape(piece) if piece != "-" else "[-\u2010\u2011]")
    # Not within a word, a name with hyphens, or a number ("49.3.5").
    return re.compile(
        rf"(?<![\w-])(?<!\d[.,]){''.join(parts)}" + (r"(?![\w-]*[^\W_]|[.,]\d)" if form[-1].isalnum() else "")
    )


def _word_pattern(word: str, *, first: bool) -> str:
    if word[0].isdigit() or len(word) == 1:
        return re.escape(word)
    if word.islower():
        head = f"[{word[0]}{word[0].upper()}]" if first else re.escape(word[0])
        plural = "" if len(word) < 3 or word[-1] in "sxz" else "s?"
        return head + re.escape(word[1:]) + plural
    if word.isupper():
        return re.escape(word)
    return f"(?:{re.escape(word)}|{re.escape(word.upper())})"


def _mentions(text: str, index: _Index) -> Iterator[tuple[int, int, int]]:
    """Number of the gloss, start and end of each mention, in order; they do not overlap."""
    if index.keys().isdisjoint(map(_key, _WORD.findall(text))):
        return
    done = 0
    blocked: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        candidates: Iterable[tuple[re.Pattern[str], int | None]] = index.get(_key(word.group()), ())
        for pattern, number in candidates:
            match = pattern.match(text, word.start())
            if match is None or match.start() < done:
                continue
            if number is None:
                blocked.append(match.span())
                done = match.end()
            else:
                yield number, match.start(), match.end()
                done = match.end()
            break
