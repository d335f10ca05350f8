"""Dates, times, money, shares and scales: quantities whose figures change between French and English, by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from translate_summarize.numbers import (
    FRENCH_FIGURE,
    SPACE,
    english_values,
    french_value,
    lost_numbers,
    may_have_numbers,
    roman_value,
    spelt_value,
)
from translate_summarize.spans import blanked
from translate_summarize.types import Span

_S = f"[{SPACE}]"
_MONTHS = {
    french: (number, english)
    for number, (french, english) in enumerate(
        (
            ("janvier", "jan(?:uary)?"), ("février", "feb(?:ruary)?"), ("mars", "mar(?:ch)?"), ("avril", "apr(?:il)?"),
            ("mai", "may"), ("juin", "june?"), ("juillet", "july?"), ("août", "aug(?:ust)?"),
            ("septembre", "sept?(?:ember)?"), ("octobre", "oct(?:ober)?"), ("novembre", "nov(?:ember)?"),
            ("décembre", "dec(?:ember)?"),
        ),
        start=1,
    )
}  # fmt: skip
_ENGLISH_MONTH = [english for _, english in _MONTHS.values()]
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_WHOLE_MONTH = re.compile(
    r"(?<=[\w,] )(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_DAYS = {
    "lundi": "mon(?:day)?", "mardi": "tue(?:s(?:day)?)?", "mercredi": "wed(?:nesday)?", "jeudi": "thu(?:rs(?:day)?)?",
    "vendredi": "fri(?:day)?", "samedi": "sat(?:urday)?", "dimanche": "sun(?:day)?",
}  # fmt: skip
_DAY = re.compile(rf"(?<!nuit de )(?<!nuit du )(?<!heures de )\b({'|'.join(_DAYS)})s?\b", re.IGNORECASE)
_ENGLISH_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_DATE = re.compile(
    rf"\b(?:1er|\d{{1,2}}){_S}({'|'.join(_MONTHS)})\b|\b({'|'.join(_MONTHS)}){_S}(?=\d{{4}}\b)", re.IGNORECASE
)
_NUMERIC_DATE = re.compile(r"(?<![\d/])([0-3]?\d)/([01]?\d)/(\d{4}|\d{2})(?![\d/])")
_TIME = re.compile(rf"(?<![\d,.])([01]?\d|2[0-4]){_S}?(heures?|[hH:]){_S}?([0-5]\d)?(?!\w)(?![.,]\d)")
_ENGLISH_TIME = re.compile(
    r"(?<![\d,.])(\d{1,2})(?:\s?[:.hH]\s?([0-5]\d))?\s*([ap])\.?\s?m\b|(?<![\d,.])(\d{1,2})\s?[:.hH]\s?([0-5]\d)?(?!\d)",
    re.IGNORECASE,
)
_EVENING = re.compile(r"\b(?:evening|afternoon|night|tonight|midnight|noon|p\.?m)\b", re.IGNORECASE)
_HOURS = re.compile(r"\bhours?\b|\bhrs?\b|\bo'?clock\b|\bminutes?\b", re.IGNORECASE)
_DECADE = re.compile(rf"\bann[ée]es?{_S}((?:19|20|18)?\d0|[a-zé-]+(?:te|ante|vingt|vingts|vingt-dix))\b", re.IGNORECASE)
_CENTURY = re.compile(rf"\b([IVX]+)(?:e|ème|er|ᵉ){_S}(?:siècle|s\.)", re.IGNORECASE)
_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second""".split()  # noqa: SIM905

_SCALES = {"million": Decimal(10**6), "milliard": Decimal(10**9), "billion": Decimal(10**12)}
_SCALED = re.compile(rf"(?:({FRENCH_FIGURE}|\b[a-zé-]+){_S})?(million|milliard|billion)s?\b", re.IGNORECASE)
_ENGLISH_OF = {
    "million": re.compile(r"million|\d\s?mn?\b|\bmn\b", re.IGNORECASE),
    "milliard": re.compile(r"billion|\d\s?bn\b|\bbn\b|thousand million|\d\s?b\b", re.IGNORECASE),
    "billion": re.compile(r"trillion|\d\s?tn\b|million million|thousand billion", re.IGNORECASE),
}
_ENGLISH_SCALE = re.compile(r"\b(?:m|b|tr)illions?\b|(?<=\d)\s?(?:bn|tn|mn|m)\b", re.IGNORECASE)

