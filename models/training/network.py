"""The arithmetic of MarianMTModel for training on a GPU: sentences end to end, layers of one kind in one tensor.

`transformers` pads its batches and makes many small tensors; here nothing is padded (`packing`) and a step is a few
hundred kernels over two dozen tensors. `taken` and `given` are the way from and to a MarianMTModel; a test holds both
networks against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Weights = dict[str, Any]
NORM = 1e-5
"""Added to a variance, as torch's LayerNorm does."""
MATRICES = {"own_in": 3, "own_out": 1, "cross_query": 1, "cross_in": 2, "cross_out": 1, "up": 1, "down": 1}
"""Stacks that Muon trains, and the matrices in a row of each."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes of a network."""

    encoder: int
    decoder: int
    heads: int
    width: int

    @classmethod
    def of(cls, model: Any) -> Plan:
        """The sizes of a MarianMTModel."""
        config = model.config
        return cls(config.encoder_layers, config.decoder_layers, config.encoder_attention_heads, config.d_model)

    def stacks(self) -> dict[str, list[list[str]]]:
        """Names of MarianMTModel's weights in each stack: a row of the stack is the concatenation of one list."""
        encoder = [f"model.encoder.layers.{layer}" for layer in range(self.encoder)]
        decoder = [f"model.decoder.layers.{layer}" for layer in range(self.decoder)]
        own = [f"{layer}.self_attn" for layer in encoder + decoder]
        cross = [f"{layer}.encoder_attn" for layer in decoder]
        found: dict[str, list[list[str]]] = {}
        for end in ("weight", "bias"):
            found |= {
                f"own_in.{end}": [[f"{name}.{part}_proj.{end}" for part in "qkv"] for name in own],
                f"own_out.{end}": [[f"{name}.out_proj.{end}"] for name in own],
                f"cross_query.{end}": [[f"{name}.q_proj.{end}"] for name in cross],
                f"cross_in.{end}": [[f"{name}.{part}_proj.{end}" for part in "kv"] for name in cross],
                f"cross_out.{end}": [[f"{name}.out_proj.{end}"] for name in cross],
                f"up.{end}": [[f"{name}.fc1.{end}"] for name in encoder + decoder],
                f"down.{end}": [[f"{name}.fc2.{end}"] for name in encoder + decoder],
                f"own_norm.{end}": [[f"{name}_layer_norm.{end}"] for name in own],
                f"cross_norm.{end}": [[f"{name}_layer_norm.{end}"] for name in cross],
                f"last_norm.{end}": [[f"{name}.final_layer_norm.{end}"] for name in encoder + decoder],
            }
        return found


def taken(weights: Mapping[str, Any], plan: Plan) -> Weights:
    """The weights of a MarianMTModel (`modeling.weights_of`) as stacks, `(layers, rows, columns)` or `(layers, rows)`."""
    import torch

    found = {
        stack: torch.stack([torch.cat([weights[name].float() for name in row]) for row in rows])
        for stack, rows in plan.stacks().items()
    }
    return {"embedding": weights["model.shared.weight"].float().clone(), **found}


def given(stacks: Weights, plan: Plan) -> Weights:
    """The stacks as the weights of a MarianMTModel, for `modeling.set_weights`."""
    import torch

    found = {"model.shared.weight": stacks["embedding"]}
    for stack, rows in plan.stacks().items():
        for names, row in zip(rows, stacks[stack], strict=True):
            found |= dict(zip(names, row.chunk(len(names)), strict=True))
    found["final_logits_bias"] = torch.zeros(1, len(stacks["embedding"]))
    return {name: tensor.detach().float().cpu().contiguous() for name, tensor in found.items()}


@dataclass(frozen=True, slots=True)
class Packed:
    """A batch on its device: the arrays of `packing.lay`, and the longest sequence there can be."""

    arrays: Mapping[str, Any]
    longest: int


Attention = Callable[..., Any]


def dense_attention(query: Any, key: Any, value: Any, ends: tuple[Any, Any], longest: int, *, causal: bool) -> Any:
    """Attention within sequences, `(pieces, heads, size)`, by a mask over all pieces: for small batches on a CPU."""
    import torch
    from torch.nn import functional

    del longest
    places = [torch.arange(len(side), device=side.device) for side in (query, key)]
    owners = [torch.searchsorted(end[1:], place, right=True) for end, place in zip(ends, places, strict=True)]
    mask = owners[0][:, None] == owners[1][None, :]
    if causal:
        mask &= places[0][:, None] >= places[1][None, :]
    sides = (side.transpose(0, 1)[None] for side in (query, key, value))
    return functional.scaled_dot_product_attention(*sides, attn_mask=mask)[0].transpose(0, 1)


def flash_attention(query: Any, key: Any, value: Any, ends: tuple[Any, Any], longest: int, *, causal: bool) -> Any:
    """The same by FlashAttention (Dao 2023, arXiv:2307.08691), half precision on a GPU."""
    from torch.nn.attention.varlen import varlen_attn

    window = (-1, 0) if causal else (-1, -1)
    return varlen_attn(query, key, value, *ends, longest, longest, window_size=window)


