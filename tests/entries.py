"""Entries of a digest for the tests: a few that a person reads, and as many as are asked for."""

from __future__ import annotations

import random
from collections.abc import Iterable

from translate_summarize.types import Coverage, Entry, Outcome

SIGNATURE = "src:fr|tgt:en|model:fr-en@1a2b3c4d|engine:ctranslate2-int8|beam:4|tsum:0.1.0"
EMPTY = Outcome("2024/vide.txt", "failed", "The file is empty: there is nothing to translate.")
SCANNED = Outcome("2024/scan & co.pdf", "failed", "The file holds <no text>, only pictures.")


def sketch_of(numbers: Iterable[int]) -> bytes:
    """The sketch that has these min-hashes."""
    return b"".join(number.to_bytes(4, "little") for number in numbers)


def entry(
    source: str,
    title: str = "The island’s bridge reopens",
    *,
    date: str | None = None,
    brief: tuple[str, ...] = ("The old bridge reopened on Monday.",),
    words: int = 400,
    marked: int = 0,
    dropped: int = 0,
    story: int | None = None,
    documents: tuple[str, ...] | None = None,
) -> Entry:
    """An entry; those of one `story` have sketches that agree in nine places of ten, others in none."""
    stem = source.rpartition(".")[0]
    own = random.Random(source)  # data, no secret
    shared = random.Random(story)
    sketch = sketch_of(
        common if story is not None and place % 10 else alone
        for place in range(64)
        for common, alone in [(shared.getrandbits(32), own.getrandbits(32))]
    )
    return Entry(
        source=source,
        documents=(f"{stem}.fr-en.html", f"{stem}.fr-en.docx") if documents is None else documents,
        title=title,
        date=date,
        brief=brief,
        words=words,
        coverage=Coverage(segments=24 + dropped, translated=23, copied=1, marked=marked, dropped=dropped),
        sketch=sketch,
    )


def review() -> list[Entry]:
    """A press review of six articles, three of them one wire story."""
    return [
        entry("b/bombe.txt", "Bomb closes the port of Granville", date="2024-05-21", words=520, marked=2, story=1),
        entry(
            "a/élus.txt",
            "Elected officials of the Loire meet",
            date="2024-05-03",
            brief=("The élus of the Loire met on Friday.", "They talked about “cœur de ville”."),
            words=90,
        ),
        entry("c/dépêche.txt", "Granville port shut", date="2024-05-22", words=505, marked=5, story=1),
        entry("c/sans titre.html", "", brief=(), words=2400, dropped=1),
        entry("d/granville.txt", "A wartime bomb off Granville", words=480, story=1),
        entry("e/10 % de hausse #2?.md", "10% more, an answer", date="2023-12-31", words=1200, marked=1),
    ]


def many(number: int) -> list[Entry]:
    """Articles with titles, dates, lengths and marks of their own; one in fifty repeats the one before it."""
    draw = random.Random(11)
    subjects = [
        "port",
        "bridge",
        "school",
        "hospital",
        "mayor",
        "strike",
        "storm",
        "vineyard",
        "museum",
        "river",
        "trial",
        "budget",
    ]
    verbs = ["reopens", "closes", "moves", "returns", "divides", "worries", "surprises", "waits", "wins", "loses"]
    return [
        entry(
            f"{2000 + index % 25}/article-{index:05}.txt",
            f"The {draw.choice(subjects)} {draw.choice(verbs)} the town, number {index}",
            date=f"{2000 + index % 25}-{1 + index % 12:02}-{1 + index % 28:02}" if index % 9 else None,
            brief=tuple(f"{' '.join(draw.choices(subjects + verbs, k=22)).capitalize()}." for _ in range(3)),
            words=draw.randint(80, 3000),
            marked=draw.choice((0, 0, 0, 1, 2, 7)),
            story=index // 2 if index % 50 < 2 else None,
        )
        for index in range(number)
    ]