_CURRENCIES = (
    ("€|\\beuros?\\b|\\bEUR\\b", "€|\\beuros?\\b|\\bEUR\\b|\\bcents?\\b"),
    ("\\$|\\bdollars?\\b|\\bUSD\\b|\\bCAD\\b", "\\$|\\bdollars?\\b|\\bUSD\\b|\\bCAD\\b|\\bcents?\\b|\\bbucks?\\b"),
    ("£|\\blivres? sterling\\b|\\blivres?\\b|\\bGBP\\b", "£|\\bpounds?\\b|\\bGBP\\b|\\bsterling\\b|\\bpence\\b|\\blivres?\\b"),
    ("\\bfrancs?\\b|\\bCHF\\b|\\bFCFA\\b", "\\bfrancs?\\b|\\bCHF\\b|\\bFCFA\\b"),
    ("¥|\\byens?\\b", "¥|\\byens?\\b"),
    ("\\byuans?\\b|\\brenminbi\\b", "\\byuans?\\b|\\brenminbi\\b|\\bRMB\\b"),
    ("\\broubles?\\b|₽", "\\brou?bles?\\b|₽"),
    ("\\broupies?\\b|₹", "\\brupees?\\b|₹"),
)  # fmt: skip
_MONEY = tuple((re.compile(f"(?:{f})", re.IGNORECASE), re.compile(f"(?:{e})", re.IGNORECASE)) for f, e in _CURRENCIES)
# One of these is in whatever French the rules below match, and looking for them is far quicker.
_MONEY_SIGNS = (
    *("€", "$", "£", "¥", "₽", "₹", "euro", "eur", "dollar", "usd", "cad", "livre", "gbp", "franc", "chf", "fcfa"),
    *("yen", "yuan", "renminbi", "rouble", "roupie"),
)
_DIGIT = re.compile(r"\d")
_PERCENT = re.compile(rf"\d{_S}?%|\bpour{_S}?cents?\b")
_ENGLISH_PERCENT = re.compile(
    r"%|\bper\s?cent|\bpercent|\bpct\b|\bpc\b|\bpoints?\b|\bhalf\b|\bhalves\b|\bthirds?\b|\bquarters?\b|\bfifths?\b|\btenths?\b|"
    r"\bdouble|\bfraction|\btwice|\brate\b|\bhundred\b",
    re.IGNORECASE,
)


_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S+|\S+@\S+|⟦\d+⟧|[A-Z]{3,}\d{6,}")


@dataclass(frozen=True, slots=True)
class Astray:
    """A quantity of the French that the English has not, or has otherwise."""

    kind: str
    """number, scale, date, time, currency or percent: the code of its mark."""
    text: str
    source: Span
    target: Span | None = None


def astray(source: str, target: str) -> Iterator[Astray]:
    """Every quantity of the French whose value is not in the English, each once."""
    small = source.casefold()
    figures = _DIGIT.search(source) is not None
    scales = tuple(_scales(source, target)) if "illi" in small else ()
    yield from scales
    yield from _calendar(source, target, small, figures=figures)
    if figures:
        yield from _times(source, target)
    if any(sign in small for sign in _MONEY_SIGNS):
        yield from _money(source, target)
    if (figures or "cent" in small) and (share := _PERCENT.search(source)) and not _ENGLISH_PERCENT.search(target):
        yield Astray("percent", share.group().strip(), share.span())
    if not may_have_numbers(small):
        return
    rest = source
    for pattern in (_DECADE, _NUMERIC_DATE, _TIME, _ADDRESS):
        rest = blanked(pattern, rest)
    taken = [found.source for found in scales]
    for text, span in lost_numbers(rest, target):
        if not any(start <= span[0] < end for start, end in taken):
            yield Astray("number", text, span)


