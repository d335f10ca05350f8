"""The bitext as CSV (RFC 4180), with the mark that makes Excel read it as UTF-8."""

from __future__ import annotations

import csv
import io

from translate_summarize.renderers.table import COLUMNS, rows
from translate_summarize.types import Bitext

_FORMULA = ("=", "+", "-", "@", "\t")


def render(bitext: Bitext) -> str:
    """One row a segment. A text that a spreadsheet would run as a formula has an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(bitext):
        writer.writerow([_safe(value) if isinstance(value, str) else value for value in row])
    return "\ufeff" + buffer.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
