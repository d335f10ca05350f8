"""Sources to Documents: one module for a family of formats, one table from suffix to reader."""

from __future__ import annotations

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


def read(source: str | Path | BinaryIO, *, name: str | None = None) -> Document:
    """The article at a path, or in a binary stream (read to its end, as plain text unless `name` has a suffix).

    `name` is the document's name instead of the path's stem, or instead of "stdin" for a stream.
    Raises DocumentError: missing, unreadable, empty or binary source, a folder, an unknown suffix.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        suffix, label, location = path.suffix.lower(), str(source), str(source)
        reader = _reader(suffix, label)
        data = _bytes(path)
        name = name or path.stem
    else:
        reader, label, location = plain.parse, name or "stdin", ""
        data = source.read()
        name = name or "stdin"
    if not data.strip():
        raise DocumentError(f"{label} is empty: there is nothing to translate")
    text, encoding = decoding.decode(data, name=label)
    blocks, title = reader(text)
    if not any(block.text.strip() for block in blocks):
        raise DocumentError(f"{label} has no text: there is nothing to translate")
    return Document(blocks=blocks, name=name, location=location, title=title, encoding=encoding)


def _reader(suffix: str, label: str) -> Callable[[str], tuple[tuple[Block, ...], str | None]]:
    reader = TEXT_READERS.get(suffix)
    if reader is None:
        known = ", ".join(key for key in TEXT_READERS if key)
        raise DocumentError(f"{label} has a suffix that is not known ({suffix}): tsum reads {known}")
    return reader


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(f"{path} is a folder: give one article")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"{path} does not exist: check the path") from error
    except PermissionError as error:
        raise DocumentError(f"{path} may not be read: check its permissions") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{str(path)!r} cannot be read ({error})") from error
