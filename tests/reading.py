"""Rendered documents read back by parsers that are not ours: what do they find on each side?"""

from __future__ import annotations

import io
from html.parser import HTMLParser
from itertools import pairwise

import docx
from markdown_it import MarkdownIt


class Page(HTMLParser):
    """What a rendered page holds: its elements with their attributes, and the text of the two sides."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.sides: dict[str, list[str]] = {"fr": [], "en": []}
        self._open: tuple[str, str] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        for side in {"fr", "en"} & set((dict(attrs).get("class") or "").split()):
            self._open = (tag, side)
            self.sides[side].append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[0] == tag:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.sides[self._open[1]][-1] += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


INLINE = frozenset(
    "text text_special code_inline strong_open strong_close em_open em_close link_open link_close".split()  # noqa: SIM905
)
"""What a text may be made of: itself, and what is set off in it."""


def markdown_sides(text: str) -> tuple[list[str], list[str]]:
    """Sources and targets as a Markdown parser reads them out of the one table."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert [token.type for token in tokens].count("table_open") == 1
    cells: list[str] = []
    for before, token in pairwise(tokens):
        if before.type != "td_open":
            continue
        shown, aside = "", False
        for child in token.children or ():
            if child.type == "html_inline":
                aside = child.content in ("<sup>", "<sub>") or (aside and child.content not in ("</sup>", "</sub>"))
                shown = shown.removesuffix("\n") if child.content == "<sub>" else shown
                shown += "\n" if child.content == "<br>" and not aside else ""
            elif not aside:
                assert child.type in INLINE, child
                shown += child.content
        cells.append(shown)
    return cells[::2], cells[1::2]


def docx_sides(packed: bytes) -> tuple[list[str], list[str]]:
    """Sources and targets as python-docx reads them below the header row of the one table."""
    (table,) = docx.Document(io.BytesIO(packed)).tables
    rows = [row.cells for row in list(table.rows)[1:]]
    french = [p.text.removeprefix(p.runs[0].text) for p in (cells[0].paragraphs[0] for cells in rows)]
    return french, [cells[1].paragraphs[0].text for cells in rows]
