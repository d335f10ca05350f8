"""The English alone, as plain documents: headings, lists, quotes and code as the source has them, no French, no marks.

The last line says what made it, and how many sentences a check found something in: who needs to see which takes the
side-by-side document.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from translate_summarize.errors import OutputError
from translate_summarize.renderers.inline import layers, woven
from translate_summarize.renderers.layout import Paragraph, english, is_numbered, outline, paragraphs
from translate_summarize.renderers.markdown import escape as escape_markdown
from translate_summarize.renderers.markdown import marked_up
from translate_summarize.renderers.ooxml import set_off
from translate_summarize.renderers.packing import undated
from translate_summarize.renderers.page import POLICY
from translate_summarize.renderers.srt import subtitles
from translate_summarize.renderers.words import KICKER, MACHINE, UNTITLED, clean, coverage_line
from translate_summarize.types import Bitext

_STYLE = (
    "body { max-width: 40rem; margin: 2rem auto; padding: 0 1.2rem; font: 1.06rem/1.55 Georgia, serif; } "
    "blockquote { font-style: italic; } pre { white-space: pre-wrap; } footer { margin-top: 3rem; font-size: .8rem; color: #555; }"
)


def render_target(bitext: Bitext, name: str) -> str | bytes:
    """The English of a bitext as "html", "docx", "md", "txt" or (of subtitles) "srt".

    Raises:
        OutputError: The format has no such form.
    """
    if name not in TARGETS:
        raise OutputError(f"The format {name} cannot hold the English alone: choose among {', '.join(TARGETS)}.")
    return TARGETS[name][1](bitext)


def target_suffix(name: str) -> str:
    """What the name of such a file ends with; OutputError as `render_target`."""
    if name not in TARGETS:
        raise OutputError(f"The format {name} cannot hold the English alone: choose among {', '.join(TARGETS)}.")
    return TARGETS[name][0]


def notice(bitext: Bitext) -> str:
    """What made the document, and how much of it a check found something in."""
    return f"{KICKER}: {' '.join(clean(bitext.document.name).split())}. {coverage_line(bitext.coverage)}. {MACHINE}"


def _depths(bitext: Bitext) -> Iterator[int]:
    levels = (p.block.level or 1 for p in paragraphs(bitext) if p.block.kind == "heading")
    return iter(outline(levels))


def _text(bitext: Bitext) -> str:
    lines = []
    for paragraph in paragraphs(bitext):
        bullet = "- " if paragraph.block.kind == "list_item" and not is_numbered(paragraph.block) else ""
        lines.append("  " * (max(paragraph.block.level, 1) - 1) * bool(bullet) + bullet + english(paragraph)[0])
    return "\n\n".join([*lines, notice(bitext)]) + "\n"


def _markdown(bitext: Bitext) -> str:
    depths = _depths(bitext)
    parts = []
    nested = 0  # an item may stand one level below the one before it, no more
    for paragraph in paragraphs(bitext):
        kind, level = paragraph.block.kind, max(paragraph.block.level, 1)
        text, inlines = english(paragraph)
        bulleted = kind == "list_item" and not is_numbered(paragraph.block)
        nested = min(level, nested + 1) if bulleted else 0
        if kind == "code":
            parts.append(_fenced(text))
            continue
        line = marked_up(text.replace("\n", " "), inlines).strip()
        if kind == "heading":
            closed = _CLOSING.sub(r"\\\g<0>", line)
            parts.append(f"{'#' * min(next(depths), 6)} {closed}")
        elif bulleted:
            parts.append(f"{'  ' * (nested - 1)}- {_unopened(line)}")
        else:
            parts.append(f"{'> ' * level if kind == 'quote' else ''}{_unopened(line)}")
    return "\n\n".join([*parts, "---", escape_markdown(notice(bitext))]) + "\n"


def _fenced(text: str) -> str:
    ticks = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}\n{text}\n{fence}"


_CLOSING = re.compile(r"#+$")


def _unopened(line: str) -> str:
    """A line that would open a list, a heading or a quote, with a backslash that keeps it a paragraph."""
    head = line[:1]
    if head in {"#", "-", "+", "=", ">"}:
        return f"\\{line}"
    digits = line[: len(line) - len(line.lstrip("0123456789"))]
    rest = line[len(digits) :]
    return f"{digits}\\{rest}" if digits and rest[:1] in {".", ")"} else line


def _html(bitext: Bitext) -> str:
    depths = _depths(bitext)
    parts: list[str] = []
    for is_list, members in groupby(paragraphs(bitext), key=lambda p: p.block.kind == "list_item"):
        items = [_element(paragraph, depths) for paragraph in members]
        parts += ["<ul>", *items, "</ul>"] if is_list else items
    title = clean(bitext.brief.title.target).replace("\n", " ") if bitext.brief.title else UNTITLED
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="tsum">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        f"<footer><p>{escape(notice(bitext))}</p></footer>\n</body>\n</html>\n"
    )


def _element(paragraph: Paragraph, depths: Iterator[int]) -> str:
    plain, inlines = english(paragraph)
    text = woven(plain, layers(inlines), escaped=escape)
    kind, level = paragraph.block.kind, max(paragraph.block.level, 1)
    if kind == "heading":
        depth = min(next(depths), 6)
        return f"<h{depth}>{text}</h{depth}>"
    if kind == "code":
        return f"<pre>{text}</pre>"
    if kind == "quote":
        return f"<blockquote><p>{text}</p></blockquote>"
    if kind == "list_item":
        plain = ";list-style:none" if is_numbered(paragraph.block) else ""
        return f'<li style="margin-left:{1.2 * (level - 1):.1f}em{plain}">{text}</li>'
    return f"<p>{text}</p>"


def _docx(bitext: Bitext) -> bytes:
    import docx
    from docx.shared import Pt

    document: Any = docx.Document()
    depths = _depths(bitext)
    for paragraph in paragraphs(bitext):
        kind, level = paragraph.block.kind, max(paragraph.block.level, 1)
        if kind == "heading":
            added = document.add_heading(level=min(next(depths), 9))
        elif kind == "list_item" and not is_numbered(paragraph.block):
            added = document.add_paragraph(style="List Bullet" if level < 2 else f"List Bullet {min(level, 3)}")
        else:
            added = document.add_paragraph(style="Quote" if kind == "quote" else None)
        text, inlines = english(paragraph)
        for run in set_off(added, text, inlines):
            run.font.name = "Courier New" if kind == "code" else None
    said = document.add_paragraph().add_run(notice(bitext))
    said.font.size = Pt(8)
    properties = document.core_properties
    properties.title = (clean(bitext.brief.title.target) if bitext.brief.title else UNTITLED).replace("\n", " ")[:255]
    properties.author = properties.last_modified_by = "tsum"
    properties.comments, properties.language = "", "en-GB"
    buffer = io.BytesIO()
    document.save(buffer)
    return undated(buffer.getvalue())


def _subtitles(bitext: Bitext) -> str:
    return subtitles(bitext, french=False)


TARGETS: dict[str, tuple[str, Callable[[Bitext], str | bytes]]] = {
    "html": (".html", _html),
    "docx": (".docx", _docx),
    "md": (".md", _markdown),
    "txt": (".txt", _text),
    "srt": (".srt", _subtitles),
}
