"""How a translation keeps to a glossary: counted from what stands in it, not from what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate_summarize.glossary.finding import find_terms, pattern_of
from translate_summarize.glossary.terms import Glossary
from translate_summarize.types import Translation


@dataclass(frozen=True, slots=True)
class Compliance:
    """How a translation keeps to a glossary: counted from what stands there."""

    occurrences: int
    honoured: int
    missed: tuple[tuple[int, str, str], ...] = ()
    """Segment (from 0), French, and the English that should stand there."""


def comply(translations: Sequence[Translation], glossary: Glossary) -> Compliance:
    """How far these translations keep to the glossary: each occurrence of a term in a source needs its target.

    The target counts in singular and plural and in any case; two occurrences need it twice.
    """
    occurrences, missed = 0, []
    for translation in translations:
        if translation.segment.kind == "code":
            continue
        wanted = find_terms(translation.segment.text, glossary)
        occurrences += len(wanted)
        rest = translation.target
        for each in sorted(wanted, key=lambda o: -len(o.target)):
            shorter, count = pattern_of(each).subn(" ", rest, count=1)
            if count:
                rest = shorter
            else:
                french = translation.segment.text[each.start : each.end]
                missed.append((translation.segment.index, french, each.target))
    return Compliance(occurrences, occurrences - len(missed), tuple(sorted(missed)))


def merged(found: Iterable[Compliance]) -> Compliance:
    """The counts of several documents together; segments mean nothing over documents, so none are listed."""
    each = list(found)
    return Compliance(sum(c.occurrences for c in each), sum(c.honoured for c in each))


def compliance_lines(found: Compliance) -> list[str]:
    """`Glossary: 12 of 14 occurrences honoured; 2 listed`, and a line for each term that was not, with its segments."""
    if not found.occurrences:
        return ["Glossary: none of its terms stands in the text"]
    head = f"Glossary: {found.honoured} of {found.occurrences} occurrences honoured"
    if found.honoured == found.occurrences:
        return [head]
    if not found.missed:  # of several documents, where a segment's number says nothing
        return [f"{head}; {found.occurrences - found.honoured} marked in the documents"]
    places: dict[tuple[str, str], list[int]] = {}
    for segment, french, english in found.missed:
        places.setdefault((french, english), []).append(segment + 1)
    return [
        f"{head}; {len(found.missed)} listed",
        *(f"  {fr} → {en}: [{', '.join(map(str, numbers))}]" for (fr, en), numbers in places.items()),
    ]
