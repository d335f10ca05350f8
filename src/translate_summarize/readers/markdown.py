"""Markdown, over markdown-it-py."""

from __future__ import annotations

from translate_summarize.readers import plain
from translate_summarize.types import Block


def parse(text: str) -> tuple[tuple[Block, ...], str | None]:
    """The blocks of a Markdown article, and its title."""
    return plain.parse(text)
