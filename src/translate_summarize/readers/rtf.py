"""RTF, over striprtf: its text in paragraphs. Styles, notes and pictures are not read; cells of a table are."""

from __future__ import annotations

import importlib
import re

from translate_summarize.errors import DocumentError
from translate_summarize.readers import plain
from translate_summarize.readers.parsed import Parsed

_AUTHOR = re.compile(r"\{\\author ([^{}]*)\}")
_HEADER = 100_000
"""Characters at the head of a file, where it says what it is."""


def parse(data: bytes, *, name: str) -> Parsed:
    """The paragraphs of a document; DocumentError where it is damaged."""
    rtf_to_text = importlib.import_module("striprtf.striprtf").rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError(f"{name} is damaged, or not RTF: save it again from its program.")
    # RTF is ASCII with escapes; stray bytes are in the encoding that its header names, which striprtf applies to escapes.
    source = data.decode("latin-1")
    source = re.sub(r"[\x80-\xff]", lambda found: f"\\'{ord(found[0]):02x}", source)
    author = _AUTHOR.search(source[:_HEADER])
    try:
        text: str = rtf_to_text(source, encoding="cp1252", errors="replace")
        name_said: str = rtf_to_text(f"{{\\rtf1\\ansi {author[1]}}}", encoding="cp1252") if author else ""
    except (ValueError, LookupError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise DocumentError(f"{name} cannot be read as RTF ({error}): save it again from its program.") from error
    lines = [cell.strip() for line in text.split("\n") for cell in line.split("|")]
    blocks, title = plain.parse("\n\n".join(lines))
    return Parsed(blocks, title, name_said.strip() or None)
