"""WordprocessingML that python-docx has no public way to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from translate_summarize.inlines import pieces, shown
from translate_summarize.types import Inline

LINK = "1F4E79"
"""Colour of links."""


def set_language(properties: Any, language: str) -> None:
    """Tells spell checkers the language of what has these run properties ("en-GB")."""
    from docx.oxml.ns import qn

    found = properties.find(qn("w:lang"))
    if found is None:
        found = element("w:lang")
        properties.append(found)
    found.set(qn("w:val"), language)


def element(tag: str, **attributes: str) -> Any:
    """A new element of this tag ("w:lang"), with attributes of the namespace w."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def row_property(row: Any, name: str) -> None:
    """Gives a row of a table a property that is on by being there."""
    row._tr.get_or_add_trPr().append(element(name))  # noqa: SLF001  # no public way


def border(cell: Any, side: str, *, size: int, colour: str) -> None:
    """Draws one side of a cell; `size` is in eighths of a point."""
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  # no public way
    borders = properties.find(qn("w:tcBorders"))
    if borders is None:
        borders = element("w:tcBorders")
        properties.append(borders)
    borders.append(element(f"w:{side}", val="single", sz=str(size), space="0", color=colour))


def bookmark(paragraph: Any, name: str, *, key: int) -> None:
    """Puts an empty bookmark at the end of a paragraph."""
    paragraph._p.append(element("w:bookmarkStart", id=str(key), name=name))  # noqa: SLF001  # no public way
    paragraph._p.append(element("w:bookmarkEnd", id=str(key)))  # noqa: SLF001  # no public way


def points(size: float) -> Any:
    """A length in points."""
    from docx.shared import Pt

    return Pt(size)


def set_off(paragraph: Any, text: str, inlines: Iterable[Inline], *, italic: bool = False) -> Iterator[Any]:
    """Adds a text to a paragraph in runs, bold, italic and in links as it says, and gives each run.

    Args:
        paragraph: Of python-docx.
        text: As documents may hold it.
        inlines: What is set off in it.
        italic: Whether all of it is; then what is italic in it stands upright.
    """
    for piece, around in pieces(text, shown(inlines)):
        kinds = {item.kind for item in around}
        run = paragraph.add_run(piece)
        run.bold = True if "strong" in kinds else None
        run.italic = ("emphasis" in kinds) != italic if italic or "emphasis" in kinds else None
        for item in around:
            if item.kind == "link":
                _lead(paragraph, run, item.href)
        yield run


def _lead(paragraph: Any, run: Any, href: str) -> None:
    """Make a link of a run that closes the paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(LINK)
    link = element("w:hyperlink", history="1")
    link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)  # noqa: SLF001  # no public way
    link.append(run._r)  # noqa: SLF001  # no public way
