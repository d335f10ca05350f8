"""Fakes: the only ones in the project, and only for tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from translate_summarize.types import Block, Document, Hypothesis


def english(source: str) -> str:
    """Something that is not the French, of the same length, from which the French can be told again."""
    return re.sub(r"[^\W\d_]+", lambda m: f"{m[0]}x", source)


def copying(source: str) -> str:
    """`english`, with placeholder symbols left as they are."""
    return "".join(part if part.startswith("⟦") else english(part) for part in re.split(r"(⟦\d+⟧)", source))


class FakeEngine:
    """Translates by rule: `english`, or whatever `rule` says."""

    signature = "model:fake@0|engine:fake|beam:1"

    def __init__(self, rule: Callable[[str], Hypothesis] | None = None) -> None:
        self.rule = rule or (lambda source: Hypothesis(english(source), -0.1))
        self.asked: list[str] = []

    def translate(self, sources: Sequence[str]) -> list[Hypothesis]:
        self.asked += sources
        return [self.rule(source) for source in sources]


class CopyingEngine(FakeEngine):
    """A fake whose model copies placeholders."""

    placeholders = tuple(f"⟦{number}⟧" for number in range(1, 17))

    def __init__(self, rule: Callable[[str], Hypothesis] | None = None) -> None:
        super().__init__(rule or (lambda source: Hypothesis(copying(source), -0.1)))


def document(*paragraphs: str, name: str = "article") -> Document:
    """A document of plain paragraphs."""
    return Document(tuple(Block(p) for p in paragraphs), name=name)
