"""Pulling: from a real hub on this machine, whole or not at all."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save

from hub import Hub, Repository
from translate_summarize import models
from translate_summarize.engines import load_engine
from translate_summarize.errors import ModelError
from translate_summarize.models.hub import _one_sentence

EMBEDDED = Path(__file__).parents[1] / "models" / "fr-en"
NAME = "org/tiny"
FILES = ["SHA256SUMS", "config.json", "generation_config.json", "model.safetensors"]
FILES += ["source.spm", "target.spm", "tokenizer_config.json", "vocab.json"]


@pytest.fixture(scope="session")
def tensors() -> dict[str, np.ndarray]:
    """Random weights for the embedded model's shape made narrow, with one layer a side; each stored once."""
    config = json.loads((EMBEDDED / "config.json").read_bytes())
    narrow = {config["d_model"]: 16, config["encoder_ffn_dim"]: 32, config["decoder_ffn_dim"]: 32}
    random = np.random.default_rng(3)
    with safe_open(EMBEDDED / "model.safetensors", "np") as stored:
        shapes = {n: stored.get_slice(n).get_shape() for n in stored.keys() if not re.search(r"layers\.[1-9]", n)}  # noqa: SIM118  # no dict
    return {n: random.normal(0, 0.3, [narrow.get(d, d) for d in shape]).astype("f4") for n, shape in shapes.items()}


