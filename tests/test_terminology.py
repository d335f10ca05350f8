"""A proposed glossary: what recurs, in which articles, and as a table that loads again."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from fakes import FakeEngine, document
from translate_summarize.cli import app
from translate_summarize.glossary import load_glossary
from translate_summarize.segmentation import segment
from translate_summarize.terminology import Candidate, as_tsv, candidates, proposed
from translate_summarize.types import Hypothesis

ARTICLES = [
    segment(document("Selon Marie Curieuse, la garde à vue a été levée. Le taux d'intérêt monte, dit Marie Curieuse.")),
    segment(document("Les gardes à vue sont longues. Le maire de Marvejols attend la réforme des retraites.")),
    segment(document("La réforme des retraites divise. Hier, Marie Curieuse parlait d'une garde à vue.")),
]


def test_names_and_terms_that_recur_are_found() -> None:
    assert candidates(ARTICLES) == (
        Candidate("garde à vue", "term", 3, 3),
        Candidate("Marie Curieuse", "name", 3, 2),
        Candidate("réforme des retraites", "term", 2, 2),
    )


def test_least_and_most_bound_the_list() -> None:
    assert [c.text for c in candidates(ARTICLES, least=3)] == ["garde à vue", "Marie Curieuse"]
    assert [c.text for c in candidates(ARTICLES, most=1)] == ["garde à vue"]
    assert "Marvejols" in [c.text for c in candidates(ARTICLES, least=1)]


def test_a_phrase_inside_a_longer_one_is_left_out() -> None:
    article = segment(document("Le prix du gaz naturel monte. Un prix du gaz naturel si haut ne dure pas."))
    assert [c.text for c in candidates([article])] == ["prix du gaz naturel"]


@pytest.mark.parametrize(
    ("french", "english", "target"),
    [
        ("garde à vue", "The police custody.", "police custody"),
        ("président américain", "American president", "American president"),
        ("réseau social", "Social network", "social network"),
        ("Marie Curieuse", "Marie Curieuse", "Marie Curieuse"),
        ("taux d'intérêt", "rate rate rate rate", "taux d'intérêt"),
    ],
)
def test_targets_are_fit_to_edit(french: str, english: str, target: str) -> None:
    (term,) = proposed([Candidate(french, "term", 2, 1)], FakeEngine(lambda _: Hypothesis(english, -0.1)))
    assert (term.target, term.note) == (target, "term, 2 times in 1 article")


def test_the_table_loads_again(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    terms = proposed(candidates(ARTICLES), FakeEngine())
    path.write_text(as_tsv(terms), encoding="utf-8")
    assert [(t.source, t.target) for t in load_glossary(path).terms] == [(t.source, t.target) for t in terms]


def test_the_command_writes_a_glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_cache) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "press").mkdir()
    for i, article in enumerate(ARTICLES):
        (tmp_path / "press" / f"{i}.txt").write_text(" ".join(s.text for s in article), encoding="utf-8")
    (tmp_path / "press" / "bad.txt").write_bytes(b"%PDF-1.4")
    done = CliRunner().invoke(app, ["terms", "press", "-o", "g.tsv"])
    assert done.exit_code == 0
    assert "bad.txt is not text but a PDF" in done.stderr
    assert "3 names and terms of 3 articles" in done.stderr
    assert (tmp_path / "g.tsv").read_text("utf-8").startswith("source\ttarget\tnote\ngarde à vue\t")
    again = CliRunner().invoke(app, ["terms", "press", "-o", "g.tsv"])
    assert again.exit_code == 1
    assert "g.tsv exists" in again.stderr
    shown = CliRunner().invoke(app, ["terms", "press", "--most", "1", "-q"])
    assert shown.stdout.count("\n") == 2


def test_a_folder_without_recurring_terms_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Il pleut.", encoding="utf-8")
    done = CliRunner().invoke(app, ["terms", str(tmp_path)])
    assert done.exit_code == 1
    assert "no name or term that occurs 2 times" in done.stderr
