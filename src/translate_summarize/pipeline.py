"""The order of the stages, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from translate_summarize.claims import claims
from translate_summarize.counted import english
from translate_summarize.dates import date_of
from translate_summarize.errors import DocumentError, TranslationError
from translate_summarize.glossary import Glossary
from translate_summarize.hours import DEFAULT_CLOCK, Clock
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
    Mention,
    Segment,
    Selection,
    Translation,
)

MOST_SENTENCES = 5
"""Sentences of a brief whose length was asked for in words."""

LONGEST_SENTENCE = 20_000
"""Characters. The longest sentences of French law and of Proust have a quarter of that."""


def process(
    document: Document | Readable,
    engine: Engine,
    *,
    sentences: int | None = None,
    words: int | None = None,
    tight: bool = False,
    memory: Memory | None = None,
    glossary: Glossary | None = None,
    clock: Clock = DEFAULT_CLOCK,
    glosses: Sequence[Gloss] | None = None,
) -> Bitext:
    """A document, translated, with its brief.

    Args:
        document: What `read` returned, or what it takes: a path or address, bytes, a binary stream.
        engine: What `load_engine` returned, or anything with its two members.
        sentences: Sentences of the brief, at most; three, or five within a limit in words, where it is not said.
        words: French words of the brief, at most.
        tight: Cut asides from the brief's sentences before they are translated.
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
    selection = select(segments, sentences=sentences, words=words, tight=tight)
    translations = translate((*segments, *cuts(selection)), engine, memory=memory, glossary=glossary, clock=clock)
    signature = signature_of(engine, glossary=glossary, clock=clock)
    return assemble(document, segments, translations, selection, signature=signature, glosses=glosses)


def select(
    segments: Sequence[Segment], *, sentences: int | None = None, words: int | None = None, tight: bool = False
) -> Selection:
    """What the brief shows: `choose` within the limits that readers are used to, one to five sentences."""
    if sentences is None and words is not None:
        sentences = MOST_SENTENCES
    return choose(segments, sentences=sentences, words=words, tight=tight)


def cuts(selection: Selection) -> tuple[Segment, ...]:
    """The chosen segments that were made shorter, with what is left of their text, to be translated beside the rest."""
    return tuple(
        replace(segment, text=text, inlines=())
        for segment, text in zip(selection.segments, selection.shortened, strict=True)
        if text
    )


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

    The translations are those of the segments, then those of `cuts(selection)`.

    Raises:
        TranslationError: A segment has no translation: nothing is left out in silence.
    """
    whole, shortened = translations[: len(segments)], translations[len(segments) :]
    explained = own_glosses() if glosses is None else glosses
    coverage = _coverage(segments, whole)
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
        translations=tuple(whole),
        brief=_brief(document, selection, (*whole, *shortened), explained),
        coverage=coverage,
        signature=signature,
        notes=annotate(segments, explained),
    )


def summarize(
    document: Document | Readable,
    engine: Engine,
    *,
    sentences: int | None = None,
    words: int | None = None,
    tight: bool = False,
    memory: Memory | None = None,
    glossary: Glossary | None = None,
    clock: Clock = DEFAULT_CLOCK,
    glosses: Sequence[Gloss] | None = None,
) -> Brief:
    """The brief alone: only the sentences that it shows, and the title, are translated. Arguments as for `process`.

    Raises:
        DocumentError: It cannot be read, or there is no sentence in it.
        TranslationError: The engine failed.
    """
    document = _read(document)
    selection = select(segments_of(document), sentences=sentences, words=words, tight=tight)
    short = cuts(selection)
    replaced = {segment.index for segment in short}
    shown = tuple(segment for segment in selection.segments if segment.index not in replaced)
    shown = ((selection.title,) if selection.title and selection.title not in shown else ()) + shown
    explained = own_glosses() if glosses is None else glosses
    translations = translate((*shown, *short), engine, memory=memory, glossary=glossary, clock=clock)
    return _brief(document, selection, translations, explained)


def rewritten(bitext: Bitext, summary: str) -> Brief:
    """The brief of a translated article with what a summariser wrote in the place of its chosen sentences.

    Each sentence is held against the article (`claims`); the segments nearest to them stand behind it.
    """
    written = claims(summary, bitext.translations)
    near = {claim.segment for claim in written if claim.segment is not None}
    behind = tuple(item for item in bitext.translations if item.segment.index in near)
    return replace(
        bitext.brief,
        translations=behind or bitext.brief.translations,
        antecedents=(),
        shortened=(),
        claims=written,
    )


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


def _brief(
    document: Document, selection: Selection, translations: Sequence[Translation], glosses: Sequence[Gloss]
) -> Brief:
    title = () if selection.title is None or selection.title in selection.segments else (selection.title,)
    left = {cut.index: cut for cut in cuts(selection)}
    shown = sorted(
        (*title, *(left.get(segment.index, segment) for segment in selection.segments)),
        key=lambda segment: segment.index,
    )
    known = {t.segment: t for t in translations}
    by_index = {t.segment.index: t for t in translations}
    by_index |= {cut.index: _linked(known[cut], selection) for cut in left.values()}
    text = "\n".join(block.text for block in document.blocks)
    return Brief(
        translations=tuple(by_index[s.index] for s in selection.segments),
        title=by_index[selection.title.index] if selection.title else None,
        names=selection.names,
        figures=tuple(_figures(selection.figures, by_index)),
        antecedents=selection.antecedents,
        shortened=selection.shortened,
        date=document.date or date_of(document.location or document.name, text),
        words=len(text.split()),
        notes=annotate(shown, glosses),
    )


def _linked(translation: Translation, selection: Selection) -> Translation:
    """A shortened sentence with the whole segment that it stands for, in which places of its marks say nothing."""
    whole = next(s for s in selection.segments if s.index == translation.segment.index)
    return replace(translation, segment=whole, marks=tuple(replace(mark, source=()) for mark in translation.marks))


def _figures(figures: Sequence[Mention], translations: Mapping[int, Translation]) -> Iterator[Mention]:
    """Figures in English, each with its noun where a translation is at hand that has it; none twice, no number alone."""
    shown: set[str] = set()
    for figure in figures:
        known = translations.get(figure.segment if figure.segment is not None else -1)
        source, target = (known.segment.text, known.target) if known else ("", "")
        text = english(figure.text, source=source, target=target)
        if text and text not in shown and not text.replace(",", "").isdecimal():
            shown.add(text)
            yield replace(figure, text=text, source=figure.text)


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
