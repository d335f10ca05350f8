"""Training text as numbers: encoded once, cut into batches whose order is a function of the seed and the epoch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from models.training.files import replacing
from models.training.tokenizer import END, UNKNOWN

Array = np.ndarray[Any, Any]
LONGEST = 160
"""Pieces of a side; longer pairs are left out of training (the engine splits such sources anyway)."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Pairs as ids, end of sentence included: side `i` is `ids[starts[i]:starts[i + 1]]`."""

    source_ids: Array
    source_starts: Array
    target_ids: Array
    target_starts: Array

    def __len__(self) -> int:
        """Number of pairs."""
        return len(self.source_starts) - 1

    def source(self, index: int) -> Array:
        """Ids of one source."""
        return self.source_ids[self.source_starts[index] : self.source_starts[index + 1]]

    def target(self, index: int) -> Array:
        """Ids of one target."""
        return self.target_ids[self.target_starts[index] : self.target_starts[index + 1]]


class Codec:
    """Text to ids and back with the vocabulary of a folder, as the engines do it."""

    def __init__(self, folder: Path) -> None:
        """Load the vocabulary of a tokenizer or model folder."""
        import sentencepiece

        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        self.pieces = {index: piece for piece, index in self.ids.items()}

    def encode(self, texts: list[str]) -> list[list[int]]:
        """Ids of normalised texts, with the end of sentence."""
        unknown, end = self.ids[UNKNOWN], self.ids[END]
        return [
            [*(self.ids.get(piece, unknown) for piece in pieces), end]
            for pieces in self.processor.EncodeAsPieces(texts)
        ]

    def decode(self, ids: list[int]) -> str:
        """Text of ids, up to the end of sentence."""
        pieces = []
        for index in ids:
            if index == self.ids[END]:
                break
            pieces.append(self.pieces[index])
        text: str = self.processor.DecodePieces(pieces)
        return text


def load(text: Path, tokenizer: Path, cache: Path) -> Encoded:
    """The encoded pairs of a training text, from `cache` (npz) where it was made of the same text and vocabulary."""
    key = hashlib.sha256(text.read_bytes() + (tokenizer / "vocab.json").read_bytes()).hexdigest()
    if cache.exists():
        with np.load(cache) as stored:
            if str(stored["key"]) == key:
                return Encoded(*(stored[name] for name in Encoded.__slots__))
    encoded = encode(text.read_text(encoding="utf-8").splitlines(), Codec(tokenizer))
    with replacing(cache) as beside, beside.open("wb") as file:
        np.savez(file, key=np.array(key), **{name: getattr(encoded, name) for name in Encoded.__slots__})
    return encoded


def encode(lines: list[str], codec: Codec) -> Encoded:
    """Encode pairs (French, tab, English), leaving out those with a side of more than `LONGEST` pieces."""
    sides: tuple[list[Array], list[Array]] = ([], [])
    for start in range(0, len(lines), 20_000):
        columns = list(zip(*(line.split("\t") for line in lines[start : start + 20_000]), strict=True))
        for source, target in zip(codec.encode(list(columns[0])), codec.encode(list(columns[1])), strict=True):
            if len(source) <= LONGEST and len(target) <= LONGEST:
                sides[0].append(np.array(source, np.uint16))
                sides[1].append(np.array(target, np.uint16))
    starts = [np.cumsum([0, *map(len, side)]) for side in sides]
    nothing = [np.zeros(0, np.uint16)]
    return Encoded(np.concatenate(sides[0] or nothing), starts[0], np.concatenate(sides[1] or nothing), starts[1])


def joined(parts: Sequence[Encoded]) -> Encoded:
    """The pairs of several parts, one after the other."""
    ids = [np.concatenate([getattr(part, f"{side}_ids") for part in parts]) for side in ("source", "target")]
    lengths = [
        np.concatenate([np.diff(getattr(part, f"{side}_starts")) for part in parts]) for side in ("source", "target")
    ]
    starts = [np.concatenate([[0], np.cumsum(length)]) for length in lengths]
    return Encoded(ids[0], starts[0], ids[1], starts[1])


def batches(encoded: Encoded, *, epoch: int, seed: int, tokens: int, window: int = 30_000) -> list[Array]:
    """Batches (indices of pairs) of one epoch, each of at most `tokens` padded pieces on its longer side.

    Pairs are shuffled over the epoch, sorted by length within windows, and the batches of a window shuffled again:
    little padding, and no drift from short to long.
    """
    rng = np.random.default_rng((seed, epoch))
    order = rng.permutation(len(encoded))
    sources, targets = np.diff(encoded.source_starts), np.diff(encoded.target_starts)
    found: list[Array] = []
    for start in range(0, len(order), window):
        part = order[start : start + window]
        # By source first: the encoder is the deeper side, so its padding costs most.
        part = part[np.lexsort((targets[part], sources[part] // 3))]
        cut: list[Array] = []
        first, longest = 0, 0
        for position, index in enumerate(part):
            longest_with = max(longest, int(sources[index]), int(targets[index]))
            if position > first and longest_with * (position - first + 1) > tokens:
                cut.append(part[first:position])
                first, longest_with = position, max(int(sources[index]), int(targets[index]))
            longest = longest_with
        cut.append(part[first:])
        rng.shuffle(cut)
        found += cut
    return found
