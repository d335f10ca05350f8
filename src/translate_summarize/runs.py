"""What a folder run is asked to do, and what it writes down of each finished file in its output folder."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from sys import intern
from typing import Any

from translate_summarize.errors import DocumentError
from translate_summarize.glossary import Glossary
from translate_summarize.hours import DEFAULT_CLOCK, Clock
from translate_summarize.places import KEPT, Place
from translate_summarize.sources import Source
from translate_summarize.types import Coverage, Entry, Gloss

_NUMBER = "<I"  # of a sketch


@dataclass(frozen=True, slots=True)
class Job:
    """What a folder run is asked to do; part of it decides whether a finished file is done again."""

    folder: Path | str
    """A path, or an address such as s3://bucket/press."""
    output: Path | str
    formats: tuple[str, ...] = ("html",)
    sentences: int | None = None
    """Sentences of a brief, at most; three where it is not said (five within a limit in words)."""
    words: int | None = None
    """French words of a brief, at most."""
    tight: bool = False
    """Cut asides from a brief's sentences before they are translated."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    any_language: bool = False
    """Translate files that do not look French, too."""
    glossary: Glossary | None = None
    clock: Clock = DEFAULT_CLOCK
    """Hours: "12" writes 18h30 as 6:30 p.m., "24" as 18:30."""
    fields: tuple[tuple[str, str], ...] = ()
    """What fields of JSON lines are called, where they have no usual name, in pairs as of the mapping that `read` takes."""
    glosses: tuple[Gloss, ...] | None = None
    """What to explain to readers; None for tsum's own, empty for nothing."""


def write_changed(output: Place, name: str, parts: Iterable[str]) -> None:
    """Write a file of the output folder, unless it says so already; its text comes in parts, as it may be long."""
    data = bytearray()
    for part in parts:
        data += part.encode("utf-8")
    if output.size(name) != len(data) or output.read(name) != data:
        output.write(name, bytes(data))


def record_of(entry: Entry) -> dict[str, Any]:
    """An entry as a record holds it: what `entry_of` reads."""
    return {**asdict(entry), "sketch": [number for (number,) in struct.iter_unpack(_NUMBER, entry.sketch)]}


def entry_of(record: dict[str, Any]) -> Entry:
    """The digest's entry that a record holds."""
    entry = record["entry"]
    return Entry(
        **{
            **entry,
            "documents": tuple(entry["documents"]),
            "brief": tuple(entry["brief"]),
            "coverage": Coverage(**entry["coverage"]),
            "sketch": b"".join(struct.pack(_NUMBER, number) for number in entry["sketch"]),
            "subject": tuple(map(intern, entry["subject"])),  # as `stories.subject` does
        }
    )


def entries_of(output: Place, *, where: str) -> tuple[Entry, ...]:
    """The articles that a folder run has left in its output folder.

    Raises:
        DocumentError: There is no run there; `where` says so to people.
    """
    try:
        files = json.loads(output.read("run.json"))["files"]
        targets = [file["documents"][0].rpartition(".fr-en.")[0] for file in files if file["documents"]]
        return tuple(entry_of(json.loads(output.read(_record_name(target)))) for target in targets)
    except (DocumentError, ValueError, KeyError, TypeError, struct.error) as error:
        raise DocumentError(
            f"{where} holds no run that can be read: give the output folder of an earlier tsum batch or tsum digest."
        ) from error


def _record_name(target: str) -> str:
    # Hashed, as a source's name with ".json" after it may be longer than a file's name can be.
    digest = hashlib.sha256(target.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{KEPT}/records/{digest[:2]}/{digest[2:34]}.json"


def read_record(output: Place, source: Source) -> dict[str, Any] | None:
    """What was written down of a finished file: `key`, `documents` (path to size) and `entry`; None where nothing was."""
    try:
        record: dict[str, Any] = json.loads(output.read(_record_name(source.target)))
    except (DocumentError, ValueError):
        return None
    return record if {"key", "documents", "entry"} <= record.keys() else None


def write_record(output: Place, source: Source, record: dict[str, Any]) -> None:
    """Write down that a file is finished; its documents must stand already."""
    output.write(_record_name(source.target), json.dumps(record, ensure_ascii=False).encode("utf-8"))
