"""The mean of the last weights of a run: often a point better than the last ones alone.

    python -m models.training.average --run WORK/run --last 4 --into WORK/average.safetensors

Runs that were started from the same weights, side by side on other text, may be given together: the mean of all of them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from models.training.files import replacing
from models.training.modeling import load_model, weights_of


def main(arguments: list[str] | None = None) -> None:
    """Average the last step files of a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, nargs="+", required=True)
    parser.add_argument("--last", type=int, default=4, help="how many step files of each run")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="model folder that the run was started from")
    parser.add_argument("--tokenizer", type=Path, help="vocabulary of the run, with --start")
    parser.add_argument("--share", type=float, default=0.3, help="of --start in the mean, 0 to 1")
    options = parser.parse_args(arguments)
    if options.start and not options.tokenizer:
        parser.error("--start needs --tokenizer")
    from safetensors.torch import load_file, save_file

    paths = []
    for run in options.run:
        last = sorted(run.glob("step-*.safetensors"))[-options.last :]
        if not last:
            parser.error(f"no step-*.safetensors in {run}")
        paths += last
    averaged = mean([load_file(path) for path in paths])
    if options.start:
        start = weights_of(load_model(options.start, options.tokenizer))
        averaged = between(start, averaged, share=options.share)
    with replacing(options.into) as beside:
        save_file(averaged, beside)
    print(f"mean of {', '.join(f'{path.parent.name}/{path.stem}' for path in paths)} in {options.into}")


def mean(weights: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of each tensor."""
    return {name: sum(one[name] for one in weights) / len(weights) for name in weights[0]}


def between(start: dict[str, Any], end: dict[str, Any], *, share: float) -> dict[str, Any]:
    """The point on the line from `end` to `start` at `share` of the way."""
    return {name: share * start[name] + (1 - share) * end[name] for name in end}


if __name__ == "__main__":
    main()
