"""OpenDocument texts: paragraphs, headings, lists, tables cell by cell, text boxes, footnotes and endnotes.

OpenDocument 1.3, part 3. Tracked deletions, comments, headers, footers and indexes are left out; notes stand at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from translate_summarize.readers import markup
from translate_summarize.readers.packed import Archive, attribute, local
from translate_summarize.readers.parsed import Parsed, titled
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
_DEEPEST = 200


def parse(data: bytes, *, name: str) -> Parsed:
    """The blocks of a text; raises DocumentError where it is damaged, under a password, or swells beyond the cap."""
    with Archive(data, name=name, what="an OpenDocument text") as archive:
        if "META-INF/manifest.xml" in archive.members and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise archive.locked()
        root = archive.xml("content.xml")
        author = _author(archive)
    parents = {
        attribute(style, "name") or "": attribute(style, "parent-style-name") or ""
        for style in root.iter()
        if local(style) == "style"
    }
    body = next((element for element in root.iter() if local(element) == "text" and len(element)), None)
    if body is None:
        return Parsed(())
    walk = _Walk(parents)
    blocks = [*walk.blocks(body)]
    while walk.notes:
        blocks += walk.blocks(walk.notes.pop(0))
    return Parsed(tuple(blocks), titled(tuple(blocks)), author)


def _author(archive: Archive) -> str | None:
    if "meta.xml" not in archive.members:
        return None
    said = {local(element): (element.text or "").strip() for element in archive.xml("meta.xml").iter()}
    return said.get("initial-creator") or said.get("creator") or None


class _Walk:
    """One pass over the text; notes and boxes met inside a paragraph wait for their turn."""

    def __init__(self, parents: dict[str, str]) -> None:
        self._parents = parents
        self._boxes: list[Any] = []
        self.notes: list[Any] = []

    def blocks(self, element: Any, kind: BlockKind = "paragraph", level: int = 0, depth: int = 0) -> Iterator[Block]:
        for child in element:
            tag = local(child)
            if not tag or tag in _SKIPPED or depth > _DEEPEST:
                continue
            if tag in {"p", "h"}:
                yield from self._paragraph(child, kind, level)
                while self._boxes:
                    yield from self.blocks(self._boxes.pop(0), depth=depth + 1)
            elif tag == "list":
                yield from self.blocks(child, "list_item", level + 1 if kind == "list_item" else 1, depth + 1)
            elif tag == "table":
                yield from self.blocks(child, "paragraph", 0, depth + 1)
            else:
                yield from self.blocks(child, kind, level, depth + 1)

    def _paragraph(self, paragraph: Any, kind: BlockKind, level: int) -> Iterator[Block]:
        names = self._names(attribute(paragraph, "style-name") or "")
        text = "".join(self._text(paragraph, 0))
        if local(paragraph) == "h" or names & {"Title", "Titre"}:
            outline = attribute(paragraph, "outline-level") or "1"
            yield Block(" ".join(text.split("\n")), "heading", min(int(outline), 6) if outline.isdecimal() else 1)
            return
        if any(_CODE.match(name) for name in names):
            yield Block(text.strip("\n"), "code")
            return
        if kind == "paragraph" and {name.lower() for name in names} & _STANDFIRSTS:
            kind = "standfirst"
        elif kind == "paragraph" and any(_QUOTE.match(name) for name in names):
            kind, level = "quote", 1
        elif kind == "paragraph" and any(_LIST.match(name) for name in names):
            kind, level = "list_item", 1
        for line in markup.lines_of(text):
            yield Block(line, kind, level)

    def _names(self, style: str) -> set[str]:
        """The style's name and those of its parents, with the escapes of OpenDocument undone ("Text_20_body")."""
        names: set[str] = set()
        while style and style not in names:
            names.add(style)
            style = self._parents.get(style, "")
        return {name.replace("_20_", " ") for name in names}

    def _text(self, element: Any, depth: int) -> Iterator[str]:
        yield _SPACE.sub(" ", element.text or "")
        for child in element:
            tag = local(child)
            if tag in _SPACES:
                yield _SPACES[tag]
            elif tag == "note":
                self.notes += [part for part in child if local(part) == "note-body"]
            elif tag == "text-box":
                self._boxes.append(child)
            elif tag and tag not in _SKIPPED and depth < _DEEPEST:
                yield from self._text(child, depth + 1)
            yield _SPACE.sub(" ", child.tail or "")