def _scales(source: str, target: str) -> Iterator[Astray]:
    """In French "1,5 milliard" is 1.5 billion; an English billion is French milliard, and French billion a trillion."""
    for match in _SCALED.finditer(source):
        figure, scale = match.group(1), match.group(2).lower()
        mantissa = _mantissa(figure)
        there = _ENGLISH_OF[scale].search(target)
        if there and "thousand" in there.group().lower():
            continue
        if mantissa is None:
            if not there and (other := _ENGLISH_SCALE.search(target)):
                yield Astray("scale", match.group(2), match.span(2), other.span())
            continue
        value = mantissa * _SCALES[scale]
        if value in english_values(target, french=False):
            continue
        values = english_values(target)
        if value in values and there:
            continue
        if any(value * factor in values for factor in (Decimal(1000), Decimal("0.001"), 1 / _SCALES[scale])):
            other = _ENGLISH_SCALE.search(target)
            yield Astray("scale", match.group(), match.span(), other.span() if other else None)


def _mantissa(figure: str | None) -> Decimal | None:
    if not figure:
        return None
    if figure[0].isdigit():
        return french_value(figure)
    spelt = spelt_value(figure)
    return None if spelt is None else Decimal(spelt)


def _dates(source: str, target: str) -> Iterator[Astray]:
    for match in _DATE.finditer(source):
        number, english = _MONTHS[(match.group(1) or match.group(2)).lower()]
        if match.group().strip().lower() in target.lower():
            continue  # a reference to a book, say, left as it is
        if not _has(rf"\b{english}\b", target) and not _has(rf"\b0?{number}[/.-]|[/.-]0?{number}\b", target):
            other = re.search(rf"\b(?:{'|'.join(_ENGLISH_MONTH)})\b", target, re.IGNORECASE)
            yield Astray("date", match.group(), match.span(), other.span() if other else None)
    for match in _NUMERIC_DATE.finditer(source):
        day, month, year = (int(group) for group in match.groups())
        if not 1 <= month <= 12 or match.group() in target:
            continue
        named = _has(rf"\b{_ENGLISH_MONTH[month - 1]}\b", target) and _has(rf"\b{day}(?!\d)", target)
        figures = {int(figure) for figure in re.findall(r"\d+", target)}
        if not named and not {day, month, year} <= figures:
            yield Astray("date", match.group(), match.span())


def _days(source: str, target: str) -> Iterator[Astray]:
    days = [(match, _DAYS[match.group(1).lower()]) for match in _DAY.finditer(source)]
    for match, english in days:
        known = [pattern for _, pattern in days]
        if not _has(rf"\b{english}s?\b", target) and (elsewhere := _other_day(target, known)):
            yield Astray("date", match.group(), match.span(), elsewhere)


def _months(source: str, target: str) -> Iterator[Astray]:
    """A month without a day or year ("en octobre"), where the English has another one instead."""
    dated = [match.span() for match in _DATE.finditer(source)]
    months = [(match, _MONTHS[match.group()][1]) for match in _MONTH.finditer(source)]
    others = [
        match.span()
        for match in _WHOLE_MONTH.finditer(target)
        if not any(re.fullmatch(english, match.group(), re.IGNORECASE) for _, english in months)
    ]
    for match, english in months:
        alone = not any(start <= match.start() < end for start, end in dated)
        if alone and others and not _has(rf"\b{english}\b", target):
            yield Astray("date", match.group(), match.span(), others[0])


def _calendar(source: str, target: str, small: str, *, figures: bool) -> Iterator[Astray]:
    """Dates, days, months, decades and centuries; what most sentences have none of is not looked for in them."""
    if figures:
        yield from _dates(source, target)
    if any(day in small for day in _DAYS):
        yield from _days(source, target)
    if any(month in small for month in _MONTHS):
        yield from _months(source, target)
    yield from _eras(source, target, small)


