"""How near a line of the corpus stands to the text that users bring: cross-entropy difference of two language models.

Moore and Lewis, "Intelligent selection of language model training data", ACL 2010: a line is worth more, the likelier
it is under a model of the wanted text than under a model of the corpus that it comes from. Lines of one corpus differ
so much that its nearest twentieth does for a short training what the whole would do in a long one.
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from models.training.data import Array, Codec

from translate_summarize import segment
from translate_summarize.engines.tokenization import normalize
from translate_summarize.types import Block, Document

BACKGROUND = 200_000
"""Lines of a corpus from which its own model is counted."""
BIGRAM = 0.7
"""Weight of the bigram beside the unigram (Jelinek and Mercer), where its first piece was seen at all."""


@dataclass(frozen=True, slots=True)
class Model:
    """Counts of a language model over pieces: `pairs[a, b]` of bigrams, `(pieces, pieces)`; `single[b]` of unigrams."""

    pairs: Array
    single: Array


def count(lines: Iterable[Sequence[int]], pieces: int) -> Model:
    """The model of lines of ids below `pieces`."""
    first, second = bigrams(list(lines))
    pairs = np.bincount(first * pieces + second, minlength=pieces * pieces).astype(np.float32)
    return Model(pairs.reshape(pieces, pieces), np.bincount(second, minlength=pieces).astype(np.float32))


def bigrams(lines: Sequence[Sequence[int]]) -> tuple[Array, Array]:
    """First and second pieces of every bigram; a line begins after an end, which is the last id of each line."""
    ids = np.concatenate([np.asarray(line, np.int64) for line in lines])
    before = np.roll(ids, 1)
    starts = np.cumsum([0, *(len(line) for line in lines)])[:-1]
    before[starts] = ids[-1]
    return before, ids


def information(model: Model, first: Array, second: Array) -> Array:
    """Nats of each second piece after its first."""
    unigram = (model.single[second] + 0.1) / (model.single.sum() + 0.1 * len(model.single))
    known = model.pairs.sum(axis=1)[first]
    bigram = model.pairs[first, second] / np.maximum(known, 1.0)
    weight = np.where(known > 0, BIGRAM, 0.0)
    return np.asarray(-np.log(weight * bigram + (1.0 - weight) * unigram))


def relevance(lines: Sequence[Sequence[int]], *, wanted: Model, corpus: Model) -> Array:
    """Nats a piece that each line is likelier as wanted text than as a line of the corpus, `(len(lines),)`."""
    first, second = bigrams(lines)
    gained = information(corpus, first, second) - information(wanted, first, second)
    lengths = np.array([len(line) for line in lines])
    starts = np.cumsum(lengths) - lengths
    return np.asarray(np.add.reduceat(gained, starts) / lengths)


def nearest(texts: Sequence[str], wanted: Model, codec: Codec, *, number: int, rng: random.Random) -> list[int]:
    """Places of the `number` texts that are nearest to the wanted text, in their own order."""
    pieces = len(wanted.single)
    sample = rng.sample(range(len(texts)), min(BACKGROUND, len(texts)))
    corpus = count(codec.encode([texts[place] for place in sample]), pieces)
    scores = np.concatenate(
        [
            relevance(codec.encode(list(texts[start : start + 50_000])), wanted=wanted, corpus=corpus)
            for start in range(0, len(texts), 50_000)
        ]
    )
    return sorted(np.argsort(-scores, kind="stable")[:number].tolist())


def wanted_model(path: Path, codec: Codec) -> Model:
    """The model of the sentences of articles, xz-packed JSON lines with `article`."""
    return count(codec.encode([normalize(sentence) for sentence in sentences(path)]), len(codec.ids))


def sentences(path: Path) -> Iterator[str]:
    """Sentences of every article of a file of xz-packed JSON lines, as tsum cuts them."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)["article"]
            for found in segment(Document(name=path.name, blocks=(Block(kind="paragraph", text=article),))):
                yield found.text
