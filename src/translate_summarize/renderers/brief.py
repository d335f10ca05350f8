"""The brief alone: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable

from translate_summarize.errors import OutputError
from translate_summarize.renderers.json import brief_record
from translate_summarize.renderers.layout import number
from translate_summarize.renderers.markdown import brief_lines
from translate_summarize.renderers.words import SIGNS, clean, mention, worst
from translate_summarize.types import Brief, Mention, Translation


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
    return "\n".join(brief_lines(brief, level=1)) + "\n"


def _json(brief: Brief) -> str:
    return json.dumps({"schema": "tsum-brief/1", **brief_record(brief)}, ensure_ascii=False, indent=2) + "\n"


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
    mentions = [
        _wrap(", ".join(_line(mention(item)) for item in items), width, first=f"{label}: ", rest=" " * (len(label) + 2))
        for label, items in _mentions(brief)
    ]
    if mentions:
        parts.append("\n".join(mentions))
    return "\n\n".join(parts) + "\n"


def _mentions(brief: Brief) -> list[tuple[str, tuple[Mention, ...]]]:
    return [(label, items) for label, items in (("Names", brief.names), ("Figures", brief.figures)) if items]


def _sentence(translation: Translation) -> str:
    severity = worst(translation.marks)
    sign = f" ({SIGNS[severity][0]})" if severity else ""
    return _line(translation.target) + sign


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
