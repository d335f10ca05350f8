"""The brief alone: for a terminal, as Markdown, as HTML, as JSON."""

from __future__ import annotations

import textwrap

from translate_summarize.errors import OutputError
from translate_summarize.renderers import html
from translate_summarize.renderers.json import brief_record, dump
from translate_summarize.renderers.layout import Line, lines
from translate_summarize.renderers.markdown import brief_lines, escape
from translate_summarize.renderers.words import MISSING, SIGNS, clean, facts, mention, mentions, worst
from translate_summarize.types import Brief


def render_brief(brief: Brief, name: str, *, width: int = 80, bullets: bool = False) -> str:
    """The brief as "text" (wrapped to `width` columns), "md", "html" or "json"; the text ends with a line break.

    With `bullets` its sentences are a list.

    Raises:
        OutputError: the format is unknown.
    """
    if name == "text":
        return _text(brief, width, bullets=bullets)
    if name == "html":
        return html.render_brief(brief, bullets=bullets)
    if name in ("md", "markdown"):
        return _markdown(brief, bullets=bullets)
    if name == "json":
        return dump({"schema": "tsum-brief/1", **brief_record(brief)})
    raise OutputError(f"Unknown format '{name}' for a brief: choose among text, md, html, json.")


def _markdown(brief: Brief, *, bullets: bool) -> str:
    shown = brief_lines(brief, bullets=bullets)
    marks = [f"- {escape(line)}" for line in (*_reasons(brief), *_notes(brief))]
    return "\n".join([*shown, "", *marks] if marks else shown) + "\n"


def _text(brief: Brief, width: int, *, bullets: bool) -> str:
    parts: list[str] = []
    if brief.title is not None:
        parts.append(_wrap(_line(brief.title.target), width, first="", rest=""))
    shown = lines(brief)
    labels = [_label(item.number) for item in shown]
    indent = max(map(len, labels), default=0)
    bullet = "• " if bullets else ""
    wrapped = [
        _wrap(_sentence(item), width, first=bullet + label.rjust(indent), rest=" " * (len(bullet) + indent))
        for label, item in zip(labels, shown, strict=True)
    ]
    parts += ["\n".join(wrapped)] if bullets else wrapped
    names = [
        _wrap(", ".join(_line(mention(item)) for item in items), width, first=f"{label}: ", rest=" " * (len(label) + 2))
        for label, items in mentions(brief)
    ]
    names += [_wrap(" · ".join(about), width, first="", rest="")] if (about := facts(brief)) else []
    reasons = [_wrap(line, width, first="", rest="    ") for line in _reasons(brief)]
    notes = [_wrap(line, width, first="", rest="    ") for line in _notes(brief)]
    parts += ["\n".join(group) for group in (names, reasons, notes) if group]
    return "\n\n".join(parts) + "\n"


def _label(number: int | None) -> str:
    return "" if number is None else f"[{number}] "


def _reasons(brief: Brief) -> list[str]:
    """Why sentences are marked, a line each: "(?) [9] The figure 2018 is not in the English."."""
    return [
        f"({SIGNS[mark.severity][0]}) {_label(item.number)}{_line(mark.message)}"
        for item in lines(brief)
        for mark in item.marks
    ]


def _notes(brief: Brief) -> list[str]:
    """What terms mean, a line each: "Matignon [4]: The official residence …"."""
    return [f"{_line(note.mention)} [{note.segment + 1}]: {_line(note.text)}" for note in brief.notes]


def _sentence(item: Line) -> str:
    severity = worst(item.marks)
    sign = f" ({SIGNS[severity][0]})" if severity else ""
    return (_line(item.text).strip() or f"({MISSING})") + sign


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
