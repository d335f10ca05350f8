"""Count what a run takes from a memory: said on the terminal, never in a document.

A document that said it would differ between a run that was killed and resumed and one that never was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translate_summarize.types import Memory, Remembered


class Tally:
    """A memory that counts: distinct sentences asked of it, and of those the ones that it knew."""

    def __init__(self, memory: Memory) -> None:
        """Count from nothing."""
        self._memory = memory
        self.asked = 0
        self.known = 0
        """Sentences that an engine had translated before."""
        self.by_hand = 0
        """Sentences that a person translated."""

    def find(self, signature: str, sources: Sequence[str]) -> dict[str, Remembered]:
        """As the memory does."""
        found = self._memory.find(signature, sources)
        self.asked += len(set(sources))
        people = sum(remembered.human for remembered in found.values())
        self.by_hand += people
        self.known += len(found) - people
        return found

    def add(self, signature: str, entries: Mapping[str, Remembered]) -> None:
        """As the memory does."""
        self._memory.add(signature, entries)

    def version(self) -> str:
        """As the memory does."""
        return self._memory.version()

    def line(self) -> str:
        """For people: "120 of 400 sentences from the translation memory, 3 by hand", each sentence counted once."""
        by_hand = f", {self.by_hand} by hand" if self.by_hand else ""
        return f"{self.known} of {self.asked} different sentences from the translation memory{by_hand}"
