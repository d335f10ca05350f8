"""Fakes: the only ones in the project, and only for tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from translate_summarize.types import Block, Document, Hypothesis, Span


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


class LocatingEngine(FakeEngine):
    """Translates by a table, and looks at French words, by another table, when it writes English ones."""

    def __init__(self, targets: dict[str, str], looks: dict[str, str] | None = None) -> None:
        super().__init__(lambda source: Hypothesis(targets.get(source, english(source)), -0.1))
        self.looks = looks
        self.located: list[str] = []

    def locate(
        self, sources: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> list[tuple[Hypothesis, tuple[tuple[Span, ...], ...]]]:
        self.located += sources
        answers = []
        for source, wanted in zip(sources, spans, strict=True):
            hypothesis = self.rule(source)
            found = []
            for start, end in wanted:
                there = [
                    english(word) if self.looks is None else self.looks.get(word, "")
                    for word in re.findall(r"\w+", source[start:end])
                ]
                stretches = [re.search(rf"\b{re.escape(words)}\b", hypothesis.text) for words in there if words]
                found.append(tuple(sorted(match.span() for match in stretches if match)))
            answers.append((hypothesis, tuple(found)))
        return answers


def document(*paragraphs: str, name: str = "article") -> Document:
    """A document of plain paragraphs."""
    return Document(tuple(Block(p) for p in paragraphs), name=name)
