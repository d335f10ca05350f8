r"""Weights to a model folder that `transformers`, CTranslate2 and tsum load: float16, with card and checksums.

python -m models.training.export --weights WORK/average.safetensors --tokenizer WORK/tokenizer \
        --into models/fr-en --score flores-dev:bleu:26.0 --score flores-dev:chrf:54.0
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from pathlib import Path
from typing import Any

from models.training.files import replacing, write_text
from models.training.modeling import generation_settings, new_model, set_weights, weights_of
from models.training.tokenizer import END, FILES, PAD, UNKNOWN

CARD = """---
license: other
license_name: mixed-open-sources
language:
- fr
- en
pipeline_tag: translation
library_name: transformers
tags:
- marian
- ctranslate2
model-index:
- name: {name}
  results:
{results}---

# French to English, small

A MarianMT model of {millions:.1f} M parameters for articles, trained from open parallel text: {layers}, joint
SentencePiece vocabulary of {pieces} entries with byte fallback and sixteen placeholder symbols (`⟦1⟧` to `⟦16⟧`),
which it copies. Weights are float16. Sources are normalised first: ASCII quotes, apostrophes and dashes, single
spaces, none before `; : ! ?`; it writes such English, too.

Data, licences, recipe, scores beside other systems and known weaknesses: `models/README.md` of the project.
`sha256sum -c SHA256SUMS` checks the files.
"""
RESULT = """  - task:
      type: translation
      name: French to English
    dataset:
      type: {set}
      name: {set}
    metrics:
    - type: {metric}
      value: {value}
"""


def main(arguments: list[str] | None = None) -> None:
    """Export a model folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="step or average file of a run")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--score", action="append", default=[], help="SET:METRIC:VALUE, for the card; repeatable")
    parser.add_argument("--doubt-below", type=float, help="score below which a hypothesis is doubtful (see evaluate)")
    parser.add_argument("--encoder-layers", type=int, default=6)
    parser.add_argument("--decoder-layers", type=int, default=2)
    options = parser.parse_args(arguments)
    from safetensors.torch import load_file

    weights = load_file(options.weights)
    model = new_model(
        options.tokenizer,
        width=weights["model.shared.weight"].shape[1],
        encoder_layers=options.encoder_layers,
        decoder_layers=options.decoder_layers,
    )
    set_weights(model, weights)
    scores = [score.split(":") for score in options.score]
    export(model, options.tokenizer, options.into, scores=scores, doubt_below=options.doubt_below)
    print(f"exported to {options.into}")


def export(
    model: Any, tokenizer: Path, into: Path, *, scores: list[list[str]], doubt_below: float | None = None
) -> None:
    """Write every file of a model folder, the checksums last."""
    from safetensors.torch import save_file

    into.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        if (tokenizer / name).resolve() != (into / name).resolve():
            with replacing(into / name) as beside:
                shutil.copyfile(tokenizer / name, beside)
    tensors = {name: tensor.half().contiguous() for name, tensor in weights_of(model).items()}
    with replacing(into / "model.safetensors") as beside:
        save_file(tensors, beside, metadata={"format": "pt"})
    config = model.config.to_diff_dict()
    config.pop("transformers_version", None)
    config |= {"architectures": ["MarianMTModel"], "dtype": "float16", "tie_word_embeddings": True}
    ids = json.loads((tokenizer / "vocab.json").read_text(encoding="utf-8"))
    write_json(into / "config.json", config)
    calibrated = {} if doubt_below is None else {"doubt_below": doubt_below}
    write_json(into / "generation_config.json", generation_settings(ids) | calibrated)
    write_json(into / "tokenizer_config.json", tokenizer_config())
    results = "".join(RESULT.format(set=name, metric=metric, value=value) for name, metric, value in scores)
    card = CARD.format(
        name=into.name,
        results=results,
        millions=sum(tensor.numel() for tensor in tensors.values()) / 1e6,
        layers=f"{config['encoder_layers']} + {config['decoder_layers']} layers of width {config['d_model']}",
        pieces=len(ids),
    )
    write_text(into / "README.md", card)
    from translate_summarize.models import write_checksums

    write_checksums(into)


def tokenizer_config() -> dict[str, Any]:
    """What `MarianTokenizer` needs to know."""
    return {
        "eos_token": END,
        "model_max_length": 512,
        "pad_token": PAD,
        "separate_vocabs": False,
        "source_lang": "fr",
        "sp_model_kwargs": {},
        "target_lang": "en",
        "tokenizer_class": "MarianTokenizer",
        "unk_token": UNKNOWN,
    }


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write JSON with sorted keys, a list of numbers on one line."""
    text = json.dumps(value, indent=2, sort_keys=True)
    text = re.sub(
        r"\[[\d\s,]+\]", lambda found: re.sub(r"\s+", " ", found[0]).replace("[ ", "[").replace(" ]", "]"), text
    )
    write_text(path, text + "\n")


if __name__ == "__main__":
    main()