@pytest.fixture
def repository(tensors: dict[str, np.ndarray]) -> Repository:
    """That model with the embedded one's vocabulary, as OPUS-MT publishes them: other formats lie beside it."""
    shape = {"d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32}
    shape |= {"encoder_attention_heads": 2, "decoder_attention_heads": 2}
    files = {name: (EMBEDDED / name).read_bytes() for name in [*FILES, "README.md"] if name != "SHA256SUMS"}
    files["config.json"] = json.dumps({**json.loads(files["config.json"]), **shape, "dtype": "float32"}).encode()
    files["model.safetensors"] = save(tensors, metadata={"format": "pt"})
    return Repository(
        {**files, "pytorch_model.bin": b"a pickle", "tf_model.h5": b"not wanted", ".gitattributes": b"no"}
    )


def pickled(tensors: dict[str, np.ndarray], precision: str = "float32") -> bytes:
    """A torch pickle as transformers wrote them: tied tensors under all their names, and the computed positions."""
    import torch

    state = {name: torch.from_numpy(values).to(getattr(torch, precision)) for name, values in tensors.items()}
    for name in ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight"):
        state[name] = state["model.shared.weight"]
    for side in ("encoder", "decoder"):
        state[f"model.{side}.embed_positions.weight"] = torch.zeros(512, 16)
    file = io.BytesIO()
    torch.save(state, file)
    return file.getvalue()


@pytest.fixture
def hub(repository: Repository) -> Iterator[Hub]:
    with Hub() as hub:
        hub.repositories[NAME] = repository
        yield hub


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_ENDPOINT", "HF_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TSUM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def left(cache: Path) -> list[str]:
    """What a pull left, of this model or of unfinished ones."""
    return sorted(f.name for f in (cache / "models").iterdir()) if (cache / "models").exists() else []


def refused(hub: Hub | str, said: str, name: str = NAME) -> str:
    with pytest.raises(ModelError) as caught:
        models.pull(name, endpoint=hub if isinstance(hub, str) else hub.url)
    message = str(caught.value)
    assert said in message
    assert ".part" not in message
    assert message.endswith(".")
    assert "\n" not in message
    return message


def test_a_model_is_pulled_whole_and_nothing_else_is(hub: Hub, cache: Path, repository: Repository):
    told: list[str] = []
    folder = models.pull(NAME, endpoint=hub.url, report=told.append)
    assert folder == cache / "models" / "org--tiny" == models.find(NAME)
    assert sorted(f.name for f in folder.iterdir()) == sorted([*FILES, "README.md"])
    assert all(
        (folder / f.name).read_bytes() == repository.files[f.name] for f in folder.iterdir() if f.name != "SHA256SUMS"
    )
    models.check(folder, thorough=True)
    assert left(cache) == ["org--tiny"]
    assert [m.name for m in models.listing()] == ["fr-en", NAME]
    assert len(told) == 2
    assert {r.agent for r in hub.requests} == {"tsum"}
    assert hub.asked("pytorch_model.bin") == []
    hub.requests.clear()
    assert models.pull(NAME, endpoint=hub.url) == folder
    assert hub.requests == []


def test_what_was_pulled_loads_and_fails_its_self_test(hub: Hub, cache: Path):
    engine = load_engine(models.pull(NAME, endpoint=hub.url), threads=1)
    assert engine.signature.startswith("model:org/tiny@")
    with pytest.raises(ModelError, match="self-test"):
        models.self_test(engine)


@pytest.mark.parametrize("precision", ["float32", "float16"])
def test_a_pickle_is_rewritten_with_every_tensor_as_it_was(
    hub: Hub, cache: Path, repository: Repository, tensors: dict[str, np.ndarray], precision: str
):
    del repository.files["model.safetensors"]
    repository.files["pytorch_model.bin"] = pickled(tensors, precision)
    folder = models.pull(NAME, endpoint=hub.url)
    assert sorted(f.name for f in folder.iterdir()) == sorted([*FILES, "README.md"])
    stored = load_file(folder / "model.safetensors")
    assert set(stored) == set(tensors)
    assert {str(values.dtype) for values in stored.values()} == {precision}
    assert all(np.array_equal(values, tensors[name].astype(precision)) for name, values in stored.items())
    assert (folder / "config.json").read_bytes() == repository.files["config.json"]
    assert load_engine(folder, threads=1).translate(["Bonjour."])


def test_a_pickle_with_code_in_it_is_refused_and_not_run(hub: Hub, cache: Path, repository: Repository, tmp_path: Path):
    import torch

    trap = tmp_path / "trap"

    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.mkdir, (str(trap),)

    pickle = io.BytesIO()
    torch.save({"model.shared.weight": Evil()}, pickle)
    del repository.files["model.safetensors"]
    for content in (pickle.getvalue(), b"not a pickle at all", pickle.getvalue()[:300]):
        repository.files["pytorch_model.bin"] = content
        refused(hub, "does not hold plain weights")
        assert not trap.exists()
        assert left(cache) == []


def test_a_pickle_that_lacks_weights_is_refused(
    hub: Hub, cache: Path, repository: Repository, tensors: dict[str, np.ndarray]
):
    del repository.files["model.safetensors"]
    some = {name: values for name, values in tensors.items() if "decoder.layers.0.fc1" not in name}
    repository.files["pytorch_model.bin"] = pickled(some)
    refused(hub, "lacks weights that config.json asks for (model.decoder.layers.0.fc1")
    assert left(cache) == []


@pytest.mark.parametrize("package", ["torch", "transformers"])
def test_a_pickle_without_torch_names_the_extra_before_anything_is_fetched(
    hub: Hub, cache: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch, package: str
):
    del repository.files["model.safetensors"]
    monkeypatch.setitem(sys.modules, package, None)
    refused(hub, "pip install 'translate-summarize[transformers]'")
    assert hub.asked("config.json") == []
    assert left(cache) == []


def test_a_connection_that_breaks_is_taken_up_again_within_a_pull(hub: Hub, cache: Path):
    hub.cuts = [50_000]  # of vocab.json, the first file as long as that
    models.check(models.pull(NAME, endpoint=hub.url))
    assert hub.cuts == []
    assert len(hub.asked("vocab.json")) == 2


def test_a_download_that_was_cut_off_goes_on_the_next_time(hub: Hub, cache: Path, repository: Repository):
    hub.short = 100_000
    assert len(repository.files["vocab.json"]) > hub.short
    refused(hub, "run the command again, it goes on where it stopped")
    assert [name for name in left(cache) if not name.startswith(".")] == []
    with pytest.raises(ModelError, match="`tsum models pull"):
        models.find(NAME)
    assert len(models.listing()) == 1
    hub.short = None
    hub.requests.clear()
    models.check(models.pull(NAME, endpoint=hub.url))
    assert hub.asked("config.json") == []
    assert [r.range for r in hub.asked("vocab.json")] == ["bytes=100000-"]
    assert left(cache) == ["org--tiny"]


def test_a_rest_of_another_commit_is_not_mixed_in(hub: Hub, cache: Path, repository: Repository):
    hub.short = 100_000
    refused(hub, "goes on where it stopped")
    hub.short = None
    repository.files["vocab.json"] = repository.files["vocab.json"].replace(b"{", b"{ ", 1)
    folder = models.pull(NAME, endpoint=hub.url)
    assert (folder / "vocab.json").read_bytes() == repository.files["vocab.json"]
    assert left(cache) == ["org--tiny"]
    assert not any(r.range for r in hub.requests)


def test_a_file_that_arrives_changed_is_refused(hub: Hub, cache: Path, repository: Repository):
    for name in ("vocab.json", "model.safetensors"):  # one with a git id, one with a SHA-256
        repository.spoilt = frozenset({name})
        refused(hub, f"{name} of org/tiny arrived damaged")
        assert left(cache) == []


def test_a_hub_that_tells_no_digests_is_good_enough(hub: Hub, cache: Path, repository: Repository):
    repository.tells_digests = False
    models.check(models.pull(NAME, endpoint=hub.url))
    repository.files["model.safetensors"] = repository.files["model.safetensors"][:-5]
    hub.repositories["org/cut"] = repository
    refused(hub, "is damaged", "org/cut")
    assert left(cache) == ["org--tiny"]


def test_another_kind_of_model_is_refused_before_its_weights_are_fetched(hub: Hub, cache: Path, repository: Repository):
    repository.files["config.json"] = b'{"model_type": "bert"}'
    refused(hub, 'it is not a MarianMT model (config.json says model_type "bert")')
    assert left(cache) == []
    repository.files["config.json"] = b"{"
    refused(hub, "cannot be read as JSON")
    del repository.files["source.spm"]
    refused(hub, "source.spm is missing")
    del repository.files["config.json"]
    refused(hub, "config.json is missing")
    assert left(cache) == []
    assert hub.asked("model.safetensors") == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "private or gated, or there is no such model"),
        (403, "private or gated, or there is no such model"),
        (404, "there is no such model (HTTP 404)"),
        (429, "HTTP 429; try again later"),
        (500, "HTTP 500; try again later"),
        (503, "HTTP 503; try again later"),
    ],
)
def test_each_refusal_of_a_hub_is_one_sentence(hub: Hub, cache: Path, status: int, said: str):
    hub.status = status
    refused(hub, said)
    assert left(cache) == []


