"""Bold, italics and links of a source on the words of its target that say the same.

Words that stand in the target as they are (a name, a figure, a title in quotation marks) are found there; what covers
the whole sentence covers it in English, too; for the rest the engine's attention tells which words of the target it
wrote for those of the source. Where nothing tells, the target stays plain: nothing is set off at a guess.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from translate_summarize import french
from translate_summarize.attempts import Source, pieces_of
from translate_summarize.inlines import ordered
from translate_summarize.types import Engine, Inline, Span, Translation

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_SAME = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})
"""Signs that the two languages, or two keyboards, write in two ways; one for one, so that places stay."""
_LEAST_LETTERS = 4
"""Of words in small letters that are taken for the same in both languages: “on” and “but” are not."""
_LEADING = frozenset(
    "a an the of to in on at by for from with and or but that which who is are was were has have had be been it its "  # noqa: SIM905
    "as than into this these those there will would not".split()
)
_OUTSIDE = 0.5
"""What a character of a word that the source has elsewhere counts against one of a word of the span."""


def projected(
    translations: Sequence[Translation], sources: dict[str, Source], engine: Engine
) -> tuple[Translation, ...]:
    """The translations with what is set off in their segments on the words of their targets.

    Args:
        translations: Of any segments.
        sources: What `attempts.prepare` made of the texts that were not copied.
        engine: Asked to `locate`, if it can, the spans that are not found otherwise.
    """
    alike = {_key(item): item for item in translations if item.segment.inlines}  # repeated ones are looked at once
    found = {key: _certain(item, sources.get(item.segment.text)) for key, item in alike.items()}
    open_ = [key for key, item in alike.items() if None in found[key] and item.segment.text in sources]
    if open_ and hasattr(engine, "locate"):
        asked = [(sources[alike[key].segment.text], alike[key]) for key in open_]
        attended = _attended(asked, [found[key] for key in open_], engine)
        found.update(zip(open_, attended, strict=True))
    return tuple(_with(item, found[_key(item)]) if item.segment.inlines else item for item in translations)


def _key(item: Translation) -> tuple[str, tuple[Inline, ...], str]:
    return item.segment.text, item.segment.inlines, item.target


def _with(item: Translation, spans: Sequence[Span | None]) -> Translation:
    made = ordered(
        Inline(inline.kind, span[0], span[1], inline.href)
        for inline, span in zip(item.segment.inlines, spans, strict=True)
        if span
    )
    return replace(item, inlines=made) if made else item


def _certain(item: Translation, source: Source | None) -> list[Span | None]:
    """For each inline of the segment where it stands in the target, as far as the two texts alone tell."""
    text, target = item.segment.text, item.target
    if text == target:
        return [(inline.start, inline.end) for inline in item.segment.inlines]
    found = []
    for inline in item.segment.inlines:
        whole = _whole(text, target, inline)
        found.append(whole or _verbatim(text, target, inline, source))
    return found


def _whole(text: str, target: str, inline: Inline) -> Span | None:
    """All of the target where nothing but punctuation stands outside; that stays outside in English, too."""
    before, after = text[: inline.start], text[inline.end :]
    if any(character.isalnum() for character in before + after):
        return None
    start, end = 0, len(target)
    if after.strip():
        while end > start and not target[end - 1].isalnum():
            end -= 1
    if before.strip():
        while start < end and not target[start].isalnum():
            start += 1
    return _trimmed(target, start, end)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _verbatim(text: str, target: str, inline: Inline, source: Source | None) -> Span | None:
    """The words in the target as they stand in the source, or with the figures and terms in them as English has them.

    Where they stand more than once, they must do so equally often on both sides: then the order tells which is meant.
    """
    words = text[inline.start : inline.end]
    at_start = not any(character.isalnum() for character in text[: inline.start])
    for said in dict.fromkeys((words, _in_english(text, inline, source))):
        name = any(c.isupper() or c.isdigit() for c in (said[1:] if at_start else said))
        if not name and sum(c.isalpha() for c in said) < _LEAST_LETTERS:
            continue
        there = _places(said, target)
        here = _places(words, text)
        if not there or (len(there) > 1 and len(there) != len(here)):
            continue
        start = there[0] if len(there) == 1 else there[here.index(inline.start)] if inline.start in here else None
        if start is not None:
            return start, start + len(said)
    return None


def _in_english(text: str, inline: Inline, source: Source | None) -> str:
    parts, last = [], inline.start
    for span in source.spans if source else ():
        if span.start >= inline.start and span.end <= inline.end:
            parts += [text[last : span.start], span.target]
            last = span.end
    return "".join([*parts, text[last : inline.end]])


def _places(words: str, text: str) -> list[int]:
    """Where the words stand in the text, not as a part of a longer word."""
    before, after = r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else ""
    pattern = before + re.escape(words.translate(_SAME)) + after
    return [match.start() for match in re.finditer(pattern, text.translate(_SAME))]


def _attended(
    asked: Sequence[tuple[Source, Translation]], known: Sequence[Sequence[Span | None]], engine: Any
) -> list[list[Span | None]]:
    """What is open in `known`, by what the engine looked at when it wrote the same sentence."""
    texts: list[str] = []
    spans: list[list[Span]] = []
    places: list[list[tuple[int, int]]] = []  # for each sentence, for each of its pieces: number and start in the whole
    for source, item in asked:
        pieces = pieces_of(source, engine)
        given = _mapped(source.text, " ".join(pieces))
        at = 0
        own = []
        for piece in pieces:
            wanted = []
            for inline in item.segment.inlines:
                low, high = given(inline.start, inline.end)
                wanted.append((min(max(low - at, 0), len(piece)), min(max(high - at, 0), len(piece))))
            own.append((len(texts), at))
            texts.append(piece)
            spans.append(wanted)
            at += len(piece) + 1
        places.append(own)
    answers = engine.locate(texts, spans)
    results = []
    for (_, item), found, own in zip(asked, known, places, strict=True):
        written = " ".join(answers[number][0].text for number, _ in own)
        to_target = _mapped(written, item.target, strict=True)
        spans_: list[Span | None] = []
        for position, inline in enumerate(item.segment.inlines):
            if found[position] is not None:
                spans_.append(found[position])
                continue
            looked: list[Span] = []
            at = 0
            for number, _ in own:
                hypothesis, stretches = answers[number]
                low, high = spans[number][position]
                looked += [(a + at, b + at) for a, b in stretches[position] if low < high]
                at += len(hypothesis.text) + 1
            run = _run(written, looked, item.segment.text[inline.start : inline.end])
            spans_.append(to_target(*run) if run else None)
        results.append(spans_)
    return results


def _mapped(old: str, new: str, *, strict: bool = False) -> Callable[[int, int], Any]:
    """A function from a span of one text to that of the other, which was made of it by changing words here and there.

    A span that begins or ends in what was changed takes in all of the change; where `strict`, None if it is nothing
    but change, as then nobody knows what became of its words.
    """
    if old == new:
        return lambda start, end: (start, end)
    a, b = ([match[0] for match in _TOKEN.finditer(text)] for text in (old, new))
    ends = [_ends(tokens) for tokens in (a, b)]
    # A line in capitals is given in small letters.
    low, new_low = ([token.lower() for token in tokens] for tokens in (a, b))
    codes = difflib.SequenceMatcher(None, low, new_low, autojunk=False).get_opcodes()
    steps = [(tag == "equal", ends[0][i1], ends[0][i2], ends[1][j1], ends[1][j2]) for tag, i1, i2, j1, j2 in codes]

    def across(start: int, end: int) -> Span | None:
        touched = [step for step in steps if step[1] < end and step[2] > start]
        if not touched or (strict and not any(_shares(old, step, start, end) for step in touched)):
            return None if strict else (0, 0)
        first, last = touched[0], touched[-1]
        low = first[3] + (start - first[1] if first[0] and start > first[1] else 0)
        high = last[4] - (last[2] - end if last[0] and end < last[2] else 0)
        return _trimmed(new, low, high) if strict else (low, high)

    return across


def _shares(old: str, step: tuple[bool, int, int, int, int], start: int, end: int) -> bool:
    return step[0] and any(c.isalnum() for c in old[max(start, step[1]) : min(end, step[2])])


def _ends(tokens: Sequence[str]) -> list[int]:
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token))
    return ends


_Counted = tuple[int, int, int]
"""A word of a target: where it begins and ends, and how many of its characters were written for the span."""


def _run(target: str, looked: Sequence[Span], words: str) -> Span | None:
    """The run of whole words of the target that the engine wrote, for most of it, while it looked at the span.

    Small words at its edges go with the source: “la Commission” takes the article along, “Commission” does not.
    """
    found: list[_Counted] = [
        (match.start(), match.end(), sum(max(0, min(b, match.end()) - max(a, match.start())) for a, b in looked))
        for match in _WORD.finditer(target)
    ]
    said = french.words(words)
    low, high = _densest(found)
    if low > high or not said:
        return None
    if said[0] not in french.STOPWORDS or said[0] in _ARTICLES:
        apart = _LEADING - _ENGLISH_ARTICLES if said[0] in _ARTICLES else _LEADING
        while low < high and _small(target, found[low]) in apart:
            low += 1
    if said[0] in _ARTICLES and low > 0 and _small(target, found[low - 1]) in _ENGLISH_ARTICLES:
        low -= 1
    while high > low and said[-1] not in french.STOPWORDS and _small(target, found[high]) in _LEADING:
        high -= 1
    run = found[low : high + 1]
    scattered = sum(own for _, _, own in run) * 2 < sum(own for _, _, own in found)
    empty = all(_small(target, word) in _LEADING for word in run) and not all(word in _SMALL for word in said)
    return None if scattered or empty or len(run) > 2 * len(said) + 2 else (run[0][0], run[-1][1])


def _densest(found: Sequence[_Counted]) -> tuple[int, int]:
    """First and last of the words in a row that count most together, by Kadane's algorithm; (0, -1) for none."""
    best, first, last = 0.0, 0, -1
    total, begin = 0.0, 0
    for number, (start, end, own) in enumerate(found):
        if total <= 0:
            total, begin = 0.0, number
        total += own if 2 * own >= end - start else own - _OUTSIDE * (end - start)
        if total > best:
            best, first, last = total, begin, number
    return first, last


_ARTICLES = frozenset({"le", "la", "les", "l", "un", "une"})
_ENGLISH_ARTICLES = frozenset({"the", "a", "an"})
_SMALL = _ARTICLES | frozenset(
    "des du a au aux à d de d' en et est il elle on ou où par pour qui que sont sur dans avec était".split()  # noqa: SIM905
)


def _small(target: str, word: _Counted) -> str:
    return target[word[0] : word[1]].lower()
