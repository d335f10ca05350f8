"""The articles of a folder, and where each one's documents go: decided by names alone, the same in every run."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from translate_summarize.errors import DocumentError
from translate_summarize.readers import is_known


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a folder."""

    path: Path
    relative: str
    """Path below the folder, with slashes, as the file system spells it."""
    target: str
    """Path of its documents below the output folder, without `.fr-en.html` and the like; NFC."""
    known: bool
    """Whether tsum reads its format."""


def find_sources(
    folder: Path, *, output: Path, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[Source, ...]:
    """The files below a folder in the order of their names; hidden files and the output folder are left out.

    Symbolic links are followed; a folder that was seen already is not entered again, so a loop ends.

    Args:
        folder: Where to look.
        output: Not looked into, where it lies below the folder.
        include: Globs; a file's name or relative path must match one, where any are given.
        exclude: Globs; a file, or a folder above it, that matches one is left out.

    Raises:
        DocumentError: The folder is missing or cannot be listed.
    """
    if not folder.is_dir():
        reason = "is not a folder" if folder.exists() else "does not exist"
        raise DocumentError(f"{folder} {reason}: give the folder that holds the articles.")
    found = [
        relative
        for relative in sorted(_walk(folder, output.resolve(), exclude))
        if (not include or _matches(relative, include)) and not _matches(relative, exclude)
    ]
    # Two sources of one stem keep their suffixes; two spellings of one name (NFC and NFD) get a few digits each.
    stems = Counter(_stem(relative) for relative in found)
    whole = Counter(_folded(relative) for relative in found)
    sources = []
    for relative in found:
        target = unicodedata.normalize("NFC", str(PurePosixPath(relative).with_suffix("")))
        if stems[_stem(relative)] > 1:
            target = unicodedata.normalize("NFC", relative)
        if whole[_folded(relative)] > 1:
            target += "~" + hashlib.sha256(os.fsencode(relative)).hexdigest()[:6]
        known = bool(PurePosixPath(relative).suffix) and is_known(PurePosixPath(relative).suffix.lower())
        sources.append(Source(folder / relative, relative, target, known))
    return tuple(sources)


def _stem(relative: str) -> str:
    return _folded(str(PurePosixPath(relative).with_suffix("")))


def _folded(relative: str) -> str:
    """Names that one file system or another takes for the same."""
    return unicodedata.normalize("NFC", relative).casefold()


def _matches(relative: str, globs: Sequence[str]) -> bool:
    path = PurePosixPath(unicodedata.normalize("NFC", relative))
    return any(fnmatchcase(str(path), glob) or fnmatchcase(path.name, glob) for glob in globs)


def _walk(folder: Path, output: Path, exclude: Sequence[str]) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()
    stack = [""]
    while stack:
        below = stack.pop()
        try:
            status = (folder / below).stat()
            entries = sorted(os.scandir(folder / below), key=lambda entry: entry.name)
        except OSError as error:
            if not below:
                raise DocumentError(f"{folder} cannot be listed ({error.strerror}): check its permissions.") from error
            yield below  # a folder that cannot be entered is a file that fails, not one that is missing
            continue
        if (status.st_dev, status.st_ino) in seen or (folder / below).resolve() == output:
            continue
        seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            relative = f"{below}/{entry.name}" if below else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if not _matches(relative, exclude):
                    stack.append(relative)
            else:
                yield relative
