"""What the formats share: every sentence has its place, or nothing is made; and what made the document is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from translate_summarize.errors import OutputError
from translate_summarize.readers.strands import solid
from translate_summarize.renderers.layout import english, paragraphs
from translate_summarize.types import Bitext


def titles(bitext: Bitext) -> Mapping[str, str]:
    """English by what shows of the French, for each heading: what a document repeats in its title and contents.

    Of headings that show the same, the first counts: it may be the title, which stands nowhere else.
    """
    return {
        solid(paragraph.block.text): " ".join(english(paragraph)[0].split())
        for paragraph in reversed(paragraphs(bitext))
        if paragraph.block.kind == "heading"
    }


def ensure_placed(bitext: Bitext, found: Iterable[int], *, elsewhere: Collection[str] = ()) -> None:
    """Every block was found, or is the title that opens the document and stands in its properties alone.

    Args:
        bitext: What was to be placed.
        found: Numbers of blocks.
        elsewhere: What shows of titles whose English was put in the document's properties.

    Raises:
        OutputError: One was not.
    """
    there = set(found)
    missing = [p for p in paragraphs(bitext) if p.translations[0].segment.block not in there]
    if missing and missing[0].translations[0].segment.index == 0 and solid(missing[0].block.text) in elsewhere:
        missing = missing[1:]
    if missing:
        name = bitext.document.location or bitext.document.name
        raise OutputError(
            f"{len(missing)} of {len(paragraphs(bitext))} paragraphs were not found again in {name} itself, "
            "so its English cannot be put in their place."
        )


def last_of(found: Mapping[int, Any]) -> Any | None:
    """The container of the last block that has one."""
    return next((found[block] for block in sorted(found, reverse=True) if found[block] is not None), None)
