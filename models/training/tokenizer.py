"""The vocabulary: one SentencePiece unigram model for both languages, with placeholder symbols as single pieces.

python -m models.training.tokenizer --train WORK/train.tsv --size 12000 --into WORK/tokenizer
python -m models.training.tokenizer --extend models/fr-en --into WORK/tokenizer     # for a warm start
"""

from __future__ import annotations

import argparse
import io
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from models.training.files import replacing, write_text
from models.training.robustness import SYMBOLS

END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"
FILES = ("source.spm", "target.spm", "vocab.json")
_USER_DEFINED = 4
"""`ModelProto.SentencePiece.Type.USER_DEFINED` in sentencepiece_model.proto."""


def main(arguments: list[str] | None = None) -> None:
    """Train a vocabulary, or extend one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--train", type=Path, help="training text to learn from")
    start.add_argument("--extend", type=Path, help="model folder whose vocabulary gets the symbols")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--size", type=int, default=12_000, help="pieces, symbols included")
    parser.add_argument("--lines", type=int, default=1_500_000, help="lines to learn from, both languages together")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if all((options.into / name).exists() for name in FILES):
        print(f"{options.into} is there already")
        return
    options.into.mkdir(parents=True, exist_ok=True)
    if options.extend:
        write_vocabulary(extended((options.extend / "source.spm").read_bytes()), options.into)
    else:
        write_vocabulary(
            trained(options.train, size=options.size, lines=options.lines, seed=options.seed), options.into
        )
    print(f"{len(json.loads((options.into / 'vocab.json').read_text(encoding='utf-8')))} entries in {options.into}")


def trained(text: Path, *, size: int, lines: int, seed: int) -> bytes:
    """A serialised unigram model of `size` pieces learnt from both columns of a training text."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=sample(text, lines=lines, seed=seed),
        model_writer=model,
        model_type="unigram",
        vocab_size=size,
        character_coverage=0.9999,
        byte_fallback=True,
        split_digits=True,
        user_defined_symbols=list(SYMBOLS),
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


def sample(text: Path, *, lines: int, seed: int) -> Iterator[str]:
    """At most `lines` sides of pairs of a training text, about evenly spread over it."""
    sides = [side for line in text.read_text(encoding="utf-8").splitlines() for side in line.split("\t")]
    rng = random.Random(seed)  # noqa: S311  # a reproducible sample, not a secret
    yield from sides if len(sides) <= lines else rng.sample(sides, lines)


def extended(model: bytes) -> bytes:
    """A serialised SentencePiece model with the symbols that it lacks appended as user-defined pieces, each at score 0.

    `pieces` is a repeated field (number 1) of the proto, and of concatenated messages protobuf reads repeated
    fields one after the other (protobuf.dev/programming-guides/encoding, "Last One Wins"); so no protobuf needed.
    """
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor()
    processor.LoadFromSerializedProto(model)
    known = {processor.IdToPiece(index) for index in range(processor.GetPieceSize())}
    for symbol in SYMBOLS:
        if symbol in known:
            continue
        name = symbol.encode()
        piece = b"\x0a" + bytes([len(name)]) + name + b"\x15" + bytes(4) + b"\x18" + bytes([_USER_DEFINED])
        model += b"\x0a" + bytes([len(piece)]) + piece
    return model


def write_vocabulary(model: bytes, into: Path) -> None:
    """Write the three files of a Marian vocabulary: the same model for both sides, and ids with `<pad>` last.

    The padding must be the last row: converters to CTranslate2 cut the last row off, since Marian itself has none.
    """
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor()
    processor.LoadFromSerializedProto(model)
    ids = {processor.IdToPiece(index): index for index in range(processor.GetPieceSize())}
    assert ids[END] == 0, "the end of sentence must be piece 0"
    assert ids[UNKNOWN] == 1, "the unknown piece must be piece 1"
    ids[PAD] = len(ids)
    with replacing(into / "source.spm") as beside:
        beside.write_bytes(model)
    shutil.copyfile(into / "source.spm", into / "target.spm")
    write_text(into / "vocab.json", json.dumps(ids, ensure_ascii=True, indent=2) + "\n")


if __name__ == "__main__":
    main()
