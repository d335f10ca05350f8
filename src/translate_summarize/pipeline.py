"""The order of the stages, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from translate_summarize.errors import DocumentError
from translate_summarize.forms import DEFAULT_CLOCK, Clock
from translate_summarize.glossary import Glossary
from translate_summarize.readers import Readable, read
from translate_summarize.segmentation import segment
from translate_summarize.summarization import choose
from translate_summarize.translation import signature_of, translate
from translate_summarize.types import Bitext, Brief, Coverage, Document, Engine, Memory, Segment, Selection, Translation

LONGEST_SENTENCE = 20_000
"""Characters. The longest sentences of French law and of Proust have a quarter of that."""


def process(
    document: Document | Readable,
    engine: Engine,
    *,
    sentences: int = 3,
    memory: Memory | None = None,
    glossary: Glossary | None = None,
    clock: Clock = DEFAULT_CLOCK,
) -> Bitext:
    """A document, translated, with its brief.

    Args:
        document: What `read` returned, or what it takes: a path or address, bytes, a binary stream.
        engine: What `load_engine` returned, or anything with its two members.
        sentences: Sentences of the brief, at most.
        memory: Asked before the engine, and told what the engine said.
        glossary: Terms that the reader wants translated so.
        clock: "12" writes 18h30 as 6:30 p.m., "24" as 18:30.

    Raises:
        DocumentError: It cannot be read, or there is no sentence in it.
        TranslationError: The engine failed.
    """
    document = _read(document)
    segments = segments_of(document)
    selection = choose(segments, sentences=sentences)
    translations = translate(segments, engine, memory=memory, glossary=glossary, clock=clock)
    signature = signature_of(engine, glossary=glossary, clock=clock)
    return assemble(document, segments, translations, selection, signature=signature)


def assemble(
    document: Document,
    segments: Sequence[Segment],
    translations: Sequence[Translation],
    selection: Selection,
    *,
    signature: str,
) -> Bitext:
    """What the stages made of one document, put together and counted."""
    return Bitext(
        document=document,
        translations=tuple(translations),
        brief=_brief(selection, translations),
        coverage=_coverage(segments, translations),
        signature=signature,
    )


def summarize(
    document: Document | Readable,
    engine: Engine,
    *,
    sentences: int = 3,
    memory: Memory | None = None,
    glossary: Glossary | None = None,
    clock: Clock = DEFAULT_CLOCK,
) -> Brief:
    """The brief alone: only the sentences that it shows, and the title, are translated.

    Raises:
        DocumentError: It cannot be read, or there is no sentence in it.
        TranslationError: The engine failed.
    """
    selection = choose(segments_of(_read(document)), sentences=sentences)
    shown = ((selection.title,) if selection.title else ()) + selection.segments
    return _brief(selection, translate(shown, engine, memory=memory, glossary=glossary, clock=clock))


def _read(document: Document | Readable) -> Document:
    return document if isinstance(document, Document) else read(document)


def segments_of(document: Document) -> tuple[Segment, ...]:
    """The segments of a document that is worth translating.

    Raises:
        DocumentError: There is no sentence, or one so long that it cannot be one.
    """
    name = document.location or document.name
    segments = segment(document)
    if not segments:
        raise DocumentError(f"{name} has no text to translate: give it an article.")
    longest = max(segments, key=lambda s: 0 if s.kind == "code" else len(s.text))
    if longest.kind != "code" and len(longest.text) > LONGEST_SENTENCE:
        raise DocumentError(
            f"{name} has a sentence of {len(longest.text.split())} words without a stop: is it a list or a log? "
            "Give tsum an article."
        )
    return segments


def _brief(selection: Selection, translations: Sequence[Translation]) -> Brief:
    by_index = {t.segment.index: t for t in translations}
    return Brief(
        translations=tuple(by_index[s.index] for s in selection.segments),
        title=by_index[selection.title.index] if selection.title else None,
        names=selection.names,
        figures=selection.figures,
    )


def _coverage(segments: Sequence[Segment], translations: Sequence[Translation]) -> Coverage:
    """Counted from the segments that went in, so that a dropped one shows however it was dropped."""
    done = {t.segment.index: t for t in translations if t.target.strip()}
    present = [done[s.index] for s in segments if s.index in done]
    origins = Counter(t.origin for t in present)
    return Coverage(
        segments=len(segments),
        translated=origins["engine"] + origins["rule"],
        copied=origins["copied"],
        by_hand=origins["human"],
        marked=sum(bool(t.marks) for t in translations),
        dropped=len(segments) - len(present),
    )
