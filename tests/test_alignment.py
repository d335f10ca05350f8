"""What engines offer beyond `translate`: placeholders, another beam, and where a span's translation stands."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from translate_summarize import models
from translate_summarize.engines import load_engine
from translate_summarize.engines.alignment import located, piece_spans
from translate_summarize.engines.tokenization import PLACEHOLDERS, Tokenizer

PIECES = [
    (["▁See", "▁the", "▁site"], ["See", " the", " site"]),
    (["▁", "<0xF0>", "<0x9F>", "<0x98>", "<0x8A>", "▁yes"], ["", "😊", "", "", "", " yes"]),
    (["No", "▁space"], ["No", " space"]),
    ([], []),
]


@pytest.mark.parametrize(("pieces", "texts"), PIECES)
def test_pieces_stand_where_their_text_does(pieces: list[str], texts: list[str]) -> None:
    whole = "".join(texts)
    assert [whole[a:b] for a, b in piece_spans(pieces)] == texts


def test_a_span_is_located_by_what_looks_at_it() -> None:
    source = "Voir\u00a0: www.a.fr !"  # normalised, "Voir: www.a.fr!"
    found = located(
        source,
        [(7, 15), (0, 4)],
        source_pieces=["▁Voir", ":", "▁www", ".a.fr", "!"],
        target_pieces=["▁See", ":", "▁www", ".b", ".com", "!"],
        attention=[
            [0.9, 0, 0.1, 0, 0, 0], [0, 1, 0, 0, 0, 0], [0, 0, 0.8, 0.2, 0, 0], [0, 0, 0, 1, 0, 0],
            [0, 0, 0.4, 0.6, 0, 0], [0, 0, 0, 0, 0.3, 0.7],
        ],
    )  # fmt: skip
    target = "See: www.b.com!"
    assert [[target[a:b] for a, b in stretches] for stretches in found] == [[" www.b.com"], ["See"]]


def test_the_embedded_model_says_that_it_has_placeholders(engine) -> None:
    assert engine.placeholders == PLACEHOLDERS
    tokenizer = Tokenizer(models.find())
    (pieces,) = tokenizer.encode(["Voir ⟦1⟧, ⟦16⟧."])
    assert {"⟦1⟧", "⟦16⟧"} <= set(pieces)
    assert tokenizer.decode(pieces) == "Voir ⟦1⟧, ⟦16⟧."


def test_a_model_without_the_symbols_says_that_it_has_none(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(models.find(), folder)
    vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))
    plain = {piece.replace("⟦", "["): number for piece, number in vocabulary.items()}
    (folder / "vocab.json").write_text(json.dumps(plain), encoding="utf-8")
    assert Tokenizer(folder).placeholders == ()


def test_another_beam_and_a_ban_on_repetition(engine) -> None:
    source = "Le maire de la ville a dit que le maire de la ville viendrait."
    (usual,) = engine.translate([source])
    (same,) = engine.retranslate([source], beam_size=engine._decoding.beam_size)
    assert (same.text, round(same.score, 4)) == (usual.text, round(usual.score, 4))
    (banned,) = engine.retranslate([source], beam_size=4, no_repeat_ngram=2)
    words = banned.text.rstrip(".").split()
    assert len(set(pairwise(words))) == len(words) - 1


def test_the_translation_of_a_span_is_located(engine) -> None:
    source = "Le président a parlé à Paris hier."
    ((hypothesis, (stretches,)),) = engine.locate([source], [[(23, 28)]])
    assert hypothesis.text == engine.translate([source])[0].text
    assert all(0 <= a < b <= len(hypothesis.text) for a, b in stretches)


PLACED = [
    ("Le président a parlé à Paris hier.", ["Paris", "hier"]),
    ("Voir www.exemple.fr pour en savoir plus.", ["www.exemple.fr"]),
    ("Le maire de Lyon a rencontré 250 habitants.", ["Lyon", "250"]),
    ("« Nous voulons un lieu où l’on reste », a dit Marie Durand.", ["lieu", "Marie Durand"]),
    ("Le budget de 2019 n’a pas été voté avant juillet.", ["2019", "juillet"]),
]


def test_both_engines_place_the_same_spans(own_cache: Path) -> None:
    pytest.importorskip("torch")
    sources = [source for source, _ in PLACED]
    spans = [[(source.index(part), source.index(part) + len(part)) for part in parts] for source, parts in PLACED]
    ours = load_engine(compute_type="float32").locate(sources, spans)
    reference = load_engine(engine="transformers").locate(sources, spans)
    assert [hypothesis.text for hypothesis, _ in ours] == [hypothesis.text for hypothesis, _ in reference]
    assert [stretches for _, stretches in ours] == [stretches for _, stretches in reference]
    assert any(stretches for _, found in ours for stretches in found)


def test_the_reference_engine_locates_nothing_in_nothing(own_cache: Path) -> None:
    pytest.importorskip("torch")
    assert load_engine(engine="transformers", beam_size=1).locate([], []) == []


@pytest.mark.slow
def test_the_reference_engine_has_the_same_members(own_cache: Path) -> None:
    pytest.importorskip("torch")
    reference = load_engine(engine="transformers")
    assert reference.placeholders == PLACEHOLDERS
    source = "Le maire de la ville a dit que le maire de la ville viendrait."
    (banned,) = reference.retranslate([source], beam_size=2, no_repeat_ngram=2)
    words = banned.text.rstrip(".").split()
    assert len(set(pairwise(words))) == len(words) - 1
