"""The brief, chosen on the French side: which sentences stand for the article.

The choice is extractive, so the brief never says what the source does not. A sentence's worth is learned (`ranking`),
from what can be seen of it (`salience`); a set is picked greedily, each sentence for what it adds to those before it, as
redundancy costs. A few rules stand above what is learned: what never enters (`furniture`), what a correction takes
back, and sentences that a reader cannot understand by themselves.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from translate_summarize.antecedents import antecedents, opens_with_pronoun
from translate_summarize.compression import shorten, without_links
from translate_summarize.errors import OptionsError
from translate_summarize.furniture import is_correction, is_credit, is_furniture, reports_an_error, without_lead
from translate_summarize.mentions import figures, names
from translate_summarize.organisations import organisations
from translate_summarize.ranking import load, moving_worth, steady_worth
from translate_summarize.salience import describe, dot, is_anaphoric, is_delayed, moving, terms, word_count
from translate_summarize.types import Segment, Selection
from translate_summarize.verbs import has_verb

SENTENCES = 3
"""Length of a brief for which no length was asked."""

WORD_COST = 0.0012
"""What each word of the first sentence takes off its worth: of two that say as much, the shorter is the better."""

ORPHAN = 0.06
"""What a sentence loses that leans on one before it which is not chosen, in the units of the ranking."""

BARRED = 1.0
"""The same for one that opens with a pronoun of which it is not certain whom it means: more than any worth."""

CUT_COST, CUT_WORD_COST = 0.0, 0.002
"""What a cut takes off the worth of a sentence, and each word of it."""

CUTTABLE = 15
"""Sentences, the best by themselves, that may be cut to fit."""

LONGEST_CUT = 2.5
"""Times the words that have room, beyond which no sentence is cut to fit."""

STARTS = 3
"""Sentences, best first, of which each is tried as the first of the brief."""

SAME = 0.6
"""Cosine from which two sentences say the same thing, so that the second comes only after all others."""

QUESTION = 4
"""Sentences of a block from which it is no question of an interviewer's, though it ends in a question mark."""

FRAGMENT = 60
"""Characters below which a sentence without a verb is a label or half a list ("500 tonnes de moules.")."""

POOL = 40
"""Sentences that are weighed against those chosen: the best by themselves. It bounds the cost of a long article."""

_WORD = re.compile(r"[^\W_]+")


def choose(
    segments: Sequence[Segment], *, sentences: int | None = None, words: int | None = None, tight: bool = False
) -> Selection:
    """Return the segments of the brief in document order, with the title and what the article mentions most.

    `sentences` is the most segments to choose (three, if neither limit is given); `words` the most words that they may
    have together, counted in the source as white space parts them, except that one sentence is always chosen. A limit
    in words is not filled up: once half of it is used, a sentence must add more than it costs to read. Bylines,
    datelines, credits, links and the like (see `furniture`) are chosen only where nothing else is there; so are
    headings and code. The title is the first segment, if that is a heading. With `tight`, sentences lose their
    asides, or within a limit in words what must go for them to have room (see `compression`).

    Raises OptionsError for a limit below 1.
    """
    for name, limit in (("sentences", sentences), ("words", words)):
        if limit is not None and limit < 1:
            raise OptionsError(f"A brief cannot have {limit} {name}; ask for at least 1.")
    if sentences is None and words is None:
        sentences = SENTENCES
    title = segments[0] if segments and segments[0].kind == "heading" else None
    found = candidates(segments, title=title)
    meant = {**organisations(segments), **antecedents(segments)}
    cut = (shorten if words is None else without_links) if tight else str
    read = [replace(segment, text=cut(without_lead(segment.text))) for segment in found]
    chosen = _pick(read, title=title, known=meant, sentences=sentences, words=words, tight=tight)
    told = [*([title] if title and title not in found else []), *found]  # a date of update is no figure of the article
    indexes = {found[place].index for place in chosen}
    return Selection(
        segments=tuple(found[place] for place in chosen),
        antecedents=tuple(
            "" if found[place].index - 1 in indexes else meant.get(found[place].index, "") for place in chosen
        ),
        shortened=tuple("" if text == found[place].text else text for place, text in chosen.items()),
        title=title,
        names=names(told),
        figures=figures(told),
    )


def candidates(segments: Sequence[Segment], *, title: Segment | None) -> list[Segment]:
    """Return the segments that may enter the brief: the best kind of which there are any."""
    plain = [segment for segment in segments if segment.kind != "code" and _WORD.search(segment.text)]
    captions = _captions(plain)
    beside = captions | _questions(plain)
    clean = [segment for segment in plain if segment.block not in beside and not is_furniture(segment.text)]
    prose = [segment for segment in clean if segment.kind != "heading"]
    headings = [segment for segment in clean if segment is not title]
    sound = _without_errors(prose)
    return next((kind for kind in (sound, prose, headings, clean, plain) if kind), list(segments))


def _captions(segments: Sequence[Segment]) -> frozenset[int]:
    """Return the blocks of two or three segments whose last says whose the picture is: "Le pont. (Photo J. Roy)"."""
    sizes = Counter(segment.block for segment in segments)
    last = {segment.block: segment for segment in segments}
    return frozenset(block for block, segment in last.items() if 1 < sizes[block] < 4 and is_credit(segment.text))


