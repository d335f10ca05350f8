"""A connection to a memory that can be relied on: made where there is none, set aside where it is damaged."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from translate_summarize.errors import OutputError

if sys.platform != "win32":
    import fcntl

APPLICATION_ID = 0x7473756D
"""The letters `tsum`, in the header of the file: https://www.sqlite.org/pragma.html#pragma_application_id."""
SCHEMA_VERSION = 1
_SCHEMA: dict[str, str] = {
    "signature": "CREATE TABLE signature (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    "engine": (
        "CREATE TABLE engine (signature INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, score TEXT, "
        "marks TEXT NOT NULL, PRIMARY KEY (signature, source)) WITHOUT ROWID"
    ),
    "people": ("CREATE TABLE people (key TEXT PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL) WITHOUT ROWID"),
    "meta": "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
}
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps next to a database, by the end of its name."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""Primary result codes that mean the file is wrong: SQLITE_ERROR is a table or column that is not there."""


class DamagedError(Exception):
    """The file is not a memory that can be used; caught within this package."""


def connect(path: Path, *, wait: float, report: Callable[[str], None], thorough: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode to the memory at this path.

    A file that is damaged, or is no memory, is renamed to NAME.damaged-1 (or the next free number) and a new one is
    made; `report` is told so in one sentence. The damage that opening shows is looked for (the header, the size, the
    tables); every page is read only where that is asked for (`thorough`), when a page has turned out to be bad.

    Raises:
        OutputError: The place cannot be written, holds what must not be renamed (a device, a folder with something
            in it), was made by a newer tsum, or is held by another program for longer than `wait` seconds.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Who opens while another sets aside would have its -wal renamed from under it, and what it commits would be lost.
        with _only_one(path.parent):
            _refuse_what_is_no_file(path)
            try:
                return _open(path, wait=wait, thorough=thorough)
            except DamagedError as error:
                aside = _set_aside(path)
                report(
                    f"The translation memory {path} cannot be used ({error}): it was set aside as {aside.name}, "
                    "and a new one was started; import your own translations again from their TMX file."
                )
                return _open(path, wait=wait)
    except (sqlite3.Error, OSError, DamagedError) as error:
        raise sentence(path, error, wait=wait) from error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether this error says that the file itself is wrong, or was moved away from under us."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _DAMAGE or code == sqlite3.SQLITE_READONLY_DBMOVED


def sentence(path: Path, error: Exception, *, wait: float) -> OutputError:
    """The error as a person reads it."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return OutputError(
            f"The translation memory {path} is in use by another program and did not come free in {wait:g} s: "
            "try again, or choose another file with --memory."
        )
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return OutputError(f"The translation memory {path} cannot be used ({reason}): choose another with --memory.")


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_file() or not path.exists():
        return
    if not path.is_dir():
        raise OutputError(f"{path} is neither a file nor a folder: choose another translation memory with --memory.")
    if any(path.iterdir()):  # an empty folder in the way is set aside, but never one with somebody's work in it
        raise OutputError(f"{path} is a folder with files in it: give --memory the path of a file.")


def _open(path: Path, *, wait: float, thorough: bool = False) -> sqlite3.Connection:
    if path.is_dir():
        raise DamagedError("it is a folder")
    connection = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
    # Bytes that are not UTF-8 become half surrogates, which nobody takes for a text, instead of an error.
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        _prepare(connection, path, wait=wait)
        if thorough:
            _read_every_page(connection)
    except sqlite3.Error as error:
        connection.close()
        if is_damage(error):
            raise DamagedError(str(error)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, wait: float) -> None:
    if not _is_current(connection, path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if not _is_current(connection, path):  # another process may have made it while we waited
                for statement in _SCHEMA.values():
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    _use_wal(connection, wait=wait)
    # Enough in WAL mode: a killed process loses nothing that it committed, and a power cut no more than the last
    # commits, never the file (https://www.sqlite.org/pragma.html#pragma_synchronous).
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -16384")  # kibibytes; a folder's paragraphs are looked up all over the file


def _read_every_page(connection: sqlite3.Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise DamagedError(" ".join(str(verdict).split()))


def _is_current(connection: sqlite3.Connection, path: Path) -> bool:
    """True for a memory as this version makes it, False for an empty file."""
    tables = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if not tables and not application and not version:
        return False
    if application != APPLICATION_ID:
        raise DamagedError("it is a database of another program")
    if version > SCHEMA_VERSION:
        raise OutputError(
            f"The translation memory {path} was made by a newer tsum: upgrade, or choose another with --memory."
        )
    if version != SCHEMA_VERSION or any(tables.get(name) != sql for name, sql in _SCHEMA.items()):
        raise DamagedError("its tables are not those of a translation memory")
    return True


def _use_wal(connection: sqlite3.Connection, *, wait: float) -> None:
    """Readers and a writer at once, where the file system can do it; elsewhere SQLite keeps its older journal.

    SQLite does not wait for its turn when it changes the journal mode, so we do.
    """
    deadline = time.monotonic() + wait
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """One process at a time opens, or sets aside, in this folder. The lock ends with the process and leaves no file."""
    if sys.platform == "win32":  # there a file that somebody has open cannot be renamed anyway
        yield
        return
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # some network file systems lock no folders
            handle = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    for end in _BESIDE:  # under these names SQLite finds them again, should somebody try to rescue the file
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    return aside
