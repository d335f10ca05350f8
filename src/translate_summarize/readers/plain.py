"""Plain text: paragraphs by blank lines or by lines, hard-wrapped lines rejoined."""

from __future__ import annotations

import re

from translate_summarize.types import Block

_LIST = re.compile(r"(?P<mark>[-•*‣◦▪–]|\d{1,3}[.)])\s+(?=\S)")
_QUOTE = re.compile(r"(?P<marks>(?:>\s?)+)")
_UNDERLINE = re.compile(r"(?P<char>[=\-~*_])(?P=char){2,}")
_SPACES = re.compile(r"[ \t]+")


def parse(text: str) -> tuple[tuple[Block, ...], str | None]:
    """The blocks of a plain text, and its title if a heading opens it."""
    lines = [line.strip() for line in text.split("\n")]
    wrapped = _hard_wrapped(lines)
    blocks: list[Block] = []
    for chunk in _chunks(lines):
        pieces = _rejoin(chunk) if wrapped else chunk
        blocks += [Block(_SPACES.sub(" ", piece)) for piece in pieces if piece]
    return tuple(blocks), None


def _chunks(lines: list[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    for line in lines:
        if line:
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _hard_wrapped(lines: list[str]) -> bool:
    lengths = sorted(len(line) for line in lines if line)
    return len(lengths) > 2 and lengths[int(len(lengths) * 0.95)] <= 100 and lengths[len(lengths) // 2] >= 50


def _rejoin(chunk: list[str]) -> list[str]:
    return [" ".join(chunk)]
