"""`tsum memory` end to end: a correction goes out as TMX, comes back, and is used before the engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import SEED
from translate_summarize.cli import app

SENTENCE = "Il est parti hier soir avec les autres."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(
        f"{SENTENCE} Le maire espère y attirer les familles du quartier.\n", encoding="utf-8"
    )

    def invoke(*arguments: str):
        done = CliRunner().invoke(app, list(arguments))
        assert done.exit_code == 0, done.stderr
        return done.stdout

    return invoke


def test_a_correction_comes_back(run) -> None:
    memory = ("--memory", "memory.sqlite3")
    run("translate", "article.txt", "-f", "json", *memory)
    assert "0 translations by people" in run("memory", "stats", *memory)
    assert "2 by src:fr|tgt:en|model:fr-en@" in run("memory", "stats", *memory)
    run("memory", "export", "all.tmx", *memory)
    assert SENTENCE in Path("all.tmx").read_text(encoding="utf-8")
    tmx = (
        '<?xml version="1.0"?><tmx version="1.4"><header creationtool="cat" creationtoolversion="1" segtype="sentence" '
        'o-tmf="x" adminlang="en" srclang="fr" datatype="plaintext"/><body><tu>'
        f'<tuv xml:lang="fr"><seg>{SENTENCE}</seg></tuv><tuv xml:lang="en"><seg>He left last night.</seg></tuv>'
        "</tu></body></tmx>"
    )
    Path("corrected.tmx").write_text(tmx, encoding="utf-8")
    assert "1 translations taken" in run("memory", "import", "corrected.tmx", *memory)
    bitext = json.loads(run("translate", "article.txt", "-f", "json", "-o", "-", *memory))
    assert (bitext["translations"][0]["target"], bitext["translations"][0]["origin"]) == (
        "He left last night.",
        "human",
    )
    assert bitext["coverage"]["by_hand"] == 1
    assert "He left last night." in run("brief", "article.txt", *memory)
    assert "2 translations forgotten" in run("memory", "clear", *memory)
    assert "1 translations by people" in run("memory", "stats", *memory)
    assert "1 translations forgotten" in run("memory", "clear", "--people", *memory)


def test_single_articles_leave_no_memory_behind(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    run("translate", str(SEED), "-q")
    assert not (tmp_path / "data").exists()


def test_a_damaged_memory_is_set_aside(run) -> None:
    Path("memory.sqlite3").write_bytes(b"not a database" * 100)
    run("translate", "article.txt", "--memory", "memory.sqlite3")
    assert Path("memory.sqlite3.damaged-1").is_file()
    assert "2 by " in run("memory", "stats", "--memory", "memory.sqlite3")
