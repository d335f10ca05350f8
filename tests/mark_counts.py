"""How often each mark fires: on reference translations, which are right, and on the embedded model's own.

    python tests/mark_counts.py FILE.fr …             # FILE.en beside it is the reference
    python tests/mark_counts.py --engine FILE.fr …    # the machine's, too

Prints a table in Markdown: percent of the sentences that bear a mark, by code.
"""

# ruff: noqa: T201  # a command that prints
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from translate_summarize.quality import check
from translate_summarize.types import Mark, Segment


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    columns: dict[str, Counter[str]] = {}
    for path in (Path(argument) for argument in arguments if argument != "--engine"):
        sources, references = (
            path.with_suffix(end).read_text("utf-8").rstrip("\n").split("\n") for end in (".fr", ".en")
        )
        columns[f"{path.stem}, reference"] = shares(check(s, t) for s, t in zip(sources, references, strict=True))
        if "--engine" in arguments:
            columns[f"{path.stem}, machine"] = shares(_machine(sources))
    print(table(columns))
    return 0


def shares(marks: Iterable[Sequence[Mark]]) -> Counter[str]:
    """Sentences by the codes that they bear; "" counts all, "any" the marked ones but for notes."""
    counts: Counter[str] = Counter()
    for found in marks:
        codes = {mark.code for mark in found}
        counts.update(codes)
        counts["any"] += any(mark.severity != "note" for mark in found)
        counts[""] += 1
    return counts


def table(columns: dict[str, Counter[str]]) -> str:
    """Percentages, the commonest code first."""
    total = sum(columns.values(), Counter[str]())
    codes = sorted(total.keys() - {"", "any"}, key=lambda code: (-total[code], code))
    lines = [f"| mark | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for code in ("any", *codes):
        cells = " | ".join(f"{100 * counts[code] / counts['']:.1f}" for counts in columns.values())
        lines.append(f"| {'**error or doubt**' if code == 'any' else f'`{code}`'} | {cells} |")
    return "\n".join(lines)


def _machine(sources: Sequence[str]) -> list[tuple[Mark, ...]]:
    from translate_summarize import load_engine
    from translate_summarize.translation import translate

    segments = [Segment(text, i, i, 0, len(text)) for i, text in enumerate(sources)]
    return [one.marks for one in translate(segments, load_engine())]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
