r"""French words and phrases that the model guesses at, with the English that aligned text, or a person, has for them.

    python -m models.training.rare_words --clean WORK/clean --into models/lexicon/rare.tsv \
        --written models/lexicon/written.tsv --french WORK/news.fr

Counted in the sentences that `prepare` has cleaned (lists of words left out): how often an English word stands in the
translations of the sentences with a French one. A word is taken if one English word goes with it far more than with
others, and if it is seen in two sources or the two look alike, as single books have their own ways. What news says and
this text does not was written by hand. The embedded model is asked for up to four sentences with each, and those that it
knows are left out. A core takes ten minutes, and 6 GB.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.files import write_text
from models.training.prepare import read_shard

from translate_summarize import load_engine
from translate_summarize.attempts import retranslator
from translate_summarize.lexicon import english_stem, fold, french_stem, is_english
from translate_summarize.likeness import likeness
from translate_summarize.rare_words import find_in, table_of
from translate_summarize.types import Engine

LEAST, MOST = 4, 300
"""Sentences that a word stands in: fewer tell too little, and of more the model has learnt."""
TOGETHER = 0.2
"""Of two words, the square of the sentences with both over the product of those with either, at least."""
OF_FRENCH = 0.5
"""Share of the sentences with the French word whose translation has the English one, at least."""
ALIKE = 0.5
"""Likeness (Ratcliff and Obershelp's) from which one source is enough."""
KNOWN, KNOWN_TOO = 0.5, 0.75
"""Share of the sentences which the model gets right, above which it knows a counted word, and one that was written by hand."""
ASKED = 4
LONGEST = 160
"""Characters of a sentence to ask."""
GUESSED = "\tguessed"
"""Third column of what tsum keeps from the model; the rest it puts where the model made a word up."""
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
    parser.add_argument("--written", type=Path, help="table of words and phrases: French, tab, English")
    parser.add_argument(
        "--french",
        type=Path,
        nargs="*",
        default=[],
        help="French sentences, a line each, to ask for them (default: those of --clean)",
    )
    parser.add_argument("--model", help="folder of the model to ask (default: the embedded one)")
    options = parser.parse_args(arguments)
    files = [path for path in sorted(options.clean.glob("*.tsv")) if not path.name.startswith(_LEFT_OUT)]
    if not files:
        parser.error(f"no *.tsv in {options.clean}")
    chosen = rare_words(files)
    print(f"{len(chosen)} rare words with one translation")
    engine = load_engine(options.model) if options.model else load_engine()
    table = {word.french: word.english for word in chosen}
    guessed = {word.french for word in unknown(chosen, files, engine)}
    print(f"{len(guessed)} of them the model guesses at")
    if options.written:
        written = read_table(options.written)
        missed = unknown_written(written, options.french or files, engine)
        print(f"{len(missed)} of {len(written)} that were written by hand, too")
        table |= written
        guessed = (guessed - written.keys()) | missed
    options.into.parent.mkdir(parents=True, exist_ok=True)
    rows = (f"{french}\t{table[french]}{GUESSED if french in guessed else ''}\n" for french in sorted(table))
    write_text(options.into, "".join(rows))
    print(f"{len(guessed)} of {len(table)} are guessed at, in {options.into}")


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
    right: Counter[str] = Counter()
    for (word, _), stems in zip(flat, _stems_of([sentence for _, sentence in flat], engine), strict=True):
        right[word.french] += english_stem(word.english) in stems
    return [word for word in words if asked[word.french] and right[word.french] <= KNOWN * len(asked[word.french])]


def read_table(path: Path) -> dict[str, str]:
    """French and English, a row each."""
    return dict(line.split("\t") for line in path.read_text("utf-8").splitlines())


def unknown_written(written: Mapping[str, str], files: Sequence[Path], engine: Engine) -> set[str]:
    """Those that the model does not translate so in each of up to four sentences, or that stand in none.

    A phrase with another one in it that is kept is kept, too ("placé en garde à vue" with "garde à vue").
    """
    table, asked = table_of(written), _French()
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            sentence = line.partition("\t")[0]
            if len(sentence) <= LONGEST:
                for each in find_in(sentence, table):
                    asked.offer(each.french, sentence)
    flat = [(french, sentence) for french in written for sentence in asked.kept[french]]
    right: Counter[str] = Counter()
    for (french, _), stems in zip(flat, _stems_of([sentence for _, sentence in flat], engine), strict=True):
        right[french] += stems >= {english_stem(word) for word in _WORD.findall(written[french].lower())}
    missed = {french for french in written if right[french] <= KNOWN_TOO * len(asked.kept[french])}
    return missed | {french for french in written if any(f" {other} " in f" {french} " for other in missed)}


class _French:
    """A fixed sample of sentences with each word, of however many are offered."""

    def __init__(self) -> None:
        self.kept: dict[str, list[str]] = defaultdict(list)
        self._seen: Counter[str] = Counter()
        self._random = random.Random(1)  # noqa: S311  # a sample

    def offer(self, word: str, sentence: str) -> None:
        """Take the sentence for the word, leave it, or put it in another's place."""
        self._seen[word] += 1
        if len(self.kept[word]) < ASKED:
            self.kept[word].append(sentence)
        elif self._random.random() < ASKED / self._seen[word]:
            self.kept[word][self._random.randrange(ASKED)] = sentence


def _stems_of(sentences: Sequence[str], engine: Engine) -> Iterator[set[str]]:
    """The stems of the words that the engine has for each sentence, asked in the quickest way."""
    quick = retranslator(engine)
    each = list(dict.fromkeys(sentences))
    answers = quick(each, beam_size=1, no_repeat_ngram=0) if quick else engine.translate(each)
    stems = {
        sentence: {english_stem(word) for word in _WORD.findall(answer.text.lower())}
        for sentence, answer in zip(each, answers, strict=True)
    }
    return (stems[sentence] for sentence in sentences)


def _sentences(english: Mapping[str, str], files: Sequence[Path]) -> dict[str, list[str]]:
    """A fixed sample of short sentences with each word whose translation has its English."""
    sample = _French()
    for path in files:
        for source, target in read_shard(path):
            if len(source) > LONGEST:
                continue
            for word in sorted(english.keys() & set(_WORD.findall(source))):
                if english[word].lower() in target.lower():
                    sample.offer(word, source)
    return sample.kept


if __name__ == "__main__":
    main()
