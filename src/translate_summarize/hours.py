"""Hours of the day and lengths of time: `18h30` is half past six, `un trajet de 2 h 30` two hours and a half."""

from __future__ import annotations

import re
from typing import Literal

Clock = Literal["12", "24"]
DEFAULT_CLOCK: Clock = "12"
"""The English sides of flores-dev and newstest2012 write 9 of the 13 clock times that can be told apart so."""
SPACE = "[ \u00a0\u2000-\u200a\u202f\u205f]"
"""White space inside a figure, no-break or not: a class of a regular expression."""
_S = SPACE
# What stands before or after tells the hour of the day from the length of time.
_AT = re.compile(
    r"(?:\b(?:à|dès|vers|jusqu['’]à|entre|avant|depuis|sur les|de|et)|[àÀ]|^|[(,;:–—-])\s*$", re.IGNORECASE
)
_FIRMLY_AT = re.compile(rf"(?:\b(?:à|dès|vers|jusqu['’]à)|\d{_S}?h{_S}?\d{{0,2}}{_S}(?:et|-|–))\s+$", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:pendant|durant|en|dur(?:e|é|ée|er|ait|era)|toutes les|au bout de|"
    r"(?:moins|plus|près|durée|délai|temps|trajets?|vols?|films?|documentaires?|concerts?|marche|route|voyages?|retard|"
    r"attente|spectacles?|discours|débats?|séances?|course|conférence|traversée) de|d['’]environ)\s+$",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(
    rf"{_S}(?:de|d['’])(?!{_S}l['’]après-midi)(?!\w)|{_S}par{_S}(?:jour|nuit|semaine|mois|an)\b", re.IGNORECASE
)
_AS_LONG = re.compile(
    rf"{_S}(?:de{_S}(?:route|vol|marche|train|voiture|avion|bateau|bus|vélo|retard|travail|cours|débats?|trajet|attente|"
    rf"retard|sommeil|discussions?|négociations?)|d['’](?:attente|avion|autoroute)|par{_S}(?:jour|nuit|semaine|mois|an))\b",
    re.IGNORECASE,
)
_LOCAL = re.compile(rf"{_S}(?:\(?heures?\b|GMT|TU\b|UTC)")
_TO_AN_HOUR = re.compile(rf"{_S}?(?:à|-|–|et){_S}?\d{{1,2}}{_S}?h", re.IGNORECASE)
_PART_OF_DAY = rf"(?:{_S}(?P<part>du matin|du soir|de l['’]après-midi))?"

TIME = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4]){_S}?(?P<mark>h|heures?){_S}?(?P<minute>[0-5]\d)?{_PART_OF_DAY}"
    rf"(?![\w:]|{_S}(?:et{_S}(?:demie|quart)|moins))",
    re.IGNORECASE,
)
DURATION = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>\d{{1,2}}){_S}?(?:h|heures?){_S}?"
    rf"(?:(?:et{_S})?(?P<minute>[0-5]\d){_S}?(?P<min>min(?:utes?|\b)|mn)?)?(?![\w:])",
    re.IGNORECASE,
)
MINUTES = rf"(?P<minute>\d{{1,3}}){_S}?(?:min|mn)\b(?!\.)"


def time(match: re.Match[str], clock: Clock) -> str | None:
    """The English of what `TIME` found; None where it may be a length of time."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    hour, minute, part = int(match["hour"]), match["minute"], match["part"]
    if hour == 24 and minute not in {None, "00"}:
        return None
    spelt = "heure" in match["mark"].lower()
    ranged = bool(_TO_AN_HOUR.match(after))
    if not part:
        if _OF_SOMETHING.match(after):
            return None
        if spelt or not minute or match["mark"] + minute not in match.group():
            # "18 h", "2 h 30" and "18 heures" may all be lengths of time
            if not _FIRMLY_AT.search(before) and not (_AT.search(before) and ranged) and not (hour > 12 and minute):
                return None
        elif _LASTING.search(before) and hour < 13 and not ranged:
            return None
    if part and part != "du matin" and hour < 12:
        hour += 12
    return _clock_time(hour, minute, clock)


def _clock_time(hour: int, minute: str | None, clock: Clock) -> str:
    if clock == "24":
        return f"{hour}:{minute or '00'}"
    if minute in {None, "00"} and hour in {0, 12, 24}:
        return "noon" if hour == 12 else "midnight"
    rest = f":{minute}" if minute and minute != "00" else ""
    return f"{hour % 12 or 12}{rest} {'p.m.' if 12 <= hour < 24 else 'a.m.'}"


def duration(match: re.Match[str], clock: Clock) -> str | None:
    """The English of what `DURATION` found; None where it may be an hour of the day."""
    del clock
    whole, rest = match["hour"], match["minute"]
    lasts = _LASTING.search(match.string[: match.start()]) or _AS_LONG.match(match.string[match.end() :])
    if not match["min"] and (not lasts or _TO_AN_HOUR.match(match.string[match.end() :])):
        return None
    if int(whole) > 12 and not match["min"]:
        return None
    if not match["min"] and (rest == "00" or _LOCAL.match(match.string[match.end() :])):
        return None
    parts = [(whole, "hour"), (rest, "minute")]
    return " ".join(f"{int(n)} {unit}{'' if int(n) == 1 else 's'}" for n, unit in parts if n and int(n))


def minutes(match: re.Match[str], clock: Clock) -> str:
    """The English of what `MINUTES` found."""
    del clock
    count = int(match["minute"])
    return f"{count} minute{'' if count == 1 else 's'}"
