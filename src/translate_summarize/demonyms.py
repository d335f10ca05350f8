"""Adjectives and nouns of peoples and places, and what English has for them: "péruvien", "lyonnaises", "une Malienne".

A small model has seen few of them, and guesses ("the Government of Canada" for "le gouvernement péruvien"), which
nothing in the English shows. English has an adjective for a people ("Peruvian") and puts a place before the noun
("the Lyon mayor"). The table stands in demonyms.txt, which says how it is written.
"""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translate_summarize.hours import SPACE
from translate_summarize.lexicon import english_stem, french_stem, translations


@dataclass(frozen=True, slots=True)
class Demonym:
    """A span of a French text, and how English writes it."""

    start: int
    end: int
    text: str
    precedes: bool = False
    """Whether it is an adjective that English puts before its noun."""


@dataclass(frozen=True, slots=True)
class _Form:
    english: str
    other: str
    """Of a people the noun; of a place what stands behind a verb."""
    is_place: bool
    is_feminine: bool
    is_plural: bool


_WORD = re.compile(r"(?<![\w'’-])(?:[ld]['’])?([^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*)(?![\w-])", re.IGNORECASE)
_S = SPACE
_NEAR = 60
"""Characters before a word in which that is sought which decides what it is."""
_GROUP = re.compile(
    rf".*(?:\b(?:un|une|le|la|les|des?|du|aux?|ce|cet|cette|ces|sa|son|ses|leurs?|nos|notre|deux|trois|quatre|cinq|six|sept|"
    rf"huit|neuf|dix|plusieurs|en|par){_S}|\b[ld]['’]|\d{_S})((?:[^\W\d_]+{_S}){{1,3}})$",
    re.IGNORECASE | re.DOTALL,
)
"""The noun before an adjective, with what stands between it and its determiner."""
_BEFORE_A_NOUN = frozenset(
    """jeune jeunes seul seule ancien ancienne anciens anciennes autre autres premier première premiers premières dernier
    dernière derniers dernières petit petite petits petites""".split()  # noqa: SIM905
)
"""Adjectives after which a people is a noun: "un jeune malien"."""
_CLUB = re.compile(rf"\b(?:Athlétic|Aviron|Cercle|Olympique|Racing|Section|Sporting|Stade|Union){_S}$")
_DISH = re.compile(rf"\b(?:bouillabaisse|choucroute|potée|quiche|salade|sauce)s?{_S}$", re.IGNORECASE)
_IN_THE_WAY_OF = re.compile(rf"\bà{_S}la{_S}$")
_REFLEXIVE = re.compile(rf"\b[sS]e{_S}$")  # "L'affaire se corse"
_IS = re.compile(
    rf"\b(?:suis|es|est|sommes|êtes|sont|était|étaient|sera|seront|serait|fut|être|été|né|née|nés|nées|reste|restent)"
    rf"{_S}(?:[^\W\d_]+ment{_S}|aussi{_S}|plutôt{_S}|pas{_S}|tous{_S}|toutes{_S})?$"
)
_DETERMINED = re.compile(
    rf"(?:\b(?:un|une|le|la|les|des|du|aux?|ce|cet|cette|ces|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|"
    rf"quelques|autres?|jeunes?){_S}|\b[lLdD]['’]|\d{_S})$",
    re.IGNORECASE,
)
_OF_ONE = re.compile(rf"(?:\b(?:une?|la|le|du|au|cet?|cette|autre|jeune){_S}|['’])$", re.IGNORECASE)
_COUNTRIES = frozenset({"Argentine", "Corse", "Philippines", "Malouines", "Lorraine", "Aquitaine"})
"""Names of countries and regions that are spelt as women are."""
_SAME = ("ese", "Kyrgyz", "Burkinabe", "Malagasy", "Rohingya")
"""Ends of English adjectives that are nouns, of one and of many, only with a word behind them."""


@lru_cache(maxsize=4096)  # asked by who translates a sentence, and again by who checks it
def find_demonyms(text: str) -> tuple[Demonym, ...]:
    """Those of a French text that the table has, in order; left out where it is not certain what they are."""
    return tuple(_found(text))


