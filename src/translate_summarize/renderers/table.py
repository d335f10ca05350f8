"""What CSV and XLSX hold: one row a segment, below one row of names."""

from __future__ import annotations

from translate_summarize.renderers.layout import number
from translate_summarize.renderers.words import clean
from translate_summarize.types import Bitext

COLUMNS = ("segment", "kind", "French", "English", "origin", "marks", "score")


def rows(bitext: Bitext) -> list[tuple[str | int | float | None, ...]]:
    """The rows below the names of the columns; marks are "doubt: The figure …", parted by line breaks."""
    return [
        (
            number(item),
            item.segment.kind,
            clean(item.segment.text),
            clean(item.target),
            item.origin,
            "\n".join(f"{mark.severity}: {clean(mark.message)}" for mark in item.marks),
            None if item.score is None else round(item.score, 4),
        )
        for item in bitext.translations
    ]
