"""What looks wrong in a translation: pure rules over (source, target), each with its examples in the tests.

The rules are deliberately few and sure: a mark that fires on good sentences teaches readers to ignore marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from translate_summarize.french import is_capitals
from translate_summarize.numbers import lost_numbers
from translate_summarize.polarity import gains_negation, loses_hearsay, loses_negation
from translate_summarize.protection import exact_texts
from translate_summarize.types import Mark

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_STUTTER = re.compile(r"([^\W\d_]{2,12}?)\1{2,}", re.IGNORECASE)
_DOUBLED_IN_ENGLISH = frozenset({"had", "that", "bye", "no", "very", "so", "ha", "ah", "oh", "well", "now", "blah"})
_LONGEST_NGRAM = 12

EMPTY = Mark("empty", "error", "The engine gave no translation for this sentence; it stands in French.")
TRUNCATED = Mark("truncated", "error", "The translation stops before the end of the sentence.")
LOOP = Mark("loop", "error", "The translation repeats itself; part of the sentence may be missing.")
DOUBLED = Mark("doubled", "doubt", "A word stands twice in a row in the translation.")
GARBLED = Mark("garbled", "error", "The translation holds broken characters.")
COPIED = Mark("untranslated", "error", "The sentence was left in French.")
NEGATION = Mark("negation", "doubt", "French and English differ in a negation: one says not, the other does not.")
HEARSAY = Mark(
    "hearsay", "doubt", "The French only reports this (“aurait”, “serait”); the English states it as a fact."
)
CAPITALS = Mark("capitals", "doubt", "The French is all in capitals, where names cannot be told from words.")
UNSURE = Mark("unsure", "doubt", "The engine was unsure of this sentence; such ones are often wrong.")
SHORT = Mark("short", "doubt", "The translation is much shorter than the French; something may be missing.")
LONG = Mark("long", "doubt", "The translation is much longer than the French; something may be invented.")

ALTERED = Mark(
    "altered",
    "doubt",
    "An address, number, name of an account or piece of code came out changed; take it from the French.",
)
REPAIRED = Mark("repaired", "note", "The first translation looked wrong; this is another, made in another way.")
UNREPAIRED = Mark(
    "unrepaired", "error", "Every translation of this sentence repeated itself or broke off; it stands in French."
)
IN_PARTS = Mark("in-parts", "note", "Whole, this sentence came out wrong; it was translated in parts.")


def check(source: str, target: str, *, truncated: bool = False, doubtful: bool = False) -> tuple[Mark, ...]:
    """The marks of one translation, errors first; none where nothing looks wrong.

    Args:
        source: French text, as it stands in the document.
        target: English text.
        truncated: The engine says that it stopped before the end.
        doubtful: The engine's score is below what its model is calibrated for.
    """
    if not target.strip():
        return (EMPTY,)
    french, english = _tokens(source), _tokens(target)
    loops = _loops(french, english) or bool(_STUTTER.search(target) and not _STUTTER.search(source))
    found = (
        (TRUNCATED, truncated),
        (LOOP, loops),
        (GARBLED, "\ufffd" in target and "\ufffd" not in source),  # a rare character, its bytes put together wrongly
        (COPIED, _is_copied(source, target)),
        (DOUBLED, not loops and _doubles(english) > _doubles(french)),
        (ALTERED, _is_altered(source, target)),
        (NEGATION, loses_negation(source, target) or gains_negation(source, target)),
        (HEARSAY, loses_hearsay(source, target)),
        (CAPITALS, is_capitals(source)),
        (UNSURE, doubtful),
        # Relative length says little about short texts ("Oui." / "Yes, certainly."), so absolute length counts as well.
        (SHORT, len(french) >= 10 and len(english) < 0.4 * len(french)),
        (LONG, len(english) >= 15 and len(english) > 2.2 * len(french) + 5),
    )
    marks = tuple(mark for mark, holds in found if holds)
    return marks + tuple(_number_lost(figure) for figure in lost_numbers(source, target))


def _number_lost(figure: str) -> Mark:
    return Mark("number", "doubt", f"The number {figure} of the French is not in the translation.")


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())


def _loops(french: Sequence[str], english: Sequence[str]) -> bool:
    """A run of one n-gram three times or more that the French has not, or a trigram strewn all over (four times)."""
    if 3 <= _longest_run(english) > _longest_run(french):
        return True
    # Without the commas between them, phrases of two words and more: "the price of wheat, the price of wheat …"
    if 3 <= _longest_run(_words(english), least=2) > _longest_run(_words(french), least=2):
        return True
    often = _most_frequent(english, 3)
    return often >= 4 and often >= _most_frequent(french, 3) + 2


def _words(tokens: Sequence[str]) -> list[str]:
    return [t for t in tokens if t[0].isalnum()]


def _longest_run(tokens: Sequence[str], *, least: int = 1) -> int:
    """How often an n-gram of at least so many tokens, one with a letter, follows itself (1: no repetition)."""
    longest = 1
    for size in range(least, min(_LONGEST_NGRAM, len(tokens) // 2) + 1):
        matches = 0
        for i in range(len(tokens) - size):
            matches = matches + 1 if tokens[i] == tokens[i + size] else 0
            run = matches // size + 1
            if run > longest and any(t.isalpha() for t in tokens[i + 1 : i + 1 + size]):
                longest = run
    return longest


def _most_frequent(tokens: Sequence[str], size: int) -> int:
    words = _words(tokens)
    counts = Counter(zip(*(words[i:] for i in range(size)), strict=False))
    return max(counts.values(), default=0)


def _doubles(tokens: Sequence[str]) -> int:
    return sum(a == b and a.isalpha() and a not in _DOUBLED_IN_ENGLISH for a, b in pairwise(tokens))


def term_missing(french: str, english: str) -> Mark:
    """The mark of a term that the glossary has and the translation has not."""
    return Mark("term", "doubt", f"The glossary wants “{english}” for “{french}”; the translation does not say it.")


def _is_altered(source: str, target: str) -> bool:
    """Something that must come back byte for byte does not, or not as often."""
    wanted = Counter(exact_texts(source))
    return any(target.count(text) < count for text, count in wanted.items())


def _is_copied(source: str, target: str) -> bool:
    """The French stands there as it was. Names and short labels may: four words, one of them in lower case."""
    words = _WORD.findall(source)
    return (
        len(words) >= 4
        and any(w.islower() for w in words)
        and _WORD.findall(source.casefold()) == _WORD.findall(target.casefold())
    )