def _questions(segments: Sequence[Segment]) -> frozenset[int]:
    """Return the blocks of an interview that ask: of a few sentences, the last of them a question, two or more in all."""
    sizes = Counter(segment.block for segment in segments)
    last = {segment.block: segment for segment in segments if segment.kind != "heading"}
    asking = frozenset(
        block for block, segment in last.items() if sizes[block] < QUESTION and segment.text.endswith("?")
    )
    return asking if len(asking) > 1 else frozenset()


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
    return frozenset(terms(" ".join(word for word in _WORD.findall(text) if word.islower())))


def _pick(
    segments: Sequence[Segment],
    *,
    title: Segment | None,
    known: Mapping[int, str],
    sentences: int | None,
    words: int | None,
    tight: bool,
) -> dict[int, str]:
    """Return the texts of the chosen sentences by place, in order: the best first, then what adds most, within limits."""
    if not segments:
        return {}
    article = describe([segment.text for segment in segments], title=title.text if title else None)
    first, following = load()
    places = range(len(segments))
    faults = [_faults(segments[place].text, terms=len(article.terms[place])) for place in places]
    orphans = [_orphan(segment, known) for segment in segments]
    alone = [
        steady_worth(first, article, place)
        + moving_worth(first, moving(article, place, covered=(), likeness=0, follows=False))
        - WORD_COST * article.words[place]
        - faults[place]
        - orphans[place]
        for place in places
    ]
    order = sorted(places, key=alone.__getitem__, reverse=True)
    beside = cache(lambda place: steady_worth(following, article, place) - faults[place])
    most = len(segments) if sentences is None else sentences
    best_alone = frozenset(order[:CUTTABLE])

    @cache
    def fitted(place: int, room: float) -> tuple[str, int] | None:
        """Return what of a sentence has room, and its words; None where it has none."""
        return _fitted(segments[place].text, article.words[place], room, cut=tight and place in best_alone)

    def grown(first: int, text: str, count: int) -> tuple[float, dict[int, str]]:
        """Return the brief that a first sentence leads to, with what it is worth."""
        total = alone[first] - _cut_cost(article.words[first] - count)
        texts = {first: text}
        room = math.inf if words is None else words - count
        covered = set(article.terms[first])
        likeness = [dot(vector, article.vectors[first]) for vector in article.vectors]
        while len(texts) < most:
            fitting = (place for place in order if place not in texts and fitted(place, room))
            best, worth, its = -1, -math.inf, ("", 0)
            for place in islice(fitting, POOL):
                follows = place - 1 in texts and segments[place - 1].index == segments[place].index - 1
                values = moving(article, place, covered=covered, likeness=likeness[place], follows=follows)
                short = fitted(place, room) or its
                added = (
                    beside(place)
                    + moving_worth(following, values)
                    - (0 if follows else orphans[place])
                    - (likeness[place] > SAME)
                    - _cut_cost(article.words[place] - short[1])
                )
                if added > worth:
                    best, worth, its = place, added, short
            if best < 0 or (words is not None and 2 * room <= words and worth < 0):
                break
            texts[best], total = its[0], total + worth
            room -= its[1]
            covered |= article.terms[best]
            likeness = [
                max(known, dot(vector, article.vectors[best]))
                for known, vector in zip(likeness, article.vectors, strict=True)
            ]
        return total, texts

    room = math.inf if words is None else words
    starts = list(islice(((place, *its) for place in order if (its := fitted(place, room))), STARTS))
    if not starts:
        shortest = min(places, key=lambda place: (article.words[place], -alone[place]))
        return {shortest: segments[shortest].text}
    _, texts = max((grown(*start) for start in starts), key=lambda found: found[0])
    return {place: texts[place] for place in sorted(texts)}


def _fitted(text: str, words: int, room: float, *, cut: bool) -> tuple[str, int] | None:
    if words <= room:
        return text, words
    if not cut or words > LONGEST_CUT * room:
        return None
    short = shorten(text, words=int(room))
    count = word_count(short)
    return (short, count) if count <= room else None


def _cut_cost(words: int) -> float:
    return CUT_COST + CUT_WORD_COST * words if words else 0.0


def _orphan(segment: Segment, known: Mapping[int, str]) -> float:
    """Return what a sentence loses that points at one before it; nothing, where it is certain whom it means."""
    text = segment.text
    if segment.index in known:
        return 0.0
    return BARRED if opens_with_pronoun(text) or is_delayed(text) else ORPHAN * is_anaphoric(text)


def _faults(text: str, *, terms: int) -> float:
    """Return what a sentence loses for its form, in the units of the ranking (whose worths differ by about 0.1)."""
    bare = text.rstrip('»”"’) \u00a0\u202f')
    return (
        0.10 * bare.endswith(("?", ":"))
        + 0.05 * (not bare.endswith((".", "!", "…")))
        + 0.05 * (text.count('"') % 2 or text.count("«") != text.count("»"))
        + 0.10 * (terms < 3)
        + 0.05 * (len(bare) < FRAGMENT and not has_verb(text))
    )
