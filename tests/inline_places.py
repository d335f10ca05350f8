"""How well bold, italics and links find their words in the English: sentences with words in stars, put to the model.

    python tests/inline_places.py          # a table in Markdown
    python tests/inline_places.py --all    # and each sentence with what came out

The sentences stand in data/inline_places.tsv, each with what may be set off in its English: a pattern for each pair of
stars, parted by `&&`. All of it and nothing else is right; some of it, or more than it, is partly right.
"""

# ruff: noqa: T201  # a command that prints
from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from translate_summarize.types import Block, Document, Engine, Inline

FILE = Path(__file__).parent / "data" / "inline_places.tsv"
OUTCOMES = ("right", "partly", "plain", "wrong", "mistranslated")


def sentences() -> list[tuple[Block, tuple[str, ...]]]:
    """The table: each sentence, with its links (each its own, so that they can be told apart), and their patterns."""
    found = []
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, inlines = "", []
            for number, part in enumerate(row["source"].split("*")):
                if number % 2:
                    inlines.append(Inline("link", len(text), len(text) + len(part), f"https://exemple.fr/{number}"))
                text += part
            found.append((Block(text, inlines=tuple(inlines)), tuple(p.strip() for p in row["places"].split("&&"))))
    return found


def outcome(pattern: str, target: str, place: str | None) -> str:
    """One of OUTCOMES: "mistranslated" where the English has no such words."""
    there = re.search(pattern, target, re.IGNORECASE)
    if not there:
        return "mistranslated"
    if place is None:
        return "plain"
    if re.fullmatch(pattern, place, re.IGNORECASE):
        return "right"
    words = set(re.findall(r"\w{3,}", there[0].lower()))
    return "partly" if words & set(re.findall(r"\w{3,}", place.lower())) else "wrong"


def tried(engine: Engine) -> Iterator[tuple[str, str, str, str | None, str]]:
    """Of each place: the French sentence, the words, the English sentence, the words there, and the outcome."""
    from translate_summarize import segment, translate

    rows = sentences()
    document = Document(tuple(block for block, _ in rows), "places")
    for (block, patterns), item in zip(rows, translate(segment(document), engine), strict=True):
        placed = {inline.href: item.target[inline.start : inline.end] for inline in item.inlines}
        for inline, pattern in zip(block.inlines, patterns, strict=True):
            place = placed.get(inline.href)
            words = block.text[inline.start : inline.end]
            yield block.text, words, item.target, place, outcome(pattern, item.target, place)


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    from translate_summarize import load_engine

    rows = list(tried(load_engine()))
    if "--all" in arguments:
        for _, words, target, place, found in rows:
            print(f"{found}: {words} / {place} / {target}")
    counts = Counter(found for *_, found in rows)
    print(f"| places | {' | '.join(OUTCOMES)} |\n|{'---|' * (len(OUTCOMES) + 1)}")
    print(f"| {len(rows)} | {' | '.join(str(counts[name]) for name in OUTCOMES)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
