"""What can be seen of a sentence that tells whether it stands for its article: the features of the ranking.

They are true of news in any outlet and any year (place, length, how much of the article's own vocabulary a sentence
holds, what it shares with the title, names, figures, quotation, tense, function words), and none is a list of words
that were news once. An article is described once; what depends on the sentences already chosen is asked for anew at
each choice.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translate_summarize.dates import FRENCH_MONTHS
from translate_summarize.french import STOPWORDS

LONGEST = 40
"""Sentences; a longer article is described as if it had this many, for the ranking was taught on few that are longer."""

Vector = Mapping[str, float]
Values = tuple[float, ...]

STEADY = (
    *("place", "depth", "sentences", "words_before", "words", "relative_words", "density", "word_length", "commas"),
    *("function_share", "distinct_share", "centrality", "frequency", "repeated", "first_here", "recurring"),
    *("title_precision", "title_rank", "title_before", "title_pairs", "title_length", "previous_title"),
    *("capital_share", "numbers", "days", "dates", "past", "reported", "first_person", "quoted", "split_quote"),
    *("anaphoric", "connective", "colons", "like_first", "like_previous", "previous_words"),
)
"""Names of the features that do not depend on what is chosen, in the order of `Article.steady`."""

MOVING = ("mass", "terms", "title_terms", "title_share", "likeness", "follows")
"""Names of the features that do, in the order of `moving`."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTED = re.compile(r'"[^"]*"|«[^»]*»|“[^”]*”')
_DAYS = frozenset({"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"})
_MONTHS = frozenset(FRENCH_MONTHS)
_SELF = frozenset("je j me moi mon ma mes tu vous votre vos nous notre nos".split())  # noqa: SIM905  # reads as a list
_SIGNS = _DAYS | _MONTHS | _SELF | {"selon"}
_AUXILIARIES = frozenset({"a", "ont", "est", "sont", "été"})
_PARTICIPLES = ("é", "ée", "és", "ées", "i", "u", "is", "it")
_CONDITIONALS = ("rait", "raient")
_NO_VERBS = frozenset({"trait", "portrait", "extrait", "retrait", "attrait", "distrait"})
_OPENERS = frozenset('«"“([—–-.!?…:')

# Openings that lean on what was said before, without hiding who is meant.
_CONNECTIVES = (
    "mais|or|et|donc|ainsi|pourtant|cependant|toutefois|alors|puis|ensuite|enfin|car|d['’]ailleurs|par ailleurs|"
    "en effet|de plus|en revanche|au contraire|du coup|de son c[ôo]t[ée]|pour sa part"
)
_CONNECTIVE = re.compile(rf"[\s«\"“—–-]*(?:{_CONNECTIVES})\b", re.IGNORECASE)
# Openings whose meaning lies in the sentence before: "Il a tenu parole.", "Cette initiative…", "Mais elle a refusé".
_ANAPHORA = re.compile(
    rf"""[\s«"“—–-]*(?:(?:{_CONNECTIVES})\b,?\s*)?(?:ils?|elles?|ce|c|cela|ça|cette|cet|ces|celui|celle|ceux|celles|ceci|"""
    r"son|sa|ses|leurs?|lui|eux|y|l['’]une?|l['’]autre|les deux|tous deux|une premi[èe]re|\w+ d['’]entre (?:eux|elles)|"
    r"(?:selon|pour|d['’]apr[èe]s|avec|chez|parmi) (?:lui|elles?|eux))\b",
    re.IGNORECASE,
)
# The same behind a phrase that names nobody: "À partir de samedi, il se tiendra…", "Agé de 39 ans, elle…"; with a verb of
# its own in front, or a name, the pronoun may be at home: "Quand le préfet arrive, il…", "Pour Emmanuel Macron, il…".
_DELAYED = re.compile(
    r"""[\s«"“—–-]*(?!(?:quand|lorsqu|si|s['’]ils?|comme|alors qu|tandis qu|pour|selon|d['’]apr[èe]s)\b)"""
    r"[^,:;«»()]{3,45},\s(?:ils?|elles?)\s(?!y\s+a|faut|faudra|s['’]agit|est\s+(?:possible|temps))",
    re.IGNORECASE,
)
# A speaker who is a pronoun: "« Nous partons », a-t-elle dit."
_NAMELESS = re.compile(r"[»”\",][\s\u00a0\u202f]*(?:\w+-t-|\w+-)(?:ils?|elles?)\b")
# Openings that point at nothing: "Il y a", "Il faut", "C'est lundi que", "Ce mardi", "Cette semaine".
_IMPERSONAL = re.compile(
    r"""[\s«"“—–-]*(?:
        il\s+(?:y\s+a|faut|faudra|s['’]agit|est\s+(?:possible|probable|temps|interdit))\b|c['’]est\s+\w+\s+que\b|
        ce\s+(?:\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|midi|soir|week-end|mois|printemps)|
        cet(?:te)?\s+(?:semaine|nuit|ann[ée]e|fois|été|hiver|automne|apr[èe]s-midi)\b|
        ces\s+derni[èe]re?s\s+(?:jours|heures|semaines|mois|ann[ée]es)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the ranking sees it; all sequences are by sentence, in document order."""

    tokens: tuple[tuple[str, ...], ...]
    """Words and marks, in small letters."""
    words: tuple[int, ...]
    terms: tuple[frozenset[str], ...]
    vectors: tuple[Vector, ...]
    counts: Mapping[str, int]
    """How often each term occurs."""
    total: float
    """Occurrences of all terms, scaled down for an article longer than LONGEST."""
    title: frozenset[str]
    steady: tuple[Values, ...] = ()


def terms(text: str) -> list[str]:
    """Return the words that carry meaning, cut to seven letters: a rough stem that joins most French inflections."""
    return _terms(_TOKEN.findall(text.lower()))


def word_count(text: str) -> int:
    """Return the words of a text as white space parts them, without those that are marks alone."""
    return sum([word.isalnum() or any(map(str.isalnum, word)) for word in text.split()])


def is_anaphoric(text: str) -> bool:
    """Return whether a sentence opens by pointing at the one before it, or has a pronoun for its speaker."""
    return (bool(_ANAPHORA.match(text)) and not _IMPERSONAL.match(text)) or bool(_NAMELESS.search(text))


def is_delayed(text: str) -> bool:
    """Return whether a short phrase that names nobody stands before the pronoun that a sentence opens with."""
    return bool(_DELAYED.match(text))


def dot(left: Vector, right: Vector) -> float:
    """Return the inner product of two sparse vectors: of TF-IDF vectors of length 1, their cosine."""
    if len(left) > len(right):
        left, right = right, left
    return sum([weight * right[term] for term, weight in left.items() if term in right])


def describe(texts: Sequence[str], *, title: str | None) -> Article:
    """Return what is to be seen of an article's sentences; the cost grows with its words, not with their square."""
    raw = [_TOKEN.findall(text) for text in texts]
    tokens = [tuple([token.lower() for token in found]) for found in raw]
    occurring = [_terms(found) for found in tokens]
    sets = [frozenset(found) for found in occurring]
    spread = Counter(term for found in sets for term in found)
    counts = Counter(term for found in occurring for term in found)
    article = Article(
        tokens=tuple(tokens),
        words=tuple(word_count(text) for text in texts),
        terms=tuple(sets),
        vectors=tuple(_vectors(sets, spread)),
        counts=counts,
        total=counts.total() * min(1.0, LONGEST / max(1, len(texts))) or 1,
        title=frozenset(terms(title)) if title else frozenset(),
    )
    looks = [(text, found, len(known)) for text, found, known in zip(texts, raw, occurring, strict=True)]
    title_pairs = _pairs(_TOKEN.findall((title or "").lower()))
    return replace(article, steady=tuple(_steady(article, looks, spread, title_pairs)))


def moving(article: Article, place: int, *, covered: Collection[str], likeness: float, follows: bool) -> Values:
    """Return what a sentence would add to those chosen.

    `covered` are the terms of the chosen, `likeness` is the greatest cosine to one of them, and `follows` tells whether
    the sentence just before is chosen.
    """
    fresh = article.terms[place].difference(covered)
    titled = len(fresh & article.title)
    return (
        sum([article.counts[term] for term in fresh]) / article.total,
        len(fresh),
        titled,
        titled / len(article.title) if article.title else -1,
        likeness,
        follows,
    )


def _terms(tokens: Iterable[str]) -> list[str]:
    return [
        token if token.isdigit() else token[:7].rstrip("sx")
        for token in tokens
        if len(token) > 1 and token not in STOPWORDS
    ]


def _pairs(tokens: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(tokens))


def _vectors(sets: Sequence[Collection[str]], spread: Mapping[str, int]) -> Iterable[Vector]:
    rarity = {term: math.log(1 + len(sets) / count) for term, count in spread.items()}
    for found in sets:
        norm = math.sqrt(sum([rarity[term] ** 2 for term in found])) or 1
        yield {term: rarity[term] / norm for term in found}


def _steady(
    article: Article,
    looks: Sequence[tuple[str, list[str], int]],
    spread: Mapping[str, int],
    title_pairs: frozenset[tuple[str, str]],
) -> Iterable[Values]:
    """Yield the features of each sentence; `looks` are its text, its tokens as written and how many are terms."""
    size = len(looks)
    scale = min(1.0, LONGEST / size) if size else 1.0
    mean_words = sum(article.words) / max(1, size) or 1
    degrees = _degrees(article.vectors)
    shares = [len(found & article.title) / len(article.title) if article.title else -1 for found in article.terms]
    by_share = sorted(range(size), key=lambda place: -shares[place])
    title_ranks = {place: rank for rank, place in enumerate(by_share)}
    seen: set[str] = set()
    words_before, title_before = 0, 0.0
    for place, (text, written, known) in enumerate(looks):
        tokens, found, words, vector = (
            article.tokens[place],
            article.terms[place],
            max(1, article.words[place]),
            article.vectors[place],
        )
        count = len(found) or 1
        first = found - seen
        yield (
            min(place, LONGEST),
            place / size,
            min(size, LONGEST),
            words_before * scale,
            words,
            words / mean_words,
            len(found) / words,
            len(text) / words,
            tokens.count(","),
            1 - known / max(1, len(tokens)),
            len(set(tokens)) / max(1, len(tokens)),
            degrees[place] / size,
            sum([article.counts[term] for term in found]) / count,
            sum([spread[term] > 1 for term in found]) / count,
            len(first) / count,
            sum([spread[term] - 1 for term in first]) * scale,
            len(found & article.title) / count if article.title else -1,
            min(title_ranks[place], LONGEST) if article.title else -1,
            title_before,
            len(title_pairs & _pairs(tokens)) if title_pairs else 0,
            len(article.title),
            shares[place - 1] if place else -1,
            *_signs(written, tokens, words),
            sum(map(len, _QUOTED.findall(text))) / max(1, len(text)),
            text.count('"') % 2 + abs(text.count("«") - text.count("»")),
            is_anaphoric(text),
            bool(_CONNECTIVE.match(text)),
            text.count(":"),
            dot(vector, article.vectors[0]) if place else 0,
            dot(vector, article.vectors[place - 1]) if place else 0,
            article.words[place - 1] if place else -1,
        )
        seen |= found
        words_before += words
        title_before = max(title_before, shares[place])


def _signs(written: Sequence[str], tokens: Sequence[str], words: int) -> Values:
    """Return the share of names, then figures, days, dates, verbs in the past, hearsay and words of the speaker."""
    names = figures = days = dates = past = reported = self = 0
    before = "."
    for token, small in zip(written, tokens, strict=True):
        if small != token and before not in _OPENERS:
            names += 1
        elif token[0].isdigit():
            figures += 1
        if small in _SIGNS:
            days += small in _DAYS
            dates += small in _MONTHS and before[0].isdigit()
            self += small in _SELF
            reported += small == "selon"
        elif before in _AUXILIARIES:
            past += token.endswith(_PARTICIPLES)
        elif token.endswith(_CONDITIONALS):
            reported += token not in _NO_VERBS
        before = token
    return names / words, figures, days, dates, past, reported, self


def _degrees(vectors: Sequence[Vector]) -> list[float]:
    """Return for each sentence the sum of its cosines with all others: the degree centrality of LexRank."""
    total: dict[str, float] = {}
    for vector in vectors:
        for term, weight in vector.items():
            total[term] = total.get(term, 0) + weight
    return [max(0.0, dot(vector, total) - 1) if vector else 0.0 for vector in vectors]
