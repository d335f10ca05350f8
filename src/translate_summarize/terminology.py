"""A glossary proposed for a folder: its recurring names and terms, with their translations, for a person to edit.

Names come from `mentions`. Terms are phrases of two to four words that stand after an article or preposition, begin
and end with a full word and are joined by nothing but `de`, `à` and the like ("garde à vue", "taux d'intérêt"): the
patterns that Daille (1994) found French terms to have. A phrase that only occurs inside a longer one is left out, as
in the C-value of Frantzi et al. (2000).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translate_summarize.french import STOPWORDS
from translate_summarize.glossary import Term
from translate_summarize.mentions import names
from translate_summarize.translation import translate
from translate_summarize.types import Engine, Memory, Segment

LEAST = 2
"""Occurrences over the folder below which nothing recurs."""
MOST = 200
_LONGEST = 4
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?|\d+|[^\w\s]")
_OPENERS = frozenset(
    """le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs notre nos votre vos en par pour sur
    sous avec sans dans contre entre chaque plusieurs quelques deux trois quatre toute toutes tout tous""".split()  # noqa: SIM905
)
_LINKS = frozenset("de du des d à au aux en".split())  # noqa: SIM905
_VAGUE = frozenset(
    """fois année années an ans mois semaine semaines jour jours heure heures matin soir moment temps lieu part partie
    nombre millions milliers milliard milliards million centaines dizaine dizaines personne personnes cas point cours
    ensemble plupart reste sorte type grand grande grands grandes petit petite petits petites bon bonne premier première
    premiers premières second seconde janvier février mars avril mai juin juillet août septembre octobre novembre
    décembre lundi mardi mercredi jeudi vendredi samedi dimanche propre propres simple véritable important importante
    face cause base titre effet raison suite fin début milieu côté""".split()  # noqa: SIM905
)
_CAPITALISED = frozenset(
    """American British English French German Italian Spanish European Russian Chinese Japanese Israeli Iranian Syrian
    Turkish African Belgian Swiss Canadian Australian Indian Greek Dutch Polish Ukrainian Algerian Moroccan Tunisian
    Egyptian Iraqi Brazilian Mexican Portuguese Swedish Norwegian Danish Korean Libyan Lebanese Parisian Catholic
    Christian Muslim Jewish Olympic Internet""".split()  # noqa: SIM905
)
"""English words that keep their capital inside a sentence."""
_VERBAL = re.compile(r"(?:ait|aient|era|eront|ant|ées?|ements?[^\w]|er|ir)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name or term that recurs in a folder."""

    text: str
    kind: str
    """`name` or `term`."""
    count: int
    """Occurrences, inflected ones too."""
    articles: int
    """Articles that have it."""


def candidates(articles: Sequence[Sequence[Segment]], *, least: int = LEAST, most: int = MOST) -> tuple[Candidate, ...]:
    """What recurs in these articles (the segments of each), by the number of articles, then of occurrences.

    Args:
        articles: The segments of each article.
        least: Occurrences over all articles, at least.
        most: Candidates, at most.
    """
    found = [*_names(articles, least), *_terms(articles, least)]
    return tuple(sorted(found, key=lambda c: (-c.articles, -c.count, c.text))[:most])


def proposed(found: Iterable[Candidate], engine: Engine, *, memory: Memory | None = None) -> tuple[Term, ...]:
    """The candidates as terms with what the engine makes of each alone; one that it fails on keeps its French.

    Raises:
        TranslationError: The engine failed.
    """
    wanted = list(found)
    segments = [Segment(c.text, i, i, 0, len(c.text)) for i, c in enumerate(wanted)]
    terms = []
    for candidate, translation in zip(wanted, translate(segments, engine, memory=memory), strict=True):
        wrong = any(mark.severity == "error" for mark in translation.marks)
        target = candidate.text if wrong else _bare(translation.target, candidate.text)
        times = f"{candidate.count} times in {candidate.articles} article{'' if candidate.articles == 1 else 's'}"
        terms.append(Term(candidate.text, target, f"{candidate.kind}, {times}"))
    return tuple(terms)


def as_tsv(terms: Iterable[Term]) -> str:
    """The terms as a table that `load_glossary` reads again."""
    rows = [("source", "target", "note"), *((t.source, t.target, t.note) for t in terms)]
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)


def _bare(target: str, source: str) -> str:
    """Without an article in front or a stop behind, in small letters where the French is."""
    bare = re.sub(r"^(?:the|an?) (?=\w)", "", target.strip(), flags=re.IGNORECASE)
    if not source.endswith("."):
        bare = bare.rstrip(".")
    if source[:1].islower() and bare[1:2].islower() and bare.partition(" ")[0] not in _CAPITALISED:
        bare = bare[:1].lower() + bare[1:]
    return bare or source


def _names(articles: Sequence[Sequence[Segment]], least: int) -> Iterator[Candidate]:
    pooled = [segment for article in articles for segment in article]
    texts = ["\n".join(segment.text for segment in article) for article in articles]
    for mention in names(pooled, most=len(pooled)):
        if mention.count >= least:
            pattern = re.compile(rf"(?<![\w-]){re.escape(mention.text)}(?![\w-])")
            counts = [len(pattern.findall(text)) for text in texts]
            # a surname alone counts for the full name, so there may be more than the pattern finds
            yield Candidate(
                mention.text, "name", max(mention.count, sum(counts)), max(1, len(counts) - counts.count(0))
            )


def _terms(articles: Sequence[Sequence[Segment]], least: int) -> list[Candidate]:
    counts: Counter[tuple[str, ...]] = Counter()
    where: Counter[tuple[str, ...]] = Counter()
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for article in articles:
        here = set()
        for segment in article:
            for key, text in _phrases(segment):
                counts[key] += 1
                here.add(key)
                forms.setdefault(key, Counter())[text] += 1
        where.update(here)
    kept = {key: count for key, count in counts.items() if count >= least}
    inside: Counter[tuple[str, ...]] = Counter()
    for key, count in kept.items():
        for size in range(2, len(key)):
            for start in range(len(key) - size + 1):
                part = key[start : start + size]
                inside[part] = max(inside[part], count)
    return [
        Candidate(_usual(forms[key]), "term", count, where[key]) for key, count in kept.items() if count > inside[key]
    ]


def _usual(forms: Counter[str]) -> str:
    """The form to list: the shortest, which is the singular where it occurs, then the most frequent."""
    return min(forms, key=lambda text: (len(text), -forms[text], text))


def _phrases(segment: Segment) -> Iterator[tuple[tuple[str, ...], str]]:
    if segment.kind == "code":
        return
    text = segment.text
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [token.rstrip("'’").lower() for token, _, _ in tokens]
    for start in range(1, len(tokens)):
        if words[start - 1] not in _OPENERS or not _is_full(tokens[start][0]):
            continue
        for end in range(start + 1, min(start + _LONGEST + 1, len(tokens) + 1)):
            word = tokens[end - 1][0]
            if not (word.rstrip("'’").islower() and word[0].isalpha()):
                break
            if end - start < 2 or not _is_full(word):
                if end - start > 1 and words[end - 1] not in _LINKS:
                    break
                continue
            key = tuple(_singular(w) for w in words[start:end] if w not in _LINKS)
            if len(key) > 1 and not _VERBAL.search(words[end - 1]):
                yield key, text[tokens[start][1] : tokens[end - 1][2]]


def _is_full(token: str) -> bool:
    return len(token) > 2 and token.islower() and token.isalpha() and token not in STOPWORDS and token not in _VAGUE


def _singular(word: str) -> str:
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
