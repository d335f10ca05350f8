"""A folder run: mirrored, resumed, isolated; killed anywhere it ends as one never killed (invariants 5 and 6)."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

import articles
from fakes import FakeEngine, english
from translate_summarize import heap
from translate_summarize.batch import plan, process_folder
from translate_summarize.errors import DocumentError, OutputError, TranslationError
from translate_summarize.places import LocalPlace
from translate_summarize.runs import Job
from translate_summarize.sources import find_sources
from translate_summarize.types import Hypothesis, Outcome, Remembered

TOPICS = ["le budget", "la rivière", "le marché", "la gare", "l’école", "le musée", "la forêt", "le port"]


def _article(number: int) -> str:
    topic = TOPICS[number % len(TOPICS)]
    return (
        f"La commune numéro {number} a longuement débattu de {topic} lundi soir.\n\n"
        f"Le maire a rappelé que {topic} compte pour les {number + 100} habitants du quartier. "
        "« Nous avons été entendus », a dit une voisine.\n\n"
        "Ce texte est repris d’une agence de presse.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine articles in three folders."""
    for number in range(9):
        path = tmp_path / "press" / f"week {number % 3}" / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_article(number), encoding="utf-8")
    return tmp_path / "press"


def _run(job: Job, engine: FakeEngine | None = None, memory=None) -> list[Outcome]:
    return list(process_folder(job, engine or FakeEngine(), memory=memory))


def _tree(folder: Path, *, stamps: bool = False) -> dict[str, object]:
    return {
        str(p.relative_to(folder)): (p.stat().st_mtime_ns, p.stat().st_ino) if stamps else p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "lock"
    }


def _statuses(outcomes: Iterable[Outcome]) -> dict[str, str]:
    return {outcome.source: outcome.status for outcome in outcomes}


def test_the_tree_is_mirrored_and_the_counts_add_up(folder: Path, tmp_path: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    outcomes = _run(Job(folder, tmp_path / "out", formats=("html", "md")))
    assert set(_statuses(outcomes).values()) == {"written", "skipped"}
    assert (tmp_path / "out" / "week 1" / "04.fr-en.html").is_file()
    assert (tmp_path / "out" / "week 1" / "04.fr-en.md").is_file()
    assert (tmp_path / "out" / "index.html").read_text().startswith("<!")
    report = json.loads((tmp_path / "out" / "run.json").read_text())
    counts = report["counts"]
    assert counts == {"found": 10, "written": 9, "skipped": 1, "failed": 0}
    assert counts["found"] == counts["written"] + counts["skipped"] + counts["failed"] == len(report["files"])
    assert report["signature"].startswith("src:fr|tgt:en|model:fake@0")


def test_fields_of_json_lines_are_heard_and_part_of_what_a_file_is_made_from(folder: Path, tmp_path: Path) -> None:
    record = {"titraille": "Le pont rouvre", "papier": "Le vieux pont a rouvert lundi matin dans la joie de tous."}
    (folder / "pont.jsonl").write_text(json.dumps(record), encoding="utf-8")
    job = Job(folder, tmp_path / "out", formats=("json",), include=("*.jsonl", "00.txt"))
    assert _statuses(_run(job)) == {"pont.jsonl": "failed", "week 0/00.txt": "written"}
    told = replace(job, fields=(("text", "papier"), ("title", "titraille")))
    assert _statuses(_run(told)) == {"pont.jsonl": "written", "week 0/00.txt": "unchanged"}
    made = json.loads((tmp_path / "out" / "pont.fr-en.json").read_text(encoding="utf-8"))
    assert made["document"]["title"] == "Le pont rouvre"
    assert _statuses(_run(told)) == {"pont.jsonl": "unchanged", "week 0/00.txt": "unchanged"}
    without = replace(told, fields=(("text", "papier"),))
    assert _statuses(_run(without)) == {"pont.jsonl": "written", "week 0/00.txt": "unchanged"}
    assert [len(plan(value, FakeEngine())[1]) for value in (without, told)] == [0, 1]


def test_a_second_run_writes_nothing_and_asks_nothing(folder: Path, tmp_path: Path) -> None:
    job = Job(folder, tmp_path / "out")
    _run(job)
    before = _tree(job.output, stamps=True)
    engine = FakeEngine()
    assert set(_statuses(_run(job, engine)).values()) == {"unchanged"}
    assert engine.asked == []
    assert _tree(job.output, stamps=True) == before


def test_what_changed_is_done_again_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    job = Job(folder, tmp_path / "out")
    _run(job)
    (folder / "week 2" / "05.txt").write_text(_article(77), encoding="utf-8")
    (job.output / "week 0" / "03.fr-en.html").unlink()
    (job.output / "week 0" / "06.fr-en.html").write_bytes(b"")
    again = _statuses(_run(job))
    assert {s for s, status in again.items() if status == "written"} == {
        "week 2/05.txt",
        "week 0/03.txt",
        "week 0/06.txt",
    }
    assert "77" in (job.output / "week 2" / "05.fr-en.html").read_text()


def test_another_signature_or_format_does_all_again(folder: Path, tmp_path: Path) -> None:
    _run(Job(folder, tmp_path / "out"))
    assert set(_statuses(_run(Job(folder, tmp_path / "out", formats=("md",)))).values()) == {"written"}
    other = FakeEngine()
    other.signature = "model:other@1|engine:fake|beam:1"
    assert set(_statuses(_run(Job(folder, tmp_path / "out", formats=("md",)), other)).values()) == {"written"}


def test_an_outcome_does_not_depend_on_its_neighbours(folder: Path, tmp_path: Path) -> None:
    _run(Job(folder, tmp_path / "all"))
    _run(Job(folder, tmp_path / "one", include=("04.txt",)))
    assert _tree(tmp_path / "one")["week 1/04.fr-en.html"] == _tree(tmp_path / "all")["week 1/04.fr-en.html"]


def test_bad_files_fail_alone(folder: Path, tmp_path: Path) -> None:
    bad = folder / "bad"
    bad.mkdir()
    (bad / "empty.txt").touch()
    (bad / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (bad / "endless.txt").write_text("mot " * 50_000, encoding="utf-8")
    (bad / "huge.txt").write_bytes(b"a" * 60_000_000)
    (bad / "gone.txt").symlink_to(tmp_path / "nowhere")
    (bad / "english.md").write_text("The council met on Monday. It was a long evening for the mayor and the others.")
    outcomes = _run(Job(folder, tmp_path / "out"))
    failed = {o.source: o.message for o in outcomes if o.status == "failed"}
    assert set(failed) == {
        f"bad/{n}" for n in ("empty.txt", "binary.txt", "endless.txt", "huge.txt", "gone.txt", "english.md")
    }
    for source, message in failed.items():
        assert source in message
        assert message.endswith(".")
        assert "\n" not in message
    assert sum(o.status == "written" for o in outcomes) == 9
    assert not list((tmp_path / "out").glob("bad/*"))
    assert "bad/endless.txt" in (tmp_path / "out" / "index.html").read_text()


def test_an_engine_that_fails_on_one_article_fails_that_one(folder: Path, tmp_path: Path) -> None:
    def rule(source: str) -> Hypothesis:
        if "numéro 5" in source:
            raise TranslationError("The engine choked.")
        return Hypothesis(english(source), -0.1)

    outcomes = _statuses(_run(Job(folder, tmp_path / "out"), FakeEngine(rule)))
    assert [s for s, status in outcomes.items() if status == "failed"] == ["week 2/05.txt"]


def test_repeated_paragraphs_are_translated_once(folder: Path, tmp_path: Path) -> None:
    engine = FakeEngine()
    _run(Job(folder, tmp_path / "out"), engine)
    assert engine.asked.count("Ce texte est repris d’une agence de presse.") == 1


class _People:
    """A memory that holds one person's translation."""

    def find(self, signature, sources):
        wire = "Ce texte est repris d’une agence de presse."
        return {wire: Remembered("From a wire agency.", human=True)} if wire in sources else {}

    def add(self, signature, entries):
        pass

    def version(self):
        return "p1"


def test_a_persons_translation_wins_and_is_marked_as_theirs(folder: Path, tmp_path: Path) -> None:
    job = Job(folder, tmp_path / "out", formats=("json",))
    _run(job)
    assert set(_statuses(_run(job, memory=_People())).values()) == {"written"}  # corrections alter what is written
    bitext = json.loads((job.output / "week 1" / "04.fr-en.json").read_text())
    last = bitext["translations"][-1]
    assert (last["target"], last["origin"]) == ("From a wire agency.", "human")
    assert bitext["coverage"]["by_hand"] == 1


def test_names(tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "in" / "out"
    for name in ("a.txt", "a.md", "b.c.txt", ".hidden.txt", "LISEZMOI", ".git/x.txt", "out/old.txt", "no/skip.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for form in ("NFC", "NFD"):
        (folder / unicodedata.normalize(form, "été.txt")).touch()
    (folder / "loop").symlink_to(folder)
    found = find_sources(LocalPlace(folder), output=LocalPlace(output), exclude=("no",))
    targets = [s.target for s in found]
    assert len({t.casefold() for t in targets}) == len(targets)
    assert {"a.txt", "a.md", "b.c", "LISEZMOI"} <= set(targets)
    assert sum(unicodedata.normalize("NFC", s.relative) == "été.txt" for s in found) == 2
    assert all(t == unicodedata.normalize("NFC", t) for t in targets)
    assert not [s for s in found if not s.known and s.relative != "LISEZMOI"]
    assert not any(s.relative.startswith((".", "out", "loop", "no/")) for s in found)
    assert [s.relative for s in find_sources(LocalPlace(folder), output=LocalPlace(output), include=("*.md",))] == [
        "a.md"
    ]


def test_missing_and_wrong_folders(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="does not exist"):
        _run(Job(tmp_path / "absent", tmp_path / "out"))
    (tmp_path / "file").touch()
    with pytest.raises(DocumentError, match="is not a folder"):
        _run(Job(tmp_path / "file", tmp_path / "out"))


def test_plan_writes_nothing(folder: Path, tmp_path: Path) -> None:
    job = Job(folder, tmp_path / "out")
    sources, todo, size = plan(job, FakeEngine())
    assert (len(sources), len(todo)) == (9, 9)
    assert size == sum(p.stat().st_size for p in folder.rglob("*.txt"))
    assert not job.output.exists()
    _run(job)
    assert plan(job, FakeEngine())[1:] == ((), 0)


def _command(folder: Path, output: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "translate_summarize",
        "batch",
        str(folder),
        "-o",
        str(output),
        "-f",
        "md,json",
        *more,
    ]


def test_two_runs_at_once(folder: Path, tmp_path: Path, own_cache: Path) -> None:
    runs = process_folder(Job(folder, tmp_path / "out"), FakeEngine())
    next(runs)
    second = subprocess.run(_command(folder, tmp_path / "out", "--memory", "none"), capture_output=True, text=True)
    assert second.returncode == 1
    assert "Another run is writing" in second.stderr
    with pytest.raises(OutputError, match="Another run"):
        _run(Job(folder, tmp_path / "out"))
    list(runs)
    assert set(_statuses(_run(Job(folder, tmp_path / "out"))).values()) == {"unchanged"}


def test_the_command(folder: Path, tmp_path: Path, own_cache: Path) -> None:
    (folder / "empty.txt").touch()
    memory = ("--memory", str(tmp_path / "memory.sqlite3"))
    dry = subprocess.run(_command(folder, tmp_path / "out", "--dry-run", *memory), capture_output=True, text=True)
    assert "10 found: " in dry.stdout
    assert "measured on a sample" in dry.stdout
    assert not (tmp_path / "out").exists()
    done = subprocess.run(_command(folder, tmp_path / "out", *memory), capture_output=True, text=True)
    assert done.returncode == 1
    assert "10 found = 9 written + 0 unchanged + 0 skipped + 1 failed" in done.stdout
    assert "empty.txt is empty" in done.stderr
    again = subprocess.run(
        _command(folder, tmp_path / "out", "--fail-on", "never", *memory), capture_output=True, text=True
    )
    assert again.returncode == 0
    assert "0 written + 9 unchanged" in again.stdout


def _killed_and_resumed(folder: Path, tmp_path: Path, moments: int) -> None:
    whole, output, memory = tmp_path / "whole", tmp_path / "killed", tmp_path / "memory.sqlite3"
    started = time.monotonic()
    subprocess.run(_command(folder, whole, "--memory", "none", "-q"), check=True)
    length = time.monotonic() - started
    expected = _tree(whole)
    chance = random.Random(7)  # repeatable, not secret
    for moment in range(moments):
        child = subprocess.Popen(_command(folder, output, "--memory", str(memory), "-q"), stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 1.0) * length)
        child.send_signal(signal.SIGINT if moment % 5 == 4 else signal.SIGKILL)
        child.wait()
        if chance.random() < 0.5:  # half of the runs are resumed from a later kill, half from the start of a tree
            subprocess.run(_command(folder, output, "--memory", str(memory), "-q"), check=True)
            assert _tree(output) == expected, moment
            shutil.rmtree(output)
            for leftover in tmp_path.glob("memory.sqlite3*"):
                leftover.unlink()
    subprocess.run(_command(folder, output, "--memory", str(memory), "-q"), check=True)
    assert _tree(output) == expected


def test_killed_at_four_moments(folder: Path, tmp_path: Path, own_cache: Path) -> None:
    _killed_and_resumed(folder, tmp_path, 4)


@pytest.mark.slow
def test_killed_at_thirty_moments(folder: Path, tmp_path: Path, own_cache: Path) -> None:
    _killed_and_resumed(folder, tmp_path, 30)


def test_a_folder_of_many_formats(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    for suffix in (".txt", ".docx", ".odt", ".epub", ".srt", ".eml", ".rtf"):
        (folder / f"pont{suffix}").write_bytes(articles.FORMATS[suffix]())
    (folder / "bad.docx").write_bytes(b"PK\x03\x04")
    (folder / "page.xyz").write_bytes(b"x")
    job = Job(folder, tmp_path / "out", formats=("json", "srt"))
    outcomes = {outcome.source: outcome for outcome in process_folder(job, FakeEngine())}
    assert {source: outcome.status for source, outcome in outcomes.items()} == {
        "bad.docx": "failed",
        "page.xyz": "skipped",
        "pont.srt": "written",
        **dict.fromkeys(("pont.txt", "pont.docx", "pont.odt", "pont.epub", "pont.eml", "pont.rtf"), "failed"),
    }
    assert "has no cues" in outcomes["pont.txt"].message
    again = Job(folder, tmp_path / "out", formats=("json",))
    written = [outcome for outcome in process_folder(again, FakeEngine()) if outcome.status == "written"]
    assert len(written) == 7
    assert next(o.entry.date for o in written if o.entry and o.source == "pont.eml") == "2024-03-11"


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_another_c_library_has_no_malloc_trim(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def library(name: None) -> None:
        raise error

    monkeypatch.setattr(heap.ctypes, "CDLL", library)
    assert heap._trim.__wrapped__() is None
    monkeypatch.setattr(heap, "_trim", lambda: None)
    heap.give_back()
