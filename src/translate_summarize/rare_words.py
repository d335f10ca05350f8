"""Rare words that the embedded model guesses at ("violeur", "préservatif"), and the English that aligned text has for them.

The table stands in `models/lexicon/rare.tsv` and is made by `models/training/rare_words.py`. It holds only words with one
translation; whatever else a word may mean, the model knows less of it than the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from translate_summarize.french import whole_words
from translate_summarize.lexicon import rare_english


@dataclass(frozen=True, slots=True)
class RareWord:
    """A word of a French text, and its English."""

    start: int
    end: int
    text: str


def find_rare_words(text: str) -> tuple[RareWord, ...]:
    """Those of a French text that the table has, in small letters, in order."""
    return tuple(
        RareWord(*match.span(1), english)
        for match in whole_words(text)
        if (english := rare_english(match[1])) is not None
    )
