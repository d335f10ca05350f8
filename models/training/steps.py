"""A step of `train`: of the MarianMTModel itself, or of its weights in stacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.training.modeling import loss_of, set_weights, weights_of
from models.training.muon import Optimizer
from models.training.network import MATRICES, Network, Plan, Weights, given, taken
from models.training.rows import as_rows, row_attention, smoothed_loss


def optimizers_for(model: Any, *, name: str) -> list[Any]:
    """The optimizers that share a model's weights: AdamW, or Muon for the inner matrices and AdamW for the rest.

    Muon (Jordan et al. 2024) orthogonalises the update of a matrix; scaled to AdamW's size (Liu et al. 2025,
    arXiv:2502.16982), both take the same rate. Embeddings, norms and biases are not its to train.
    """
    import torch

    trained = [(label, weight) for label, weight in model.named_parameters() if weight.requires_grad]
    inner = (
        [weight for label, weight in trained if weight.ndim == 2 and "shared" not in label] if name == "muon" else []
    )
    taken = {id(weight) for weight in inner}
    rest = [weight for _, weight in trained if id(weight) not in taken]
    found: list[Any] = [torch.optim.AdamW(rest, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0, fused=True)]
    if inner:
        found.append(torch.optim.Muon(inner, weight_decay=0.0, adjust_lr_fn="match_rms_adamw"))
    return found


class PlainStep:
    """A step of the MarianMTModel itself and its optimizers."""

    def __init__(self, model: Any, *, optimizer: str, smoothing: float, device: str, half: bool) -> None:
        """Train `model` in place; `half`: products in bfloat16."""
        self.model, self.smoothing, self.device, self.half = model, smoothing, device, half
        self.optimizers = optimizers_for(model, name=optimizer)

    def advance(self, batch: dict[str, Any], rate: float) -> float:
        """One step; the loss before it."""
        import torch

        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.half):
            loss = loss_of(self.model, batch, smoothing=self.smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            # The decoder starts from the padding, which is zero in Marian and CTranslate2.
            self.model.model.shared.weight[self.model.config.pad_token_id] = 0.0
        return float(loss.item())

    def settle(self) -> None:
        """Nothing: the model holds its weights."""

    def state(self) -> Any:
        """All that a later run needs besides the weights."""
        return [optimizer.state_dict() for optimizer in self.optimizers]

    def restore(self, state: Any) -> None:
        """Take up what `state` gave."""
        for optimizer, stored in zip(self.optimizers, state, strict=True):
            optimizer.load_state_dict(stored)


class StackedStep:
    """A step by `network`, on rows, and `muon`; the model gets the weights back by `settle`."""

    def __init__(self, model: Any, *, smoothing: float, precision: Any) -> None:
        """Take the weights of a MarianMTModel; `precision` is the type that is computed in."""
        self.model, self.smoothing = model, smoothing
        self.plan = Plan.of(model)
        positions = model.model.encoder.embed_positions.weight.detach()
        self.network = Network(self.plan, positions, attention=row_attention)
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
        hidden = self.network.hidden(copies, as_rows(batch, copies["embedding"].dtype), training=True)
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
