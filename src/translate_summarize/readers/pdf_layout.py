"""Lines on pages to blocks: reading order, running heads, paragraphs, headings. Geometry alone, in points.

A page is cut at the white gutters between its columns; what spans them is read before or after. A line at the head or
foot of a page that returns on other pages, or is a page's number, is left out. A paragraph ends at a wider gap, at an
indented line, or at a line that stops short.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from translate_summarize.readers import plain
from translate_summarize.readers.pdf_lines import Line
from translate_summarize.types import Block

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|sur|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_STAMP = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,2}/\d{1,2}/\d{2,4},?\s+(?:à )?\d{1,2}:\d\d(?:\s?[AP]M)?.*",
    re.IGNORECASE,
)
"""What browsers print at the head and foot of a page."""
_BULLET = re.compile(r"(?:[-–•*‣◦▪●■►]|[\uf0b7\uf0a7o](?=\s))\s+(?=.*\w)")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\D)")
_STOPPED = re.compile(r"[.!?…:][\s»”\")\]]*\Z")
_MARGIN = 0.12
"""Share of a page's height at its head and foot where running heads and page numbers stand."""
_HEADING_SIZE = 1.12
"""Times the size of most of the text."""
_HEADING_LENGTH = 200


def blocks_of(pages: Sequence[tuple[list[Line], float]]) -> tuple[Block, ...]:
    """The blocks of a document from the lines of its pages, each with the page's height."""
    running = _running(pages)
    largest = _largest(pages)
    sizes: Counter[float] = Counter()
    ordered: list[list[Line]] = []
    for lines, height in pages:
        kept = [line for line in lines if not _is_running(line, height, running, largest)]
        for column in _columns(kept):
            ordered.append(_merged(column))
            for line in ordered[-1]:
                sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    vocabulary = plain.vocabulary_of("\n".join(line.text for column in ordered for line in column))
    groups = _joined([group for column in ordered for group in _paragraphs(column)])
    levels = sorted({_rounded(g[0]) for g in groups if _is_larger(g[0], body)}, reverse=True)
    blocks = (_block(group, body, levels, vocabulary) for group in groups)
    return tuple(block for block in blocks if block.text)


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", " ".join(line.text.lower().split()))


def _in_margin(line: Line, height: float) -> bool:
    return height > 0 and not _MARGIN * height < line.base < (1 - _MARGIN) * height


def _running(pages: Sequence[tuple[list[Line], float]]) -> frozenset[str]:
    """What stands at the head or foot of several pages, with its digits made equal."""
    seen: Counter[str] = Counter()
    for lines, height in pages:
        seen.update({_key(line) for line in lines if _in_margin(line, height)})
    least = 2 if len(pages) < 6 else 3
    return frozenset(key for key, count in seen.items() if count >= least)


def _largest(pages: Sequence[tuple[list[Line], float]]) -> dict[str, float]:
    """The largest size that each line is set in anywhere."""
    largest: dict[str, float] = {}
    for lines, _ in pages:
        for line in lines:
            largest[_key(line)] = max(line.size, largest.get(_key(line), 0.0))
    return largest


def _is_running(line: Line, height: float, running: frozenset[str], largest: dict[str, float]) -> bool:
    if not _in_margin(line, height):
        return False
    if line.size < 0.8 * largest[_key(line)]:  # a title, said again in small letters
        return True
    return _key(line) in running or any(rule.fullmatch(line.text) for rule in (_PAGE_NUMBER, _STAMP))


