"""What a file may hold at most, so that none fills memory: what is made of a file counts, and not its bytes alone.

A line, a tag or a mark of emphasis becomes an object of a few hundred bytes to two kilobytes while a file is read. A novel
has some 20,000 lines; a file with fifty times as many is a dump, a log or an attack.
"""

from __future__ import annotations

from translate_summarize.errors import DocumentError

MAX_BYTES = 50 * 10**6
"""Of a file: Word files, books, PDF and mail carry pictures."""
MAX_TEXT = 20 * 10**6
"""Bytes of a file that is all text."""
MAX_LINES = 10**6
MAX_TAGS = 10**6
MAX_MARKS = 250_000
"""Line ends and signs that may mean something, of Markdown."""

_PACKED = frozenset({".docx", ".odt", ".epub", ".pdf"})
_MARKDOWN = frozenset({".md", ".markdown"})
_RARE_ENDS = (b"\x0b", b"\x0c", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_SIGNS = (b"*", b"_", b"`", b"[", b"<", b"&", b"~", b"|", b"\\", b"!")


def refuse_oversize(data: bytes, *, suffix: str, name: str) -> None:
    """Raise DocumentError where a file of this suffix is longer, or has more lines or marks, than tsum reads."""
    most = MAX_BYTES if suffix in _PACKED or suffix == ".eml" else MAX_TEXT
    if len(data) > most:
        raise DocumentError(f"{name} is too long: tsum reads articles of up to {most // 10**6} MB in this format.")
    lines = max(data.count(b"\n"), data.count(b"\r")) + _count(data, _RARE_ENDS)
    if suffix in _MARKDOWN and lines + _count(data, _SIGNS) > MAX_MARKS:
        raise too_many(name, MAX_MARKS, "lines and marks")
    if suffix not in _PACKED and lines > MAX_LINES:
        raise too_many(name, MAX_LINES, "lines")


def refuse_many_tags(text: str | bytes, *, name: str) -> None:
    """Raise DocumentError where a page or a member of an archive has more tags than tsum reads."""
    tags = text.count("<") if isinstance(text, str) else text.count(b"<")
    if tags > MAX_TAGS:
        raise too_many(name, MAX_TAGS, "tags")


def too_many(name: str, most: int, what: str) -> DocumentError:
    """The sentence for a file that holds more of something than an article has."""
    return DocumentError(f"{name} has more than {most:,} {what}: tsum takes it for no article; give it in parts.")


def _count(data: bytes, signs: tuple[bytes, ...]) -> int:
    return sum(map(data.count, signs))
