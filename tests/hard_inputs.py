"""Inputs that break machine translation, put to the embedded model: right, repaired, marked, or silently wrong.

    python tests/hard_inputs.py            # a table in Markdown
    python tests/hard_inputs.py --all      # and each input with what came out

The inputs stand in data/hard_inputs.tsv, each with what must hold: `needs` are patterns that the English must match, all
of them, parted by `&&`; `bars` is one that it must not. `right` and `wrong` are two translations, and `mark` is the code
that a check must give the wrong one ("-" where no rule can see that it is wrong).
"""

# ruff: noqa: T201  # a command that prints
from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translate_summarize.types import Engine, Segment, Translation

FILE = Path(__file__).parent / "data" / "hard_inputs.tsv"
OUTCOMES = ("right", "repaired", "marked", "silently wrong")
_REPAIRS = frozenset({"repaired", "in-parts"})


@dataclass(frozen=True, slots=True)
class HardInput:
    """One line of the table."""

    kind: str
    source: str
    needs: tuple[str, ...]
    bars: str
    right: str
    wrong: str
    mark: str

    def holds(self, target: str) -> bool:
        """Whether the English is as it must be."""
        found = all(re.search(need, target, re.IGNORECASE) for need in self.needs)
        return found and not (self.bars and re.search(self.bars, target, re.IGNORECASE))


def hard_inputs() -> list[HardInput]:
    """The table."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [HardInput(**{**row, "needs": tuple(n.strip() for n in row["needs"].split("&&"))}) for row in rows]


def outcome(hard: HardInput, translation: Translation) -> str:
    """One of OUTCOMES. A doubt on what is right is a false alarm, but right all the same."""
    codes = {mark.code for mark in translation.marks}
    if hard.holds(translation.target):
        return "repaired" if codes & _REPAIRS else "right"
    return "marked" if any(mark.severity != "note" for mark in translation.marks) else "silently wrong"


def tried(engine: Engine) -> list[tuple[HardInput, Translation, str]]:
    """Every input with its translation and its outcome."""
    from translate_summarize.translation import translate

    inputs = hard_inputs()
    segments = [Segment(hard.source, i, i, 0, len(hard.source)) for i, hard in enumerate(inputs)]
    found = translate(segments, engine)
    return [(hard, one, outcome(hard, one)) for hard, one in zip(inputs, found, strict=True)]


def table(results: Sequence[tuple[HardInput, Translation, str]]) -> str:
    """The outcomes by kind, in Markdown."""
    kinds = dict.fromkeys(hard.kind for hard, _, _ in results)
    lines = [f"| kind | tried | {' | '.join(OUTCOMES)} |", "|---|---|---|---|---|---|"]
    for kind in kinds:
        counts = Counter(result for hard, _, result in results if hard.kind == kind)
        lines.append(f"| {kind} | {counts.total()} | {' | '.join(str(counts[o]) for o in OUTCOMES)} |")
    counts = Counter(result for _, _, result in results)
    lines.append(f"| **all** | **{counts.total()}** | {' | '.join(f'**{counts[o]}**' for o in OUTCOMES)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print the table; the exit status is 1 where something is silently wrong."""
    from translate_summarize import load_engine

    engine = load_engine()
    results = tried(engine)
    print(f"{table(results)}\n\n`{engine.signature}`")
    for hard, one, result in results:
        if "--all" in arguments or result == "silently wrong":
            codes = ", ".join(mark.code for mark in one.marks)
            print(f"\n{result} ({hard.kind}){f' [{codes}]' if codes else ''}\n  {hard.source}\n  {one.target}")
    return int(any(result == "silently wrong" for _, _, result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
