"""Whether an article says what a summariser wrote of it: names, numbers, polarity and words, sentence by sentence.

A summariser may invent; each of its sentences is held against the article, in English and in French, and what the
article has not is marked. A sentence without a mark is not proven: it only holds nothing that can be seen to be foreign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from translate_summarize.counted import values
from translate_summarize.numbers import english_values, french_value
from translate_summarize.polarity import gains_negation, loses_hearsay, loses_negation
from translate_summarize.segmentation import split_sentences
from translate_summarize.types import Claim, Mark, Translation

SUPPORT = 0.5
"""The least share of a sentence's words of meaning that the article must have."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIGURE = re.compile(r"\d+(?:[ .\u00a0\u202f]\d{3})*(?:,\d+)?")
_COMMON = frozenset(
    """the and for with from that this these those was were been being has have had will would could should may might
    can about after before into over under than then they them their there which who whom whose what when where while
    also but not its his her our your she him are you all any each more most other some such only own same too very
    said says according""".split()  # noqa: SIM905
)
_ROOT = 6
"""Letters that join most English inflections of a word."""


def claims(summary: str, translations: Sequence[Translation]) -> tuple[Claim, ...]:
    """The sentences of an English summary, each with marks for what the article has not, and the segment that is nearest.

    Args:
        summary: What a summariser wrote.
        translations: The whole article.
    """
    target = "\n".join(item.target for item in translations)
    source = "\n".join(item.segment.text for item in translations)
    known = {_folded(word) for word in _WORD.findall(f"{target}\n{source}")}
    roots = {word[:_ROOT] for word in known}
    numbers = english_values(target) | {french_value(figure) for figure in _FIGURE.findall(source)}
    told = [(item, _roots(item.target)) for item in translations]
    spans = split_sentences(summary)
    found = []
    for start, end in spans:
        text = summary[start:end].strip()
        own = _roots(text)
        nearest, shared = max(((item, len(own & theirs)) for item, theirs in told), key=lambda pair: pair[1])
        near = nearest if shared and 3 * shared >= len(own) else None
        marks = [
            *(_missing("name", name) for name in _names(text) if _folded(name) not in known),
            *(_missing("number", figure) for figure, value in _figures(text) if value not in numbers),
        ]
        if own and len(own & roots) < SUPPORT * len(own):
            marks.append(Mark("unsupported", "error", "Most words of this sentence are nowhere in the article."))
        if near is not None:
            marks += _turned(near.segment.text, text)
        found.append(Claim(text, tuple(marks), None if near is None else near.segment.index))
    return tuple(found)


def _turned(source: str, text: str) -> list[Mark]:
    turned = []
    if loses_negation(source, text) or gains_negation(source, text):
        turned.append(
            Mark("unsupported", "doubt", "The article's nearest sentence says not where this does not, or the reverse.")
        )
    if loses_hearsay(source, text):
        turned.append(Mark("unsupported", "doubt", "The article only reports this (“aurait”, “serait”)."))
    return turned


def _missing(kind: str, text: str) -> Mark:
    return Mark("unsupported", "error", f"The article has no {kind} “{text}”.")


def _names(text: str) -> list[str]:
    """Capitalised words, but for a first word that no other follows: that one may be any."""
    words = list(_WORD.finditer(text))
    return [
        match.group()
        for place, match in enumerate(words)
        if match.group()[0].isupper()
        and (place or (len(words) > 1 and words[1].group()[0].isupper() and _folded(match.group()) not in _COMMON))
        and match.group() != "I"
    ]


def _figures(text: str) -> list[tuple[str, object]]:
    return [(text[:end].rsplit(maxsplit=1)[-1], value) for value, end in values(text)]


def _roots(text: str) -> frozenset[str]:
    words = (_folded(word) for word in _WORD.findall(text))
    return frozenset(word[:_ROOT] for word in words if len(word) > 2 and word not in _COMMON)


def _folded(word: str) -> str:
    bare = word.removesuffix("'s").removesuffix("’s")
    return "".join(c for c in unicodedata.normalize("NFKD", bare.casefold()) if not unicodedata.combining(c))
