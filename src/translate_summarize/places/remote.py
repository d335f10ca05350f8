"""Folders behind an address, through fsspec: object stores (s3://, gs://, abfs://) and servers (sftp://, smb:// …)."""

from __future__ import annotations

import contextlib
import os
import posixpath
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from translate_summarize.errors import DocumentError, OptionsError, OutputError
from translate_summarize.places.place import KEPT, Place, both_at_once

_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "sftp": "sftp", "ssh": "sftp"}
"""Kinds of address for which an extra of ours installs what they need."""
_OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oci", "oss", "memory"})
"""Kinds that show an object only when all of it is there; elsewhere a file is written beside and then moved."""
BEAT = 5.0
"""Seconds after which the holder of a lock says again that it lives."""
DEAD_AFTER = 30.0
"""Seconds without a sign of life after which a lock counts as left behind. No clock is compared with another's."""


class RemotePlace:
    """A folder at an address that fsspec knows; keys and passwords come from where its backend looks for them."""

    def __init__(self, address: str, *, beat: float = BEAT, dead_after: float = DEAD_AFTER) -> None:
        """Find what reads this kind of address; nothing is fetched yet.

        Raises:
            OptionsError: No such kind is known, or its package is missing.
        """
        import fsspec

        self._beat, self._dead_after = beat, dead_after
        self._taken_over = False
        kind = address.partition("://")[0].rpartition("::")[2]
        try:
            self._files, root = fsspec.core.url_to_fs(address)
        except ImportError as error:
            extra = _EXTRAS.get(kind)
            missing = f"run `pip install 'translate-summarize[{extra}]'`" if extra else f"{error}"
            raise OptionsError(f"Addresses like {kind}:// need a package that is not installed: {missing}.") from error
        except ValueError as error:
            raise OptionsError(
                f"{address} is no address that can be read ({error}): check what stands before ://."
            ) from error
        self._root: str = root.rstrip("/")
        self.address: str = self._files.unstrip_protocol(self._root)
        self._whole = kind in _OBJECT_STORES

    @property
    def title(self) -> str:
        """The last part of the address."""
        return posixpath.basename(self._root)

    def names(self, *, apart: Place, enter: Callable[[str], bool]) -> Iterator[str]:
        """See `Place`."""
        with self._reading(self.address, "be listed"):
            self._files.invalidate_cache()
            found = [path[len(self._root) :].lstrip("/") for path in self._files.find(self._root)]
            missing = not found and not self._files.isdir(self._root)
        if missing:
            raise DocumentError(f"{self.address} is no folder: give the one that holds the articles.")
        own = self._below(apart)
        if own == "":
            raise DocumentError(both_at_once(self.address))
        entered = {own: False}
        for name in found:
            parts = name.split("/")
            if not name or any(part.startswith(".") for part in parts):
                continue
            folders = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
            if all(entered.setdefault(folder, enter(folder)) for folder in folders):
                yield name

    def read(self, name: str, *, most: int | None = None) -> bytes:
        """See `Place`."""
        with self._reading(name, "be read"):
            # Of an empty object, stores refuse to give any range.
            end = most if most is not None and (self.size(name) or 0) > most else None
            data: bytes = self._files.cat_file(self._path(name), end=end)
        return data

    def size(self, name: str) -> int | None:
        """See `Place`."""
        try:
            return int(self._files.info(self._path(name))["size"])
        except Exception:  # noqa: BLE001  # whatever hides the file: it is written again, and that says what is wrong
            return None

    def write(self, name: str, data: bytes) -> None:
        """See `Place`."""
        if self._taken_over:
            raise OutputError(f"Another run has taken {self.address} over: this one stops.")
        path = self._path(name)
        with self._writing(name):
            if self._whole:
                self._files.pipe_file(path, data)
                return
            unfinished = self._path(f"{KEPT}/scratch/{uuid.uuid4().hex}")
            for each in (unfinished, path):
                self._files.makedirs(posixpath.dirname(each), exist_ok=True)
            self._files.pipe_file(unfinished, data)
            self._files.mv(unfinished, path)

    def clear(self) -> None:
        """See `Place`."""
        with contextlib.suppress(Exception):  # nothing there is the common case, and each backend says it in its way
            self._files.rm(self._path(f"{KEPT}/scratch"), recursive=True)

    @contextlib.contextmanager
    def locked(self, *, report: Callable[[str], None] | None = None) -> Iterator[None]:
        """See `Place`. A lock file that its holder keeps rewriting; one that nobody rewrites any more is taken over."""
        own = f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex}"
        self._take(own, report or (lambda _: None))
        stop = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(own, stop), name="tsum-lock", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            stop.set()
            keeper.join()
            if self._holder().startswith(own):
                with contextlib.suppress(Exception):  # left behind, it is taken over after a while
                    self._files.rm_file(self._path(f"{KEPT}/lock"))

    def _take(self, own: str, report: Callable[[str], None]) -> None:
        path = self._path(f"{KEPT}/lock")
        found = self._holder()
        if found:
            report(f"{self.address} is locked by {' '.join(found.split()[:2])}: seeing whether that run is alive …")
            deadline = time.monotonic() + self._dead_after
            while time.monotonic() < deadline:
                time.sleep(self._beat / 2)
                if self._holder() != found:
                    raise OutputError(
                        f"Another run is writing to {self.address}: wait for it, or choose another folder with -o."
                    )
            with self._writing(path):
                self._files.rm_file(path)
        with self._writing(path):
            if not self._whole:
                self._files.makedirs(posixpath.dirname(path), exist_ok=True)
            with contextlib.suppress(FileExistsError):
                self._files.pipe_file(path, f"{own} 0".encode(), mode="create")
        # Not every backend can create without replacing: of two that wrote at once, the last one's name stands there.
        time.sleep(min(0.5, self._beat / 5))
        if not self._holder().startswith(own):
            raise OutputError(f"Another run has just begun to write to {self.address}: wait for it.")

    def _keep(self, own: str, stop: threading.Event) -> None:
        beats = 0
        while not stop.wait(self._beat):
            beats += 1
            found = self._holder()
            if found and not found.startswith(own):
                self._taken_over = True
                return
            with contextlib.suppress(Exception):  # a network that fails for a while is the writing's to report
                self._files.pipe_file(self._path(f"{KEPT}/lock"), f"{own} {beats}".encode())

    def _holder(self) -> str:
        """What stands in the lock; empty where there is none."""
        try:
            self._files.invalidate_cache()
            data: bytes = self._files.cat_file(self._path(f"{KEPT}/lock"))
            return data.decode()
        except Exception:  # noqa: BLE001  # none is there; any other trouble shows when it is written
            return ""

    def _below(self, other: Place) -> str | None:
        """The name of a place below this one, empty for this one itself; None where it is elsewhere."""
        if not isinstance(other, RemotePlace) or not f"{other.address}/".startswith(f"{self.address}/"):
            return None
        return other.address[len(self.address) + 1 :]

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextlib.contextmanager
    def _reading(self, name: str, what: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # each backend raises errors of its own
            raise DocumentError(
                f"{name} cannot {what} ({_reason(error)}): check the address, and who may read it."
            ) from error

    @contextlib.contextmanager
    def _writing(self, name: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # as above
            raise OutputError(
                f"{name} cannot be written to {self.address} ({_reason(error)}): check the address, and who may write there."
            ) from error


def _reason(error: BaseException) -> str:
    """An error of a backend in one line."""
    text: Any = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200]
