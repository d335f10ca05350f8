"""Subtitles in both languages: the cues of the source with the English above the French.

A sentence that crosses cues is cut at the words that stand as far into it as the cues' ends do.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from translate_summarize.errors import OutputError
from translate_summarize.renderers.words import clean
from translate_summarize.types import Bitext, Cue, Translation

_WIDTH = 42
"""Characters of a line, as broadcasters have it."""


def render(bitext: Bitext) -> str:
    """The cues as SubRip.

    Raises:
        OutputError: The document was not read from subtitles, so nothing says when its sentences are shown.
    """
    return subtitles(bitext, french=True)


def subtitles(bitext: Bitext, *, french: bool) -> str:
    """The cues as SubRip, with the French or without it; raises as `render` does."""
    if not bitext.document.cues:
        name = bitext.document.location or bitext.document.name
        raise OutputError(f"{name} has no cues: only subtitles (.srt, .vtt) can be written as srt.")
    targets = english(bitext)
    shown: list[str] = []
    pairs = zip(bitext.document.cues, targets, strict=True)
    for (begin, finish), members in groupby(pairs, key=lambda pair: (pair[0].begin, pair[0].finish)):
        turns = [(_source(bitext, cue), target) for cue, target in members]
        lines = _lines([target for _, target in turns])
        if french:
            lines += [f"<i>{line}</i>" for line in _lines([source for source, _ in turns])]
        if lines:
            shown.append(f"{len(shown) + 1}\n{_time(begin)} --> {_time(finish)}\n" + "\n".join(lines))
    return "\n\n".join(shown) + "\n"


def english(bitext: Bitext) -> list[str]:
    """The English of each cue, in the order of the cues; each word of each target stands in one of them."""
    cues = bitext.document.cues
    parts: list[list[str]] = [[] for _ in cues]
    by_block: dict[int, list[int]] = {}
    for position, cue in enumerate(cues):
        by_block.setdefault(cue.block, []).append(position)
    for item in bitext.translations:
        segment = item.segment
        held = [
            (position, min(cues[position].end, segment.end) - max(cues[position].start, segment.start))
            for position in by_block.get(segment.block, ())
        ]
        held = [(position, length) for position, length in held if length > 0]
        for (position, _), piece in zip(held, _cut(item, [length for _, length in held]), strict=True):
            if piece:
                parts[position].append(piece)
    return [" ".join(pieces) for pieces in parts]


def _cut(item: Translation, lengths: Sequence[int]) -> list[str]:
    words = clean(item.target).split()
    total, size = sum(lengths), sum(len(word) + 1 for word in words)
    pieces: list[str] = []
    start, done = 0, 0
    for length in lengths[:-1]:
        done += length
        end, best = start, None
        said = sum(len(word) + 1 for word in words[:start])
        for place in range(start, len(words) + 1):
            # A comma or a stop near the place is worth going a few characters out of the way.
            stops = place > start and words[place - 1][-1] in ",.;:!?"
            distance = abs(said / size - done / total) * size - (8 if stops else 0)
            if best is None or distance < best:
                best, end = distance, place
            said += len(words[place]) + 1 if place < len(words) else 0
        pieces.append(" ".join(words[start:end]))
        start = end
    return [*pieces, " ".join(words[start:])] if lengths else []


def _source(bitext: Bitext, cue: Cue) -> str:
    return clean(bitext.document.blocks[cue.block].text[cue.start : cue.end])


def _lines(turns: Sequence[str]) -> list[str]:
    """Lines of each turn; where several people speak in one cue, a dash opens what each says."""
    dash = "- " if len(turns) > 1 else ""
    return [
        line.replace("-->", "→")  # a time line, for a parser
        for turn in turns
        for line in textwrap.wrap(dash + " ".join(turn.split()), _WIDTH, break_long_words=False, break_on_hyphens=False)
        if turn.strip()
    ]


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"
