"""What a summariser wrote is held against the article; the summariser of the tests is made here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translate_summarize.claims import claims
from translate_summarize.cli import app
from translate_summarize.errors import ModelError
from translate_summarize.types import Segment, Translation

ARTICLE = [
    ("Le maire de Rodez, Paul Verdier, a ouvert une piscine.", "The mayor of Rodez, Paul Verdier, has opened a pool."),
    ("Elle a coûté 2,3 millions d'euros.", "It cost 2.3 million euros."),
    ("La loi n'a pas été adoptée par le conseil.", "The law was not adopted by the council."),
    ("Le suspect aurait fui en Belgique.", "The suspect is said to have fled to Belgium."),
]
TRANSLATIONS = [
    Translation(Segment(source, index, index, 0, len(source)), target) for index, (source, target) in enumerate(ARTICLE)
]
WRITTEN = "The mayor opened a pool in Ouagadougou ."


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("The mayor of Rodez has opened a pool.", []),
        ("Paul Verdier opened a pool that cost 2.3 million euros.", []),
        ("The mayor of Lyon has opened a pool.", ["no name “Lyon”"]),
        ("Paul Durand has opened a pool.", ["no name “Durand”"]),
        ("The pool cost 5 million euros.", ["no number"]),
        ("The law was adopted by the council.", ["says not"]),
        ("The law was not adopted by the council.", []),
        ("The suspect fled to Belgium.", ["only reports"]),
        ("Tomorrow brings sunshine everywhere, experts believe.", ["nowhere in the article"]),
    ],
)
def test_what_the_article_has_not_is_marked(summary: str, said: list[str]) -> None:
    (claim,) = claims(summary, TRANSLATIONS)
    assert len(claim.marks) == len(said), claim.marks
    for mark, words in zip(claim.marks, said, strict=True):
        assert words in mark.message
        assert mark.code == "unsupported"


def test_each_sentence_is_judged_alone_and_has_its_segment() -> None:
    first, second = claims("The law was not adopted by the council. Aliens landed in Nantes.", TRANSLATIONS)
    assert (first.segment, first.marks) == (2, ())
    assert second.segment is None
    assert second.marks
    assert claims("", TRANSLATIONS) == ()


@pytest.fixture(scope="module")
def summarizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BART of a few thousand weights that has learned to write WRITTEN, whatever it reads."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["<s>", "<pad>", "</s>", "<unk>", *dict.fromkeys(WRITTEN.split())]
    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="<unk>"))  # noqa: S106  # no password
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=40)
    fast.add_special_tokens({"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"})
    torch.manual_seed(3)
    model = transformers.BartForConditionalGeneration(
        transformers.BartConfig(
            vocab_size=len(words), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
            decoder_attention_heads=2, encoder_ffn_dim=16, decoder_ffn_dim=16, max_position_embeddings=40,
            bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2, dropout=0.0,
        )
    )  # fmt: skip
    labels = torch.tensor([[*fast(WRITTEN)["input_ids"], 2]])
    read = fast("The mayor has a pool", return_tensors="pt")["input_ids"]
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(60):
        optimizer.zero_grad()
        model(input_ids=read, labels=labels).loss.backward()
        optimizer.step()
    folder = tmp_path_factory.mktemp("summarizer")
    model.save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


def test_a_summariser_writes_and_is_checked(
    summarizer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(" ".join(source for source, _ in ARTICLE), encoding="utf-8")
    done = CliRunner().invoke(app, ["brief", "article.txt", "--summarizer", f"hf:{summarizer}", "-f", "json"])
    assert done.exit_code == 0, done.output
    (claim,) = json.loads(done.stdout)["claims"]
    assert claim["text"] == WRITTEN
    assert any("Ouagadougou" in mark["message"] for mark in claim["marks"])
    shown = CliRunner().invoke(app, ["brief", "article.txt", "--summarizer", f"hf:{summarizer}"]).stdout
    assert "Ouagadougou . (!)" in " ".join(shown.split())
    page = CliRunner().invoke(app, ["brief", "article.txt", "--summarizer", f"hf:{summarizer}", "-f", "html"]).stdout
    assert "opened a pool in Ouagadougou" in page


def test_a_long_article_is_read_in_parts(summarizer: Path) -> None:
    from translate_summarize.engines.summarizing import Summarizer

    writer = Summarizer(f"hf:{summarizer}", device="cpu")
    assert writer.summarize(["The mayor opened a pool ."] * 3) == WRITTEN
    assert writer.summarize(["The mayor opened a pool ."] * 10) == f"{WRITTEN} {WRITTEN}"
    assert writer.summarize([]) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [("facebook/bart", "write hf:"), ("hf:", "write hf:"), ("hf:no/such-model", "hf download no/such-model")],
)
def test_an_unknown_summariser_is_one_sentence(name: str, words: str) -> None:
    pytest.importorskip("transformers")
    from translate_summarize.engines.summarizing import Summarizer

    with pytest.raises(ModelError, match=words):
        Summarizer(name)


def test_a_folder_without_a_model_is_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    from translate_summarize.engines.summarizing import Summarizer

    with pytest.raises(ModelError, match="no summariser"):
        Summarizer(f"hf:{tmp_path}")
