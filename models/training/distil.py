r"""Pairs made by translating French news: what tsum makes of it without a doubt, for the model to learn from.

    python -m models.training.distil --articles ARTICLES.jsonl.xz --into WORK/distilled.tsv
    cat WORK/news/train.tsv WORK/distilled.tsv > WORK/news/more.tsv

The engine has the table of rare words, second attempts and mending to help it, so the pairs say more than the weights know:
they learn the words of news, and what a sentence with them looks like. A sentence that bears a doubt, or was put together
from parts, is left out (a fifth). A core does 80 sentences a second. Killed, it begins again.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.training.files import replacing

from translate_summarize import load_engine, segment, translate
from translate_summarize.engines.tokenization import normalize
from translate_summarize.quality import IN_PARTS
from translate_summarize.types import Block, Document, Engine, Segment, Translation

LEAST, MOST = 3, 60
"""Words of a French sentence."""
WINDOW = 100
"""Articles that are translated together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Translate the articles and write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="JSON lines, packed with xz: title, article")
    parser.add_argument("--into", type=Path, required=True, help="the pairs: French, tab, English, normalised")
    parser.add_argument("--model", help="folder of the model to ask (default: the embedded one)")
    parser.add_argument("--skip", type=int, nargs=2, metavar=("FIRST", "LAST"), help="articles to leave for measuring")
    options = parser.parse_args(arguments)
    engine = load_engine(options.model) if options.model else load_engine()
    count = kept = 0
    with replacing(options.into) as beside, beside.open("w", encoding="utf-8") as file:
        for found in _translations(_articles(options.articles, skip=options.skip), engine):
            count += 1
            if pair := pair_of(found):
                kept += 1
                file.write("\t".join(pair) + "\n")
    print(f"{kept} of {count} sentences in {options.into}")


def pair_of(found: Translation) -> tuple[str, str] | None:
    """A sentence and its English, normalised; None where a check has a doubt, or nothing is to be learnt."""
    if any(mark.severity != "note" or mark.code == IN_PARTS.code for mark in found.marks):
        return None
    french, english = normalize(found.segment.text), normalize(found.target)
    if not LEAST <= len(french.split()) <= MOST or french == english or "\t" in french + english:
        return None
    return french, english


def _articles(path: Path, *, skip: Sequence[int] | None) -> Iterator[Document]:
    first, last = skip or (0, 0)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if not first <= number < last:
                article = json.loads(line)
                blocks = [article["title"], *article["article"].split("\n")]
                yield Document(tuple(Block(text) for text in blocks), name=str(number))


def _translations(articles: Iterator[Document], engine: Engine) -> Iterator[Translation]:
    window: list[Segment] = []
    for number, article in enumerate(articles, 1):
        window += segment(article)
        if number % WINDOW == 0:
            yield from translate(window, engine)
            window = []
    yield from translate(window, engine)


if __name__ == "__main__":
    main()
