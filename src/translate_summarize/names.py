"""Names that a translation lost, misspelt or made up: each has an echo on the other side, or is in the table of exonyms.

An echo is a word that is the same but for accents and case, the same in another transliteration ("Poutine" and
"Putin"), or built on it by a rule of the two languages ("-ique" and "-ic"). Only what stands capitalised inside a
sentence counts as a name, since a sentence's first word may be any. Of a full name one word is enough: "Nicolas Sarkozy"
and "Sarkozy" are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from translate_summarize.demonyms import find_demonyms
from translate_summarize.exonyms import begins, english_forms, french_forms, is_place, ordinary_english, ordinary_french
from translate_summarize.french import FEMALE_NAMES, STOPWORDS
from translate_summarize.lexicon import english_stem, fold, french_stem, is_english, translations
from translate_summarize.likeness import MISSPELT, RELATED, is_echo, is_same, likeness
from translate_summarize.rare_words import find_rare_words
from translate_summarize.spans import blanked
from translate_summarize.types import Span

_WORD = re.compile(r"[^\W\d_]+")
_OPENERS = frozenset('.!?…:;«»“”"([*•·|–—/')
_AROUND = " \t\n\r\u00a0\u2002\u2003\u2009\u200a\u202f'‘’«“\"([*_–—-"
_GAP = re.compile(r"(?:[ \u00a0\u202f'’.-]|\b(?:de|du|des|la|le|les|d|l|von|van|der|ben|bin|al|el|of|the)\b){1,12}")
_COMPOUND = re.compile(r"[-‐]$|[A-ZÀ-ÖØ-ÞŒŸ][\w’'-]*\s+(?:(?:de|du|d['’]|la|le|des)\s*)*$")
_ROMAN = re.compile(r"[IVXLC]+(?:e|er|ère|ème|st|nd|rd|th)?")
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S+|\S+@\S+|#\w+|⟦\d+⟧")
_ADDRESS_SIGNS = ("@", "://", "www.", "#", "⟦")
"""One of them is in whatever is an address, and looking for them is quicker."""
_TITLES = frozenset(
    """m mm mme mlle me dr mgr monsieur madame ministre president premier mr mrs ms miss minister prime chancellor senator
    governor mayor general judge pope professor""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Strange:
    """A name without an echo: lost (source alone), misspelt (both) or made up (target alone)."""

    text: str
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()


class _Word(NamedTuple):  # a tuple, as one is made for each word of each sentence
    text: str
    folded: str
    span: Span
    opens: bool
    name: bool


def strange_names(source: str, target: str) -> tuple[Strange, ...]:
    """Names of the French that the English lost or misspelt, then names of the English that the French has not."""
    french, english = _words(source, _no_names()), _words(target, ordinary_english())
    if not any(word.name for word in (*french, *english)):
        return ()
    here, there = (_WORD.findall(_without_addresses(text)) for text in (source, target))
    if _is_titled(here) or _is_titled(there):
        return ()
    own, forth = {fold(word) for word in here}, {fold(word) for word in there}
    rare = [each for each in find_rare_words(source) if each.text in target]
    given = [*(each.text for each in find_demonyms(source)), *(each.text for each in rare)]
    back = own | {fold(word) for text in given for word in _WORD.findall(text)}
    stems = {english_stem(word) for word in there}
    left = [
        word
        for word in french
        if word.name
        and not _has_english(word, forth, target)
        and not _is_translated(word, stems)
        and not any(each.start <= word.span[0] < each.end for each in rare)
    ]
    new = [word for word in english if word.name and not _has_french(word, back)]
    runs = _runs(source, french) if left or new else []
    others = _runs(target, english) if new else []
    added = list(_added(runs, others, new))
    new = [word for word in new if all(word not in other for _, other in added)]
    kept = {word.folded: word.span for word in english if not word.opens}
    found = [
        Strange(word.text, (word.span,), (kept[word.folded],))
        for word in french
        if word.name and word.folded in kept and _is_only_french(word, source)
    ]
    for word in left.copy():
        near = max(new, key=lambda other: likeness(word.folded, other.folded), default=None)
        if near is not None and len(word.text) > 3 and likeness(word.folded, near.folded) >= MISSPELT:
            left.remove(word)
            new.remove(near)
            found.append(Strange(word.text, (word.span,), (near.span,)))
    found += _misspelt_openings(source, french, english, (own, forth))
    # "the company" may be "the German company": a people or place is made up only where the French has another.
    known = [word for word in new if french_forms(word.folded)]
    if known and (another := _other_places(_words(source, _no_names(), small=True), forth)):
        found.append(Strange(another[0].text, (another[0].span,), (known[0].span,)))
        left = [word for word in left if word not in another]
    new = [word for word in new if word not in known]
    new = [word for word in new if not is_english(word.folded)]
    halves = list(_half_other(runs, others, left, new))
    found += [Strange(word.text, (word.span,), (other.span,)) for word, other in halves]
    left = [word for word in left if all(word is not half for half, _ in halves)]
    found += [
        Strange(source[slice(*name)], (name,), (other,)) for name, other in ((_span(a), _span(b)) for a, b in added)
    ]
    if left and new:  # one may stand for the other ("Plzen" and "Pilsen"), but for what the tables know all forms of
        left = [word for word in left if english_forms(word.folded) or not any(_may_be(word, other) for other in new)]
        new = []
    lost = [_span(run) for run in runs if _all_in(run, left)]
    invented = [_span(run) for run in others if _all_in(run, new)]
    found += [Strange(source[start:end], source=((start, end),)) for start, end in lost]
    found += [Strange(target[start:end], target=((start, end),)) for start, end in invented]
    return tuple(found)


