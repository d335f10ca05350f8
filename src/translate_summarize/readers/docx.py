"""Word documents: paragraphs, headings, lists, tables cell by cell, text boxes, footnotes and endnotes.

The XML is read by itself (ECMA-376, part 1, chapter 17), since python-docx passes over content controls, tracked
insertions, text boxes and notes. Tracked deletions, comments, headers, footers and tables of contents are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translate_summarize.errors import DocumentError
from translate_summarize.inlines import address
from translate_summarize.readers import markup
from translate_summarize.readers.packed import Archive, attribute, local
from translate_summarize.readers.parsed import Parsed, titled
from translate_summarize.readers.strands import PLAIN, Passage, Strand, Style, set_off, styled
from translate_summarize.types import Block

if TYPE_CHECKING:
    from translate_summarize.types import BlockKind

_SKIPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "delText", "Fallback", "sectPr", "tblPr", "trPr", "tcPr"})
_SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_HEADING = re.compile(r"heading (\d)\Z", re.IGNORECASE)
_TITLES = frozenset({"title", "titre"})
_STANDFIRSTS = frozenset({"subtitle", "sous-titre", "chapo", "chapeau"})
_CONTENTS = re.compile(r"(?:toc|tm|table of (?:figures|authorities))\b", re.IGNORECASE)
_LIST = re.compile(r"(?:list(?!\s*paragraph)|liste(?! paragraphe))", re.IGNORECASE)
_QUOTE = re.compile(r"(?:intense )?(?:quote|citation|block text)\b", re.IGNORECASE)
_CODE = re.compile(r"(?:html preformatted|source code|code|plain text)\b", re.IGNORECASE)
_HYPERLINK = re.compile(r"\A\s*HYPERLINK\s+\"([^\"]+)\"")
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    parent: str = ""
    outline: int | None = None
    numbered: bool = False
    bold: bool | None = None
    italic: bool | None = None
    """Both of character styles: those of a paragraph's style are how all of it looks."""


@dataclass(slots=True)
class _Look:
    """What a paragraph's own properties and its styles say."""

    names: list[str] = field(default_factory=list)
    outline: int | None = None
    list_level: int | None = None


def parse(data: bytes, *, name: str) -> Parsed:
    """The blocks of a document; notes stand at its end.

    Raises:
        DocumentError: It is damaged, under a password, written by tsum, or swells beyond the cap.
    """
    with Archive(data, name=name, what="a Word document") as archive:
        main = main_part(archive)
        title, author, maker = _properties(archive)
        if maker == "tsum":
            raise DocumentError(f"{name} is a document that tsum wrote: give the French article, or `tsum import` it.")
        folder = posixpath.dirname(main)
        styles = styles_of(archive, f"{folder}/styles.xml")
        made = tuple(
            block
            for member in story_parts(archive, main)
            for passage in passages_of(archive, member, archive.xml(member), styles)
            for block in passage.blocks
        )
    return Parsed(made, titled(made) or (title if title and any(b.text == title for b in made) else None), author)


def story_parts(archive: Archive, main: str) -> Iterator[str]:
    """The members with text, in reading order: the body, footnotes, endnotes."""
    yield main
    for notes in ("footnotes", "endnotes"):
        member = f"{posixpath.dirname(main)}/{notes}.xml"
        if member in archive.members:
            yield member


def passages_of(archive: Archive, member: str, root: Any, styles: dict[str, _Style]) -> Iterator[Passage]:
    """The passages of a member, a paragraph each, in reading order."""
    folder, _, file = member.rpartition("/")
    links = _links(archive, f"{folder}/_rels/{file}.rels")
    for story in root if file in {"footnotes.xml", "endnotes.xml"} else (root,):
        if story is root or attribute(story, "type") in {None, "normal"}:
            yield from _Body(styles, links).passages(story)


def text_of(paragraph: Any) -> str:
    """What a paragraph says: with what was inserted and without what was deleted, text boxes left out."""
    return "".join(strand.text for strand in _Body({}, {}).strands(paragraph))


def _links(archive: Archive, member: str) -> dict[str, str]:
    if member not in archive.members:
        return {}
    found = {relation.get("Id") or "": address(relation.get("Target")) for relation in archive.xml(member)}
    return {key: href for key, href in found.items() if href}


