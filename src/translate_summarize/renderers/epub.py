"""The bitext as an e-book (EPUB 3.3): each paragraph in French beside its English, or above it on a small screen.

Written by hand rather than with a library: it is six small files, and they are the same on every day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from html import escape

from translate_summarize.renderers.inline import layers, woven
from translate_summarize.renderers.layout import Line, Paragraph, is_numbered, lines, number, outline, paragraphs
from translate_summarize.renderers.packing import pack
from translate_summarize.renderers.page import resource
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
from translate_summarize.types import Bitext, Inline, Note, Translation

_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""
_CHAPTER_LEVEL = 2
"""Headings of this level or above begin a chapter."""
_SHORT = 100
"""Segments of a document up to which it is one chapter."""


def render(bitext: Bitext) -> bytes:
    """The bitext as an e-book: a page with the brief, then chapters; the contents list them."""
    title = _line(bitext.brief.title.target if bitext.brief.title else "") or UNTITLED
    chapters = _chapters(bitext)
    where = {
        number(item): f"c{index}.xhtml#s{number(item)}"
        for index, chapter in enumerate(chapters, 1)
        for paragraph in chapter
        for item in paragraph.translations
    }
    pages = {"brief.xhtml": _PAGE.format(title=escape(title), body=_brief(bitext, title, where))}
    contents = [("brief.xhtml", "In brief")]
    for index, chapter in enumerate(chapters, 1):
        name = _name(chapter) or title
        contents.append((f"c{index}.xhtml", name))
        pages[f"c{index}.xhtml"] = _PAGE.format(
            title=escape(name), body=_chapter(chapter, notes_by_segment(bitext.notes))
        )
    links = "\n".join(f'<li><a href="{page}">{escape(name)}</a></li>' for page, name in contents)
    nav = f'<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n<ol>\n{links}\n</ol>\n</nav>'
    return pack(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": _CONTAINER,
            "EPUB/package.opf": _package(bitext, title, list(pages)),
            "EPUB/nav.xhtml": _PAGE.format(title="Contents", body=nav),
            "EPUB/style.css": resource("epub.css"),
            **{f"EPUB/{name}": page for name, page in pages.items()},
        },
        stored=("mimetype",),
    )


def _chapters(bitext: Bitext) -> list[list[Paragraph]]:
    chapters: list[list[Paragraph]] = [[]]
    whole = len(bitext.translations) <= _SHORT
    for paragraph in paragraphs(bitext):
        block = paragraph.block
        if not whole and block.kind == "heading" and block.level <= _CHAPTER_LEVEL and _has_text(chapters[-1]):
            chapters.append([])
        chapters[-1].append(paragraph)
    return [chapter for chapter in chapters if chapter]


def _has_text(chapter: list[Paragraph]) -> bool:
    return any(paragraph.block.kind != "heading" for paragraph in chapter)


def _name(chapter: list[Paragraph]) -> str:
    first = chapter[0]
    return _line(" ".join(item.target for item in first.translations)) if first.block.kind == "heading" else ""


def _package(bitext: Bitext, title: str, pages: list[str]) -> str:
    content = "\n".join((bitext.signature, *(f"{t.segment.text}\t{t.target}" for t in bitext.translations)))
    identifier = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:32]
    items = "\n".join(
        f'<item id="p{index}" href="{page}" media-type="application/xhtml+xml"/>' for index, page in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="p{index}"/>' for index in range(len(pages)))
    author = bitext.document.author
    said = f"<dc:creator>{_text(_line(author))}</dc:creator>\n" if author and _line(author) else ""
    said += f"<dc:date>{bitext.document.date}</dc:date>\n" if bitext.document.date else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:tsum:{identifier}</dc:identifier>
<dc:title>{_text(title)}</dc:title>
<dc:language>en</dc:language>
<dc:language>fr</dc:language>
{said}<dc:contributor>tsum</dc:contributor>
<meta property="dcterms:modified">2000-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}
</manifest>
<spine>{spine}</spine>
</package>
"""


