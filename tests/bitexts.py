"""Bitexts for the tests of the renderers: one for a person to read, and a strategy for many that nobody writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from translate_summarize.inlines import ordered
from translate_summarize.types import (
    Bitext,
    Block,
    BlockKind,
    Brief,
    Coverage,
    Document,
    Inline,
    Mark,
    Mention,
    Note,
    Segment,
    Translation,
)

Pair = tuple[str, str, tuple[Mark, ...]]

SIGNATURE = "src:fr|tgt:en|model:fr-en@1a2b3c4d|engine:ctranslate2-int8|beam:4|tsum:0.1.0"
SHORT = Mark("length", "doubt", "The English is much shorter than the French: something may be missing.")
FIGURE = Mark("figure", "error", "The figure 2 000 000 of the French is not in the English.", ((22, 33),), ((15, 23),))
PLAIN = Mark("spelling", "note", "A word was read with its accents put back.")

# What has broken, somewhere, a table, a page, an archive or a terminal.
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=https://exemple.fr/x.png onerror=alert(1)>',
    "</style></title><!-- ",
    "<p>Le <b>président <i>Macron</i></b> a <a href='/x'>déclaré</a>…</p>",
    "a | b || c \\| d \\\\| e \\",
    "| --- | --- |",
    "`git commit` `` ` ``",
    "# Titre #",
    "- puce",
    "+ 5 %",
    "=====",
    "1. Le contexte…",
    "2) Les mesures",
    "> cité",
    "**gras** _a_ __b__ c_d ~~e~~ [^1] [x](y) ![z](t)",
    "&amp; &lt; &#35; AT&T ; R&D;",
    "deux\nlignes\n\n# trois",
    "retour\r\nchariot\rseul",
    "<br><sub>faux</sub> <sup>7</sup>",
    "« Où vas-tu ? »\u00a0demanda-t-il à 18\u202fh\u00a030.",
    "❤️ Merci à tous 😊 !",
    "\x00 \x08 \x0c \x1b[31m \ufffe",
    "\u202eesrever \u2028 \u0085 \ufeff",
    "https://exemple.fr/où-aller?x=1&y=2#été et jean@exemple.fr ~jean/~a_b_",
    "$x$ @Macron #Réforme :-)",
    "    quatre espaces",
    "mot" * 250,
)


def bitext(
    blocks: Sequence[tuple[BlockKind, int, Sequence[Pair]]],
    *,
    chosen: Sequence[int] = (),
    title: int | None = None,
    names: tuple[Mention, ...] = (),
    figures: tuple[Mention, ...] = (),
    name: str = "article",
    location: str = "",
    notes: tuple[Note, ...] = (),
    author: str | None = None,
    date: str | None = None,
) -> Bitext:
    """A bitext of these blocks; segments of a block are joined by one space, lines of code by a line break."""
    made: list[Block] = []
    translations: list[Translation] = []
    for index, (kind, level, pairs) in enumerate(blocks):
        gap = "\n" if kind == "code" else " "
        start = 0
        for source, target, marks in pairs:
            segment = Segment(source, len(translations), index, start, start + len(source), kind)
            copied = kind == "code"
            score, origin = (None, "copied") if copied else (-0.25, "engine")
            translations.append(Translation(segment, target, score, origin, marks))  # type: ignore[arg-type]
            start += len(source) + len(gap)
        made.append(Block(gap.join(source for source, _, _ in pairs), kind, level))
    headline = None if title is None else translations[title]
    copied_count = sum(item.origin == "copied" for item in translations)
    return Bitext(
        document=Document(
            tuple(made), name, location, headline.segment.text if headline else None, "utf-8", author, date
        ),
        translations=tuple(translations),
        brief=Brief(
            tuple(translations[index] for index in chosen),
            headline,
            names,
            figures,
            tuple(note for note in notes if note.segment in chosen),
            date=date,
        ),
        coverage=Coverage(
            segments=len(translations),
            translated=len(translations) - copied_count,
            copied=copied_count,
            marked=sum(bool(item.marks) for item in translations),
            errors=sum(any(m.severity == "error" for m in item.marks) for item in translations),
            doubts=sum({m.severity for m in item.marks} in ({"doubt"}, {"doubt", "note"}) for item in translations),
            dropped=0,
        ),
        signature=SIGNATURE,
        notes=notes,
    )


def sample() -> Bitext:
    """A short article with a block of each kind and a mark of each severity, and markup that must not come alive."""
    return bitext(
        [
            ("heading", 1, [("Le pont de l’île rouvre", "The island’s bridge reopens", ())]),
            (
                "paragraph",
                0,
                [
                    ("Le vieux pont a rouvert lundi.", "The old bridge reopened on Monday.", ()),
                    (
                        "Les travaux ont coûté 2\u202f000\u202f000\u00a0€ en trois ans\u00a0; la mairie se félicite.",
                        "The works cost €200,000 over three years; the town hall is pleased.",
                        (FIGURE,),
                    ),
                ],
            ),
            ("heading", 3, [("Ce qui change", "What changes", ())]),
            ("list_item", 1, [("Deux voies cyclables.", "Two cycle lanes.", ())]),
            ("list_item", 2, [("Une par sens | séparée.", "One each way | apart.", ())]),
            (
                "quote",
                1,
                [
                    ("«\u00a0Enfin\u00a0!\u00a0» dit M.\u00a0Petit.", "“At last!” says Mr Petit.", (PLAIN,)),
                    ("Il attendait depuis des années.", "He waited.", (SHORT,)),
                ],
            ),
            (
                "paragraph",
                0,
                [("Le site affiche <script>alert(1)</script>.", "The site shows <script>alert(1)</script>.", ())],
            ),
            ("code", 0, [("if pont:\n    rouvrir(pont | 1)", "if pont:\n    rouvrir(pont | 1)", ())]),
        ],
        chosen=(1, 2),
        title=0,
        names=(Mention("M.\u00a0Petit", 1),),
        figures=(Mention("2\u202f000\u202f000\u00a0€", 2),),
        name="pont",
        location="https://exemple.fr/pont",
        author="Anne Kerval; Paul Roux",
        date="2024-03-11",
        notes=(
            Note("mairie", "The town hall, and so those who govern a French town.", 2, "mairie"),
            Note("voie cyclable", "A lane for bicycles alone, <b>or</b> nearly.", 4, "voies cyclables"),
        ),
    )


_text = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=40), st.lists(st.sampled_from(NASTY), max_size=3).map(" ".join)
)
_source = _text.filter(lambda text: bool(text.strip()))
_spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=2).map(tuple)
_marks = st.lists(
    st.builds(Mark, st.just("code"), st.sampled_from(("note", "doubt", "error")), _source, _spans, _spans), max_size=2
).map(tuple)
_pairs = st.lists(st.tuples(_source, _text, _marks), min_size=1, max_size=3)
_kinds = st.sampled_from(("heading", "standfirst", "paragraph", "list_item", "quote", "code"))
_mentions = st.lists(st.builds(Mention, _source, st.integers(1, 9)), max_size=2).map(tuple)


HREFS = (
    "https://exemple.fr/a?b=1&c=(2)|3#d",
    "mailto:anne@exemple.fr",
    "/page",
    "#note",
    # What no reader lets through:
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    'https://exemple.fr/"><script>',
)
"""Where links lead; the first two alone may be shown."""


@st.composite
def _inlines(draw: st.DrawFn, text: str) -> tuple[Inline, ...]:
    """Some words of a text set off, as `types.Inline` says."""
    made = []
    for _ in range(draw(st.integers(0, 3)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 30)))
        kind = draw(st.sampled_from(("strong", "emphasis", "link")))
        if text[start:end].strip():
            left = len(text[start:end]) - len(text[start:end].lstrip())
            span = (start + left, start + len(text[start:end].rstrip()))
            made.append(Inline(kind, *span, draw(st.sampled_from(HREFS)) if kind == "link" else ""))
    return ordered(made)


@st.composite
def set_off(draw: st.DrawFn, value: Bitext) -> Bitext:
    """The bitext with words set off on both sides; nothing of code."""
    translations = []
    for item in value.translations:
        if item.segment.kind != "code":
            segment = replace(item.segment, inlines=draw(_inlines(item.segment.text)))
            item = replace(item, segment=segment, inlines=draw(_inlines(item.target)))  # noqa: PLW2901
        translations.append(item)
    brief = replace(
        value.brief,
        translations=tuple(translations[item.segment.index] for item in value.brief.translations),
        title=translations[value.brief.title.segment.index] if value.brief.title else None,
    )
    return replace(value, translations=tuple(translations), brief=brief)


@st.composite
def bitexts(draw: st.DrawFn) -> Bitext:
    """Any bitext that holds to the types: any text but a blank source, any order of kinds and levels."""
    blocks = draw(st.lists(st.tuples(_kinds, st.integers(0, 6), _pairs), min_size=1, max_size=4))
    total = sum(len(pairs) for _, _, pairs in blocks)
    positions = st.integers(0, total - 1)
    made = bitext(
        blocks,
        chosen=sorted(draw(st.sets(positions, max_size=3))),
        title=draw(st.none() | positions),
        names=draw(_mentions),
        figures=draw(_mentions),
        name=draw(_source),
        location=draw(_text),
        author=draw(st.none() | _text),
        date=draw(st.sampled_from((None, "2024-03-11"))),
        notes=tuple(
            Note(draw(_source), draw(_source), index, draw(_source))
            for index in sorted(draw(st.lists(positions, max_size=3)))
        ),
    )
    return draw(set_off(made)) if draw(st.booleans()) else made
