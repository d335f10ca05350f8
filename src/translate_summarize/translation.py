"""Segments to translations: deduplicate, remember, write by rule what is certain, ask the engine, accept.

Nothing is dropped: every segment comes back once, in order, whatever the engine does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translate_summarize import __version__
from translate_summarize.attempts import PIECE_SUBWORDS, Source, by_rule, prepare
from translate_summarize.glossary import Glossary
from translate_summarize.hours import DEFAULT_CLOCK, Clock
from translate_summarize.projection import projected
from translate_summarize.quality import FOREIGN, check
from translate_summarize.repair import translate_all
from translate_summarize.types import Engine, Memory, Origin, Remembered, Segment, Translation

__all__ = ["PIECE_SUBWORDS", "is_copied", "signature_of", "translate"]
_PROTECTION = 8  # raise it when what is protected, or what stands for it, or where sentences end changes


def signature_of(engine: Engine, *, glossary: Glossary | None = None, clock: Clock = DEFAULT_CLOCK) -> str:
    """What produces a translation, e.g. `src:fr|tgt:en|model:fr-en@1a2b|engine:ctranslate2-int8|beam:4|…|tsum:0.1.0`.

    The protection's version is part of it, and the clock and the glossary where they are not the usual ones.
    """
    terms = f"|glossary:{glossary.fingerprint}" if glossary else ""
    hours = f"|clock:{clock}" if clock != DEFAULT_CLOCK else ""
    return f"src:fr|tgt:en|{engine.signature}|protection:{_PROTECTION}{hours}{terms}|tsum:{__version__}"


def translate(
    segments: Sequence[Segment],
    engine: Engine,
    *,
    memory: Memory | None = None,
    glossary: Glossary | None = None,
    clock: Clock = DEFAULT_CLOCK,
) -> tuple[Translation, ...]:
    """One translation for each segment, in the order of the segments.

    Code, and text without a letter ("12", "* * *"), is copied; text in which nothing is left to translate ("18h30",
    "@SNCF") is written by rule, and English stays as it is. Equal segments are translated once. Addresses, code, terms
    of the glossary and some figures are kept from the engine (`protection`). A sentence longer than models are trained
    for is translated in pieces at clause boundaries. For one that comes out wrong what else the engine's beam held is
    tried (`Hypothesis.others`), then it is asked again in other ways (`repair`), and the best is kept, with a mark. A
    line in capitals is given to the engine in small letters (models read capitals badly: BLEU 2 against 24 on
    flores-dev in capitals). What a memory holds is not asked of the engine; a person's translation there wins over the
    engine's. Where nothing helps the French stands there, marked.

    Args:
        segments: What `segment` returned, or some of it.
        engine: `signature` and `translate`; it may have `placeholders` (symbols that its model copies), `retranslate`
            (another beam) and `locate` (alignment), which are used where they help.
        memory: Asked before the engine, and told what the engine said.
        glossary: Terms that the reader wants translated so.
        clock: "12" writes 18h30 as 6:30 p.m., "24" as 18:30.

    Raises:
        TranslationError: The engine failed.
    """
    texts = dict.fromkeys(segment.text for segment in segments if not is_copied(segment))
    sources = [prepare(text, glossary=glossary, clock=clock) for text in texts]
    targets: dict[str, Remembered] = {}
    # Sentences without a term do not depend on the glossary: those of another run stay good.
    plain, with_terms = signature_of(engine, clock=clock), signature_of(engine, glossary=glossary, clock=clock)
    signatures = {source.text: with_terms if _has_term(source) else plain for source in sources}
    if memory:
        for signature in dict.fromkeys(signatures.values()):
            targets.update(memory.find(signature, [text for text in texts if signatures[text] == signature]))
    wanted = [source for source in sources if source.text not in targets]
    ruled = {
        source.text: Remembered(written, marks=tuple(m for m in check(source.text, written) if m.code == FOREIGN.code))
        for source in wanted
        if (written := by_rule(source)) is not None
    }
    wanted = [source for source in wanted if source.text not in ruled]
    new = dict(zip((source.text for source in wanted), translate_all(wanted, engine), strict=True))
    if memory:
        for signature in dict.fromkeys(signatures[text] for text in new):
            memory.add(signature, {text: found for text, found in new.items() if signatures[text] == signature})
    targets.update({**new, **ruled})
    accepted = tuple(_accept(segment, targets, ruled) for segment in segments)
    if not any(segment.inlines for segment in segments):
        return accepted
    return projected(accepted, {source.text: source for source in sources}, engine)


def is_copied(segment: Segment) -> bool:
    """Whether there is nothing to translate: code, or text without a letter or figure ("* * *")."""
    return segment.kind == "code" or not any(c.isalnum() for c in segment.text)


def _has_term(source: Source) -> bool:
    return any(span.why == "term" for span in source.spans)


def _accept(segment: Segment, targets: Mapping[str, Remembered], ruled: Mapping[str, Remembered]) -> Translation:
    if is_copied(segment):
        return Translation(segment, segment.text, origin="copied")
    found = targets[segment.text]
    if found.human:
        return Translation(segment, found.target, origin="human")
    if segment.text in ruled:
        origin: Origin = "copied" if found.target == segment.text else "rule"
        return Translation(segment, found.target, origin=origin, marks=found.marks)
    if not found.target:  # a blank cell would hide the sentence: its French stands there, marked
        return Translation(segment, segment.text, score=found.score, origin="copied", marks=found.marks)
    return Translation(segment, found.target, score=found.score, marks=found.marks)