def _columns(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of a page in reading order, a list for each column of each stretch that has columns."""
    bands = _bands(lines)
    start = 0
    while start < len(bands):
        end = start + 1
        gutter = None
        while end < len(bands):
            found = _gutter([line for band in bands[start : end + 1] for line in band])
            if found is None:
                break
            gutter, end = found, end + 1
        stretch = [line for band in bands[start:end] for line in band]
        if gutter is not None and _is_split(stretch, gutter):
            yield from _columns([line for line in stretch if line.right <= gutter])
            yield from _columns([line for line in stretch if line.left >= gutter])
        else:
            end = start + 1
            while end < len(bands) and (end + 1 >= len(bands) or not _opens_columns(bands, end)):
                end += 1
            yield [line for band in bands[start:end] for line in band]
        start = end


def _opens_columns(bands: list[list[Line]], start: int) -> bool:
    """Whether columns begin at this band: three bands or more have one gutter."""
    stretch = [line for band in bands[start : start + 3] for line in band]
    gutter = _gutter(stretch)
    return gutter is not None and _is_split(stretch, gutter)


def _is_split(lines: list[Line], gutter: float) -> bool:
    left = sum(line.right <= gutter for line in lines)
    return left >= 3 and len(lines) - left >= 3


def _bands(lines: list[Line]) -> list[list[Line]]:
    """Lines at one height together, from the head of the page down; each band from left to right."""
    bands: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.base, line.left)):
        if bands and abs(bands[-1][0].base - line.base) < 0.5 * max(line.size, 1):
            bands[-1].append(line)
        else:
            bands.append([line])
    for band in bands:
        band.sort(key=lambda line: line.left)
    return bands


def _gutter(lines: list[Line]) -> float | None:
    """Where a vertical white strip parts these lines in two, if one does; its middle, in points from the left."""
    if len(lines) < 2:
        return None
    edge = None
    best: tuple[float, float] | None = None
    for line in sorted(lines, key=lambda line: line.left):
        if edge is not None and line.left - edge > 0.8 * line.size:
            width = line.left - edge
            if best is None or width > best[0]:
                best = width, (line.left + edge) / 2
        edge = line.right if edge is None else max(edge, line.right)
    return best[1] if best else None


def _merged(lines: list[Line]) -> list[Line]:
    """Pieces of one line put together."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last and abs(last.base - line.base) < 0.5 * last.size and line.left >= last.right - last.size:
            if len(line.text) > len(last.text):  # a note's number before it has its own size
                last.size = line.size
            last.text += f" {line.text}"
            last.right = max(last.right, line.right)
            last.bold = last.bold and line.bold
        else:
            merged.append(line)
    return merged


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    if not lines:
        return
    leading = _leading(lines)
    right = sorted(line.right for line in lines)[int(0.9 * (len(lines) - 1))]
    left = min(line.left for line in lines)
    group = [lines[0]]
    for last, line in pairwise(lines):
        if _begins(last, line, leading=leading, left=left, right=right):
            yield group
            group = []
        group.append(line)
    yield group


def _leading(lines: list[Line]) -> float:
    """The usual distance of two lines, in ems."""
    steps = sorted(
        (last.base - line.base) / last.size for last, line in pairwise(lines) if last.size and last.base > line.base
    )
    return steps[len(steps) // 2] if steps else 1.2


def _begins(last: Line, line: Line, *, leading: float, left: float, right: float) -> bool:
    em = max(last.size, 1.0)
    if abs(last.size - line.size) > 0.1 * em or _BULLET.match(line.text):
        return True
    if (last.base - line.base) / em > 1.35 * min(leading, 1.8):
        return True
    stopped = bool(_STOPPED.search(last.text))
    short = last.right < right - 0.12 * max(right - left, 1)
    if last.bold != line.bold and (short or stopped):
        return True
    if not stopped:
        return False
    return short or line.left - last.left > 0.7 * em or bool(_NUMBER.match(line.text))


def _joined(groups: list[list[Line]]) -> list[list[Line]]:
    """A paragraph that goes on in the next column or on the next page, put together with what it began as."""
    joined: list[list[Line]] = []
    for group in groups:
        last = joined[-1][-1] if joined else None
        if (
            last is not None
            and group[0].base >= last.base
            and abs(last.size - group[0].size) <= 0.1 * last.size
            and last.bold == group[0].bold
            and not _STOPPED.search(last.text)
            and not _BULLET.match(group[0].text)
            and (group[0].text[0].islower() or last.text.endswith(("-", ",")) or len(last.text) > 20)
        ):
            joined[-1] = [*joined[-1], *group]
        else:
            joined.append(group)
    return joined


def _rounded(line: Line) -> float:
    return round(line.size * 2) / 2


def _is_larger(line: Line, body: float) -> bool:
    return line.size > _HEADING_SIZE * body


def _block(group: list[Line], body: float, levels: list[float], vocabulary: frozenset[str]) -> Block:
    text = plain.join([line.text for line in group], vocabulary)
    first = group[0]
    if _is_larger(first, body) and len(text) <= _HEADING_LENGTH:
        return Block(text, "heading", min(levels.index(_rounded(first)) + 1, 6))
    bold = all(line.bold for line in group) and first.size > 0.9 * body
    if bold and len(text) <= _HEADING_LENGTH / 2 and not _STOPPED.search(text):
        return Block(text, "heading", min(len(levels) + 1, 6))
    bullet = _BULLET.match(text)
    if bullet:
        return Block(text[bullet.end() :], "list_item", 1)
    return Block(text, "list_item", 1) if _NUMBER.match(text) else Block(text)
