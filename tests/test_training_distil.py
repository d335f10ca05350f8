"""Pairs from translated news: those without a doubt."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from models.training import distil

from fakes import FakeEngine
from translate_summarize.types import Hypothesis

ENGLISH = {
    "Un titre de journal": "A headline",
    "Le maire est venu hier.": "The mayor came yesterday.",
    "Il a dit « non » à 12 élus.": "He said \u201cno\u201d to 12 elected officials.",
    "La police a trouvé 15 armes.": "The police found weapons.",  # a number is lost
    "Oui.": "Yes.",  # too short
}


def test_what_bears_no_doubt_becomes_a_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    title, *sentences = ENGLISH
    articles = tmp_path / "articles.jsonl.xz"
    with lzma.open(articles, "wt", encoding="utf-8") as file:
        for text in ("Un autre article du même jour.", " ".join(sentences)):
            file.write(json.dumps({"title": title, "article": text}) + "\n")
    monkeypatch.setattr(
        distil, "load_engine", lambda: FakeEngine(lambda french: Hypothesis(ENGLISH.get(french, ""), -0.1))
    )
    into = tmp_path / "pairs.tsv"
    distil.main(["--articles", str(articles), "--into", str(into), "--skip", "0", "1"])
    assert into.read_text("utf-8").splitlines() == [
        "Un titre de journal\tA headline",
        "Le maire est venu hier.\tThe mayor came yesterday.",
        'Il a dit "non" à 12 élus.\tHe said "no" to 12 elected officials.',
    ]
    assert capsys.readouterr().out.startswith("3 of 5 sentences in ")
