"""One way of asking an engine: what is held back, in which pieces, with which beam; and what came back, checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from translate_summarize import french
from translate_summarize.content import is_common
from translate_summarize.demonyms import find_demonyms
from translate_summarize.foreign import english_quotes, foreign_language
from translate_summarize.forms import capitalised
from translate_summarize.glossary import Glossary, find_terms, protected_terms, stands_in
from translate_summarize.hours import Clock
from translate_summarize.names import proper_names
from translate_summarize.persons import find_persons, is_first_name
from translate_summarize.protection import (
    Held,
    Protected,
    can_hold,
    find_exact,
    find_figures,
    hold,
    place,
    put_away,
    restore,
    without_overlaps,
)
from translate_summarize.quality import TRUNCATED, UNSURE, check, term_missing
from translate_summarize.rare_words import find_rare_words
from translate_summarize.respelling import respell
from translate_summarize.segmentation import split_long
from translate_summarize.tidying import tidied
from translate_summarize.types import Engine, Hypothesis, Mark, Remembered, Span
from translate_summarize.word_order import in_english_order

PIECE_SUBWORDS = 100
"""Longest source, in estimated subwords, that Marian models trained on sentences translate whole."""

Protect = Literal["usual", "all", "written"]


@dataclass(frozen=True, slots=True)
class Source:
    """A French text to translate, and what in it an engine should not touch."""

    text: str
    spans: tuple[Protected, ...]
    glossary: Glossary | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How an engine is asked."""

    limit: int = PIECE_SUBWORDS
    """Estimated subwords of a piece, at most."""
    protect: Protect = "usual"
    """`all` holds figures and people's names too, which are usually left to the engine; `written` holds nothing: the
    engine reads what should stand in the English, and may copy it."""
    beam_size: int | None = None
    """None for the engine's own."""
    no_repeat_ngram: int = 0
    align: bool = False
    """Put protected things where the engine's attention says that their translations stand."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came back."""

    found: Remembered
    lost: int
    """Placeholders that came back not once, and words that the engine was to copy and did not: 0 is well."""
    parts: tuple[tuple[Held, Hypothesis], ...] = ()
    """What the engine was given and said, in order."""
    copied: tuple[Protected, ...] = ()
    """What the engine was given in English, to copy."""


def prepare(text: str, *, glossary: Glossary | None, clock: Clock) -> Source:
    """Find in a text what an engine should not touch."""
    if not can_hold(text):
        return Source(text, (), glossary)
    exact = tuple(Protected(start, end, text[start:end], "exact") for start, end in find_exact(text))
    terms = protected_terms(text, glossary) if glossary else ()
    quotes = tuple(Protected(start, end, text[start:end], "exact") for start, end in english_quotes(text))
    figures = find_figures(text, clock=clock)
    peoples = tuple(Protected(each.start, each.end, each.text, "people") for each in find_demonyms(text))
    rare = tuple(Protected(each.start, each.end, each.text, "word") for each in find_rare_words(text))
    return Source(text, without_overlaps((*exact, *terms, *quotes, *figures, *peoples, *rare)), glossary)


def by_rule(source: Source) -> str | None:
    """The English of a text in which no letter is left to translate ("18h30", "@SNCF"), or that is English; else None."""
    if foreign_language(source.text) == "English":
        return source.text
    rest, last = [], 0
    written, end = [], 0
    for span in source.spans:
        rest.append(source.text[last : span.start])
        written += [source.text[end : span.start], span.target]
        last = end = span.end
    rest.append(source.text[last:])
    if any(character.isalpha() for part in rest for character in part):
        return None
    return "".join([*written, source.text[end:]])


def ask(sources: Sequence[Source], engine: Engine, way: Way) -> list[Attempt]:
    """Translate these sources in one way; one attempt for each, in order."""
    symbols: tuple[str, ...] = getattr(engine, "placeholders", ())
    spans = [_adapted(source, way.protect, symbols) for source in sources]
    pieces = [_pieces(source, held, symbols, limit=way.limit) for source, held in zip(sources, spans, strict=True)]
    flat = [piece for group in pieces for piece in group]
    hypotheses: Iterable[Hypothesis]
    if way.align:
        hypotheses = _aligned(flat, sources, pieces, engine)
    elif way.beam_size is None:
        hypotheses = engine.translate([piece.text for piece in flat])
    else:
        retranslate = retranslator(engine)
        if retranslate is None:
            raise ValueError("this engine has one beam only")
        hypotheses = retranslate(
            [piece.text for piece in flat], beam_size=way.beam_size, no_repeat_ngram=way.no_repeat_ngram
        )
    following = iter(hypotheses)
    return [
        _joined(source, [(piece, next(following)) for piece in group], _copied(source, way))
        for source, group in zip(sources, pieces, strict=True)
    ]