def _brief(bitext: Bitext, title: str, where: dict[int, str]) -> str:
    brief = bitext.brief
    original = (
        f'<p class="original" lang="fr" xml:lang="fr">{_text(brief.title.segment.text)}</p>\n' if brief.title else ""
    )
    sentences = "\n".join(f"<li>{_sentence(line, where)}</li>" for line in lines(brief))
    listed = f"<h2>In brief</h2>\n<ul>\n{sentences}\n</ul>\n" if sentences else ""
    said = "".join(
        f'<p class="quiet">{label}: <span lang="fr" xml:lang="fr">{", ".join(_text(mention(item)) for item in items)}</span></p>\n'
        for label, items in mentions(brief)
    )
    about = " · ".join(facts(brief, dated=False))
    said += f'<p class="quiet">{_text(about)}</p>\n' if about else ""
    by = f'<p class="quiet">{_text(" · ".join(byline(bitext)))}</p>\n' if byline(bitext) else ""
    return (
        f'<p class="quiet">{KICKER} · {_text(bitext.document.name)}</p>\n<h1>{_text(title)}</h1>\n{original}{by}{listed}{said}'
        f'<p class="quiet">{coverage_line(bitext.coverage)}. {MACHINE}</p>\n<p class="quiet">{_text(bitext.signature)}</p>'
    )


def _sentence(line: Line, where: dict[int, str]) -> str:
    severity = worst(line.marks)
    link = "" if line.number is None else f' <a href="{where[line.number]}">[{line.number}]</a>'
    return (_text(line.text) or f"<em>{MISSING}</em>") + link + (f" ({SIGNS[severity][0]})" if severity else "")


def _chapter(chapter: list[Paragraph], notes: Mapping[int, tuple[Note, ...]]) -> str:
    depths = iter(outline(p.block.level or 1 for p in chapter if p.block.kind == "heading"))
    return "\n".join(
        _pair(paragraph, next(depths) if paragraph.block.kind == "heading" else 0, notes) for paragraph in chapter
    )


def _pair(paragraph: Paragraph, depth: int, notes: Mapping[int, tuple[Note, ...]]) -> str:
    kind = paragraph.block.kind
    tag = f"h{min(depth, 6)}" if kind == "heading" else "pre" if kind == "code" else "p"
    french = " ".join(
        f'<span id="s{number(item)}">{_woven(item.segment.text, item.segment.inlines)}</span>'
        for item in paragraph.translations
    )
    english = " ".join(_english(item) for item in paragraph.translations)
    bullet = " bullet" if kind == "list_item" and not is_numbered(paragraph.block) else ""
    return (
        f'<div class="pair {kind}{bullet}">\n<div class="fr" lang="fr" xml:lang="fr"><{tag}>{french}</{tag}></div>\n'
        f'<div class="en"><{tag}>{english}</{tag}>{_marks(paragraph, notes)}</div>\n</div>'
    )


def _english(item: Translation) -> str:
    return _woven(item.target, item.inlines) or f"<em>{MISSING}</em>"


def _woven(text: str, inlines: tuple[Inline, ...]) -> str:
    return woven(text, layers(inlines), escaped=_text)


def _marks(paragraph: Paragraph, notes: Mapping[int, tuple[Note, ...]]) -> str:
    lines = [
        f"<li>[{number(item)}] {SIGNS[mark.severity][1]}: {_text(mark.message)}</li>"
        for item in paragraph.translations
        for mark in item.marks
    ]
    lines += [
        f'<li><i lang="fr" xml:lang="fr">{_text(note.mention)}</i>: {_text(note.text)}</li>'
        for item in paragraph.translations
        for note in notes.get(item.segment.index, ())
    ]
    return f'<ul class="marks">{"".join(lines)}</ul>' if lines else ""


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _text(text: str) -> str:
    return escape(clean(text), quote=False)
