"""What news needs of a model, tried on a list for each kind: names, placeholders, capitals, headlines, numbers …

python -m models.training.trials --model models/fr-en

The model is asked as it is, without what tsum does around it (placeholders, small letters, repair); a line passes where
its English matches what `trials.tsv` asks for, and holds nothing of what it forbids.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("trials.tsv")


@dataclass(frozen=True, slots=True)
class Trial:
    """A line of the list."""

    kind: str
    french: str
    wanted: str
    forbidden: str

    def passes(self, english: str) -> bool:
        """Whether a translation will do."""
        return bool(re.search(self.wanted, english)) and not (self.forbidden and re.search(self.forbidden, english))


def trials(path: Path = LIST) -> tuple[Trial, ...]:
    """The lines of a list; `#` begins a comment."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(Trial(*line.split("\t")) for line in lines)


def main(arguments: list[str] | None = None) -> None:
    """Try a model, and print what it passes by kind, and the lines that it fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    options = parser.parse_args(arguments)
    from translate_summarize.engines import load_engine

    tried = trials()
    outputs = [hypothesis.text for hypothesis in load_engine(options.model).translate([t.french for t in tried])]
    print(table(tried, outputs))


def table(tried: Sequence[Trial], outputs: Sequence[str]) -> str:
    """Passed of tried for each kind, as Markdown, then each failure with its output."""
    found = list(zip(tried, outputs, strict=True))
    rows = []
    for kind in dict.fromkeys(trial.kind for trial in tried):
        passed = [trial.passes(output) for trial, output in found if trial.kind == kind]
        rows.append(f"| {kind} | {sum(passed)} of {len(passed)} |")
    failures = [f"{t.kind}: {t.french} -> {output}" for t, output in found if not t.passes(output)]
    total = f"| all | {len(found) - len(failures)} of {len(found)} |"
    return "\n".join(["| kind | passed |", "|---|---|", *rows, total, "", *failures])


if __name__ == "__main__":
    main()