def _copied(source: Source, way: Way) -> tuple[Protected, ...]:
    return tuple(span for span in source.spans if span.how == "hold") if way.protect == "written" else ()


def missing(attempt: Attempt) -> tuple[Span, ...]:
    """What was held from the engine in the French, or given to it in English, and stands nowhere in the translation."""
    held = [span for piece, _ in attempt.parts for _, span in piece.symbols]
    return tuple((span.start, span.end) for span in _missing((*held, *attempt.copied), attempt.found.target))


def _missing(spans: Iterable[Protected], target: str) -> list[Protected]:
    """Of words written in English an engine may change the end. Figures are left out: their own checks know them."""
    text = target.casefold()
    return [span for span in spans if span.why != "form" and not all(_stem(w) in text for w in span.target.split())]


def doubled(attempt: Attempt) -> tuple[Span, ...]:
    """Where in the translation something stands that was held from the engine once, and came back more often."""
    target = attempt.found.target
    twice = {
        span.target
        for piece, hypothesis in attempt.parts
        for symbol, span in piece.symbols
        if hypothesis.text.count(symbol) > 1
    }
    return tuple(
        match.span()
        for text in sorted(twice)
        if len(found := [*re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", target, re.IGNORECASE)]) > 1
        for match in found
    )


def _stem(word: str) -> str:
    return word.casefold()[: max(5, len(word) - 3)]


def pieces_of(source: Source, engine: Engine) -> list[str]:
    """What an engine is given of a source when it is asked in the usual way."""
    symbols: tuple[str, ...] = getattr(engine, "placeholders", ())
    held = _adapted(source, "usual", symbols)
    return [piece.text for piece in _pieces(source, held, symbols, limit=PIECE_SUBWORDS)]


def retranslator(engine: Engine) -> Callable[..., list[Hypothesis]] | None:
    """The engine's `retranslate(sources, *, beam_size, no_repeat_ngram)`, where it has one."""
    found: Callable[..., list[Hypothesis]] | None = getattr(engine, "retranslate", None)
    return found


def _adapted(source: Source, protect: Protect, symbols: Sequence[str]) -> tuple[Protected, ...]:
    spans: Sequence[Protected] = source.spans
    if protect == "written":
        return tuple(replace(span, how="write") if span.how == "hold" else span for span in spans)
    if protect == "all":
        held = [replace(span, how="hold") for span in spans]
        spans = without_overlaps((*held, *_names(source.text))) if can_hold(source.text) else held
    if symbols:
        return tuple(spans)
    # Without placeholders a figure is written in English, which an engine may copy, and the rest must find its own way.
    return tuple(
        replace(span, how="write" if span.why == "form" and span.how == "hold" else "leave")
        if span.how == "hold"
        else span
        for span in spans
    )


def _names(text: str) -> tuple[Protected, ...]:
    """Names that are the same in English, whole people first."""
    spans = (*(person.span for person in find_persons(text)), *proper_names(text))
    return tuple(Protected(start, end, text[start:end], "name") for start, end in spans)


def _pieces(source: Source, spans: Sequence[Protected], symbols: Sequence[str], *, limit: int) -> list[Held]:
    shouted = french.is_capitals(source.text)
    whole = put_away(source.text, spans, around=respell)
    if shouted:
        whole = french.sentence_case(whole)
    elif _is_label(whole):
        whole = whole.lower()
    return [hold(whole[start:end], source.text, spans, symbols) for start, end in split_long(whole, limit=limit)]


def _is_label(text: str) -> bool:
    """One common word, which a model would take for a name for its capital alone ("Pomme", "Grève")."""
    return text.isalpha() and text.istitle() and is_common(text) and not is_first_name(text)


def _joined(source: Source, parts: Sequence[tuple[Held, Hypothesis]], copied: tuple[Protected, ...]) -> Attempt:
    return _checked(source, parts, copied, *_text(source, parts, copied))


def _checked(
    source: Source,
    parts: Sequence[tuple[Held, Hypothesis]],
    copied: tuple[Protected, ...],
    text: str,
    score: float,
    lost: int,
) -> Attempt:
    truncated, doubtful = any(h.truncated for _, h in parts), any(h.doubtful for _, h in parts)
    marks = _marks(source, text, truncated=truncated, doubtful=doubtful)
    return Attempt(Remembered(text, score, marks), lost, tuple(parts), copied)


def _text(
    source: Source, parts: Sequence[tuple[Held, Hypothesis]], copied: Sequence[Protected]
) -> tuple[str, float, int]:
    """The parts joined by spaces, their score (the mean over their words, so that a long piece weighs more), and what is lost."""
    hypotheses = [hypothesis for _, hypothesis in parts]
    restored = [restore(_ordered(hypothesis.text, piece, source), piece) for piece, hypothesis in parts]
    weights = [len(h.text.split()) + 1 for h in hypotheses]
    score = sum(h.score * w for h, w in zip(hypotheses, weights, strict=True)) / sum(weights)
    text = " ".join(stripped for target, _ in restored if (stripped := target.strip()))
    text = tidied(source.text, capitalised(text, like=source.text))
    return text, score, sum(wrong for _, wrong in restored) + len(_missing(copied, text))


def others_of(source: Source, attempt: Attempt, *, hopeful: Callable[[int, float], bool]) -> Iterator[Attempt]:
    """The same with one part as the engine's beam had it besides, surest first.

    Checking costs more than all else, so it is left out where what is lost and the score leave no hope.
    """
    for i, (piece, hypothesis) in enumerate(attempt.parts):
        for other in hypothesis.others:
            parts = (*attempt.parts[:i], (piece, other), *attempt.parts[i + 1 :])
            text, score, lost = _text(source, parts, attempt.copied)
            if hopeful(lost, score):
                yield _checked(source, parts, attempt.copied, text, score, lost)


def rewritten(source: Source, attempt: Attempt, text: str) -> Attempt:
    """The attempt with another text, which is checked as the first one was."""
    codes = {mark.code for mark in attempt.found.marks}
    marks = _marks(source, text, truncated=TRUNCATED.code in codes, doubtful=UNSURE.code in codes)
    return replace(attempt, found=replace(attempt.found, target=text, marks=marks))


def _marks(source: Source, text: str, *, truncated: bool, doubtful: bool) -> tuple[Mark, ...]:
    return (*check(source.text, text, truncated=truncated, doubtful=doubtful), *_terms_missing(source, text))


def _ordered(target: str, piece: Held, source: Source) -> str:
    peoples = {symbol: span.start for symbol, span in piece.symbols if span.why == "people"}
    return in_english_order(source.text, target, peoples) if peoples else target


def _terms_missing(source: Source, target: str) -> list[Mark]:
    if source.glossary is None or not target:
        return []
    return [
        term_missing(source.text[found.start : found.end], found.target, (found.start, found.end))
        for found in find_terms(source.text, source.glossary)
        if not stands_in(found, target)
    ]


def _aligned(
    flat: Sequence[Held], sources: Sequence[Source], pieces: Sequence[Sequence[Held]], engine: Any
) -> list[Hypothesis]:
    wanted: list[list[tuple[int, int, Protected]]] = []
    for source, group in zip(sources, pieces, strict=True):
        rest = [span for span in source.spans if span.why not in {"form", "people", "word"}]
        for piece in group:
            found = []
            at = 0
            for span in list(rest):
                start = piece.text.find(source.text[span.start : span.end], at)
                if start < 0:
                    break
                at = start + span.end - span.start
                found.append((start, at, span))
                rest.remove(span)
            wanted.append(found)
    answers = engine.locate([piece.text for piece in flat], [[(a, b) for a, b, _ in found] for found in wanted])
    return [
        replace(hypothesis, text=place(hypothesis.text, [span for _, _, span in found], stretches))
        for found, (hypothesis, stretches) in zip(wanted, answers, strict=True)
    ]
