"""What a folder run keeps in its output folder: the job, a record for each finished file, a lock, a place for scratch."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate_summarize.errors import OutputError
from translate_summarize.output import ensure_folder, write
from translate_summarize.sources import Source


@dataclass(frozen=True, slots=True)
class Job:
    """What a folder run is asked to do; part of it decides whether a finished file is done again."""

    folder: Path
    output: Path
    formats: tuple[str, ...] = ("html",)
    sentences: int = 3
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    any_language: bool = False
    """Translate files that do not look French, too."""


def write_changed(job: Job, name: str, text: str) -> None:
    """Write a file of the output folder, unless it says so already."""
    path = job.output / name
    data = text.encode("utf-8")
    if not path.is_file() or path.read_bytes() != data:
        write(path, data, scratch=scratch(job))


def scratch(job: Job) -> Path:
    """Where files are written before they are moved into place: what a killed run leaves lies here alone."""
    return job.output / ".tsum" / "scratch"


def _record_path(job: Job, source: Source) -> Path:
    # Hashed, as a source's name with ".json" after it may be longer than a file's name can be.
    digest = hashlib.sha256(source.target.encode("utf-8", "surrogateescape")).hexdigest()
    return job.output / ".tsum" / "records" / digest[:2] / f"{digest[2:34]}.json"


def read_record(job: Job, source: Source) -> dict[str, Any] | None:
    """What was written down of a finished file: `key`, `documents` (path to size) and `entry`; None where nothing was."""
    try:
        record: dict[str, Any] = json.loads(_record_path(job, source).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if {"key", "documents", "entry"} <= record.keys() else None


def write_record(job: Job, source: Source, record: dict[str, Any]) -> None:
    """Write down that a file is finished; its documents must stand already."""
    path = _record_path(job, source)
    ensure_folder(path.parent)
    write(path, json.dumps(record, ensure_ascii=False), scratch=scratch(job))


@contextlib.contextmanager
def locked(output: Path) -> Iterator[None]:
    """One run at a time in an output folder; the system lets go of the lock when its process ends, however it ends."""
    from filelock import FileLock, Timeout

    ensure_folder(output / ".tsum")
    lock = FileLock(output / ".tsum" / "lock")
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise OutputError(
            f"Another run is writing to {output}: wait for it, or choose another folder with -o."
        ) from error
    except OSError as error:
        raise OutputError(f"{output} cannot be locked ({error}): choose another folder with -o.") from error
    try:
        yield
    finally:
        lock.release()
