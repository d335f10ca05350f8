"""Aligned text to the tables of words that the checks use: which words English has, and which translate a French one.

    python -m models.training.lexicon --corpus DIR --into models/lexicon

The translations are those of IBM Model 1 over stems of words that carry meaning (Brown et al. 1993, "The Mathematics of
Statistical Machine Translation"), with an empty word as likely as two others; a stem keeps the English stems that are
likely or telling, and the share of the pairs with it that have none of them. A core takes a quarter of an hour, and 6 GB.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from models.training.files import write_text

from translate_summarize.french import STOPWORDS
from translate_summarize.lexicon import english_stem, fold, french_stem

Pair = tuple[str, str]
SHARDS: dict[str, int | None] = {
    "newstest_2008_2011": None,
    "newstest_2014": None,
    "newsdiscuss_2015": None,
    "newssyscomb_2009": None,
    "ntrex": None,
    "tico19": None,
    "ca_gc_news_quotes": None,
    "ca_cds_digital_blog": None,
    "debian_web_news": 15_000,
    "tatoeba_manythings": None,
    "diabla": None,
    "europarl_v7.0": 200_000,
    "novels.0": 60_000,
    "novels.1": 60_000,
    "ca_gc_infobase": 30_000,
    "ca_gc_infosource_pibs": 15_000,
    "ca_laws_acts": 10_000,
    "books_maupassant_poe": None,
    "books_813": None,
    "books_lecoq": None,
    "dict_merged_votes2": None,
    "dict_apertium": None,
    "dict_single_unambiguous": None,
    "dict_eurovoc": None,
}
"""What the translations are counted in, and how many pairs of each at most; English words are counted in all shards."""
ROUNDS = 4
EMPTY = 2.0
TELLS_NOTHING = 0.45
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = re.compile(r"(?<![\w@#./_-])[a-z]{2,}(?![\w@_/]|\.[a-z])")
_FRENCH_FUNCTION = frozenset(fold(word) for word in STOPWORDS)
_ENGLISH_FUNCTION = frozenset(
    """a an the and or but if of to in on at by for from with without as is are was were be been being am do does did have has
    had having will would shall should can could may might must not no nor so than that this these those there here it its
    he she they them him her his hers their theirs we us our ours you your yours i me my mine who whom whose which what when
    where why how all any some such into onto upon about over under up down out off then also too very just s t d ll re ve
    m""".split()  # noqa: SIM905
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, align, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of NAME.tsv.xz shards")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--least", type=int, default=25, help="pairs that a French stem must stand in")
    options = parser.parse_args(arguments)
    shards = sorted(options.corpus.glob("*.tsv.xz"))
    if not shards:
        parser.error(f"no *.tsv.xz in {options.corpus}")
    english, both = english_words(shards)
    chosen = [path for path in shards if path.name.removesuffix(".tsv.xz") in SHARDS] or shards
    pairs = (pair for path in chosen for pair in _pairs(path, SHARDS.get(path.name.removesuffix(".tsv.xz"))))
    rows = translations(pairs, least=options.least)
    options.into.mkdir(parents=True, exist_ok=True)
    write_text(options.into / "english.txt", "".join(f"{word}\n" for word in english))
    write_text(options.into / "both.txt", "".join(f"{word}\n" for word in both))
    write_text(
        options.into / "translations.tsv",
        "".join(f"{stem}\t{round(100 * missed)}\t{' '.join(words)}\n" for stem, missed, words in rows),
    )
    print(f"{len(english)} English words, {len(both)} of both, {len(rows)} French stems in {options.into}")


def english_words(shards: Sequence[Path]) -> tuple[list[str], list[str]]:
    """Words in small letters of the English sides, and apart those that are mostly French (quoted, or borrowed)."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    french: Counter[str] = Counter()
    for path in shards:
        here: Counter[str] = Counter()
        for source, target in _pairs(path, None):
            here.update(_ENGLISH.findall(target))
            french.update({word for word in _WORD.findall(source) if word.islower()})
        counts.update(here)
        spread.update(here.keys())
    mostly = {word for word in counts if french[word] > 5 and counts[word] < 0.05 * french[word] and spread[word] < 12}
    english = sorted(word for word in counts if len(word) > 2 and word not in mostly)
    return english, sorted(word for word in mostly if len(word) > 3 and counts[word] >= 3)


