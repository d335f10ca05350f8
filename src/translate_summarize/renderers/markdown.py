"""The bitext as Markdown: title, brief, one table of two columns (GitHub Flavored Markdown, section 4.10)."""

from __future__ import annotations

import re

from translate_summarize.renderers.layout import Paragraph, number, paragraphs
from translate_summarize.renderers.words import (
    MACHINE,
    SIGNS,
    UNTITLED,
    clean,
    coverage_line,
    mention,
    worst,
)
from translate_summarize.types import Bitext, Brief, Mark, Translation

# What begins or ends an inline construct wherever it stands; the rest of ASCII punctuation is left readable.
_SPECIAL = re.compile(r"[\\`*\[\]<|~$]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
# What makes a block of the line that it opens: headings, lists, quotes, rules, setext underlines.
_OPENING = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([#+\-=>])")


def render(bitext: Bitext) -> str:
    """The bitext as Markdown; ends with a line break.

    The table holds every segment once, in order: in each row the number of the segment and its source, then its
    target. A pilcrow opens each paragraph.
    """
    lines = brief_lines(bitext.brief, level=1)
    lines += ["", "| Français | English |", "| :--- | :--- |"]
    lines += [row for paragraph in paragraphs(bitext) for row in _rows(paragraph)]
    lines += [
        "",
        f"{coverage_line(bitext.coverage)}. {MACHINE}",
        "",
        _code(bitext.signature) or escape(bitext.signature),
    ]
    return "\n".join(lines) + "\n"


def brief_lines(brief: Brief, *, level: int) -> list[str]:
    """The brief as lines of Markdown, under a heading of the given level."""
    lines = [f"{'#' * level} {escape(brief.title.target) if brief.title else UNTITLED}", ""]
    lines += [
        f"- {_opening(escape(item.target))} \\[{number(item)}\\]{_sign(item.marks)}" for item in brief.translations
    ]
    for label, items in (("Names", brief.names), ("Figures", brief.figures)):
        if items:
            lines += ["", f"{label}: {', '.join(escape(mention(item)) for item in items)}"]
    return lines


def escape(text: str) -> str:
    """The text as inline Markdown that reads back as the same text; a line break becomes `<br>`."""
    return _SPECIAL.sub(r"\\\g<0>", clean(text)).replace("\n", "<br>")


def _opening(escaped: str) -> str:
    return _OPENING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _rows(paragraph: Paragraph) -> list[str]:
    block = paragraph.block
    rows: list[str] = []
    for position, item in enumerate(paragraph.translations):
        pilcrow = "" if position else "¶ "
        source, target = (_side(text, block.kind) for text in (item.segment.text, item.target))
        rows.append(f"| <sup>{pilcrow}{number(item)}</sup> {source} | {target}{_messages(item)} |")
    return rows


def _side(text: str, kind: str) -> str:
    if kind == "code":
        return _code(text) or escape(text)
    escaped = escape(text)
    return f"<strong>{escaped}</strong>" if kind == "heading" and escaped else escaped


def _code(text: str) -> str:
    """A code span, or nothing where a code span in a table cell could not hold the text unchanged."""
    plain = clean(text)
    if not plain.strip() or plain != plain.strip() or re.search(r"[`\n\\|]", plain):
        return ""
    return f"`{plain}`"


def _sign(marks: tuple[Mark, ...]) -> str:
    severity = worst(marks)
    return f" <sup>{escape(SIGNS[severity][0])}</sup>" if severity else ""


def _messages(item: Translation) -> str:
    return "".join(f"<br><sub>{SIGNS[mark.severity][1]}: {escape(mark.message)}</sub>" for mark in item.marks)
