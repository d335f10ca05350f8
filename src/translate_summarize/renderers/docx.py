"""The side-by-side document for Word and LibreOffice: title, brief, one table of two columns."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from translate_summarize.fingerprints import fingerprint
from translate_summarize.renderers.layout import Paragraph, is_numbered, lines, number, paragraphs
from translate_summarize.renderers.ooxml import (
    LINK,
    bookmark,
    border,
    element,
    points,
    row_property,
    set_language,
    set_off,
)
from translate_summarize.renderers.packing import undated
from translate_summarize.renderers.words import (
    KICKER,
    MACHINE,
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
from translate_summarize.types import Bitext, Block, BlockKind, Note, Translation

_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_GREY, _RULE = "6B6B6B", "BFBFBF"
_COLOURS = {"note": "6B6B6B", "doubt": "8A5A00", "error": "A32020"}
_INDENT = 18
"""Points by which a level of a list is indented: what the styles List Bullet to List Bullet 3 of the template say."""
_LONG = 900
"""Characters of a row from which on it may break across pages: about a third of an A4 page in half its width."""
_LINE = 40
"""Characters that a line of half the width holds."""


def render(bitext: Bitext) -> bytes:
    """The bitext as a .docx file; the table holds every segment once, in order, below its header row."""
    import docx

    document = docx.Document()
    _set_up(document, bitext)
    _front(document, bitext)
    _table(document, paragraphs(bitext), notes_by_segment(bitext.notes))
    note = document.add_paragraph()
    note.paragraph_format.space_before = points(12)
    _run(note, f"{coverage_line(bitext.coverage)}. {MACHINE}", language="en-GB", size=8.5, colour=_GREY)
    _run(document.add_paragraph(), bitext.signature, language="en-GB", size=7.5, colour=_GREY)
    buffer = io.BytesIO()
    document.save(buffer)
    return undated(buffer.getvalue())


def _set_up(document: Any, bitext: Bitext) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", points(10)
    normal.paragraph_format.space_after = points(4)
    set_language(normal.element.get_or_add_rPr(), "en-GB")
    for name in ("Heading 1", "Heading 2"):
        _plain_font(document.styles[name])
    title = bitext.brief.title
    properties = document.core_properties
    properties.title = _line(title.target if title else bitext.document.name)[:255]
    properties.author = _line(bitext.document.author or "tsum")[:255]
    properties.last_modified_by = "tsum"
    properties.comments, properties.language = "", "en-GB"
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
    _page_number(section.footer.paragraphs[0])


def _front(document: Any, bitext: Bitext) -> None:
    brief = bitext.brief
    kicker = document.add_paragraph()
    _run(kicker, f"{KICKER} · {bitext.document.name}", language="en-GB", size=8.5, colour=_GREY)
    title = document.add_heading(level=1)
    title.paragraph_format.space_before = points(0)
    _run(title, _line(brief.title.target) if brief.title else UNTITLED, language="en-GB", size=20, colour="000000")
    if said := byline(bitext):
        _run(document.add_paragraph(), " · ".join(said), language="fr-FR", size=9, colour=_GREY)
    heading = document.add_heading(level=2)
    _run(heading, "In brief", language="en-GB", size=11, colour="8C1D18")
    for item in lines(brief):
        paragraph = document.add_paragraph(style="List Bullet")
        _run(paragraph, item.text + " ", language="en-GB", size=11)
        if item.number is not None:
            _link(paragraph, f"[{item.number}]", anchor=f"s{item.number}")
        severity = worst(item.marks)
        if severity:
            _run(paragraph, f" ({SIGNS[severity][0]})", language="en-GB", size=9, colour=_COLOURS[severity])
    for label, items in mentions(brief):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = points(4)
        _run(paragraph, f"{label}  ", language="en-GB", size=9, colour=_GREY, bold=True)
        language = "fr-FR" if label == "Names" else "en-GB"
        _run(paragraph, " · ".join(mention(item) for item in items), language=language, size=9)
    if about := facts(brief, dated=False):
        _run(document.add_paragraph(), " · ".join(about), language="en-GB", size=9, colour=_GREY)


def _table(document: Any, body: tuple[Paragraph, ...], notes: Mapping[int, tuple[Note, ...]]) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    document.add_paragraph().paragraph_format.space_after = points(0)
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column in table.columns:
        column.width = Mm(87)
    header = table.rows[0]
    row_property(header, "w:tblHeader")
    for cell, text, language in zip(header.cells, ("Français", "English"), ("fr-FR", "en-GB"), strict=True):
        cell.width = Mm(87)
        _run(cell.paragraphs[0], text, language=language, size=9, colour=_GREY, bold=True)
        border(cell, "bottom", size=8, colour="000000")
    before: BlockKind = "paragraph"
    for paragraph in body:
        kind = paragraph.block.kind
        # A rule parts paragraphs, but neither a heading from what it heads nor the items of a list.
        ruled = before != "heading" and not (before == kind == "list_item")
        before = kind
        for position, item in enumerate(paragraph.translations):
            first = position == 0
            row = _row(table, item, block=paragraph.block, first=first)
            _footnotes(row.cells[1], notes.get(item.segment.index, ()))
            for cell in row.cells:
                cell.width = Mm(87)
                if first and ruled:
                    border(cell, "top", size=4, colour=_RULE)


def _row(table: Any, item: Translation, *, block: Block, first: bool) -> Any:
    kind, level = block.kind, block.level
    row = table.add_row()
    if sum(len(text) + _LINE * text.count("\n") for text in (item.segment.text, item.target)) < _LONG:
        row_property(row, "w:cantSplit")
    french, english = row.cells
    sides = (
        (french, item.segment.text, item.segment.inlines, "fr-FR"),
        (english, item.target, item.inlines, "en-GB"),
    )
    for cell, text, inlines, language in sides:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = points(6 if first else 1)
        paragraph.paragraph_format.space_after = points(1)
        if kind == "list_item" and first and not is_numbered(block):
            paragraph.style = "List Bullet" if level < 2 else f"List Bullet {min(level, 3)}"
        elif kind in ("list_item", "quote"):
            paragraph.paragraph_format.left_indent = points(_INDENT * min(max(level, 1), 3))
        paragraph.paragraph_format.keep_with_next = kind == "heading" or None
        if cell is french:
            bookmark(paragraph, f"s{number(item)}", key=number(item))
            _run(paragraph, f"{number(item)}\u2002", language="en-GB", size=7.5, colour=_GREY)
        else:  # which text this is, and what it was, for `tsum import`
            texts = (clean(text) for text in (item.segment.text, item.target))
            bookmark(paragraph, "_".join((f"e{number(item)}", *map(fingerprint, texts))), key=10**6 + number(item))
        for run in set_off(paragraph, clean(text), inlines, italic=kind == "quote"):
            _look(run, language=language, size=9 if kind == "code" else 10, mono=kind == "code")
            run.bold = run.bold or kind in ("heading", "standfirst") or None
    for mark in item.marks:
        note = english.add_paragraph()
        note.paragraph_format.space_after = points(1)
        text = f"{SIGNS[mark.severity][1]}: {mark.message}"
        _run(note, text, language="en-GB", size=8, colour=_COLOURS[mark.severity])
    return row


def _footnotes(cell: Any, notes: Sequence[Note]) -> None:
    for note in notes:
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.space_after = points(1)
        _run(paragraph, note.mention, language="fr-FR", size=8, colour=_GREY, italic=True)
        _run(paragraph, f": {note.text}", language="en-GB", size=8, colour=_GREY)


def _run(
    paragraph: Any,
    text: str,
    *,
    language: str,
    size: float,
    colour: str = "",
    bold: bool = False,
    italic: bool = False,
) -> Any:
    from docx.shared import RGBColor

    run = paragraph.add_run(clean(text))
    _look(run, language=language, size=size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    run.bold, run.italic = bold or None, italic or None
    return run


def _look(run: Any, *, language: str, size: float, mono: bool = False) -> None:
    run.font.size = points(size)
    if mono:
        run.font.name = "Courier New"
    set_language(run._r.get_or_add_rPr(), language)  # noqa: SLF001  # python-docx has no public way to the language


def _plain_font(style: Any) -> None:
    """Takes the theme's font from a style: an attribute for the theme would win over the font that we name."""
    from docx.oxml.ns import qn

    style.font.name = "Georgia"
    fonts = style.element.rPr.rFonts
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)


def _link(paragraph: Any, text: str, *, anchor: str) -> None:
    run = _run(paragraph, text, language="en-GB", size=9, colour=LINK)
    link = element("w:hyperlink", anchor=anchor, history="1")
    paragraph._p.append(link)  # noqa: SLF001  # no public way
    link.append(run._r)  # noqa: SLF001  # no public way


def _page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = _run(paragraph, "", language="en-GB", size=8, colour=_GREY)
    for kind in ("begin", "end"):
        run._r.append(element("w:fldChar", fldCharType=kind))  # noqa: SLF001  # no public way
        if kind == "begin":
            code = element("w:instrText")
            code.text = "PAGE"
            run._r.append(code)  # noqa: SLF001  # no public way


def _line(text: str) -> str:
    return clean(text).replace("\n", " ")
