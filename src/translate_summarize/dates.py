"""The day of an article, where the article or its file name tells it for certain."""

from __future__ import annotations

import re
from datetime import date

FRENCH_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(FRENCH_MONTHS, start=1)} | {
    "fevrier": 2,
    "aout": 8,
    "decembre": 12,
}
"""French months, lower case, with and without their accents, to their numbers."""
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_PUBLISHED = re.compile(
    r"(?:publié|mis en ligne|mis à jour|paru|posté|écrit|date)\b[^.\n]{0,30}?"
    r"(?:(\d{1,2})(?:er)?\s+([a-zéûà]+)\s+((?:19|20)\d\d)|(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d))",
    re.IGNORECASE,
)


def date_of(name: str, text: str) -> str | None:
    """An ISO date from "Publié le 21 mai 2018" near the start of the text, or from a name like 2018-05-21-titre.txt.

    Dates that merely occur in the text say when something happened, not when the article was written.
    """
    for match in _PUBLISHED.finditer(text[:1500]):
        day, month, year, day2, month2, year2 = match.groups()
        number = MONTHS.get(month.lower()) if month else int(month2)
        found = _valid(int(year or year2), number or 0, int(day or day2))
        if found:
            return found
    match_name = _ISO.search(name)
    return _valid(*map(int, match_name.groups())) if match_name else None


def iso_of(text: str) -> str | None:
    """The ISO date (2018-05-21) that a date as files and pages write it says; None where it says none for certain.

    ISO 8601 and what opens with it, RFC 5322, "21 mai 2018", "May 21, 2018"; "21/05/2018" is read as in France.
    """
    for pattern, order in _FORMS:
        found = pattern.search(text)
        if found:
            year, month, day = (found[place] for place in order)
            number = (
                int(month) if month.isdecimal() else MONTHS.get(month.lower()) or _ENGLISH.get(month[:3].lower(), 0)
            )
            return _valid(int(year), number, int(day))
    return None


_ENGLISH = {name[:3].lower(): number for number, name in enumerate(ENGLISH_MONTHS, start=1)}
_FORMS = (
    (re.compile(r"\A\s*((?:1[5-9]|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)"), (1, 2, 3)),
    (re.compile(r"\A\s*(\d{1,2})[/.-](\d{1,2})[/.-]((?:1[5-9]|20)\d\d)(?!\d)"), (3, 2, 1)),
    (re.compile(r"\b(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d_]{3,9})\.?\s+((?:1[5-9]|20)\d\d)\b"), (3, 2, 1)),
    (re.compile(r"\b([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:1[5-9]|20)\d\d)\b"), (3, 1, 2)),
)
"""Ways to write a date, each with the places of year, month and day."""


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
