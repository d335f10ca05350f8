"""The quick way to train on a GPU, in small on a CPU: batches, network and optimizer against plain ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given as examples
from hypothesis import strategies
from models.training import data, export, packing, sprint, tokenizer
from models.training.modeling import greedy, load_model, loss_of, new_model, set_weights, weights_of
from models.training.muon import orthogonal
from models.training.network import Network, Packed, Plan, dense_attention, given, taken
from models.training.train import padded

from toys import toy_pairs


def encoded_of(lengths: list[tuple[int, int]]) -> data.Encoded:
    """Pairs of these lengths, every piece of another id."""
    starts = [np.cumsum([0, *side]) for side in zip(*lengths, strict=True)]
    ids = [np.arange(1, start[-1] + 1, dtype=np.uint16) for start in starts]
    return data.Encoded(ids[0], starts[0], ids[1], starts[1])


@examples(
    strategies.lists(strategies.tuples(strategies.integers(1, 30), strategies.integers(1, 30)), min_size=1, max_size=60)
)
def test_batches_hold_whole_pairs_in_order_and_nothing_else(lengths: list[tuple[int, int]]) -> None:
    """What is between the starts is the pair; what is after the pairs is filler; only the tail of an epoch is left."""
    encoded = encoded_of(lengths)
    shape = packing.Shape(source=100, target=100, sequences=32)
    order = np.arange(len(encoded))
    place = 0
    for flat in packing.packed(encoded, order, shape, pad=9999):
        views = packing.split(flat, shape)
        sides = [views["source_starts"], views["target_starts"]]
        assert all(side[-1] == 100 and (np.diff(side) >= 0).all() for side in sides)
        pairs = int((np.diff(views["source_starts"]) > 0).sum()) - packing.FILLERS
        for i in range(pairs):
            (first, last), (begin, end) = ((side[i], side[i + 1]) for side in sides)
            assert views["source"][first:last].tolist() == encoded.source(place).tolist()
            target = encoded.target(place).tolist()
            assert views["target"][begin:end].tolist() == target
            assert views["decoder"][begin:end].tolist() == [9999, *target[:-1]]
            assert views["target_places"][begin:end].tolist() == list(range(len(target)))
            place += 1
        assert (views["target"][sides[1][pairs] :] == -1).all()
        assert (views["source"][sides[0][pairs] :] == 9999).all()
    left = encoded_of(lengths[place:]) if place < len(lengths) else None
    assert left is not None
    assert len(left.source_ids) <= 84
    assert len(left.target_ids) <= 84


def test_a_kind_is_read_as_often_as_the_plan_says() -> None:
    """Whole times for every pair, a fraction for some, nothing of a kind without a number."""
    kinds = {"news": (0, 10), "law": (10, 30), "words": (30, 40)}
    found = packing.visits(kinds, {"news": 2.5, "law": 0.25}, rng=np.random.default_rng(1))
    counts = np.bincount(found, minlength=40)
    assert sorted(counts[:10]) == [2] * 5 + [3] * 5
    assert counts[10:30].sum() == 5
    assert counts[30:].sum() == 0


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two kinds of toy pairs, a validation set and a vocabulary."""
    work = tmp_path_factory.mktemp("sprint")
    (work / "kinds").mkdir()
    pairs = toy_pairs(2040, seed=1)
    for name, part in (("news", pairs[:1000]), ("parliament", pairs[1000:2000])):
        lines = "".join(f"{french}\t{english}\n" for french, english in part)
        (work / "kinds" / f"{name}.tsv").write_text(lines, encoding="utf-8")
    for end, side in (("fr", 0), ("en", 1)):
        (work / f"toy.{end}").write_text("".join(f"{pair[side]}\n" for pair in pairs[2000:]), encoding="utf-8")
    (work / "plan.toml").write_text("[early]\nnews = 1.0\nparliament = 0.5\n[late]\nnews = 1.0\n", encoding="utf-8")
    tokenizer.main(["--train", str(work / "kinds" / "news.tsv"), "--size", "340", "--into", str(work / "tokenizer")])
    return work


