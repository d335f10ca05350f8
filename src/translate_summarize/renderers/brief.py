"""The brief alone: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from translate_summarize.errors import OutputError
from translate_summarize.renderers.json import brief_record, dump
from translate_summarize.renderers.layout import number
from translate_summarize.renderers.markdown import brief_lines, escape
from translate_summarize.renderers.words import MISSING, SIGNS, clean, mention, mentions, worst
from translate_summarize.types import Brief, Translation


def render_brief(brief: Brief, name: str, *, width: int = 80) -> str:
    """The brief as "text" (wrapped to `width` columns), "md" or "json"; the text ends with a line break.

    Raises:
        OutputError: the format is unknown.
    """
    if name == "text":
        return _text(brief, width)
    if name in _OTHERS:
        return _OTHERS[name](brief)
    raise OutputError(f"Unknown format '{name}' for a brief: choose among text, md, json.")


def _markdown(brief: Brief) -> str:
    lines = brief_lines(brief)
    marks = [f"- {escape(line)}" for line in (*_reasons(brief), *_notes(brief))]
    return "\n".join([*lines, "", *marks] if marks else lines) + "\n"


def _json(brief: Brief) -> str:
    return dump({"schema": "tsum-brief/1", **brief_record(brief)})


_OTHERS: dict[str, Callable[[Brief], str]] = {"md": _markdown, "markdown": _markdown, "json": _json}


def _text(brief: Brief, width: int) -> str:
    parts: list[str] = []
    if brief.title is not None:
        parts.append(_wrap(_line(brief.title.target), width, first="", rest=""))
    labels = [f"[{number(item)}] " for item in brief.translations]
    indent = max(map(len, labels), default=0)
    parts += [
        _wrap(_sentence(item), width, first=label.rjust(indent), rest=" " * indent)
        for label, item in zip(labels, brief.translations, strict=True)
    ]
    names = [
        _wrap(", ".join(_line(mention(item)) for item in items), width, first=f"{label}: ", rest=" " * (len(label) + 2))
        for label, items in mentions(brief)
    ]
    reasons = [_wrap(line, width, first="", rest="    ") for line in _reasons(brief)]
    notes = [_wrap(line, width, first="", rest="    ") for line in _notes(brief)]
    parts += ["\n".join(lines) for lines in (names, reasons, notes) if lines]
    return "\n\n".join(parts) + "\n"


def _reasons(brief: Brief) -> list[str]:
    """Why sentences are marked, a line each: "(?) [9] The figure 2018 is not in the English."."""
    return [
        f"({SIGNS[mark.severity][0]}) [{number(item)}] {_line(mark.message)}"
        for item in brief.translations
        for mark in item.marks
    ]


def _notes(brief: Brief) -> list[str]:
    """What terms mean, a line each: "Matignon [4]: The official residence …"."""
    return [f"{_line(note.mention)} [{note.segment + 1}]: {_line(note.text)}" for note in brief.notes]


def _sentence(translation: Translation) -> str:
    severity = worst(translation.marks)
    sign = f" ({SIGNS[severity][0]})" if severity else ""
    return (_line(translation.target).strip() or f"({MISSING})") + sign


def _line(text: str) -> str:
    return clean(text).replace("\n", " ")


def _wrap(text: str, width: int, *, first: str, rest: str) -> str:
    # Words stay whole: a URL cut in two is no URL any more. textwrap breaks at ASCII white space alone, so French
    # no-break spaces hold.
    return textwrap.fill(
        text,
        width=max(width, len(rest) + 20),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