def test_a_private_model_needs_a_token(hub: Hub, cache: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch):
    repository.private = True
    refused(hub, "or set HF_TOKEN")
    monkeypatch.setenv("HF_TOKEN", "hf_of_a_test")
    models.check(models.pull(NAME, endpoint=hub.url))


def test_an_unknown_model_a_portal_and_a_wrong_address_are_told_apart(hub: Hub, cache: Path):
    refused(hub, "check the spelling", "org/other")
    hub.is_a_portal = True
    refused(hub, "does not answer like a Hugging Face hub")
    refused("ftp://somewhere", "is not the address of a hub")
    refused("somewhere", "is not the address of a hub")
    assert left(cache) == []


def test_without_network_or_offline_by_wish(hub: Hub, cache: Path, monkeypatch: pytest.MonkeyPatch):
    with Hub() as gone:
        address = gone.url
    assert "check the connection" in refused(address, "the network failed")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    refused(hub, "while HF_HUB_OFFLINE is set")
    assert hub.requests == []
    assert left(cache) == []


def test_the_hub_of_the_environment_is_asked(hub: Hub, cache: Path, monkeypatch: pytest.MonkeyPatch):
    hub.repositories["Helsinki-NLP/opus-mt-fr-en"] = hub.repositories[NAME]
    monkeypatch.setenv("HF_ENDPOINT", hub.url + "/")
    folder = models.pull("opus-mt-fr-en")
    assert models.find("opus-mt-fr-en") == folder
    assert models.name_of(folder) == "Helsinki-NLP/opus-mt-fr-en"


def test_force_fetches_again_and_keeps_the_old_until_the_new_is_whole(hub: Hub, cache: Path, repository: Repository):
    folder = models.pull(NAME, endpoint=hub.url)
    old = models.fingerprint(folder)
    repository.files["config.json"] += b"\n"
    assert models.fingerprint(models.pull(NAME, endpoint=hub.url)) == old
    repository.spoilt = frozenset({"model.safetensors"})
    with pytest.raises(ModelError, match="arrived damaged"):
        models.pull(NAME, endpoint=hub.url, force=True)
    models.check(folder)
    assert models.fingerprint(folder) == old
    repository.spoilt = frozenset()
    assert models.fingerprint(models.pull(NAME, endpoint=hub.url, force=True)) != old
    assert left(cache) == ["org--tiny"]


def test_a_damaged_model_is_fetched_again_without_being_told_to(hub: Hub, cache: Path):
    folder = models.pull(NAME, endpoint=hub.url)
    (folder / "vocab.json").write_text("{}")
    with pytest.raises(ModelError, match="damaged"):
        models.check(folder)
    models.check(models.pull(NAME, endpoint=hub.url))


def test_a_disk_without_room_is_noticed_before_the_download(hub: Hub, cache: Path, repository: Repository):
    repository.told_sizes = {"model.safetensors": 10**18}
    message = refused(hub, "make room, or set TSUM_CACHE")
    assert "needs 1000000000" in message
    assert hub.asked("config.json") == []
    assert left(cache) == []


def test_a_cache_that_cannot_be_written_is_named(hub: Hub, cache: Path):
    cache.write_text("a file where the cache should be")
    refused(hub, f"{cache / 'models'} cannot be written")


def test_a_disk_that_fills_up_is_named(cache: Path):
    said = f"org/tiny: the disk of {cache / 'models'} is full; make room"
    with pytest.raises(ModelError, match=said), _one_sentence("org/tiny", place=cache / "models", advice="wait"):
        raise OSError(errno.ENOSPC, "No space left on device")
