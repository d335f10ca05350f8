"""A sentence of the brief made shorter before it is translated, by cutting what a reader can do without.

Only whole asides and whole ends go, each by a rule with its examples in the tests; no word is put in or moved, so what
is left says what the sentence said. A quotation is cut nowhere. A few words go always (`FREE`), the rest (`cuts`) only
where a limit in words asks for it, and then as little as will do. What each rule gets wrong was counted:
`models/brief/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, pairwise

from translate_summarize.cuts import LEAST, RULES, Cut, count_words

ASIDES = frozenset({"age", "brackets", "medium", "aside"})
"""Rules whose cuts a reader loses nothing by: they go where no number of words is asked for."""

MOST = 7
"""Cuts of one sentence that are combined; their subsets are tried one by one."""

_SPACE = "[ \u00a0\u202f]"
_QUOTE = re.compile(r"«[^»]*(?:»|$)|“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_FILLERS = re.compile(
    r",? (?:en effet|par ailleurs|en outre|d['’]ailleurs|de son côté|de leur côté|pour sa part|quant à (?:lui|elle|eux|elles)),?(?= )"
    r"|(?<=\ba) également(?= )|(?<=\bont) également(?= )|(?<=\best) également(?= )|(?<=\bsont) également(?= )"
)
_OPENING = re.compile(
    r"^(?:(?:Par ailleurs|En effet|De plus|En outre|D['’]ailleurs|Du coup|Au passage|Par la suite|Enfin|Ensuite|Puis|Or|Ainsi|"
    rf"De son côté|De leur côté|Pour sa part|Pour leur part),|Mais(?! pas\b)|Et(?! si\b)){_SPACE}(?=\w)"
)


def shorten(text: str, *, words: int | None = None) -> str:
    """A French sentence without its links to the sentence before, its fillers and its asides; or cut to some words.

    "Par ailleurs, le maire (LR) a également ouvert un gymnase." gives "Le maire a ouvert un gymnase.". With a number of
    words, links and fillers go, then of all that may be cut the least that is enough; where nothing is, nothing more.
    """
    text = without_links(text)
    if words is None:
        cuts = [cut for cut in possible_cuts(text) if cut.rule in ASIDES]
        return _without(text, cuts) if cuts and count_words(_without(text, cuts)) >= LEAST else text
    return text if count_words(text) <= words else _best(text, words) or text


def without_links(text: str) -> str:
    """A sentence without the words that only tie it to what stands before it."""
    for rule in FREE.values():
        text = rule(text)
    return text


def _best(text: str, words: int) -> str | None:
    """Return what is left after the cheapest set of cuts that is enough."""
    found = possible_cuts(text)
    best: tuple[int, str] | None = None
    for size in range(1, len(found) + 1):
        for some in combinations(found, size):
            if any(left.end > right.start for left, right in pairwise(some)):
                continue
            short = _without(text, some)
            count = count_words(short)
            if LEAST <= count <= words and (best is None or count > best[0]):
                best = count, short
    return best[1] if best else None


def possible_cuts(text: str) -> list[Cut]:
    """Return what may be cut, in order of place; an end that holds another end stands beside it."""
    quoted = [match.span() for match in _QUOTE.finditer(text)]
    return sorted(
        {
            cut.start: cut
            for rule in RULES.values()
            for cut in rule(text)
            if all(cut.end <= start or end <= cut.start or cut.start < start < end <= cut.end for start, end in quoted)
        }.values(),
        key=lambda cut: cut.start,
    )[:MOST]


def _without(text: str, cuts: Sequence[Cut]) -> str:
    for cut in reversed(cuts):
        text = text[: cut.start] + text[cut.end :]
    return text[:1].upper() + text[1:]


def _unquoted(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def cut(text: str) -> str:
        quoted = [match.span() for match in _QUOTE.finditer(text)]
        return pattern.sub(lambda m: m.group() if any(start < m.start() < end for start, end in quoted) else "", text)

    return cut


def _without_opening(text: str) -> str:
    cut = _OPENING.sub("", text)
    return text if cut == text or text.rstrip().endswith("?") else cut[:1].upper() + cut[1:]


FREE: Mapping[str, Callable[[str], str]] = {"opening": _without_opening, "fillers": _unquoted(_FILLERS)}
"""What always goes."""
