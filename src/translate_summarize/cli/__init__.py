"""The command `tsum`: parses and prints, nothing else. The only importer of typer and rich."""

from __future__ import annotations

import sys

from translate_summarize.cli import articles, care, corrections, folders, memory, models, stories, terms
from translate_summarize.cli.app import app

__all__ = ["app", "articles", "care", "corrections", "folders", "main", "memory", "models", "stories", "terms"]


def main() -> None:
    """Entry point of the command `tsum`."""
    for stream in (sys.stdout, sys.stderr):
        # Not every terminal can show U+202F or é; a question mark there beats a traceback. Files get UTF-8.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")
    app()
