"""RTF, over striprtf: its text in paragraphs. Styles, notes and pictures are not read; cells of a table are."""

from __future__ import annotations

import importlib
import re

from translate_summarize.errors import DocumentError
from translate_summarize.readers import plain
from translate_summarize.readers.limits import MAX_LINES, MAX_TAGS, too_many
from translate_summarize.readers.parsed import Parsed

_AUTHOR = re.compile(r"\{\\author ([^{}]*)\}")
_HEADER = 100_000
"""Characters at the head of a file, where it says what it is."""
_FONT_TABLE = re.compile(r"\{[^{}]*\\fonttbl")
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_FONT = re.compile(r"\\f(\d{1,9})(?!\d)|\\fcharset(\d{1,9})(?!\d)")
_FIELD = re.compile(r"\\field(?=\{)", re.IGNORECASE)


def parse(data: bytes, *, name: str) -> Parsed:
    """The paragraphs of a document; DocumentError where it is damaged, or has more groups or lines than an article."""
    rtf_to_text = importlib.import_module("striprtf.striprtf").rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError(f"{name} is damaged, or not RTF: save it again from its program.")
    if data.count(b"{") > MAX_TAGS:  # each that is not closed is held
        raise too_many(name, MAX_TAGS, "groups")
    # RTF is ASCII with escapes; stray bytes are in the encoding that its header names, which striprtf applies to escapes.
    source = data.decode("latin-1").lstrip()
    for number in range(0x80, 0x100):
        source = source.replace(chr(number), f"\\'{number:02x}")
    author = _AUTHOR.search(source[:_HEADER])
    try:
        text: str = rtf_to_text(_quickly_read(source), encoding="cp1252", errors="replace")
        name_said: str = rtf_to_text(f"{{\\rtf1\\ansi {author[1]}}}", encoding="cp1252") if author else ""
    except (ValueError, LookupError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise DocumentError(f"{name} cannot be read as RTF ({error}): save it again from its program.") from error
    if text.count("\n") + text.count("|") > MAX_LINES:
        raise too_many(name, MAX_LINES, "lines")
    lines = [cell.strip() for line in text.split("\n") for cell in line.split("|")]
    blocks, title = plain.parse("\n\n".join(lines))
    return Parsed(blocks, title, name_said.strip() or None)


def _quickly_read(source: str) -> str:
    """The same without what striprtf takes the third power of a length for: its patterns for fonts and for links.

    It looks for fonts in the first table alone, so that a short one that says the same is put before. A space ends the
    name of a field, and with it no pattern of a link is found, whose address would be written into the sentence.
    """
    fonts = "".join(f"{{\\f{font}\\fcharset{charset} x;}}" for font, charset in _charsets(source).items())
    return f"{{{{\\fonttbl{fonts}}}{_FIELD.sub(lambda found: f'{found[0]} ', source[1:])}"


def _charsets(source: str) -> dict[str, str]:
    """The number of the character set of each font that says one."""
    start = _FONT_TABLE.search(source)
    if start is None:
        return {}
    depth, end = 1, len(source)
    for brace in _BRACE.finditer(source, start.end()):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            end = brace.end()
            break
    charsets: dict[str, str] = {}
    font = None
    for found in _FONT.finditer(source, start.end(), end):
        if found[1] is not None:
            font = found[1]
        elif font is not None:
            charsets[font] = found[2]
    return charsets
