"""Bold, italics and links beside a plain text: cut to a part of it, and cut up with it.

What a format calls so stands apart from the text (`types.Inline`), so that an engine, a memory and every check see the
same text whatever is set off in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from urllib.parse import urljoin

from translate_summarize.types import Inline, InlineKind

KINDS: tuple[InlineKind, ...] = ("link", "strong", "emphasis")
"""From the outside in, as documents nest them."""
_LONGEST = 2000
"""Characters of an address; browsers and Word take no longer ones for sure."""
_ABSOLUTE = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)[^\s\x00-\x1f\x7f-\x9f<>\"]*\Z", re.IGNORECASE)
_RELATIVE = re.compile(r"(?![\w+.-]*:|//|\\)[^\s\x00-\x1f\x7f-\x9f<>\"\\]+\Z")


def address(href: str | None, base: str = "") -> str:
    """Where a link leads, if documents may lead there: an http, https or mailto address, or a relative place; else "".

    A relative one is made whole where the address of its page is known.
    """
    found = (href or "").strip()
    if base and not found.startswith("#"):
        try:
            found = urljoin(base, found)
        except ValueError:
            return ""
    return found if len(found) <= _LONGEST and (_ABSOLUTE.match(found) or _RELATIVE.match(found)) else ""


def is_whole(href: str) -> bool:
    """Whether it is an address that leads somewhere from any document: http, https or mailto."""
    return len(href) <= _LONGEST and _ABSOLUTE.match(href) is not None


def shown(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Those that a document of our own can show: all but links that lead nowhere from it."""
    return tuple(item for item in inlines if item.kind != "link" or is_whole(item.href))


def narrowed(inlines: Iterable[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """What falls on `text[start:end]`, counted from `start`; each must touch what shows, so none is left blank."""
    return ordered(
        Inline(item.kind, max(item.start, start) - start, min(item.end, end) - start, item.href)
        for item in inlines
        if item.start < end and item.end > start
    )


def ordered(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """In order, the longer first; of two of one kind that overlap, the one that begins first stays."""
    kept: list[Inline] = []
    until = dict.fromkeys(KINDS, 0)
    for item in sorted(inlines, key=lambda i: (i.start, -i.end, KINDS.index(i.kind), i.href)):
        if item.start >= until[item.kind]:
            kept.append(item)
            until[item.kind] = item.end
    return tuple(kept)


def pieces(text: str, inlines: Sequence[Inline]) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """The text cut wherever something begins or ends, each piece with what it stands in, from the outside in."""
    inside = [item for item in inlines if 0 <= item.start < item.end <= len(text)]
    cuts = sorted({0, len(text), *(place for item in inside for place in (item.start, item.end))})
    for start, end in pairwise(cuts):
        around = [item for item in inside if item.start <= start and item.end >= end]
        yield text[start:end], tuple(sorted(around, key=lambda item: KINDS.index(item.kind)))
