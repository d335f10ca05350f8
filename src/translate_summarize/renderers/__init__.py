"""Bitexts to files: one table from the name of a format to its suffix and its module.

A format is a module with one function, `render(bitext) -> str | bytes`, that is pure: the same bitext gives the same
bytes on every machine and on every day.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util

from translate_summarize.errors import OutputError
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


def render(bitext: Bitext, name: str) -> str | bytes:
    """The bitext as a document of the named format: text, or bytes where `is_binary(name)`.

    Raises:
        OutputError: the format is unknown.
    """
    _, module, _ = _find(name)
    rendered: str | bytes = importlib.import_module(f"{__name__}.{module}").render(bitext)
    return rendered


def suffix(name: str) -> str:
    """What the name of a file of this format ends with, dot included ("html" gives ".html"); OutputError if unknown."""
    return _find(name)[0]


def ensure_installed(name: str) -> None:
    """What the format needs is there: asked before the work begins, not after.

    Raises:
        OutputError: The format is unknown, or needs an extra that is not installed.
    """
    _, module, _ = _find(name)
    needed, extra = _NEEDS.get(module, ("", ""))
    if needed and importlib.util.find_spec(needed) is None:
        raise OutputError(
            f"The format {name} needs {needed}: install it with `pip install 'translate-summarize[{extra}]'`."
        )


def is_binary(name: str) -> bool:
    """Whether `render` gives bytes for this format; OutputError if unknown."""
    return _find(name)[2]


def _find(name: str) -> tuple[str, str, bool]:
    key = _ALIASES.get(name, name)
    if key in _FORMATS:
        return _FORMATS[key]
    near = difflib.get_close_matches(name.lower().lstrip("."), [*_FORMATS, *_ALIASES], n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise OutputError(f"Unknown format '{name}': choose among {', '.join(NAMES)}{hint}.")
