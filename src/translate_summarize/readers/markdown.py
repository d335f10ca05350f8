"""Markdown, over markdown-it-py: CommonMark with tables and struck text; front matter skipped but for its title.

Emphasis and links stand beside the text, as a model has never seen their marks; inline code and the description of an
image stay in it, since they are what the article says. Tags of raw HTML never reach the text, what stands between them does.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from translate_summarize.inlines import address
from translate_summarize.readers import plain
from translate_summarize.readers.strands import PLAIN, Strand, Style, set_off, styled
from translate_summarize.types import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from markdown_it.token import Token

    from translate_summarize.types import BlockKind, InlineKind

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?\n)?\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT = {
    what: re.compile(rf"^(?:{names})[ \t]*[:=][ \t]*(\S.*)$", re.MULTILINE | re.IGNORECASE)
    for what, names in (("title", "title|titre"), ("author", "author|auteur"), ("date", "date"))
}
_HOLDERS: dict[str, BlockKind] = {
    "bullet_list_open": "list_item",
    "ordered_list_open": "list_item",
    "blockquote_open": "quote",
}
_STYLES: dict[str, InlineKind] = {"strong_open": "strong", "em_open": "emphasis", "link_open": "link"}
_SIGNS = "[`<*_!&~"
_MOST_SIGNS = 5_000
"""Of one paragraph; both parsers go back to its beginning at each sign that is not closed."""
_LOOSE_TAG = re.compile(r"<[^<>]*>?")
_UNSEEN = ("script", "style", "template", "noscript")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_MARKED_SECTION = re.compile(r"<!\[CDATA\[|\]\]>|<!\[[^>]*>?")  # the parser stops at one that it does not know
_BLOCK_TAGS = frozenset("p div br li h1 h2 h3 h4 h5 h6 tr td th blockquote section article figcaption".split())  # noqa: SIM905


def parse(text: str) -> tuple[tuple[Block, ...], str | None]:
    """The blocks of a Markdown article, and its title: the front matter's, or that of a heading that opens it."""
    from markdown_it import MarkdownIt

    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    if any(sum(map(part.count, _SIGNS)) > _MOST_SIGNS for part in body.split("\n\n")):
        return plain.parse(body)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    blocks = [block for block in _blocks(tokens, plain.vocabulary_of(body)) if block.text.strip()]
    title = said(text, "title")
    if title and not (blocks and blocks[0].kind == "heading" and blocks[0].text == title):
        blocks.insert(0, Block(title, "heading", 1))
    return tuple(blocks), blocks[0].text if blocks and blocks[0].kind == "heading" else None


def said(text: str, what: str) -> str | None:
    """The title, author or date of an article, as its front matter says it."""
    front = _FRONT_MATTER.match(text)
    found = _FRONT[what].search(front[2] or "") if front else None
    if not found:
        return None
    value = found[1].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace("''", "'").replace('\\"', '"').strip()
    return value or None


def _blocks(tokens: Sequence[Token], vocabulary: AbstractSet[str]) -> Iterator[Block]:
    holders: list[BlockKind] = []  # the lists and quotes around, outermost first
    number = ""
    heading = 0
    for token in tokens:
        kind = token.type
        if kind in _HOLDERS:
            holders.append(_HOLDERS[kind])
        elif kind.replace("_close", "_open") in _HOLDERS:
            holders.pop()
        elif kind == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif kind in {"heading_open", "heading_close"}:
            heading = int(token.tag[1]) if kind == "heading_open" else 0
        elif kind == "inline":
            strands = tuple(_inline(token.children or []))
            text = _joined(strands, vocabulary)
            block = _block(number + text if text else "", holders, heading)
            yield from set_off([block], (Strand(number), *strands))
            number = ""
        else:
            yield from _verbatim(token, holders)


def _verbatim(token: Token, holders: list[BlockKind]) -> Iterator[Block]:
    if token.type in {"fence", "code_block"}:
        yield Block(token.content.rstrip("\n"), "code")
    elif token.type == "html_block":
        for piece in _visible(token.content):
            yield _block(piece, holders, 0)


def _block(text: str, holders: list[BlockKind], heading: int) -> Block:
    if heading:
        return Block(text, "heading", heading)
    return Block(text, holders[-1], holders.count(holders[-1])) if holders else Block(text)


def _inline(tokens: Iterable[Token], styles: frozenset[Style] = PLAIN) -> Iterator[Strand]:
    """What the tokens of a line say; a line break is a strand of its own."""
    open_: list[frozenset[Style]] = []
    for token in _seen(tokens):
        if token.type in {"softbreak", "hardbreak", "html_inline"}:
            yield Strand("\n")
        elif token.type == "image":
            yield from _inline(token.children or [], styles)
        elif token.nesting > 0:
            open_.append(styles)
            styles = _styled(token, styles)
        elif token.nesting < 0:
            styles = open_.pop() if open_ else styles
        else:
            yield Strand(token.content, styles)


def _seen(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens without raw tags, but for line breaks, and without what stands in an element that is not text."""
    unseen = ""
    for token in tokens:
        if token.type == "html_inline":
            tag = _TAG.match(token.content)
            name = tag[2].lower() if tag else ""
            if name in _UNSEEN and not unseen and tag and not tag[1]:
                unseen = name
            elif name == unseen:
                unseen = ""
            elif name == "br":
                yield token
        elif not unseen or token.nesting:
            yield token


def _styled(token: Token, styles: frozenset[Style]) -> frozenset[Style]:
    kind = _STYLES.get(token.type)
    if kind == "link":
        href = address(str(token.attrGet("href") or ""))
        return styled(styles, kind, href) if href else styles
    return styled(styles, kind) if kind else styles


def _joined(strands: Sequence[Strand], vocabulary: AbstractSet[str]) -> str:
    text = "".join(strand.text for strand in strands)
    return plain.join([line.strip(" \t") for line in text.split("\n")], vocabulary)


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        if tag in _BLOCK_TAGS:
            self.pieces.append("")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BLOCK_TAGS:
            self.pieces.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces[-1] += data


def _visible(html: str) -> Iterator[str]:
    """The pieces of text in a block of HTML, without its tags, scripts and comments."""
    if html.count("<") > _MOST_SIGNS:
        html = _LOOSE_TAG.sub(" ", html)
    parser = _Visible()
    parser.feed(_MARKED_SECTION.sub(" ", html))
    parser.close()
    for piece in parser.pieces:
        text = plain.join(piece.split("\n")) if piece.strip() else ""
        if text:
            yield text
