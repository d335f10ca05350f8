"""Numbers by value: what French writes `1 234,56` and English `1,234.56` is one number, in words or in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from translate_summarize.types import Span

SPACE = " \u00a0\u2009\u202f"
FRENCH_FIGURE = rf"(?:\d{{1,3}}(?:[{SPACE}.]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?)"
ENGLISH_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_FRENCH = re.compile(FRENCH_FIGURE)
_ENGLISH = re.compile(ENGLISH_FIGURE)
_ROMAN_NUMERAL = re.compile(r"\b(?=[IVXLC]{2})(?:C?X{0,3}|XC|XL|L)?(?:IX|IV|V?I{0,3})\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

FRENCH_UNITS = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_NUMERAL = rf"(?:{'|'.join([*FRENCH_UNITS, 'vingts', 'cents?', 'mille'])})"
_SPELT = re.compile(rf"\b{_NUMERAL}(?:(?:-et-|-|[{SPACE}]et[{SPACE}]|[{SPACE}]){_NUMERAL})*\b", re.IGNORECASE)

_ENGLISH_UNITS = {
    word: Decimal(value)
    for value, words in {
        0: "zero nil no", 1: "one first once a an single", 2: "two second twice half pair couple both", 3: "three third thrice",
        4: "four fourth quarter quarters", 5: "five fifth", 6: "six sixth", 7: "seven seventh", 8: "eight eighth",
        9: "nine ninth", 10: "ten tenth", 11: "eleven eleventh", 12: "twelve twelfth dozen", 13: "thirteen thirteenth",
        14: "fourteen fourteenth", 15: "fifteen fifteenth", 16: "sixteen sixteenth", 17: "seventeen seventeenth",
        18: "eighteen eighteenth", 19: "nineteen nineteenth", 20: "twenty twentieth twenties score",
        30: "thirty thirtieth thirties", 40: "forty fortieth forties", 50: "fifty fiftieth fifties",
        60: "sixty sixtieth sixties", 70: "seventy seventieth seventies", 80: "eighty eightieth eighties",
        90: "ninety ninetieth nineties",
    }.items()
    for word in words.split()
}  # fmt: skip
ENGLISH_SCALES = {
    "hundred": Decimal(100), "hundreds": Decimal(100), "hundredth": Decimal(100),
    "thousand": Decimal(1000), "thousands": Decimal(1000),
    "million": Decimal(10**6), "millions": Decimal(10**6), "m": Decimal(10**6), "mn": Decimal(10**6),
    "billion": Decimal(10**9), "billions": Decimal(10**9), "bn": Decimal(10**9),
    "trillion": Decimal(10**12), "trillions": Decimal(10**12), "tn": Decimal(10**12),
    "decade": Decimal(10), "decades": Decimal(10), "dozen": Decimal(12), "dozens": Decimal(12),
}  # fmt: skip
_TOKEN = re.compile(rf"{ENGLISH_FIGURE}|[a-z]+", re.IGNORECASE)
_CONVERTED = re.compile(
    rf"[{SPACE}]?(?:km|kilom|m\b|mètre|cm|centim|kg|kilo|gramme|tonne|litre|°|degr|hectare|ha\b)", re.IGNORECASE
)
_IMPERIAL = re.compile(
    r"\b(?:miles?|feet|foot|ft|inch(?:es)?|yards?|pounds?|lbs?|ounces?|gallons?|acres?|mph|tons?)\b|\b\d+\s?F\b|\(F\)|fahrenheit",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_CERTAIN = 11
"""Number words below this ("un", "deux", "dix") are too often said another way ("both", "a few") to be missed."""


_TELLING = (
    *("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "vingt", "trente", "quarante", "cinquante"),
    *("soixante", "septante", "huitante", "octante", "nonante", "cent", "mille"),
)
"""One of them is in every number in words that is not below `_CERTAIN`."""


_FRENCH_THOUSANDS = re.compile(
    rf"(?<![\w.,])(?<!\d[{SPACE}])[1-9]\d{{0,2}}(?:(?:[{SPACE}]\d{{3}})+|(?:\.\d{{3}})+)(?![\d{SPACE}.,]?\d)"
)


def in_english_form(source: str, target: str) -> str:
    """`target` with the thousands that are parted there as in the French parted by commas: "500 000", "1.234"."""
    if not _FRENCH_THOUSANDS.search(target):
        return target
    there = {re.sub(rf"[{SPACE}]", " ", match.group()) for match in _FRENCH_THOUSANDS.finditer(source)}

    def parted(match: re.Match[str]) -> str:
        plain = re.sub(rf"[{SPACE}]", " ", match.group())
        return re.sub("[ .]", ",", plain) if plain in there else match.group()

    return _FRENCH_THOUSANDS.sub(parted, target)


def may_have_numbers(small: str) -> bool:
    """Whether `lost_numbers` has anything to look at in a text, which is given in small letters: a quick answer."""
    return _DIGIT.search(small) is not None or any(word in small for word in _TELLING)


def lost_numbers(source: str, target: str) -> Iterator[tuple[str, Span]]:
    """The figures and number words of the French whose value is nowhere in the English, each with its span.

    Times, numeric dates, decades and centuries change their figures between the languages: give the text without them
    (see `quantities`).
    """
    values = english_values(target)
    for match in _FRENCH.finditer(source):
        if match.start() and source[match.start() - 1].isalpha() and len(match.group()) == 1:
            continue  # CO2, A4: part of a name
        value = french_value(match.group())
        # `2 000 3` may be two numbers: what is not there whole may be there in parts.
        parts = {Decimal(part) for part in re.findall(r"\d+", match.group())}
        if value in values or parts <= values or _is_year_of(value, values, target):
            continue
        if not (_CONVERTED.match(source, match.end()) and _IMPERIAL.search(target)):
            yield match.group(), match.span()
    for match in _SPELT.finditer(source):
        spelt = spelt_value(match.group())
        if spelt is not None and spelt >= _CERTAIN and spelt not in {100, 1000} and Decimal(spelt) not in values:
            yield match.group(), match.span()


def _is_year_of(value: Decimal, values: set[Decimal], target: str) -> bool:
    """Years of which one side gives two figures: "2020/21" and "2020/2021", "2011-2012" and "2011-12"."""
    if value < 100:
        return value + 2000 in values or value + 1900 in values
    return 1900 <= value < 2100 and re.search(rf"[/–-]{int(value) % 100:02d}\b", target) is not None


def french_value(text: str) -> Decimal:
    """The value of a French figure: `1 234,56`, `1.234,56`."""
    return Decimal(re.sub(rf"[{SPACE}.]", "", text).replace(",", "."))


def spelt_value(text: str) -> int | None:
    """The value of French number words ("soixante-dix-huit", "septante-huit", "deux mille trois"); None where they are none."""
    total, group, last = 0, 0, 10**9
    for word in re.split(rf"[-{SPACE}]", text.lower()):
        if word == "et":
            continue
        if word in {"cent", "cents"}:
            group, last = max(group, 1) * 100 if group < 10 else group + 100, 100
        elif word == "mille":
            total, group, last = (total + max(group, 1)) * 1000, 0, 1000
        elif word in {"vingt", "vingts"} and group % 100 == 4:
            group, last = group - 4 + 80, 80
        else:
            value = FRENCH_UNITS.get(word)
            # "deux trois" is two numbers said one after the other, not 5; "soixante-dix" and "quatre-vingt-dix" go on.
            if value is None or value >= last or (last < 20 and not (last == 10 and 7 <= value <= 9)):
                return None
            group, last = group + value, value
    return total + group


def english_values(text: str, *, french: bool = True) -> set[Decimal]:
    """Every value that the text may mean: figures, words, and figures before `thousand` and the like.

    With `french`, figures are read the French way, too: a model may keep "3,5 %", which is odd, but loses nothing.
    """
    values = {Decimal(match.replace(",", "")) for match in _ENGLISH.findall(text)}
    if french:
        values |= {french_value(match) for match in _FRENCH.findall(text)}
    tokens = [token.replace(",", "") for token in _TOKEN.findall(text.lower())]
    values |= {_ENGLISH_UNITS[token] for token in tokens if token in _ENGLISH_UNITS}
    values |= {Decimal(roman_value(match)) for match in _ROMAN_NUMERAL.findall(text) if match}
    if "half" in tokens:
        values |= {Decimal("0.5"), Decimal(50)}
        values |= {value + Decimal("0.5") for value in tuple(values)}
    scales = [ENGLISH_SCALES[token] for token in tokens if token in ENGLISH_SCALES]
    scaled = {value * scale for scale in scales for value in values}
    return values | scaled | set(scales) | set(_compounds(tokens))


def _compounds(tokens: Sequence[str]) -> Iterator[Decimal]:
    """Values of runs of number words and scales, and of each of their beginnings: "two hundred and five", "1.5 million"."""
    for start, token in enumerate(tokens):
        if token not in _ENGLISH_UNITS and not token[0].isdigit():
            continue
        total, group = Decimal(0), Decimal(0)
        for word in tokens[start : start + 12]:
            if word in _ENGLISH_UNITS:
                group += _ENGLISH_UNITS[word]
            elif word[0].isdigit():
                group += Decimal(word)
            elif word.startswith("hundred"):
                group *= 100
            elif word in ENGLISH_SCALES:
                total, group = total + group * ENGLISH_SCALES[word], Decimal(0)
            elif word != "and":
                break
            yield total + group


def roman_value(text: str) -> int:
    """The value of a Roman numeral: XIV is 14."""
    digits = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(
        -value if place + 1 < len(digits) and digits[place + 1] > value else value for place, value in enumerate(digits)
    )
