"""Short digests of texts: what was written into a document, told again from what comes back of it."""

from __future__ import annotations

import hashlib
import unicodedata

LENGTH = 12
"""Hexadecimal digits: among the segments of one document, two texts share them once in 10^8 documents of 1,000."""


def fingerprint(text: str) -> str:
    """The same for texts that differ only in white space, which programs rewrite without anybody's asking; and in NFC."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:LENGTH]
