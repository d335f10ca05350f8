"""Where documents go, and how: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from translate_summarize.errors import OutputError


def ensure_absent(paths: Iterable[Path]) -> None:
    """Nothing is there yet: asked before the work begins, not after.

    Raises:
        OutputError: One of the paths exists.
    """
    for path in paths:
        if path.exists():
            raise OutputError(f"{path} exists: add --force to replace it, or choose another folder with -o.")


def ensure_folder(folder: Path) -> None:
    """The folder exists and can be written.

    Raises:
        OutputError: It cannot be made, is a file, or is not writable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OutputError(f"{folder} is a file: give -o a folder.") from error
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made ({error.strerror}): choose another with -o.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"The folder {folder} cannot be written: choose another with -o.")


@lru_cache(maxsize=1)
def _mode() -> int:
    """Permissions of a new file, as the process was started with."""
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def write(path: Path, content: str | bytes, *, scratch: Path | None = None) -> None:
    """Write elsewhere, then replace the target: a reader, or a kill, never meets half a file.

    Args:
        path: The target; its folder exists.
        content: Text is written as UTF-8.
        scratch: Folder for the unfinished file, on the same file system; made when missing. By default the target's.

    Raises:
        OutputError: The file cannot be written; nothing is left behind.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    unfinished: str | None = None
    try:
        if scratch and not scratch.is_dir():
            scratch.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=scratch or path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(unfinished).chmod(_mode())  # mkstemp makes it private; a document is as open as any other file
        Path(unfinished).replace(path)
        unfinished = None
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}): choose another folder with -o.") from error
    finally:
        if unfinished is not None:
            with contextlib.suppress(OSError):
                Path(unfinished).unlink()
