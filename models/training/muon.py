"""Muon for stacks of matrices, AdamW for the rest: one optimizer whose step a GPU can record and replay.

Muon (Jordan et al. 2024) takes the momentum of a matrix to the nearest orthogonal one by five Newton-Schulz steps;
scaled to AdamW's size, both take one rate (Liu et al. 2025, arXiv:2502.16982). torch.optim.Muon does the same matrix
by matrix; here all matrices of a stack go together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of the Newton-Schulz polynomial, Jordan's."""
MOMENTUM = 0.95
BETAS = (0.9, 0.98)
TINY = 1e-9


def orthogonal(matrices: Any, *, steps: int = 5) -> Any:
    """Matrices `(count, rows, columns)` with singular values near 1 and the same singular vectors, in bfloat16."""
    a, b, c = COEFFICIENTS
    tall = matrices.shape[-2] > matrices.shape[-1]
    found = matrices.bfloat16()
    if tall:
        found = found.mT
    found = found / (found.float().norm(dim=(-2, -1), keepdim=True).to(found.dtype) + 1e-7)
    for _ in range(steps):
        gram = found @ found.mT
        found = a * found + (b * gram + c * gram @ gram) @ found
    return found.mT if tall else found


class Optimizer:
    """Weights in float32, their copies for the products, and the moments of both rules.

    Args:
        weights: The stacks of `network.taken`, on their device.
        matrices: For each stack that Muon trains, how many matrices a row holds one over the other.
        precision: Type of the copies.
        decay: Decoupled weight decay of Muon's matrices.
        clip: Highest norm of all gradients together.
    """

    def __init__(
        self, weights: Mapping[str, Any], *, matrices: Mapping[str, int], precision: Any, decay: float, clip: float
    ) -> None:
        """Start with no momentum."""
        import torch

        self.matrices, self.decay, self.clip = dict(matrices), decay, clip
        self.masters = {name: tensor.float() for name, tensor in weights.items()}
        self.copies = {name: tensor.to(precision, copy=True).requires_grad_() for name, tensor in self.masters.items()}
        device = self.masters["embedding"].device
        self.first = {name: torch.zeros_like(tensor) for name, tensor in self.masters.items()}
        self.second = {
            name: torch.zeros_like(tensor) for name, tensor in self.masters.items() if name not in self.matrices
        }
        self.rate = torch.zeros((), device=device)
        self.steps = torch.zeros((), device=device)

    def step(self, gradients: Mapping[str, Any]) -> None:
        """Move the weights against their gradients at `rate`."""
        import torch

        with torch.no_grad():
            norm = torch.stack([tensor.float().norm() for tensor in gradients.values()]).norm()
            factor = (self.clip / (norm + 1e-6)).clamp(max=1.0)
            self.steps += 1
            for name, gradient in gradients.items():
                move = self._muon if name in self.matrices else self._adam
                move(name, gradient.float() * factor)
            # The padding's row, which no target uses, stays zero: the decoder starts from it.
            self.masters["embedding"][-1] = 0.0
            for name, copy in self.copies.items():
                copy.copy_(self.masters[name])

    def _muon(self, name: str, gradient: Any) -> None:
        momentum, master = self.first[name], self.masters[name]
        momentum.lerp_(gradient, 1.0 - MOMENTUM)
        update = gradient.lerp(momentum, MOMENTUM)
        rows = master.shape[1] // self.matrices[name]
        update = orthogonal(update.reshape(-1, rows, master.shape[2])).reshape(master.shape)
        master.mul_(1.0 - self.rate * self.decay)
        master.sub_(update.float() * self.rate * (0.2 * max(rows, master.shape[2]) ** 0.5))

    def _adam(self, name: str, gradient: Any) -> None:
        first, second = self.first[name], self.second[name]
        first.lerp_(gradient, 1.0 - BETAS[0])
        second.lerp_(gradient * gradient, 1.0 - BETAS[1])
        mean = first / (1.0 - BETAS[0] ** self.steps)
        size = (second / (1.0 - BETAS[1] ** self.steps)).sqrt() + TINY
        self.masters[name].sub_(self.rate * mean / size)

    def state(self) -> dict[str, Any]:
        """All that a later run needs to go on."""
        return {"masters": self.masters, "first": self.first, "second": self.second, "steps": self.steps}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what `state` gave."""
        import torch

        with torch.no_grad():
            for kind in ("masters", "first", "second"):
                for name, tensor in getattr(self, kind).items():
                    tensor.copy_(state[kind][name])
            self.steps.copy_(state["steps"])
            for name, copy in self.copies.items():
                copy.copy_(self.masters[name])
