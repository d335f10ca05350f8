"""What a glossary is made of. A term whose target is its source is not translated."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary."""

    source: str
    """French, singular and masculine where it has both; capitals only where they always stand."""
    target: str
    """English, singular; the source itself where it is not to be translated."""
    note: str = ""
    line: int = 0
    """Where it stands in its file, from 1; 0 where files have no lines (TBX)."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms without conflicts, ready to be found."""

    terms: tuple[Term, ...]

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that depend on sources and targets alone, not on their order, notes or file."""
        pairs = sorted((term.source, term.target) for term in self.terms)
        return hashlib.sha256(json.dumps(pairs, ensure_ascii=False).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a term stands in a text, and what the English should say there."""

    start: int
    end: int
    term: Term
    target: str
    """The term's target, in the plural where the French is; the French as it stands where it is not translated."""
