"""Find the pieces that English never uses, and write them into a model folder as `suppress_tokens`.

python -m models.training.suppress --model models/fr-en --text WORK/train.tsv

A joint vocabulary is full of French pieces. Decoding scores every one at each step of each beam, and now and then takes
one, where a word is left in French; without them it is quicker, and no worse. Run it after `export`, before
`calibrate`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from models.training.export import write_json
from models.training.tokenizer import END, PAD, UNKNOWN

SELDOM = 3
"""Times that a piece must stand in the English of the training text to be let out."""
_BYTE = re.compile(r"<0x[0-9A-F]{2}>")


def main(arguments: list[str] | None = None) -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True, help="French, tab, English a line, as prepare writes it")
    options = parser.parse_args(arguments)
    from sentencepiece import SentencePieceProcessor

    from translate_summarize.models import write_checksums

    pieces = SentencePieceProcessor(model_file=str(options.model / "target.spm"))
    counts: Counter[str] = Counter()
    with options.text.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(pieces.encode(line.rstrip("\n").split("\t")[1], out_type=str))
    ids = json.loads((options.model / "vocab.json").read_text(encoding="utf-8"))
    never = sorted(ids[piece] for piece in unused(ids, counts))
    file = options.model / "generation_config.json"
    write_json(file, json.loads(file.read_text(encoding="utf-8")) | {"suppress_tokens": never})
    write_checksums(options.model)
    print(f"{len(never)} of {len(ids)} pieces are never let out, written: {file}")


def unused(pieces: Iterable[str], counts: Counter[str]) -> list[str]:
    """Those that English uses less than SELDOM times; single letters, bytes and what is no text are always kept."""
    return [piece for piece in pieces if counts[piece] < SELDOM and not _is_kept(piece)]


def _is_kept(piece: str) -> bool:
    return piece in {END, PAD, UNKNOWN} or len(piece.strip("▁")) <= 1 or bool(_BYTE.fullmatch(piece)) or piece[0] == "⟦"


if __name__ == "__main__":
    main()
