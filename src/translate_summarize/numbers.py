"""Numbers by value: what French writes `1 234,56` and English `1,234.56` is one number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

_FRENCH = re.compile(r"\d{1,3}(?:[ .\u00a0\u2009\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_TIME = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4])\s?(?:heures?|[hH])\s?(?:[0-5]\d)?(?!\w)")
_DECADE = re.compile(r"\bann[ée]es? \d0\b", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)[0-3]?\d/[01]?\d/\d{2,4}(?!\d)")
_WORDS = {
    word: Decimal(value)
    for value, words in {
        0: "zero nil no",
        1: "one first once a an single",
        2: "two second twice half pair couple",
        3: "three third thrice",
        4: "four fourth quarter",
        5: "five fifth",
        6: "six sixth",
        7: "seven seventh",
        8: "eight eighth",
        9: "nine ninth",
        10: "ten tenth",
        11: "eleven eleventh",
        12: "twelve twelfth dozen",
        13: "thirteen thirteenth",
        14: "fourteen fourteenth",
        15: "fifteen fifteenth",
        16: "sixteen sixteenth",
        17: "seventeen seventeenth",
        18: "eighteen eighteenth",
        19: "nineteen nineteenth",
        20: "twenty twentieth",
        30: "thirty",
        40: "forty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
        100: "hundred",
        1000: "thousand",
    }.items()
    for word in words.split()
}

_TENS = frozenset({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"})
_SCALES = {"hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9)}


def lost_numbers(source: str, target: str) -> Iterator[str]:
    """The figures of the French, as they stand there, whose value is nowhere in the English, in digits or words.

    Times (`18h30`), numeric dates (`12/03/2024`) and decades (`les années 80`) are left out: they change their figures
    between the languages.
    """
    rest = _DECADE.sub(" ", _DATE.sub(" ", _TIME.sub(" ", source)))
    values = _english_values(target)
    for match in _FRENCH.findall(rest):
        value = french_value(match)
        # `2 000 3` may be two numbers: what is not there whole may be there in parts.
        if value not in values and not {Decimal(part) for part in re.findall(r"\d+", match)} <= values:
            yield match


def _english_values(text: str) -> set[Decimal]:
    """Every value that the text may mean: figures, words, tens with units, and figures before `thousand` and the like."""
    values = {Decimal(match.replace(",", "")) for match in _ENGLISH.findall(text)}
    # A model may keep the French form ("3,5 %"): odd, but nothing is lost.
    values |= {french_value(match) for match in _FRENCH.findall(text)}
    words = re.findall(r"[a-z]+", text.lower())
    values |= {_WORDS[word] for word in words if word in _WORDS}
    values |= {_WORDS[a] + _WORDS[b] for a, b in pairwise(words) if a in _TENS and b in _WORDS and _WORDS[b] < 10}
    if "half" in words:
        values |= {Decimal("0.5"), Decimal(50)}
    return values | {value * scale for word, scale in _SCALES.items() if word in words for value in values}


def french_value(text: str) -> Decimal:
    """The value of a number in French form: `1 234,56`, with white space of any kind or stops by threes."""
    return Decimal(re.sub(r"[^\d,]", "", text).replace(",", "."))
