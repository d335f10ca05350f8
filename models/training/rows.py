"""Padded rows for `network`, and its loss, on a CPU in bfloat16 throughout: what `train --stacked` runs.

Autocast keeps what runs between products in float32 and casts at every product; here weights and hidden states stay in
bfloat16, the matrices of a kind are trained together by `muon`, and the loss takes its gradient at once, a few hundred
pieces at a time, so that the logits of a whole batch are never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.training.network import Packed

CHUNK = 256
"""Pieces whose logits are held at a time."""


@dataclass(frozen=True, slots=True)
class Side:
    """How the pieces of one side lie, where `packing` has the ends of its sequences."""

    rows: int
    padding: Any
    """`(rows, 1, 1, pieces)`, added to the attention to them; None where nothing is padded."""


def as_rows(batch: Mapping[str, Any], kind: Any) -> Packed:
    """A padded batch of `train.padded` as `network` takes it; the padding of a target stands behind what attends to it."""
    import torch

    rows, width = batch["source"].shape
    length = batch["decoder"].shape[1]
    padding = None
    if (padded := batch["source_mask"] == 0).any():
        padding = torch.zeros(rows, 1, 1, width, dtype=kind).masked_fill_(padded[:, None, None], float("-inf"))
    arrays = {
        "source": batch["source"].flatten(),
        "source_places": torch.arange(width).repeat(rows),
        "source_starts": Side(rows, padding),
        "decoder": batch["decoder"].flatten(),
        "target_places": torch.arange(length).repeat(rows),
        "target_starts": Side(rows, None),
    }
    return Packed(arrays, max(width, length))


def row_attention(query: Any, key: Any, value: Any, sides: tuple[Side, Side], longest: int, *, causal: bool) -> Any:
    """Attention within rows, `(pieces, heads, size)`: plain products, which torch's fused ones do not reach backwards."""
    import torch

    del longest
    query, key, value = (
        part.unflatten(0, (side.rows, -1)).transpose(1, 2)
        for part, side in zip((query, key, value), (*sides, sides[1]), strict=True)
    )
    scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
    if causal:
        scores = scores + torch.full(scores.shape[-2:], float("-inf"), dtype=scores.dtype).triu(1)
    elif sides[1].padding is not None:
        scores = scores + sides[1].padding
    return torch.matmul(torch.softmax(scores, dim=-1), value).transpose(1, 2).flatten(0, 1)


def smoothed_loss(hidden: Any, embedding: Any, target: Any, smoothing: float) -> tuple[Any, Any, Any]:
    """Mean cross-entropy with smoothed labels, nats, and its gradients: of `hidden` and, in float32, of `embedding`.

    Args:
        hidden: `(pieces, width)`.
        embedding: `(vocabulary, width)`.
        target: Ids, `(pieces,)`; below 0 where nothing is learnt.
        smoothing: Part of the label that is shared by all pieces, 0 to 1.
    """
    import torch

    known = (target >= 0).nonzero()[:, 0]
    kept, wanted = hidden[known], target[known][:, None]
    count, size = len(known), len(embedding)
    of_kept = torch.empty_like(kept)
    of_embedding = torch.zeros(embedding.shape)
    total = torch.zeros(())
    for start in range(0, count, CHUNK):
        part, right = kept[start : start + CHUNK], wanted[start : start + CHUNK]
        logits = (part @ embedding.T).float()
        whole = logits.logsumexp(dim=-1, keepdim=True)
        total += (whole - (1.0 - smoothing) * logits.gather(1, right)).sum() - smoothing * logits.mean(dim=-1).sum()
        slope = logits.sub_(whole).exp_().sub_(smoothing / size)
        slope.scatter_add_(1, right, torch.full(right.shape, smoothing - 1.0))
        slope = slope.to(hidden.dtype)
        of_kept[start : start + CHUNK] = slope @ embedding
        of_embedding += (slope.T @ part).float()
    of_hidden = torch.zeros_like(hidden)
    of_hidden[known] = of_kept / count
    return total / count, of_hidden, of_embedding / count
