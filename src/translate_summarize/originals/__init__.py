"""The English in the source's own document: its styles, tables, pictures and tags stay, the French text gives way.

One module a format, with one function, `render(bitext, data) -> bytes`. It edits the tree that the reader reads, so it
needs the bytes of the source, which `read(..., keep_original=True)` keeps. Either every sentence finds its place,
and is there when the copy is read again, or nothing is made.
"""

from __future__ import annotations

import importlib

from translate_summarize.errors import OutputError
from translate_summarize.originals.rereading import ensure_readable
from translate_summarize.renderers.target import TARGETS, render_target, target_suffix
from translate_summarize.types import Bitext, Document

# name: suffixes of the sources that can be written so, each by the module of that name
_SUFFIXES: dict[str, frozenset[str]] = {
    "html": frozenset({".html", ".htm", ".xhtml"}),
    "docx": frozenset({".docx"}),
    "odt": frozenset({".odt"}),
    "epub": frozenset({".epub"}),
}
NAMES: tuple[str, ...] = (*TARGETS, *(name for name in _SUFFIXES if name not in TARGETS))
"""The formats that can hold the English alone; those that `TARGETS` has not, only for a source of that format."""


def suffix(name: str) -> str:
    """What the name of a file with the English alone ends with; OutputError where the format has no such form."""
    _ensure_known(name)
    return target_suffix(name) if name in TARGETS else f".{name}"


def ensure_possible(document: Document, name: str) -> None:
    """The English of this document can be written in this format: asked before it is translated.

    Raises:
        OutputError: It cannot.
    """
    _ensure_known(name)
    if name not in TARGETS and not _is_own(document, name):
        raise OutputError(
            f"{document.location or document.name} is no .{name} file, and the English alone is written as {name} "
            f"only from one: choose among {', '.join(TARGETS)}."
        )


def in_english(bitext: Bitext, name: str) -> tuple[str | bytes, str]:
    """The English alone: in the source's own document, where it is of that format and was kept, else a plain one.

    The second is a sentence that says why it is a plain one where it need not have been, or empty.

    Raises:
        OutputError: The format cannot hold it.
    """
    ensure_possible(bitext.document, name)
    original = bitext.document.original
    if original is None or not _is_own(bitext.document, name):
        return render_target(bitext, name), ""
    try:
        made: bytes = importlib.import_module(f"{__name__}.{name}").render(bitext, original.data)
        ensure_readable(bitext, made, original.suffix)
    except OutputError as error:
        if name not in TARGETS:
            raise
        return render_target(bitext, name), str(error)
    return made, ""


def _is_own(document: Document, name: str) -> bool:
    original = document.original
    return original is not None and original.suffix in _SUFFIXES.get(name, ())


def _ensure_known(name: str) -> None:
    if name not in NAMES:
        raise OutputError(f"The format {name} cannot hold the English alone: choose among {', '.join(NAMES)}.")
