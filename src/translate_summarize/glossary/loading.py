"""Glossaries from files: TSV or CSV with the columns source, target, note (a header is optional), or TBX."""

from __future__ import annotations

import csv
import importlib
import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translate_summarize.errors import DocumentError, OptionsError
from translate_summarize.glossary.terms import Glossary, Term

_HEADS = {
    "source": ("source", "french", "fr", "français", "francais", "term", "terme"),
    "target": ("target", "english", "en", "anglais", "translation", "traduction"),
    "note": ("note", "notes", "comment", "commentaire"),
}
_DELIMITERS: dict[str, str | None] = {".tsv": "\t", ".txt": "\t", ".csv": None}
"""None: whichever of comma, semicolon and tab stands most often in the first line."""
_TBX = (".tbx", ".xml")
_SHOWN_CONFLICTS = 3


def load_glossary(path: Path) -> Glossary:
    """The glossary in a file: .tsv, .csv (commas or semicolons) or .tbx.

    Raises:
        OptionsError: It cannot be read, holds no term, or gives one source two targets (the lines are named).
    """
    suffix = path.suffix.lower()
    if suffix not in {*_DELIMITERS, *_TBX}:
        raise OptionsError(f"The glossary {path} is in no format that tsum reads: give a .tsv, .csv or .tbx file.")
    terms = _tbx(path) if suffix in _TBX else _table(path, _DELIMITERS[suffix])
    if not terms:
        raise OptionsError(f"The glossary {path} holds no term: write a line with source, tab, target.")
    kept: dict[str, Term] = {}
    conflicts = []
    for term in terms:
        before = kept.setdefault(_folded(term.source), term)
        if before.target != term.target:
            conflicts.append(f"‘{term.source}’ is ‘{before.target}’{_at(before)} and ‘{term.target}’{_at(term)}")
    if conflicts:
        more = f", and {len(conflicts) - _SHOWN_CONFLICTS} more" if len(conflicts) > _SHOWN_CONFLICTS else ""
        raise OptionsError(
            f"The glossary {path} contradicts itself: {'; '.join(conflicts[:_SHOWN_CONFLICTS])}{more}. Keep one of each."
        )
    return Glossary(tuple(kept.values()))


def _at(term: Term) -> str:
    return f" in line {term.line}" if term.line else ""


def _table(path: Path, delimiter: str | None) -> list[Term]:
    text = _text(path)
    if delimiter is None:
        first = next((line for line in text.splitlines() if line.strip()), "")
        delimiter = max(",;\t", key=first.count)
    lines = io.StringIO(text, newline="")
    if delimiter == "\t":
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
    columns = {"source": 0, "target": 1, "note": 2}
    terms: list[Term] = []
    first_row = True
    try:
        for row in reader:
            cells = [unicodedata.normalize("NFC", cell).strip() for cell in row]
            if not any(cells) or cells[0].startswith("# "):
                continue
            found = _columns(cells) if first_row else {}
            first_row = False
            if found:
                columns = found
                continue
            terms.append(_term(path, cells, columns, line=reader.line_num))
    except csv.Error as error:
        raise OptionsError(f"The glossary {path} is broken in line {reader.line_num} ({error}): mend it.") from error
    return terms


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where the columns stand, if this row is a header that says so."""
    low = [cell.lower() for cell in cells]
    found = {name: low.index(head) for name, heads in _HEADS.items() for head in heads if head in low}
    return found if {"source", "target"} <= found.keys() else {}


def _term(path: Path, cells: Sequence[str], columns: dict[str, int], *, line: int) -> Term:
    def cell(name: str) -> str:
        at = columns.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    source = cell("source")
    if not any(character.isalnum() for character in source):
        raise OptionsError(f"The glossary {path} has no French term in line {line}: write source, tab, target.")
    return Term(source, cell("target") or source, cell("note"), line)


def _text(path: Path) -> str:
    from translate_summarize.readers.decoding import decode

    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptionsError(f"The glossary {path} cannot be read ({error.strerror}): check the path.") from error
    try:
        return decode(data, name=str(path))[0]
    except DocumentError as error:
        raise OptionsError(f"The glossary {path} cannot be read: {error}") from error


def _tbx(path: Path) -> list[Term]:
    try:
        tbx = importlib.import_module("translate.storage.tbx")
    except ImportError as error:
        raise OptionsError(
            f"Reading the glossary {path} takes translate-toolkit: run `pip install 'translate-summarize[tmx]'`, "
            "or give a .tsv file."
        ) from error
    try:
        store: Any = tbx.tbxfile.parsestring(path.read_bytes())
    except OSError as error:
        raise OptionsError(f"The glossary {path} cannot be read ({error.strerror}): check the path.") from error
    except Exception as error:  # lxml's and the toolkit's own errors, of which there are many
        raise OptionsError(f"The glossary {path} is not TBX ({' '.join(str(error).split())}): mend it.") from error
    terms = []
    for unit in store.units:
        by_language = {str(node.get(_LANG) or "").lower()[:2]: node for node in unit.getlanguageNodes()}
        french, english = (_terms_of(by_language.get(code)) for code in ("fr", "en"))
        terms += [Term(source, english[0] if english else source) for source in french]
    return terms


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _terms_of(node: Any) -> list[str]:
    if node is None:
        return []
    found = (
        "".join(n.itertext()) for n in node.iter() if isinstance(n.tag, str) and n.tag.rpartition("}")[2] == "term"
    )
    return [text for text in (unicodedata.normalize("NFC", " ".join(each.split())) for each in found) if text]


_APOSTROPHE = re.compile("[’ʼ´]")


def _folded(source: str) -> str:
    """Sources that are found in the same places, but for inflection."""
    folded = " ".join(_APOSTROPHE.sub("'", source).split())
    return folded.casefold() if folded == folded.lower() else folded
