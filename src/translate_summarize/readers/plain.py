"""Plain text: paragraphs by blank lines or one a line, hard-wrapped lines rejoined, headings, lists and quotes seen.

A text file says nothing of its layout, so it is judged as a whole: it is hard-wrapped if most lines that another one
follows reach about the same width, and many stop in mid-sentence; else every line is a paragraph of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from translate_summarize import french
from translate_summarize.types import Block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from translate_summarize.types import BlockKind

_BULLET = re.compile(r"[-•*‣◦▪●■►]\s+(?=.*\w)")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\D)")
_QUOTE = re.compile(r"(?:>\s?)+")
_UNDERLINE = re.compile(r"([=\-~*_])\1{2,}")
_DASH = re.compile(r"[—–]\s")  # dialogue, which is a paragraph and keeps its dash
_ENDED = re.compile(r"[.!?…:;,][\s»”\")\]]*\Z")
_STOPPED = re.compile(r"[.!?…][\s»”\")\]]*\Z|»\Z")
_BYLINE = re.compile(r"(?:Par|Publié|Mis à jour|Modifié|Propos recueillis|Source|AFP|©)\b|\d")
_SPACES = re.compile(r"[ \t\n\r]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_TITLE_LENGTH = 150
_WIDEST_WRAP = 120
"""Characters: programs wrap at 65 to 100, and no paragraph of an article is that short throughout."""
_NARROWEST_WRAP = 35
"""Characters; narrower lines are verse, a menu or a list."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    kind: BlockKind
    level: int
    opens: bool
    """Whether it begins a block whatever stands before it."""
    indent: int


def parse(text: str) -> tuple[tuple[Block, ...], str | None]:
    """The blocks of a plain text, and its title if a heading opens it."""
    lines = text.split("\n")
    width = _wrap_width(lines)
    vocabulary = vocabulary_of(text) if width else frozenset()
    blocks: list[Block] = []
    for chunk in _chunks(lines):
        for kind, level, group in _groups(chunk, width):
            block = Block(join(group, vocabulary), kind, level)
            alone = len(group) == 1 and (len(chunk) == 1 or not width)
            blocks.append(Block(block.text, "heading", 2) if alone and _is_capital_heading(block) else block)
    if blocks and _is_title(blocks[0], blocks[1:5]):
        blocks[0] = Block(blocks[0].text, "heading", 1)
    return tuple(blocks), blocks[0].text if blocks and blocks[0].kind == "heading" else None


def join(lines: list[str], vocabulary: AbstractSet[str] = frozenset()) -> str:
    """Lines of one paragraph as one line; a word cut at a line's end is whole again, a true hyphen stays.

    `vocabulary` is the other words of the document, which tell "trans-/port" from "peut-/être".
    """
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        left, right = _LAST_PART.search(line[-_LONGEST_PART:]), _FIRST_PART.match(following)
        if not left or not right:
            parts += [line, " "]
        elif right[0][0].islower() and not french.keeps_hyphen(left[1], right[0], vocabulary):
            parts.append(line[:-1])
        else:
            parts.append(line)  # "peut-/être", "Saint-/Étienne"
    return _SPACES.sub(" ", "".join(parts)).strip()


_LONGEST_PART = 60
_LAST_PART = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-\Z")
_FIRST_PART = re.compile(r"[^\W\d_]+")


def vocabulary_of(text: str) -> frozenset[str]:
    """The words of a text, lower case, with their hyphens."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def _wrap_width(lines: list[str]) -> int:
    """The width that the lines are wrapped at, in characters; 0 if they are not."""
    pairs = [
        (line.strip(), following.strip()) for line, following in pairwise(lines) if line.strip() and following.strip()
    ]
    pairs = [(line, following) for line, following in pairs if _line(following, 0).kind == "paragraph"]
    pairs = [(line, following) for line, following in pairs if not _UNDERLINE.fullmatch(following)]
    if not pairs:
        return 0
    width = sorted(len(line) for line, _ in pairs)[int(len(pairs) * 0.9)]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    full = sum(len(line) >= 0.6 * width for line, _ in pairs)
    going_on = sum(not _STOPPED.search(line) and not following[0].isupper() for line, following in pairs)
    return width if full >= 0.5 * len(pairs) and going_on >= 0.4 * len(pairs) else 0


def _chunks(lines: list[str]) -> Iterator[list[_Line]]:
    """Lines between blank lines, each with what it looks like; an underline makes a heading of the line before."""
    chunk: list[_Line] = []
    for raw in [*lines, ""]:
        line = raw.strip()
        if _UNDERLINE.fullmatch(line) and chunk and len(chunk[-1].text) <= _TITLE_LENGTH and line[0] in "=-~":
            chunk[-1] = _Line(chunk[-1].text, "heading", 1 if line[0] == "=" else 2, opens=True, indent=0)
        elif line and not _UNDERLINE.fullmatch(line):
            chunk.append(_line(line, len(raw) - len(raw.lstrip())))
        elif chunk:
            yield chunk
            chunk = []


def _line(text: str, indent: int) -> _Line:
    quote = _QUOTE.match(text)
    if quote and text[quote.end() :].strip():
        return _Line(text[quote.end() :].strip(), "quote", quote[0].count(">"), opens=False, indent=indent)
    bullet = _BULLET.match(text)
    if bullet:
        return _Line(text[bullet.end() :], "list_item", 1 + min(indent // 2, 5), opens=True, indent=indent)
    if _NUMBER.match(text):  # the number is said in the text ("au point 2"): it stays
        return _Line(text, "list_item", 1 + min(indent // 2, 5), opens=True, indent=indent)
    return _Line(text, "paragraph", 0, opens=bool(_DASH.match(text)), indent=indent)


def _groups(chunk: list[_Line], width: int) -> Iterator[tuple[BlockKind, int, list[str]]]:
    """The lines of a chunk by blocks: one each, or rejoined where the text is wrapped at `width`."""
    group: list[str] = []
    first = last = chunk[0]
    for line in chunk:
        if group and (not width or _begins(line, last, first, width)):
            yield first.kind, first.level, group
            group, first = [], line
        group.append(line.text)
        last = line
    yield first.kind, first.level, group


def _begins(line: _Line, last: _Line, first: _Line, width: int) -> bool:
    if line.opens or first.kind == "heading":
        return True
    if line.kind == "quote" or first.kind == "quote":
        return (line.kind, line.level) != (first.kind, first.level)
    stopped = bool(_STOPPED.search(last.text))
    if first.kind == "list_item":
        return stopped and line.indent == 0 and first.indent > 0
    new = line.indent >= last.indent + 2 or len(last.text) < 0.6 * width
    return stopped and new and not line.text[0].islower()


def _is_capital_heading(block: Block) -> bool:
    text = block.text
    if block.kind != "paragraph" or not text.isupper() or len(text) > _TITLE_LENGTH:
        return False
    return not _ENDED.search(text.rstrip("?! \u00a0\u202f"))


def _is_title(first: Block, following: list[Block]) -> bool:
    """Whether the first block is a short line without a stop that something longer, or a list, follows."""
    if first.kind != "paragraph" or len(first.text) > _TITLE_LENGTH or _BYLINE.match(first.text):
        return False
    if not first.text[0].isalnum() and first.text[0] not in "«“\"'‘":
        return False
    if _ENDED.search(first.text.rstrip('?!\u00a0\u202f »”"')):
        return False
    return any(len(block.text) > len(first.text) or block.kind != "paragraph" for block in following)
