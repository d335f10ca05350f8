"""Blocks of a document to segments, each with its exact span.

A boundary is a run of stops with its closing quotes, then white space (or nothing, where a CMS glued two sentences),
then something that can open a sentence. One regular expression finds the candidates, and plain functions over the
tables of `french` judge each by the word before and the word after. When in doubt, a text is not split: half a
sentence translates worse than two sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate_summarize import french
from translate_summarize.types import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate_summarize.types import Document

_UPPER = "A-ZÀ-ÖØ-ÞŒŸŠŽ"
_LOWER = "a-zß-öø-ÿœšž"
_CANDIDATE = re.compile(
    rf"""(?P<stop>[.!?…]+(?:[\s]?[!?…]+)*)      # "?!…", "? !", "..."
         (?P<close>(?:\s?[»”’)\]]|["'](?![\w«]))*)
         (?:(?P<gap>\s+)(?P<open>(?:[«"“‘'(\[¿¡•*—–-]\s*)*)(?P<next>\w?)
           |(?P<glued>(?=[«“]?[{_UPPER}][{_LOWER}'’])))""",
    re.VERBOSE,
)
_NEXT_WORD = re.compile(r"\w+")


def segment(document: Document) -> tuple[Segment, ...]:
    """The segments of `document`, numbered over the whole of it; headings and code blocks are one segment each."""
    segments: list[Segment] = []
    for number, block in enumerate(document.blocks):
        spans = (
            (_trim(block.text, 0, len(block.text)),)
            if block.kind in ("heading", "code")
            else split_sentences(block.text)
        )
        for start, end in spans:
            if start < end:
                segments.append(Segment(block.text[start:end], len(segments), number, start, end, block.kind))
    return tuple(segments)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of one block: in order, not blank, with only white space (or nothing) between them."""
    spans = []
    start = 0
    for cut in _cuts(text):
        span = _trim(text, start, cut)
        if span[0] < span[1]:
            spans.append(span)
            start = cut
    span = _trim(text, start, len(text))
    if span[0] < span[1]:
        spans.append(span)
    return tuple(spans)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + len(piece.rstrip())) if left < len(piece) else (start, start)


def _cuts(text: str) -> Iterator[int]:
    quotes = counted = 0
    for match in _CANDIDATE.finditer(text):
        cut = match.end("close")
        opening = match["open"] or ""
        if '"' in opening or '"' in match["close"]:
            # A straight quote closes where one is open: after "la pollution. " it is not the next sentence's.
            quotes += text.count('"', counted, match.start())
            counted = match.start()
            if opening.startswith('"') and quotes % 2 and not match["close"]:
                cut = match.start("open") + 1
        if _ends(text, match):
            yield cut


def _ends(text: str, match: re.Match[str]) -> bool:
    position = match.end() if match["gap"] is None or not match["next"] else match.start("next")
    if match["gap"] is None and text[position] in "«“":
        position += 1
    following = _NEXT_WORD.match(text, position)
    word = following[0] if following else ""
    left = text[max(0, match.start() - 40) : match.start()].split()
    token = left[-1].lstrip("«\"“‘'([") if left and not text[match.start() - 1].isspace() else ""
    if match["gap"] is None and not _glue(text, match.start(), word):
        return False
    if match["stop"] == ".":
        return _full_stop(text, match, token, word, following.end() if following else position)
    if word:
        return not word[0].islower()
    return False


def _glue(text: str, stop: int, word: str) -> bool:
    """Whether a stop without white space after it parts two sentences, and not the parts of a name or address."""
    begin = max(text.rfind(" ", 0, stop), text.rfind("\u00a0", 0, stop), text.rfind("\u202f", 0, stop)) + 1
    token = text[begin:stop]
    return bool(_GLUED_LEFT.search(token)) and not _ADDRESS.search(token) and word.lower() not in french.DOMAINS


_GLUED_LEFT = re.compile(rf"(?:[{_LOWER}\d)»”\"%]{{2}}|[{_UPPER}]{{2}}|[»”\")])\Z")
_ADDRESS = re.compile(r"[@/\\=_]|www|\.\w")


def _full_stop(text: str, match: re.Match[str], token: str, word: str, end: int) -> bool:
    if match["close"]:
        return bool(word) and not word[0].islower()
    opening = match["open"] or ""
    if not word:
        return bool(opening)
    low = token.lower()
    starts = french.opens_sentence(word, text[end : end + 12])
    if word[0].islower():
        if word == "à" or "-" in opening or "•" in opening:
            return low not in french.ABBREVIATIONS
        return False
    if low in french.TITLES:
        return False
    if low.isdigit():
        return not _begins(text, match.start() - len(token))
    if word[0].isdigit():
        return low not in french.ABBREVIATIONS and low not in french.UNITS and len(low) > 1
    if len(token) == 1 or "." in token or french.is_initials(token):
        return starts
    if low in french.COMPLETED:
        return False
    if low in french.REFERENCES:
        return starts
    if low in french.ENDINGS:
        return not opening.startswith("(")
    return True


def _begins(text: str, position: int) -> bool:
    """Whether nothing but a stop or white space stands before `position`: a number here numbers a list item."""
    before = text[max(0, position - 5) : position].rstrip()
    return not before or before[-1] in ".!?…:;»"
