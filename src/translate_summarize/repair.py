"""What is done where a translation came out wrong: asked again in ways that suit it, and the best one kept.

A global penalty on repetition damages sound sentences; so sentences are decoded plainly, and only those that the
checks find wrong are asked again. Every step is deterministic, and none is paid for by sentences that came out well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translate_summarize.attempts import Attempt, Source, Way, ask, doubled, missing, others_of, retranslator, rewritten
from translate_summarize.french import words
from translate_summarize.mending import mended
from translate_summarize.quality import (
    ALTERED,
    CURRENCY,
    DATE,
    DOUBLED,
    IN_PARTS,
    LOOP,
    MADE_UP,
    NAME,
    NEGATION,
    NUMBER,
    PERCENT,
    PUT_RIGHT,
    REPAIRED,
    REPEATS,
    SCALE,
    TERM,
    TIME,
    TRUNCATED,
    UNREPAIRED,
    UNTOLD,
)
from translate_summarize.segmentation import split_long
from translate_summarize.types import Engine, Mark, Remembered, Span

_WIDE = 8
"""The beam to try beside the engine's own: models have 4 or 6."""
_NGRAM = 3
_FIGURES = frozenset(mark.code for mark in (NUMBER, DATE, TIME, CURRENCY, PERCENT, SCALE))
_NOTES = (IN_PARTS.code, REPAIRED.code)
_UNREADABLE = (LOOP.code, TRUNCATED.code)
"""Errors that leave less to a reader than the French would."""


@dataclass(frozen=True, slots=True)
class _Step:
    way: Way
    suits: Callable[[Source, Attempt], bool]
    mark: Mark = REPAIRED


def translate_all(sources: Sequence[Source], engine: Engine) -> list[Remembered]:
    """One translation for each source, in order: asked plainly, and what came out wrong asked again and again."""
    if not sources:
        return []
    kept = [_unasked(*each) for each in zip(sources, ask(sources, engine, Way()), strict=True)]
    for step in _steps(engine):
        wrong = [i for i, source in enumerate(sources) if step.suits(source, kept[i])]
        if not wrong:
            continue
        for i, again in zip(wrong, ask([sources[i] for i in wrong], engine, step.way), strict=True):
            kept[i] = _better(kept[i], _best(sources[i], again), step.mark)
    return [_readable(_told(source, _put_right(source, each))) for source, each in zip(sources, kept, strict=True)]


def _unasked(source: Source, first: Attempt) -> Attempt:
    """The first attempt, made better where it is wrong and that takes no other."""
    if not _needs_another(source, first):
        return first
    return _put_right(source, _best(source, first, REPAIRED))


def _better(kept: Attempt, again: Attempt, *notes: Mark) -> Attempt:
    """The better one of two, the notes put on the second; the first where they are equal."""
    if _rank(again) >= _rank(kept):
        return kept
    return replace(again, found=replace(again.found, marks=(*again.found.marks, *notes)))


def _best(source: Source, attempt: Attempt, *notes: Mark) -> Attempt:
    """The first of what the engine's beam holds that needs no other, or the best."""
    best = attempt
    others = others_of(source, attempt, hopeful=lambda lost, score: _rank_of(0, lost, score) < _rank(best))
    while _needs_another(source, best) and (other := next(others, None)) is not None:
        best = _better(best, other, *notes)
    return best


def _put_right(source: Source, attempt: Attempt) -> Attempt:
    """With names and words put right, where that leaves fewer marks."""
    text = mended(source.text, attempt.found.target, attempt.found.marks)
    if text == attempt.found.target:
        return attempt
    notes = [mark for mark in attempt.found.marks if mark.code in _NOTES] or [PUT_RIGHT]
    return _better(attempt, rewritten(source, attempt, text), *notes)


def _steps(engine: Engine) -> tuple[_Step, ...]:
    can_retranslate, can_hold = retranslator(engine) is not None, bool(getattr(engine, "placeholders", ()))
    steps = [_Step(Way(protect="all"), _lost_what_can_be_held)] if can_hold else []
    if hasattr(engine, "locate"):
        steps.append(_Step(Way(align=True), _altered))
    if can_hold:
        steps.append(_Step(Way(protect="written"), _only_lost))
    if can_retranslate:
        steps += [
            _Step(Way(beam_size=_WIDE, no_repeat_ngram=_NGRAM), _may_ban),
            _Step(Way(beam_size=_WIDE), _may_not_ban),
        ]
    steps.append(_Step(Way(limit=50), _divisible(50, _is_wrong), IN_PARTS))
    steps += [_Step(Way(limit=limit), _divisible(limit, _is_bad), IN_PARTS) for limit in (25, 12)]
    return (*steps, _Step(Way(protect="written"), _is_protected))


