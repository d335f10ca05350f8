"""Text on its way from a format to blocks, in strands that remember how they look and where they stood.

Readers join, part, trim and clean what they read, so places are not carried through all of that but found again: what
shows (all but white space and invisible characters) is the same before and after, in the same order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from translate_summarize import inlines
from translate_summarize.readers import decoding
from translate_summarize.types import Block, Inline, InlineKind

Style = tuple[InlineKind, str]
"""A kind, and of a link its address."""
PLAIN: frozenset[Style] = frozenset()
_MOST_PLACES = 50
"""A text that stands more often in a page is no sentence of an article."""
_LEAST_INSIDE = 25
"""Characters that show, of a text that is looked for inside others."""
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Strand:
    """A piece of text that looks the same throughout."""

    text: str
    styles: frozenset[Style] = PLAIN
    node: Any = None
    """Where it stands in its tree: an element and "text" or "tail"."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one paragraph of a source, and the blocks that it gives."""

    blocks: tuple[Block, ...]
    strands: tuple[Strand, ...]


def styled(styles: frozenset[Style], kind: InlineKind, href: str = "") -> frozenset[Style]:
    """With one more; a link in a link is the inner one."""
    if kind == "link":
        styles = frozenset(style for style in styles if style[0] != "link")
    return styles | {(kind, href)}


def solid(text: str) -> str:
    """What shows of a text."""
    return "".join(decoding.clean(text).split())


def offsets(text: str) -> list[int]:
    """For each character of `solid(text)` where it stands in the text."""
    if decoding.clean(text) == text:
        return [place for place, character in enumerate(text) if not character.isspace()]
    return [match.start() for match in _CLUSTER.finditer(text) for _ in solid(match[0])]


class Ribbon:
    """Strands as one run of what shows."""

    def __init__(self, strands: Iterable[Strand]) -> None:
        """Join them."""
        self.strands = tuple(strands)
        parts = [solid(strand.text) for strand in self.strands]
        self.text = "".join(parts)
        self.starts = list(accumulate(map(len, parts), initial=0))

    def between(self, start: int, end: int) -> range:
        """The numbers of the strands that show something of `text[start:end]`."""
        first = bisect_right(self.starts, start, hi=len(self.strands)) - 1
        return range(first, bisect_right(self.starts, end - 1, hi=len(self.strands)))

    def inlines(self, text: str, at: int) -> tuple[Inline, ...]:
        """What is set off in a text that shows what this one does from `at` on."""
        end = at + len(solid(text))
        numbers = [n for n in self.between(at, end) if self.strands[n].styles]
        if not numbers or end == at:
            return ()
        own = offsets(text)
        if len(own) != end - at:
            return ()
        found: list[Inline] = []
        open_: dict[Style, tuple[int, int]] = {}
        for number in numbers:
            low, high = max(self.starts[number], at) - at, min(self.starts[number + 1], end) - at
            for style in self.strands[number].styles if low < high else ():
                before = open_.get(style)
                if before and before[1] != low:
                    found.append(_inline(style, before, own))
                open_[style] = (before[0], high) if before and before[1] == low else (low, high)
        found += [_inline(style, span, own) for style, span in open_.items()]
        return inlines.ordered(i for i in found if any(c.isalnum() for c in text[i.start : i.end]))


class Whole:
    """All passages of a source, in which blocks that came another way are found again."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        """Join them."""
        held = list(passages)
        self.ribbon = Ribbon(strand for passage in held for strand in passage.strands)
        counts = accumulate((len(passage.strands) for passage in held), initial=0)
        self._cuts = frozenset(self.ribbon.starts)
        breaks = (number for number, strand in enumerate(self.ribbon.strands) if strand.node is None)
        self._edges = frozenset(self.ribbon.starts[number] for number in (*counts, *breaks))
        self._kinds = {
            self.ribbon.starts[count]: passage.blocks[0].kind
            for count, passage in zip(accumulate((len(p.strands) for p in held), initial=0), held, strict=False)
            if passage.blocks
        }
        self._at = self._furthest = 0
        self._taken: list[tuple[int, int]] = []

    def find(self, block: Block) -> int | None:
        """Where what the block shows begins in the ribbon: after the block before it, if it stands there.

        A place that is a whole passage, or whole lines of one, is taken before another, and for a heading one that is
        a heading. A short text must stand alone in its strands, since it may be a part of any word.
        """
        shows = solid(block.text)
        if not shows:
            return None
        for start in (self._at, 0):
            second: int | None = None
            for place in self._places(shows, start):
                if self._suits(place, shows, block):
                    return self._taking(place, len(shows))
                if second is None and (len(shows) >= _LEAST_INSIDE or self._stands_alone(place, place + len(shows))):
                    second = place
            if second is not None:
                return self._taking(second, len(shows))
        return None

    def _places(self, shows: str, start: int) -> Iterator[int]:
        """Where the text stands from `start` on, and no block found before does; the first of many."""
        place = self.ribbon.text.find(shows, start)
        for _ in range(_MOST_PLACES):
            if place < 0:
                return
            free = place >= self._furthest
            if free or all(end <= place or begin >= place + len(shows) for begin, end in self._taken):
                yield place
            place = self.ribbon.text.find(shows, place + 1)

    def _stands_alone(self, start: int, end: int) -> bool:
        text = self.ribbon.text
        return (start in self._cuts or not text[start - 1].isalnum()) and (end in self._cuts or not text[end].isalnum())

    def _taking(self, place: int, length: int) -> int:
        self._at = place + length
        self._taken.append((place, self._at))
        self._furthest = max(self._furthest, self._at)
        return place

    def _suits(self, start: int, shows: str, block: Block) -> bool:
        whole = start in self._edges and start + len(shows) in self._edges
        return whole and (block.kind != "heading" or self._kinds.get(start) == "heading")


def _inline(style: Style, span: tuple[int, int], own: Sequence[int]) -> Inline:
    return Inline(style[0], own[span[0]], own[span[1] - 1] + 1, style[1])


def set_off(blocks: Iterable[Block], strands: Sequence[Strand]) -> list[Block]:
    """The blocks that one paragraph gave, with what is set off in them; those that are not found in it as they are."""
    made = list(blocks)
    if not any(strand.styles for strand in strands):
        return made
    ribbon, at = Ribbon(strands), 0
    for number, block in enumerate(made):
        shows = solid(block.text)
        place = ribbon.text.find(shows, at)
        if place >= 0 and block.kind != "code":
            made[number] = replace(block, inlines=ribbon.inlines(block.text, place))
            at = place + len(shows)
    return made


def carried(old: Block, text: str) -> Block:
    """A block whose text was cleaned, with what is set off in it."""
    if old.text == text:
        return old
    bare = Block(text, old.kind, old.level)
    if not old.inlines:
        return bare
    strands = [
        Strand(piece, frozenset((item.kind, item.href) for item in around))
        for piece, around in inlines.pieces(old.text, old.inlines)
    ]
    return set_off([bare], strands)[0]
