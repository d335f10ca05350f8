"""What an engine must not touch: out of its reach, and back byte for byte.

A model trained for it gets a placeholder symbol in the place of each thing (`Voir ⟦1⟧.`) and copies it; what the
symbol stands for never reaches it. Addresses, phone numbers, handles, tags, code and paths come back as they were;
terms come back as the glossary has them, figures, peoples and rare words in their English form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from translate_summarize.forms import Kind, find_forms
from translate_summarize.french import DOMAINS
from translate_summarize.hours import DEFAULT_CLOCK, Clock

Why = Literal["exact", "term", "form", "name", "people", "word"]
How = Literal["hold", "write", "leave"]

FIGURES: dict[Kind, How] = {
    "money": "hold",
    "numeric date": "hold",
    "time": "hold",
    "duration": "hold",
    "century": "write",
    "ordinal": "write",
    "regnal": "hold",
    "label": "hold",
    "percent": "leave",
    "number": "leave",
    "scale": "write",
    "date": "leave",
}
"""What is done with each kind of figure at first: held by a placeholder, written into the French in its English form, or
left to the model. Measured with the embedded model (fr-en@18929852), on all that flores-dev and newstest2012 have of a
kind and on up to 150 news sentences of OrangeSum's train part. Right: sentences with every such figure in the English
form that `forms` has (a model may have another, "January 25"); lost: with a number lost by value.

| kind | eval: sentences | left: right, lost, BLEU | held | written | news | left: right, lost | held | written |
|---|---|---|---|---|---|---|---|---|
| percent | 101 | 101, 2, 27.9 | 92, 9, 26.6 | 101, 2, 27.9 | 150 | 149, 6 | 142, 12 | 150, 6 |
| scale | 99 | 73, 7, 23.2 | 92, 9, 22.4 | 76, 7, 23.1 | 150 | 111, 5 | 140, 13 | 125, 2 |
| number | 63 | 54, 4, 23.9 | 54, 9, 23.8 | 33, 5, 23.4 | 150 | 129, 4 | 147, 5 | 112, 4 |
| date | 62 | 39, 3, 26.3 | 56, 8, 24.6 | 50, 4, 26.2 | 150 | 101, 5 | 136, 15 | 124, 5 |
| ordinal | 30 | 16, 0, 25.0 | 27, 3, 27.1 | 27, 1, 27.2 | 150 | 89, 9 | 128, 21 | 149, 6 |
| century | 19 | 6, 0, 21.4 | 16, 2, 24.1 | 19, 0, 25.5 | 69 | 17, 0 | 66, 0 | 68, 2 |
| time | 16 | 1, –, 23.4 | 16, –, 29.8 | 15, –, 28.7 | 150 | 0, – | 139, – | 134, – |
| duration | 0 | | | | 35 | 16, 1 | 31, 4 | 20, 3 |
| money with a sign | 1 | | | | 28 | 0, 2 | 26, 3 | 0, 6 |
| label | 1 | | | | 8 | 0, 2 | 8, 0 | 7, 1 |
| numeric date | 0 | | | | 3 | 0, – | 3, – | 2, – |

