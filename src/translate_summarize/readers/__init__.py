"""Sources to Documents: one module for a family of formats, one table from suffix to reader."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from translate_summarize.errors import DocumentError
from translate_summarize.readers import decoding, markdown, plain
from translate_summarize.types import Block, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


# Readers of decoded text: text -> (blocks, title). A format that is not text (a ZIP of XML, say) gets a table of its
# own beside this one, of readers that take the bytes, and is looked up before anything is decoded.
TEXT_READERS: Mapping[str, Callable[[str], tuple[tuple[Block, ...], str | None]]] = {
    "": plain.parse,
    ".txt": plain.parse,
    ".text": plain.parse,
    ".md": markdown.parse,
    ".markdown": markdown.parse,
}

MAX_BYTES = 50 * 10**6
"""No article is longer; what is (a dump, a log) would fill memory twenty times over."""


def read(source: str | Path | BinaryIO, *, name: str | None = None) -> Document:
    """The article at a path, or in a binary stream, which is read to its end as plain text.

    `name` is the document's name instead of the path's stem, or of "stdin" for a stream.
    Raises DocumentError: a source that is missing, a folder, not permitted, empty, binary, in an unknown encoding or of
    an unknown suffix. A path without a suffix is read as plain text.
    """
    if isinstance(source, str | Path):
        path, label = Path(source), str(source)
        data = _bytes(path, label)
        return parse(data, suffix=path.suffix, name=name or unicodedata.normalize("NFC", path.stem), location=label)
    name = name or "stdin"
    try:
        data = source.read()
    except (OSError, ValueError) as error:
        raise DocumentError(f"{name} cannot be read ({error}): give a path instead.") from error
    return parse(data, name=name)


def parse(data: bytes, *, suffix: str = "", name: str, location: str = "") -> Document:
    """The article in the bytes of a file with that suffix (none: plain text); raises DocumentError as `read` does."""
    label = location or name
    reader = _reader(suffix.lower(), label)
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"{label} is {len(data) / 1e6:.0f} MB: tsum reads articles of up to {MAX_BYTES // 10**6} MB."
        )
    if not data.strip():
        raise DocumentError(f"{label} is empty: there is nothing to translate.")
    text, encoding = decoding.decode(data, name=label)
    blocks, title = reader(text)
    blocks = tuple(block for block in blocks if block.text.strip())
    if not blocks:
        raise DocumentError(f"{label} has no text: there is nothing to translate.")
    return Document(blocks=blocks, name=name, location=location, title=title, encoding=encoding)


def _reader(suffix: str, label: str) -> Callable[[str], tuple[tuple[Block, ...], str | None]]:
    reader = TEXT_READERS.get(suffix)
    if reader is None:
        known = ", ".join(key for key in TEXT_READERS if key)
        raise DocumentError(f"{label} has a suffix that is not known ({suffix}): tsum reads {known}.")
    return reader


def _bytes(path: Path, label: str) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(
                f"{label or path} is a folder: one article is expected, or `tsum batch` for all that is in it."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"{label} does not exist: check the path.") from error
    except PermissionError as error:
        raise DocumentError(f"{label} cannot be read: its permissions forbid it.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{label!r} cannot be read ({reason}): check the path.") from error
