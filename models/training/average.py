"""The mean of the last weights of a run: often a point better than the last ones alone.

python -m models.training.average --run WORK/run --last 4 --into WORK/average.safetensors
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from models.training.files import replacing


def main(arguments: list[str] | None = None) -> None:
    """Average the last step files of a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--last", type=int, default=4, help="how many step files")
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args(arguments)
    from safetensors.torch import load_file, save_file

    paths = sorted(options.run.glob("step-*.safetensors"))[-options.last :]
    if not paths:
        parser.error(f"no step-*.safetensors in {options.run}")
    with replacing(options.into) as beside:
        save_file(mean([load_file(path) for path in paths]), beside)
    print(f"mean of {', '.join(path.stem for path in paths)} in {options.into}")


def mean(weights: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of each tensor."""
    return {name: sum(one[name] for one in weights) / len(weights) for name in weights[0]}


if __name__ == "__main__":
    main()
