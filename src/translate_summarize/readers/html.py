"""News pages, over trafilatura (extra `web`): the article, without the site around it.

What trafilatura leaves in and a French news page repeats beside every article goes too: bylines and dates above the
text (they are kept as the author and the date), "Lire aussi" and its like, notices about cookies and subscriptions.
The standfirst stays, and is named. A page that is nothing but a document is read whole.
"""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from translate_summarize import furniture
from translate_summarize.errors import DocumentError
from translate_summarize.inlines import is_whole, narrowed
from translate_summarize.readers import markup
from translate_summarize.readers.parsed import Parsed, titled, with_title
from translate_summarize.readers.strands import Whole
from translate_summarize.types import Block, Inline

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from translate_summarize.types import BlockKind

_MISSING = "HTML needs trafilatura: install it with `pip install 'translate-summarize[web]'`."
_OURS = re.compile(r"<meta name=\"generator\" content=\"tsum\">")
_SITE = (
    "//nav|//aside|//footer|//form|//button|//iframe|//script|//*[contains(@class,'cookie') or contains(@id,'cookie')]"
)
"""Elements that a page of a site has, and an exported document has not."""
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:chap[oô]|chapeau|standfirst|article__desc|subheadline)(?:$|[\s_-])", re.IGNORECASE
)
_NOTICE = re.compile(
    r"\b(?:nous|(?:notre|ce) site) utilis(?:e|ons) des (?:cookies|traceurs)|\ben poursuivant (?:votre|la) navigation"
    r"|\b(?:cet |la suite de l')?(?:article|contenu) (?:est )?réservé (?:à nos|aux) abonnés|\bdéjà abonnée? ?\?"
    r"|\bil vous reste \d+ ?%|\binscrivez-vous à (?:notre|nos|la) newsletter|\btous droits réservés"
    r"|^\W*(?:publicité|partager (?:sur|cet article)\b.{0,40}|commentaires?|newsletter)\W*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•►▶→●■▪‣](?=.*\w)")
