"""English web pages out of French ones: scripts, styles, attributes and what is no part of the article stay."""

from __future__ import annotations

from typing import Any

from translate_summarize.errors import OutputError
from translate_summarize.originals.mixed import HTML
from translate_summarize.originals.placing import ensure_placed, last_of, titles
from translate_summarize.originals.tree import replace_text
from translate_summarize.readers import markup
from translate_summarize.readers.html import base_of
from translate_summarize.readers.packed import local
from translate_summarize.readers.strands import solid
from translate_summarize.renderers.target import notice
from translate_summarize.types import Bitext

_HOLDS_PARAGRAPHS = frozenset({"body", "div", "article", "main", "section", "blockquote", "header", "aside"})


def render(bitext: Bitext, data: bytes) -> bytes:
    """The page in English, as UTF-8.

    Raises:
        OutputError: A sentence of it has no place in the page.
    """
    from lxml import html

    name = bitext.document.location or bitext.document.name
    root = markup.tree_of(markup.decoded(data, name=name)[0], comments=True)
    if root is None:
        raise OutputError(f"{name} has no element.")
    passages = list(markup.passages_of(root, base=base_of(root, name)))
    found = replace_text(bitext, passages, HTML, in_order=False)
    ensure_placed(bitext, found, elsewhere=retitle(root, bitext))
    tree = root.getroottree()
    root.set("lang", "en")
    _say_utf_8(root)
    sign(last_of(found), root, notice(bitext))
    made: bytes = html.tostring(tree, encoding="utf-8", doctype=tree.docinfo.doctype or None)
    return made


def retitle(root: Any, bitext: Bitext) -> frozenset[str]:
    """Put the English of a heading in the place of its French in the title element; what shows of those put there."""
    known = titles(bitext)
    done: set[str] = set()
    for element in root.iter():
        if local(element).lower() != "title" or local(element.getparent()).lower() != "head" or not element.text:
            continue
        headings = [block.text for block in bitext.document.blocks if block.kind == "heading"]
        inside = max((text for text in headings if text in element.text), key=len, default="")
        if solid(element.text) in known:
            done.add(solid(element.text))
            element.text = known[solid(element.text)]
        elif inside:
            done.add(solid(inside))
            element.text = element.text.replace(inside, known[solid(inside)], 1)
    return frozenset(done)


def sign(last: Any | None, root: Any, text: str) -> None:
    """Say below the text what made it."""
    body = next((element for element in root.iter() if local(element).lower() == "body"), root)
    below = last if last is not None else None
    while below is not None and below is not body and local(below.getparent()).lower() not in _HOLDS_PARAGRAPHS:
        below = below.getparent()
    namespace = body.tag.rpartition("}")[0]
    made = body.makeelement(f"{namespace}}}p" if namespace else "p", {})
    small = made.makeelement(f"{namespace}}}small" if namespace else "small", {})
    small.text = text
    made.append(small)
    if below is None or below is body:
        body.append(made)
    else:
        made.tail, below.tail = below.tail, "\n"
        below.addnext(made)


def _say_utf_8(root: Any) -> None:
    said = False
    for meta in root.iter("meta"):
        if meta.get("charset"):
            meta.set("charset", "utf-8")
            said = True
        elif (meta.get("http-equiv") or "").lower() == "content-type":
            meta.set("content", "text/html; charset=utf-8")
            said = True
    head = root.find("head")
    if not said:
        if head is None:
            head = root.makeelement("head", {})
            root.insert(0, head)
        head.insert(0, root.makeelement("meta", {"charset": "utf-8"}))
