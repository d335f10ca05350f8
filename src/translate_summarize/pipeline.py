"""The order of the stages, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from translate_summarize import __version__
from translate_summarize.errors import DocumentError
from translate_summarize.segmentation import segment
from translate_summarize.summarization import choose
from translate_summarize.translation import translate
from translate_summarize.types import Bitext, Brief, Coverage, Document, Engine, Segment, Selection, Translation


def process(document: Document, engine: Engine, *, sentences: int = 3) -> Bitext:
    """A document, translated, with its brief.

    Args:
        document: What `read` returned.
        engine: What `load_engine` returned, or anything with its two members.
        sentences: Sentences of the brief, at most.

    Raises:
        DocumentError: There is no sentence in it.
        TranslationError: The engine failed.
    """
    segments = _segments(document)
    translations = translate(segments, engine)
    return Bitext(
        document=document,
        translations=translations,
        brief=_brief(choose(segments, sentences=sentences), translations),
        coverage=_coverage(segments, translations),
        signature=signature(engine),
    )


def summarize(document: Document, engine: Engine, *, sentences: int = 3) -> Brief:
    """The brief alone: only the sentences that it shows, and the title, are translated.

    Raises:
        DocumentError: There is no sentence in it.
        TranslationError: The engine failed.
    """
    selection = choose(_segments(document), sentences=sentences)
    shown = ((selection.title,) if selection.title else ()) + selection.segments
    return _brief(selection, translate(shown, engine))


def signature(engine: Engine) -> str:
    """What produces an output, e.g. `src:fr|tgt:en|model:fr-en@1a2b|engine:ctranslate2-int8|beam:4|tsum:0.1.0`."""
    return f"src:fr|tgt:en|{engine.signature}|tsum:{__version__}"


def _segments(document: Document) -> tuple[Segment, ...]:
    segments = segment(document)
    if not segments:
        raise DocumentError(f"{document.location or document.name} has no text to translate: give it an article.")
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
    copied = sum(t.origin == "copied" for t in present)
    return Coverage(
        segments=len(segments),
        translated=len(present) - copied,
        copied=copied,
        marked=sum(bool(t.marks) for t in translations),
        dropped=len(segments) - len(present),
    )
