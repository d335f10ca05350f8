"""The model's own translation that is nearest to the reference."""

from __future__ import annotations

from pathlib import Path

import pytest
from models.training import interpolate

from fakes import FakeEngine
from translate_summarize.types import Hypothesis

FRENCH = "Le maire est venu hier au village.", "La route sera fermée lundi et mardi.", "Oui."
ENGLISH = "The mayor came to the village yesterday.", "The road will be closed on Monday and Tuesday.", "Yes."


class _Beam(FakeEngine):
    """Holds a worse translation, a better one, and one that is wrong."""

    def retranslate(self, sources, *, beam_size: int) -> list[Hypothesis]:
        assert beam_size == interpolate.BEAM
        self.asked += sources
        others = Hypothesis("The mayor came yesterday to the village.", -0.2), Hypothesis("A fish.", -0.3)
        return [Hypothesis("The mayor is come in the village.", -0.1, others=others) for _ in sources]


def test_of_the_beam_the_nearest_is_learnt_and_what_is_far_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text, into = tmp_path / "train.tsv", tmp_path / "own.tsv"
    text.write_text("".join(f"{a}\t{b}\n" for a, b in zip(FRENCH, ENGLISH, strict=True)) * 2, encoding="utf-8")
    engine = _Beam()
    monkeypatch.setattr(interpolate, "load_engine", lambda *_, **__: engine)
    interpolate.main(["--text", str(text), "--sentences", "5", "--into", str(into)])
    assert into.read_text("utf-8") == f"{FRENCH[0]}\tThe mayor came yesterday to the village.\n"
    assert sorted(engine.asked) == sorted(FRENCH[:2]), "each once, and none that is too short"
    assert capsys.readouterr().out.startswith("1 of 2 sentences in ")


def test_a_word_that_is_none_is_not_learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, into = tmp_path / "train.tsv", tmp_path / "own.tsv"
    text.write_text("Le suspect a été incarcéré hier soir.\tThe suspect was imprisoned last night.\n", encoding="utf-8")
    for target, kept in (("The suspect was imprisoned last night.", 1), ("The suspect was incarcated last night.", 0)):
        engine = _Beam()
        monkeypatch.setattr(engine, "retranslate", lambda *_, target=target, **__: [Hypothesis(target, -0.1)])
        monkeypatch.setattr(interpolate, "load_engine", lambda *_, engine=engine, **__: engine)
        interpolate.main(["--text", str(text), "--sentences", "5", "--into", str(into)])
        assert len(into.read_text("utf-8").splitlines()) == kept


def test_the_surer_of_two_that_are_as_near() -> None:
    chosen = interpolate.nearest(Hypothesis("A b c.", -0.1, others=(Hypothesis("A b c.", -0.2),)), "A b d.")
    assert chosen.text == "A b c."
    assert chosen.near == chosen.first
    assert interpolate.nearest(
        Hypothesis("no", -0.1, others=(Hypothesis(ENGLISH[0], -0.2),)), ENGLISH[0]
    ).near == pytest.approx(200)