def _needs_another(source: Source, attempt: Attempt) -> bool:
    return _is_wrong(source, attempt) or _altered(source, attempt) or _lost_what_can_be_held(source, attempt)


def _is_wrong(source: Source, attempt: Attempt) -> bool:
    return attempt.lost > 0 or _is_bad(source, attempt)


def _only_lost(source: Source, attempt: Attempt) -> bool:
    """Something held back did not return; all else looks well, and a wide beam costs twice as much for a word."""
    return attempt.lost > 0 and not _is_bad(source, attempt)


def _is_bad(source: Source, attempt: Attempt) -> bool:
    del source
    return any(mark.severity == "error" or mark.code == REPEATS.code or _is_gone(mark) for mark in attempt.found.marks)


def _is_gone(mark: Mark) -> bool:
    """A negation that is on one side alone. A word turned round is not asked again: its synonym would hide it."""
    return mark.code == NEGATION.code and not (mark.source and mark.target)


def _altered(source: Source, attempt: Attempt) -> bool:
    del source
    return any(mark.code in {ALTERED.code, TERM.code} for mark in attempt.found.marks)


def _lost_what_can_be_held(source: Source, attempt: Attempt) -> bool:
    """A figure, or a name, that was left to the engine."""
    figures = any(span.why == "form" and span.how != "hold" for span in source.spans)
    return any(
        (mark.code in _FIGURES and figures) or (mark.code == NAME.code and mark.source) for mark in attempt.found.marks
    )


def _may_ban(source: Source, attempt: Attempt) -> bool:
    return _is_bad(source, attempt) and not _repeats(source.text)


def _may_not_ban(source: Source, attempt: Attempt) -> bool:
    return _is_bad(source, attempt) and _repeats(source.text)


def _repeats(text: str) -> bool:
    """Whether the French itself says something twice: then a ban on repetition would forbid the right translation."""
    found = words(text)
    if any(a == b for a, b in pairwise(found)):
        return True
    return max(Counter(zip(found, found[1:], found[2:], strict=False)).values(), default=0) > 1


def _divisible(limit: int, suits: Callable[[Source, Attempt], bool]) -> Callable[[Source, Attempt], bool]:
    return lambda source, attempt: suits(source, attempt) and len(split_long(source.text, limit=limit)) > 1


def _is_protected(source: Source, attempt: Attempt) -> bool:
    held = any(span.how == "hold" for span in source.spans)
    return held and (_is_bad(source, attempt) or _altered(source, attempt))


def _rank(attempt: Attempt) -> tuple[int, int, float]:
    """Fewer errors come first, then fewer doubts and lost things, then the surer one.

    Scores are rounded, as their last digits depend on what else was in the batch.
    """
    errors = sum(mark.severity == "error" for mark in attempt.found.marks)
    doubts = sum(_weight(mark) for mark in attempt.found.marks if mark.severity == "doubt")
    return _rank_of(errors, doubts + attempt.lost, attempt.found.score or 0.0)


def _rank_of(errors: int, doubts: int, score: float) -> tuple[int, int, float]:
    return errors, doubts, -round(score, 3)


def _weight(mark: Mark) -> int:
    """One mark may name several words."""
    return max(1, len(mark.target)) if mark.code == MADE_UP.code else 1


def _told(source: Source, attempt: Attempt) -> Remembered:
    """With a mark for what was held back and stands nowhere, as the engine never saw it, or stands there twice."""
    found = attempt.found
    if not found.target or found.target == source.text:
        return found
    known = [span for mark in found.marks for span in mark.source]
    spans = tuple(span for span in missing(attempt) if not any(_overlap(span, other) for other in known))
    new = [replace(UNTOLD, source=spans)] if spans else []
    twice = () if any(mark.code == DOUBLED.code for mark in found.marks) else doubled(attempt)
    if twice:
        text = found.target[slice(*twice[0])]
        new.append(replace(DOUBLED, target=twice, message=f"“{text}” stands twice here; the French says it once."))
    return replace(found, marks=(*found.marks, *new)) if new else found


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _readable(found: Remembered) -> Remembered:
    """Where nothing helped, no target: the French will stand there, and the mark says so."""
    codes = {mark.code for mark in found.marks}
    if not found.target or not codes.intersection(_UNREADABLE):
        return found
    return replace(found, target="", marks=(UNREPAIRED,))
