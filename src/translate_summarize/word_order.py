"""Where English puts an adjective: before the noun that it follows in French."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from translate_summarize.demonyms import find_demonyms
from translate_summarize.hours import SPACE
from translate_summarize.lexicon import english_stem, french_stem, translations

_S = SPACE
_NEAR = 60
"""Characters before an adjective in which its noun is sought."""
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
