"""Stretches of a text."""

from __future__ import annotations

import re


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with spaces for what matches, so that all the rest keeps its place."""
    return pattern.sub(lambda match: " " * len(match.group()), text)
