"""What is kept and found again: SQLite behind the Memory protocol."""

from __future__ import annotations

import os
import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from translate_summarize.memory import tmx
from translate_summarize.memory.carried import CarriedMemory
from translate_summarize.memory.keys import is_storable, key_of, marks_text, score_text
from translate_summarize.memory.opening import connect, is_damage, sentence
from translate_summarize.memory.rows import (
    all_units,
    find_engine,
    find_people,
    insert_engine,
    insert_people,
    people_version,
    renew_version,
)
from translate_summarize.types import Remembered

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class MemoryStats:
    """What a memory holds."""

    path: Path
    bytes: int
    """Size on disk, with what SQLite has not yet merged into the file."""
    engine: tuple[tuple[str, int], ...]
    """Signatures, in order, each with the number of translations kept under it."""
    people: int
    """Translations made by people."""


def open_memory(
    path: Path | None = None, *, report: Callable[[str], None] | None = None, wait: float = 30.0
) -> SqliteMemory:
    """The memory at this path, made if there is none; without a path, the user's own. Close it, or use `with`.

    Args:
        path: The file; by default `memory.sqlite3` in the user's data folder.
        report: Told in one sentence when a damaged file was set aside, or units were left out of TMX.
        wait: Seconds to wait for another process that is writing.

    Raises:
        OutputError: It cannot be opened there; a damaged file is no such case (it is set aside, and reported).
    """
    if path is None:
        import platformdirs

        path = platformdirs.user_data_path("tsum") / "memory.sqlite3"
    return SqliteMemory(Path(os.path.realpath(path)), report=report or (lambda _: None), wait=wait)


