"""SubRip and WebVTT, over pysubs2: sentences are put together across cues, and the cues are kept.

A block ends where a sentence does and nobody speaks for a while, or where the next line opens with a dash, as another
person's words do.
"""

from __future__ import annotations

import html
import importlib
import re

from translate_summarize.errors import DocumentError
from translate_summarize.readers import decoding
from translate_summarize.readers.parsed import Parsed
from translate_summarize.types import Block, Cue

_TAG = re.compile(r"</?[a-zA-Z][^>\n]{0,80}>|<\d\d:[\d:.]+>|\{\\[^}\n]{0,80}\}")
_SPACE = re.compile(r"\s+")
_STOPPED = re.compile(r"[.!?…][\s»”\")\]]*\Z")
_TURN = re.compile(r"[-–—]\s*(?=\S)")
_PAUSE = 1500
"""Milliseconds without a cue after which a new block begins, where a sentence has ended."""
_LONGEST = 1500
"""Characters of a block after which the end of a sentence ends it too, so that a film is more than one block."""


def parse(data: bytes, *, name: str) -> Parsed:
    """The text of the cues in blocks, and where each cue stands; DocumentError where there is no cue."""
    pysubs2 = importlib.import_module("pysubs2")
    text, encoding = decoding.decode(data, name=name)
    kind = "vtt" if text.startswith("WEBVTT") else "srt"
    try:
        # A comment of WebVTT runs to the next blank line.
        clean = re.sub(r"(?m)^(?:NOTE|STYLE|REGION)\b.*(?:\n.+)*", "", text) if kind == "vtt" else text
        # What opens no tag is hidden: pysubs2 would look to the end of the cue for where each is closed.
        clean = _TAG.sub("", clean).replace("<", "&lt;").replace("{", "&#123;")
        events = list(pysubs2.SSAFile.from_string(clean, format_=kind))
    except (pysubs2.Pysubs2Error, ValueError, IndexError, OverflowError, KeyError, TypeError) as error:
        raise DocumentError(
            f"{name} cannot be read as subtitles ({error}): export it again from its program."
        ) from error
    events.sort(key=lambda event: (event.start, event.end))
    lines = [(event.start, event.end, part) for event in events for part in _turns(event.plaintext)]
    if not lines:
        return Parsed((), encoding=encoding)
    return _put_together(lines, encoding)


def _turns(text: str) -> list[str]:
    """What one cue says, by speaker: a line that opens with a dash is another person's."""
    parts: list[str] = []
    for raw in html.unescape(text).split("\n"):
        line = _SPACE.sub(" ", raw).strip()
        if parts and line and not _TURN.match(line):
            parts[-1] += f" {line}"
        elif line:
            parts.append(line)
    return [decoding.clean(part) for part in parts]


def _put_together(lines: list[tuple[int, int, str]], encoding: str) -> Parsed:
    blocks: list[str] = []
    cues: list[Cue] = []
    last_end = 0
    for begin, finish, text in lines:
        length = len(blocks[-1]) if blocks else 0
        stopped = bool(blocks) and bool(_STOPPED.search(blocks[-1], max(0, length - 20)))
        turn = _TURN.match(text)
        pause = begin - last_end
        new = turn or (stopped and (pause >= _PAUSE or length > _LONGEST)) or length > 10 * _LONGEST
        new = new or (pause >= 2 * _PAUSE and not text[0].islower())  # a title has no stop
        said = text[turn.end() :] if turn else text
        if not blocks or new:
            blocks.append(said)
        else:
            blocks[-1] += f" {said}"
        cues.append(Cue(begin, finish, len(blocks) - 1, len(blocks[-1]) - len(said), len(blocks[-1])))
        last_end = max(last_end, finish)
    return Parsed(tuple(Block(text) for text in blocks), encoding=encoding, cues=tuple(cues))
