"""Folders, wherever they are: on a disk, or behind an address that fsspec knows (s3://, gs://, sftp:// …).

A folder run reads its articles from one place and keeps its documents, records and lock in another, and knows of both
only what `Place` says: files have names with slashes below the place, and are written whole or not at all.
"""

from __future__ import annotations

from pathlib import Path

from translate_summarize.places.local import LocalPlace
from translate_summarize.places.place import KEPT, Place

__all__ = ["KEPT", "LocalPlace", "Place", "is_address", "place_of"]


def is_address(where: str | Path) -> bool:
    """Whether this is an address (`s3://bucket/press`), not a path."""
    return isinstance(where, str) and "://" in where


def place_of(where: str | Path) -> Place:
    """The place at a path or address.

    Raises:
        OptionsError: The address is of a kind that is not known, or needs a package that is not there; it is named.
    """
    if not is_address(where):
        return LocalPlace(Path(where))
    kind, _, path = str(where).partition("://")
    if kind == "file":
        return LocalPlace(Path(path))
    from translate_summarize.places.remote import RemotePlace

    return RemotePlace(str(where))
