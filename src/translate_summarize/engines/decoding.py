"""How a model is decoded: what both engines must agree on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate_summarize.errors import ModelError
from translate_summarize.types import Hypothesis

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
        """A hypothesis, with its score judged by the model's calibration."""
        score = min(0.0, score)
        return Hypothesis(
            text, score, doubtful=self.doubt_below is not None and score < self.doubt_below, truncated=truncated
        )

    def target_limit(self, pieces: int) -> int:
        """Pieces to decode for a source of so many, at most: a loop ends here.

        English takes fewer pieces than French (0.9 on average); twice as many and 24 more is a failure, not a
        translation. Rounded up in powers of two, so that sources of like length share a batch.
        """
        step = next((s for s in _STEPS if s >= pieces), pieces)
        return min(2 * step + 24, self.output_limit)


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
