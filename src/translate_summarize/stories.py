"""Which articles tell the same story in almost the same words: min-hashes, compared without looking at every pair.

A sketch stands for the set of an article's shingles (runs of words); the share of places where two sketches agree
estimates the Jaccard similarity of the sets (Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from sys import intern
from typing import TYPE_CHECKING

from translate_summarize.salience import terms

if TYPE_CHECKING:
    from numpy import bool_, uint64
    from numpy.typing import NDArray

SIZE = 64
"""Min-hashes in a sketch; the estimated similarity has a standard error of at most 1/16."""
NEAR = 0.6
"""The least estimated similarity of articles that are one story."""

SUBJECT = 40
"""Stems that stand for what an article tells of."""
RELATED = 0.35
"""The least cosine of the subjects of articles that tell one story in their own words: 28 pairs among 1,500 news articles
of ten years are above it. To judge by titles, most of a sample of them tell of one affair."""

_SHINGLE = 3
_BAND = 3  # agreeing runs that make two articles candidates: 99.4% of pairs of similarity 0.6 have one among 21
_BYTES = 4 * SIZE
_BANDS = range(0, SIZE - _BAND + 1, _BAND)
_BACKGROUND = 50
_SLICE = 2048  # shingles hashed at a time, so that a huge article takes no huge table
_WORD = re.compile(r"\w+")
_ACCENT = re.compile("[\u0300-\u036f]+")


def sketch(text: str) -> bytes:
    """64 min-hashes of a text's runs of three words; case, accents and punctuation do not count.

    Each has four bytes, the lowest first, as a folder's articles are all held to its end. The same text gives the same
    in every process and on every machine. Without a word there is no sketch: it is empty.
    """
    words = _WORD.findall(_ACCENT.sub("", unicodedata.normalize("NFKD", text)).casefold())
    if not words:
        return b""
    import numpy as np

    shingles = _shingles(words)
    seeds = np.frombuffer(blake2b(b"stories", digest_size=8).digest(), dtype="<u8") + np.arange(SIZE, dtype="uint64")
    seeds = _mix(seeds)[:, None]
    least = np.full(SIZE, np.iinfo("uint64").max, dtype="uint64")
    for start in range(0, len(shingles), _SLICE):
        least = np.minimum(least, _mix(shingles[start : start + _SLICE] ^ seeds).min(axis=1))
    return (least >> np.uint64(32)).astype("<u4").tobytes()


def groups(sketches: Sequence[bytes]) -> tuple[tuple[int, ...], ...]:
    """The positions of the sketches, each once, those of one story together; ordered by first member, as are members.

    Every member of a group is nearly the same as the group's first; being like another member is not enough, so that
    a series of small changes does not end in one group of unlike articles. An empty sketch is like nothing.
    """
    import numpy as np

    table = np.zeros((SIZE, len(sketches)), dtype="uint32")  # a column for the first member of each group
    members: list[list[int]] = []
    columns: list[int] = []  # column of the table -> group
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    repeated = _repeated_bands(sketches)
    for position, item in enumerate(sketches):
        if len(item) != _BYTES:
            members.append([position])
            continue
        row = np.frombuffer(item, dtype="<u4")
        bands = [
            (start, item[4 * start : 4 * (start + _BAND)]) for start in _BANDS if repeated[position, start // _BAND]
        ]
        found = [columns_of_band for band in bands if (columns_of_band := buckets.get(band))]
        if found:
            # Forms that share half their text fill the buckets: then every group is looked at, which is quicker.
            crowded = sum(map(len, found)) > len(columns) / 8
            candidates = list(range(len(columns))) if crowded else sorted(set().union(*found))
            against = table[:, : len(columns)] if crowded else table[:, candidates]
            agreeing = (against == row[:, None]).sum(axis=0, dtype="uint8")
            best = int(agreeing.argmax())  # the first of equals: the earlier group
            if agreeing[best] >= NEAR * SIZE:
                members[columns[candidates[best]]].append(position)
                continue
        table[:, len(columns)] = row
        for band in bands:
            buckets[band].append(len(columns))
        columns.append(len(members))
        members.append([position])
    return tuple(map(tuple, members))


def _repeated_bands(sketches: Sequence[bytes]) -> NDArray[bool_]:
    """For each sketch and band, whether another sketch may have the same numbers there: most articles have no like."""
    import numpy as np

    whole = [position for position, item in enumerate(sketches) if len(item) == _BYTES]
    table = np.frombuffer(b"".join(sketches[position] for position in whole), dtype="<u4").reshape(len(whole), SIZE)
    repeated = np.zeros((len(sketches), len(_BANDS)), dtype=bool)
    for band, start in enumerate(_BANDS):
        numbers = np.zeros(len(whole), dtype="uint64")
        for place in range(start, start + _BAND):
            numbers = _mix(numbers ^ table[:, place])
        _, inverse, counts = np.unique(numbers, return_inverse=True, return_counts=True)
        repeated[whole, band] = counts[inverse] > 1
    return repeated


def subject(text: str) -> tuple[str, ...]:
    """The stems of a French text's commonest words that carry meaning, the most frequent first, then by place."""
    # Interned, as the articles of a folder share most of their words and their subjects are kept to the end.
    return tuple(intern(term) for term, _ in Counter(terms(text)).most_common(SUBJECT))


def related(subjects: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], ...]:
    """The positions of the subjects, each once, those of one story together; ordered by first member, as are members.

    A subject joins the group whose first member is likest, by the cosine of their stems weighted by rarity among
    all (with as many articles again that have none of them, so that in a folder of a few every word is not rare).
    """
    spread = Counter(term for found in subjects for term in found)
    rarity = {term: math.log(1 + (len(subjects) + _BACKGROUND) / count) for term, count in spread.items()}
    members: list[list[int]] = []
    holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, found in enumerate(subjects):
        norm = math.sqrt(sum(rarity[term] ** 2 for term in found)) or 1
        likeness: dict[int, float] = defaultdict(float)
        for term in found:
            for group, weight in holding[term]:
                likeness[group] += weight * rarity[term] / norm
        best = max(likeness, key=lambda group: (likeness[group], -group), default=None)
        if best is not None and likeness[best] >= RELATED:
            members[best].append(position)
            continue
        for term in found:
            holding[term].append((len(members), rarity[term] / norm))
        members.append([position])
    return tuple(map(tuple, members))


def _shingles(words: list[str]) -> NDArray[uint64]:
    """One number for each run of words, repeated runs once for each time; a shorter text is one run."""
    import numpy as np

    known: dict[str, bytes] = {}
    for word in words:
        if word not in known:
            known[word] = blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest()
    hashes = np.frombuffer(b"".join(known[word] for word in words), dtype="<u8").astype("uint64")
    size = min(_SHINGLE, len(words))
    runs = np.zeros(len(words) - size + 1, dtype="uint64")
    for offset in range(size):
        runs = _mix(runs ^ hashes[offset : offset + len(runs)])
    return runs


def _mix(values: NDArray[uint64]) -> NDArray[uint64]:
    """The finaliser of splitmix64 (Steele, Lea and Flood, 2014): each bit of the input moves every bit of the output."""
    import numpy as np

    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
