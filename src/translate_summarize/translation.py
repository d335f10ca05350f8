"""Segments to translations: deduplicate, cut what is too long, ask the engine, join, check.

Nothing is dropped: every segment comes back once, in order, whatever the engine does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translate_summarize import __version__, french
from translate_summarize.quality import IN_PARTS, check
from translate_summarize.segmentation import split_long
from translate_summarize.types import Engine, Hypothesis, Memory, Remembered, Segment, Translation

PIECE_SUBWORDS = 100
"""Longest source, in estimated subwords, that Marian models trained on sentences translate whole."""
_SMALLER_PIECES = (50, 25, 12)
"""What is wrong whole is tried in pieces of so many subwords, one after the other."""


def signature_of(engine: Engine) -> str:
    """What produces a translation, e.g. `src:fr|tgt:en|model:fr-en@1a2b|engine:ctranslate2-int8|beam:4|tsum:0.1.0`."""
    return f"src:fr|tgt:en|{engine.signature}|tsum:{__version__}"


def translate(segments: Sequence[Segment], engine: Engine, *, memory: Memory | None = None) -> tuple[Translation, ...]:
    """One translation for each segment, in the order of the segments.

    Code, and text without a letter ("12", "* * *"), is copied. Equal segments are translated once. A sentence longer
    than models are trained for is translated in pieces at clause boundaries. So is one whose translation is cut, empty
    or a loop: the better of the two is kept, and says so in a mark. A line in capitals is given to the engine in small
    letters (models read capitals badly: BLEU 2 against 24 on flores-dev in capitals). What a memory holds is not asked
    of the engine; a person's translation there wins over the engine's.

    Raises:
        TranslationError: The engine failed.
    """
    sources = list(dict.fromkeys(s.text for s in segments if not is_copied(s)))
    known = memory.find(signature_of(engine), sources) if memory else {}
    new = _translate_new([text for text in sources if text not in known], engine)
    if memory and new:
        memory.add(signature_of(engine), new)
    targets = {**known, **new}
    return tuple(_accept(segment, targets) for segment in segments)


def _translate_new(sources: Sequence[str], engine: Engine) -> dict[str, Remembered]:
    targets = dict(zip(sources, _translate_texts(sources, engine, limit=PIECE_SUBWORDS), strict=True))
    for limit in _SMALLER_PIECES:
        wrong = [text for text in sources if _has_error(targets[text]) and len(split_long(text, limit=limit)) > 1]
        for text, again in zip(wrong, _translate_texts(wrong, engine, limit=limit), strict=True):
            if _rank(again) < _rank(targets[text]):
                targets[text] = replace(again, marks=(*again.marks, IN_PARTS))
    return targets


def is_copied(segment: Segment) -> bool:
    """Whether there is nothing to translate: code, or text without a letter."""
    return segment.kind == "code" or not any(c.isalpha() for c in segment.text)


def _accept(segment: Segment, targets: Mapping[str, Remembered]) -> Translation:
    if is_copied(segment):
        return Translation(segment, segment.text, origin="copied")
    found = targets[segment.text]
    if found.human:
        return Translation(segment, found.target, origin="human")
    if not found.target:  # a blank cell would hide the sentence: its French stands there, marked
        return Translation(segment, segment.text, score=found.score, origin="copied", marks=found.marks)
    return Translation(segment, found.target, score=found.score, marks=found.marks)


def _translate_texts(texts: Sequence[str], engine: Engine, *, limit: int) -> list[Remembered]:
    if not texts:
        return []
    readable = [french.sentence_case(text) if french.is_capitals(text) else text for text in texts]
    pieces = [[text[start:end] for start, end in split_long(text, limit=limit)] for text in readable]
    hypotheses = iter(engine.translate([piece for group in pieces for piece in group]))
    return [_join(text, [next(hypotheses) for _ in group]) for text, group in zip(texts, pieces, strict=True)]


def _join(source: str, hypotheses: Sequence[Hypothesis]) -> Remembered:
    """Texts joined by spaces; the score is the mean over their words, so that a long piece weighs more."""
    weights = [len(h.text.split()) + 1 for h in hypotheses]
    score = sum(h.score * w for h, w in zip(hypotheses, weights, strict=True)) / sum(weights)
    text = " ".join(h.text.strip() for h in hypotheses if h.text.strip())
    truncated, doubtful = any(h.truncated for h in hypotheses), any(h.doubtful for h in hypotheses)
    return Remembered(text, score, check(source, text, truncated=truncated, doubtful=doubtful))


def _has_error(found: Remembered) -> bool:
    return any(mark.severity == "error" for mark in found.marks)


def _rank(found: Remembered) -> tuple[int, int, float]:
    """Fewer errors come first, then fewer doubts, then the surer one."""
    severities = [mark.severity for mark in found.marks]
    return severities.count("error"), severities.count("doubt"), -(found.score or 0.0)
