"""Values as they are kept and looked up: pure functions on text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence

from translate_summarize.types import Mark


def key_of(text: str) -> str:
    """The source as people's translations are looked up by: NFC, each run of white space one space, none at the ends.

    White space is what `str.isspace` says, so U+00A0 and U+202F before « ! » equal a plain space, and a line break too.
    Nothing else is folded: case, quotes and apostrophes can carry meaning, and a match must be certain.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_storable(*texts: str) -> bool:
    """Whether the texts are Unicode that UTF-8 can hold (half a surrogate pair is not)."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return True


def score_text(score: float | None) -> str | None:
    """As text, since SQLite keeps no NaN and may drop the sign of zero; `repr` comes back to the same float."""
    return None if score is None else repr(float(score))


def score_from(text: str | None) -> float | None:
    """The inverse of `score_text`; ValueError where it is none."""
    return None if text is None else float(text)


def marks_text(marks: Sequence[Mark]) -> str:
    """Marks as one line of JSON."""
    return json.dumps([[m.code, m.severity, m.message] for m in marks], ensure_ascii=False, separators=(",", ":"))


def marks_from(text: str) -> tuple[Mark, ...]:
    """The inverse of `marks_text`; ValueError or TypeError where it is none."""
    marks = tuple(Mark(*mark) for mark in json.loads(text))
    if any(not isinstance(field, str) for mark in marks for field in (mark.code, mark.severity, mark.message)):
        raise ValueError("a mark has three texts")
    return marks