_STOPPED = re.compile(r"[.!?…:»\"”)]\s*\Z")
_ENDED = re.compile(r"[.!?…:;,]\s*[»”\")]?\s*\Z")
_NOTICE_LENGTH = 400
_LONGEST_PAGE = 5 * 10**6
_MOST_TAGS = 50_000
"""Characters and tags; no news page has more, and looking for the article in what has takes minutes: it is read whole."""
_CAPTION_LENGTH = 240
_HEADING_LENGTH = 120
_TOP = 3
"""Paragraphs below which a line that looks like a byline is part of the text."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    bold: bool = False
    """Whether all of it is."""
    inlines: tuple[Inline, ...] = ()


def parse(data: bytes, *, name: str) -> Parsed:
    """The article of a page: its title as a heading, then its body.

    Raises:
        DocumentError: It is in no known encoding, has no text, was written by tsum, or trafilatura is not installed.
    """
    text, encoding = markup.decoded(data, name=name)
    if _OURS.search(text[:4096]):
        raise DocumentError(f"{name} is a document that tsum wrote: give the French article it was made from.")
    root = markup.tree_of(text, name=name)
    if root is None:
        return Parsed((), encoding=encoding)
    base = base_of(root, name)
    if len(text) > _LONGEST_PAGE or text.count("<") > _MOST_TAGS or not root.xpath(_SITE):
        return _whole(root, encoding, base)
    return _article(text, root, encoding, base)


def base_of(root: Any, name: str) -> str:
    """The address that the links of a page start from, where it is known: what it says, or where it was fetched."""
    said = [*root.xpath("//base/@href"), name, *root.xpath("//link[@rel='canonical']/@href")]
    return next((found.strip() for found in said if is_whole(found.strip())), "")


def _looking(blocks: Iterable[Block], root: Any, base: str) -> Iterator[Block]:
    """The blocks with what is set off in them, as the page has it where they stand in it."""
    whole = Whole(markup.passages_of(root, base=base))
    for block in blocks:
        place = whole.find(block) if block.kind != "code" else None
        inlines = () if place is None else whole.ribbon.inlines(block.text, place)
        yield replace(block, inlines=inlines) if inlines else block


def _whole(root: Any, encoding: str, base: str) -> Parsed:
    title, author, date = (
        next((found.strip() for found in root.xpath(path) if found.strip()), None)
        for path in ("//head/title/text()", "//meta[@name='author']/@content", "//meta[@name='date']/@content")
    )
    for caption in root.xpath("//figcaption"):
        caption.drop_tree()
    read = markup.blocks_of(root, base=base)
    pieces = [_Piece(block.text, block.kind, block.level, inlines=block.inlines) for block in read]
    blocks = tuple(_without_site(pieces, byline=False))
    if not titled(blocks):
        blocks, title = with_title(blocks, title)
    return Parsed(blocks, titled(blocks), author, date, encoding=encoding)


def _article(text: str, root: Any, encoding: str, base: str) -> Parsed:
    try:
        trafilatura = importlib.import_module("trafilatura")
    except ImportError as error:
        raise DocumentError(_MISSING) from error
    for library in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        text,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},  # said, not guessed from the text
    )
    if found is None or found.body is None:
        return _whole(root, encoding, base)
    title = " ".join((found.title or "").split()) or None
    # Asked to keep formatting, trafilatura loses text: what is bold is looked up in the page itself.
    bold = frozenset(" ".join(_words(element.text_content())) for element in root.xpath("//b|//strong"))
    pieces = [piece for piece in _pieces(found.body, bold) if " ".join(piece.text.split()) != title]
    blocks = list(_without_site(_without_tail(pieces, found.author)))
    headlines = root.xpath("//meta[@itemprop='headline' or @itemprop='alternativeHeadline']/@content")
    standfirst = _standfirst(pieces, blocks, found.description or "", headlines) or _named(root, blocks)
    if standfirst and all(block.text != standfirst for block in blocks):
        blocks.insert(0, Block(standfirst))
    if not any(block.kind != "heading" for block in blocks):
        return _whole(root, encoding, base)
    made, title = with_title(tuple(blocks), title)
    made = tuple(_looking(made, root, base))
    return Parsed(made, title, found.author or None, found.date, standfirst, encoding)


def _pieces(element: Any, bold: AbstractSet[str], kind: BlockKind = "paragraph", level: int = 0) -> Iterator[_Piece]:
    """Trafilatura's elements (head, p, list, item, quote, table, row, cell) to pieces of text."""
    text = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            text.append(child.tail or "")
        elif child.tag in _HOLDERS and not (child.tag == "code" and "\n" not in "".join(child.itertext())):
            yield from _split("".join(text), bold, kind, level)
            yield from _pieces_of(child, bold, kind, level)
            text = [child.tail or ""]
        else:
            text += ["\v" if child.tag == "lb" else "".join(child.itertext()), child.tail or ""]
    yield from _split("".join(text), bold, kind, level)


_HOLDERS = frozenset({"list", "item", "quote", "table", "row", "cell", "p", "head", "code", "body", "div"})


def _pieces_of(child: Any, bold: AbstractSet[str], kind: BlockKind, level: int) -> Iterator[_Piece]:
    if child.tag == "code":
        yield _Piece("".join(child.itertext()).strip("\n"), "code")
    elif child.tag == "head":
        rend = re.search(r"[1-6]", child.get("rend") or "")
        yield from _pieces(child, bold, "heading", int(rend[0]) if rend else 2)
    elif child.tag == "item":
        yield from _pieces(child, bold, "list_item", level + 1 if kind == "list_item" else 1)
    elif child.tag == "quote":
        yield from _pieces(child, bold, "quote", level + 1 if kind == "quote" else 1)
    else:
        yield from _pieces(child, bold, kind, level)


def _split(text: str, bold: AbstractSet[str], kind: BlockKind, level: int) -> Iterator[_Piece]:
    """A text at its line breaks, where they part paragraphs: after a stop, around a line all bold, at a bullet."""
    whole: list[tuple[list[str], bool]] = []
    for part in text.split("\v"):
        line = re.sub(r"[ \t\r\n]+", " ", part).strip(" ")
        strong = " ".join(_words(line)) in bold
        if not line:
            continue
        if whole and not (_STOPPED.search(whole[-1][0][-1]) or whole[-1][1] != strong or _BULLET.match(line)):
            whole[-1][0].append(line)
        else:
            whole.append(([line], strong))
    yield from (_Piece(" ".join(lines), kind, level, strong) for lines, strong in whole)


