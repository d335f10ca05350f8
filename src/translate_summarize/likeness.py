"""How alike two words are: in letters, in sound, and as a name has it in two languages ("Poutine" and "Putin")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

MISSPELT = 0.6
"""Likeness (Ratcliff and Obershelp's) from which a word looks like another gone wrong."""
RELATED = 0.4
"""Likeness from which it may be the same name in another language."""


def is_same(french: str, english: str) -> bool:
    """Whether the two words (small letters, no accents) are spelt, or sound, the same."""
    return french == english or sound(french) == sound(english)


@lru_cache(maxsize=4096)
def is_echo(french: str, english: str) -> bool:
    """Whether the two words (small letters, no accents) may be one name, or one word of both languages."""
    if is_same(french, english):
        return True
    if min(len(french), len(english)) >= 4 and (french in english or english in french):
        return max(len(french), len(english)) - min(len(french), len(english)) > 1 or _same_but_end(french, english)
    stem, other = _french_stem(french), _english_stem(english)
    return stem == other or sound(stem) == sound(other)


def _same_but_end(french: str, english: str) -> bool:
    short, long = sorted((french, english), key=len)
    return long.startswith(short) and long[-1] in "eusy"


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A key that transliterations of one name share: "poutine" and "putin", "tchernobyl" and "chernobyl"."""
    for letters, key in _SOUNDS:
        word = word.replace(letters, key)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"(?<=[nmvfktszd])e$|s$|(?<=[aeiou])h", "", word)


_SOUNDS = tuple(
    pair.partition("=")[::2]
    for pair in """tch=ch dj=j sch=sh tz=ts ou=u oo=u kh=h gh=g ph=f ch=sh ck=k qu=k y=i w=v cz=ts zh=j ts=z ce=se ci=si
    c=k x=ks ee=i q=k ei=e ai=e ie=i""".split()  # noqa: SIM905
)


def _longest_first(ends: str) -> tuple[str, ...]:
    return tuple(sorted(ends.split(), key=len, reverse=True))


_FRENCH_ENDS = _longest_first(
    """ite ites e ie ies ique iques eur eurs euse aire aires isme ismes iste istes ien iens ienne iennes al ale ales aux el
    eux euse ois oise oises ais aise aises ain aine ains aines ment ments tion tions s es re res an ane er ere ees een
    eens eenne eennes ee in ine ins is x if ive oire"""
)
_ENGLISH_ENDS = _longest_first(
    """ia ias ity ities y ies ic ics ical or ors er ers ary aries ism isms ist ists ian ians al als an ans ese ment ments tion
    tions s e es ous ed ing ine ive ory ean eans ite ites ish o"""
)


@lru_cache(maxsize=8192)
def _french_stem(word: str) -> str:
    return _stem(word, _FRENCH_ENDS)


@lru_cache(maxsize=8192)
def _english_stem(word: str) -> str:
    return _stem(word, _ENGLISH_ENDS)


def _stem(word: str, ends: Sequence[str]) -> str:
    for end in ends:
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word


@lru_cache(maxsize=1024)
def likeness(one: str, other: str) -> float:
    """How alike two words are, from 0 to 1 (Ratcliff and Obershelp)."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
