"""The bitext as Markdown: title, brief, one table of two columns (GitHub Flavored Markdown 0.29, section 4.10)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from translate_summarize.inlines import KINDS, shown
from translate_summarize.renderers import layout
from translate_summarize.renderers.inline import Layer, woven
from translate_summarize.renderers.layout import Paragraph, number, paragraphs
from translate_summarize.renderers.words import (
    KICKER,
    MACHINE,
    MISSING,
    SIGNS,
    UNTITLED,
    byline,
    clean,
    coverage_line,
    facts,
    mention,
    mentions,
    notes_by_segment,
    worst,
)
from translate_summarize.types import Bitext, BlockKind, Brief, Inline, Mark, Note, Translation

# What begins or ends an inline construct; the rest of ASCII punctuation stays readable. Not "_" inside a word, nor "~"
# after a slash: there they mean nothing, and a backslash would break a bare URL.
_SPECIAL = re.compile(r"[\\`*\[\]<|$]|(?<![^\W_])_|_(?![^\W_])|(?<!/)~|&(?=#?\w+;)")
# What makes a block of the line that it opens: headings, lists, quotes, underlines.
_OPENING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+\-=>]))")
# What a heading takes for its closing sequence.
_CLOSING = re.compile(r"#+$")


def render(bitext: Bitext) -> str:
    """The bitext as Markdown; ends with a line break.

    The table holds every segment once, in order: in each row the number of the segment and its source, then its
    target and its marks. A pilcrow opens each paragraph.
    """
    lines = brief_lines(bitext.brief, dated=False)
    said = byline(bitext)
    lines[1:1] = ["", f"{KICKER} · {escape(bitext.document.name)}", *(["", escape(" · ".join(said))] if said else [])]
    lines += ["", "| Français | English |", "| :--- | :--- |"]
    notes = notes_by_segment(bitext.notes)
    lines += [row for paragraph in paragraphs(bitext) for row in _rows(paragraph, notes)]
    lines += ["", f"{coverage_line(bitext.coverage)}. {MACHINE}", "", _code(bitext.signature)]
    return "\n".join(lines) + "\n"


def brief_lines(brief: Brief, *, bullets: bool = True, dated: bool = True) -> list[str]:
    """The brief as lines of Markdown: a heading of the first level, a list (or paragraphs), names and figures, facts."""
    title = escape(clean(brief.title.target).strip()) if brief.title else ""
    lines = ["# " + (_CLOSING.sub(r"\\\g<0>", title) or UNTITLED), ""]
    for item in layout.lines(brief):
        place = "" if item.number is None else f" \\[{item.number}\\]"
        lines += [f"{'- ' if bullets else ''}{_line(item.text)}{place}{_sign(item.marks)}", *([] if bullets else [""])]
    lines = lines if bullets or lines[-1] else lines[:-1]
    for label, items in mentions(brief):
        lines += ["", f"{label}: {', '.join(escape(mention(item)) for item in items)}"]
    if about := facts(brief, dated=dated):
        lines += ["", escape(" · ".join(about))]
    return lines


def escape(text: str) -> str:
    """The text as inline Markdown that reads back as the same text; a line break becomes `<br>`."""
    return _SPECIAL.sub(r"\\\g<0>", clean(text)).replace("\n", "<br>")


def marked_up(text: str, inlines: tuple[Inline, ...]) -> str:
    """The text as `escape` gives it, with what is set off in it."""
    if not inlines:
        return escape(text)
    nested = sorted(shown(inlines), key=lambda item: (KINDS.index(item.kind), item.start))
    made = woven(text, [_layer(text, item, nested) for item in nested], escaped=escape)
    return made.replace("![", "\\![")  # a link behind an exclamation mark is no picture


def _layer(text: str, item: Inline, others: Sequence[Inline]) -> Layer:
    """Signs where they mean what they should (CommonMark 0.31, section 6.2): at the edges of words; tags elsewhere."""
    if item.kind == "link":
        return Layer(item.start, item.end, "[", f"](<{item.href.replace('|', '%7C')}>)")
    edges = text[item.start].isalnum() and text[item.end - 1].isalnum()
    outside = (text[item.start - 1 : item.start] + text[item.end : item.end + 1]).replace("_", "a")
    sign, tag = ("**", "strong") if item.kind == "strong" else ("*", "em")
    if edges and not any(c.isalnum() or c == "*" for c in outside) and all(_apart(item, other) for other in others):
        return Layer(item.start, item.end, sign, sign)
    return Layer(item.start, item.end, f"<{tag}>", f"</{tag}>")


def _apart(item: Inline, other: Inline) -> bool:
    """Whether the signs of one do not meet, and are not cut by, those of the other."""
    in_link = other.kind == "link" and other.start <= item.start and other.end >= item.end
    return other is item or in_link or other.end < item.start or other.start > item.end


def _line(text: str) -> str:
    return _OPENING.sub(r"\g<1>\\", escape(clean(text).strip())) or f"*{MISSING}*"


def _rows(paragraph: Paragraph, notes: Mapping[int, tuple[Note, ...]]) -> list[str]:
    rows: list[str] = []
    for position, item in enumerate(paragraph.translations):
        pilcrow = "" if position else "¶ "
        sides = ((item.segment.text, item.segment.inlines), (item.target, item.inlines))
        source, target = (_cell(text, inlines, kind=paragraph.block.kind) for text, inlines in sides)
        below = _messages(item) + _footnotes(notes.get(item.segment.index, ()))
        rows.append(f"| <sup>{pilcrow}{number(item)}</sup> {source} | {target}{below} |")
    return rows


def _cell(text: str, inlines: tuple[Inline, ...], *, kind: BlockKind) -> str:
    # In a code span of a table cell only the pipe is escaped, and a backslash before it cannot be told from that.
    if kind == "code" and "\\|" not in text:
        return _code(text).replace("\\|", "|").replace("|", "\\|")
    escaped = marked_up(text, inlines)
    return f"<strong>{escaped}</strong>" if kind in ("heading", "standfirst") and escaped else escaped


def _code(text: str) -> str:
    """A code span for each line, but for a line that a code span would change: that one is escaped."""
    return "<br>".join(_code_line(line) for line in clean(text).split("\n"))


def _code_line(line: str) -> str:
    # A span of white space alone does not show, and one space is taken from both ends where both have one.
    if not line.strip() or "`" in line or (line[0] == line[-1] == " "):
        return escape(line)
    return f"`{line}`"


def _sign(marks: tuple[Mark, ...]) -> str:
    severity = worst(marks)
    return f" <sup>{escape(SIGNS[severity][0])}</sup>" if severity else ""


def _messages(item: Translation) -> str:
    return "".join(f"<br><sub>{SIGNS[mark.severity][1]}: {escape(mark.message)}</sub>" for mark in item.marks)


def _footnotes(notes: Sequence[Note]) -> str:
    return "".join(f"<br><sub>*{escape(note.mention)}*: {escape(note.text)}</sub>" for note in notes)
