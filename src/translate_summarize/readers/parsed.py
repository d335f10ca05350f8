"""What a reader of bytes gives back, before it is cleaned and named."""

from __future__ import annotations

from dataclasses import dataclass, replace

from translate_summarize.types import Block, Cue


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a source in reading order, and what it says of itself; fields as in `types.Document`."""

    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    date: str | None = None
    standfirst: str | None = None
    encoding: str | None = None
    cues: tuple[Cue, ...] = ()


def titled(blocks: tuple[Block, ...]) -> str | None:
    """The title that the blocks themselves show: the text of a heading that opens them."""
    return blocks[0].text if blocks and blocks[0].kind == "heading" else None


def with_title(blocks: tuple[Block, ...], title: str | None) -> tuple[tuple[Block, ...], str | None]:
    """The blocks with the title that the source tells apart from them, as a heading before them, once."""
    title = " ".join((title or "").split()) or None
    if title is None or title.lower() in _UNTITLED:
        return blocks, titled(blocks)
    if any(" ".join(block.text.split()) == title for block in blocks[:3] if block.kind == "heading"):
        return blocks, title
    return (Block(title, "heading", 1), *blocks), title


def with_standfirst(blocks: tuple[Block, ...], standfirst: str | None) -> tuple[tuple[Block, ...], str | None]:
    """The blocks, that with the text of the standfirst made one of this kind; and the standfirst that they show."""
    place = next((n for n, block in enumerate(blocks) if block.text == standfirst and block.kind == "paragraph"), None)
    if place is not None:
        blocks = (*blocks[:place], replace(blocks[place], kind="standfirst"), *blocks[place + 1 :])
    return blocks, next((block.text for block in blocks if block.kind == "standfirst"), None)


_UNTITLED = frozenset({"unknown title", "untitled", "sans titre", "unknown"})
"""Titles that programs put where nobody gave one."""
