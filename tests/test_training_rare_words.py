"""The recipe of the table of rare words, on a toy corpus and with a model that knows one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes import FakeEngine
from translate_summarize.types import Hypothesis

SENTENCES = [
    *[(f"Le lapin numéro {i} dort.", f"Rabbit number {i} sleeps.") for i in range(3)],
    *[(f"Un homard bleu et {i} amis.", f"A blue lobster and {i} friends.") for i in range(3)],
    *[(f"La guêpe est {i} fois là.", f"The wasp is there {i} times.") for i in range(3)],
    *[(f"Elle dort, la maison {i}.", f"It sleeps, house {i}.") for i in range(9)],
]
ONE_BOOK = [(f"L'ourque passe {i} fois.", f"The hooker passes {i} times.") for i in range(6)]


def _write(folder: Path, name: str, pairs: list[tuple[str, str]]) -> None:
    (folder / f"{name}.tsv").write_text("".join(f"{fr}\t{en}\n" for fr, en in pairs), encoding="utf-8")


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    _write(tmp_path, "news_2008", SENTENCES)
    _write(tmp_path, "prose", [*SENTENCES, *ONE_BOOK])
    _write(tmp_path, "dict_big", [("gnou", "gnu")] * 9)
    return tmp_path


def _knowing_rabbits(source: str) -> Hypothesis:
    return Hypothesis("Rabbit." if "lapin" in source else "Something else.", -0.1)


def test_words_that_the_model_does_not_know(
    clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from models.training import rare_words

    monkeypatch.setattr(rare_words, "load_engine", lambda: FakeEngine(_knowing_rabbits))
    rare_words.main(["--clean", str(clean), "--into", str(tmp_path / "out" / "rare.tsv")])
    rows = (tmp_path / "out" / "rare.tsv").read_text("utf-8").splitlines()
    assert {"homard\tlobster\tguessed", "guêpe\twasp\tguessed", "lapin\trabbit"} <= set(rows)
    assert not {"ourque", "gnou"} & {
        row.split("\t")[0] for row in rows
    }  # of one source and unlike; from a list of words
    assert "the model guesses at" in capsys.readouterr().out


def test_what_was_written_by_hand_and_the_model_does_not_know(
    clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.training import rare_words

    written, french, into = tmp_path / "written", tmp_path / "news", tmp_path / "rare.tsv"
    written.write_text(
        "garde\tcare\ngarde à vue\tpolice custody\nplacé en garde à vue\ttaken into custody\nlapin\trabbit\nhomard\tcrayfish\n"
        "zut\theck\n",
        encoding="utf-8",
    )
    french.write_text(
        "Il est placé en garde à vue.\nLa garde à vue dure.\nLa garde passe.\nLe lapin dort.\nUn homard bleu.\n",
        encoding="utf-8",
    )

    def translate(source: str) -> Hypothesis:
        known = {"placé": "He is taken into custody.", "passe": "Care passes.", "lapin": "Rabbit."}
        return Hypothesis(next((known[word] for word in known if word in source), "Nothing."), -0.1)

    monkeypatch.setattr(rare_words, "load_engine", lambda: FakeEngine(translate))
    rare_words.main(["--clean", str(clean), "--into", str(into), "--written", str(written), "--french", str(french)])
    rows = set(into.read_text("utf-8").splitlines())
    assert {"garde\tcare", "lapin\trabbit"} <= rows  # the model knows them
    assert "garde à vue\tpolice custody\tguessed" in rows
    assert "placé en garde à vue\ttaken into custody\tguessed" in rows  # known, but what stands in it is not
    assert "homard\tcrayfish\tguessed" in rows  # a person's word comes before a count
    assert "zut\theck\tguessed" in rows  # nowhere


def test_company_is_no_translation(tmp_path: Path) -> None:
    from models.training import rare_words

    pairs = [(f"Une encéphalopathie spongieuse {i}.", f"Encephalopathy {i}.") for i in range(9)]
    pairs += [(f"Une encéphalopathie {i}.", f"Encephalopathy {i}.") for i in range(9)]
    _write(tmp_path, "a", pairs)
    _write(tmp_path, "b", pairs)
    found = {word.french: word.english for word in rare_words.rare_words(sorted(tmp_path.glob("*.tsv")))}
    assert found.get("encéphalopathie") == "encephalopathy"
    assert "spongieuse" not in found


def test_without_sentences_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from models.training import rare_words

    with pytest.raises(SystemExit):
        rare_words.main(["--clean", str(tmp_path), "--into", str(tmp_path / "rare.tsv")])
    assert "no *.tsv" in capsys.readouterr().err
