"""Long sentences to pieces that a model can translate: cut at clauses, balanced, in order, with nothing lost.

A model loses the end of what is longer than the sentences it was trained on, well before any limit of its own, so a
sentence past that length goes to it in pieces.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from translate_summarize import french

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
_CAPITALS = re.compile(r"\b[A-ZÀ-ÖØ-ÞŒŸ]")
_SIGNS = re.compile(r"[^\w\s]")
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f]")
_TOKEN = re.compile(r"\S+")

_PER_WORD, _PER_LETTER, _PER_DIGIT, _PER_CAPITAL, _PER_SIGN = 0.58, 0.16, 1.35, 1.27, 1.12
"""Fitted by least squares on one half of FLORES-101 dev (French) with an 8 000-piece SentencePiece vocabulary. Mean
absolute error by sentence: 9.7% on all of it, 10.9% on WMT's newstest2012, and 1% and 3% over in sum. A larger vocabulary has
fewer pieces, so there this errs to the safe side."""
_PER_FOREIGN, _PER_EXCESS, _LONG_WORD = 1.0, 0.4, 20
"""What French words do not teach: other scripts, and the letters past the twentieth of a word that is none."""

_CONJUNCTIONS = frozenset(
    "et mais ou car donc or ni puis alors tandis parce puisque lorsque si comme bien sans quand ainsi dont".split()  # noqa: SIM905
)
_RELATIVES = frozenset("qui que qu dont où lequel laquelle lesquels lesquelles auquel duquel auxquels desquels".split())  # noqa: SIM905
_PREPOSITIONS = frozenset(
    """à au aux avec dans par pour sur sous sans entre vers chez contre depuis pendant selon après avant afin jusqu en et
    ou mais qui que qu dont où quand comme si""".split()  # noqa: SIM905
)
# What a cut costs, in shares of the ideal length that it may stray for a better one.
_STOP, _SEMICOLON, _COLON, _DASH, _CLAUSE, _RELATIVE, _COMMA, _CLOSED = 0.0, 0.0, 0.1, 0.1, 0.15, 0.2, 0.3, 0.4
_BEFORE_PREPOSITION, _ANYWHERE, _AFTER_SMALL_WORD, _NO_BREAK = 0.8, 1.3, 1.8, 2.5
_LEAST = 0.35
"""Share of the ideal length below which no piece is cut."""


def estimate_subwords(text: str) -> int:
    """About how many subwords a SentencePiece model of French makes of `text`, without any model."""
    return round(_weight(text))


@lru_cache(maxsize=1024)  # asked twice of each token of a sentence that is too long
def _weight(text: str) -> float:
    words = _LETTERS.findall(text)
    return (
        _PER_WORD * len(words)
        + _PER_LETTER * sum(map(len, words))
        + _PER_EXCESS * sum([len(word) - _LONG_WORD for word in words if len(word) > _LONG_WORD])
        + _PER_DIGIT * len(_DIGITS.findall(text))
        + _PER_CAPITAL * len(_CAPITALS.findall(text))
        + _PER_SIGN * len(_SIGNS.findall(text))
        + _PER_FOREIGN * len(_FOREIGN.findall(text))
    )


def split_long(text: str, *, limit: int = 100) -> tuple[tuple[int, int], ...]:
    """Spans of the pieces of `text`, each of at most `limit` estimated subwords; one span if it is short enough.

    The pieces are in order, of like lengths as far as good cuts allow, and only white space lies between them (nothing,
    inside a token that is too long alone). Blank text gives none.
    """
    bare = text.strip()
    if bare and _weight(bare) <= limit:  # weights add up over tokens, so nothing below would cut it
        start = text.index(bare)
        return ((start, start + len(bare)),)
    tokens = [part for match in _TOKEN.finditer(text) for part in _halved(text, *match.span(), limit)]
    if not tokens:
        return ()
    weights = [_weight(text[start:end]) for start, end in tokens]
    total = list(accumulate(weights, initial=0.0))
    pieces = []
    first = 0
    while total[-1] - total[first] > limit:
        last = _best_cut(text, tokens, total, first, limit)
        pieces.append((tokens[first][0], tokens[last - 1][1]))
        first = last
    pieces.append((tokens[first][0], tokens[-1][1]))
    return tuple(pieces)


def _halved(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """A token in parts that are short enough."""
    if end - start < 2 or _weight(text[start:end]) <= limit:
        return [(start, end)]
    middle = (start + end) // 2
    return _halved(text, start, middle, limit) + _halved(text, middle, end, limit)


def _best_cut(text: str, tokens: list[tuple[int, int]], total: list[float], first: int, limit: int) -> int:
    """The token that the next piece begins with: the cheapest cut by its place in the clause and by balance."""
    rest = total[-1] - total[first]
    ideal = rest / -(-rest // limit)
    best, cheapest = first + 1, float("inf")
    for index in range(first + 1, len(tokens)):
        length = total[index] - total[first]
        if length > limit:
            break
        if length < _LEAST * ideal:
            continue
        cost = _cut_cost(text, tokens[index - 1], tokens[index]) + abs(length - ideal) / ideal
        if cost < cheapest:
            best, cheapest = index, cost
    return best


def _cut_cost(text: str, before: tuple[int, int], after: tuple[int, int]) -> float:
    left, right = text[slice(*before)], text[slice(*after)]
    gap = text[before[1] : after[0]]
    words = french.words(right[:20])
    word = words[0] if words else ""
    last = left[-1]
    if last == ",":
        return _CLAUSE if word in _CONJUNCTIONS else _RELATIVE if word in _RELATIVES else _COMMA
    for ends, cost in ((".!?…", _STOP), (";", _SEMICOLON), (":", _COLON), ("»”)", _CLOSED)):
        if last in ends:
            return cost
    if right[0] in "—–" or right == "-":
        return _DASH
    if right[0] in "(«“":
        return _CLOSED
    if not gap or gap.strip(" \t\n"):
        return _NO_BREAK
    if left.lower().strip("«“(") in french.STOPWORDS:
        return _AFTER_SMALL_WORD
    return _BEFORE_PREPOSITION if word in _PREPOSITIONS else _ANYWHERE