class SqliteMemory:
    """A translation memory in an SQLite file; any number of threads and processes may use one file.

    A process that forks opens its own after the fork.
    """

    def __init__(self, path: Path, *, report: Callable[[str], None], wait: float) -> None:
        """Use `open_memory`."""
        self.path = path
        self._report = report
        self._wait = wait
        self._lock = threading.RLock()
        self._connection = connect(path, wait=wait, report=report)

    def __enter__(self) -> Self:
        """The memory itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let go of the file; what was added stays."""
        with self._lock:
            self._connection.close()

    def find(self, signature: str, sources: Sequence[str]) -> dict[str, Remembered]:
        """What is known of these sources, under the sources as they were given.

        Raises:
            OutputError: The file cannot be read.
        """
        wanted = [source for source in dict.fromkeys(sources) if is_storable(source)]
        exact = {source: unicodedata.normalize("NFC", source) for source in wanted}
        keys = {source: key_of(source) for source in wanted}

        def query(connection: sqlite3.Connection) -> tuple[dict[str, Remembered], dict[str, Remembered]]:
            people = find_people(connection, keys.values()) if people_version(connection) else {}
            rest = (exact[source] for source in wanted if keys[source] not in people)
            return people, find_engine(connection, signature, rest)

        people, engine = self._run(query)
        found = {source: people.get(keys[source]) or engine.get(exact[source]) for source in wanted}
        return {source: value for source, value in found.items() if value is not None}

    def add(self, signature: str, entries: Mapping[str, Remembered]) -> None:
        """Keep an engine's translations under a signature, all or none; what is there already stays as it is.

        Values that are a person's are passed over: they came from a memory, and may have been corrected there since
        (`add_people` is the way in). So is text that is not Unicode (half a surrogate pair).

        Raises:
            OutputError: The file cannot be written.
        """
        rows = [
            (unicodedata.normalize("NFC", source), value.target, score_text(value.score), marks_text(value.marks))
            for source, value in entries.items()
            if not value.human
        ]
        rows = [row for row in rows if is_storable(signature, row[0], row[1], row[3])]
        if rows:
            self._write(lambda connection: insert_engine(connection, signature, rows))

    def add_people(self, entries: Mapping[str, str]) -> None:
        """Keep people's translations (source to target), all or none; a new one replaces the one before.

        Raises:
            OutputError: The file cannot be written.
        """
        rows = [(key_of(source), unicodedata.normalize("NFC", source), target) for source, target in entries.items()]
        rows = [row for row in rows if is_storable(*row)]
        if rows:
            self._write(lambda connection: insert_people(connection, rows))

    def version(self) -> str:
        """Twelve hexadecimal digits that depend on the people's translations alone; empty where there are none.

        One row is read: the value is kept current in every transaction that changes those translations.
        """
        return self._run(people_version)

    def carried(self) -> CarriedMemory:
        """People's translations, to go along to other processes and machines."""

        def query(connection: sqlite3.Connection) -> CarriedMemory:
            people = {key_of(unit.source): unit.target for unit in all_units(connection, people_only=True)}
            return CarriedMemory(people, people_version(connection))

        return self._run(query)

    def stats(self) -> MemoryStats:
        """What the memory holds."""

        def query(connection: sqlite3.Connection) -> tuple[list[tuple[str, int]], int]:
            engine = connection.execute(
                "SELECT text, COUNT(*) FROM engine JOIN signature ON id = signature GROUP BY id ORDER BY text"
            ).fetchall()
            return engine, connection.execute("SELECT COUNT(*) FROM people").fetchone()[0]

        engine, people = self._run(query)
        files = [self.path, self.path.with_name(self.path.name + "-wal")]
        size = sum(file.stat().st_size for file in files if file.exists())
        return MemoryStats(self.path, size, tuple(engine), people)

    def clear(self, *, signature: str | None = None, people: bool = False) -> int:
        """Remove what is named, and give the number of translations removed.

        A signature names the engine translations under it; `people` names the people's. With neither, all engine
        translations go and the people's stay: they cannot be made again.
        """

        def remove(connection: sqlite3.Connection) -> int:
            removed = 0
            if signature is not None:
                which = "(SELECT id FROM signature WHERE text = ?)"
                removed += connection.execute(f"DELETE FROM engine WHERE signature = {which}", (signature,)).rowcount  # noqa: S608  # a constant
                connection.execute("DELETE FROM signature WHERE text = ?", (signature,))
            elif not people:
                removed += connection.execute("DELETE FROM engine").rowcount
                connection.execute("DELETE FROM signature")
            if people:
                removed += connection.execute("DELETE FROM people").rowcount
                renew_version(connection)
            return removed

        removed = self._write(remove)
        with self._lock:
            try:
                self._connection.execute("VACUUM")
            except sqlite3.OperationalError:  # somebody is reading, or the disk is full: the file shrinks another time
                return removed
        return removed

    def export_tmx(self, path: Path, *, people_only: bool = False) -> int:
        """Write the memory as TMX 1.4b, the same bytes for the same content; gives the number of units.

        Engine translations carry their signature, score and marks as properties, and come back as what they are.

        Raises:
            OutputError: The file cannot be written, or the `tmx` extra is not installed.
        """
        units = self._run(lambda connection: list(all_units(connection, people_only=people_only)))
        written, left_out = tmx.write(path, units)
        if left_out:
            self._report(f"{left_out} translations hold characters that XML cannot, and are not in {path}.")
        return written

    def import_tmx(self, path: Path) -> int:
        """Take in a TMX file, all or nothing; gives the number of translations taken.

        Units become people's translations, unless they are an engine's from `export_tmx` that nobody has changed since.
        Where a file has one source twice the later counts. Units without French or English text are reported.

        Raises:
            DocumentError: The file cannot be read as TMX, or the `tmx` extra is not installed.
        """
        units, skipped = tmx.read(path)
        people = {key_of(u.source): (key_of(u.source), u.source, u.target) for u in units if u.signature is None}
        engine: dict[str, list[tuple[str, str, str | None, str]]] = {}
        for unit in units:
            if unit.signature is not None:
                row = (unit.source, unit.target, score_text(unit.score), marks_text(unit.marks))
                engine.setdefault(unit.signature, []).append(row)

        def insert(connection: sqlite3.Connection) -> None:
            for signature, rows in engine.items():
                insert_engine(connection, signature, rows)
            if people:
                insert_people(connection, list(people.values()))

        self._write(insert)
        if skipped:
            self._report(f"{skipped} units of {path} were skipped: they are not French and English.")
        return len(people) + sum(map(len, engine.values()))

    def _write(self, action: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """The action in one transaction, which waits its turn."""

        def transaction(connection: sqlite3.Connection) -> _Result:
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = action(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk has rolled it back already
                    connection.execute("ROLLBACK")
                raise
            return result

        return self._run(transaction)

    def _run(self, action: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """The action; once more on a new file where it finds the old one damaged."""
        with self._lock:
            try:
                try:
                    return action(self._connection)
                except sqlite3.Error as error:
                    if not is_damage(error):
                        raise
                    self._connection.close()
                    self._connection = connect(self.path, wait=self._wait, report=self._report, thorough=True)
                    return action(self._connection)
            except sqlite3.Error as error:
                raise sentence(self.path, error, wait=self._wait) from error
