"""Formats that other packages add, by entry points (https://packaging.python.org/specifications/entry-points/)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

READERS = "tsum.readers"
"""Group of readers. The name is a suffix without its dot; the object, a function `(data: bytes, *, name: str) -> Document`."""
RENDERERS = "tsum.renderers"
"""Group of renderers. The name is a format; the object has `suffix` (".txt") and `render(bitext) -> str | bytes`."""


@functools.cache
def found(group: str) -> Mapping[str, Any]:
    """The entry points of a group by name; of two with one name, the one whose package comes first in the alphabet."""
    from importlib.metadata import entry_points

    ordered = sorted(entry_points(group=group), key=lambda point: point.dist.name if point.dist else "", reverse=True)
    return {point.name.lower(): point for point in ordered}
