"""The articles of a folder, and where each one's documents go: decided by names alone, the same in every run."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from translate_summarize.places import Place
from translate_summarize.readers import is_known


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a folder."""

    relative: str
    """Path below the folder, with slashes, as the place spells it."""
    target: str
    """Path of its documents below the output folder, without `.fr-en.html` and the like; NFC."""
    known: bool
    """Whether tsum reads its format."""


def find_sources(
    folder: Place, *, output: Place, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[Source, ...]:
    """The files below a folder in the order of their names; hidden files and the output folder are left out.

    Args:
        folder: Where to look.
        output: Not looked into, where it lies below the folder.
        include: Globs; a file's name or relative path must match one, where any are given.
        exclude: Globs; a file, or a folder above it, that matches one is left out.

    Raises:
        DocumentError: The folder is missing or cannot be listed.
    """
    found = [
        relative
        for relative in sorted(folder.names(apart=output, enter=lambda name: not _matches(name, exclude)))
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
        sources.append(Source(relative, target, known))
    return tuple(sources)


def _stem(relative: str) -> str:
    return _folded(str(PurePosixPath(relative).with_suffix("")))


def _folded(relative: str) -> str:
    """Names that one file system or another takes for the same."""
    return unicodedata.normalize("NFC", relative).casefold()


def _matches(relative: str, globs: Sequence[str]) -> bool:
    path = PurePosixPath(unicodedata.normalize("NFC", relative))
    return any(fnmatchcase(str(path), glob) or fnmatchcase(path.name, glob) for glob in globs)
