"""French forms of figures, dates and times to English forms, where a rule is certain; what is not certain is left out.

Sources: Lexique des règles typographiques en usage à l'Imprimerie nationale (spaces by threes, comma, `1er`, `XXIe`,
`18 h 30`); decree 61-501 of 3 May 1961 (`milliard`, `billion`: the long scale); The Economist and Oxford style for the
English side (`€1,234.56`, `1 June 2024`, `6:30 p.m.`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from translate_summarize import hours
from translate_summarize.dates import ENGLISH_MONTHS, MONTHS
from translate_summarize.hours import DEFAULT_CLOCK, SPACE, Clock
from translate_summarize.numbers import roman_value

Kind = Literal[
    "money",
    "percent",
    "scale",
    "number",
    "date",
    "numeric date",
    "time",
    "duration",
    "century",
    "ordinal",
    "regnal",
    "label",
]


@dataclass(frozen=True, slots=True)
class Form:
    """A span of a French text, and how English writes it."""

    start: int
    end: int
    text: str
    kind: Kind


_S = SPACE
_GROUPS = rf"[1-9]\d{{0,2}}(?:{_S}\d{{3}}|['’]\d{{3}})+(?:,\d+)?|[1-9]\d{{0,2}}(?:\.\d{{3}}){{2,}}(?:,\d+)?|[1-9]\d{{0,2}}\.\d{{3}},\d+"
_NUMBER = rf"(?:{_GROUPS}|\d+,\d+|\d+)"
_BEFORE = r"(?<![\w.,:/'’-])(?<!\d[ \u00a0\u2000-\u200a\u202f\u205f])"
_AFTER = rf"(?![\w/]|[.,:'’-]\d|{_S}\d|-\w)"
_SIGN = r"(?P<sign>[-−](?=\d))?"

_SCALES = {"million": "million", "milliard": "billion", "billion": "trillion", "billiard": "quadrillion"}
_SCALE = rf"(?P<scale>{'|'.join(_SCALES)})s?"
_SPELT = {
    "un": "one", "deux": "two", "trois": "three", "quatre": "four", "cinq": "five", "six": "six", "sept": "seven",
    "huit": "eight", "neuf": "nine", "dix": "ten", "onze": "eleven", "douze": "twelve", "quinze": "fifteen",
    "vingt": "twenty", "trente": "thirty", "quarante": "forty", "cinquante": "fifty", "soixante": "sixty",
}  # fmt: skip
_CURRENCIES = {
    "euro": "euros",
    "dollar": "dollars",
    "franc": "francs",
    "yen": "yen",
    "yuan": "yuan",
    "rouble": "roubles",
}
_CURRENCY = rf"(?:{_S}(?:de{_S}|d['’])(?P<currency>{'|'.join(_CURRENCIES)})s?)?"
_DAYS = {
    "lundi": "Monday", "mardi": "Tuesday", "mercredi": "Wednesday", "jeudi": "Thursday", "vendredi": "Friday",
    "samedi": "Saturday", "dimanche": "Sunday",
}  # fmt: skip
_ROMAN = r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})"
_ORDINAL_END = r"(?:ers?|res?|ères?|nde?s?|[eᵉ]s?|i?[eè]mes?)"


def find_forms(text: str, *, clock: Clock = DEFAULT_CLOCK) -> tuple[Form, ...]:
    """The French forms in `text` with their English, in order, without overlaps; the longer of two wins.

    Args:
        text: French text; white space of every kind, no-break or not, may part figures.
        clock: "12" writes 18h30 as `6:30 p.m.`, "24" as `18:30`.
    """
    if not _WORTH.search(text):
        return ()
    found: list[Form] = []
    for kind, pattern, english in _RULES:
        for match in pattern.finditer(text):
            written = english(match, clock)
            if written is not None and all(match.end() <= f.start or match.start() >= f.end for f in found):
                found.append(Form(match.start(), match.end(), written, kind))
    return tuple(sorted(found, key=lambda form: form.start))


_WORTH = re.compile(rf"\d|\b(?:{_ROMAN}){_ORDINAL_END}\b|\b(?:{'|'.join(_SCALES)})s?\b")


def english_number(french: str) -> str:
    """`1 234,56` as `1,234.56`: the digits after the comma stay as they are."""
    whole, comma, decimals = french.partition(",")
    grouped = f"{int(re.sub(r'[^0-9]', '', whole)):,}" if re.search(r"\D", whole) else whole
    return f"{grouped}.{decimals}" if comma else grouped


def _money(match: re.Match[str], clock: Clock) -> str:
    del clock
    country = match["country"] or ""
    scale = {"M": " million", "Md": " billion", "Mds": " billion"}.get(match["short"] or "", "")
    if match["scale"]:
        scale = " " + _SCALES[match["scale"].lower()]
    written = english_number(match["number"])
    if match["number"].isdecimal():
        written = f"{int(written):,}"
    return f"{_minus(match)}{country}{match['unit']}{written}{scale}"


def _percent(match: re.Match[str], clock: Clock) -> str:
    del clock
    return f"{_minus(match)}{english_number(match['number'])}{match['unit']}"


def _scale(match: re.Match[str], clock: Clock) -> str:
    del clock
    low = match["number"].lower()
    number = _SPELT.get(low) or english_number(match["number"])
    currency = f" {_CURRENCIES[match['currency'].lower()]}" if match["currency"] else ""
    return f"{capitalised(number, like=match['number'])} {_SCALES[match['scale'].lower()]}{currency}"


def _plain(match: re.Match[str], clock: Clock) -> str | None:
    del clock
    written = english_number(match["number"])
    return None if written == match["number"] else _minus(match) + written


def _minus(match: re.Match[str]) -> str:
    return "-" if match["sign"] else ""


def _written_date(match: re.Match[str], clock: Clock) -> str | None:
    del clock
    day, month, year = int(match["day"]), MONTHS[match["month"].lower()], match["year"]
    if not _is_day(day, month, int(year or 2000)):
        return None
    weekday = f"{_DAYS[match['weekday'].lower()]} " if match["weekday"] else ""
    return f"{weekday}{day} {ENGLISH_MONTHS[month - 1]}" + (f" {year}" if year else "")


def _numeric_date(match: re.Match[str], clock: Clock) -> str | None:
    del clock
    day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    return f"{day} {ENGLISH_MONTHS[month - 1]} {year}" if _is_day(day, month, year) else None


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _century(match: re.Match[str], clock: Clock) -> str | None:
    del clock
    number = int(match["digits"]) if match["digits"] else roman_value(match["roman"])
    if not 1 <= number <= 30:
        return None
    era = {"av": " BC", "ap": " AD"}.get((match["era"] or "")[:2].lower(), "")
    return f"{ordinal(number)} century{era}"


def _ordinal(match: re.Match[str], clock: Clock) -> str:
    del clock
    return ordinal(int(match["digits"]))


def _regnal(match: re.Match[str], clock: Clock) -> str:
    del clock, match
    return "I"


def _label(match: re.Match[str], clock: Clock) -> str:
    del clock
    return f"No. {match['number']}"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `21st`."""
    end = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def capitalised(written: str, *, like: str) -> str:
    """With a capital where the French that it stands for has one."""
    return written[:1].upper() + written[1:] if like[:1].isupper() else written


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# Longer forms stand before the shorter ones inside them.
_RULES: tuple[tuple[Kind, re.Pattern[str], Callable[[re.Match[str], Clock], str | None]], ...] = (
    (
        "date",
        _rule(
            rf"(?<![\w-])(?:(?P<weekday>{'|'.join(_DAYS)}){_S})?(?<![\d.,/-])(?P<day>[0-3]?\d)(?:er)?{_S}(?P<month>{_MONTH})"
            rf"(?:{_S}(?P<year>1\d{{3}}|20\d\d))?(?![\w])"
        ),
        _written_date,
    ),
    (
        "numeric date",
        _rule(r"(?<![\w/.-])(?P<day>[0-3]?\d)([/.])(?P<month>[01]?\d)\2(?P<year>1[5-9]\d\d|20\d\d)(?![\w/]|[.-]\d)"),
        _numeric_date,
    ),
    (
        "century",
        re.compile(
            rf"(?<![\w-])(?:(?P<roman>{_ROMAN})|(?P<digits>\d\d?)){_S}?(?:er|re|[eᵉ]|[eè]me|i[eè]me){_S}[Ss]i[èe]cle"
            rf"(?:{_S}(?P<era>av(?:ant|\.)|ap(?:rès|r?\.)){_S}J(?:\.-C\.?|ésus-Christ))?(?!\w)"
        ),
        _century,
    ),
    (
        "money",
        re.compile(
            rf"{_BEFORE}{_SIGN}(?P<number>{_NUMBER}){_S}?(?:(?P<short>Mds?|M)|{_SCALE}{_S})?(?P<unit>[€$£¥])"
            rf"(?:{_S}?(?P<country>US|CA))?(?![\w€$£])"
        ),
        _money,
    ),
    ("percent", _rule(rf"{_BEFORE}{_SIGN}(?P<number>{_NUMBER}){_S}?(?P<unit>[%‰])"), _percent),
    (
        "scale",
        _rule(
            rf"{_BEFORE}(?P<number>{_NUMBER}|\b(?:{'|'.join(_SPELT)})){_S}{_SCALE}\b{_CURRENCY}(?!\w|{_S}et{_S}demi)"
        ),
        _scale,
    ),
    ("duration", hours.DURATION, hours.duration),
    ("duration", re.compile(rf"{_BEFORE}{hours.MINUTES}"), hours.minutes),
    ("time", hours.TIME, hours.time),
    ("label", re.compile(rf"(?<!\w)[nN][°º]{_S}?(?P<number>\d[\d-]*\d|\d)(?!\w|,\d)"), _label),
    ("regnal", re.compile(rf"(?<=[a-zéè]{_S})Ier(?!\w)"), _regnal),
    ("ordinal", re.compile(rf"(?<![\w.,:/-])(?P<digits>\d{{1,3}}){_ORDINAL_END}(?![\w’'-])"), _ordinal),
    ("number", re.compile(rf"{_BEFORE}{_SIGN}(?P<number>{_NUMBER}){_AFTER}"), _plain),
)