def _without_tail(pieces: Iterable[_Piece], author: str | None) -> list[_Piece]:
    """The pieces without what a site puts below the last one: who wrote it, with which agency, what to subscribe to."""
    kept = list(pieces)
    while kept and kept[-1].kind == "paragraph" and len(kept[-1].text) <= _NOTICE_LENGTH:
        text = kept[-1].text
        if not (furniture.is_furniture(text) or _NOTICE.search(text) or text.strip(" .") == author):
            break
        kept.pop()
    return kept


def _without_site(pieces: Iterable[_Piece], *, byline: bool = True) -> Iterator[Block]:
    """The blocks of the text, without lines of the site; a short bold line between paragraphs is a heading."""
    kept = list(pieces)
    told = 0
    orphan = False  # the line before said "Lire aussi :" and no more: this one is what it points to
    for position, piece in enumerate(kept):
        text = piece.text
        last = position == len(kept) - 1
        if orphan and piece.kind != "heading" and not _ENDED.search(text):
            orphan = False
            continue
        orphan = False
        if furniture.is_link(text) and len(text) <= _NOTICE_LENGTH:
            orphan = len(text) < 40 and text.rstrip().endswith((":", "aussi", "également", "sujet"))
            continue
        if len(text) <= _NOTICE_LENGTH and _NOTICE.search(text):
            continue
        if byline and piece.kind == "paragraph":
            if told < _TOP and furniture.is_byline(text):
                continue
            if len(text) <= _CAPTION_LENGTH and furniture.is_credit(text):
                continue
        told += piece.kind == "paragraph"
        heads = piece.bold and told > 1 and not last and len(text) <= _HEADING_LENGTH and not _ENDED.search(text)
        bullet = _BULLET.match(text) if piece.kind == "paragraph" else None
        if bullet:
            start = len(text) - len(text[bullet.end() :].lstrip())
            yield Block(text[start:], "list_item", 1, narrowed(piece.inlines, start, len(text)))
        elif heads and piece.kind == "paragraph":
            yield Block(text, "heading", 2, piece.inlines)
        else:
            yield Block(text, piece.kind, piece.level, piece.inlines)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _standfirst(pieces: list[_Piece], blocks: list[Block], description: str, headlines: Iterable[str]) -> str | None:
    """The first paragraph, where it is set in bold, or the page announces its article with it.

    A headline (https://schema.org/headline) may be cut; a description that is cut is made from any first paragraph.
    """
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    if first is None or len(blocks) < 2:
        return None
    own = _words(first.text)
    announced = any(_opens(own, text) and text.rstrip().endswith(("...", "…")) for text in headlines) or any(
        _opens(own, text) and len(own) - len(_words(text)) <= 2 for text in (description, *headlines)
    )
    bold = any(piece.bold and piece.text == first.text for piece in pieces)
    return first.text if announced or bold else None


def _opens(own: list[str], text: str) -> bool:
    """Whether a paragraph of these words opens with the text, whose last word may be cut."""
    said = _words(text)
    return min(len(own), len(said)) > 4 and said[:-1] == own[: len(said) - 1]


def _named(root: Any, blocks: list[Block]) -> str | None:
    """The standfirst that the page names as French sites do: the first paragraph, or one outside the article's text."""
    first = " ".join(_words(next((block.text for block in blocks if block.kind == "paragraph"), "")))
    there = " ".join(" ".join(_words(block.text)) for block in blocks)
    for element in root.xpath("//*[@class]"):
        if _STANDFIRST.search(element.get("class")):
            text = re.sub(r"\s+", " ", element.text_content()).strip()
            own = " ".join(_words(text))
            if own and own == first:
                return next(block.text for block in blocks if block.kind == "paragraph")
            return text if 40 <= len(text) <= 1000 and own not in there else None
    return None
