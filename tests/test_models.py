"""Models: found, checked, named; what a folder of weights may lack, and what each lack is called."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes import FakeEngine
from translate_summarize import models
from translate_summarize.engines import load_engine
from translate_summarize.errors import ModelError
from translate_summarize.models import integrity
from translate_summarize.types import Hypothesis

EMBEDDED = Path(__file__).parents[1] / "models" / "fr-en"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("TSUM_CACHE", str(folder))
    return folder


@pytest.fixture
def copy(tmp_path: Path, cache: Path) -> Path:
    """A copy of the embedded model that a test may damage."""
    folder = tmp_path / "copy"
    shutil.copytree(EMBEDDED, folder)
    return folder


def pulled(cache: Path, name: str) -> Path:
    folder = cache / "models" / name
    shutil.copytree(EMBEDDED, folder)
    return folder


# Finding


@pytest.mark.parametrize("name", [None, "fr-en"])
def test_the_embedded_model_is_the_default(name: str | None):
    # In a checkout it is the repository's own folder; installed from a wheel it is a copy inside the package.
    found = models.find(name)
    assert (found / "SHA256SUMS").read_bytes() == (EMBEDDED / "SHA256SUMS").read_bytes()
    assert models.name_of(models.find(name)) == "fr-en"
    models.check(models.find(name), thorough=True)


def test_a_folder_is_found_as_string_and_as_path(copy: Path, monkeypatch: pytest.MonkeyPatch):
    assert models.find(str(copy)) == models.find(copy) == copy
    monkeypatch.chdir(copy.parent)
    assert models.find("copy") == Path("copy")
    assert models.name_of(Path("copy")) == "copy"
    monkeypatch.chdir(copy)
    assert models.name_of(Path()) == "copy"


def test_a_pulled_model_is_found_by_shortcut_and_by_hub_id(cache: Path):
    folder = pulled(cache, "Helsinki-NLP--opus-mt-fr-en")
    assert models.find("opus-mt-fr-en") == models.find("Helsinki-NLP/opus-mt-fr-en") == folder
    assert models.name_of(folder) == "Helsinki-NLP/opus-mt-fr-en"
    assert models.find("opus-mt-fr-en", cache=cache) == folder


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("opus-mt-fr-en", "fetch it with `tsum models pull opus-mt-fr-en`"),
        ("Helsinki-NLP/opus-mt-fr-en", "`tsum models pull Helsinki-NLP/opus-mt-fr-en`"),
        ("Helsinki-NLP/opus-mt-fr-em", "did you mean Helsinki-NLP/opus-mt-fr-en?"),
        ("opus-mt-fr-em", "did you mean opus-mt-fr-en?"),
        ("fr_en", "did you mean fr-en?"),
        ("xyz", "see `tsum models list`"),
        ("", "There is no model ''"),
        ("x" * 5000, "see `tsum models list`"),
        ("a\0b", "see `tsum models list`"),
        ("./fr-en", "There is no model folder fr-en"),
        (Path("opus-mt-fr-en"), "There is no model folder opus-mt-fr-en"),
        ("/nowhere/at/all", "There is no model folder /nowhere/at/all"),
        ("../../etc", "There is no model folder ../../etc"),
        ("org/../../etc", "There is no model 'org/../../etc'"),
        (__file__, "is not a model but a file"),
    ],
)
def test_what_is_not_found_is_named_with_what_to_do(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str | Path, said: str
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=re.escape(said)) as caught:
        models.find(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "a/b/c",
        "../b",
        "a/..",
        "a/.b",
        "a/b.",
        "a/b..c",
        "a--x/b",
        "a/b--c",
        "-a/b",
        "a/b\n",
        "a/b c",
        "a/" + "b" * 96,
    ],
)
def test_no_name_leads_out_of_the_cache_or_is_ambiguous_there(cache: Path, name: str):
    with pytest.raises(ModelError, match="is not the name of a model on a hub"):
        models.pull(name, endpoint="http://127.0.0.1:9")
    assert not cache.exists()


def test_a_missing_cache_and_a_home_folder_are_fine(cache: Path, monkeypatch: pytest.MonkeyPatch):
    assert [m.origin for m in models.listing()] == ["embedded"]
    monkeypatch.setenv("TSUM_CACHE", "~/somewhere")
    assert models.cache_folder() == Path.home() / "somewhere"
    monkeypatch.delenv("TSUM_CACHE")
    assert models.cache_folder().name == "tsum"


# Checking


def remove(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def write(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text)


def flip(name: str) -> Callable[[Path], object]:
    def damage(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)

    return damage


def cut(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()
    with (folder / "model.safetensors").open("r+b") as file:
        file.truncate(100_000)


def pickle_only(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def forget_weights(folder: Path) -> None:
    path = folder / "SHA256SUMS"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if "model." not in line))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (remove("config.json"), "config.json is missing"),
        (remove("vocab.json"), "vocab.json is missing"),
        (remove("source.spm"), "source.spm is missing"),
        (remove("target.spm"), "target.spm is missing"),
        (remove("model.safetensors"), "model.safetensors is missing"),
        (remove("tokenizer_config.json"), "tokenizer_config.json is missing"),
        (write("config.json", '{"model_type": "bert"}'), 'says model_type "bert"'),
        (write("config.json", "[]"), "says model_type null"),
        (write("config.json", "{"), "cannot be read as JSON"),
        (flip("model.safetensors"), "model.safetensors is damaged"),
        (flip("vocab.json"), "vocab.json is damaged"),
        (cut, "model.safetensors is damaged (100,000 bytes instead of"),
        (write("model.safetensors", "no weights"), "model.safetensors is damaged (it has no readable header)"),
        (write("SHA256SUMS", "what?\n"), "SHA256SUMS is damaged"),
        (write("SHA256SUMS", ""), "SHA256SUMS is damaged"),
        (write("SHA256SUMS", "0" * 64 + "  ../config.json\n"), "SHA256SUMS is damaged"),
        (forget_weights, "has no checksum for model.safetensors"),
        (pickle_only, "are a torch pickle"),
        (shutil.rmtree, "There is no model folder"),
    ],
)
def test_each_lack_is_named_in_one_sentence_before_and_after_a_good_check(
    copy: Path, damage: Callable[[Path], object], said: str
):
    models.check(copy)  # the stamp of this must not hide what happens next
    damage(copy)
    with pytest.raises(ModelError, match=re.escape(said)) as caught:
        models.check(copy)
    assert "\n" not in str(caught.value)
    assert str(copy) in str(caught.value)


def test_a_byte_changed_under_the_old_modification_time_is_seen(copy: Path):
    models.check(copy)
    before = (copy / "model.safetensors").stat()
    flip("model.safetensors")(copy)
    os.utime(copy / "model.safetensors", ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ModelError, match="damaged"):
        models.check(copy)


def test_nothing_is_hashed_twice_unless_asked(copy: Path, monkeypatch: pytest.MonkeyPatch):
    hashed: list[str] = []
    digest = integrity._sha256

    def watched(path: Path) -> str:
        hashed.append(path.name)
        return digest(path)

    monkeypatch.setattr(integrity, "_sha256", watched)
    models.check(copy)
    assert len(hashed) == len((copy / "SHA256SUMS").read_text().splitlines())
    hashed.clear()
    models.check(copy)
    models.fingerprint(copy)
    assert hashed == []
    models.check(copy, thorough=True)
    assert "model.safetensors" in hashed
    hashed.clear()
    (copy / "SHA256SUMS").unlink()
    (copy / "vocab.json").touch()
    models.fingerprint(copy)
    assert hashed == ["vocab.json"]


def test_a_broken_stamp_or_a_cache_that_cannot_be_written_only_costs_time(copy: Path, cache: Path):
    models.check(copy)
    (stamp,) = (cache / "stamps").iterdir()
    for text in ("", "[]", '{"vocab.json": 3}', '{"vocab.json": []}'):
        stamp.write_text(text)
        models.check(copy)
    shutil.rmtree(cache)
    cache.write_text("not a folder")
    models.check(copy)


def test_advice_fits_where_the_model_came_from(cache: Path, copy: Path):
    folder = pulled(cache, "org--name")
    flip("source.spm")(folder)
    with pytest.raises(ModelError, match="`tsum models pull org/name --force`"):
        models.check(folder)
    flip("source.spm")(copy)
    with pytest.raises(ModelError, match="copy it again"):
        models.check(copy)


# Naming


def test_the_fingerprint_is_that_of_weights_and_vocabulary_wherever_they_lie(copy: Path):
    first = models.fingerprint(copy)
    assert re.fullmatch("[0-9a-f]{8}", first)
    assert first == models.fingerprint(EMBEDDED)
    (copy / "SHA256SUMS").unlink()
    assert models.fingerprint(copy) == first
    write("README.md", "Another card.")(copy)
    assert models.fingerprint(copy) == first
    for name in ("model.safetensors", "vocab.json", "config.json", "target.spm"):
        before = models.fingerprint(copy)
        flip(name)(copy)
        assert models.fingerprint(copy) != before
    models.write_checksums(copy)
    assert models.fingerprint(copy) != first


def test_the_fingerprint_knows_which_pieces_are_suppressed(copy: Path):
    path = copy / "generation_config.json"
    found = set()
    for ids in ([], [7], [7, 9]):
        path.write_text(json.dumps({"suppress_tokens": ids}), encoding="utf-8")
        found.add(models.fingerprint(copy))
    path.write_text(json.dumps({"suppress_tokens": [9, 7], "num_beams": 5}), encoding="utf-8")
    assert models.fingerprint(copy) in found
    assert len(found) == 3


def test_the_checksums_are_those_of_sha256sum(copy: Path):
    write(".hidden", "not of the model")(copy)
    text = models.write_checksums(copy).read_text()
    assert text == (EMBEDDED / "SHA256SUMS").read_text()
    names = [line.split("  ")[1] for line in text.splitlines()]
    assert names == sorted(names)
    assert not {"README.md", "SHA256SUMS", ".hidden"} & set(names)
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=copy, check=True)
    assert sorted(f.name for f in copy.iterdir()) == sorted([*(f.name for f in EMBEDDED.iterdir()), ".hidden"])


CARD = """---
license: cc-by-4.0
model-index:
  - name: mine
    results:
      - dataset: {name: newstest2013, type: wmt}
        metrics: [{type: bleu, value: 33.6}]
      - dataset: {name: FLORES, type: flores-dev}
        metrics: [{type: chrf, value: 60.1}, {type: BLEU, value: 41}]
