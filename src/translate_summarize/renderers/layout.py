"""What the formats share before any of them writes a character: paragraphs, the title, the depth of headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from translate_summarize.bracketing import bracketed
from translate_summarize.renderers.words import clean
from translate_summarize.types import Bitext, Block, Brief, Inline, Mark, Translation

_NUMBER = re.compile(r"\(?(\d{1,3}|[a-z])[.)]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the document beside the translations of its segments."""

    block: Block
    translations: tuple[Translation, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the brief as readers are shown it."""

    text: str
    number: int | None
    """The number of the segment that it links to."""
    marks: tuple[Mark, ...]


def lines(brief: Brief) -> tuple[Line, ...]:
    """The sentences of the brief: what a summariser wrote, if one did, else the translations, their pronouns explained."""
    if brief.claims:
        return tuple(
            Line(claim.text, None if claim.segment is None else claim.segment + 1, claim.marks)
            for claim in brief.claims
        )
    names = brief.antecedents or ("",) * len(brief.translations)
    return tuple(
        Line(bracketed(item.target, name), number(item), item.marks)
        for item, name in zip(brief.translations, names, strict=True)
    )


def number(translation: Translation) -> int:
    """The number of a segment as readers are shown it, from 1."""
    return translation.segment.index + 1


def paragraphs(bitext: Bitext) -> tuple[Paragraph, ...]:
    """The translations by block, in document order; blocks without a segment are left out."""
    return tuple(
        Paragraph(bitext.document.blocks[index], tuple(members))
        for index, members in groupby(bitext.translations, key=lambda item: item.segment.block)
    )


def english(paragraph: Paragraph) -> tuple[str, tuple[Inline, ...]]:
    """The targets of a paragraph as one text, as documents may hold it, and what is set off in it."""
    gap = "\n" if paragraph.block.kind == "code" else " "
    texts: list[str] = []
    inlines: list[Inline] = []
    at = 0
    for item in paragraph.translations:
        text = clean(item.target)
        if len(text) == len(item.target):
            inlines += [replace(inline, start=inline.start + at, end=inline.end + at) for inline in item.inlines]
        texts.append(text)
        at += len(text) + 1
    return gap.join(texts), tuple(inlines)


def split_title(bitext: Bitext) -> tuple[tuple[Translation, ...], tuple[Paragraph, ...]]:
    """The translations that make the title, and the paragraphs below it.

    The title is taken out of the body only where it opens the document: then masthead and body together still hold
    every segment once, in order. Elsewhere the first is empty.
    """
    body = paragraphs(bitext)
    title = bitext.brief.title
    if title is not None and body and title.segment.block == body[0].translations[0].segment.block:
        return body[0].translations, body[1:]
    return (), body


def is_numbered(block: Block) -> bool:
    """Whether the text of a list item opens with its number ("1. Le prix…"), so that it needs no bullet."""
    return _NUMBER.match(block.text) is not None


def outline(levels: Iterable[int]) -> tuple[int, ...]:
    """Depths (from 1) for heading levels, so that no depth is skipped on the way down: 2, 4, 4, 2 gives 1, 2, 2, 1."""
    depths: list[int] = []
    open_levels: list[int] = []
    for level in levels:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        depths.append(len(open_levels))
    return tuple(depths)
