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
from translate_summarize.readers import markup
from translate_summarize.readers.packed import Archive, attribute, local
from translate_summarize.readers.parsed import Parsed, titled
from translate_summarize.types import Block

if TYPE_CHECKING:
    from translate_summarize.types import BlockKind

_SKIPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback", "sectPr", "tblPr", "trPr", "tcPr"}
)
_SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_HEADING = re.compile(r"heading (\d)\Z", re.IGNORECASE)
_TITLES = frozenset({"title", "titre"})
_STANDFIRSTS = frozenset({"subtitle", "sous-titre", "chapo", "chapeau"})
_CONTENTS = re.compile(r"(?:toc|tm|table of (?:figures|authorities))\b", re.IGNORECASE)
_LIST = re.compile(r"(?:list(?!\s*paragraph)|liste(?! paragraphe))", re.IGNORECASE)
_QUOTE = re.compile(r"(?:intense )?(?:quote|citation|block text)\b", re.IGNORECASE)
_CODE = re.compile(r"(?:html preformatted|source code|code|plain text)\b", re.IGNORECASE)
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    parent: str = ""
    outline: int | None = None
    numbered: bool = False


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
        styles = _styles(archive, f"{folder}/styles.xml")
        blocks = list(_Body(styles).blocks(archive.xml(main)))
        for notes in ("footnotes", "endnotes"):
            if f"{folder}/{notes}.xml" in archive.members:
                for note in archive.xml(f"{folder}/{notes}.xml"):
                    if attribute(note, "type") in {None, "normal"}:
                        blocks += _Body(styles).blocks(note)
    made = tuple(blocks)
    return Parsed(made, titled(made) or (title if title and any(b.text == title for b in made) else None), author)


def text_of(paragraph: Any) -> str:
    """What a paragraph says: with what was inserted and without what was deleted, text boxes left out."""
    return "".join(_Body({}).text(paragraph))


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


def _styles(archive: Archive, member: str) -> dict[str, _Style]:
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
        )
    return styles


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 4 else None


class _Body:
    """One pass over a story: the body, or a note."""

    def __init__(self, styles: dict[str, _Style]) -> None:
        self._styles = styles
        self._boxes: list[Any] = []

    def blocks(self, element: Any, depth: int = 0) -> Iterator[Block]:
        for child in element:
            kind = local(child)
            if not kind or kind in _SKIPPED or depth > _DEEPEST:
                continue
            if kind == "p":
                yield from self._paragraph(child)
                while self._boxes:
                    yield from self.blocks(self._boxes.pop(0), depth + 1)
            else:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        look = self._look(paragraph)
        if any(_CONTENTS.match(name) for name in look.names):
            return
        text = "".join(self.text(paragraph))
        kind, level = _kind(look)
        if kind == "code":
            yield Block(text.strip("\n"), kind)
        elif kind == "heading":
            yield Block(" ".join(text.split("\n")), kind, level)
        else:
            for line in markup.lines_of(text):
                yield Block(line, kind, level)

    def text(self, element: Any, depth: int = 0) -> Iterator[str]:
        for child in element:
            kind = local(child)
            if kind == "t":
                yield child.text or ""
            elif kind in _SPACES:
                yield _SPACES[kind]
            elif kind == "txbxContent":
                self._boxes.append(child)
            elif kind and kind not in _SKIPPED and depth < _DEEPEST:
                yield from self.text(child, depth + 1)

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
