"""What an engine copied from French or wrote over, put right in every translation: certain, and so without a mark.

Accents of names (`accents`), spaced or dotted thousands (`numbers`), people's first names ("Philip Poutou"), the French
title of lawyers, the last letter of Breton names ("Guivarc'h"), a month said twice, ends of ordinals.
"""

from __future__ import annotations

import re

from translate_summarize.accents import with_accents
from translate_summarize.dates import ENGLISH_MONTHS
from translate_summarize.exonyms import english_forms
from translate_summarize.forms import ordinal
from translate_summarize.lexicon import fold, is_listed
from translate_summarize.likeness import is_echo, sound
from translate_summarize.numbers import in_english_form
from translate_summarize.persons import is_first_name
from translate_summarize.protection import find_exact

_NAME = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:-[A-ZÀ-ÖØ-Þ][^\W\d_]+)*"
_PARTICLES = r"(?:(?:de|du|des|la|le|von|van|ben|d['’])[ \u00a0]?)*"
_FULL = re.compile(rf"(?<![\w’'.-])(?P<first>{_NAME})(?P<gap>[ \u00a0\u202f]{_PARTICLES})(?P<last>{_NAME})(?![\w-])")
_FULL_ANYWHERE = re.compile(rf"(?={_FULL.pattern})")
_TRANSLITERATED = re.compile(r"tch|dj|kh|ï|(?:ine|[oe][vw]t?a?|eff|sk[iy]|enko|vitch)$")
"""Letters of surnames that French and English take from other alphabets, each in its way: "Gorbatchev"."""
_MAITRE = re.compile(rf"(?<![\w.])(?:Me|Maître|Maitre)[ \u00a0\u202f]+(?={_NAME})")
_ME = re.compile(r"(?<![\w.])(?:Me|Maitre) (?=[A-ZÀ-ÖØ-Þ])")
_BRETON = re.compile(r"(?<!\w)([A-ZÀ-ÖØ-Þ][^\W\d_]+c)['’]h(?!\w)")
_MONTH_TWICE = re.compile(rf"\b({'|'.join(ENGLISH_MONTHS)})( \d{{1,2}}(?:st|nd|rd|th)?) \1\b")
_DOUBLE = re.compile(r"[\"«“]")
_SINGLE = re.compile(r"(?<![\w'’])'(?=[\w.(])([^'\"]*(?:(?<=\w)'(?=\w)[^'\"]*)*)(?<=[\w.,!?%)])'(?![\w'’])")
"""What stands between single marks, apostrophes between letters apart."""
_MARK = re.compile(r"(?<!\w)'|'(?!\w)")
_ORDINAL = re.compile(r"(?<![\w.,])([1-9]\d{0,2})(?:st|nd|rd|th)\b")


def tidied(source: str, target: str) -> str:
    """`target`, a translation of `source`, with all of it put right; as it was where that would touch an address or code."""
    found = _tidied(source, target)
    if found != target:
        exact = {source[start:end] for start, end in find_exact(source)}
        if any(found.count(text) < target.count(text) for text in exact):
            return target
    return found


def _tidied(source: str, target: str) -> str:
    target = in_english_form(source, with_first_names(source, with_accents(source, target)))
    for match in _BRETON.finditer(source):
        target = re.sub(rf"(?<!\w){match[1]}(?!\w|['’]h)", match.group(), target)
    if _MAITRE.search(source):
        target = _ME.sub("Maître ", target)
    target = with_one_kind_of_quotes(source, target)
    return _ORDINAL.sub(lambda match: ordinal(int(match[1])), _MONTH_TWICE.sub(r"\1\2", target))


def with_one_kind_of_quotes(source: str, target: str) -> str:
    """`target` with double quotation marks where the French has none but those; those inside others stay single."""
    if "'" not in target or not _DOUBLE.search(source) or _SINGLE.search(source):
        return target
    if len(_MARK.findall(target)) != 2 * len(_SINGLE.findall(target)):
        return target  # one of them may be that of a plural ("the farmers' friends")
    return _SINGLE.sub(
        lambda match: f'"{match[1]}"' if target.count('"', 0, match.start()) % 2 == 0 else match.group(), target
    )


def with_first_names(source: str, target: str) -> str:
    """`target` with people of the French called as there, where it keeps one half of a name and has another for the other.

    A first name that is another ("Nicolas de Carolis" for Patrick's) or English ("Philip"), and a surname that only
    sounds the same ("Putou"), but for those of other alphabets and of figures whom English calls otherwise.
    """
    people = [match for match in _FULL.finditer(source) if is_first_name(match["first"])]
    if not people or all(match.group() in target for match in people):
        return target
    there = {fold(word) for word in re.findall(_NAME, source)}
    for match in reversed([*_FULL_ANYWHERE.finditer(target)]):  # "Yesterday Philip Poutou" has two pairs of capitals
        first, last = match["first"], match["last"]
        for person in people:
            is_other = first != person["first"] and _is_wrong(first, person["first"], there)
            if (last == person["last"] and is_other) or (
                _sounds_wrong(last, person["last"], there) and (is_other or fold(first) == fold(person["first"]))
            ):
                written = f"{person['first']}{match['gap']}{person['last']}"
                target = target[: match.start("first")] + written + target[match.end("last") :]
                break
    return target


def _is_wrong(first: str, right: str, there: set[str]) -> bool:
    """Whether a first name is that of nobody in the French."""
    return fold(first) not in there and (is_first_name(first) or is_echo(fold(right), fold(first)))


def _sounds_wrong(last: str, right: str, there: set[str]) -> bool:
    return (
        fold(last) not in there
        and sound(fold(last)) == sound(fold(right))
        and not _TRANSLITERATED.search(right.lower())
        and not english_forms(fold(right))
        and not is_listed(last.lower())
    )