class Network:
    """Hidden states and loss of packed batches; holds sizes and functions, its weights are handed in.

    Args:
        plan: Sizes.
        positions: Position encodings, `(places, width)`.
        attention: `flash_attention`, or `dense_attention` where there is no GPU.
        dropout: Of embeddings and of what each sublayer adds, 0 to 1.
        compiled: Fuse the small operations of a layer with `torch.compile`; costs half a minute once.
    """

    def __init__(
        self, plan: Plan, positions: Any, *, attention: Attention, dropout: float = 0.0, compiled: bool = False
    ) -> None:
        """Keep the sizes; compile where that is wanted."""
        import torch

        self.plan, self.positions, self.attention, self.dropout = plan, positions, attention, dropout
        fuse: Callable[[Any], Any] = (
            (lambda part: torch.compile(part, dynamic=False)) if compiled else (lambda part: part)
        )
        self._own = fuse(self.own_sublayer)
        self._cross = fuse(self.cross_sublayer)
        self._inner = fuse(self.inner_sublayer)
        self._loss = fuse(self.loss_sum)

    def drop(self, values: Any, *, training: bool) -> Any:
        """Dropout."""
        from torch.nn import functional

        return functional.dropout(values, self.dropout, training=training) if self.dropout else values

    def embedded(self, embedding: Any, ids: Any, places: Any, *, training: bool) -> Any:
        """Pieces with their positions, `(pieces, width)`."""
        from torch.nn import functional

        found = functional.embedding(ids, embedding) * self.plan.width**0.5
        return self.drop(found + self.positions[places].to(found.dtype), training=training)

    def normed(self, values: Any, added: Any, weights: Weights, name: str, *, training: bool) -> Any:
        """Residual connection, then norm."""
        from torch.nn import functional

        weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        return functional.layer_norm(
            values + self.drop(added, training=training), (self.plan.width,), weight, bias, NORM
        )

    def heads(self, values: Any, parts: int) -> tuple[Any, ...]:
        """`(pieces, parts * width)` as so many tensors `(pieces, heads, size)`."""
        size = self.plan.width // self.plan.heads
        return tuple(part.view(len(values), self.plan.heads, size) for part in values.chunk(parts, dim=-1))

    def own_sublayer(
        self, values: Any, ends: Any, weights: Weights, *, longest: int, causal: bool, training: bool
    ) -> Any:
        """Attention of a side to itself."""
        from torch.nn.functional import linear

        query, key, value = self.heads(linear(values, weights["own_in.weight"], weights["own_in.bias"]), 3)
        found = self.attention(query, key, value, (ends, ends), longest, causal=causal)
        added = linear(found.reshape(values.shape), weights["own_out.weight"], weights["own_out.bias"])
        return self.normed(values, added, weights, "own_norm", training=training)

    def cross_sublayer(
        self, values: Any, source: Any, ends: tuple[Any, Any], weights: Weights, *, longest: int, training: bool
    ) -> Any:
        """Attention of the target to the source."""
        from torch.nn.functional import linear

        (query,) = self.heads(linear(values, weights["cross_query.weight"], weights["cross_query.bias"]), 1)
        key, value = self.heads(linear(source, weights["cross_in.weight"], weights["cross_in.bias"]), 2)
        found = self.attention(query, key, value, ends, longest, causal=False)
        added = linear(found.reshape(values.shape), weights["cross_out.weight"], weights["cross_out.bias"])
        return self.normed(values, added, weights, "cross_norm", training=training)

    def inner_sublayer(self, values: Any, weights: Weights, *, training: bool) -> Any:
        """The feed-forward part."""
        from torch.nn.functional import linear, relu

        inner = relu(linear(values, weights["up.weight"], weights["up.bias"]))
        added = linear(inner, weights["down.weight"], weights["down.bias"])
        return self.normed(values, added, weights, "last_norm", training=training)

    def hidden(self, weights: Weights, batch: Packed, *, training: bool) -> Any:
        """What the last layer makes of each target piece, `(pieces, width)`."""
        arrays, longest = batch.arrays, batch.longest
        rows = {name: tensor.unbind(0) for name, tensor in weights.items() if name != "embedding"}
        layers = [
            {name: row[layer] for name, row in rows.items() if not name.startswith("cross")}
            for layer in range(self.plan.encoder + self.plan.decoder)
        ]
        crosses = [
            {name: row[layer] for name, row in rows.items() if name.startswith("cross")}
            for layer in range(self.plan.decoder)
        ]
        sources, targets = arrays["source_starts"], arrays["target_starts"]
        source = self.embedded(weights["embedding"], arrays["source"], arrays["source_places"], training=training)
        for layer in layers[: self.plan.encoder]:
            source = self._own(source, sources, layer, longest=longest, causal=False, training=training)
            source = self._inner(source, layer, training=training)
        target = self.embedded(weights["embedding"], arrays["decoder"], arrays["target_places"], training=training)
        for layer, cross in zip(layers[self.plan.encoder :], crosses, strict=True):
            target = self._own(target, targets, layer, longest=longest, causal=True, training=training)
            target = self._cross(target, source, (targets, sources), cross, longest=longest, training=training)
            target = self._inner(target, layer, training=training)
        return target

    def loss_sum(self, hidden: Any, embedding: Any, target: Any, smoothing: float) -> tuple[Any, Any]:
        """Summed cross-entropy with smoothed labels, nats, and the number of pieces; never of the padding's row, the last."""
        logits = (hidden @ embedding[:-1].T).float()
        known = target >= 0
        whole = logits.logsumexp(dim=-1)
        right = logits.gather(1, target.clamp(min=0).long()[:, None])[:, 0]
        losses = whole - (1.0 - smoothing) * right - smoothing * logits.mean(dim=-1)
        return (losses * known).sum(), known.sum()

    def loss(self, weights: Weights, batch: Packed, *, smoothing: float, training: bool) -> tuple[Any, Any]:
        """`loss_sum` of a batch."""
        hidden = self.hidden(weights, batch, training=training)
        return self._loss(hidden, weights["embedding"], batch.arrays["target"], smoothing)
