"""Corrections that came back: what is taken, and what is not, and why. Text never goes under another segment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate_summarize.fingerprints import fingerprint
from translate_summarize.readers.corrected import Returned
from translate_summarize.types import Segment


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a corrected document brings."""

    taken: dict[str, str]
    """Source to corrected target, in the order of the document."""
    unchanged: int
    refused: tuple[str, ...]
    """One sentence for each correction that is not taken."""


def sort_out(returned: Iterable[Returned]) -> Corrections:
    """What can be taken of a corrected document.

    Not taken: English under French that is not what it was (it may belong to another sentence), English that was
    emptied, and a second correction of the same French that says something else.
    """
    taken: dict[str, str] = {}
    first: dict[str, Returned] = {}
    refused: list[str] = []
    unchanged = 0
    for item in returned:
        if not item.changed:
            unchanged += 1
            continue
        target = " ".join(item.target.split()) if "\n" not in item.source else item.target
        key = fingerprint(item.source)
        other = first.get(key)
        if item.marked and not item.intact:
            refused.append(f"{_name(item)}: its French was changed in the file, so its English is not taken.")
        elif not target.strip():
            refused.append(f"{_name(item)}: its English was emptied; a memory cannot hold that, so it is not taken.")
        elif other is not None and fingerprint(other.target) != fingerprint(target):
            refused.append(
                f"{_name(item)}: segment {other.number} has the same French and other English, which was taken."
            )
        elif other is None:
            taken[item.source] = target
            first[key] = item
    return Corrections(taken, unchanged, tuple(refused))


def missing_from(taken: Iterable[str], segments: Sequence[Segment]) -> tuple[str, ...]:
    """One sentence for each corrected source that the article does not hold (any more)."""
    there = {fingerprint(segment.text) for segment in segments}
    return tuple(
        f"“{_short(source)}” is not in the article: its English is kept in the memory, and stands nowhere."
        for source in taken
        if fingerprint(source) not in there
    )


def _name(item: Returned) -> str:
    return f"Segment {item.number or '?'} (“{_short(item.source)}”)"


def _short(text: str, length: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rstrip() + "…"
