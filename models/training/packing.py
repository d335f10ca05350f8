"""Batches without padding: whole pairs laid end to end in buffers of one size, for `network` on a GPU.

Every batch has the same shape, so that a GPU can replay one recorded step for all of them, and none of its work goes
into padding; sentences of all lengths meet in every batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from models.training.data import LONGEST, Array, Encoded

FILLERS = 16
"""Sequences at the end of a batch that fill its buffers up; at least one piece each on both sides."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the buffers of a batch."""

    source: int
    """Pieces of all sources."""
    target: int
    """Pieces of all targets."""
    sequences: int
    """Pairs, fillers included; empty ones at the end where there are fewer."""

    @property
    def parts(self) -> dict[str, int]:
        """Length of each array of a batch, in their order in the flat buffer."""
        return {
            "source": self.source,
            "source_places": self.source,
            "source_starts": self.sequences + 1,
            "decoder": self.target,
            "target": self.target,
            "target_places": self.target,
            "target_starts": self.sequences + 1,
        }

    @property
    def total(self) -> int:
        """Length of the flat buffer."""
        return sum(self.parts.values())

    @classmethod
    def of(cls, encoded: Encoded, *, tokens: int) -> Shape:
        """Room for about `tokens` target pieces and the source pieces that go with them."""
        ratio = len(encoded.source_ids) / len(encoded.target_ids)
        return cls(source=-(-int(tokens * ratio) // 128) * 128, target=tokens, sequences=max(64, tokens // 12))


def split(flat: Any, shape: Shape) -> dict[str, Any]:
    """The arrays of a batch as views of its flat buffer."""
    found, start = {}, 0
    for name, length in shape.parts.items():
        found[name] = flat[start : start + length]
        start += length
    return found


def visits(kinds: Mapping[str, tuple[int, int]], times: Mapping[str, float], *, rng: np.random.Generator) -> Array:
    """Pairs of one epoch in a random order: those of `kinds[name]` (first, last + 1) `times[name]` times each.

    A fraction takes so many pairs of the kind, others in each epoch.
    """
    found = []
    for name, (first, last) in kinds.items():
        whole, part = divmod(times.get(name, 0.0), 1.0)
        everything = np.arange(first, last)
        found += [everything] * int(whole)
        found.append(rng.permutation(everything)[: round(part * len(everything))])
    return np.asarray(rng.permutation(np.concatenate(found)))


def packed(encoded: Encoded, order: Array, shape: Shape, *, pad: int) -> Iterator[Array]:
    """Flat buffers, int32 `(shape.total,)`, with the pairs of `order` one after the other; the last few are left out."""
    lengths = [np.diff(starts)[order] for starts in (encoded.source_starts, encoded.target_starts)]
    ends = [np.cumsum(length) for length in lengths]
    rooms = (shape.source - FILLERS, shape.target - FILLERS)
    first, count = 0, len(order)
    while first < count:
        fit = [
            int(np.searchsorted(end, room + (end[first - 1] if first else 0), side="right"))
            for end, room in zip(ends, rooms, strict=True)
        ]
        last = min(*fit, first + shape.sequences - FILLERS)
        if last == count:
            return
        yield lay(encoded, order[first:last], shape, pad=pad)
        first = last


def lay(encoded: Encoded, pairs: Array, shape: Shape, *, pad: int) -> Array:
    """The flat buffer of one batch.

    `*_starts` are cumulative lengths, the fillers after the pairs, then the whole length as often as there is room;
    `*_places` the place of each piece in its sequence; `decoder` the target moved on by one, `pad` first; `target` is
    -1 in the fillers, of which nothing is learnt.

    Raises:
        ValueError: The pairs do not fit.
    """
    flat = np.zeros(shape.total, np.int32)
    views = split(flat, shape)
    sides = (
        ("source", encoded.source_ids, encoded.source_starts, shape.source),
        ("target", encoded.target_ids, encoded.target_starts, shape.target),
    )
    for side, ids, starts, size in sides:
        lengths = starts[pairs + 1] - starts[pairs]
        used = int(lengths.sum())
        if size - used < FILLERS or len(pairs) + FILLERS > shape.sequences:
            raise ValueError(f"{len(pairs)} pairs, {used} pieces do not fit in {shape}")
        filler = np.diff(np.linspace(0, size - used, FILLERS + 1).astype(np.int64))
        lengths = np.concatenate([lengths, filler])
        ends = np.cumsum(lengths)
        places = np.arange(size) - np.repeat(ends - lengths, lengths)
        views[f"{side}_places"][:] = np.minimum(places, LONGEST - 1)
        views[f"{side}_starts"][1 : len(ends) + 1] = ends
        views[f"{side}_starts"][len(ends) + 1 :] = size
        views[side][:used] = ids[np.repeat(starts[pairs], lengths[: len(pairs)]) + places[:used]]
        views[side][used:] = pad if side == "source" else -1
    decoder, target = views["decoder"], views["target"]
    decoder[1:] = np.where(target[:-1] < 0, pad, target[:-1])
    decoder[views["target_places"] == 0] = pad
    return flat
