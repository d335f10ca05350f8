"""Bitexts to files: one table from the name of a format to its suffix and its module.

A format is a module with one function, `render(bitext) -> str | bytes`, that is pure: the same bitext gives the same
bytes on every machine and on every day. Other packages add formats by entry points (`plugins`).
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from pathlib import Path
from typing import Any, BinaryIO

from translate_summarize import plugins
from translate_summarize.errors import OutputError
from translate_summarize.output import write
from translate_summarize.renderers.brief import render_brief
from translate_summarize.renderers.words import coverage_line
from translate_summarize.types import Bitext

__all__ = ["NAMES", "coverage_line", "ensure_installed", "is_binary", "render", "render_brief", "suffix"]

# name: (suffix, module in this package, whether it gives bytes)
_FORMATS: dict[str, tuple[str, str, bool]] = {
    "html": (".html", "html", False),
    "docx": (".docx", "docx", True),
    "md": (".md", "markdown", False),
    "json": (".json", "json", False),
    "pdf": (".pdf", "pdf", True),
    "epub": (".epub", "epub", True),
    "xliff": (".xlf", "xliff", False),
    "tmx": (".tmx", "tmx", True),
    "csv": (".csv", "csv", False),
    "xlsx": (".xlsx", "xlsx", True),
    "srt": (".srt", "srt", False),
}
_ALIASES: dict[str, str] = {"markdown": "md", "xlf": "xliff"}

# module: (what it imports, the extra that brings it)
_NEEDS: dict[str, tuple[str, str]] = {
    "pdf": ("weasyprint", "pdf"),
    "xlsx": ("openpyxl", "xlsx"),
    "tmx": ("translate", "tmx"),
}

NAMES: tuple[str, ...] = tuple(_FORMATS)
"""The formats that `render` knows, as they are shown to people (aliases left out)."""


def render(bitext: Bitext, name: str, *, to: str | Path | BinaryIO | None = None) -> str | bytes:
    """The bitext as a document of the named format: text, or bytes where the format is no text.

    Args:
        bitext: What `process` returned.
        name: One of `NAMES`, or a format that a plug-in adds (entry points `tsum.renderers`).
        to: Where to write it, too: a path, whole or not at all, or a binary stream.

    Raises:
        OutputError: The format is unknown, cannot hold this document, needs an extra that is not installed, or the path
            cannot be written.
    """
    rendered = _rendered(bitext, name)
    if isinstance(to, str | Path):
        write(Path(to), rendered)
    elif to is not None:
        to.write(rendered.encode("utf-8") if isinstance(rendered, str) else rendered)
    return rendered


def _rendered(bitext: Bitext, name: str) -> str | bytes:
    key = _find(name)
    if key in _FORMATS:
        rendered: str | bytes = importlib.import_module(f"{__name__}.{_FORMATS[key][1]}").render(bitext)
        return rendered
    try:
        rendered = _plugin(key).render(bitext)
    except OutputError:
        raise
    except Exception as error:  # somebody else's code
        raise OutputError(f"The plug-in for the format {name} failed ({error!r}).") from error
    if not isinstance(rendered, str | bytes):
        raise OutputError(f"The plug-in for the format {name} gave no document.")
    return rendered


def suffix(name: str) -> str:
    """What the name of a file of this format ends with, dot included ("html" gives ".html"); OutputError if unknown."""
    key = _find(name)
    return _FORMATS[key][0] if key in _FORMATS else str(_plugin(key).suffix)


def ensure_installed(name: str) -> None:
    """What the format needs is there: asked before the work begins, not after.

    Raises:
        OutputError: The format is unknown, or needs an extra that is not installed.
    """
    key = _find(name)
    if key not in _FORMATS:
        _plugin(key)
        return
    needed, extra = _NEEDS.get(_FORMATS[key][1], ("", ""))
    if needed and importlib.util.find_spec(needed) is None:
        raise OutputError(
            f"The format {name} needs {needed}: install it with `pip install 'translate-summarize[{extra}]'`."
        )


def is_binary(name: str) -> bool:
    """Whether `render` gives bytes for this format of our own; OutputError if unknown."""
    key = _find(name)
    return key in _FORMATS and _FORMATS[key][2]


def _plugin(key: str) -> Any:
    try:
        return plugins.found(plugins.RENDERERS)[key].load()
    except Exception as error:  # somebody else's code
        raise OutputError(f"The plug-in for the format {key} cannot be loaded ({error!r}).") from error


def _find(name: str) -> str:
    key = _ALIASES.get(name, name)
    others = plugins.found(plugins.RENDERERS) if key not in _FORMATS else {}
    if key in _FORMATS or key in others:
        return key
    near = difflib.get_close_matches(name.lower().lstrip("."), [*_FORMATS, *_ALIASES, *others], n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise OutputError(f"Unknown format '{name}': choose among {', '.join((*NAMES, *others))}{hint}.")
