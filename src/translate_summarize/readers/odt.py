"""OpenDocument texts: paragraphs, headings, lists, tables cell by cell, text boxes, footnotes and endnotes.

OpenDocument 1.3, part 3. Tracked deletions, comments, headers, footers and indexes are left out; notes stand at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translate_summarize.inlines import address
from translate_summarize.readers import markup
from translate_summarize.readers.packed import Archive, attribute, local
from translate_summarize.readers.parsed import Parsed, titled
from translate_summarize.readers.strands import PLAIN, Passage, Strand, Style, set_off, styled
from translate_summarize.types import Block

if TYPE_CHECKING:
    from translate_summarize.types import BlockKind

_SKIPPED = frozenset(
    "tracked-changes annotation table-of-content illustration-index table-index alphabetical-index user-index "  # noqa: SIM905
    "bibliography object-index forms sequence-decls note-citation ruby-text script hidden-text desc title".split()
)
_STANDFIRSTS = frozenset({"subtitle", "sous-titre", "chapo", "chapeau"})
_SPACES = {"s": " ", "tab": " ", "line-break": "\n"}
_QUOTE = re.compile(r"(?:Quotations?|Citation)\b", re.IGNORECASE)
_CODE = re.compile(r"(?:Preformatted|Source)", re.IGNORECASE)
_LIST = re.compile(r"(?:List|Liste)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r]+")
_ANY_SPACE = re.compile(r"[ \t\n\r]")  # one for one, so that places in a strand are places in its element
_DEEPEST = 200


def parse(data: bytes, *, name: str) -> Parsed:
    """The blocks of a text; raises DocumentError where it is damaged, under a password, or swells beyond the cap."""
    with Archive(data, name=name, what="an OpenDocument text") as archive:
        if "META-INF/manifest.xml" in archive.members and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise archive.locked()
        root = archive.xml("content.xml")
        author = _author(archive)
    made = tuple(block for passage in passages_of(root) for block in passage.blocks)
    return Parsed(made, titled(made), author)


def passages_of(root: Any) -> Iterator[Passage]:
    """The passages of `content.xml`, a paragraph each, in reading order."""
    styles = {attribute(style, "name") or "": _look(style) for style in root.iter() if local(style) == "style"}
    body = next((element for element in root.iter() if local(element) == "text" and len(element)), None)
    if body is None:
        return
    walk = _Walk(styles)
    yield from walk.passages(body)
    while walk.notes:
        yield from walk.passages(walk.notes.pop(0))


@dataclass(frozen=True, slots=True)
class _Look:
    parent: str
    bold: bool | None = None
    italic: bool | None = None


def _look(style: Any) -> _Look:
    said = next((child for child in style if local(child) == "text-properties"), None)
    weight, slant = (None, None) if said is None else (attribute(said, "font-weight"), attribute(said, "font-style"))
    return _Look(
        attribute(style, "parent-style-name") or "",
        None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600),
        None if slant is None else slant in {"italic", "oblique"},
    )


def _author(archive: Archive) -> str | None:
    if "meta.xml" not in archive.members:
        return None
    said = {local(element): (element.text or "").strip() for element in archive.xml("meta.xml").iter()}
    return said.get("initial-creator") or said.get("creator") or None


class _Walk:
    """One pass over the text; notes and boxes met inside a paragraph wait for their turn."""

    def __init__(self, styles: dict[str, _Look]) -> None:
        self._styles = styles
        self._boxes: list[Any] = []
        self.notes: list[Any] = []

    def passages(
        self, element: Any, kind: BlockKind = "paragraph", level: int = 0, depth: int = 0
    ) -> Iterator[Passage]:
        for child in element:
            tag = local(child)
            if not tag or tag in _SKIPPED or depth > _DEEPEST:
                continue
            if tag in {"p", "h"}:
                yield self._paragraph(child, kind, level)
                while self._boxes:
                    yield from self.passages(self._boxes.pop(0), depth=depth + 1)
            elif tag == "list":
                yield from self.passages(child, "list_item", level + 1 if kind == "list_item" else 1, depth + 1)
            elif tag == "table":
                yield from self.passages(child, "paragraph", 0, depth + 1)
            else:
                yield from self.passages(child, kind, level, depth + 1)

    def _paragraph(self, paragraph: Any, kind: BlockKind, level: int) -> Passage:
        names = self._names(attribute(paragraph, "style-name") or "")
        strands = tuple(self._strands(paragraph, 0, PLAIN))
        text = "".join(strand.text for strand in strands)
        if local(paragraph) == "h" or names & {"Title", "Titre"}:
            outline = attribute(paragraph, "outline-level") or "1"
            kind, level = "heading", min(int(outline), 6) if outline.isdecimal() else 1
            pieces = [" ".join(text.split("\n"))]
        elif any(_CODE.match(name) for name in names):
            kind, level = "code", 0
            spaced = (_SPACE.sub(" ", strand.text) if strand.node else strand.text for strand in strands)
            pieces = ["".join(spaced).strip("\n")]
        else:
            if kind == "paragraph" and {name.lower() for name in names} & _STANDFIRSTS:
                kind = "standfirst"
            elif kind == "paragraph" and any(_QUOTE.match(name) for name in names):
                kind, level = "quote", 1
            elif kind == "paragraph" and any(_LIST.match(name) for name in names):
                kind, level = "list_item", 1
            pieces = markup.lines_of(text)
        return Passage(tuple(set_off((Block(piece, kind, level) for piece in pieces), strands)), strands)

    def _names(self, style: str) -> set[str]:
        """The style's name and those of its parents, with the escapes of OpenDocument undone ("Text_20_body")."""
        names: set[str] = set()
        while style and style not in names:
            names.add(style)
            style = self._styles[style].parent if style in self._styles else ""
        return {name.replace("_20_", " ") for name in names}

    def _strands(self, element: Any, depth: int, styles: frozenset[Style]) -> Iterator[Strand]:
        yield Strand(_ANY_SPACE.sub(" ", element.text or ""), styles, (element, "text"))
        for child in element:
            tag = local(child)
            if tag in _SPACES:
                yield Strand(_SPACES[tag])
            elif tag == "note":
                self.notes += [part for part in child if local(part) == "note-body"]
            elif tag == "text-box":
                self._boxes.append(child)
            elif tag and tag not in _SKIPPED and depth < _DEEPEST:
                yield from self._strands(child, depth + 1, self._styled(child, tag, styles))
            yield Strand(_ANY_SPACE.sub(" ", child.tail or ""), styles, (child, "tail"))

    def _styled(self, element: Any, tag: str, styles: frozenset[Style]) -> frozenset[Style]:
        if tag == "a":
            href = address(attribute(element, "href"))
            styles = styled(styles, "link", href) if href else styles
        bold = italic = None
        style, seen = attribute(element, "style-name") or "" if tag == "span" else "", set[str]()
        while style and style not in seen:
            seen.add(style)
            look = self._styles.get(style) or _NAMED.get(style) or _Look("")
            bold = look.bold if bold is None else bold
            italic = look.italic if italic is None else italic
            style = look.parent
        styles = styled(styles, "strong") if bold else styles
        return styled(styles, "emphasis") if italic else styles


_NAMED = {"Strong_20_Emphasis": _Look("", bold=True), "Emphasis": _Look("", italic=True)}
"""Styles that LibreOffice has in every document; they are described in `styles.xml`."""
