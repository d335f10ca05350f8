"""Rare French words that the model guesses at, with the English that aligned text has for them.

    python -m models.training.rare_words --clean WORK/clean --into models/lexicon/rare.tsv

Counted in the sentences that `prepare` has cleaned (lists of words left out): how often an English word stands in the
translations of the sentences with a French one. A word is taken if one English word goes with it far more than with
others, and if it is seen in two sources or the two look alike, as single books have their own ways. Then the embedded
model is asked for up to four sentences with each, and those that it knows are left out. A core takes ten minutes, and 6 GB.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.files import write_text
from models.training.prepare import read_shard

from translate_summarize import load_engine
from translate_summarize.attempts import retranslator
from translate_summarize.lexicon import english_stem, fold, french_stem, is_english
from translate_summarize.names import likeness
from translate_summarize.types import Engine

LEAST, MOST = 4, 300
"""Sentences that a word stands in: fewer tell too little, and of more the model has learnt."""
TOGETHER = 0.2
"""Of two words, the square of the sentences with both over the product of those with either, at least."""
OF_FRENCH = 0.5
"""Share of the sentences with the French word whose translation has the English one, at least."""
ALIKE = 0.5
"""Likeness (Ratcliff and Obershelp's) from which one source is enough."""
KNOWN = 0.5
"""Share of the sentences which the model gets right, above which it knows the word."""
ASKED = 4
LONGEST = 160
"""Characters of a sentence to ask."""
SMALL = 0.1
"""Share of an English word's places inside sentences with a small letter, below which it always has its capital."""
_LEFT_OUT = ("dict_", "eurovoc", "debian_web_security")
_SAME_SOURCE = re.compile(r"[._]?v?\d.*$")
"""Parts of one source have a number: europarl_v7.0, novels.1."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Rare:
    """A French word and its English."""

    french: str
    english: str
    together: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, choose, ask the model, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clean", type=Path, required=True, help="folder of NAME.tsv that prepare has cleaned")
    parser.add_argument("--into", type=Path, required=True, help="the table to write")
    parser.add_argument("--model", help="folder of the model to ask (default: the embedded one)")
    options = parser.parse_args(arguments)
    files = [path for path in sorted(options.clean.glob("*.tsv")) if not path.name.startswith(_LEFT_OUT)]
    if not files:
        parser.error(f"no *.tsv in {options.clean}")
    chosen = rare_words(files)
    print(f"{len(chosen)} rare words with one translation")
    engine = load_engine(options.model) if options.model else load_engine()
    kept = unknown(chosen, files, engine)
    options.into.parent.mkdir(parents=True, exist_ok=True)
    write_text(options.into, "".join(f"{word.french}\t{word.english}\n" for word in kept))
    print(f"{len(kept)} of them the model guesses at, in {options.into}")


def rare_words(files: Sequence[Path]) -> list[Rare]:
    """French words in small letters with the English that goes with them, in alphabetical order."""
    seen: Counter[str] = Counter()
    for path in files:
        for french, _ in read_shard(path):
            seen.update(set(_WORD.findall(french)))
    rare = {
        word
        for word, count in seen.items()
        if LEAST <= count <= MOST and word.islower() and len(word) > 3 and seen[word.capitalize()] < count
    }
    targets: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    together: dict[str, Counter[str]] = defaultdict(Counter)
    sources: dict[str, set[str]] = defaultdict(set)
    for path in files:
        source = _SAME_SOURCE.sub("", path.stem)
        for french, english in read_shard(path):
            here = rare.intersection(_WORD.findall(french))
            written = _WORD.findall(english)
            words = {word.lower() for word in written}
            targets.update(words)
            for form in written[1:]:
                forms[form.lower()][form] += 1
            for word in here:
                together[word].update(words)
                sources[word].add(source)
    best = {}
    for word, others in together.items():
        told = max(others, key=lambda other: (others[other] ** 2 / (seen[word] * targets[other]), other))
        score = others[told] ** 2 / (seen[word] * targets[told])
        if score >= TOGETHER and others[told] >= max(3, OF_FRENCH * seen[word]) and len(told) > 2:
            best[word] = Rare(word, told, score)
    found = [word for word in _unrivalled(best) if _is_sound(word, len(sources[word.french]))]
    return [Rare(word.french, _cased(forms[word.english], word.english), word.together) for word in found]


def _unrivalled(best: Mapping[str, Rare]) -> list[Rare]:
    """Without words that only keep company with the one that is translated ("spongiforme", "encéphalopathie")."""
    rivals: dict[str, list[Rare]] = defaultdict(list)
    for word in best.values():
        rivals[word.english].append(word)
    return [
        word
        for _, word in sorted(best.items())
        if all(
            french_stem(rival.french)[:5] == french_stem(word.french)[:5]
            or _likeness(word.french, word.english) >= _likeness(rival.french, word.english)
            for rival in rivals[word.english]
            if rival.together > 1.3 * word.together
        )
    ]


def _is_sound(word: Rare, sources: int) -> bool:
    french, english = word.french, word.english
    if not all(is_english(part) for part in english.split("-")):
        return False
    if fold(french) != fold(english) and is_english(french):
        return False  # English that stands in the French, as names of programs do
    return sources > 1 or _likeness(french, english) >= ALIKE


def _likeness(french: str, english: str) -> float:
    return likeness(fold(french), fold(english))


def _cased(forms: Counter[str], english: str) -> str:
    """With a capital where it stands so inside sentences nearly always ("Angolan", but not "amnesty")."""
    return forms.most_common(1)[0][0] if forms[english] < SMALL * forms.total() else english


def unknown(words: Sequence[Rare], files: Sequence[Path], engine: Engine) -> list[Rare]:
    """Those that the model does not translate in half of the sentences that it is asked."""
    asked = _sentences({word.french: word.english for word in words}, files)
    flat = [(word, sentence) for word in words for sentence in asked[word.french]]
    sentences = [sentence for _, sentence in flat]
    quick = retranslator(engine)
    answers = quick(sentences, beam_size=1, no_repeat_ngram=0) if quick else engine.translate(sentences)
    right: Counter[str] = Counter()
    for (word, _), answer in zip(flat, answers, strict=True):
        stems = {english_stem(each) for each in _WORD.findall(answer.text.lower())}
        right[word.french] += english_stem(word.english) in stems
    return [word for word in words if asked[word.french] and right[word.french] <= KNOWN * len(asked[word.french])]


def _sentences(english: Mapping[str, str], files: Sequence[Path]) -> dict[str, list[str]]:
    """A fixed sample of short sentences with each word whose translation has its English."""
    rng = random.Random(1)  # noqa: S311  # a sample
    kept: dict[str, list[str]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for path in files:
        for source, target in read_shard(path):
            if len(source) > LONGEST:
                continue
            for word in sorted(english.keys() & set(_WORD.findall(source))):
                if english[word].lower() not in target.lower():
                    continue
                seen[word] += 1
                if len(kept[word]) < ASKED:
                    kept[word].append(source)
                elif rng.random() < ASKED / seen[word]:
                    kept[word][rng.randrange(ASKED)] = source
    return kept


if __name__ == "__main__":
    main()
