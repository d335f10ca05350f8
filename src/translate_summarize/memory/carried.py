"""What of a memory goes along to another process or machine: people's translations, which alone alter what is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate_summarize.memory.keys import key_of
from translate_summarize.types import Remembered


@dataclass(frozen=True, slots=True)
class CarriedMemory:
    """A memory without a file; what engines say is not kept in it."""

    people: Mapping[str, str]
    """Targets by `key_of` their source."""
    edition: str
    """The `version` of the memory that it was taken from."""

    def find(self, signature: str, sources: Sequence[str]) -> dict[str, Remembered]:  # noqa: ARG002  # people's count under any
        """People's translations of these sources."""
        keys = {source: key_of(source) for source in sources}
        return {source: Remembered(self.people[k], human=True) for source, k in keys.items() if k in self.people}

    def add(self, signature: str, entries: Mapping[str, Remembered]) -> None:
        """Nothing is kept."""

    def version(self) -> str:
        """As of the memory it was taken from."""
        return self.edition