What was left or written, and is lost, is held in a second attempt (`repair`).
"""
_FALSE_FRIENDS = re.compile(r"\bbilli(?:on|ard)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Protected:
    """A span of a French text that is kept from the engine, and what stands for it in English."""

    start: int
    end: int
    target: str
    why: Why
    how: How = "hold"
    """At first: `hold` keeps it from the engine; `write` lets the engine read the English; `leave`, the French."""


_S = "[ \u00a0\u2000-\u200a\u202f]"
_WORDS = r"[^\W_][\w-]*"
_EXACT = re.compile(
    "|".join(
        (
            r"`[^`\n]+`",
            r"(?:https?|ftp)://[^\s<>«»\"“”`]+",
            r"(?<![\w.])www\.[^\s<>«»\"“”`]+",
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            # Domains and file names: "lemonde.fr/une", "rapport.pdf", but not "parti.Elle".
            rf"(?<![\w@./-]){_WORDS}(?:\.{_WORDS})*\.(?:{'|'.join(sorted(DOMAINS, key=len, reverse=True))})(?![\w@-]|\.\w)(?:/[^\s<>«»\"“”`]*)?",
            r"(?<![\w@.])@\w{2,}(?:\.\w+)*",
            r"(?<![\w#&/])#\w*[^\W\d_]\w*",
            # Paths: at least two steps, or a start that only a path has.
            r"(?<![\w/.])(?:~|\.{1,2})?/(?:[\w.@-]+/)+[\w.@-]*|(?<![\w/.])(?:~|\.{1,2})/[\w.@-]+|(?<!\w)[A-Z]:\\[\w\\.-]*[\w\\]",
            # Identifiers of programs: "max_size", "$HOME", "main()".
            r"(?<![\w@./])[A-Za-z]\w*_\w*[A-Za-z]\w*(?:\(\))?|(?<!\w)\$[A-Z_]{2,}(?!\w)|(?<!\w)[a-z]\w*\(\)",
            # Telephone: international, French by twos, green numbers, North American.
            rf"(?<![\w.,/+])(?:\+{_S}?|(?<!\d{_S})00)[1-9]\d{{0,2}}(?:{_S}?\(0\))?(?:{_S}?[.-]?{_S}?\d){{6,12}}(?!\d)",
            rf"(?<![\w.,/+])0\d(?:(?:{_S}|[.-])\d\d){{4}}(?!{_S}?\d)|(?<![\w.,/+])0[1-9]\d{{8}}(?!\d)",
            rf"(?<![\w.,/+])0{_S}?[89]\d\d(?:{_S}\d{{3}}){{2}}(?!{_S}?\d)",
            r"(?<![\w.,/+-])(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?![\w-])",
            # Pictographs, with their skin tones, joiners and variation selectors; flags.
            "(?:[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+",
            r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?>",
            r"⟦\d+⟧",
        )
    )
)
_WORTH = re.compile(r"[@#/`_⟦<$\\(☀-➿⭐⭕\U0001f000-\U0001faff]|\d(?:[\s.()\[\]-]{0,3}\d){6}|www\.|\w\.\w")
_TRAILING = ".,;:!?…’'*"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_FIRST_MARKER = 0x100000
"""Markers are characters of the last private plane; in a text that has one, nothing is put away."""
_MARKER = re.compile("[\U00100000-\U0010fffd]")
_ELIDED = {"l": "le ", "d": "de ", "qu": "que ", "n": "ne ", "jusqu": "jusque ", "lorsqu": "lorsque ", "s": "se "}
_ELISION = re.compile(r"(?<!\w)(l|d|qu|n|jusqu|lorsqu|s)['’ʼ´]$", re.IGNORECASE)
_VOWEL_SOUND = re.compile(
    r"[€$£]?(?:8|11(?!\d)|18(?!\d)|[aeio]|u(?!ni|s[ei]|k|ga|r[aou]|ti|y)|h(?:our|onest|eir|onou?r))", re.IGNORECASE
)


@lru_cache(maxsize=4096)  # asked of each sentence and its translation again and again while a window is worked on
def find_exact(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of what must come back byte for byte: addresses, phone numbers, handles, tags, code, paths, pictographs."""
    if not _WORTH.search(text):
        return ()
    return tuple(
        (match.start(), match.start() + length)
        for match in _EXACT.finditer(text)
        if (length := len(_without_stop(match.group()))) > 0
    )


def exact_texts(text: str) -> tuple[str, ...]:
    """The texts of `find_exact`, in order, repeated ones as often as they stand there."""
    return tuple(text[start:end] for start, end in find_exact(text))


def _without_stop(found: str) -> str:
    """Without the full stop or closing bracket of the sentence around it; a bracket that it opened itself stays."""
    if "://" in found:
        depth = 0
        for place, character in enumerate(found):
            depth += (character == "(") - (character == ")")
            if depth < 0:  # "(voir http://a.fr/b).Le", glued together as scraping leaves it
                found = found[:place]
                break
    while found and found[0] != "`":
        last = found[-1]
        if last in _TRAILING or (last in _PAIRS and found.count(last) > found.count(_PAIRS[last])):
            found = found[:-1]
        else:
            break
    return found


def find_figures(text: str, *, clock: Clock = DEFAULT_CLOCK) -> tuple[Protected, ...]:
    """Figures, dates and times in their English form, each with what is done with it at first."""
    return tuple(
        Protected(form.start, form.end, form.text, "form", _how(text[form.start : form.end], form.kind))
        for form in find_forms(text, clock=clock)
    )


def _how(french: str, kind: Kind) -> How:
    if _FALSE_FRIENDS.search(french):
        return "hold"  # "billion" is no billion: no model is to be trusted with it
    if kind == "scale" and not any(character.isdigit() for character in french):
        return "leave"  # "six billion" inside French misleads the embedded model, which knows "six milliards"
    return FIGURES[kind]


def can_hold(text: str) -> bool:
    """Whether things can be put away in this text: False where it has characters that would be taken for markers."""
    return not _MARKER.search(text)


def without_overlaps(spans: Sequence[Protected]) -> tuple[Protected, ...]:
    """In order of the text; of two that overlap the one that stands first in `spans` is kept."""
    kept: list[Protected] = []
    for span in spans:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))


def put_away(text: str, spans: Sequence[Protected], *, around: Callable[[str], str] = str) -> str:
    """`text` with a one-character marker for each span that is held; `around` is applied to the rest.

    Spans to be written are written, those to be left are left. The elision before a term is undone ("l'" to "le "), since a placeholder begins with no vowel.
    """
    parts, last = [], 0
    for number, span in enumerate(spans):
        if span.how == "leave":
            continue
        gap = text[last : span.start]
        if span.why in _FRENCH_AROUND and (elided := _ELISION.search(gap)):
            full = _ELIDED[elided[1].lower()]
            gap = gap[: elided.start()] + (full.capitalize() if elided[1][0].isupper() else full)
        parts += [gap, chr(_FIRST_MARKER + number) if span.how == "hold" else span.target]
        last = span.end
    whole = "".join([*parts, text[last:]])
    if around is str:
        return whole
    return "".join(part if _MARKER.fullmatch(part) else around(part) for part in _MARKER_PARTS.split(whole))