def translations(pairs: Iterable[Pair], *, least: int = 25) -> list[tuple[str, float, list[str]]]:
    """Rows (French stem, share of its pairs without a known word, stems of those words), in alphabetical order."""
    french, english, sides = _numbered(pairs)
    from_, to, likely, together = _aligned(sides, len(french), len(english))
    counts_from = np.bincount(np.concatenate([f for f, _ in sides]), minlength=len(french))
    counts_to = np.bincount(np.concatenate([e for _, e in sides]), minlength=len(english))
    lift = together * len(sides) / (counts_from[from_].astype(np.float64) * counts_to[to])
    kept = (
        (((likely >= 0.03) & (lift >= 4)) | ((likely >= 0.004) & (lift >= 15)) | (likely >= 0.2))
        & (together >= 2)
        & (counts_from[from_] >= least)
    )
    known: dict[int, list[int]] = {}
    for place in np.lexsort((-likely, from_)):
        if kept[place]:
            known.setdefault(int(from_[place]), []).append(int(to[place]))
    known = {stem: words[:24] for stem, words in known.items()}
    missed = _missed(sides, known, french, english)
    rows = [
        (french[stem], missed[stem], [english[word] for word in words])
        for stem, words in known.items()
        if missed[stem] <= TELLS_NOTHING
    ]
    return sorted(rows)


def _numbered(pairs: Iterable[Pair]) -> tuple[list[str], list[str], list[tuple[np.ndarray, np.ndarray]]]:
    """The stems of both languages, and each pair as their numbers."""
    french: dict[str, int] = {}
    english: dict[str, int] = {}
    sides = []
    for source, target in pairs:
        from_ = [french.setdefault(stem, len(french)) for stem in sorted(_french_stems(source))]
        to = [english.setdefault(stem, len(english)) for stem in sorted(_english_stems(target))]
        if 0 < len(from_) <= 40 and 0 < len(to) <= 45:
            sides.append((np.array(from_, dtype=np.int32), np.array(to, dtype=np.int32)))
    return list(french), list(english), sides


def _french_stems(text: str) -> set[str]:
    """Stems of the words that carry meaning; capitals inside a sentence are names."""
    return {
        french_stem(match.group())
        for match in _WORD.finditer(text)
        if len(match.group()) > 2
        and (not match.start() or match.group().islower())
        and fold(match.group()) not in _FRENCH_FUNCTION
    }


def _english_stems(text: str) -> set[str]:
    return {english_stem(w) for w in _WORD.findall(text.lower()) if len(w) > 1 and w not in _ENGLISH_FUNCTION}


def _aligned(
    sides: Sequence[tuple[np.ndarray, np.ndarray]], french: int, english: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """For each two stems that stand in one pair: their numbers, the probability of the second, pairs with both."""
    keys = np.concatenate([np.repeat(f.astype(np.int64) * english, len(e)) + np.tile(e, len(f)) for f, e in sides])
    first = np.cumsum([0, *(len(e) for _, e in sides[:-1])])
    slots = np.concatenate([np.tile(np.arange(len(e)) + at, len(f)) for at, (f, e) in zip(first, sides, strict=True)])
    unique, link = np.unique(keys, return_inverse=True)
    from_, to = (unique // english).astype(np.int32), (unique % english).astype(np.int32)
    together = np.bincount(link, minlength=len(unique)).astype(np.float32)
    words = np.concatenate([e for _, e in sides])
    counts_from = np.bincount(np.concatenate([f for f, _ in sides]), minlength=french)
    counts_to = np.bincount(words, minlength=english)
    empty = EMPTY * (counts_to / counts_to.sum())[words]
    likely = _shares(2 * together / (counts_from[from_] + counts_to[to]), from_, french)
    for _ in range(ROUNDS):
        weights = likely[link]
        weights /= (np.bincount(slots, weights=weights) + empty)[slots]
        likely = _shares(np.bincount(link, weights=weights, minlength=len(unique)), from_, french)
    return from_, to, likely, together


def _shares(weights: np.ndarray, owners: np.ndarray, count: int) -> np.ndarray:
    return weights / np.maximum(np.bincount(owners, weights=weights, minlength=count)[owners], 1e-9)


def _missed(
    sides: Sequence[tuple[np.ndarray, np.ndarray]],
    known: dict[int, list[int]],
    french: Sequence[str],
    english: Sequence[str],
) -> dict[int, float]:
    """Share of the pairs with a stem that have none of its words, nor one that begins alike."""
    sets = {stem: frozenset(words) for stem, words in known.items()}
    tried: Counter[int] = Counter()
    missed: Counter[int] = Counter()
    for from_, to in sides:
        there = set(to.tolist())
        begins = {english[word][:5] for word in there}
        for stem in from_.tolist():
            if stem in sets:
                tried[stem] += 1
                cognate = len(french[stem]) >= 5 and french[stem][:5] in begins
                missed[stem] += not cognate and sets[stem].isdisjoint(there)
    return {stem: (missed[stem] + 0.5) / (tried[stem] + 1) for stem in known}


def _pairs(path: Path, most: int | None) -> Iterator[Pair]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if most is not None and number >= most:
                return
            french, _, english = line.rstrip("\n").partition("\t")
            yield french, english


if __name__ == "__main__":
    main()