def proper_names(text: str) -> tuple[Span, ...]:
    """Names inside a French sentence for which English has no form or word of its own, in order."""
    return tuple(
        word.span
        for word in _words(text, _no_names())
        if word.name and not english_forms(word.folded) and translations(french_stem(word.text)) is None
    )


@lru_cache(maxsize=1)
def _no_names() -> Collection[str]:
    return STOPWORDS | ordinary_french()


def _misspelt_openings(
    source: str, french: Sequence[_Word], english: Sequence[_Word], folded: tuple[Collection[str], Collection[str]]
) -> list[Strange]:
    """First names that open a sentence ("Emmanuelle Appriou a fondé…"), where the English has a near miss ("Emmanual").

    A capital says nothing there by itself, so a name with a capital must follow, and the miss must be a name, too.
    """
    back, forth = folded
    found = []
    for word, following in pairwise(french):
        if not (word.opens and following.name and len(word.text) > 4):
            continue
        if source[word.span[1] : following.span[0]] != " ":
            continue
        if (
            word.folded in _no_names()
            or any(is_echo(word.folded, other) for other in forth)
            or english_forms(word.folded)
        ):
            continue
        for other in english:
            miss = other.text != other.text.upper() and other.folded not in ordinary_english()
            if miss and likeness(word.folded, other.folded) >= MISSPELT and not _has_french(other, back):
                found.append(Strange(word.text, (word.span,), (other.span,)))
                break
    return found


