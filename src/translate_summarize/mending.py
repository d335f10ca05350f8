"""Names and words put right in a translation, where the marks say that one came out wrong, without asking an engine.

What a name should be the French says, or the table of places; what a made-up word should be, or one that was left in
French, the table of rare words, or the rules that make one language's words of the other's. It is the last thing tried, as
the sentence around them stays what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from translate_summarize.exonyms import english_name, is_place
from translate_summarize.forms import capitalised
from translate_summarize.french import STOPWORDS, whole_words
from translate_summarize.lexicon import fold, is_listed, known
from translate_summarize.likeness import MISSPELT, likeness
from translate_summarize.protection import with_article
from translate_summarize.quality import DOUBLED, LEFT, MADE_UP, NAME
from translate_summarize.types import Mark, Span

_LIKE = 0.65
"""Likeness (Ratcliff and Obershelp's) from which a word that is none was made of a French one with the same initial."""
_SHORTEST = 6
"""Letters of a word from which its being one of English, too, is no chance ("flâne", "flan")."""
_ENDS = tuple(
    pair.partition("=")[::2]
    for pair in """logue=logist logues=logists geant=gent iques=ics ique=ic ique=ical isme=ism iste=ist euse=ous eux=ous eur=or
    eur=er euse=er aire=ary oire=ory ite=ity elle=al el=al ale=al aux=al ives=ive ifs=ive if=ive ivement=ively iquement=ically
    alement=ally ement=ely ement=ly ment=ly ees=ed ee=ed es=ed e=ed ees=ated ee=ated es=ated e=ated er=ate iser=ise er=e er= ant=ing ie=y
    ie=ia ue=u e= =""".split()  # noqa: SIM905
)
"""Ends of French words, without accents, and those of the English words that are made so; the first that fits is taken."""


def mended(source: str, target: str, marks: Sequence[Mark]) -> str:
    """`target` with names, and words that are none or stand twice, written as they should be, where that is certain enough.

    Args:
        source: French text.
        target: English text.
        marks: What `quality.check` found in these two.
    """
    changes: dict[Span, str] = {}
    for span, word in _changes(source, target, marks):
        if all(span[1] <= start or end <= span[0] for start, end in changes):
            changes[span] = word
    for (start, end), word in sorted(changes.items(), reverse=True):
        target = with_article(target[:start], word) + word + target[end:]
    return target


def _changes(source: str, target: str, marks: Sequence[Mark]) -> Iterator[tuple[Span, str]]:
    for mark in marks:
        if mark.code == NAME.code and len(mark.source) == len(mark.target) == 1:
            found = _name(source[slice(*mark.source[0])], instead=target[slice(*mark.target[0])])
            if found:
                yield mark.target[0], found
        for span in mark.target if mark.code in _WORDS else ():
            if word := _WORDS[mark.code](source, target[slice(*span)]):
                yield span, word


def _name(french: str, *, instead: str) -> str | None:
    """How English writes it; None where that is not certain: peoples in small letters, and an English word unlike it."""
    if not french[0].isupper():
        return None
    if name := english_name(french):
        return name
    is_unlike = is_listed(instead.lower()) and likeness(fold(french), fold(instead)) < MISSPELT
    return None if is_unlike or is_place(fold(french)) else french


def _once(_: str, words: str) -> str | None:
    """What stands twice ("police police"), once."""
    first, *rest = words.split()
    return first if [word.lower() for word in rest] == [first.lower()] else None


def _likest(source: str, made_up: str) -> str | None:
    """The English of the French word that a made-up one is most like."""
    initial = fold(made_up)[0]
    words = {
        match[1]
        for match in whole_words(source)
        if match[1].islower() and match[1] not in STOPWORDS and fold(match[1])[0] == initial
    }
    near = max(sorted(words), key=lambda word: likeness(fold(word), fold(made_up)), default=None)
    if near is None or likeness(fold(near), fold(made_up)) < _LIKE:
        return None
    english = _english(source, near)
    return english and capitalised(english, like=made_up)


def _english(_: str, french: str) -> str | None:
    small = french.lower()
    english = known().get(small) or cognate(small)
    return english and capitalised(english, like=french)


_WORDS: Mapping[str, Callable[[str, str], str | None]] = {
    DOUBLED.code: _once,
    LEFT.code: _english,
    MADE_UP.code: _likest,
}
"""For the marks that name words: what should stand there, of the French text and what does."""


def cognate(french: str) -> str | None:
    """The English word that differs from a French one only as the languages' endings do ("superficielle"); else None."""
    word = fold(french)
    is_many = word.endswith("s") and not word.endswith("ss")
    for end, made in _ENDS:
        for given, plural in ((word, ""), (word[:-1], "s"), (word[:-1], "")) if is_many else ((word, ""),):
            if given.endswith(end):
                english = given.removesuffix(end) + made
                if plural:
                    english = f"{english[:-1]}ies" if english.endswith("y") else f"{english}s"
                if len(english) >= _SHORTEST and is_listed(english):
                    return english
    return None
