"""Two engines on one model: alike to the word, honest about what they cut."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from translate_summarize import models
from translate_summarize.engines import load_engine
from translate_summarize.engines.ctranslate2 import loaded
from translate_summarize.engines.decoding import decoding_of, shrinking
from translate_summarize.engines.tokenization import Tokenizer, normalize
from translate_summarize.errors import ModelError, OptionsError

SENTENCES = [
    "La commune a ouvert mardi une nouvelle bibliothèque dans l’ancienne gare.",
    "« Nous voulons un lieu où l’on reste », a-t-il dit devant une centaine de personnes.",
    "Le chantier a coûté 2,4 millions d’euros, dont un tiers payé par la région.",
    "Les syndicats appellent à une nouvelle journée de grève jeudi 12 octobre.",
    "Bonjour.",
    "Elle a demandé à son père son livre ; il le lui a rendu.",
    "Le conseil municipal n’a pas adopté le budget, faute de majorité.",
    "Selon la police, le suspect serait en fuite depuis lundi soir.",
    "Les deux entreprises ont signé un accord de coopération pour cinq ans.",
    "MARINE A ÉTÉ ÉLUE",
    "Où vas-tu ? demanda-t-il en souriant.",
    "Trois chefs d’entreprises ont participé à un voyage d’étude en Californie.",
    "Je ne crois pas que ce soit une bonne idée, mais faites comme vous voulez.",
    "La Cour a rejeté la demande présentée par l’association de défense des riverains.",
    "Il pleut depuis trois jours et la rivière monte.",
    "Le président de la chambre de commerce cherche le moyen de transmettre cette expérience.",
    "À peine rentrée, elle repartit.",
    "Merci 😊 !",
    "Les prix ont augmenté de 3,5 % en un an.",
    "C’est la fin de l’histoire.",
]

NORMAL = [
    ("« Où vas-tu ? »", '"Où vas-tu?"'),
    ("l’été, l‘hiver, L´Équipe", "l'été, l'hiver, L'Équipe"),
    ("1\u202f234,56\u00a0€", "1 234,56 €"),
    ("Il hésita… La nuit", "Il hésita... La nuit"),
    ("— Tu viens ?", "- Tu viens?"),
    ("co\u00adopé\u200bration", "coopération"),
    ("e\u0301te\u0301", "été"),
    ("“Stop !”", '"Stop!"'),
    ("  deux \n lignes ", "deux lignes"),
]


@pytest.mark.parametrize(("text", "expected"), NORMAL)
def test_normalize(text: str, expected: str) -> None:
    assert normalize(text) == expected
    assert normalize(expected) == expected


def test_tokenizer_is_lossless_on_normal_text() -> None:
    tokenizer = Tokenizer(models.find())
    for text, pieces in zip(SENTENCES, tokenizer.encode(SENTENCES), strict=True):
        assert tokenizer.decode(pieces) == normalize(text)
        assert tokenizer.to_pieces(tokenizer.to_ids(pieces)) == pieces


@pytest.mark.parametrize("beam_size", [1, 4])
def test_engines_agree_in_float32(beam_size: int) -> None:
    ours = load_engine(compute_type="float32", beam_size=beam_size).translate(SENTENCES)
    reference = load_engine(engine="transformers", beam_size=beam_size).translate(SENTENCES)
    assert [h.text for h in ours] == [h.text for h in reference]
    assert [h.score for h in ours] == pytest.approx([h.score for h in reference], abs=1e-3)
    assert [h.truncated for h in ours] == [h.truncated for h in reference]
    # As sets: two may have the same score.
    assert [{o.text for o in h.others} for h in ours] == [{o.text for o in h.others} for h in reference]
    assert all(len(h.others) == beam_size - 1 for h in ours)


def test_bfloat16_reference_runs() -> None:
    engine = load_engine(engine="transformers", compute_type="bfloat16", beam_size=1)
    assert "transformers-bfloat16" in engine.signature
    assert engine.translate(["Bonjour."])[0].text


def test_a_hypothesis_depends_on_its_source_alone(engine) -> None:
    together = engine.translate(SENTENCES)
    assert [engine.translate([s])[0] for s in SENTENCES] == together, "to the last digit of the score"
    assert engine.translate(SENTENCES[::-1]) == together[::-1]


def test_scores_are_log_probabilities(engine) -> None:
    assert all(-10 < h.score <= 0 for h in engine.translate(SENTENCES))


def test_neither_engine_lets_out_suppressed_pieces(tmp_path: Path) -> None:
    folder = _copy_of_model(tmp_path)
    pieces = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    _suppress(folder, [pieces["▁the"], pieces["▁a"], pieces["<pad>"]])
    ours = load_engine(folder, compute_type="float32").translate(SENTENCES)
    reference = load_engine(folder, engine="transformers").translate(SENTENCES)
    assert [h.text for h in ours] == [h.text for h in reference]
    assert [h.score for h in ours] == pytest.approx([h.score for h in reference], abs=1e-3)
    plain = load_engine(compute_type="float32").translate(SENTENCES)
    assert any({"the", "a"}.intersection(h.text.split()) for h in plain)
    assert not any({"the", "a"}.intersection(o.text.split()) for h in ours for o in (h, *h.others))


@pytest.mark.parametrize("ids", [[0], [9_000_000], ["the"], 7])
def test_suppressed_pieces_that_make_no_sense_are_a_model_error(tmp_path: Path, ids: object) -> None:
    folder = _copy_of_model(tmp_path)
    _suppress(folder, ids)
    with pytest.raises(ModelError, match="generation_config"):
        load_engine(folder)


@pytest.mark.parametrize("name", ["ctranslate2", "transformers"])
def test_a_source_past_the_models_positions_is_not_cut_silently(name: str) -> None:
    engine = load_engine(engine=name, beam_size=1)
    long, short = engine.translate(["le maire et le préfet " * 200, "Bonjour."])
    assert long.truncated
    assert not short.truncated


@pytest.mark.parametrize("name", ["ctranslate2", "transformers"])
def test_doubt_follows_the_models_calibration(tmp_path: Path, name: str) -> None:
    folder = _copy_of_model(tmp_path)
    generation = json.loads((folder / "generation_config.json").read_text())
    (folder / "generation_config.json").write_text(json.dumps({**generation, "doubt_below": -0.5}))
    hypotheses = load_engine(folder, engine=name, beam_size=1).translate(SENTENCES)
    assert {h.doubtful for h in hypotheses} == {True, False}
    assert all(h.doubtful == (h.score < -0.5) for h in hypotheses)


def test_nothing_in_nothing_out(engine) -> None:
    assert engine.translate([]) == []


def test_signature_names_what_decides_the_output(engine) -> None:
    assert engine.signature == f"model:fr-en@{models.fingerprint(models.find())}|engine:ctranslate2-int8|beam:4"


def test_target_limit_grows_with_the_source() -> None:
    decoding = decoding_of(models.find(), beam_size=None)
    limits = [decoding.target_limit(n) for n in range(600)]
    assert limits == sorted(limits)
    assert all(limit >= min(2 * n, decoding.output_limit) for n, limit in enumerate(limits))


def test_unknown_engine() -> None:
    with pytest.raises(OptionsError, match=r"Unknown engine 'ctranslat' \(did you mean ctranslate2\?\)"):
        load_engine(engine="ctranslat")


def test_unknown_compute_types() -> None:
    with pytest.raises(ModelError, match="int7"):
        load_engine(compute_type="int7")
    with pytest.raises(ModelError, match="no compute type int8"):
        load_engine(engine="transformers", compute_type="int8")


def _copy_of_model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(models.find(), folder)
    (folder / "SHA256SUMS").unlink(missing_ok=True)
    return folder


def test_weights_that_do_not_fit_are_one_sentence(tmp_path: Path) -> None:
    folder = _copy_of_model(tmp_path)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "decoder_layers": 5}))
    with pytest.raises(ModelError, match=r"do not fit its config\.json"):
        load_engine(folder)


def test_garbage_weights_are_one_sentence(tmp_path: Path) -> None:
    folder = _copy_of_model(tmp_path)
    (folder / "model.safetensors").write_bytes(b"\0" * 1000)
    with pytest.raises(ModelError, match="is damaged"):
        load_engine(folder)


def test_garbage_vocabulary_is_one_sentence(tmp_path: Path) -> None:
    folder = _copy_of_model(tmp_path)
    (folder / "source.spm").write_bytes(b"not a sentencepiece model")
    with pytest.raises(ModelError, match="vocabulary"):
        load_engine(folder)


def test_conversion_happens_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUM_CACHE", str(tmp_path / "cache"))
    said: list[str] = []
    load_engine(report=said.append)
    load_engine(report=said.append)
    assert len(said) == 1
    assert "Converting" in said[0]


def test_a_cache_that_cannot_be_made_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TSUM_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelError, match="TSUM_CACHE"):
        load_engine()


@pytest.mark.parametrize(
    ("room", "sizes", "fitted"), [(10_000, [1024], 1024), (600, [1024, 512], 512), (256, [1024, 512, 256], 256)]
)
def test_batches_shrink_until_they_fit(room: int, sizes: list[int], fitted: int) -> None:
    tried: list[int] = []

    def work(size: int) -> str:
        tried.append(size)
        if size > room:
            raise RuntimeError("CUDA failed with error out of memory")
        return "done"

    assert shrinking(work, largest=1024, smallest=256) == ("done", fitted)
    assert tried == sizes


@pytest.mark.parametrize("message", ["CUDA failed with error out of memory", "illegal instruction"])
def test_what_does_not_help_is_not_tried(message: str) -> None:
    tried: list[int] = []

    def work(size: int) -> str:
        tried.append(size)
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match=message):
        shrinking(work, largest=1024, smallest=256)
    assert len(tried) == (3 if "memory" in message else 1)


class _Library:
    """CTranslate2 on a machine whose GPU has no room left."""

    def get_cuda_device_count(self) -> int:
        return 1

    def Translator(self, path, *, device, compute_type, **options):  # noqa: N802  # as CTranslate2 has it
        if device == "cuda":
            raise RuntimeError("CUDA failed with error out of memory")
        return path, device, compute_type


def test_a_full_gpu_that_nobody_asked_for_is_left(tmp_path: Path) -> None:
    assert loaded(_Library(), tmp_path, device="auto", compute_type="default", threads=1)[1:] == ("cpu", "int8")
    with pytest.raises(ModelError, match="out of memory"):
        loaded(_Library(), tmp_path, device="cuda", compute_type="default", threads=1)


def _suppress(folder: Path, ids: object) -> None:
    path = folder / "generation_config.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "suppress_tokens": ids}))
