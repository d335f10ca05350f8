"""A folder on a disk."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from translate_summarize.errors import DocumentError, OutputError
from translate_summarize.output import ensure_folder, write
from translate_summarize.places.place import KEPT, Place, both_at_once


class LocalPlace:
    """A folder on a disk."""

    def __init__(self, folder: Path) -> None:
        """Nothing is touched yet."""
        self.folder = folder

    @property
    def title(self) -> str:
        """The folder's own name."""
        return self.folder.resolve().name

    def names(self, *, apart: Place, enter: Callable[[str], bool]) -> Iterator[str]:
        """See `Place`. Symbolic links are followed; a folder that was seen is not entered again, so a loop ends."""
        if not self.folder.is_dir():
            reason = "is not a folder" if self.folder.exists() else "does not exist"
            raise DocumentError(f"{self.folder} {reason}: give the folder that holds the articles.")
        seen = {_identity(apart.folder)} if isinstance(apart, LocalPlace) and apart.folder.is_dir() else set()
        if _identity(self.folder) in seen:
            raise DocumentError(both_at_once(str(self.folder)))
        stack = [""]
        while stack:
            name = stack.pop()
            try:
                identity = _identity(self.folder / name)
                entries = sorted(os.scandir(self.folder / name), key=lambda entry: entry.name)
            except OSError as error:
                if not name:
                    raise DocumentError(
                        f"{self.folder} cannot be listed ({error.strerror}): check its permissions."
                    ) from error
                yield name  # a folder that cannot be entered is a file that fails, not one that is missing
                continue
            if identity not in seen:
                seen.add(identity)
                children = {f"{name}/{e.name}".lstrip("/"): e.is_dir() for e in entries if not e.name.startswith(".")}
                stack += [child for child, is_folder in children.items() if is_folder and enter(child)]
                yield from (child for child, is_folder in children.items() if not is_folder)

    def read(self, name: str, *, most: int | None = None) -> bytes:
        """See `Place`."""
        try:
            with (self.folder / name).open("rb") as file:
                return file.read(-1 if most is None else most)
        except IsADirectoryError as error:
            raise DocumentError(f"{name} cannot be entered: check its permissions.") from error
        except OSError as error:
            raise DocumentError(f"{name} cannot be read ({error.strerror}): check it, and run again.") from error

    def size(self, name: str) -> int | None:
        """See `Place`."""
        try:
            return (self.folder / name).stat().st_size
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """See `Place`."""
        path = self.folder / name
        if not path.parent.is_dir():
            ensure_folder(path.parent)
        write(path, data, scratch=self._scratch)

    def clear(self) -> None:
        """See `Place`."""
        shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def _scratch(self) -> Path:
        # Where files are written before they are moved into place: what a killed run leaves lies here alone.
        return self.folder / KEPT / "scratch"

    @contextlib.contextmanager
    def locked(self, *, report: Callable[[str], None] | None = None) -> Iterator[None]:  # noqa: ARG002  # it is at once
        """See `Place`. The system lets go of the lock when its process ends, however it ends."""
        from filelock import FileLock, Timeout

        ensure_folder(self.folder)
        ensure_folder(self.folder / KEPT)
        lock = FileLock(self.folder / KEPT / "lock")
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise OutputError(
                f"Another run is writing to {self.folder}: wait for it, or choose another folder with -o."
            ) from error
        except OSError as error:
            raise OutputError(f"{self.folder} cannot be locked ({error}): choose another folder with -o.") from error
        try:
            yield
        finally:
            lock.release()


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino
