"""Nothing is left out in silence: coverage is computed, a lost segment fails the run, memory is counted beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from fakes import FakeEngine, document
from translate_summarize.cli import app
from translate_summarize.errors import TranslationError
from translate_summarize.memory import open_memory
from translate_summarize.pipeline import assemble, process, segments_of
from translate_summarize.renderers import coverage_line
from translate_summarize.summarization import choose
from translate_summarize.tally import Tally
from translate_summarize.translation import translate
from translate_summarize.types import Hypothesis

ARTICLE = document("Le maire est parti hier. La ville attend.", "Le vote est clos.")


def test_a_lost_segment_fails_the_run() -> None:
    segments = segments_of(ARTICLE)
    translations = translate(segments, FakeEngine())
    with pytest.raises(TranslationError, match="1 of 3 segments of article came back without a translation"):
        assemble(ARTICLE, segments, translations[:-1], choose(segments), signature="x")


def test_text_outside_the_segments_fails_the_run() -> None:
    segments = segments_of(ARTICLE)
    kept = segments[1:]
    with pytest.raises(TranslationError, match="not every word of article"):
        assemble(ARTICLE, kept, translate(kept, FakeEngine()), choose(kept), signature="x")


def test_marks_are_counted_by_their_gravest() -> None:
    said = {"Le maire est parti hier.": "The mayor \ufffd yesterday.", "La ville attend.": "The ville waits."}
    coverage = process(ARTICLE, FakeEngine(lambda s: Hypothesis(said.get(s, "The vote is over."), -0.1))).coverage
    assert (coverage.marked, coverage.errors, coverage.doubts) == (2, 1, 1)
    assert coverage_line(coverage).endswith(", 2 marked (1 error, 1 doubt), none left out")


def test_memory_is_counted_and_changes_nothing(tmp_path: Path) -> None:
    with open_memory(tmp_path / "m.sqlite") as memory:
        first, second = Tally(memory), Tally(memory)
        fresh = process(ARTICLE, FakeEngine(), memory=first)
        assert process(ARTICLE, FakeEngine(), memory=second) == fresh
        assert first.line() == "0 of 3 different sentences from the translation memory"
        assert second.line() == "3 of 3 different sentences from the translation memory"
        assert second.version() == memory.version()


@pytest.fixture(scope="module")
def article(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "article.txt"
    path.write_text(
        "LA SNCF ANNONCE UNE GRÈVE DES CHEMINOTS\n\nMatignon attend la fin du conflit avec les syndicats.\n", "utf-8"
    )
    return path


def _run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize(("what", "status"), [("error", 0), ("doubt", 1), ("marks", 1), ("failures", 0), ("never", 0)])
def test_fail_on_sets_the_status_and_the_document_stands(
    article: Path, tmp_path: Path, what: str, status: int, own_cache
) -> None:
    done = _run("translate", str(article), "-o", str(tmp_path), "--fail-on", what)
    assert done.exit_code == status, done.output
    assert (tmp_path / "article.fr-en.html").exists()
    assert ("--fail-on doubt does not let pass" in done.output) == (what == "doubt")


@pytest.mark.parametrize(("what", "status"), [("error", 0), ("doubt", 1)])
def test_fail_on_of_a_folder(article: Path, tmp_path: Path, what: str, status: int, own_cache) -> None:
    arguments = ("batch", str(article.parent), "-o", str(tmp_path / "out"), "--memory", str(tmp_path / "m"))
    done = _run(*arguments, "--fail-on", what)
    assert done.exit_code == status, done.output
    assert "0 of 2 different sentences from the translation memory" in done.output


def test_notes_are_switched_off_and_added_to(article: Path, tmp_path: Path, own_cache) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("syndicats\tTrade unions, of which there are many.\n", "utf-8")
    brief = ("brief", str(article))
    assert "office" in _run(*brief).output
    assert "office" not in _run(*brief, "--no-notes").output
    both = _run(*brief, "--notes-file", str(mine)).output
    assert "of which there are many" in " ".join(both.split())
    assert "office" in both
    wrong = _run(*brief, "--notes-file", str(tmp_path / "absent"))
    assert wrong.exit_code == 1
    assert "cannot be read" in wrong.output
