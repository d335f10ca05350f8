"""Segments to translations: deduplicate, cut what is too long, ask the engine, join, check.

Nothing is dropped: every segment comes back once, in order, whatever the engine does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translate_summarize.quality import IN_PARTS, check
from translate_summarize.segmentation import split_long
from translate_summarize.types import Engine, Hypothesis, Mark, Segment, Translation

PIECE_SUBWORDS = 100
"""Longest source, in estimated subwords, that Marian models trained on sentences translate whole."""
_SMALLER_PIECES = (50, 25, 12)
"""What is wrong whole is tried in pieces of so many subwords, one after the other."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """The target of a whole source, from the hypotheses of its pieces."""

    text: str
    score: float
    marks: tuple[Mark, ...]


def translate(segments: Sequence[Segment], engine: Engine) -> tuple[Translation, ...]:
    """One translation for each segment, in the order of the segments.

    Code, and text without a letter ("12", "* * *"), is copied. Equal segments are translated once. A sentence longer
    than models are trained for is translated in pieces at clause boundaries. So is one whose translation is cut, empty
    or a loop: the better of the two is kept, and says so in a mark.

    Raises:
        TranslationError: The engine failed.
    """
    sources = list(dict.fromkeys(s.text for s in segments if not _is_copied(s)))
    targets = dict(zip(sources, _translate_texts(sources, engine, limit=PIECE_SUBWORDS), strict=True))
    for limit in _SMALLER_PIECES:
        wrong = [text for text in sources if _has_error(targets[text]) and len(split_long(text, limit=limit)) > 1]
        for text, again in zip(wrong, _translate_texts(wrong, engine, limit=limit), strict=True):
            if _rank(again) < _rank(targets[text]):
                targets[text] = replace(again, marks=(*again.marks, IN_PARTS))
    return tuple(_accept(segment, targets) for segment in segments)


def _is_copied(segment: Segment) -> bool:
    return segment.kind == "code" or not any(c.isalpha() for c in segment.text)


def _accept(segment: Segment, targets: dict[str, _Joined]) -> Translation:
    if _is_copied(segment):
        return Translation(segment, segment.text, origin="copied")
    joined = targets[segment.text]
    if not joined.text:  # a blank cell would hide the sentence: its French stands there, marked
        return Translation(segment, segment.text, score=joined.score, origin="copied", marks=joined.marks)
    return Translation(segment, joined.text, score=joined.score, marks=joined.marks)


def _translate_texts(texts: Sequence[str], engine: Engine, *, limit: int) -> list[_Joined]:
    if not texts:
        return []
    pieces = [[text[start:end] for start, end in split_long(text, limit=limit)] for text in texts]
    hypotheses = iter(engine.translate([piece for group in pieces for piece in group]))
    return [_join(text, [next(hypotheses) for _ in group]) for text, group in zip(texts, pieces, strict=True)]


def _join(source: str, hypotheses: Sequence[Hypothesis]) -> _Joined:
    """Texts joined by spaces; the score is the mean over their words, so that a long piece weighs more."""
    weights = [len(h.text.split()) + 1 for h in hypotheses]
    score = sum(h.score * w for h, w in zip(hypotheses, weights, strict=True)) / sum(weights)
    text = " ".join(h.text.strip() for h in hypotheses if h.text.strip())
    return _Joined(text, score, check(source, text, truncated=any(h.truncated for h in hypotheses)))


def _has_error(joined: _Joined) -> bool:
    return any(mark.severity == "error" for mark in joined.marks)


def _rank(joined: _Joined) -> tuple[int, int, float]:
    """Fewer errors come first, then fewer doubts, then the surer one."""
    severities = [mark.severity for mark in joined.marks]
    return severities.count("error"), severities.count("doubt"), -joined.score
