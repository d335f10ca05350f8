"""The learned ranking of sentences: a generalised additive model, one table of steps for each feature.

A sentence's score is the sum of what its features are worth; the tables stand in `models/brief/ranking.json`, where a
person can read them, and are made by `models/training/brief.py`. Two rankings are kept: what a sentence is worth as
the first of a brief, and what it adds to those already chosen.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from translate_summarize.errors import ModelError
from translate_summarize.salience import MOVING, STEADY, Article

_HERE = Path(__file__).parent
PLACES = (_HERE / "embedded" / "brief" / "ranking.json", _HERE.parents[1] / "models" / "brief" / "ranking.json")
"""Where the tables are: in an installed package, in a checkout."""


@dataclass(frozen=True, slots=True)
class Table:
    """A step function: `worths[i]`, where i edges lie below the value."""

    edges: tuple[float, ...]
    worths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One table for each feature, in the order of STEADY and MOVING, and for function words, whose absence is 0."""

    steady: tuple[Table, ...]
    moving: tuple[Table, ...]
    function_words: Mapping[str, Table]
    base: float


@cache
def load(path: Path | None = None) -> tuple[Ranking, Ranking]:
    """Return the rankings for the first sentence of a brief and for those that follow.

    Raises ModelError if the file is missing or damaged.
    """
    place = path or next((place for place in PLACES if place.is_file()), PLACES[-1])
    try:
        stored = json.loads(place.read_text(encoding="utf-8"))
        return _ranking(stored["first"]), _ranking(stored["next"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{place}: the ranking of the brief is missing or damaged; install tsum again.") from error


def steady_worth(ranking: Ranking, article: Article, place: int) -> float:
    """Return what a sentence is worth whatever else is chosen."""
    tokens = article.tokens[place]
    present = ranking.function_words.keys() & frozenset(tokens)
    return (
        ranking.base
        + _sum(ranking.steady, article.steady[place])
        + _sum([ranking.function_words[word] for word in present], [tokens.count(word) for word in present])
    )


def moving_worth(ranking: Ranking, values: Sequence[float]) -> float:
    """Return what a sentence's relation to those chosen is worth."""
    return _sum(ranking.moving, values)


def _sum(tables: Sequence[Table], values: Sequence[float]) -> float:
    return sum([table.worths[bisect_left(table.edges, value)] for table, value in zip(tables, values, strict=True)])


def _ranking(stored: Mapping[str, Mapping[str, Mapping[str, Sequence[float]]]]) -> Ranking:
    features, words = stored["features"], stored["function_words"]
    return Ranking(
        steady=tuple(_table(features[name]) for name in STEADY),
        moving=tuple(_table(features[name]) for name in MOVING),
        function_words={word: _table(table) for word, table in words.items()},
        base=float(stored["base"]),  # type: ignore[arg-type]
    )


def _table(stored: Mapping[str, Sequence[float]]) -> Table:
    table = Table(edges=tuple(stored["edges"]), worths=tuple(stored["worths"]))
    if len(table.worths) != len(table.edges) + 1 or list(table.edges) != sorted(table.edges):
        raise ValueError(f"a table of {len(table.edges)} edges and {len(table.worths)} worths")
    return table
