"""The brief, chosen on the French side: which sentences stand for the article.

The choice is extractive, so the brief never says what the source does not. Each sentence gets a score (where it stands,
how central it is in a TF-IDF graph of the article, what it shares with the title, how it opens), and a set is picked
greedily, in which redundancy costs (maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998). The centrality
is the degree of LexRank (Erkan and Radev, JAIR 2004), summed over all sentences at once, so its cost is linear.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate_summarize.errors import OptionsError
from translate_summarize.french import STOPWORDS
from translate_summarize.furniture import is_correction, is_furniture, reports_an_error
from translate_summarize.mentions import figures, names
from translate_summarize.types import Segment, Selection

SENTENCES = 3
"""Length of a brief for which no length was asked."""

REDUNDANCY = 1.0
"""What one unit of likeness (cosine) to a sentence already chosen takes off a score."""

SAME = 0.6
"""Likeness from which two sentences say the same thing, so that the second comes only after all others."""

ANAPHORA = 0.7
"""What a score loses where the sentence opens by pointing at one that is not chosen."""

_WORD = re.compile(r"[^\W_]+")
# Openings whose meaning lies in the sentence before: "Il a tenu parole.", "Cette initiative…", "Mais…", "« Il a dit".
_ANAPHORA = re.compile(
    r"""[\s«"“—–-]*(?:
        ils?|elles?|ce|c|cela|ça|cette|cet|ces|celui|celle|ceux|celles|ceci|son|sa|ses|leurs?|lui|eux|y|en\ effet|
        ce\ dernier|cette\ derni[èe]re|l['’]un|l['’]autre|les\ deux|tous\ deux|
        mais|or|et|donc|ainsi|pourtant|cependant|toutefois|alors|puis|ensuite|enfin|car|d['’]ailleurs|par\ ailleurs|
        de\ plus|en\ revanche|au\ contraire|du\ coup|de\ son\ c[ôo]t[ée]|pour\ sa\ part|une\ premi[èe]re
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "Il y a", "Il faut", "Il pleut": a pronoun that stands for nobody.
_IMPERSONAL = re.compile(
    r"[\s«\"“—–-]*(?:il\s+(?:y\s+a|faut|faudra|s['’]agit|est\s+(?:possible|probable|temps|interdit))|c['’]est\s+\w+\s+que)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:je|j|me|moi|mon|ma|mes|tu|vous|votre|vos)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sentence:
    segment: Segment
    words: int
    terms: frozenset[str]
    anaphoric: bool


def choose(segments: Sequence[Segment], *, sentences: int | None = None, words: int | None = None) -> Selection:
    """Return the segments of the brief in document order, with the title and what the article mentions most.

    `sentences` is the most segments to choose (three, if neither limit is given); `words` the most words that they may
    have together, counted in the source as white space parts them, except that one sentence is always chosen. Bylines,
    datelines, credits, links and the like (see `furniture`) are chosen only where nothing else is there; so are
    headings and code. The title is the first segment, if that is a heading.

    Raises OptionsError for a limit below 1.
    """
    for name, limit in (("sentences", sentences), ("words", words)):
        if limit is not None and limit < 1:
            raise OptionsError(f"A brief cannot have {limit} {name}; ask for at least 1.")
    if sentences is None and words is None:
        sentences = SENTENCES
    title = segments[0] if segments and segments[0].kind == "heading" else None
    candidates = [_sentence(segment) for segment in _candidates(segments, title=title)]
    vectors = _vectors(candidates)
    scores = _scores(candidates, vectors, title=title)
    chosen = _pick(candidates, scores, vectors, sentences=sentences, words=words)
    return Selection(
        segments=tuple(candidates[place].segment for place in chosen),
        title=title,
        names=names(segments),
        figures=figures(segments),
    )


def _candidates(segments: Sequence[Segment], *, title: Segment | None) -> list[Segment]:
    """Return the segments that may enter the brief: the best kind of which there are any."""
    plain = [segment for segment in segments if segment.kind != "code" and _WORD.search(segment.text)]
    clean = [segment for segment in plain if not is_furniture(segment.text)]
    prose = [segment for segment in clean if segment.kind != "heading"]
    headings = [segment for segment in clean if segment is not title]
    sound = _without_errors(prose)
    return next((kind for kind in (sound, prose, headings, clean, plain) if kind), list(segments))


def _without_errors(segments: Sequence[Segment]) -> list[Segment]:
    """Leave out what a correction takes back: the sentence that reports the error, and those that repeat it.

    "Contrairement à ce que nous écrivions, le maire n'a pas démissionné" bars "Le maire a démissionné", never itself.
    """
    corrections = [segment for segment in segments if is_correction(segment.text)]
    taken_back = [_claims(segment.text.split(",", maxsplit=1)[-1]) for segment in corrections]
    return [
        segment
        for segment in segments
        if segment in corrections
        or not (reports_an_error(segment.text) or any(_repeats(segment, claims) for claims in taken_back))
    ]


def _repeats(segment: Segment, claims: frozenset[str]) -> bool:
    own = _claims(segment.text)
    shared = len(own & claims)
    return shared > 1 and 2 * shared >= min(len(own), len(claims))


def _claims(text: str) -> frozenset[str]:
    """Return the stems of a sentence without its names, which an article repeats whatever it says of them."""
    return _terms(" ".join(word for word in _WORD.findall(text) if word.islower()))


def _sentence(segment: Segment) -> _Sentence:
    return _Sentence(
        segment=segment,
        words=sum(1 for word in segment.text.split() if _WORD.search(word)),
        terms=_terms(segment.text),
        anaphoric=bool(_ANAPHORA.match(segment.text)) and not _IMPERSONAL.match(segment.text),
    )


def _terms(text: str) -> frozenset[str]:
    """Return the words that carry meaning, cut to seven letters: a rough stem that joins most French inflections."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in STOPWORDS)


def _stem(word: str) -> str:
    return word[:7].rstrip("sx") if not word.isdigit() else word


def _scores(
    sentences: Sequence[_Sentence], vectors: Sequence[Mapping[str, float]], *, title: Segment | None
) -> list[float]:
    """Return one score a sentence, higher for what stands better for the article; about 0 to 3."""
    total: dict[str, float] = {}
    for vector in vectors:
        for term, weight in vector.items():
            total[term] = total.get(term, 0) + weight
    degrees = [_dot(vector, total) - 1 for vector in vectors]
    most = max(degrees, default=0) or 1
    heading = _terms(title.text) if title else frozenset()
    return [
        1 / math.sqrt(1 + place)
        + degrees[place] / most
        + (0.5 * len(sentence.terms & heading) / len(heading) if heading else 0)
        - _weakness(sentence)
        for place, sentence in enumerate(sentences)
    ]


def _weakness(sentence: _Sentence) -> float:
    text = sentence.segment.text.rstrip('»”"’) \u00a0\u202f')
    return (
        0.6 * (sentence.words < 8)
        + 0.2 * (sentence.words > 45)
        + 0.6 * text.endswith(("?", ":"))
        + 0.2 * (not text.endswith((".", "!", "…")))
        + 0.2 * bool(_FIRST_PERSON.search(text))
    )


def _vectors(sentences: Sequence[_Sentence]) -> list[dict[str, float]]:
    """Return the sentences as TF-IDF vectors of length 1, the sentences themselves being the documents."""
    frequency = Counter(term for sentence in sentences for term in sentence.terms)
    vectors = []
    for sentence in sentences:
        weights = {term: math.log(1 + len(sentences) / frequency[term]) for term in sentence.terms}
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
        vectors.append({term: weight / norm for term, weight in weights.items()})
    return vectors


def _dot(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    return sum(weight * right[term] for term, weight in left.items() if term in right)


def _pick(
    candidates: Sequence[_Sentence],
    scores: Sequence[float],
    vectors: Sequence[Mapping[str, float]],
    *,
    sentences: int | None,
    words: int | None,
) -> list[int]:
    """Return the places of the chosen sentences, in order: the best first, each less what it repeats, within limits."""
    room = math.inf if words is None else words
    likeness = [0.0] * len(candidates)
    chosen: list[int] = []
    while len(chosen) < (len(candidates) if sentences is None else sentences):
        fitting = [place for place in range(len(candidates)) if place not in chosen and candidates[place].words <= room]
        if not fitting:
            break
        best = max(
            fitting,
            key=lambda place: (
                scores[place]
                - REDUNDANCY * likeness[place]
                - 10 * (likeness[place] > SAME)
                - ANAPHORA * (candidates[place].anaphoric and not _follows(place, candidates, chosen))
            ),
        )
        chosen.append(best)
        room -= candidates[best].words
        likeness = [max(old, _dot(vector, vectors[best])) for old, vector in zip(likeness, vectors, strict=True)]
    if not chosen and candidates:
        chosen.append(min(range(len(candidates)), key=lambda place: (candidates[place].words, -scores[place])))
    return sorted(chosen)


def _follows(place: int, candidates: Sequence[_Sentence], chosen: Sequence[int]) -> bool:
    """Return whether the sentence just before is chosen, so that a pronoun has its antecedent."""
    return place - 1 in chosen and candidates[place - 1].segment.index == candidates[place].segment.index - 1
