"""Segments to translations: deduplicate, cut what is too long, ask the engine, join, check.

Nothing is dropped: every segment comes back once, in order, whatever the engine does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate_summarize.quality import check
from translate_summarize.segmentation import split_long
from translate_summarize.types import Engine, Hypothesis, Segment, Translation

PIECE_SUBWORDS = 100
"""Longest source, in estimated subwords, that Marian models trained on sentences translate whole."""
_SHORTEST_PIECE = 12


@dataclass(frozen=True, slots=True)
class _Joined:
    """The target of a whole source, from the hypotheses of its pieces."""

    text: str
    score: float
    truncated: bool


def translate(segments: Sequence[Segment], engine: Engine) -> tuple[Translation, ...]:
    """One translation for each segment, in the order of the segments.

    Code, and text without a letter ("12", "* * *"), is copied. Equal segments are translated once. A sentence longer
    than models are trained for is translated in pieces at clause boundaries, and so is one that the engine cut.

    Raises:
        TranslationError: The engine failed.
    """
    sources = list(dict.fromkeys(s.text for s in segments if not _is_copied(s)))
    targets = dict(zip(sources, _translate_texts(sources, engine, limit=PIECE_SUBWORDS), strict=True))
    return tuple(_accept(segment, targets) for segment in segments)


def _is_copied(segment: Segment) -> bool:
    return segment.kind == "code" or not any(c.isalpha() for c in segment.text)


def _accept(segment: Segment, targets: dict[str, _Joined]) -> Translation:
    if _is_copied(segment):
        return Translation(segment, segment.text, origin="copied")
    joined = targets[segment.text]
    marks = check(segment.text, joined.text, truncated=joined.truncated)
    if not joined.text:  # a blank cell would hide the sentence: its French stands there, marked
        return Translation(segment, segment.text, score=joined.score, origin="copied", marks=marks)
    return Translation(segment, joined.text, score=joined.score, marks=marks)


def _translate_texts(texts: Sequence[str], engine: Engine, *, limit: int) -> list[_Joined]:
    pieces = [[text[start:end] for start, end in split_long(text, limit=limit)] for text in texts]
    hypotheses = iter(engine.translate([piece for group in pieces for piece in group]))
    joined = [_join([next(hypotheses) for _ in group]) for group in pieces]
    # A cut hypothesis means a loop, or a source past the model's positions: smaller pieces lose less.
    again = [i for i, one in enumerate(joined) if one.truncated] if limit // 2 >= _SHORTEST_PIECE else []
    if again:
        for i, better in zip(again, _translate_texts([texts[i] for i in again], engine, limit=limit // 2), strict=True):
            if not better.truncated or len(split_long(texts[i], limit=limit)) == 1:
                joined[i] = better
    return joined


def _join(hypotheses: Sequence[Hypothesis]) -> _Joined:
    """Texts joined by spaces; the score is the mean over their words, so that a long piece weighs more."""
    weights = [len(h.text.split()) + 1 for h in hypotheses]
    score = sum(h.score * w for h, w in zip(hypotheses, weights, strict=True)) / max(1, sum(weights))
    text = " ".join(h.text.strip() for h in hypotheses if h.text.strip())
    return _Joined(text, score, any(h.truncated for h in hypotheses))
