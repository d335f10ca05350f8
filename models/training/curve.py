"""The learning curve: a CSV that grows with the run, and a picture of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from models.training.files import replacing, write_text

COLUMNS = ("step", "tokens", "seconds", "rate", "train_loss", "valid_loss", "valid_bleu")
EVERY = 50
"""Steps over which the training loss is averaged for one row."""


class Curve:
    """Rows of `curve.csv` in a run's folder."""

    def __init__(self, run: Path) -> None:
        """Take up the rows that are there."""
        self.run = run
        self.losses: list[float] = []
        self.rows: list[dict[str, Any]] = []
        path = run / "curve.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                self.rows = list(csv.DictReader(file))

    @property
    def validated(self) -> int:
        """The step of the last validation, or -1."""
        return max((int(row["step"]) for row in self.rows if row["valid_loss"]), default=-1)

    def forget_after(self, step: int) -> None:
        """Drop rows that a resumed run will write again."""
        self.rows = [row for row in self.rows if int(row["step"]) <= step]

    def train(self, step: int, tokens: int, seconds: float, rate: float, loss: float) -> None:
        """Count one step; a row every `EVERY` steps."""
        self.losses.append(loss)
        if step % EVERY == 0:
            mean = sum(self.losses) / len(self.losses)
            self.losses = []
            self._add(step, tokens, seconds, rate=f"{rate:.3e}", train_loss=f"{mean:.4f}")

    def valid(self, step: int, tokens: int, seconds: float, loss: float, bleu: float | None = None) -> None:
        """Add a validation, and say it on the terminal."""
        score = {} if bleu is None else {"valid_bleu": f"{bleu:.2f}"}
        self._add(step, tokens, seconds, valid_loss=f"{loss:.4f}", **score)
        said = "" if bleu is None else f"  BLEU {bleu:.1f}"
        print(f"step {step}  tokens {tokens}  {seconds:.0f} s  validation loss {loss:.3f}{said}", flush=True)

    def _add(self, step: int, tokens: int, seconds: float, **values: str) -> None:
        row = {"step": step, "tokens": tokens, "seconds": f"{seconds:.0f}", **values}
        self.rows.append({column: row.get(column, "") for column in COLUMNS})
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        write_text(self.run / "curve.csv", text.getvalue())

    def write(self) -> None:
        """Draw `curve.png`: losses on the left, validation BLEU on the right, over millions of target tokens."""
        import matplotlib as mpl

        mpl.use("Agg")
        from matplotlib import pyplot as plt

        figure, losses = plt.subplots(figsize=(6, 3.6), dpi=90)
        scores = losses.twinx()
        for axes, column, colour, label in (
            (losses, "train_loss", "tab:gray", "training loss (smoothed labels)"),
            (losses, "valid_loss", "tab:blue", "validation loss"),
            (scores, "valid_bleu", "tab:red", "validation BLEU (greedy)"),
        ):
            points = [(int(row["tokens"]) / 1e6, float(row[column])) for row in self.rows if row[column]]
            if points:
                axes.plot(*zip(*points, strict=True), color=colour, label=label, linewidth=1.2)
        losses.set_xlabel("target tokens (millions)")
        losses.set_ylabel("nats a token")
        scores.set_ylabel("BLEU")
        figure.legend(loc="upper center", ncol=3, fontsize=7, frameon=False)
        with replacing(self.run / "curve.png") as beside:
            figure.savefig(beside, format="png", bbox_inches="tight")
        plt.close(figure)
