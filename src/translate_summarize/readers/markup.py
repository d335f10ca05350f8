"""Elements of HTML to blocks: all that a page says, in its order, without what only a browser needs.

For pages of which all is content: chapters of e-books, e-mails, exported documents. What must be told apart from the
site around it goes through `html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from translate_summarize.inlines import address
from translate_summarize.readers import decoding
from translate_summarize.readers.limits import refuse_many_tags
from translate_summarize.readers.packed import local
from translate_summarize.readers.strands import PLAIN, Passage, Strand, Style, set_off, styled
from translate_summarize.types import Block

if TYPE_CHECKING:
    from translate_summarize.types import BlockKind, InlineKind

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer "  # noqa: SIM905
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "script style template noscript head nav svg math iframe object embed audio video canvas select button input "  # noqa: SIM905
    "textarea rp rt title link meta map".split()
)
_STYLES: dict[str, InlineKind] = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])\Z")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_ANY_SPACE = re.compile(r"[ \t\n\r\f]")  # one for one, so that places in a strand are places in its element
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{1,80}encoding=[\"']([\w.:-]{2,30})"
)
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DEEPEST = 400
"""Elements inside one another; browsers stop at 512, and no article needs a tenth of that."""


def decoded(data: bytes, *, name: str) -> tuple[str, str]:
    """The text of an HTML file and its encoding: valid UTF-8 or a mark, else what the file says, else what is likely."""
    found = _META.search(data[:4096])
    announced = (found[1] or found[2]).decode("ascii").lower() if found else ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # https://encoding.spec.whatwg.org/#names-and-labels: browsers read Latin-1 as cp1252.
        announced = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(announced, announced)
        if announced and not announced.startswith(("utf", "unicode")):
            try:
                return decoding.clean(data.decode(announced), joins=False), announced
            except (UnicodeDecodeError, LookupError):
                pass
    return decoding.decode(data, name=name, joins=False)


def tree_of(text: str, *, name: str = "The page", comments: bool = False) -> Any | None:
    """The root element of a page; None where there is no element. Nothing is fetched, no entity of its own expanded.

    Comments and processing instructions are left out, unless they are asked for.

    Raises:
        DocumentError: It has more tags than tsum reads; `name` says of what.
    """
    from lxml import etree, html

    refuse_many_tags(text, name=name)
    text = _XML.sub("", text)
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=not comments, remove_pis=not comments, huge_tree=False
    )
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def blocks_of(root: Any, *, base: str = "") -> tuple[Block, ...]:
    """The blocks of an element and all below it, in document order; `base` is the address that links start from."""
    return tuple(block for passage in passages_of(root, base=base) for block in passage.blocks)


def passages_of(root: Any, *, base: str = "") -> Iterator[Passage]:
    """The passages of an element and all below it, in document order."""
    return _Walk(base).run(root)


class _Walk:
    """One pass over a tree: text is gathered until an element of the block kind begins or ends."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._strands: list[Strand] = []
        self._kinds: list[tuple[BlockKind, int]] = [("paragraph", 0)]

    def run(self, root: Any) -> Iterator[Passage]:
        yield from self._element(root, 0, PLAIN)
        yield from self._flush()

    def _element(self, element: Any, depth: int, styles: frozenset[Style]) -> Iterator[Passage]:
        if not isinstance(element.tag, str):
            return
        tag = local(element).lower()
        if tag in _UNSEEN or depth > _DEEPEST or _is_hidden(element):
            return
        if tag == "br":
            self._strands.append(Strand("\n"))
        elif tag == "pre":
            yield from self._flush()
            text = "".join(element.itertext())
            yield Passage((Block(text.strip("\n"), "code"),), (Strand(text),))
        elif tag in _BLOCKS:
            yield from self._flush()
            kind = self._kind(tag)
            if kind:
                self._kinds.append(kind)
            yield from self._inside(element, depth, styles)
            yield from self._flush()
            if kind:
                self._kinds.pop()
        else:
            yield from self._inside(element, depth, self._styles(element, tag, styles))

    def _inside(self, element: Any, depth: int, styles: frozenset[Style]) -> Iterator[Passage]:
        self._strands.append(Strand(_ANY_SPACE.sub(" ", element.text or ""), styles, (element, "text")))
        for child in element:
            yield from self._element(child, depth + 1, styles)
            self._strands.append(Strand(_ANY_SPACE.sub(" ", child.tail or ""), styles, (child, "tail")))

    def _styles(self, element: Any, tag: str, styles: frozenset[Style]) -> frozenset[Style]:
        if tag == "a":
            href = address(element.get("href"), self._base)
            return styled(styles, "link", href) if href else styles
        if tag in _STYLES:
            return styled(styles, _STYLES[tag])
        look = element.get("style")
        if look:
            styles = styled(styles, "strong") if _BOLD.search(look) else styles
            styles = styled(styles, "emphasis") if _ITALIC.search(look) else styles
        return styles

    def _kind(self, tag: str) -> tuple[BlockKind, int] | None:
        heading = _HEADING.match(tag)
        if heading:
            return "heading", int(heading[1])
        if tag in {"li", "blockquote"}:
            kind: BlockKind = "list_item" if tag == "li" else "quote"
            return kind, 1 + sum(found == kind for found, _ in self._kinds)
        return ("paragraph", 0) if tag in {"td", "th"} else None

    def _flush(self) -> Iterator[Passage]:
        kind, level = self._kinds[-1]
        strands, self._strands = tuple(self._strands), []
        pieces = lines_of("".join(strand.text for strand in strands))
        if pieces:
            yield Passage(tuple(set_off((Block(piece, kind, level) for piece in pieces), strands)), strands)


def is_block(element: Any) -> bool:
    """Whether an element parts the text before it from the text in it."""
    tag = local(element).lower()
    return tag in _BLOCKS or tag == "pre"


def is_seen(element: Any) -> bool:
    """Whether an element's text is read."""
    return bool(local(element)) and local(element).lower() not in _UNSEEN and not _is_hidden(element)


def lines_of(text: str) -> list[str]:
    """The paragraphs in a text with line breaks: a blank line parts them, and so does a break after a stop."""
    parts: list[str] = []
    for piece in re.split(r"\n\s*\n|(?<=[.!?…:»])[ \t]*\n", text):
        line = _SPACE.sub(" ", piece).strip(" ")
        if line:
            parts.append(line)
    return parts


def _is_hidden(element: Any) -> bool:
    return (
        "hidden" in element.attrib
        or bool(_HIDDEN.search(element.get("style") or ""))
        or "noteref" in (element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or "")
        or element.get("role") in {"doc-noteref", "doc-backlink"}
    )
