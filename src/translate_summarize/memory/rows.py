"""The statements: rows of the memory to values and back, each in the transaction of whoever calls."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from translate_summarize.memory.keys import is_storable, marks_from, score_from
from translate_summarize.memory.tmx import Unit
from translate_summarize.types import Remembered

_VARIABLES = 500
"""Sources in one query; SQLite before 3.32 takes 999 variables (https://www.sqlite.org/limits.html)."""


def _remembered(target: str, score: str | None, marks: str) -> Remembered | None:
    """None for a row that a failing disk has altered: it counts as unknown, and is translated again."""
    try:
        value = Remembered(target, score_from(score), marks_from(marks))
    except (ValueError, TypeError):
        return None
    return value if is_storable(target, marks) else None


def _batches(texts: Iterable[str]) -> Iterator[tuple[list[str], str]]:
    unique = list(dict.fromkeys(texts))
    for start in range(0, len(unique), _VARIABLES):
        batch = unique[start : start + _VARIABLES]
        yield batch, ",".join("?" * len(batch))


def find_people(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, Remembered]:
    """People's translations of these keys, by key."""
    found = {}
    for batch, places in _batches(keys):
        rows = connection.execute(f"SELECT key, target FROM people WHERE key IN ({places})", batch)  # noqa: S608  # question marks
        found.update({key: Remembered(target, human=True) for key, target in rows if is_storable(target)})
    return found


def find_engine(connection: sqlite3.Connection, signature: str, sources: Iterable[str]) -> dict[str, Remembered]:
    """An engine's translations of these sources (NFC), by source."""
    row = connection.execute("SELECT id FROM signature WHERE text = ?", (signature,)).fetchone()
    if row is None:
        return {}
    found = {}
    for batch, places in _batches(sources):
        query = f"SELECT source, target, score, marks FROM engine WHERE signature = ? AND source IN ({places})"  # noqa: S608  # question marks
        for source, *rest in connection.execute(query, (row[0], *batch)):
            value = _remembered(*rest)
            if value is not None:
                found[source] = value
    return found


def insert_engine(
    connection: sqlite3.Connection, signature: str, rows: Sequence[tuple[str, str, str | None, str]]
) -> None:
    """The first stays: what a document shows already must come out the same again."""
    connection.execute("INSERT OR IGNORE INTO signature (text) VALUES (?)", (signature,))
    number = connection.execute("SELECT id FROM signature WHERE text = ?", (signature,)).fetchone()[0]
    connection.executemany("INSERT OR IGNORE INTO engine VALUES (?, ?, ?, ?, ?)", [(number, *row) for row in rows])


def insert_people(connection: sqlite3.Connection, rows: Sequence[tuple[str, str, str]]) -> None:
    """Keep rows of key, source and target; a later one replaces the one before."""
    connection.executemany("INSERT OR REPLACE INTO people VALUES (?, ?, ?)", rows)
    renew_version(connection)


def renew_version(connection: sqlite3.Connection) -> None:
    """Hash the people's translations again, in the order of their keys: called wherever they change."""
    digest = hashlib.sha256()
    empty = True
    for row in connection.execute("SELECT key, target FROM people ORDER BY key"):
        digest.update(json.dumps(row).encode())
        empty = False
    value = "" if empty else digest.hexdigest()[:12]
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('people', ?)", (value,))


def people_version(connection: sqlite3.Connection) -> str:
    """The hash as it was last renewed; empty where there are none."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'people'").fetchone()
    return str(row[0]) if row else ""


def all_units(connection: sqlite3.Connection, *, people_only: bool) -> Iterator[Unit]:
    """Everything, in an order that depends on the content alone: people's by key, then engines' by signature and source."""
    for source, target in connection.execute("SELECT source, target FROM people ORDER BY key"):
        yield Unit(source, target)
    if people_only:
        return
    rows = connection.execute(
        "SELECT text, source, target, score, marks FROM engine JOIN signature ON id = signature ORDER BY text, source"
    )
    for signature, source, *rest in rows:
        value = _remembered(*rest)
        if value is not None:
            yield Unit(source, value.target, signature, value.score, value.marks)
