"""Which aligned pairs are worth training on: length, ratio, noise, copies of the evaluation sets. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from translate_summarize.engines.tokenization import normalize
from translate_summarize.lexicon import english_stem, french_stem, translations

Pair = tuple[str, str]

TOLD = 0.35
"""Least of `told` in a pair worth keeping: below it most pairs of TICO-19, and few of other corpora, are no translations."""
GRAM = 8
"""Words of a run that a training line may not share with an evaluation line; names and formulas are shorter."""

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_REPEAT = re.compile(r"(.)\1{5,}")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|\{\{|\}\}|&[a-z]+;|\\[a-z]{2,}|\ufffd|Ã.")
_FRENCH = frozenset(re.findall(r"\w+", "le la les des une est dans pour que qui sur avec pas du au aux cette ces"))
_ENGLISH = frozenset(re.findall(r"\w+", "the of and to in is that for it on with as are was this by be not have"))


def folded(text: str) -> str:
    """The words of `text`, case and punctuation folded, one space between them."""
    return " ".join(_WORD.findall(text.casefold()))


def template(text: str) -> str:
    """`text` with every number as 0: lines that differ in figures alone are one template."""
    return _DIGITS.sub("0", text)


def is_sound(french: str, english: str) -> bool:
    """Whether a normalised pair looks like a translation of one or a few sentences.

    Empty or overlong sides, sides whose lengths cannot be a translation (1:2.5 beyond twenty characters), markup,
    runs of one character, sides that are mostly not letters, and sides in the wrong language are refused.
    """
    if not french or not english or len(french) > 700 or len(english) > 700:
        return False
    longer, shorter = max(len(french), len(english)), min(len(french), len(english))
    if longer > 20 and longer > 2.5 * shorter:
        return False
    if _MARKUP.search(french) or _MARKUP.search(english) or _REPEAT.search(french) or _REPEAT.search(english):
        return False
    french_words, english_words = french.casefold().split(), english.casefold().split()
    if max(len(french_words), len(english_words)) > 110:
        return False
    if french == english and len(french_words) > 3:
        return False
    if any(sum(map(str.isalpha, side)) < 0.4 * len(side.replace(" ", "")) for side in (french, english)):
        return False
    return len(english_words) <= 5 or not (
        _is_foreign(english_words, _FRENCH, _ENGLISH) or _is_foreign(french_words, _ENGLISH, _FRENCH)
    )


def _is_foreign(words: list[str], foreign: frozenset[str], own: frozenset[str]) -> bool:
    """Whether words of the other language clearly outnumber those of the side's own."""
    return sum(word in foreign for word in words) > sum(word in own for word in words) + 1


def told(french: str, english: str) -> float:
    """How much of what the word tables expect of a translation stands in it, about 1 in a sound pair.

    The number of French words with one of their translations on the other side, by the number that human translations
    have of them. 1.0 where less than two words are expected: short pairs say too little.
    """
    stems = {english_stem(word) for word in _LETTERS.findall(english)}
    expected = found = 0.0
    for word in sorted(set(_LETTERS.findall(french))):
        entry = translations(french_stem(word)) if len(word) > 2 else None
        if entry:
            expected += 1.0 - entry.missed
            found += not stems.isdisjoint(entry.english)
    return found / expected if expected >= 2.0 else 1.0


def grams(text: str) -> set[str]:
    """Every run of `GRAM` folded words of `text`; of a shorter text, the whole (from three words on)."""
    words = text.split(" ")
    if len(words) <= GRAM:
        return {text} if len(words) >= 3 else set()
    return {" ".join(words[start : start + GRAM]) for start in range(len(words) - GRAM + 1)}


def is_contaminated(text: str, held_out: set[str]) -> bool:
    """Whether a folded line shares a run of `GRAM` words with an evaluation line, or equals a shorter one."""
    return not held_out.isdisjoint(grams(text))


def clean(lines: Iterable[str], held_out: set[str], *, templates: int = 3) -> Iterator[tuple[Pair | None, str]]:
    """Each line as `(pair, "")`, or `(None, reason)` where it is dropped.

    Sides are normalised exactly as the engine does with its source, the English too: the model then writes plain
    ASCII quotes and dashes. At most `templates` pairs of one template are kept, and no pair twice.
    """
    seen: dict[int, int] = {}
    for line in lines:
        french, tab, english = line.rstrip("\n").partition("\t")
        if not tab or "\t" in english:
            yield None, "columns"
            continue
        french, english = normalize(french), normalize(english)
        if not is_sound(french, english):
            yield None, "unsound"
            continue
        french_key, english_key = folded(french), folded(english)
        key = hash((french_key, english_key))
        if key in seen:
            yield None, "duplicate"
            continue
        seen[key] = 0
        if told(french, english) < TOLD:
            yield None, "untold"
            continue
        if any(map(str.isdigit, french)):
            shape = hash(template(french_key))
            seen[shape] = seen.get(shape, 0) + 1
            if seen[shape] > templates:
                yield None, "template"
                continue
        if is_contaminated(french_key, held_out) or is_contaminated(english_key, held_out):
            yield None, "evaluation"
            continue
        yield (french, english), ""
