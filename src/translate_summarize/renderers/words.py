"""The sentences that every rendered document shares, so that they are worded once."""

from __future__ import annotations

import re

from translate_summarize.types import Brief, Coverage, Mark, Mention, Note, Severity

KICKER = "Machine-translated from the French"
UNTITLED = "Untitled article"
MISSING = "no English for this segment"
MACHINE = (
    "This is a machine translation, made on a reader’s own computer; no translator has checked it. "
    "Where a word matters, go by the French."
)
MARKS = "A mark says where a check found something to look at; no mark is no proof that a sentence is right."

# severity: (sign, word). The sign stands in running text; the word is for whoever cannot tell the colours apart.
SIGNS: dict[Severity, tuple[str, str]] = {
    "note": ("*", "Note"),
    "doubt": ("?", "Doubt"),
    "error": ("!", "Error"),
}
_RANK: tuple[Severity, ...] = ("note", "doubt", "error")

# What XML 1.0 (section 2.2, production Char) does not let stand in a document, even escaped, and U+007F to U+009F,
# which HTML forbids and terminals obey. A lone surrogate cannot be written as UTF-8 at all.
_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with each character that no document may hold shown as U+FFFD: a reader sees that something was.

    Carriage returns become line breaks, as every parser of XML or HTML would read them.
    """
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def worst(marks: tuple[Mark, ...]) -> Severity | None:
    """The gravest severity among the marks; None without marks."""
    return max((mark.severity for mark in marks), key=_RANK.index, default=None)


def coverage_line(coverage: Coverage) -> str:
    """The coverage in one line: "24 of 24 segments translated, 3 of them copied as they stand, 2 marked, none left out".

    The first number counts what has an English side, copied segments (code, numbers) included; with what was left out
    it makes the second.
    """
    done = coverage.translated + coverage.by_hand + coverage.copied
    parts = [f"{done} of {coverage.segments} {'segment' if coverage.segments == 1 else 'segments'} translated"]
    if coverage.by_hand:
        parts.append(f"{coverage.by_hand} of them by hand")
    if coverage.copied:
        parts.append(f"{coverage.copied} of them copied as {'it stands' if coverage.copied == 1 else 'they stand'}")
    parts += [f"{coverage.marked or 'none'} marked{_severities(coverage)}", f"{coverage.dropped or 'none'} left out"]
    return ", ".join(parts)


def _severities(coverage: Coverage) -> str:
    notes = coverage.marked - coverage.errors - coverage.doubts
    counts = ((coverage.errors, "error"), (coverage.doubts, "doubt"), (notes, "note"))
    found = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    return f" ({', '.join(found)})" if found else ""


def mentions(brief: Brief) -> tuple[tuple[str, tuple[Mention, ...]], ...]:
    """What the article mentions most, each kind with its label; kinds without a mention are left out."""
    both = (("Names", brief.names), ("Figures", brief.figures))
    return tuple((label, items) for label, items in both if items)


def mention(item: Mention) -> str:
    """A name or figure, with how often it occurs where that is more than once: "Silicon Valley ×4"."""
    return item.text if item.count == 1 else f"{item.text} ×{item.count}"


def notes_by_segment(notes: tuple[Note, ...]) -> dict[int, tuple[Note, ...]]:
    """The notes on each segment that has some."""
    found: dict[int, tuple[Note, ...]] = {}
    for note in notes:
        found[note.segment] = (*found.get(note.segment, ()), note)
    return found
