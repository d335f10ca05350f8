"""The command as a shell sees it: outputs, streams, exit statuses, and one sentence for each slip."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import SEED
from translate_summarize import models
from translate_summarize.cli import app

ARTICLE = (
    "La commune de Rodez a ouvert mardi une nouvelle bibliothèque dans l’ancienne gare.\n\n"
    "Le maire espère y attirer les familles du quartier. Le chantier a coûté deux millions d’euros.\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run `tsum` in an empty folder that holds article.txt."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")

    def invoke(*arguments: str, stdin: str | bytes | None = None):
        return CliRunner().invoke(app, list(arguments), input=stdin)

    return invoke


def _files(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if p.is_file() and p.name != "article.txt")


def test_translate_writes_and_reports(run, tmp_path: Path) -> None:
    done = run("translate", "article.txt")
    assert done.exit_code == 0, done.stderr
    assert _files(tmp_path) == ["article.fr-en.html"]
    assert "3 of 3 segments translated" in done.stdout
    assert "Written: article.fr-en.html" in done.stdout
    assert "[1]" in done.stdout


def test_several_formats_into_a_folder(run, tmp_path: Path) -> None:
    done = run("translate", "article.txt", "-f", "html,docx", "-f", "md", "--format", "json", "-o", "out/deep")
    assert done.exit_code == 0, done.stderr
    assert _files(tmp_path / "out" / "deep") == [f"article.fr-en.{end}" for end in ("docx", "html", "json", "md")]


def test_stdout_carries_the_document_alone(run, tmp_path: Path) -> None:
    done = run("translate", "article.txt", "-f", "json", "-o", "-")
    assert json.loads(done.stdout)["coverage"]["segments"] == 3
    assert "3 of 3 segments" in done.stderr
    assert _files(tmp_path) == []


def test_docx_on_stdout_is_bytes(tmp_path: Path, own_cache: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "translate_summarize", "translate", str(SEED), "-f", "docx", "-o", "-", "-q"],
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"PK")
    assert done.stderr == b""


def test_stdin(run, tmp_path: Path) -> None:
    done = run("translate", "-", stdin=ARTICLE)
    assert done.exit_code == 0, done.stderr
    assert _files(tmp_path) == ["stdin.fr-en.html"]


def test_quiet_says_nothing_and_verbose_says_more(run) -> None:
    done = run("translate", "article.txt", "--quiet")
    assert (done.stdout, done.stderr) == ("", "")
    done = run("translate", "article.txt", "--force", "--verbose")
    assert "engine:ctranslate2-int8" in done.stderr
    assert "words in" in done.stderr


def test_brief(run, tmp_path: Path) -> None:
    done = run("brief", "article.txt", "--sentences", "1")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("[1] ")
    assert done.stdout.partition("Names:")[0].count("[") == 1
    assert _files(tmp_path) == []
    assert json.loads(run("brief", "article.txt", "-f", "json").stdout)["schema"].startswith("tsum-brief")
    assert run("brief", "article.txt", "-f", "docx").exit_code == 1
    assert run("brief", "article.txt", "-f", "html").stdout.startswith("<!DOCTYPE html>")
    assert run("brief", "article.txt", "--words", "40", "--tight", "--bullets").stdout.startswith("• [1] ")


def test_options_come_from_file_and_environment(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tsum.toml").write_text('format = "md"\noutput = "out"\n')
    monkeypatch.setenv("TSUM_OUTPUT", "elsewhere")
    assert run("translate", "article.txt").exit_code == 0
    assert _files(tmp_path) == ["article.fr-en.md", "tsum.toml"]
    assert (tmp_path / "elsewhere" / "article.fr-en.md").is_file()


def test_beam_size_and_engine_are_heard(run) -> None:
    done = run("translate", "article.txt", "-f", "json", "-o", "-", "--beam-size", "1", "--engine", "transformers")
    assert "engine:transformers-float32|beam:1" in json.loads(done.stdout)["signature"]


def _english(folder: Path) -> None:
    (folder / "english.txt").write_text(
        "The town council opened a new library on Tuesday. The mayor hopes that it will attract families.\n"
    )


SLIPS = [
    (["translate", "absent.txt"], ["absent.txt", "does not exist"]),
    (["translate", "folder"], ["folder", "article", "tsum batch"]),
    (["translate", "empty.txt"], ["empty.txt", "empty"]),
    (["translate", "blank.txt"], ["blank.txt"]),
    (["translate", "binary.txt"], ["binary.txt"]),
    (["translate", "article.txt", "--fields", "corps"], ["corps", "KIND=NAME"]),
    (["translate", "article.xyz"], ["article.xyz", ".txt"]),
    (["translate", "english.txt"], ["english.txt", "English", "--force"]),
    (["brief", "english.txt"], ["english.txt", "English", "--force"]),
    (["translate", "article.txt", "-f", "htm"], ["htm", "did you mean html?"]),
    (["translate", "article.txt", "-o", "article.txt"], ["article.txt", "-o"]),
    (["translate", "article.txt", "-o", "article.txt/x"], ["article.txt", "-o"]),
    (["translate", "article.txt", "--model", "fr-em"], ["fr-em", "fr-en"]),
    (["translate", "article.txt", "--model", "Helsinki-NLP/opus-mt-fr-en"], ["tsum models pull"]),
    (["translate", "article.txt", "--model", "folder"], ["folder", "config.json"]),
    (["translate", "article.txt", "--model", "damaged"], ["model.safetensors"]),
    (["translate", "article.txt", "--model", "notmarian"], ["notmarian"]),
    (["translate", "article.txt", "--engine", "ctranslate"], ["did you mean ctranslate2?"]),
    (["translate", "article.txt", "--brief-sentences", "0"], ["brief_sentences", "from 1 to 50"]),
    (["translate", "article.txt", "article.md", "-f", "md"], ["article.txt", "article.md", "two folders"]),
    (["translate", "article.txt", "-f", "md,html", "-o", "-"], ["Standard output", "one format"]),
    (["models", "path", "fr-em"], ["fr-em"]),
    (["models", "verify", "damaged"], ["model.safetensors"]),
    (["bench", "folder"], ["folder", "no .txt or .md"]),
]


@pytest.fixture
def slippery(tmp_path: Path, run):
    """A folder with one of everything that can be wrong."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text(" \n\u00a0\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "article.xyz").write_bytes(b"Bonjour.")
    (tmp_path / "article.md").write_text("# Titre\n\n" + ARTICLE)
    _english(tmp_path)
    damaged = tmp_path / "damaged"
    shutil.copytree(models.find(), damaged)
    data = bytearray((damaged / "model.safetensors").read_bytes())
    data[len(data) // 2] ^= 1
    (damaged / "model.safetensors").write_bytes(data)
    shutil.copytree(models.find(), tmp_path / "notmarian")
    config = json.loads((tmp_path / "notmarian" / "config.json").read_text())
    (tmp_path / "notmarian" / "config.json").write_text(json.dumps({**config, "model_type": "bart"}))
    (tmp_path / "notmarian" / "SHA256SUMS").unlink(missing_ok=True)
    return run


def test_each_slip_is_one_sentence_and_leaves_nothing(slippery, tmp_path: Path) -> None:
    before = _files(tmp_path)
    for arguments, words in SLIPS:
        done = slippery(*arguments)
        said = done.stderr.strip()
        assert done.exit_code == 1, (arguments, done.output)
        assert said.startswith("tsum: "), arguments
        assert said.count("\n") == 0, said
        assert done.stdout == "", arguments
        for word in words:
            assert word in said, (arguments, said)
        assert _files(tmp_path) == before, arguments
    assert slippery("translate", "english.txt", "--force", "-q").exit_code == 0


def test_unreadable_input_and_output(run, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read and write everything")
    (tmp_path / "article.txt").chmod(0)
    assert "article.txt" in run("translate", "article.txt").stderr
    (tmp_path / "article.txt").chmod(0o600)
    (tmp_path / "shut").mkdir(mode=0o500)
    assert "shut" in run("translate", "article.txt", "-o", "shut").stderr


def test_existing_output_stays_without_force(run, tmp_path: Path) -> None:
    (tmp_path / "article.fr-en.html").write_text("mine")
    done = run("translate", "article.txt")
    assert done.exit_code == 1
    assert "--force" in done.stderr
    assert (tmp_path / "article.fr-en.html").read_text() == "mine"
    assert run("translate", "article.txt", "--force").exit_code == 0
    assert (tmp_path / "article.fr-en.html").read_text().startswith("<!")


def test_one_bad_article_stops_no_other(run, tmp_path: Path) -> None:
    _english(tmp_path)
    done = run("translate", "english.txt", "article.txt")
    assert done.exit_code == 1
    assert "english.txt seems to be in English" in done.stderr
    assert "1 of 2 articles failed" in done.stderr
    assert _files(tmp_path) == ["article.fr-en.html", "english.txt"]


def test_closed_stdin(tmp_path: Path, own_cache: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' -m translate_summarize brief - <&-"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "Standard input is closed" in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_extra_is_named(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    done = run("translate", "article.txt", "--engine", "transformers")
    assert done.exit_code == 1
    assert "pip install 'translate-summarize[transformers]'" in done.stderr


def test_usage_errors_exit_with_2(run) -> None:
    assert run("translate").exit_code == 2
    assert run("translate", "article.txt", "--nonsense").exit_code == 2


def test_help_and_version(run) -> None:
    assert "side-by-side" in run("--help").stdout
    assert run("--version").stdout.startswith("tsum ")


def test_models_list_path_verify(run) -> None:
    listed = run("models", "list").stdout
    assert "fr-en" in listed
    assert "Helsinki-NLP/opus-mt-fr-en" in listed
    assert run("models", "path").stdout.strip() == str(models.find())
    verified = run("models", "verify")
    assert verified.exit_code == 0, verified.stderr
    assert "self-test passed" in verified.stdout


def test_doctor(own_cache: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "translate_summarize", "doctor"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "network off" in done.stdout
    done = subprocess.run(
        [sys.executable, "-m", "translate_summarize", "doctor", "--model", "absent"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "NO" in done.stdout


def test_bench(run) -> None:
    done = run("bench", "--json", "--sentences", "4", "--beam-size", "1")
    assert done.exit_code == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["segments"] == 4
    assert set(figures["engines"]) == {"bare", "pipeline", "ctranslate2", "transformers"}
    assert figures["engines"]["bare"]["of_ceiling"] == 1.0
    assert all(row["peak_mb"] > 20 for row in figures["engines"].values())


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """A shell ignores the signal for what it runs in the background, and children inherit that; a terminal does not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_leaves_no_partial_file(tmp_path: Path, own_cache: Path) -> None:
    (tmp_path / "long.txt").write_text(ARTICLE * 3000, encoding="utf-8")
    # Each paragraph is made unlike the others: repeated ones would be translated once, and the run be over too soon.
    text = "\n\n".join(f"{i}. {ARTICLE}" for i in range(3000))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    child = subprocess.Popen(
        [sys.executable, "-m", "translate_summarize", "translate", "long.txt", "-o", "out"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (tmp_path / "out").exists() and child.poll() is None:
        time.sleep(0.01)
    time.sleep(1)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in said
    assert list((tmp_path / "out").iterdir()) == []


def test_a_broken_pipe_is_no_traceback(own_cache: Path) -> None:
    done = subprocess.run(
        ["/bin/bash", "-c", f"'{sys.executable}' -m translate_summarize translate '{SEED}' -f html -o - | head -c 10"],
        capture_output=True,
    )
    assert b"Traceback" not in done.stderr


def test_a_stream_that_is_not_utf_8(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode("cp1252"))))
    done = run("brief", "-", stdin=ARTICLE.encode("cp1252"))
    assert done.exit_code == 0, done.stderr


def test_digest_takes_up_a_batch_and_tells_what_is_new(run, tmp_path: Path) -> None:
    for name in ("monday", "tuesday"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gare.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "tuesday" / "pont.txt").write_text("Le pont de la Reine est fermé aux camions depuis mardi.\n", "utf-8")
    assert run("batch", "monday", "--memory", "none").exit_code == 0
    done = run("digest", "tuesday", "--since", "monday.fr-en", "--memory", "none")
    assert done.exit_code == 0, done.stderr
    assert "2 stories in 2 articles, 1 new; 0 failed. Stories: " in done.stdout
    page = tmp_path / "tuesday.fr-en" / "digest.html"
    before = page.read_bytes(), page.stat().st_mtime_ns
    assert run("digest", "tuesday", "--since", "monday.fr-en", "--memory", "none", "-q").stdout == ""
    assert (page.read_bytes(), page.stat().st_mtime_ns) == before
    (tmp_path / "terms.tsv").write_text("gare\trailway stop\n", encoding="utf-8")
    with_terms = ("tuesday", "--glossary", "terms.tsv", "--clock", "24", "--no-notes", "--memory", "none")
    assert run("batch", *with_terms).exit_code == 0
    documents = sorted((tmp_path / "tuesday.fr-en").glob("*.fr-en.html"))
    written = [path.stat().st_mtime_ns for path in documents]
    told = run("digest", *with_terms)
    assert "Glossary: 1 of 1 occurrences honoured" in told.stdout
    assert len(documents) == 2
    assert [path.stat().st_mtime_ns for path in documents] == written
    assert run("digest", *with_terms, "--fail-on", "never").exit_code == 0
    wrong = run("digest", "tuesday", "--since", "monday")
    assert wrong.exit_code == 1
    assert "holds no run" in wrong.stderr
