"""The recipe of the embedded model: its rules by example, and all its steps in miniature."""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import shutil
from pathlib import Path

import pytest
from models.training import (
    average,
    data,
    evaluate,
    export,
    prepare,
    robustness,
    rows,
    steps,
    tokenizer,
    train,
)
from models.training.modeling import greedy, load_model, loss_of, new_model, set_weights, weights_of
from models.training.network import given

from toys import toy_pairs


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Corpus of 2,000 toy pairs in two shards, an evaluation set, and what prepare and tokenizer make of them."""
    work = tmp_path_factory.mktemp("training")
    (work / "corpus").mkdir()
    (work / "sets").mkdir()
    pairs = toy_pairs(2000, seed=1)
    for name, part in (("newstest_toy", pairs[:1200]), ("europarl_v7.0", pairs[1200:])):
        with lzma.open(work / "corpus" / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.writelines(f"{french}\t{english}\n" for french, english in part)
    held_out = toy_pairs(2030, seed=1)[2000:]
    for end, side in (("fr", 0), ("en", 1)):
        text = "".join(f"{pair[side]}\n" for pair in held_out)
        (work / "sets" / f"toy.{end}").write_text(text, encoding="utf-8")
    prepare.main(
        [
            "--pairs",
            "2000",
            "--corpus",
            str(work / "corpus"),
            "--evaluation",
            str(work / "sets"),
            "--work",
            str(work),
        ]
    )
    tokenizer.main(["--train", str(work / "train.tsv"), "--size", "420", "--into", str(work / "tokenizer")])
    return work


def run(work: Path, name: str, *options: str) -> Path:
    """Train a tiny model in `work/name`; returns the folder."""
    arguments = {
        "--text": work / "train.tsv",
        "--tokenizer": work / "tokenizer",
        "--run": work / name,
        "--valid": work / "sets" / "toy",
        "--width": 32,
        "--encoder-layers": 1,
        "--decoder-layers": 1,
        "--tokens": 600,
        "--rate": 0.01,
        "--warmup": 10,
        "--validate-every": 50,
        "--save-every": 50,
        "--device": "cpu",
    }
    train.main([*(str(part) for pair in arguments.items() for part in pair), *options])
    return work / name


@pytest.fixture(scope="module")
def whole(work: Path) -> Path:
    """A run of 150 steps, never interrupted."""
    return run(work, "whole", "--steps", "150")


def test_prepare_mixes_by_weight_and_drops_what_the_evaluation_holds(work: Path) -> None:
    report = json.loads((work / "mix.json").read_text("utf-8"))
    assert report["clean"]["newstest_toy"]["evaluation"] > 0
    held_out = set((work / "sets" / "toy.fr").read_text("utf-8").splitlines())
    lines = (work / "train.tsv").read_text("utf-8").splitlines()
    assert not held_out & {line.split("\t")[0] for line in lines}
    assert report["sources"]["news"]["taken"] > 4 * report["sources"]["parliament"]["taken"]
    assert sum(source["taken"] for source in report["sources"].values()) == len(lines)
    assert report["rules"]["swap_names"] > 50
    assert any(symbol in line for line in lines for symbol in robustness.SYMBOLS)


def test_prepare_gives_the_same_text_again_and_cleans_no_shard_twice(work: Path) -> None:
    before = (work / "train.tsv").read_bytes()
    stamp = (work / "clean" / "newstest_toy.tsv").stat().st_mtime_ns
    prepare.main(
        ["--pairs", "2000", "--corpus", str(work / "corpus"), "--evaluation", str(work / "sets"), "--work", str(work)]
    )
    assert (work / "train.tsv").read_bytes() == before
    assert (work / "clean" / "newstest_toy.tsv").stat().st_mtime_ns == stamp


def test_of_a_source_with_nearest_the_lines_like_the_articles_take_part(work: Path, tmp_path: Path) -> None:
    like = tmp_path / "articles.jsonl.xz"
    with lzma.open(like, "wt", encoding="utf-8") as file:
        for name in ("Delphine", "Marta"):
            file.write(json.dumps({"article": f"{name} dit que le maire prend le train lent. " * 20}) + "\n")
    recipe = tmp_path / "mix.toml"
    recipe.write_text(
        'temperature = 1.0\nrepeat = 1\n[[source]]\nname = "toy"\nshards = ["*"]\nweight = 1.0\nnearest = 100\n',
        encoding="utf-8",
    )
    (tmp_path / "clean").symlink_to(work / "clean")
    common = ["--corpus", str(work / "corpus"), "--evaluation", str(work / "sets"), "--work", str(tmp_path)]
    common += ["--mix", str(recipe), "--pairs", "100", "--tokenizer", str(work / "tokenizer")]
    with pytest.raises(SystemExit):
        prepare.main(common)
    prepare.main([*common, "--like", str(like)])
    lines = (tmp_path / "train.tsv").read_text(encoding="utf-8").splitlines()
    every = (work / "train.tsv").read_text(encoding="utf-8").splitlines()
    share = [sum("dit que" in line for line in part) / len(part) for part in (lines, every)]
    assert len(lines) == 100
    assert share[0] > 1.5 * share[1]


def test_each_symbol_is_one_piece_and_the_padding_is_last(work: Path) -> None:
    codec = data.Codec(work / "tokenizer")
    for symbol in robustness.SYMBOLS:
        assert symbol in [codec.pieces[i] for i in codec.encode([f"Le chat {symbol} voit."])[0]]
        assert codec.decode(codec.encode([f"chat {symbol}, {symbol}."])[0]) == f"chat {symbol}, {symbol}."
    assert codec.ids["<pad>"] == len(codec.ids) - 1
    assert codec.decode(codec.encode(["Ünïque 日本 12 ·"])[0]) == "Ünïque 日本 12 ·"


def test_batches_hold_every_pair_once_within_the_budget(work: Path) -> None:
    lines = (work / "train.tsv").read_text(encoding="utf-8").splitlines()
    encoded = data.encode(lines, data.Codec(work / "tokenizer"))
    first, second = (data.batches(encoded, epoch=epoch, seed=1, tokens=600, window=500) for epoch in (0, 1))
    assert sorted(index for batch in first for index in batch) == list(range(len(encoded)))
    for batch in first:
        longest = max(max(len(encoded.source(i)), len(encoded.target(i))) for i in batch)
        assert longest * len(batch) <= 600
    assert [list(batch) for batch in first] != [list(batch) for batch in second]


def test_loss_falls_and_the_curve_is_drawn(whole: Path) -> None:
    with (whole / "curve.csv").open(encoding="utf-8", newline="") as file:
        losses = [float(row["valid_loss"]) for row in csv.DictReader(file) if row["valid_loss"]]
    assert len(losses) == 3
    assert losses[-1] < 0.7 * losses[0]
    assert (whole / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_a_resumed_run_equals_one_never_stopped(work: Path, whole: Path) -> None:
    import torch
    from safetensors.torch import load_file

    run(work, "stopped", "--steps", "150", "--stop-at", "17")
    stopped = run(work, "stopped", "--steps", "150")
    ours, theirs = (load_file(folder / "step-0000150.safetensors") for folder in (stopped, whole))
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)
    half = load_file(stopped / "step-0000017.safetensors")
    assert not torch.equal(half["model.shared.weight"], ours["model.shared.weight"])


@pytest.mark.parametrize("way", [("--optimizer", "muon"), ("--stacked",)], ids=["muon", "stacked"])
def test_a_run_with_muon_is_resumed_step_for_step(work: Path, way: tuple[str, ...]) -> None:
    import torch
    from safetensors.torch import load_file

    name = way[-1].strip("-")
    folders = (
        run(work, name, *way, "--steps", "12"),
        run(work, f"{name}-stopped", *way, "--steps", "12", "--stop-at", "5"),
    )
    run(work, f"{name}-stopped", *way, "--steps", "12")
    ours, theirs = (load_file(folder / "step-0000012.safetensors") for folder in folders)
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)
    with (folders[1] / "curve.csv").open(encoding="utf-8", newline="") as file:
        losses = [float(row["valid_loss"]) for row in csv.DictReader(file) if row["valid_loss"]]
    assert losses[-1] < losses[0]


def test_a_run_goes_on_in_the_way_it_was_begun(work: Path) -> None:
    run(work, "one-way", "--steps", "4", "--stop-at", "2")
    with pytest.raises(SystemExit, match="was begun without --stacked: go on in the same way"):
        run(work, "one-way", "--stacked", "--steps", "4")


@pytest.mark.parametrize("chunk", [7, 10_000])
def test_stacked_rows_have_the_loss_and_the_gradients_of_the_model(
    work: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """In float32, on rows of several lengths, whatever part of the logits is held at a time."""
    import torch

    monkeypatch.setattr(rows, "CHUNK", chunk)
    torch.manual_seed(1)
    model = new_model(work / "tokenizer", width=64, encoder_layers=2, decoder_layers=2)
    codec = data.Codec(work / "tokenizer")
    lines = [line.split("\t") for line in (work / "train.tsv").read_text(encoding="utf-8").splitlines()[:9]]
    sources, targets = (codec.encode(list(side)) for side in zip(*lines, strict=True))
    assert len({len(ids) for ids in sources}) > 1
    batch = train.padded(sources, targets, model.config.pad_token_id)
    step = steps.StackedStep(model, smoothing=0.1, precision=torch.float32)
    loss, stacks = step.gradients(batch)
    expected = loss_of(model, batch, smoothing=0.1)
    expected.backward()
    assert loss == pytest.approx(expected.item(), abs=1e-5)
    gradients = given(stacks, step.plan)
    for name, weight in model.named_parameters():
        if weight.grad is not None and "k_proj.bias" not in name:  # which takes no part in a softmax
            torch.testing.assert_close(
                gradients[name][: len(weight) - ("shared" in name)],
                weight.grad[: len(weight) - ("shared" in name)],
                rtol=1e-3,
                atol=1e-6,
            )


def test_average_is_the_mean_of_the_last_weights(work: Path, whole: Path) -> None:
    import torch
    from safetensors.torch import load_file

    average.main(["--run", str(whole), "--last", "2", "--into", str(work / "average.safetensors")])
    mean = load_file(work / "average.safetensors")["model.shared.weight"]
    parts = [load_file(whole / f"step-{step:07}.safetensors")["model.shared.weight"] for step in (100, 150)]
    assert torch.allclose(mean, (parts[0] + parts[1]) / 2)
    (work / "beside").mkdir()
    shutil.copy(whole / "step-0000050.safetensors", work / "beside")
    average.main(["--run", str(whole), str(work / "beside"), "--last", "1", "--into", str(work / "both.safetensors")])
    beside = load_file(work / "beside" / "step-0000050.safetensors")["model.shared.weight"]
    assert torch.allclose(load_file(work / "both.safetensors")["model.shared.weight"], (parts[1] + beside) / 2)
    ends = average.between({"a": torch.tensor([2.0])}, {"a": torch.tensor([6.0])}, share=0.25)
    assert ends["a"].item() == 5.0


def test_an_exported_folder_loads_holds_its_checksums_and_is_scored(
    work: Path, whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import torch
    from safetensors.torch import load_file
    from transformers import MarianMTModel

    from translate_summarize.engines import load_engine

    folder = work / "exported"
    export.main(
        [
            "--weights",
            str(whole / "step-0000150.safetensors"),
            "--tokenizer",
            str(work / "tokenizer"),
            "--into",
            str(folder),
            "--encoder-layers",
            "1",
            "--decoder-layers",
            "1",
            "--score",
            "toy:bleu:1.5",
        ]
    )
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert sorted(sums) == list(sums) == sorted({path.name for path in folder.iterdir()} - {"SHA256SUMS", "README.md"})
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    model, problems = MarianMTModel.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    assert not any(problems.values())
    trained = load_file(whole / "step-0000150.safetensors")["model.shared.weight"]
    assert torch.allclose(model.get_output_embeddings().weight, trained, atol=2e-3)
    assert not model.model.shared.weight[model.config.pad_token_id].any()

    # Float32 and greedy, the engine writes what the network in training wrote: positions, padding and ids agree.
    sources = (work / "sets" / "toy.fr").read_text("utf-8").splitlines()
    codec = data.Codec(work / "tokenizer")
    network = new_model(work / "tokenizer", width=32, encoder_layers=1, decoder_layers=1)
    set_weights(network, load_file(whole / "step-0000150.safetensors"))
    expected = [codec.decode(ids) for ids in greedy(network.eval(), codec.encode(sources))]
    engine = load_engine(model=folder, beam_size=1, compute_type="float32")
    outputs = [hypothesis.text for hypothesis in engine.translate(sources)]
    same = sum(output == other for output, other in zip(outputs, expected, strict=True))
    assert same >= 0.8 * len(sources), list(zip(outputs, expected, strict=True))[:5]

    evaluate.main(["--model", str(folder), "--sets", str(work / "sets"), "--json", str(work / "scores.json"), "toy"])
    scores = json.loads((work / "scores.json").read_text("utf-8"))["toy"]
    assert scores["chrf"] > 20  # an untrained model stands below 5
    assert "tok:13a" in scores["bleu_signature"]
    assert "| OPUS-MT | flores-dev | 43.0 | |" in capsys.readouterr().out


def test_a_warm_start_keeps_known_pieces_and_adds_the_symbols(work: Path, tmp_path: Path) -> None:
    import torch

    old_tokenizer, old = work / "tokenizer", tmp_path / "old"
    model = new_model(old_tokenizer, width=32, encoder_layers=1, decoder_layers=1)
    export.export(model, old_tokenizer, old, scores=[])
    ids = json.loads((old / "vocab.json").read_text("utf-8"))
    # Another vocabulary: one piece less known, the others at other places.
    (tmp_path / "new").mkdir()
    moved = [*(p for p in reversed(ids) if p not in ("⟦1⟧", "<pad>", "</s>", "<unk>")), "⟦1⟧"]
    fresh = {p: i for i, p in enumerate(["</s>", "<unk>", *moved, "<pad>"])}
    (old / "vocab.json").write_text(json.dumps({**{p: i for p, i in ids.items() if p != "⟦1⟧"}, "unknown": ids["⟦1⟧"]}))
    (tmp_path / "new" / "vocab.json").write_text(json.dumps(fresh))
    warm = weights_of(load_model(old, tmp_path / "new"))["model.shared.weight"]
    cold = weights_of(model)["model.shared.weight"]
    for piece in ("</s>", "▁le", "⟦2⟧"):
        assert torch.allclose(warm[fresh[piece]], cold[ids[piece]], atol=1e-3)
    assert not torch.allclose(warm[fresh["⟦1⟧"]], cold[ids["⟦1⟧"]], atol=1e-3)
    assert not warm[fresh["<pad>"]].any()


def test_symbols_are_appended_to_a_vocabulary_that_has_none(work: Path, tmp_path: Path) -> None:
    import sentencepiece

    text = "".join(f"{french}\n{english}\n" for french, english in toy_pairs(300, seed=3))
    (tmp_path / "text").write_text(text, encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(tmp_path / "text"), model_prefix=str(tmp_path / "source"), vocab_size=370, byte_fallback=True,
        split_digits=True, eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, minloglevel=2, hard_vocab_limit=False,
    )  # fmt: skip
    (tmp_path / "source.model").rename(tmp_path / "source.spm")
    before = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "source.spm"))
    tokenizer.main(["--extend", str(tmp_path), "--into", str(tmp_path / "extended")])
    codec = data.Codec(tmp_path / "extended")
    assert codec.processor.GetPieceSize() == before.GetPieceSize() + 16
    assert [codec.ids[symbol] for symbol in robustness.SYMBOLS] == [before.GetPieceSize() + i for i in range(16)]
    line = "Le maire ⟦16⟧ voit ⟦2⟧."
    assert codec.decode(codec.encode([line])[0]) == line
    assert codec.processor.EncodeAsPieces("Le maire voit.") == before.EncodeAsPieces("Le maire voit.")
    tokenizer.main(["--extend", str(tmp_path / "extended"), "--into", str(tmp_path / "again")])
    assert (tmp_path / "again" / "source.spm").read_bytes() == (tmp_path / "extended" / "source.spm").read_bytes()
    del work


def test_muon_takes_the_inner_matrices_and_adamw_the_rest(work: Path) -> None:
    model = new_model(work / "tokenizer", width=64, encoder_layers=1, decoder_layers=1)
    names = {id(weight): name for name, weight in model.named_parameters()}
    (whole,) = steps.optimizers_for(model, name="adamw")
    adamw, muon = steps.optimizers_for(model, name="muon")

    def taken(optimizer) -> set[str]:
        return {names[id(weight)] for group in optimizer.param_groups for weight in group["params"]}

    assert taken(adamw) | taken(muon) == taken(whole)
    assert not taken(adamw) & taken(muon)
    assert "model.shared.weight" in taken(adamw)
    assert {name.rpartition(".")[0].rpartition(".")[2] for name in taken(muon)} == {
        *("q_proj", "k_proj", "v_proj", "out_proj", "fc1", "fc2")
    }


def test_the_rate_rises_holds_and_falls_to_nothing() -> None:
    rates = [train.rate_at(step, step / 100, rate=1.0, warmup=10, hold=25, decay=0.5) for step in range(101)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[9:26] == [1.0] * 17
    assert rates[49] == pytest.approx((25 / 49) ** 0.5)
    assert rates[100] == 0.0
    assert rates[25:] == sorted(rates[25:], reverse=True)
