"""The order of the stages, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from translate_summarize.errors import DocumentError, TranslationError
from translate_summarize.forms import DEFAULT_CLOCK, Clock
from translate_summarize.glossary import Glossary
from translate_summarize.notes import annotate, own_glosses
from translate_summarize.readers import Readable, read
from translate_summarize.segmentation import segment
from translate_summarize.summarization import choose
from translate_summarize.translation import signature_of, translate
from translate_summarize.types import (
    Bitext,
    Brief,
    Coverage,
    Document,
    Engine,
    Gloss,
    Memory,
    Segment,
    Selection,
    Translation,
)

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
    glosses: Sequence[Gloss] | None = None,
) -> Bitext:
    """A document, translated, with its brief.

    Args:
        document: What `read` returned, or what it takes: a path or address, bytes, a binary stream.
        engine: What `load_engine` returned, or anything with its two members.
        sentences: Sentences of the brief, at most.
        memory: Asked before the engine, and told what the engine said.
        glossary: Terms that the reader wants translated so.
        clock: "12" writes 18h30 as 6:30 p.m., "24" as 18:30.
        glosses: What to explain to readers; by default tsum's own, an empty sequence for nothing.

    Raises:
        DocumentError: It cannot be read, or there is no sentence in it.
        TranslationError: The engine failed, or a segment was lost on the way.
    """
    document = _read(document)
    segments = segments_of(document)
    selection = choose(segments, sentences=sentences)
    translations = translate(segments, engine, memory=memory, glossary=glossary, clock=clock)
    signature = signature_of(engine, glossary=glossary, clock=clock)
    return assemble(document, segments, translations, selection, signature=signature, glosses=glosses)


def assemble(
    document: Document,
    segments: Sequence[Segment],
    translations: Sequence[Translation],
    selection: Selection,
    *,
    signature: str,
    glosses: Sequence[Gloss] | None = None,
) -> Bitext:
    """What the stages made of one document, put together and counted.

    Raises:
        TranslationError: A segment has no translation: nothing is left out in silence.
    """
    explained = own_glosses() if glosses is None else glosses
    coverage = _coverage(segments, translations)
    if coverage.dropped:
        raise TranslationError(
            f"{coverage.dropped} of {coverage.segments} segments of {document.location or document.name} came back "
            "without a translation: nothing is written, so run it again, and with another engine or model if it stays so."
        )
    if _words_of(block.text for block in document.blocks) != _words_of(segment.text for segment in segments):
        raise TranslationError(
            f"The segments hold not every word of {document.location or document.name}: nothing is written; "
            "this is an error of tsum, so please report it with the article."
        )
    return Bitext(
        document=document,
        translations=tuple(translations),
        brief=_brief(selection, translations, explained),
        coverage=coverage,
        signature=signature,
        notes=annotate(segments, explained),
    )


def summarize(
    document: Document | Readable,
    engine: Engine,
    *,
    sentences: int = 3,
    memory: Memory | None = None,
    glossary: Glossary | None = None,
    clock: Clock = DEFAULT_CLOCK,
    glosses: Sequence[Gloss] | None = None,
) -> Brief:
    """The brief alone: only the sentences that it shows, and the title, are translated.

    Raises:
        DocumentError: It cannot be read, or there is no sentence in it.
        TranslationError: The engine failed.
    """
    selection = choose(segments_of(_read(document)), sentences=sentences)
    shown = ((selection.title,) if selection.title else ()) + selection.segments
    explained = own_glosses() if glosses is None else glosses
    translations = translate(shown, engine, memory=memory, glossary=glossary, clock=clock)
    return _brief(selection, translations, explained)


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


def _brief(selection: Selection, translations: Sequence[Translation], glosses: Sequence[Gloss]) -> Brief:
    title = () if selection.title is None or selection.title in selection.segments else (selection.title,)
    shown = sorted((*title, *selection.segments), key=lambda segment: segment.index)
    by_index = {t.segment.index: t for t in translations}
    return Brief(
        translations=tuple(by_index[s.index] for s in selection.segments),
        title=by_index[selection.title.index] if selection.title else None,
        names=selection.names,
        figures=selection.figures,
        notes=annotate(shown, glosses),
    )


def _words_of(texts: Iterable[str]) -> str:
    """All that is not white space."""
    return "".join("".join(text.split()) for text in texts)


def _coverage(segments: Sequence[Segment], translations: Sequence[Translation]) -> Coverage:
    """Counted from the segments that went in, so that a dropped one shows however it was dropped."""
    done = {t.segment.index: t for t in translations if t.target.strip()}
    present = [done[s.index] for s in segments if s.index in done]
    severities = [{mark.severity for mark in t.marks} for t in translations]
    gravest = Counter("error" if "error" in found else "doubt" for found in severities if found & {"error", "doubt"})
    origins = Counter(t.origin for t in present)
    return Coverage(
        segments=len(segments),
        translated=origins["engine"] + origins["rule"],
        copied=origins["copied"],
        by_hand=origins["human"],
        marked=sum(bool(t.marks) for t in translations),
        errors=gravest["error"],
        doubts=gravest["doubt"],
        dropped=len(segments) - len(present),
    )
