"""Fakes: the only ones in the project, and only for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translate_summarize.types import Block, Document, Hypothesis


class FakeEngine:
    """Translates by rule: French words in capitals between brackets, or whatever `rule` says."""

    signature = "model:fake@0|engine:fake|beam:1"

    def __init__(self, rule: Callable[[str], Hypothesis] | None = None) -> None:
        self.rule = rule or (lambda source: Hypothesis(f"[{source.upper()}]", -0.1))
        self.asked: list[str] = []

    def translate(self, sources: Sequence[str]) -> list[Hypothesis]:
        self.asked += sources
        return [self.rule(source) for source in sources]


def document(*paragraphs: str, name: str = "article") -> Document:
    """A document of plain paragraphs."""
    return Document(tuple(Block(p) for p in paragraphs), name=name)
