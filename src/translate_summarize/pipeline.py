"""The order of the stages, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from translate_summarize.counted import english
from translate_summarize.dates import date_of
from translate_summarize.errors import DocumentError
from translate_summarize.segmentation import segment
from translate_summarize.summarization import choose
from translate_summarize.translation import signature_of, translate
from translate_summarize.types import (
    Bitext,
    Brief,
    Coverage,
    Document,
    Engine,
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
    document: Document,
    engine: Engine,
    *,
    sentences: int | None = None,
    words: int | None = None,
    tight: bool = False,
    memory: Memory | None = None,
) -> Bitext:
    """A document, translated, with its brief.

    Args:
        document: What `read` returned.
        engine: What `load_engine` returned, or anything with its two members.
        sentences: Sentences of the brief, at most; three, or five within a limit in words, where it is not said.
        words: French words of the brief, at most.
        tight: Cut asides from the brief's sentences before they are translated.
        memory: Asked before the engine, and told what the engine said.

    Raises:
        DocumentError: There is no sentence in it.
        TranslationError: The engine failed.
    """
    segments = segments_of(document)
    selection = select(segments, sentences=sentences, words=words, tight=tight)
    wanted = (*segments, *cuts(selection))
    translations = translate(wanted, engine, memory=memory)
    return assemble(document, segments, translations, selection, signature=signature_of(engine))


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
        replace(segment, text=text)
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
) -> Bitext:
    """What the stages made of one document, put together and counted.

    The translations are those of the segments, then those of `cuts(selection)`.
    """
    whole, rest = translations[: len(segments)], translations[len(segments) :]
    return Bitext(
        document=document,
        translations=tuple(whole),
        brief=_brief(document, selection, whole, rest),
        coverage=_coverage(segments, whole),
        signature=signature,
    )


def summarize(
    document: Document,
    engine: Engine,
    *,
    sentences: int | None = None,
    words: int | None = None,
    tight: bool = False,
    memory: Memory | None = None,
) -> Brief:
    """The brief alone: only the sentences that it shows, and the title, are translated. Arguments as for `process`.

    Raises:
        DocumentError: There is no sentence in it.
        TranslationError: The engine failed.
    """
    selection = select(segments_of(document), sentences=sentences, words=words, tight=tight)
    short = cuts(selection)
    replaced = {segment.index for segment in short}
    shown = tuple(segment for segment in selection.segments if segment.index not in replaced)
    shown = ((selection.title,) if selection.title and selection.title not in shown else ()) + shown
    translations = translate((*shown, *short), engine, memory=memory)
    return _brief(document, selection, translations[: len(shown)], translations[len(shown) :])


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


def _brief(document: Document, selection: Selection, whole: Sequence[Translation], cut: Sequence[Translation]) -> Brief:
    by_index = {t.segment.index: t for t in whole}
    # A shortened sentence links to its whole segment.
    segments = {segment.index: segment for segment in selection.segments}
    shorter = {t.segment.index: replace(t, segment=segments[t.segment.index]) for t in cut}
    text = "\n".join(block.text for block in document.blocks)
    return Brief(
        translations=tuple(shorter.get(s.index) or by_index[s.index] for s in selection.segments),
        title=by_index[selection.title.index] if selection.title else None,
        names=selection.names,
        figures=tuple(_figures(selection.figures, {**shorter, **by_index})),
        antecedents=selection.antecedents,
        shortened=selection.shortened,
        date=document.date or date_of(document.location or document.name, text),
        words=len(text.split()),
    )


def _figures(figures: Sequence[Mention], translations: Mapping[int, Translation]) -> Iterator[Mention]:
    """Figures in English, each with its noun where a translation is at hand that has it."""
    for figure in figures:
        known = translations.get(figure.segment if figure.segment is not None else -1)
        source, target = (known.segment.text, known.target) if known else ("", "")
        text = english(figure.text, source=source, target=target)
        if text:
            yield replace(figure, text=text, source=figure.text)


def _coverage(segments: Sequence[Segment], translations: Sequence[Translation]) -> Coverage:
    """Counted from the segments that went in, so that a dropped one shows however it was dropped."""
    done = {t.segment.index: t for t in translations if t.target.strip()}
    present = [done[s.index] for s in segments if s.index in done]
    origins = Counter(t.origin for t in present)
    return Coverage(
        segments=len(segments),
        translated=origins["engine"],
        copied=origins["copied"],
        by_hand=origins["human"],
        marked=sum(bool(t.marks) for t in translations),
        dropped=len(segments) - len(present),
    )
