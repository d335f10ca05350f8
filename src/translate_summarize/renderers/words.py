"""The sentences that every rendered document shares, so that they are worded once."""

from __future__ import annotations

import re

from translate_summarize.dates import ENGLISH_MONTHS
from translate_summarize.types import Bitext, Brief, Coverage, Mark, Mention, Note, Severity

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
# Silent reading of English non-fiction: Brysbaert, "How many words do we read per minute?", J. Mem. Lang. 109 (2019).
WORDS_A_MINUTE = 238

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


def byline(bitext: Bitext) -> tuple[str, ...]:
    """Who wrote the article and on which day, "Anne Kerval" and "21 May 2018": what is known of it."""
    author = " ".join(clean(bitext.document.author or "").replace("; ", ", ").split())
    return tuple(part for part in (author, day(bitext.brief.date or "")) if part)


def facts(brief: Brief, *, dated: bool = True) -> tuple[str, ...]:
    """What a reader weighs a brief by: date (unless it is said elsewhere), length, how many sentences shown are in doubt."""
    shown = [claim.marks for claim in brief.claims] or [item.marks for item in brief.translations]
    doubtful = sum(worst(marks) in ("doubt", "error") for marks in shown)
    parts = [day(brief.date)] if brief.date and dated else []
    if brief.words:
        parts.append(f"{length(brief.words)} to read")
        parts.append(f"{doubtful or 'none'} of {len(shown)} {'sentence' if len(shown) == 1 else 'sentences'} doubtful")
    return tuple(parts)


def length(words: int) -> str:
    """The length of a text with the time that it takes to read it: "400 words, 2 min"."""
    return f"{words:,} {'word' if words == 1 else 'words'}, {max(1, round(words / WORDS_A_MINUTE))} min"


def day(date: str) -> str:
    """An ISO date in words, "21 May 2018"; anything else as it stands."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date)
    known = match and 1 <= int(match[2]) <= len(ENGLISH_MONTHS)
    return f"{int(match[3])} {ENGLISH_MONTHS[int(match[2]) - 1]} {match[1]}" if match and known else date


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
    """A name or figure, with how often it occurs where that is more than once: "Silicon Valley ×4", "3 days [9]"."""
    place = "" if item.segment is None else f" [{item.segment + 1}]"
    return item.text + place if item.count == 1 else f"{item.text} ×{item.count}{place}"


def notes_by_segment(notes: tuple[Note, ...]) -> dict[int, tuple[Note, ...]]:
    """The notes on each segment that has some."""
    found: dict[int, tuple[Note, ...]] = {}
    for note in notes:
        found[note.segment] = (*found.get(note.segment, ()), note)
    return found
