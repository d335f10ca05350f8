"""What every HTML page of tsum's begins with, and how text gets into it."""

from __future__ import annotations

import html
import importlib.resources
from collections.abc import Sequence
from functools import cache

from translate_summarize.renderers.words import clean

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Content security policy of a page without a script."""


def head(title: str, *, author: str = "", styles: Sequence[str] = ("style.css",), policy: str = POLICY) -> str:
    """From the document type to the end of the head, with the style sheets of this package in it.

    Args:
        title: Text, not HTML.
        author: Who wrote what the page holds, text too; empty where nobody says.
        styles: Names of style sheets, in order.
        policy: Content security policy.
    """
    written = f'<meta name="author" content="{escape(author)}">\n' if author else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="tsum">
{written}<title>{escape(title)}</title>
<style>
{"".join(map(resource, styles))}</style>
</head>"""


@cache
def resource(name: str) -> str:
    """The text of a file beside this one."""
    return importlib.resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def escape(text: str) -> str:
    """Text as it may stand in an element or a quoted attribute."""
    return html.escape(clean(text), quote=True)