def in_english_order(source: str, target: str, symbols: Mapping[str, int]) -> str:
    """`target` with adjectives before the noun that they follow in French, where a model left them behind it.

    Args:
        source: French text.
        target: English text with a symbol for each demonym: "The mayor ⟦1⟧", which becomes "The ⟦1⟧ mayor".
        symbols: Where in the source what each symbol stands for begins, in characters.

    Only where "mayor" translates the word before the adjective.
    """
    starts = {start: symbol for symbol, start in symbols.items()}
    adjectives = {
        symbol: each for each in find_demonyms(source) if each.precedes and (symbol := starts.get(each.start))
    }
    any_of = "|".join(re.escape(symbol) for symbol in adjectives)
    for symbol, each in adjectives.items():
        group = _GROUP.match(source[max(0, each.start - _NEAR) : each.start])
        words = group[1].split() if group else ()
        if not words or words[-1].lower() in _BEFORE_A_NOUN or words[-1][0].isupper():
            continue
        chain = rf"(?P<chain>{re.escape(symbol)}(?:(?:, (?:and |or )?| and | or )(?:{any_of}))*)"
        nouns = (
            rf"(?P<title>(?:(?<=[Tt]he )(?:[A-Z][^\W\d_]+ )+)?)(?P<noun>[^\W\d_]+(?: [^\W\d_]+){{{len(words) - 1}}})"
        )
        match = re.search(rf"(?<![\w’'-])(?P<article>(?:The |An? )?){nouns} {chain}(?![\w-])", target)
        if match is None or (place := _place(words, match["noun"].split())) is None:
            continue
        named, noun = match["title"].split(), match["noun"].split()
        if place == 0:
            if not match["article"] and not target[: match.start()].strip(" «»“”\"'"):
                noun[0] = noun[0][0].lower() + noun[0][1:]
            parts = [match["chain"], *named, *noun]
        else:
            parts = [*named, *noun[:place], match["chain"], *noun[place:]]
        target = f"{target[: match.start()]}{match['article']}{' '.join(parts)}{target[match.end() :]}"
    return target


def _place(french: Sequence[str], english: Sequence[str]) -> int | None:
    """Before which of the English words the adjective belongs that stands behind these French ones; None: it stays.

    "deuxième ville" and "second city": before the noun; "tribunal correctionnel" and "Correctional Court": before both.
    A word may be the same in both languages ("la tech californienne").
    """
    stems = [english_stem(word) for word in english]
    entries = [translations(french_stem(word)) for word in french]
    english_of = [
        {english_stem(word), *(entry.english if entry else ())} for word, entry in zip(french, entries, strict=True)
    ]
    if not all(not known.isdisjoint(stems) for known in english_of):
        return None
    is_title = english[-1][0].isupper()  # "Prime Minister"
    return len(english) - 1 if stems[-1] in english_of[-1] and not is_title else 0


def _found(text: str) -> Iterator[Demonym]:
    forms = _forms()
    for match in _WORD.finditer(text):
        word = match[1]
        form = forms.get(word.lower())
        if form is None:
            continue
        before = text[max(0, match.start(1) - _NEAR) : match.start(1)]
        if word.islower():
            yield from _adjective(form, word, before, match.span(1))
        elif word.istitle() and word not in _COUNTRIES and _DETERMINED.search(before):
            is_plural = form.is_plural or (word.endswith("s") and not _OF_ONE.search(before))
            yield Demonym(*match.span(1), word if form.is_place else _people(form, is_plural=is_plural))


def _adjective(form: _Form, word: str, before: str, span: tuple[int, int]) -> Iterator[Demonym]:
    start, end = span
    if _REFLEXIVE.search(before):
        return
    if club := _CLUB.search(before):  # "Stade rennais"
        yield Demonym(start - len(club[0]), end, f"{club[0].strip()} {word.capitalize()}")
    elif manner := _IN_THE_WAY_OF.search(before):  # English says it in French, too
        yield Demonym(start - len(manner[0]), end, f"à la {word}")
    elif form.is_place and (dish := _DISH.search(before)):
        yield Demonym(start - len(dish[0]), end, f"{dish[0]}{word}")
    elif form.is_place and _IS.search(before):
        yield Demonym(start, end, form.other or f"from {form.english}")
    else:
        yield Demonym(start, end, form.english, precedes=True)


def _people(form: _Form, *, is_plural: bool) -> str:
    """The noun: "Peruvians", "a Peruvian woman", "a Vietnamese national"."""
    if form.is_feminine:
        return f"{form.english} {'women' if is_plural else 'woman'}"
    noun = form.other or form.english
    if noun.endswith(_SAME):
        return noun if is_plural else f"{noun} national"
    return f"{noun}s" if is_plural else noun


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, _Form]:
    text = importlib.resources.files(__package__).joinpath("demonyms.txt").read_text(encoding="utf-8")
    found: dict[str, _Form] = {}
    is_place = False
    for line in text.splitlines():
        if line.startswith("["):
            is_place = line == "[places]"
        elif line and not line.startswith("#"):
            french, english, *other = (part.strip() for part in line.split("|"))
            masculine, *given = french.split()
            feminine = given[0] if given else _feminine(masculine)
            for word, is_feminine, is_plural in (
                (_plural(feminine), True, True),
                (_plural(masculine), False, True),
                (feminine, True, False),
                (masculine, False, False),
            ):  # what is the same for both is the masculine, and of one
                found[word] = _Form(english, other[0] if other else "", is_place, is_feminine, is_plural)
    return found


def _feminine(masculine: str) -> str:
    if masculine.endswith(("e", "è")):
        return masculine
    return f"{masculine}ne" if masculine.endswith(("en", "ïen", "on")) else f"{masculine}e"


def _plural(word: str) -> str:
    if word.endswith(("s", "x")):
        return word
    return f"{word}x" if word.endswith("eau") else f"{word}s"
