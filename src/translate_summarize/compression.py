"""A sentence of the brief made shorter before it is translated, by cutting what a reader loses nothing by.

Only whole asides go, each by a rule with its examples in the tests; no word is put in or moved, so what is left says
what the sentence said. Who says something stays, and so does whoever is explained by an apposition; a quotation is
cut nowhere. What each rule gets wrong was counted: `models/brief/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_SPACE = "[ \u00a0\u202f]"
_PLAIN = r"[^,;:()«»\"“”]"
_NUMBER = r"\d|une?\b|deux|trois|quatre|cinq|six|sept|huit|neuf|dix"
# What goes on after an aside behind the subject: a verb.
_VERB = (
    r"(?=(?:(?:ne|n['’]|se|s['’]|l['’]|lui|leur|y|en) ?)*"
    r"(?:a|ont|avait|avaient|aura|auront|est|sont|était|étaient|sera|seront|fut|va|vont|doit|doivent|devra|devront|peut|peuvent|"
    r"veut|veulent|fait|font)\b)"
)
_FINITE = re.compile(
    r"\b(?:a|ont|avait|avaient|aura|est|sont|était|étaient|sera|seront|va|vont|doit|peut|qui|que|dont|où)\b"
)

_BRACKETS = re.compile(rf"{_SPACE}\((?!\.|…|ne |pas )[^()\d«»\"“”]*\)(?=[ ,;:.!?…\u00a0\u202f]|$)")
_OPENING = re.compile(
    r"^(?:(?:Par ailleurs|En effet|De plus|En outre|D['’]ailleurs|Du coup|Au passage|Par la suite|Enfin|Ensuite|Puis|Or|Ainsi|"
    rf"De son côté|De leur côté|Pour sa part|Pour leur part),|Mais(?! pas\b)|Et(?! si\b)){_SPACE}(?=\w)"
)
_FILLERS = re.compile(
    r",? (?:en effet|par ailleurs|en outre|d['’]ailleurs|de son côté|de leur côté|pour sa part|quant à (?:lui|elle|eux|elles)),?(?= )"
    r"|(?<=\ba) également(?= )|(?<=\bont) également(?= )|(?<=\best) également(?= )|(?<=\bsont) également(?= )"
)
_ASIDE = re.compile(
    rf"^({_PLAIN}{{3,90}}), (?:qui|dont(?! (?:{_NUMBER}))|où|lequel|laquelle) {_PLAIN}{{5,160}}, {_VERB}"
)
_TAIL = re.compile(rf"^([^;:()«»\"“”]{{50,}}), (?:qui|dont(?! (?:{_NUMBER}))|où) [^\d,;:()«»\"“”]{{10,}}\.\s*$")


def shorten(text: str) -> str:
    """A French sentence without its brackets, its link to the sentence before, and its relative clauses between commas.

    "Le maire (LR), qui avait promis ces travaux, a également ouvert un gymnase." gives "Le maire a ouvert un gymnase."
    """
    for rule in RULES.values():
        text = rule(text)
    return text


def _unless_quoted(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    inside = before.count('"') % 2 or before.count("«") > before.count("»") or before.count("“") > before.count("”")
    return match.group() if inside else ""


def _cut_brackets(text: str) -> str:
    return _BRACKETS.sub(_unless_quoted, text)


def _cut_opening(text: str) -> str:
    cut = _OPENING.sub("", text)
    return text if cut == text or text.rstrip().endswith("?") else cut[:1].upper() + cut[1:]


def _cut_fillers(text: str) -> str:
    return _FILLERS.sub(_unless_quoted, text)


def _cut_aside(text: str) -> str:
    match = _ASIDE.match(text)
    return text if match is None or _FINITE.search(match[1]) else f"{match[1]} {text[match.end() :]}"


def _cut_tail(text: str) -> str:
    match = _TAIL.match(text)
    return f"{match[1]}." if match else text


RULES: Mapping[str, Callable[[str], str]] = {
    "brackets": _cut_brackets,
    "opening": _cut_opening,
    "fillers": _cut_fillers,
    "aside": _cut_aside,
    "tail": _cut_tail,
}
"""In this order: brackets and links go first, as they hide the commas of clauses."""
