"""Which sources are addresses, and what their documents are called."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_address(source: str) -> bool:
    """Whether this is an address ("https://…", "file://…") and no path."""
    return _ADDRESS.match(source) is not None


def name_of(url: str) -> str:
    """A short name for the document of an address: the last part of its path without a suffix, or its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "page"
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    stem = re.sub(r"\.[A-Za-z]{2,5}\Z", "", last) or (parts.hostname or "page")
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:80] or "page"
