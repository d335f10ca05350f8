"""Sources to Documents: one module for a family of formats, one table from suffix to reader."""

from __future__ import annotations

import importlib
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from translate_summarize import plugins
from translate_summarize.dates import iso_of
from translate_summarize.errors import DocumentError
from translate_summarize.readers import addresses, decoding, jsonl, markdown, plain, sniffing
from translate_summarize.readers.limits import MAX_BYTES as MAX_BYTES  # others ask here how much to read
from translate_summarize.readers.limits import refuse_oversize
from translate_summarize.readers.parsed import Parsed, with_standfirst
from translate_summarize.readers.strands import carried
from translate_summarize.types import Block, Document, Original

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


Readable: TypeAlias = str | Path | bytes | BinaryIO
"""What `read` takes: a path or web address, the bytes of a file, a binary stream."""

# Readers of decoded text: text -> (blocks, title).
TEXT_READERS: Mapping[str, Callable[[str], tuple[tuple[Block, ...], str | None]]] = {
    "": plain.parse,
    ".txt": plain.parse,
    ".text": plain.parse,
    ".md": markdown.parse,
    ".markdown": markdown.parse,
}

# Readers of bytes: suffix -> module of this package with `parse(data, *, name) -> Parsed`, imported when it is needed.
BYTE_READERS: Mapping[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".pdf": "pdf",
    ".rtf": "rtf",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".eml": "mail",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def read(
    source: Readable,
    *,
    name: str | None = None,
    suffix: str | None = None,
    allow_private: bool = False,
    fields: Mapping[str, str] | None = None,
    keep_original: bool = False,
) -> Document:
    """The article at a path or web address, in bytes, or in a binary stream, which is read to its end.

    Args:
        source: A path, an http or https address (it is fetched, and nothing that it names), bytes, or a binary stream.
        name: The document's name instead of the path's stem, or of "stdin" for bytes and streams.
        suffix: The format, as a path's suffix says it (".docx"); by default the path's own. Without one, the content
            tells, and what tells nothing is plain text.
        allow_private: Fetch from this machine and from private networks, too.
        fields: What the fields of JSON lines are called, where they have no usual name: {"text": "corps_article"}.
        keep_original: Keep the bytes with the document, so that its English can be put into a copy of it.

    Raises:
        DocumentError: A source that is missing, a folder, not permitted, empty, damaged, protected by a password,
            without text, in an unknown encoding or format, or whose format needs an extra that is not installed; an
            address that cannot be fetched.
    """
    if isinstance(source, str) and addresses.is_address(source):
        from translate_summarize.readers.fetching import fetch

        found = fetch(source, limit=MAX_BYTES, allow_private=allow_private)
        data, own = found.data, found.suffix or _suffix_of_address(source)
        name, location = name or addresses.name_of(source), source
    elif isinstance(source, str | Path):
        path, location = Path(source), str(source)
        data, own = _bytes(path, location), path.suffix if suffix is None else ""
        name = name or unicodedata.normalize("NFC", path.stem)
    else:
        name, own, location = name or "stdin", "", ""
        data = source if isinstance(source, bytes) else _rest(source, name)
    return parse(data, suffix=suffix or own, name=name, location=location, fields=fields, keep_original=keep_original)


def _rest(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DocumentError(f"{name} cannot be read ({error}): give a path instead.") from error


def parse(
    data: bytes,
    *,
    suffix: str = "",
    name: str,
    location: str = "",
    fields: Mapping[str, str] | None = None,
    keep_original: bool = False,
) -> Document:
    """The article in the bytes of a file with that suffix (none: as its content tells); raises as `read` does."""
    label = location or name
    suffix = suffix.lower()
    if not suffix or not is_known(suffix):
        suffix = sniffing.suffix_of(data) or suffix  # "page.php" is a page
    sniffing.refuse_old_office(data, name=label)
    if not is_known(suffix):
        raise DocumentError(f"{label} has a suffix that is not known ({suffix}): tsum reads {', '.join(_suffixes())}.")
    refuse_oversize(data, suffix=suffix, name=label)
    if not data.strip():
        raise DocumentError(f"{label} is empty: there is nothing to translate.")
    try:
        parsed = _parsed(data, suffix, label, fields)
    except RecursionError as error:
        raise DocumentError(f"{label} is nested too deeply to be read.") from error
    blocks = tuple(block for block in parsed.blocks if block.text.strip())
    if not blocks:
        raise DocumentError(f"{label} has no text: there is nothing to translate.")
    return Document(
        blocks=blocks,
        name=name,
        location=location,
        title=parsed.title,
        encoding=parsed.encoding,
        author=parsed.author,
        date=parsed.date,
        standfirst=parsed.standfirst,
        cues=parsed.cues,
        original=Original(data, suffix) if keep_original else None,
    )


def _suffix_of_address(address: str) -> str:
    own = Path(address.partition("?")[0]).suffix.lower()
    return own if is_known(own) else ""


def name_of(source: str) -> str:
    """The name of the document that `read` makes of a path or an address."""
    return (
        addresses.name_of(source) if addresses.is_address(source) else unicodedata.normalize("NFC", Path(source).stem)
    )


def is_address(source: str) -> bool:
    """Whether a source is a web address, which is fetched, and no path."""
    return addresses.is_address(source)


def is_known(suffix: str) -> bool:
    """Whether there is a reader for files of this suffix (in small letters, dot included)."""
    return suffix in TEXT_READERS or suffix in BYTE_READERS or suffix[1:] in plugins.found(plugins.READERS)


def has_fields(suffix: str) -> bool:
    """Whether files of this suffix have fields that `read` can be told the names of."""
    return BYTE_READERS.get(suffix.lower()) == "jsonl"


SUFFIXES: tuple[str, ...] = tuple(key for key in (*TEXT_READERS, *BYTE_READERS) if key)
"""The suffixes that `read` knows, as they are shown to people."""


def _suffixes() -> tuple[str, ...]:
    return *SUFFIXES, *(f".{name}" for name in plugins.found(plugins.READERS) if f".{name}" not in SUFFIXES)


def _parsed(data: bytes, suffix: str, label: str, fields: Mapping[str, str] | None) -> Parsed:
    if suffix in TEXT_READERS:
        text, encoding = decoding.decode(data, name=label)
        blocks, title = TEXT_READERS[suffix](text)
        if TEXT_READERS[suffix] is not markdown.parse:
            return Parsed(blocks, title, encoding=encoding)
        author, date = markdown.said(text, "author"), markdown.said(text, "date")
        return Parsed(blocks, title, author, iso_of(date) if date else None, encoding=encoding)
    try:
        if BYTE_READERS.get(suffix) == "jsonl":
            parsed = jsonl.parse(data, name=label, fields=fields)
        elif suffix in BYTE_READERS:
            parsed = importlib.import_module(f"{__name__}.{BYTE_READERS[suffix]}").parse(data, name=label)
        else:
            parsed = _of_plugin(data, suffix, label)
    except DocumentError as error:
        # A name inside the file, or a parser's own words, may have any line breaks.
        raise DocumentError(" ".join(str(error).split())) from error
    return _tidied(parsed)


def _of_plugin(data: bytes, suffix: str, label: str) -> Parsed:
    try:
        document = plugins.found(plugins.READERS)[suffix[1:]].load()(data, name=label)
        blocks, cues = tuple(document.blocks), tuple(document.cues)
        return Parsed(
            blocks, document.title, document.author, document.date, document.standfirst, document.encoding, cues
        )
    except (DocumentError, RecursionError):
        raise
    except Exception as error:  # somebody else's code
        raise DocumentError(f"{label} cannot be read by the plug-in for {suffix} files ({error!r}).") from error


_SPACES = re.compile(r"[ \t\n]+")


_UNNAMED = frozenset({"python-docx", "microsoft office user", "un-named", "unknown", "unknown author", "anonymous"})
"""Authors that programs put where nobody said a name."""


def _tidied(parsed: Parsed) -> Parsed:
    """Text as the stages expect it: NFC, without what shows nothing, one line a block; cues say where they stand."""
    if parsed.cues:
        return parsed
    blocks = tuple(carried(block, _tidy(block.text, code=block.kind == "code")) for block in parsed.blocks)
    title, author, standfirst = (
        _tidy(text) or None if text else None for text in (parsed.title, parsed.author, parsed.standfirst)
    )
    if author and author.lower() in _UNNAMED:
        author = None
    blocks, standfirst = with_standfirst(blocks, standfirst)
    date = iso_of(parsed.date) if parsed.date else None
    return replace(parsed, blocks=blocks, title=title, author=author, standfirst=standfirst, date=date)


def _tidy(text: str, *, code: bool = False) -> str:
    text = decoding.clean(text)
    return text if code else _SPACES.sub(" ", text).strip(" ")


def _bytes(path: Path, label: str) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(
                f"{label or path} is a folder: one article is expected, or `tsum batch` for all that is in it."
            )
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # a little more than is read, so that it is refused
    except FileNotFoundError as error:
        raise DocumentError(f"{label} does not exist: check the path.") from error
    except PermissionError as error:
        raise DocumentError(f"{label} cannot be read: its permissions forbid it.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{label!r} cannot be read ({reason}): check the path.") from error
