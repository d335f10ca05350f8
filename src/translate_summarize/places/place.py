"""What a folder run asks of a folder, wherever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

KEPT = ".tsum"
"""Below it a run keeps what is its own: records, the lock, unfinished files."""


class Place(Protocol):
    """A folder. Names are relative, with slashes, as the place itself spells them."""

    @property
    def title(self) -> str:
        """The folder's own name, for people."""
        ...

    def names(self, *, apart: Place, enter: Callable[[str], bool]) -> Iterator[str]:
        """The files below it, in any order; hidden ones, folders that `enter` refuses and the place `apart` are left out.

        Raises:
            DocumentError: It is missing, no folder, cannot be listed, or is `apart` itself.
        """
        ...

    def read(self, name: str, *, most: int | None = None) -> bytes:
        """The content of a file; of a longer one than `most` bytes, the first so many.

        Raises:
            DocumentError: It cannot be read.
        """
        ...

    def size(self, name: str) -> int | None:
        """Bytes of a file that stands there; None where none does."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, whole or not at all; folders on the way are made.

        Raises:
            OutputError: It cannot be written.
        """
        ...

    def clear(self) -> None:
        """Remove what runs that were killed have left unfinished."""
        ...

    def locked(self, *, report: Callable[[str], None] | None = None) -> AbstractContextManager[None]:
        """Nobody else writes here meanwhile; made when missing. `report` is told when that takes a while.

        Raises:
            OutputError: Another run is writing, or the place cannot be written.
        """
        ...


def both_at_once(where: str) -> str:
    """The sentence for a folder that is given as the articles' and the documents'."""
    return f"{where} cannot hold the articles and their documents at once: choose another folder with -o."