def test_both_networks_are_one(toys: Path) -> None:
    """Loss and gradients of a packed batch are those that MarianMTModel has for the same pairs, padded."""
    torch.manual_seed(1)
    model = new_model(toys / "tokenizer", width=64, encoder_layers=2, decoder_layers=2)
    plan = Plan.of(model)
    stacks = taken(weights_of(model), plan)
    sprint.fresh(stacks)
    set_weights(model, given(stacks, plan))
    encoded, _ = sprint.load_kinds(toys / "kinds", toys / "tokenizer", jobs=1)
    pairs = np.arange(20)
    shape = packing.Shape(source=700, target=700, sequences=64)
    flat = torch.from_numpy(packing.lay(encoded, pairs, shape, pad=model.config.pad_token_id))
    positions = model.model.encoder.embed_positions.weight[: data.LONGEST].detach()
    network = Network(plan, positions, attention=dense_attention)
    leaves = {name: tensor.clone().requires_grad_() for name, tensor in stacks.items()}
    batch = Packed(packing.split(flat, shape), data.LONGEST)
    total, count = network.loss(leaves, batch, smoothing=0.1, training=True)
    (total / count).backward()
    plain = padded([encoded.source(i) for i in pairs], [encoded.target(i) for i in pairs], model.config.pad_token_id)
    loss = loss_of(model, plain, smoothing=0.1)
    loss.backward()
    assert (total / count).item() == pytest.approx(loss.item(), abs=1e-4)
    gradients = given({name: leaf.grad for name, leaf in leaves.items()}, plan)
    gradients["model.shared.weight"][-1] = 0.0  # the padding's row: it is held at zero
    for name, weight in model.named_parameters():
        if weight.grad is not None and "k_proj.bias" not in name:  # which takes no part in a softmax
            torch.testing.assert_close(gradients[name], weight.grad, rtol=2e-2, atol=1e-5)


def test_orthogonal_matrices_keep_their_directions() -> None:
    """Singular values come near 1, wide or tall."""
    for rows, columns in ((32, 96), (96, 32), (64, 64)):
        values = torch.linalg.svdvals(orthogonal(torch.randn(3, rows, columns)).float())
        assert values.max() < 1.3
        assert values.median() > 0.6


@pytest.mark.slow  # half a minute: the way for a GPU, played through on a CPU
def test_a_sprint_learns_resumes_and_exports(toys: Path) -> None:
    """A few hundred steps learn the toy language; half of them and the other half are a whole; export takes the weights."""
    run = toys / "run"
    command = [
        *("--kinds", str(toys / "kinds"), "--plan", str(toys / "plan.toml"), "--tokenizer", str(toys / "tokenizer")),
        *("--run", str(run), "--valid", str(toys / "toy"), "--width", "64", "--encoder-layers", "1"),
        *("--decoder-layers", "1", "--tokens", "640", "--rate", "5e-3", "--warmup", "20", "--dropout", "0"),
        *("--validate-every", "100", "--device", "cpu"),
    ]
    sprint.main([*command, "--steps", "150"])
    sprint.main([*command, "--steps", "300"])
    rows = (run / "curve.csv").read_text(encoding="utf-8").splitlines()
    assert rows[-1].startswith("300,")
    export.main(
        [
            *("--weights", str(run / "weights.safetensors"), "--tokenizer", str(toys / "tokenizer")),
            *("--into", str(toys / "model"), "--encoder-layers", "1", "--decoder-layers", "1"),
        ]
    )
    codec = data.Codec(toys / "tokenizer")
    model = load_model(toys / "model", toys / "tokenizer").eval()
    sources, references = ((toys / f"toy.{end}").read_text(encoding="utf-8").splitlines() for end in ("fr", "en"))
    outputs = [codec.decode(ids) for ids in greedy(model, codec.encode(sources))]
    assert sum(output == reference for output, reference in zip(outputs, references, strict=True)) >= 32
