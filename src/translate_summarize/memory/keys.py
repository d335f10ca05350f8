"""Values as they are kept and looked up: pure functions on text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from translate_summarize.types import Mark, Span


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
    """Marks as one line of JSON; spans are written where there are any."""
    rows = [[m.code, m.severity, m.message, *([m.source, m.target] if m.source or m.target else [])] for m in marks]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def marks_from(text: str) -> tuple[Mark, ...]:
    """The inverse of `marks_text`; ValueError or TypeError where it is none. Marks may come without spans."""
    return tuple(_mark(*row) for row in json.loads(text))


def _mark(code: Any, severity: Any, message: Any, source: Any = (), target: Any = ()) -> Mark:
    if any(not isinstance(field, str) for field in (code, severity, message)):
        raise ValueError("a mark has three texts")
    return Mark(code, severity, message, _spans(source), _spans(target))


def _spans(value: Any) -> tuple[Span, ...]:
    spans = tuple((start, end) for start, end in value)
    if any(type(place) is not int or place < 0 for span in spans for place in span):
        raise ValueError("a span has two places, from 0")
    return spans
