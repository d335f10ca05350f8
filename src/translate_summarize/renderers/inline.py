"""Bold, italics and links as tags, nested soundly among whatever else stands around parts of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translate_summarize.inlines import KINDS, shown
from translate_summarize.renderers.page import escape
from translate_summarize.renderers.words import clean
from translate_summarize.types import Inline, InlineKind


@dataclass(frozen=True, slots=True)
class Layer:
    """What stands around a part of a text."""

    start: int
    end: int
    opening: str
    closing: str


_TAGS: dict[InlineKind, str] = {"strong": "strong", "emphasis": "em"}


def layers(inlines: Iterable[Inline]) -> list[Layer]:
    """Their elements in HTML, outer ones first; a link says nothing of where it was followed from."""
    return [
        Layer(item.start, item.end, f'<a href="{escape(item.href)}" rel="noopener noreferrer">', "</a>")
        if item.kind == "link"
        else Layer(item.start, item.end, f"<{_TAGS[item.kind]}>", f"</{_TAGS[item.kind]}>")
        for item in sorted(shown(inlines), key=lambda item: (KINDS.index(item.kind), item.start))
    ]


def woven(text: str, around: Sequence[Layer], *, escaped: Callable[[str], str] = escape) -> str:
    """The text with what stands around its parts; an inner layer that crosses the edge of an outer one is cut there."""
    inside = [layer for layer in around if 0 <= layer.start < layer.end <= len(text)]
    if not inside or len(clean(text)) != len(text):  # the places are counted in the text as it was
        return escaped(text)
    cuts = sorted({0, len(text), *(place for layer in inside for place in (layer.start, layer.end))})
    parts: list[str] = []
    open_: list[Layer] = []
    for start, end in pairwise(cuts):
        wanted = [layer for layer in inside if layer.start <= start and layer.end >= end]
        same = 0
        while same < min(len(open_), len(wanted)) and open_[same] is wanted[same]:
            same += 1
        parts += [layer.closing for layer in reversed(open_[same:])]
        parts += [layer.opening for layer in wanted[same:]]
        parts.append(escaped(text[start:end]))
        open_ = wanted
    return "".join([*parts, *(layer.closing for layer in reversed(open_))])
