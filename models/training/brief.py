"""Teach and measure the ranking of the brief's sentences.

    python models/training/brief.py train    --data FOLDER   # writes models/brief/ranking.json; half an hour of one core
    python models/training/brief.py evaluate --data FOLDER   # prints the table of results

FOLDER holds orangesum-train.jsonl.xz and orangesum-valid.jsonl.xz: one article a line, with "title", "article" and the
journalist's "abstract" (OrangeSum, Kamal Eddine, Tixier and Vazirgiannis, EMNLP 2021; CC BY-SA 4.0). Only "train" is
learned from; `evaluate` scores "valid" unless `--split` says otherwise.

What is learned: for each sentence, and for each state of a brief (nothing chosen; one or two sentences chosen as the
ranking itself chooses them), how much the sentence would add to ROUGE-1 and ROUGE-2 F1 against the abstract. Boosted
trees of one split each make a sum of step functions, so the model is a table for each feature. Which sentences were
chosen is decided by rankings taught on the other half of the articles.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from translate_summarize import salience, summarization
from translate_summarize.french import STOPWORDS
from translate_summarize.ranking import PLACES
from translate_summarize.salience import MOVING, STEADY, Article
from translate_summarize.segmentation import segment
from translate_summarize.types import Block, Document, Segment, Selection

FUNCTION_WORDS = 60
"""The commonest function words of the training articles that get a table of their own."""

WORD_COST = {"first": 0.0, "next": 0.4}
"""What a word takes off a gain, in hits: F1 = 2 hits / (own + reference words), so a gain at F1 + F1 = 0.4 costs 0.4."""

BOOSTING = {
    "objective": "regression",
    "num_leaves": 2,
    "learning_rate": 0.1,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "num_threads": 1,
    "deterministic": True,
    "seed": 1,
    "verbosity": -1,
}
ROUNDS = 800
BUDGETS = (25, 32, 40, 55)
NUMBERS = ("one sentence", "two sentences", "three sentences")

_WORD = re.compile(r"\w+")


class Tokenizer:
    r"""Words as ROUGE is measured here: `\w+` in small letters, accents kept, which rouge-score's own would drop."""

    def tokenize(self, text: str) -> list[str]:
        """Return the words of a text."""
        return _WORD.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Example:
    """An article to learn from: its sentences as the brief may choose them, and what of the abstract they hold."""

    article: Article
    unigrams: tuple[Counter[str], ...]
    bigrams: tuple[Counter[tuple[str, str]], ...]
    reference: Counter[str]
    reference_bigrams: Counter[tuple[str, str]]


def main() -> None:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("train", "evaluate"))
    parser.add_argument("--data", type=Path, required=True, help="the folder of orangesum-*.jsonl.xz")
    parser.add_argument("--split", default="valid", help="what to evaluate on (default: valid)")
    parser.add_argument("--out", type=Path, default=PLACES[-1], help="where the tables are written")
    parser.add_argument("--limit", type=int, default=None, help="read only the first N articles")
    parser.add_argument("--untitled", action="store_true", help="evaluate without the articles' titles")
    options = parser.parse_args()
    if options.command == "train":
        tables = train(list(read(options.data, "train", limit=options.limit)))
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(_compact(tables), encoding="utf-8")
    else:
        for line in evaluate(read(options.data, options.split, limit=options.limit), titled=not options.untitled):
            print(line, flush=True)