def is_opening(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or the like opens here, so that a capital says nothing."""
    before = text[:start].rstrip(_AROUND)
    return not before or before[-1] in _OPENERS or not _OPENERS.isdisjoint(text[len(before) : start])


def _other_places(french: Sequence[_Word], english: Collection[str]) -> list[_Word]:
    """Places and peoples of the French, written with a capital or not, that the English has not."""
    return [
        word
        for word in french
        if len(word.text) > 3
        and word.folded not in ordinary_french()
        and is_place(word.folded, small=word.text.islower())
        and not any(is_echo(word.folded, other) for other in english)
        and not any(begins(other, form) for form in english_forms(word.folded) for other in english)
    ]


def _without_addresses(text: str) -> str:
    if any(sign in text for sign in _ADDRESS_SIGNS):
        return blanked(_ADDRESS, text)
    return text


def _words(text: str, ordinary: Collection[str], *, small: bool = False) -> list[_Word]:
    """Words with a capital, or all; `name` where it stands capitalised inside a sentence and is no ordinary word."""
    found = []
    for match in _WORD.finditer(_without_addresses(text)):
        word = match.group()
        if not word[0].isupper():
            if small:
                found.append(_Word(word, fold(word), match.span(), opens=False, name=False))
            continue
        folded = fold(word)
        opens = is_opening(text, match.start())
        opens = opens and not (word.isupper() and len(word) > 2)  # an acronym is a name wherever it stands
        name = not opens and len(word) > 1 and folded not in ordinary and not _ROMAN.fullmatch(word)
        found.append(_Word(word, folded, match.span(), opens, name))
    return found


def _is_only_french(word: _Word, source: str) -> bool:
    """A place whose English name is another ("Londres"), standing by itself: "Haute-Savoie" and "Radio Londres" stay."""
    return (
        len(word.text) > 4
        and is_place(word.folded)
        and word.text.lower() not in FEMALE_NAMES  # "Caroline"
        and not any(begins(word.folded, form) for form in english_forms(word.folded))
        and not _COMPOUND.search(source[max(0, word.span[0] - 30) : word.span[0]])
        and not re.match(r"[-‐]|\s+[A-ZÉÎ]", source[word.span[1] :])
    )


def _is_titled(words: Sequence[str]) -> bool:
    """Most long words capitalised, as in English headlines: there capitals tell nothing."""
    long = [word for word in words if len(word) > 3]
    return len(long) > 4 and sum([word[0].isupper() for word in long]) > 0.9 * len(long)


def _has_english(word: _Word, english: Collection[str], target: str) -> bool:
    if word.folded in english:
        return True
    forms = english_forms(word.folded)
    if any(begins(other, form) for form in forms for other in english):
        return True
    if word.text.isupper() and len(word.text) < 7:  # acronyms are turned round, or written out, and sound like nothing
        return any(_is_turned(word.folded, other) for other in english) or _spelt_out(word.folded, target)
    alike = is_same if forms else is_echo
    return any(alike(word.folded, other) for other in english)


def _has_french(word: _Word, french: Collection[str]) -> bool:
    if word.folded in french:
        return True
    if word.text.isupper() and len(word.text) < 7:
        return True
    if any(begins(other, form) for form in french_forms(word.folded) for other in french):
        return True
    return any((is_same if english_forms(other) else is_echo)(other, word.folded) for other in french)


def _is_translated(word: _Word, stems: Collection[str]) -> bool:
    """A common word of French that only stands there with a capital ("Crime et Châtiment")."""
    entry = translations(french_stem(word.text))
    return entry is not None and not entry.english.isdisjoint(stems)


def _may_be(french: _Word, english: _Word) -> bool:
    return french.folded[0] == english.folded[0] or likeness(french.folded, english.folded) >= RELATED


def _is_turned(acronym: str, other: str) -> bool:
    """The letters are the same in another order, but for one that is there or not: "OTAN" and "NATO", "BASD" and "ADB"."""
    shared = (Counter(acronym) & Counter(other)).total()
    return abs(len(acronym) - len(other)) < 2 and shared == min(len(acronym), len(other)) > 2


def _spelt_out(acronym: str, target: str) -> bool:
    """The first letters of words in the English, in any order, are those of the acronym ("FMI", "IMF" or the Fund)."""
    initials = [fold(word[0]) for word in _WORD.findall(target) if word[0].isupper()]
    return sum(letter in initials for letter in acronym) >= max(2, len(acronym) - 1)


def _runs(text: str, words: Sequence[_Word]) -> list[list[_Word]]:
    """Names that stand together, but for particles between them: "Charles de Gaulle" is one run."""
    runs: list[list[_Word]] = []
    last: _Word | None = None
    for word in words:
        if len(word.text) < 2:
            continue
        if last is not None and _GAP.fullmatch(text, last.span[1], word.span[0]):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word
    return runs


def _all_in(run: Sequence[_Word], strange: Sequence[_Word]) -> bool:
    """The run has a name without an echo, and no other word that could carry it over."""
    telling = (word for word in run if len(word.text) > 3 or (len(word.text) == 3 and word.text.isupper()))
    return any(word in strange for word in telling) and all(
        word in strange or word.folded in _TITLES or word.folded in STOPWORDS for word in run
    )


def _half_other(
    french: Sequence[Sequence[_Word]],
    english: Sequence[Sequence[_Word]],
    left: Sequence[_Word],
    new: Sequence[_Word],
) -> Iterator[tuple[_Word, _Word]]:
    """Words of names whose rest is kept, each with what stands in its place: "Jon Steward", "Karen Steward"."""
    for run in french:
        for other in english:
            if len(run) != len(other):
                continue
            pairs = list(zip(run, other, strict=True))
            odd = [(a, b) for a, b in pairs if a in left and b in new and not _may_be(a, b)]
            known = [a for a, b in pairs if is_echo(a.folded, b.folded)]
            if len(odd) == 1 and len(odd) + len(known) == len(run):
                a, b = odd[0]
                if translations(french_stem(a.text)) is None and not english_forms(a.folded):
                    yield a, b


def _added(
    french: Sequence[Sequence[_Word]], english: Sequence[Sequence[_Word]], new: Sequence[_Word]
) -> Iterator[tuple[Sequence[_Word], Sequence[_Word]]]:
    """Names that are kept whole but for words put between theirs: "Vincent Benoît" and "Vincent Bencent Benoît"."""
    for run in french:
        for other in english:
            kept = [i for i, word in enumerate(other) if any(is_same(name.folded, word.folded) for name in run)]
            if 1 < len(run) == len(kept) < len(other):
                name = other[kept[0] : kept[-1] + 1]
                if any(word in new for word in name):
                    yield run, name


def _span(run: Sequence[_Word]) -> Span:
    names = [word for word in run if word.folded not in _TITLES] or list(run)
    return names[0].span[0], names[-1].span[1]
