"""The recipe of the tables of words, on a toy corpus."""

from __future__ import annotations

import lzma
import random
from pathlib import Path

import pytest

WORDS = {"maison": "house", "chien": "dog", "rouge": "red", "train": "train", "livre": "book", "pomme": "apple"}


def test_words_find_their_translations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("numpy")
    from models.training import lexicon

    rng = random.Random(1)
    pairs = []
    for _ in range(300):
        chosen = rng.sample(sorted(WORDS), 3)
        pairs.append(("le " + " ".join(chosen), "the " + " ".join(WORDS[word] for word in chosen)))
    with lzma.open(tmp_path / "toy.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(f"{french}\t{english}\n" for french, english in pairs)
    lexicon.main(["--corpus", str(tmp_path), "--into", str(tmp_path / "out"), "--least", "5"])
    assert "6 French stems" in capsys.readouterr().out
    rows = [line.split("\t") for line in (tmp_path / "out" / "translations.tsv").read_text("utf-8").splitlines()]
    found = {stem: words.split()[0] for stem, _, words in rows}
    assert found == {lexicon.french_stem(french): lexicon.english_stem(english) for french, english in WORDS.items()}
    assert all(int(missed) == 0 for _, missed, _ in rows)
    assert "apple" in (tmp_path / "out" / "english.txt").read_text("utf-8").split()


def test_without_a_corpus_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from models.training import lexicon

    with pytest.raises(SystemExit):
        lexicon.main(["--corpus", str(tmp_path), "--into", str(tmp_path)])
    assert "no *.tsv.xz" in capsys.readouterr().err
