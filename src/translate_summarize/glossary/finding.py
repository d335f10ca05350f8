"""Where the terms of a glossary stand in a French text, and what the English should say there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translate_summarize.french import STOPWORDS
from translate_summarize.glossary.terms import Glossary, Occurrence, Term
from translate_summarize.protection import Protected

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_APOSTROPHE = re.compile("[’ʼ´]")
_PLURAL_BEFORE = re.compile(
    r"\b(?:les|des|ces|ses|mes|tes|nos|vos|leurs|aux|plusieurs|quelques|certaine?s|deux|trois|quatre|cinq|six|sept|huit|"
    r"dix|cent|mille|\d+)\s+$",
    re.IGNORECASE,
)
_TO_FEMININE = (
    ("teur", "trice"), ("eur", "euse"), ("eux", "euse"), ("er", "ère"), ("if", "ive"), ("ien", "ienne"), ("on", "onne"),
    ("el", "elle"), ("et", "ette"), ("et", "ète"), ("en", "enne"),
)  # fmt: skip
_TO_PLURAL = (("al", "aux"), ("ail", "aux"), ("au", "aux"), ("eu", "eux"), ("ou", "oux"))


def find_terms(text: str, glossary: Glossary) -> tuple[Occurrence, ...]:
    """Where terms of the glossary stand in a French text, in order, without overlaps; of two the longest match wins.

    Plurals and feminines of the words of a term count ("gardes à vue", "présidente"), elided articles before it do not
    hide it ("l'usine"), and white space and apostrophes of any kind match. A term in small letters is found in
    capitals too; one with capitals only as it is written, or all in capitals.
    """
    index = _index(glossary)
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found = []
    at = 0
    while at < len(tokens):
        best = max(
            (
                (len(parts), term)
                for parts, term in index.get(tokens[at][0].casefold(), ())
                if _matches(parts, tokens, at)
            ),
            key=lambda pair: pair[0],
            default=None,
        )
        if best is None:
            at += 1
            continue
        length, term = best
        start, end = tokens[at][1], tokens[at + length - 1][2]
        found.append(Occurrence(start, end, term, _wanted(term, text, start, end)))
        at += length
    return tuple(found)


def protected_terms(text: str, glossary: Glossary) -> tuple[Protected, ...]:
    """What `find_terms` finds, for `protection`."""
    return tuple(Protected(found.start, found.end, found.target, "term") for found in find_terms(text, glossary))


@dataclass(frozen=True, slots=True)
class _Part:
    """A token of a term: the forms that count, folded; as written, where it has capitals; whether space is before it."""

    forms: frozenset[str]
    written: str
    spaced: bool


@lru_cache(maxsize=8)
def _index(glossary: Glossary) -> dict[str, list[tuple[tuple[_Part, ...], Term]]]:
    index: dict[str, list[tuple[tuple[_Part, ...], Term]]] = {}
    for term in glossary.terms:
        parts = tuple(_parts(term.source))
        for form in parts[0].forms:
            index.setdefault(form, []).append((parts, term))
    return index


def _parts(source: str) -> Iterator[_Part]:
    for match in _TOKEN.finditer(source):
        word = _APOSTROPHE.sub("'", match.group())
        spaced = match.start() > 0 and source[match.start() - 1].isspace()
        if word != word.lower():
            yield _Part(frozenset({word.casefold()}), word, spaced)
        else:
            yield _Part(frozenset(inflections(word)), "", spaced)


def inflections(word: str) -> set[str]:
    """Forms of a French word in small letters that count as the same term: itself, its plurals, its feminines."""
    forms = {word}
    if len(word) < 3 or not word.isalpha() or word in STOPWORDS:
        return forms
    if word[-1] not in "sxz":
        forms.add(word + "s")
        forms |= {word[: -len(end)] + plural for end, plural in _TO_PLURAL if word.endswith(end)}
    feminines = {word[: -len(end)] + other for end, other in _TO_FEMININE if word.endswith(end)}
    if word[-1] not in "esxz":
        feminines.add(word + "e")
    return forms | feminines | {feminine + "s" for feminine in feminines}


def _matches(parts: Sequence[_Part], tokens: Sequence[tuple[str, int, int]], at: int) -> bool:
    if at + len(parts) > len(tokens):
        return False
    for number, part in enumerate(parts):
        token, start, _ = tokens[at + number]
        folded = _APOSTROPHE.sub("'", token).casefold()
        if folded not in part.forms or (part.written and token not in {part.written, part.written.upper()}):
            return False
        if number and part.spaced != (start > tokens[at + number - 1][2]):
            return False
    return not (_hyphen(tokens, at - 1, before=True) or _hyphen(tokens, at + len(parts), before=False))


def _hyphen(tokens: Sequence[tuple[str, int, int]], at: int, *, before: bool) -> bool:
    """Whether a hyphen ties the term to another word there, as in "porte-parole" for "porte"."""
    other = at - 1 if before else at + 1
    if not (0 <= at < len(tokens) and 0 <= other < len(tokens)) or tokens[at][0] not in {"-", "‑"}:
        return False
    inner = at + 1 if before else at - 1
    pieces = sorted((tokens[other], tokens[at], tokens[inner]), key=lambda token: token[1])
    return pieces[0][2] == pieces[1][1] and pieces[1][2] == pieces[2][1] and tokens[other][0][0].isalnum()


def _wanted(term: Term, text: str, start: int, end: int) -> str:
    found = text[start:end]
    if term.target == term.source:
        return found
    return plural_of(term.target) if _is_plural(term.source, found, text[:start]) else term.target


def _is_plural(source: str, found: str, before: str) -> bool:
    """By the first word that may inflect, or by the article before it ("les prix", "des porte-parole")."""
    for asked, there in zip(_TOKEN.findall(source), _TOKEN.findall(found), strict=False):
        if asked.isalpha() and asked.casefold() not in STOPWORDS:
            if asked[-1] in "sxz" or asked != asked.lower():
                return asked == asked.lower() and bool(_PLURAL_BEFORE.search(before))
            return there[-1].lower() in "sx" or bool(_PLURAL_BEFORE.search(before))
    return False


_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "life": "lives",
    "wife": "wives", "knife": "knives", "half": "halves", "self": "selves", "leaf": "leaves", "thief": "thieves",
    "series": "series", "species": "species", "police": "police", "staff": "staff",
}  # fmt: skip
_HEAD_ENDS = re.compile(r" (?:of|in|to|for|at|under|on|by|with|from)\b|-in-|-of-|-to-", re.IGNORECASE)


def plural_of(english: str) -> str:
    """A plural of an English term by the plain rules: `heads of state`, `parties`, `crises`; `women` and the like."""
    cut = _HEAD_ENDS.search(english)
    head, tail = (english[: cut.start()], english[cut.start() :]) if cut else (english, "")
    stem, word = re.fullmatch(r"(.*?)([^\W\d_]*)", head, re.DOTALL).groups()  # type: ignore[union-attr]  # always matches
    low = word.lower()
    for singular, plural in _IRREGULAR.items():
        if low == singular or (low.endswith(singular) and singular in {"man", "woman"}):
            return stem + word[: len(word) - len(singular)] + plural + tail
    if not word or (low.endswith("s") and not low.endswith(("ss", "us", "is"))):
        return english
    if low.endswith("is"):
        return f"{stem}{word[:-2]}es{tail}"
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return f"{stem}{word[:-1]}ies{tail}"
    return f"{stem}{word}{'es' if low.endswith(('s', 'x', 'z', 'ch', 'sh')) else 's'}{tail}"


def stands_in(occurrence: Occurrence, target: str) -> bool:
    """Whether a target has what the glossary wants for an occurrence."""
    return bool(pattern_of(occurrence).search(target))


@lru_cache(maxsize=4096)
def pattern_of(occurrence: Occurrence) -> re.Pattern[str]:
    """What counts as the target of an occurrence: singular or plural, in any case."""
    forms = {occurrence.target, occurrence.term.target, plural_of(occurrence.term.target)}
    if occurrence.term.target == occurrence.term.source:
        forms = {occurrence.target}
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in sorted(forms, key=len, reverse=True))})(?!\w)", re.IGNORECASE
    )
