"""Whole or not at all (invariant 6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate_summarize.errors import OutputError
from translate_summarize.output import ensure_absent, ensure_folder, write


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "été.md"
    write(path, "un\n")
    write(path, b"deux\n")
    assert path.read_bytes() == b"deux\n"
    assert [p.name for p in tmp_path.iterdir()] == ["été.md"]


def test_is_as_open_as_any_other_file(tmp_path: Path) -> None:
    write(tmp_path / "a", "x")
    (tmp_path / "b").write_text("x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_leaves_nothing_behind_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "a", "x")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "absent" / "a", "x")


def test_ensure_absent_names_the_file(tmp_path: Path) -> None:
    ensure_absent([tmp_path / "a"])
    (tmp_path / "a").touch()
    with pytest.raises(OutputError, match="a exists: add --force"):
        ensure_absent([tmp_path / "a"])


def test_ensure_folder(tmp_path: Path) -> None:
    ensure_folder(tmp_path / "x" / "y")
    assert (tmp_path / "x" / "y").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="is a file"):
        ensure_folder(tmp_path / "file")
    with pytest.raises(OutputError, match="cannot be made"):
        ensure_folder(tmp_path / "file" / "below")
