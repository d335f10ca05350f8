"""Documents of ours that came back from an editor: XLIFF and DOCX to the texts that were corrected.

Which segment a text belongs to, and what French and English stood there, is told by the marks that the renderers put
in: attributes of a unit in XLIFF, a bookmark in the English paragraph in DOCX. What has lost its mark is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate_summarize.errors import DocumentError
from translate_summarize.fingerprints import fingerprint
from translate_summarize.readers import docx
from translate_summarize.readers.packed import Archive, attribute, local, xml

MAX_BYTES = 50 * 10**6
_BOOKMARK = re.compile(r"e(\d{1,7})_([0-9a-f]{12})_([0-9a-f]{12})\Z")
_SMALL = 16
"""Half points: what the renderer sets marks and notes in; the English is larger."""
_APPROVED = frozenset({"reviewed", "final"})


@dataclass(frozen=True, slots=True)
class Returned:
    """A segment as it came back."""

    number: int
    """As readers are shown it, from 1; 0 where the mark is lost."""
    source: str
    target: str
    intact: bool
    """Whether the French is what it was."""
    changed: bool
    """Whether the English is not what it was, or an editor has said that it is right."""
    marked: bool = True
    """Whether its mark is there, without which nobody knows what it was."""


def read_corrected(path: Path) -> tuple[Returned, ...]:
    """The segments of a corrected document (.xlf, .xliff or .docx), in its order.

    Raises:
        DocumentError: It cannot be read, is of another format, or holds no segment of a document that tsum wrote.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} cannot be read ({error.strerror}): check the path.") from error
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{path} is longer than {MAX_BYTES // 10**6} MB: it is no document that tsum wrote.")
    suffix = path.suffix.lower()
    if suffix == ".docx":
        found = tuple(_from_docx(data, str(path)))
    elif suffix in {".xlf", ".xliff"}:
        found = tuple(_from_xliff(data, str(path)))
    else:
        raise DocumentError(
            f"{path} is of a format that corrections do not come in: give a .docx or .xlf that tsum wrote."
        )
    if not any(item.marked for item in found):
        raise DocumentError(
            f"{path} holds no segment with tsum's mark: give a document that tsum wrote, or one whose program keeps marks."
        )
    return found


def _from_xliff(data: bytes, name: str) -> Iterator[Returned]:
    for unit in xml(data, name=name, what="XLIFF").iter():
        if local(unit) != "unit":
            continue
        parts = [part for part in unit if local(part) in {"segment", "ignorable"}]
        source = "".join(_side(part, "source") for part in parts)
        target = "".join(_side(part, "target") for part in parts)
        number = re.fullmatch(r"s(\d{1,7})", unit.get("id") or "")
        was, said = attribute(unit, "source"), attribute(unit, "target")
        approved = any((part.get("state") or "") in _APPROVED for part in parts)
        approved = approved and attribute(unit, "origin") != "human"
        if not number or not was or not said:
            yield Returned(0, source, target, intact=False, changed=approved, marked=False)
            continue
        changed = approved or fingerprint(target) != said
        yield Returned(int(number[1]), source, target, intact=fingerprint(source) == was, changed=changed)


def _side(part: Any, name: str) -> str:
    return "".join("".join(child.itertext()) for child in part if local(child) == name)


def _from_docx(data: bytes, name: str) -> Iterator[Returned]:
    with Archive(data, name=name, what="a Word document") as archive:
        root = archive.xml(docx.main_part(archive))
    for row in root.iter():
        if local(row) != "tr":
            continue
        cells = [cell for cell in row if local(cell) == "tc"]
        mark = next((found for cell in cells[1:2] for found in cell.iter() if _named(found)), None)
        if mark is None:
            continue
        number, was, said = _named(mark)
        source = "\n".join(docx.text_of(part) for part in cells[0] if local(part) == "p")
        source = re.sub(rf"\A\s*{number}\s", "", source)
        target = _english(cells[1])
        intact, changed = fingerprint(source) == was, fingerprint(target) != said
        yield Returned(int(number), source, target, intact=intact, changed=changed)


def _named(element: Any) -> tuple[str, ...]:
    found = _BOOKMARK.match(attribute(element, "name") or "") if local(element) == "bookmarkStart" else None
    return found.groups() if found else ()


def _english(cell: Any) -> str:
    """The English of a cell: its paragraphs down to the first in small type, which is a mark or a note of ours."""
    lines: list[str] = []
    for paragraph in cell:
        if local(paragraph) == "p":
            if lines and _is_small(paragraph):
                break
            lines.append(docx.text_of(paragraph))
    return "\n".join(lines).strip("\n")


def _is_small(paragraph: Any) -> bool:
    sizes = [attribute(part, "val") or "" for part in paragraph.iter() if local(part) == "sz"]
    return bool(sizes) and all(size.isdecimal() and int(size) <= _SMALL for size in sizes)
