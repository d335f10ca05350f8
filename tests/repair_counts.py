"""What protection and repair do to whole files of sentences: marks before and after, BLEU and chrF where there is a reference.

    python tests/repair_counts.py FILE.fr …        # FILE.en beside it is the reference

Before is what the engine says when it is asked plainly, one sentence at a time; after is what `translate` gives.
"""

# ruff: noqa: T201  # a command that prints
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from translate_summarize import load_engine, translate
from translate_summarize.quality import check
from translate_summarize.types import Engine, Mark, Segment

BROKEN = ("loop", "empty", "truncated")


def main(paths: Sequence[str]) -> int:
    """Print the counts of each file; exit status 1 where a loop, an empty or a cut-off target is left."""
    engine = load_engine()
    print(engine.signature)
    return max([compare(Path(path), engine) for path in paths], default=0)


def compare(path: Path, engine: Engine) -> int:
    """Print one file's counts; 1 where something broken is left."""
    sources = path.read_text("utf-8").rstrip("\n").split("\n")
    plain = engine.translate(sources)
    before = [check(s, h.text, truncated=h.truncated, doubtful=h.doubtful) for s, h in zip(sources, plain, strict=True)]
    done = translate([Segment(text, i, i, 0, len(text)) for i, text in enumerate(sources)], engine)
    counts = [_counted(before), _counted(t.marks for t in done)]
    print(f"\n{path.name}: {len(sources)} sentences\n{'':<14}{'before':>8}{'after':>8}")
    for code in sorted({*counts[0], *counts[1]}):
        print(f"{code:<14}{counts[0][code]:>8}{counts[1][code]:>8}")
    reference = path.with_suffix(".en")
    if reference.is_file():
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF

        wanted = [reference.read_text("utf-8").rstrip("\n").split("\n")]
        for metric in (BLEU(), CHRF()):
            scores = [
                metric.corpus_score(list(outputs), wanted).score
                for outputs in ((h.text for h in plain), (t.target for t in done))
            ]
            print(f"{type(metric).__name__:<14}{scores[0]:>8.1f}{scores[1]:>8.1f}")
    return int(any(counts[1][code] for code in BROKEN))


def _counted(marks: Iterable[Iterable[Mark]]) -> Counter[str]:
    return Counter(mark.code for each in marks for mark in each)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