def _eras(source: str, target: str, small: str) -> Iterator[Astray]:
    """Decades and centuries; `small` is the source in small letters."""
    for match in _DECADE.finditer(source) if "ann" in small else ():
        decade = _decade(match.group(1))
        if decade is not None and not _has_decade(decade, target):
            yield Astray("date", match.group(), match.span())
    for match in _CENTURY.finditer(source) if "siècle" in small or "s." in small else ():
        number = roman_value(match.group(1).upper())
        word = _ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else "-"
        if not _has(
            rf"\b{number}(?:st|nd|rd|th|\b)|\b{word.replace('-', '.')}\b|\b{number - 1}00s|\b{match.group(1)}", target
        ):
            yield Astray("date", match.group(), match.span())


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _other_day(target: str, known: list[str]) -> Span | None:
    for match in _ENGLISH_DAY.finditer(target):
        if not any(re.match(pattern, match.group(), re.IGNORECASE) for pattern in known):
            return match.span()
    return None


def _decade(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    value = spelt_value(text.lower())
    return value if value is not None and value % 10 == 0 and 20 <= value <= 90 else None


def _has_decade(number: int, target: str) -> bool:
    short = number % 100
    word = {20: "twenties", 30: "thirties", 40: "forties", 50: "fifties", 60: "sixties", 70: "seventies", 80: "eighties",
            90: "nineties"}.get(short, "-")  # fmt: skip
    return _has(rf"(?:\b|\d\d|'|’){short:02d}['’]?s?\b|\b{word}", target)


def _times(source: str, target: str) -> Iterator[Astray]:
    given = list(_TIME.finditer(source))
    if not given:
        return
    there, values = list(_ENGLISH_TIME.finditer(target)), english_values(target)
    lasts, evening = _HOURS.search(target) is not None, _EVENING.search(target) is not None
    for match in given:
        if match.group(2) == ":" and not match.group(3):
            continue
        hour, unit, minutes = int(match.group(1)), match.group(2).lower(), int(match.group(3) or 0)
        if lasts and (hour in values or (minutes == 0 and unit != "h")):
            continue  # "pendant 24 heures" is a duration
        if not any(_same_time(found, hour, minutes, evening=evening) for found in there) and not (
            _said(hour, minutes, values, target, evening=evening)
        ):
            yield Astray("time", match.group(), match.span(), there[0].span() if there else None)


def _same_time(found: re.Match[str], hour: int, minutes: int, *, evening: bool) -> bool:
    there = int(found.group(1) or found.group(4))
    if int(found.group(2) or found.group(5) or 0) != minutes:
        return False
    half = (found.group(3) or "").lower()
    if half:
        return there % 12 + (12 if half == "p" else 0) == hour % 24
    return there % 24 == hour % 24 or (there + 12 == hour and evening)


def _said(hour: int, minutes: int, values: set[Decimal], target: str, *, evening: bool) -> bool:
    """Said in words: "at six in the evening", "half past six", "noon"."""
    if minutes == 0 and hour in {0, 12, 24} and _has(r"\bnoon|\bmidday|\bmidnight", target):
        return True
    if minutes not in {0, 15, 30, 45} or (
        minutes and not _has(r"\bhalf\b|\bquarter\b|\bthirty\b|\bfifteen\b|\bforty", target)
    ):
        return False
    return hour in values or (hour > 12 and hour - 12 in values and evening)


def _money(source: str, target: str) -> Iterator[Astray]:
    """A currency that became another: 30 € that come out as $30."""
    if not any(french.search(source) for french, _ in _MONEY):  # "leur" has the letters of "eur"
        return
    there = [(french.search(source), english.search(target)) for french, english in _MONEY]
    gained = [english for french, english in there if english and not french]
    for french, english in there:
        if french and not english and gained:
            yield Astray("currency", french.group(), french.span(), gained[0].span())
