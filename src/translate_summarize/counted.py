"""A French figure with what it counts, said in English, where that is certain.

Dates, sums, shares and units of measure have one translation each. For anything else the noun is taken from the
sentence's own translation, where one number of the English, and one of the French, has the value; where that is not so,
the bare figure stands.
"""

from __future__ import annotations

import re
from decimal import Decimal

from translate_summarize.dates import ENGLISH_MONTHS, FRENCH_MONTHS

_SPACE = "[ \u00a0\u202f]"
_MONTHS = dict(zip(FRENCH_MONTHS, ENGLISH_MONTHS, strict=True))
_DATE = re.compile(
    rf"(?:(1er|\d\d?){_SPACE}(au|et){_SPACE})?(1er|\d\d?){_SPACE}({'|'.join(_MONTHS)})(?:{_SPACE}((?:19|20)\d\d))?",
    re.IGNORECASE,
)
_DIGITS = re.compile(rf"\d{{1,3}}(?:[{_SPACE[1:-1]}.]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?")
_SMALL = {
    word: value
    for value, word in enumerate(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(),  # noqa: SIM905
        start=2,
    )
} | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "mille": 1000}
_SCALES = {"mille": 10**3, "million": 10**6, "milliard": 10**9, "billion": 10**12}
_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_CURRENCIES = {"€": "€", "$": "$", "£": "£"}
# A unit is the same in any sentence; of other nouns only the sentence's own translation is to be trusted.
_UNITS = {
    "euro": "euros", "dollar": "dollars", "an": "years", "année": "years", "moi": "months", "semaine": "weeks", "jour": "days",
    "minute": "minutes", "seconde": "seconds", "kilomètre": "kilometres", "km": "km", "mètre": "metres",
    "centimètre": "centimetres", "tonne": "tonnes", "kilo": "kilos", "gramme": "grams", "litre": "litres",
    "hectare": "hectares", "degré": "degrees", "km/h": "km/h", "mort": "dead", "blessé": "injured", "personne": "people",
    "habitant": "inhabitants", "emploi": "jobs", "salarié": "employees", "voix": "votes", "but": "goals", "point": "points",
}  # fmt: skip
_IRREGULAR = frozenset("people men women children police teeth feet lives dead deaths staff".split())  # noqa: SIM905
_ENGLISH_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[A-Za-z]+)(?: (thousand|million|billion|trillion))?\b"
)
_ENGLISH_WORDS = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(),  # noqa: SIM905
        start=2,
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "thousand": 1000}
_NO_NOUNS = frozenset("has is was his its this us less across plus does says as".split())  # noqa: SIM905


def english(figure: str, *, source: str = "", target: str = "") -> str:
    """A figure of French text, as `mentions.figures` finds it, in English; empty where it says nothing without its noun.

    "15 au 21 mai" gives "15–21 May", "1,5 milliard d'euros" gives "1.5 billion euros", and "430 signatures" gives what
    stands behind 430 in `target`, the translation of the sentence `source`, else "430".
    """
    dated = _DATE.fullmatch(figure)
    if dated is not None:
        return _date(*dated.groups())
    number = _number(figure)
    if number is None:
        return ""
    value, shown, rest = number
    if "%" in rest[:3]:
        return f"{shown}%" + _share(value, target)
    symbol = next((sign for sign in _CURRENCIES if sign in figure), None)
    if symbol:
        return f"{symbol}{shown}"
    noun = re.sub(rf"^{_SPACE}*(?:de{_SPACE}|d['’])?", "", rest).lower()
    unit = _UNITS.get(noun) or _UNITS.get(noun.rstrip("sx"))
    if unit:
        return f"{shown} {unit}"
    counted = _counted(value, source, target)
    if counted:
        return f"{shown} {counted}"
    return shown if figure[:1].isdigit() else ""


def _date(first: str | None, joint: str | None, day: str, month: str, year: str | None) -> str:
    days = day.replace("1er", "1")
    if first:
        days = first.replace("1er", "1") + ("–" if joint == "au" else " and ") + days
    return f"{days} {_MONTHS[month.lower()]}" + (f" {year}" if year else "")


def _number(figure: str) -> tuple[Decimal, str, str] | None:
    """The value of a figure, how English writes it, and what follows it; None for "une dizaine"."""
    bare = figure.lstrip("€$£ \u00a0\u202f")
    digits = _DIGITS.match(bare)
    if digits is not None:
        text = digits.group()
        whole, _, part = re.sub(r"[ \u00a0\u202f]", "", text).partition(",")
        if re.fullmatch(r"\d+\.\d{1,2}", whole):
            whole, part = whole.split(".")
        whole = whole.replace(".", "")
        value = Decimal(f"{whole}.{part}" if part else whole)
        grouped = f"{int(whole):,}" if len(whole) > 4 or len(text) > len(whole) else whole
        shown = f"{grouped}.{part}" if part else grouped
        rest = bare[digits.end() :]
    else:
        word = re.match(r"[^\W\d_]+(?=[ \u00a0\u202f])", bare)
        if word is None or word.group().lower() not in _SMALL:
            return None
        value = Decimal(_SMALL[word.group().lower()])
        shown = str(value)
        rest = bare[word.end() :]
    scale = re.match(rf"{_SPACE}(mille|million|milliard|billion)s?\b", rest)
    if scale is not None:
        factor = _SCALES[scale[1]]
        value *= factor
        shown += " " + next(name for name, size in _ENGLISH_SCALES.items() if size == factor)
        rest = rest[scale.end() :]
    return value, shown, rest


def values(text: str) -> list[tuple[Decimal, int]]:
    """The numbers of an English text, and where each ends."""
    found = []
    for match in _ENGLISH_NUMBER.finditer(text):
        word = match[1].lower()
        if word[0].isdigit():
            value = Decimal(word.replace(",", ""))
        elif word in _ENGLISH_WORDS:
            value = Decimal(_ENGLISH_WORDS[word])
        else:
            continue
        found.append((value * _ENGLISH_SCALES.get(match[2] or "", 1), match.end()))
    return found


def _french_values(text: str) -> list[Decimal]:
    starts = [match.start() for match in re.finditer(r"(?<![\w.,])(?:\d|[^\W\d_]+)", text)]
    values: list[Decimal] = []
    end = 0
    for start in starts:
        number = _number(text[start:]) if start >= end else None
        if number is not None:
            values.append(number[0])
            end = len(text) - len(number[2])
    return values


def _counted(value: Decimal, source: str, target: str) -> str:
    """What an English sentence counts with a value, if it and the French have the value once: "rural bakeries"."""
    ends = [end for found, end in values(target) if found == value]
    if len(ends) != 1 or _french_values(source).count(value) != 1:
        return ""
    words = re.match(r"(?: [a-z]+(?:-[a-z]+)*){1,3}", target[ends[0] :])
    taken: list[str] = []
    for word in words.group().split() if words else ():
        taken.append(word)
        if word in _NO_NOUNS:
            return ""
        if word in _IRREGULAR or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            return " ".join(taken)
    return ""


def _share(value: Decimal, target: str) -> str:
    ends = [end for found, end in values(target) if found == value]
    match = (
        re.match(r"(?:%| percent| per cent) of (?:the )?([A-Za-z]+)\b(?! of)", target[ends[0] :])
        if len(ends) == 1
        else None
    )
    return f" of {match[1]}" if match else ""
