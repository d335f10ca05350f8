"""Find the score below which a model is likely wrong, and write it into its folder (`doubt_below`).

python -m models.training.calibrate --model models/fr-en --sets DIR flores-dev

Run it after `export`, and whenever weights, beam or decoding change: scores of other weights mean something else.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from models.training.evaluate import calibration
from models.training.export import write_json

GAP = 12.0
"""Points of mean chrF that the doubtful part must lie below the rest, for a mark to mean something."""
PARTS = (0.10, 0.09, 0.08, 0.07, 0.06, 0.05)
"""Shares of the segments to call doubtful; the largest that reaches the gap is taken."""


def main(arguments: list[str] | None = None) -> None:
    """Calibrate a model folder; the exit status is 1 where no share reaches the gap, and nothing is written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--sets", type=Path, required=True, help="folder of NAME.fr and NAME.en")
    parser.add_argument("name", metavar="NAME", help="the set, e.g. flores-dev")
    parser.add_argument("--beam-size", type=int, default=None, help="[the model's own]")
    parser.add_argument("--compute-type", default="int8")
    parser.add_argument("--dry-run", action="store_true", help="say it, write nothing")
    options = parser.parse_args(arguments)
    from translate_summarize.engines import load_engine
    from translate_summarize.models import write_checksums

    engine = load_engine(model=options.model, beam_size=options.beam_size, compute_type=options.compute_type)
    sources, references = (
        (options.sets / f"{options.name}.{end}").read_text("utf-8").rstrip("\n").split("\n") for end in ("fr", "en")
    )
    hypotheses = engine.translate(sources)
    found = choose([h.score for h in hypotheses], [h.text for h in hypotheses], references)
    print(report(options.name, found))
    if found["chrf_rest"] - found["chrf_below"] < GAP:
        print(f"No share of {PARTS[-1]:.0%} or more lies {GAP:g} points below the rest: nothing is written.")
        sys.exit(1)
    if not options.dry_run:
        file = options.model / "generation_config.json"
        write_json(file, json.loads(file.read_text(encoding="utf-8")) | {"doubt_below": found["below"]})
        write_checksums(options.model)
        print(f"written: {file}")


def choose(scores: list[float], outputs: list[str], references: list[str]) -> dict[str, float]:
    """The calibration of the largest part that reaches the gap, else of the part that comes nearest to it."""
    tried = [{"part": part, **calibration(scores, outputs, references, part=part)} for part in PARTS]
    reaching = [found for found in tried if found["chrf_rest"] - found["chrf_below"] >= GAP]
    return reaching[0] if reaching else max(tried, key=lambda found: found["chrf_rest"] - found["chrf_below"])


def report(name: str, found: dict[str, float]) -> str:
    """One line for people."""
    gap = found["chrf_rest"] - found["chrf_below"]
    return (
        f"{name}: the least sure {found['part']:.0%} (scores below {found['below']}) have a mean chrF of "
        f"{found['chrf_below']}, the rest {found['chrf_rest']}: {gap:.1f} below"
    )


if __name__ == "__main__":
    main()
