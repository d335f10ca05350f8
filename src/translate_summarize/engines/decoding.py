"""How a model is decoded: what both engines must agree on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from translate_summarize.errors import ModelError
from translate_summarize.types import Hypothesis

_Result = TypeVar("_Result")
BATCH_TOKENS = {"cpu": 1536, "cuda": 16384}
"""Padded tokens to a batch. Past this a CPU core gains nothing, and a single article would not fill two cores; the
figure for a GPU was never tried on one, and shrinks where it does not fit."""
SMALLEST_BATCH = 256
_STEPS = (8, 16, 32, 64, 128, 256, 512, 1024)


@dataclass(frozen=True, slots=True)
class Decoding:
    """Beam search as the model's generation configuration has it, with limits in pieces."""

    beam_size: int
    length_penalty: float
    source_limit: int
    """Pieces of a source that the model has positions for, without the end-of-sentence piece."""
    output_limit: int
    """Pieces of a target, at most."""
    doubt_below: float | None = None
    """Score below which a hypothesis is doubtful: calibrated for a model (its generation configuration's
    `doubt_below`), unknown for most."""

    @property
    def signature(self) -> str:
        """E.g. `beam:4`, with the length penalty where it is not 1."""
        penalty = "" if self.length_penalty == 1.0 else f"|penalty:{self.length_penalty:g}"
        return f"beam:{self.beam_size}{penalty}"

    def hypothesis(self, text: str, score: float, *, truncated: bool) -> Hypothesis:
        """A hypothesis, with its score judged by the model's calibration.

        Four digits of it: the seventh may depend on how many were in the batch, and outcomes must not.
        """
        score = min(0.0, round(score, 4))
        return Hypothesis(
            text, score, doubtful=self.doubt_below is not None and score < self.doubt_below, truncated=truncated
        )

    def target_limit(self, pieces: int) -> int:
        """Pieces to decode for a source of so many, at most: a loop ends here.

        English takes fewer pieces than French (0.9 on average); twice as many and 24 more is a failure, not a
        translation. Rounded up in powers of two, so that sources of like length can share a batch.
        """
        step = next((s for s in _STEPS if s >= pieces), pieces)
        return min(2 * step + 24, self.output_limit)


def is_out_of_memory(error: Exception) -> bool:
    """Whether a backend says that the memory of a device is full (CUDA's own words, which torch and CTranslate2 keep)."""
    return "out of memory" in str(error).lower()


def shrinking(work: Callable[[int], _Result], *, largest: int, smallest: int = SMALLEST_BATCH) -> tuple[_Result, int]:
    """The result of `work` on batches of so many padded tokens, and the size that fitted.

    Where the device's memory does not hold a batch, half the size is tried, down to `smallest`; what is translated does
    not depend on it.

    Raises:
        RuntimeError: `work` failed for another reason, or even the smallest batch does not fit.
    """
    size = largest
    while True:
        try:
            return work(size), size
        except RuntimeError as error:
            if not is_out_of_memory(error) or size // 2 < smallest:
                raise
        size //= 2


def decoding_of(folder: Path, *, beam_size: int | None) -> Decoding:
    """The decoding of a Marian folder; `beam_size` None takes the model's own.

    Raises:
        ModelError: Its configuration cannot be read.
    """
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        path = folder / "generation_config.json"
        generation = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The configuration of the model in {folder} cannot be read ({error}): pull the model again."
        ) from error

    def value(key: str, default: float) -> float:
        found = generation.get(key, config.get(key))
        return default if found is None else float(found)

    doubt_below = generation.get("doubt_below")
    positions = int(config.get("max_position_embeddings", 512))
    return Decoding(
        beam_size=beam_size or int(value("num_beams", 4)),
        length_penalty=value("length_penalty", 1.0),
        source_limit=positions - 1,
        output_limit=min(positions, int(value("max_length", 512))),
        doubt_below=None if doubt_below is None else float(doubt_below),
    )