def main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive.members:
        for relation in archive.xml("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                target = (relation.get("Target") or "").lstrip("/")
                if target in archive.members:
                    return target
    return "word/document.xml"


def _properties(archive: Archive) -> tuple[str | None, str | None, str]:
    """Title, author, and who saved it last. Its date is that of the file, not of a publication."""
    if "docProps/core.xml" not in archive.members:
        return None, None, ""
    said = {local(element): (element.text or "").strip() for element in archive.xml("docProps/core.xml")}
    return said.get("title") or None, said.get("creator") or None, said.get("lastModifiedBy", "")


def styles_of(archive: Archive, member: str) -> dict[str, _Style]:
    """The styles of a document by their identifiers."""
    styles: dict[str, _Style] = {}
    if member not in archive.members:
        return styles
    for element in archive.xml(member):
        if local(element) != "style":
            continue
        own = {local(child): child for child in element}
        outline, numbered = None, False
        for child in own.get("pPr", ()):
            if local(child) == "outlineLvl":
                outline = _number(attribute(child, "val"))
            numbered = numbered or local(child) == "numPr"
        named, based = own.get("name"), own.get("basedOn")
        styles[attribute(element, "styleId") or ""] = _Style(
            (attribute(named, "val") or "") if named is not None else "",
            (attribute(based, "val") or "") if based is not None else "",
            outline,
            numbered,
            *(_toggles(own.get("rPr", ())) if attribute(element, "type") == "character" else (None, None)),
        )
    return styles


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 4 else None


def link_of(instruction: str | None) -> str:
    """Where a field leads; "" for fields that are no links."""
    found = _HYPERLINK.search(instruction or "")
    return address(found[1]) if found else ""


def _toggles(properties: Any) -> tuple[bool | None, bool | None]:
    """Whether run properties say bold, and italic: yes, no, or nothing."""
    said = {local(child): attribute(child, "val") not in {"0", "false", "off"} for child in properties}
    return said.get("b"), said.get("i")


class _Body:
    """One pass over a story: the body, or a note."""

    def __init__(self, styles: dict[str, _Style], links: dict[str, str]) -> None:
        self._styles = styles
        self._links = links
        self._boxes: list[Any] = []
        self._fields: list[str] = []

    def passages(self, element: Any, depth: int = 0) -> Iterator[Passage]:
        for child in element:
            kind = local(child)
            if not kind or kind in _SKIPPED or depth > _DEEPEST:
                continue
            if kind == "p":
                yield from self._paragraph(child)
                while self._boxes:
                    yield from self.passages(self._boxes.pop(0), depth + 1)
            else:
                yield from self.passages(child, depth + 1)

    def _paragraph(self, paragraph: Any) -> Iterator[Passage]:
        look = self._look(paragraph)
        if any(_CONTENTS.match(name) for name in look.names):
            return
        self._fields = []
        strands = tuple(self.strands(paragraph))
        text = "".join(strand.text for strand in strands)
        kind, level = _kind(look)
        if kind == "code":
            pieces = [text.strip("\n")]
        elif kind == "heading":
            pieces = [" ".join(text.split("\n"))]
        else:
            pieces = markup.lines_of(text)
        yield Passage(tuple(set_off((Block(piece, kind, level) for piece in pieces), strands)), strands)

    def strands(self, element: Any, depth: int = 0, styles: frozenset[Style] = PLAIN) -> Iterator[Strand]:
        for child in element:
            kind = local(child)
            if kind == "t":
                yield Strand(child.text or "", self._in_field(styles), (child, "text"))
            elif kind in _SPACES:
                yield Strand(_SPACES[kind], styles, (child, "text"))
            elif kind == "fldChar":
                self._field(attribute(child, "fldCharType"))
            elif kind == "instrText" and self._fields:
                self._fields[-1] += child.text or ""
            elif kind == "txbxContent":
                self._boxes.append(child)
            elif kind and kind not in _SKIPPED and depth < _DEEPEST:
                yield from self.strands(child, depth + 1, self._styled(child, kind, styles))

    def _styled(self, element: Any, kind: str, styles: frozenset[Style]) -> frozenset[Style]:
        if kind == "hyperlink":
            href = self._links.get(attribute(element, "id") or "") or (
                f"#{attribute(element, 'anchor')}" if attribute(element, "anchor") else ""
            )
            return styled(styles, "link", href) if href else styles
        if kind == "fldSimple":
            href = link_of(attribute(element, "instr"))
            return styled(styles, "link", href) if href else styles
        if kind == "r":
            bold, italic = self._run(next((child for child in element if local(child) == "rPr"), ()))
            styles = styled(styles, "strong") if bold else styles
            return styled(styles, "emphasis") if italic else styles
        return styles

    def _run(self, properties: Any) -> tuple[bool | None, bool | None]:
        bold, italic = _toggles(properties)
        style = next((attribute(child, "val") or "" for child in properties if local(child) == "rStyle"), "")
        for _ in range(20):
            found = self._styles.get(style)
            if found is None:
                break
            bold = found.bold if bold is None else bold
            italic = found.italic if italic is None else italic
            style = found.parent
        return bold, italic

    def _field(self, kind: str | None) -> None:
        """Complex fields: what stands between `begin` and `separate` is an instruction, what follows its result."""
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _in_field(self, styles: frozenset[Style]) -> frozenset[Style]:
        href = link_of(self._fields[-1]) if self._fields else ""
        return styled(styles, "link", href) if href else styles

    def _look(self, paragraph: Any) -> _Look:
        look = _Look()
        style = ""
        properties = next((child for child in paragraph if local(child) == "pPr"), ())
        for child in properties:
            kind = local(child)
            if kind == "pStyle":
                style = attribute(child, "val") or ""
            elif kind == "outlineLvl":
                look.outline = _number(attribute(child, "val"))
            elif kind == "numPr":
                said = {local(part): _number(attribute(part, "val")) for part in child}
                look.list_level = None if said.get("numId") == 0 else said.get("ilvl") or 0
        for _ in range(20):  # a style may name itself as its base
            found = self._styles.get(style)
            if found is None:
                break
            look.names.append(found.name)
            look.outline = found.outline if look.outline is None else look.outline
            if found.numbered and look.list_level is None:
                look.list_level = 0
            style = found.parent
        return look


def _kind(look: _Look) -> tuple[BlockKind, int]:
    for name in look.names:
        heading = _HEADING.match(name)
        if heading:
            return "heading", min(max(int(heading[1]), 1), 6)
        if name.lower() in _TITLES:
            return "heading", 1
        if name.lower() in _STANDFIRSTS:
            return "standfirst", 0
        if _QUOTE.match(name):
            return "quote", 1
        if _CODE.match(name):
            return "code", 0
        if _LIST.match(name):
            depth = re.search(r"\d", name)
            return "list_item", (look.list_level or (int(depth[0]) - 1 if depth else 0)) + 1
    if look.outline is not None and look.outline < 9:
        return "heading", min(look.outline + 1, 6)
    return ("list_item", look.list_level + 1) if look.list_level is not None else ("paragraph", 0)
