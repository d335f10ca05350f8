"""TMX 1.4b to units and back, with translate-toolkit (extra `tmx`).

https://www.gala-global.org/tmx-14b. A unit is any that holds French and English, whichever of the two it calls its
source: the pair is what a person vouched for.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from translate_summarize.errors import DocumentError, OutputError
from translate_summarize.memory.keys import is_storable, key_of, marks_from, marks_text, score_from, score_text
from translate_summarize.output import write as write_file
from translate_summarize.types import Mark

_SIGNATURE = "x-tsum-signature"
_SCORE = "x-tsum-score"
_MARKS = "x-tsum-marks"
_DIGEST = "x-tsum-digest"
"""Of source and target as the engine gave them: who edits the unit elsewhere makes it a person's."""
_MISSING = "TMX needs translate-toolkit: install it with `pip install 'translate-summarize[tmx]'`."
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""
_BREAKS = re.compile(r"[ \t\n\r\v\f\x85\u2028\u2029]+")
"""White space of a target that becomes one space; no-break spaces are somebody's choice and stay."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "sub"})
"""Elements of a segment that hold another format's mark-up, not text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A source with its target: an engine's where there is a signature, else a person's."""

    source: str
    target: str
    signature: str | None = None
    score: float | None = None
    marks: tuple[Mark, ...] = ()


def write(path: Path, units: Sequence[Unit]) -> tuple[int, int]:
    """Write the units in their order; gives how many were written, and how many XML cannot hold.

    Raises:
        OutputError: The file cannot be written, or translate-toolkit is not installed.
    """
    data, count = pack(units)
    write_file(path, data)
    return count, len(units) - count


def pack(units: Sequence[Unit]) -> tuple[bytes, int]:
    """The units as a TMX file, in their order, and how many are in it: what XML cannot hold is left out.

    Raises:
        OutputError: translate-toolkit is not installed.
    """
    try:
        store = importlib.import_module("translate.storage.tmx").tmxfile(sourcelanguage="fr", targetlanguage="en")
    except ModuleNotFoundError as error:
        raise OutputError(_MISSING) from error
    header = store.document.getroot().find("header")
    header.set("creationtool", "tsum")
    header.set("creationtoolversion", "1")  # of these properties, so that the bytes depend on the content alone
    count = 0
    for unit in units:
        if not _NOT_XML.search("".join((unit.source, unit.target, unit.signature or "", marks_text(unit.marks)))):
            _append(store, unit)
            count += 1
    return bytes(store), count


def read(path: Path) -> tuple[list[Unit], int]:
    """The units of a file, in its order, and how many were skipped for want of French or English text.

    Raises:
        DocumentError: The file cannot be read, is not TMX or declares entities, or translate-toolkit is not installed.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} cannot be read ({error.strerror}): give the path of a TMX file.") from error
    try:
        module = importlib.import_module("translate.storage.tmx")
    except ModuleNotFoundError as error:
        raise DocumentError(_MISSING) from error
    _refuse_tricks(data, path)
    try:
        elements = [unit.xmlelement for unit in module.tmxfile.parsestring(data).units]
    except (SyntaxError, ValueError, LookupError, AttributeError, AssertionError) as error:  # lxml's are SyntaxErrors
        raise DocumentError(f"{path} cannot be read as TMX ({error}): export it again from its program.") from error
    units: list[Unit] = []
    skipped = 0
    for element in elements:
        found = _units_of(element)
        units += found
        skipped += not found
    return units, skipped


def _append(store: Any, unit: Unit) -> None:
    element = store.addsourceunit(unit.source)
    element.settarget(unit.target, "en")
    if unit.signature is None:
        return
    properties = {_SIGNATURE: unit.signature, _DIGEST: _digest(unit.source, unit.target)}
    if unit.score is not None:
        properties[_SCORE] = score_text(unit.score) or ""
    if unit.marks:
        properties[_MARKS] = marks_text(unit.marks)
    for position, (kind, value) in enumerate(properties.items()):  # the DTD wants them before the languages
        node = element.xmlelement.makeelement("prop", {"type": kind})
        node.text = value
        element.xmlelement.insert(position, node)


def _digest(source: str, target: str) -> str:
    """White space is left out of it: programs rewrite that without anybody's asking."""
    return hashlib.sha256(f"{key_of(source)}\0{key_of(target)}".encode()).hexdigest()[:16]


def _refuse_tricks(data: bytes, path: Path) -> None:
    """Well-formed, rooted in `tmx`, and without declarations of its own.

    Entities can read files, or swell to gigabytes; TMX needs none. A DOCTYPE that only names the DTD is usual, and
    neither this parser nor translate-toolkit's opens it (resolve_entities and network are off there).
    """
    roots: list[str] = []
    declared: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: roots.append(name) if not roots else None
    parser.StartDoctypeDeclHandler = lambda name, _system, _public, inside: declared.append(name) if inside else None
    parser.EntityDeclHandler = lambda name, *_: declared.append(name)
    parser.SkippedEntityHandler = lambda name, _: declared.append(name)
    try:
        for start in range(0, max(len(data), 1), 1 << 16):  # in pieces: a declaration is refused before it is used
            parser.Parse(data[start : start + (1 << 16)], start + (1 << 16) >= len(data))
            if declared:
                break
    except (expat.ExpatError, ValueError, LookupError) as error:
        if not declared:
            raise DocumentError(
                f"{path} is not well-formed TMX ({error}): export it again from its program."
            ) from error
    if declared:
        raise DocumentError(
            f"{path} declares or uses entities of its own ({declared[0]}), which can hide other files: "
            "export it again as plain TMX."
        )
    if roots[0].rpartition(":")[2] != "tmx":
        raise DocumentError(f"{path} is XML, but not TMX (it begins with <{roots[0]}>): give the path of a TMX file.")


def _units_of(element: Any) -> list[Unit]:
    texts: dict[str, list[str]] = {"fr": [], "en": []}
    for variant in _children(element, "tuv"):
        language = re.split("[-_]", (variant.get(_LANG) or variant.get("lang") or "").lower())[0]
        if language in texts:
            texts[language] += [_text(segment) for segment in _children(variant, "seg")]
    sources = [unicodedata.normalize("NFC", text) for text in texts["fr"] if text.strip() and is_storable(text)]
    targets = [text for text in texts["en"] if text.strip() and is_storable(text)]
    if not sources or not targets:
        return []
    properties = {node.get("type"): node.text or "" for node in _children(element, "prop")}
    if _SIGNATURE in properties and properties.get(_DIGEST) == _digest(sources[0], targets[0]):
        try:
            score, marks = score_from(properties.get(_SCORE)), marks_from(properties.get(_MARKS, "[]"))
        except (ValueError, TypeError):
            return []
        return [Unit(sources[0], targets[0], properties[_SIGNATURE], score, marks)]
    target = _BREAKS.sub(" ", unicodedata.normalize("NFC", targets[0])).strip()
    return [Unit(source, target) for source in sources]


def _children(element: Any, name: str) -> list[Any]:
    return [child for child in element if isinstance(child.tag, str) and _local(child) == name]


def _local(element: Any) -> str:
    tag: str = element.tag
    return tag.rpartition("}")[2]


def _text(element: Any) -> str:
    """What a person reads of a segment: its text and that of highlights, without another format's mark-up."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and _local(child) not in _CODES:  # comments have no tag of that kind
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