---
# Mine
"""


@pytest.mark.parametrize(
    ("card", "licence", "score"),
    [
        (CARD, "cc-by-4.0", 41.0),
        ("\ufeff" + CARD, "cc-by-4.0", 41.0),
        ("---\nlicense: [a, b]\nmodel-index: 3\n---\n", None, None),
        ("---\nlicense: mit\nmodel-index:\n  - results: [{dataset: flores-dev}, {metrics: x}]\n---\n", "mit", None),
        ("---\nlicense: {\n---\n", None, None),
        ("---\nlicense: mit\n", None, None),
        ("---\njust words\n---\n", None, None),
        ("# No front matter", None, None),
        (None, None, None),
    ],
)
def test_licence_and_score_are_what_the_card_says(
    copy: Path, card: str | None, licence: str | None, score: float | None
):
    if card is None:
        (copy / "README.md").unlink()
    else:
        (copy / "README.md").write_text(card, encoding="utf-8")
    info = models.info(copy)
    assert (info.licence, info.score) == (licence, score)
    assert (info.name, info.origin, info.folder) == ("copy", "local", copy)
    assert info.size == sum(f.stat().st_size for f in copy.iterdir())


def test_the_listing_has_the_embedded_model_first_and_no_unfinished_one(cache: Path):
    for name in ("z-org--name", "a-org--name", ".a-org--other.0123456789ab.part", "not a model"):
        pulled(cache, name)
    (cache / "models" / "b-org--file").write_text("a file")
    listing = models.listing()
    assert [(m.name, m.origin) for m in listing] == [
        ("fr-en", "embedded"),
        ("a-org/name", "pulled"),
        ("z-org/name", "pulled"),
    ]
    assert listing[0].score is not None
    assert listing[0].licence is not None


def test_importing_models_imports_nothing_heavy():
    heavy = ["torch", "transformers", "ctranslate2", "numpy", "huggingface_hub", "sentencepiece", "yaml"]
    code = f"import sys, translate_summarize.models as m; m.check(m.find()); print([x for x in {heavy} if x in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


# Trying

GOOD = {
    "Le président est arrivé à Paris hier soir.": "The President arrived in Paris yesterday evening.",
    "Mon frère habite dans une petite maison près de la mer.": "My brother lives in a little house by the sea.",
    "Le gouvernement a présenté son budget au Parlement.": "The government tabled its budget in Parliament.",
}


def test_the_embedded_model_passes_its_self_test(engine):
    models.self_test(engine)


@pytest.mark.parametrize(
    "rule",
    [
        lambda s: Hypothesis("", -1.0),
        lambda s: Hypothesis(s, -0.1),
        lambda s: Hypothesis(GOOD[s], -0.1, truncated=True),
        lambda s: Hypothesis("The president, the president, the president, the president.", -0.1),
        lambda s: Hypothesis("The of and, which a to be in that.", -0.1),
        lambda s: Hypothesis("qzx vlrpt hhjk wwq tplm zzkr", -4.0),
        lambda s: Hypothesis("El presidente llegó anoche a la capital.", -0.1),
        lambda s: Hypothesis(GOOD[s] + " " + "and so he told us many other things about it".title() * 4, -0.1),
        lambda s: Hypothesis(GOOD["Le président est arrivé à Paris hier soir."], -0.1),
    ],
)
def test_the_self_test_fails_what_is_not_a_translation(rule: Callable[[str], Hypothesis]):
    models.self_test(FakeEngine(lambda s: Hypothesis(GOOD[s], -0.1)))
    with pytest.raises(ModelError, match=r"The self-test of model:fake@0.* failed") as caught:
        models.self_test(FakeEngine(rule))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("part", ["embeddings", "decoder"])
def test_shuffled_weights_fail_the_self_test(copy: Path, part: str):
    import numpy as np
    from safetensors.numpy import load_file, save_file

    weights = load_file(copy / "model.safetensors")
    random = np.random.default_rng(7)
    for name, values in weights.items():
        if name == "model.shared.weight" if part == "embeddings" else "decoder.layers.0" in name:
            weights[name] = random.permutation(values)
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    models.write_checksums(copy)
    models.check(copy)
    with pytest.raises(ModelError, match="self-test"):
        models.self_test(load_engine(copy, threads=1))