def read(folder: Path, split: str, *, limit: int | None = None) -> Iterator[dict[str, str]]:
    """Yield the articles of a split."""
    with lzma.open(folder / f"orangesum-{split}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == limit:
                return
            yield json.loads(line)


def segments_of(record: dict[str, str], *, titled: bool = True) -> tuple[Segment, ...]:
    """Return an article's segments as a reader would get them: the title as a heading in front."""
    title = record["title"].strip()
    blocks = (Block(title, "heading", 1),) if titled else ()
    return tuple(segment(Document(blocks=(*blocks, Block(record["article"].strip())), name=record["id"])))


def example(record: dict[str, str], *, titled: bool = True) -> Example:
    """Return an article to learn from."""
    segments = segments_of(record, titled=titled)
    title = segments[0] if titled else None
    texts = [candidate.text for candidate in summarization.candidates(segments, title=title)]
    words = [Tokenizer().tokenize(text) for text in texts]
    reference = Tokenizer().tokenize(record["abstract"])
    return Example(
        article=salience.describe(texts, title=title.text if title else None),
        unigrams=tuple(Counter(found) for found in words),
        bigrams=tuple(_bigrams(found) for found in words),
        reference=Counter(reference),
        reference_bigrams=_bigrams(reference),
    )


def gain(example: Example, chosen: Sequence[int], place: int, *, cost: float) -> float:
    """Return what a sentence adds to the two F1 of those chosen: 2 × (new hits) − cost × words, over all words."""
    own, own_bigrams = _union(example, [*chosen, place])
    old, old_bigrams = _union(example, chosen)
    hits = _hits(own, example.reference) - _hits(old, example.reference)
    hits += _hits(own_bigrams, example.reference_bigrams) - _hits(old_bigrams, example.reference_bigrams)
    size = own.total() + example.reference.total()
    return (2 * hits - cost * (own.total() - old.total())) / max(1, size)


def rows(example: Example, chosen: Sequence[int], words: Sequence[str]) -> tuple[list[list[float]], list[int]]:
    """Return the features of each sentence that is not chosen, and its place."""
    article, vectors = example.article, example.article.vectors
    covered = frozenset[str]().union(*(article.terms[place] for place in chosen))
    places = [place for place in range(len(article.words)) if place not in chosen]
    return [
        [
            *article.steady[place],
            *salience.moving(
                article,
                place,
                covered=covered,
                likeness=max((salience.dot(vectors[place], vectors[other]) for other in chosen), default=0),
                follows=place - 1 in chosen,
            ),
            *(article.tokens[place].count(word) for word in words),
        ]
        for place in places
    ], places


def train(records: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Return the tables of both rankings, learned from articles with their abstracts."""
    titled = [example(record) for record in records]
    untitled = [example(record, titled=False) for record in records[::3]]
    words = function_words(titled)
    empty: list[list[int]] = [[] for _ in records]
    first = _fit([*titled, *untitled], [*empty, *empty[::3]], words, cost=WORD_COST["first"])
    half = len(titled) // 2
    briefs: list[list[int]] = []
    for taught, asked in ((titled[half:], titled[:half]), (titled[:half], titled[half:])):
        model = _fit(taught, [[] for _ in taught], words, cost=WORD_COST["first"])
        briefs += [_best(model, item, words) for item in asked]
    after_one = [brief[:1] for brief in briefs]
    after_two = [sorted(brief[:2]) for brief in briefs]
    following = _fit(
        [*titled, *titled[1::2], *untitled],
        [*after_one, *after_two[1::2], *after_one[::3]],
        words,
        cost=WORD_COST["next"],
    )
    names = [*STEADY, *MOVING, *words]
    return {
        "about": "Worth of each feature of a sentence, as steps; made by models/training/brief.py from OrangeSum train",
        "first": _tables(first, names),
        "next": _tables(following, names),
    }


def function_words(examples: Iterable[Example]) -> list[str]:
    """Return the commonest function words, in the order of their frequency."""
    spread = Counter(token for item in examples for tokens in item.article.tokens for token in set(tokens))
    known = [word for word, _ in spread.most_common() if word.isalpha() and (word in STOPWORDS or len(word) == 1)]
    return known[:FUNCTION_WORDS]


def evaluate(records: Iterable[dict[str, str]], *, titled: bool) -> Iterator[str]:
    """Yield a table of ROUGE F1 (times 100) and mean words, a row for each way to choose."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=False, tokenizer=Tokenizer())
    read_in = [(segments_of(record, titled=titled), record["abstract"]) for record in records]

    def score(text: str, abstract: str) -> tuple[float, float, float, float]:
        found = scorer.score(abstract, text)
        f1 = [100 * found[name].fmeasure for name in ("rouge1", "rouge2", "rougeL")]
        return f1[0], f1[1], f1[2], salience.word_count(text)

    def body(segments: Sequence[Segment]) -> list[str]:
        return [item.text for item in segments if item.kind != "heading"]

    def lead(number: int) -> Callable[[Sequence[Segment], str], str]:
        return lambda segments, _: " ".join(body(segments)[:number])

    def shown(chosen: Selection) -> str:
        return " ".join(short or item.text for item, short in zip(chosen.segments, chosen.shortened, strict=True))

    def ours(*, tight: bool = False, **limits: int) -> Callable[[Sequence[Segment], str], str]:
        return lambda segments, _: shown(summarization.choose(segments, tight=tight, **limits))

    systems = {
        "first sentence": lead(1),
        "first two sentences": lead(2),
        "first three sentences": lead(3),
        **{f"ours, {name}": ours(sentences=number) for number, name in enumerate(NUMBERS, start=1)},
        **{f"ours, {number} words at most": ours(words=number) for number in BUDGETS},
        **{f"ours, {number} words, tight": ours(words=number, tight=True) for number in BUDGETS},
        "best single sentence": lambda segments, abstract: max(
            body(segments), key=lambda text: sum(score(text, abstract)[:2])
        ),
    }
    yield "| system | R-1 | R-2 | R-L | words |"
    yield "|---|---|---|---|---|"
    for name, system in systems.items():
        scores = [score(system(segments, abstract), abstract) for segments, abstract in read_in]
        means = [sum(column) / len(scores) for column in zip(*scores, strict=True)]
        yield f"| {name} | {means[0]:.2f} | {means[1]:.2f} | {means[2]:.2f} | {means[3]:.1f} |"


def _fit(examples: Sequence[Example], briefs: Sequence[Sequence[int]], words: Sequence[str], *, cost: float) -> Any:
    import lightgbm
    import numpy as np

    inputs: list[list[float]] = []
    gains: list[float] = []
    for item, brief in zip(examples, briefs, strict=True):
        found, places = rows(item, brief, words)
        inputs += found
        gains += [gain(item, brief, place, cost=cost) for place in places]
    data = lightgbm.Dataset(np.asarray(inputs), np.asarray(gains))
    return lightgbm.train(BOOSTING, data, num_boost_round=ROUNDS)


def _best(model: Any, item: Example, words: Sequence[str]) -> list[int]:
    """Return the two sentences that a ranking puts first, the second not too like the first."""
    import numpy as np

    found, places = rows(item, [], words)
    worths = dict(zip(places, model.predict(np.asarray(found)) if places else [], strict=True))
    first = max(worths, key=lambda place: worths[place])
    vectors = item.article.vectors
    rest = sorted(worths, key=lambda place: salience.dot(vectors[place], vectors[first]) - worths[place])
    return [first, *[place for place in rest if place != first][:1]]


def _tables(model: Any, names: Sequence[str]) -> dict[str, Any]:
    """Sum trees of one split into one step function a feature."""
    steps: dict[str, dict[float, float]] = {name: {} for name in names}
    base = 0.0
    lowest = dict.fromkeys(names, 0.0)
    for tree in model.dump_model()["tree_info"]:
        root = tree["tree_structure"]
        if "split_feature" not in root:
            base += root["leaf_value"]
            continue
        name, edge = names[root["split_feature"]], round(root["threshold"], 6)
        below, above = root["left_child"]["leaf_value"], root["right_child"]["leaf_value"]
        lowest[name] += below
        steps[name][edge] = steps[name].get(edge, 0.0) + above - below
    tables = {name: _steps(lowest[name], steps[name]) for name in names}
    known = len(STEADY) + len(MOVING)
    for name in names[known:]:
        absent = tables[name]["worths"][bisect_left(tables[name]["edges"], 0)]
        base += absent
        tables[name]["worths"] = [round(worth - absent, 5) for worth in tables[name]["worths"]]
    return {
        "base": round(base, 5),
        "features": {name: tables[name] for name in names[:known]},
        "function_words": {name: tables[name] for name in names[known:]},
    }


def _steps(lowest: float, steps: dict[float, float]) -> dict[str, list[float]]:
    edges = sorted(steps)
    worths = [lowest]
    for edge in edges:
        worths.append(worths[-1] + steps[edge])
    return {"edges": edges, "worths": [round(worth, 5) for worth in worths]}


def _compact(tables: dict[str, Any]) -> str:
    """Return JSON with one table a line, so that a person can read it and a change shows as one."""
    text = json.dumps(tables, ensure_ascii=False, indent=1)
    return re.sub(r"\{\s+\"edges\": \[([^]]*)\],\s+\"worths\": \[([^]]*)\]\s+\}", _one_line, text) + "\n"


def _one_line(match: re.Match[str]) -> str:
    edges, worths = (re.sub(r"\s+", " ", match[group]).strip() for group in (1, 2))
    return f'{{"edges": [{edges}], "worths": [{worths}]}}'


def _bigrams(words: Sequence[str]) -> Counter[tuple[str, str]]:
    return Counter(pairwise(words))


def _union(example: Example, chosen: Sequence[int]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for place in chosen:
        words.update(example.unigrams[place])
        pairs.update(example.bigrams[place])
    return words, pairs


def _hits(own: Counter[Any], reference: Counter[Any]) -> int:
    return sum(min(count, own[item]) for item, count in reference.items() if item in own)


if __name__ == "__main__":
    main()