_MARKER_PARTS = re.compile("([\U00100000-\U0010fffd])")


@dataclass(frozen=True, slots=True)
class Held:
    """A piece of text as the engine gets it, and which symbol stands for which span."""

    text: str
    symbols: tuple[tuple[str, Protected], ...]


def hold(piece: str, text: str, spans: Sequence[Protected], symbols: Sequence[str]) -> Held:
    """A piece of what `put_away` gave, its markers as symbols: `Voir ⟦1⟧.`

    Where there are more things than symbols, exact ones go first (before all, text that looks like a symbol itself), then terms; what is left stands in French.
    """
    if not spans:
        return Held(piece, ())
    numbers = [ord(marker) - _FIRST_MARKER for marker in _MARKER.findall(piece)]
    ranked = sorted(numbers, key=lambda n: (not _SYMBOL.fullmatch(spans[n].target), _ORDER[spans[n].why], n))
    chosen = set(ranked[: len(symbols)])
    given = dict(zip((n for n in numbers if n in chosen), symbols, strict=False))

    def shown(match: re.Match[str]) -> str:
        number = ord(match.group()) - _FIRST_MARKER
        return given[number] if number in given else text[spans[number].start : spans[number].end]

    return Held(_MARKER.sub(shown, piece), tuple((symbol, spans[n]) for n, symbol in given.items()))


_ORDER: dict[Why, int] = {"exact": 0, "term": 1, "name": 2, "people": 3, "form": 4, "word": 5}
_FRENCH_AROUND = ("term", "people", "word")
"""What stands for words of the sentence: an article elided before it is none before a placeholder, and it may open it."""
_SPACES = re.compile(" {2,}")
_SYMBOL = re.compile(r"⟦\d+⟧")


def restore(target: str, held: Held) -> tuple[str, int]:
    """The engine's text with what its symbols stand for, and how many symbols came back not once (0 is well).

    Symbols that were not given are taken out. `a` and `an` before a figure or term follow its sound; a stop is not
    written twice after `p.m.`.
    """
    target = _SPACES.sub(" ", target)
    if not held.symbols:
        return target, 0
    known = dict(held.symbols)
    found = _SYMBOL.findall(target)
    wrong = sum(found.count(symbol) != 1 for symbol in known) + sum(symbol not in known for symbol in set(found))
    parts: list[str] = []
    last = 0
    for match in _SYMBOL.finditer(target):
        gap = target[last : match.start()]
        last = match.end()
        span = known.get(match.group())
        if span is None:
            parts.append(gap.rstrip(" "))
            continue
        written = span.target
        if span.why in _FRENCH_AROUND and not "".join([*parts, gap]).strip(" \"'“‘([-"):
            written = written[:1].upper() + written[1:]
        if span.why != "exact":
            gap = with_article(gap, written)
        parts += [gap, written]
        if written.endswith(".") and span.why == "form" and target[last : last + 1] == ".":
            last += 1
    return "".join([*parts, target[last:]]), wrong


def with_article(gap: str, following: str) -> str:
    """English text that ends before a word, with `a` or `an` at its end as that word sounds."""
    match = re.search(r"(?<!\w)([Aa])n?( (?:[\"“‘]|))$", gap)
    if not match:
        return gap
    article = match[1] + ("n" if _VOWEL_SOUND.match(following) else "")
    return gap[: match.start()] + article + match[2]


def place(target: str, spans: Sequence[Protected], stretches: Sequence[Sequence[tuple[int, int]]]) -> str:
    """`target` with what stands for each span where its translation stands, as an engine's attention has it.

    Args:
        target: English text.
        spans: Protected things of its source.
        stretches: For each of them, the parts of the target that translate it, in characters.

    Only a stretch that is plainly one is replaced: whole words, most of it the span's own, not much longer than it.
    """
    changes: list[tuple[int, int, str]] = []
    for span, parts in zip(spans, stretches, strict=True):
        if not parts or span.target in target:
            continue
        low, high = parts[0][0], parts[-1][1]
        own = sum(end - start for start, end in parts)
        while low < high and target[low].isspace():
            low += 1
        while low > 0 and _inside_word(target, low):
            low -= 1
        while high < len(target) and _inside_word(target, high):
            high += 1
        if own >= 0.6 * (high - low) and high - low <= 3 * (span.end - span.start) + 15:
            changes.append((low, high, span.target))
    for low, high, written in sorted(changes, reverse=True):
        if all(other == (low, high, written) or other[1] <= low or other[0] >= high for other in changes):
            target = target[:low] + written + target[high:]
    return target


def _inside_word(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and text[at].isalnum()
