"""What the checks see of errors that are put into reference translations: the reverse of `mark_counts`.

    python tests/mark_power.py FILE.fr …        # FILE.en beside it is the reference

Each kind of error is put into every reference that has room for it. Prints a table in Markdown: how many have, and in
how many percent of them there is a mark (doubt or error) that the reference as it stands does not bear.
"""

# ruff: noqa: T201  # a command that prints
from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from translate_summarize.quality import check

Spoiler = Callable[[str, str], str]
"""A reference, and that of another sentence, to the reference with an error in it; the same text where there is no room."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?![\w.,]|\.\d)")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_SCALE = re.compile(r"\b(m|b)illion\b")


def without_not(text: str, other: str) -> str:
    """`was not adopted` as `was adopted`."""
    del other
    return re.sub(r" not\b|n['’]t\b| never\b", "", text, count=1)


def with_not(text: str, other: str) -> str:
    """`was adopted` as `was not adopted`."""
    del other
    if re.search(r"\b(?:not?|never|nor|none|nothing|nobody|without)\b|n['’]t", text):
        return text
    return re.sub(r"\b(is|was|are|were|has|have|will|can)\b", r"\1 not", text, count=1)


def other_number(text: str, other: str) -> str:
    """The first figure, half as big again and one more."""
    del other
    return _FIGURE.sub(lambda match: str(int(match.group()) * 3 // 2 + 1), text, count=1)


def other_name(text: str, other: str) -> str:
    """The first name, as the first of another sentence."""
    found = _NAME.search(other)
    return _NAME.sub(found.group(), text, count=1) if found else text


def misspelt_name(text: str, other: str) -> str:
    """The first name with two letters in the middle turned round."""
    del other

    def turned(match: re.Match[str]) -> str:
        name, middle = match.group(), len(match.group()) // 2
        return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]

    return _NAME.sub(turned, text, count=1)


def other_month(text: str, other: str) -> str:
    """The first month as the one three after it."""
    del other
    return _MONTH.sub(lambda match: _MONTHS[(_MONTHS.index(match.group()) + 3) % len(_MONTHS)], text, count=1)


def other_scale(text: str, other: str) -> str:
    """A million for a billion, and the reverse."""
    del other
    return _SCALE.sub(lambda match: "billion" if match[1] == "m" else "million", text, count=1)


def without_end(text: str, other: str) -> str:
    """Without its last third."""
    del other
    words = text.split(" ")
    return text if len(words) < 6 else " ".join(words[: len(words) * 2 // 3])


def without_closing(text: str, other: str) -> str:
    """Without its last quotation mark."""
    del other
    marks = [match.start() for match in re.finditer('["”]', text)]
    return text if len(marks) < 2 else text[: marks[-1]] + text[marks[-1] + 1 :]


def without_speaker(text: str, other: str) -> str:
    """Without `according to …`."""
    del other
    return re.sub(r"^According to [^,]+, |, according to [^,.]+", "", text, count=1)


def of_another(text: str, other: str) -> str:
    """The reference of another sentence."""
    return text if text == other else other


SPOILERS: tuple[Spoiler, ...] = (
    without_not,
    with_not,
    other_number,
    other_name,
    misspelt_name,
    other_month,
    other_scale,
    without_end,
    without_closing,
    without_speaker,
    of_another,
)


def power(sources: Sequence[str], references: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For each kind of error the sentences that have room for it, and those where it is seen."""
    clean = [_codes(s, t) for s, t in zip(sources, references, strict=True)]
    counts = {}
    for spoiler in SPOILERS:
        tried = seen = 0
        for i, (source, reference) in enumerate(zip(sources, references, strict=True)):
            spoilt = spoiler(reference, references[(i + 7) % len(references)])
            if spoilt != reference:
                tried += 1
                seen += bool(_codes(source, spoilt) - clean[i])
        counts[spoiler.__name__.replace("_", " ")] = (tried, seen)
    return counts


def table(columns: dict[str, dict[str, tuple[int, int]]]) -> str:
    """Sentences tried and the percentage seen, a row for each kind of error."""
    lines = [
        f"| error | {' | '.join(f'{name}: tried | seen' for name in columns)} |",
        f"|---|{'---|---|' * len(columns)}",
    ]
    for kind in next(iter(columns.values())):
        cells = " | ".join(
            f"{tried} | {100 * seen / max(1, tried):.0f}%" for tried, seen in (c[kind] for c in columns.values())
        )
        lines.append(f"| {kind} | {cells} |")
    return "\n".join(lines)


def main(paths: Sequence[str]) -> int:
    """Print the table."""
    columns = {}
    for path in map(Path, paths):
        sources, references = (
            path.with_suffix(end).read_text("utf-8").rstrip("\n").split("\n") for end in (".fr", ".en")
        )
        columns[path.stem] = power(sources, references)
    print(table(columns))
    return 0


def _codes(source: str, target: str) -> set[str]:
    return {mark.code for mark in check(source, target) if mark.severity != "note"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
