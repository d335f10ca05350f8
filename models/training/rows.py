"""The arithmetic of `network` on padded rows, in bfloat16 throughout: what `train --stacked` runs on a CPU.

Autocast keeps what runs between products in float32 and casts at every product; here weights and hidden states stay in
bfloat16, the matrices of a kind are trained together by `muon`, and the loss takes its gradient at once, a few hundred
pieces at a time, so that the logits of a whole batch are never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.training.modeling import set_weights, weights_of
from models.training.muon import Optimizer
from models.training.network import MATRICES, NORM, Plan, Weights, given, taken

CHUNK = 256
"""Pieces whose logits are held at a time."""


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


def attention(query: Any, key: Any, value: Any, mask: Any) -> Any:
    """Scaled dot-product attention, `(rows, heads, pieces, size)`; `mask` is added, or None."""
    import torch

    scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
    return torch.matmul(torch.softmax(scores if mask is None else scores + mask, dim=-1), value)


class Rows:
    """Hidden states of padded batches; holds sizes and position encodings, its weights are handed in."""

    def __init__(self, plan: Plan, positions: Any) -> None:
        """Keep the sizes and the position encodings, `(places, width)`."""
        self.plan, self.positions = plan, positions

    def hidden(self, weights: Weights, batch: Mapping[str, Any]) -> Any:
        """What the last layer makes of each target piece, `(rows * pieces, width)`."""
        import torch

        layers = {name: tensor.unbind(0) for name, tensor in weights.items() if name != "embedding"}
        rows, width = batch["source"].shape
        kind = weights["embedding"].dtype
        mask = None
        if (padding := batch["source_mask"] == 0).any():
            mask = torch.zeros(rows, 1, 1, width, dtype=kind).masked_fill_(padding[:, None, None], float("-inf"))
        length = batch["decoder"].shape[1]
        causal = torch.full((length, length), float("-inf"), dtype=kind).triu(1)
        source = self._embedded(weights["embedding"], batch["source"])
        for layer in range(self.plan.encoder):
            source = self._inner(self._own(source, rows, mask, layers, layer), layers, layer)
        target = self._embedded(weights["embedding"], batch["decoder"])
        for number in range(self.plan.decoder):
            layer = self.plan.encoder + number
            target = self._own(target, rows, causal, layers, layer)
            target = self._cross(target, source, rows, mask, layers, number)
            target = self._inner(target, layers, layer)
        return target

    def _embedded(self, embedding: Any, ids: Any) -> Any:
        from torch.nn import functional

        places = self.positions[: ids.shape[1]].to(embedding.dtype)
        return (functional.embedding(ids, embedding) * self.plan.width**0.5 + places).view(-1, self.plan.width)

    def _linear(self, values: Any, layers: Mapping[str, Any], name: str, layer: int) -> Any:
        from torch.nn import functional

        return functional.linear(values, layers[f"{name}.weight"][layer], layers[f"{name}.bias"][layer])

    def _normed(self, values: Any, added: Any, layers: Mapping[str, Any], name: str, layer: int) -> Any:
        from torch.nn import functional

        weight, bias = layers[f"{name}.weight"][layer], layers[f"{name}.bias"][layer]
        return functional.layer_norm(values + added, (self.plan.width,), weight, bias, NORM)

    def _heads(self, values: Any, rows: int, parts: int) -> Any:
        size = self.plan.width // self.plan.heads
        shape = (rows, len(values) // rows, parts, self.plan.heads, size)
        return values.view(shape).permute(2, 0, 3, 1, 4)

    def _own(self, values: Any, rows: int, mask: Any, layers: Mapping[str, Any], layer: int) -> Any:
        query, key, value = self._heads(self._linear(values, layers, "own_in", layer), rows, 3)
        found = attention(query, key, value, mask).transpose(1, 2).reshape(values.shape)
        return self._normed(values, self._linear(found, layers, "own_out", layer), layers, "own_norm", layer)

    def _cross(self, values: Any, source: Any, rows: int, mask: Any, layers: Mapping[str, Any], layer: int) -> Any:
        (query,) = self._heads(self._linear(values, layers, "cross_query", layer), rows, 1)
        key, value = self._heads(self._linear(source, layers, "cross_in", layer), rows, 2)
        found = attention(query, key, value, mask).transpose(1, 2).reshape(values.shape)
        return self._normed(values, self._linear(found, layers, "cross_out", layer), layers, "cross_norm", layer)

    def _inner(self, values: Any, layers: Mapping[str, Any], layer: int) -> Any:
        from torch.nn import functional

        inner = functional.relu(self._linear(values, layers, "up", layer))
        return self._normed(values, self._linear(inner, layers, "down", layer), layers, "last_norm", layer)


class StackedStep:
    """A step of `train` by `Rows` and `muon`; the model gets the weights back by `settle`."""

    def __init__(self, model: Any, *, smoothing: float, precision: Any) -> None:
        """Take the weights of a MarianMTModel; `precision` is the type that is computed in."""
        self.model, self.smoothing = model, smoothing
        self.plan = Plan.of(model)
        self.rows = Rows(self.plan, model.model.encoder.embed_positions.weight.detach())
        self.optimizer = self._optimizer(precision)

    def _optimizer(self, precision: Any) -> Optimizer:
        return Optimizer(
            taken(weights_of(self.model), self.plan),
            matrices={f"{name}.weight": count for name, count in MATRICES.items()},
            precision=precision,
            decay=0.0,
            clip=1.0,
        )

    def gradients(self, batch: Mapping[str, Any]) -> tuple[float, Weights]:
        """Loss of a batch, nats a piece, and the gradient of each stack."""
        import torch

        copies = self.optimizer.copies
        hidden = self.rows.hidden(copies, batch)
        embedding = copies["embedding"]
        loss, slope, of_output = smoothed_loss(
            hidden.detach(), embedding.detach()[:-1], batch["target"].flatten(), self.smoothing
        )
        found = dict(zip(copies, torch.autograd.grad(hidden, list(copies.values()), slope), strict=True))
        whole = found["embedding"].float()
        whole[:-1] += of_output
        return float(loss), found | {"embedding": whole}

    def advance(self, batch: Mapping[str, Any], rate: float) -> float:
        """One step; the loss before it."""
        loss, gradients = self.gradients(batch)
        self.optimizer.rate.fill_(rate)
        self.optimizer.step(gradients)
        return loss

    def settle(self) -> None:
        """Put the weights into the model."""
        set_weights(self.model, given(self.optimizer.masters, self.plan))

    def state(self) -> Any:
        """All that a later run needs besides the weights."""
        return self.optimizer.state()

    def restore(self, state: Any) -> None:
        """Take up what `state` gave."""
        self.optimizer.restore(state)
