"""Grammar of Word documents: paragraphs of runs, which hold text in elements of its own."""

from __future__ import annotations

import copy
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from translate_summarize.originals.tree import Chain, Node, Token, emptied
from translate_summarize.readers.docx import link_of
from translate_summarize.readers.packed import local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = frozenset({"tab", "br", "cr", "ptab"})
_PAST = frozenset({"del", "moveFrom", "Fallback"})
_STYLING = frozenset({"b", "bCs", "i", "iCs", "rStyle", "u", "color"})
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


class Word:
    """A `tree.Grammar`."""

    def container(self, node: Node) -> Any:
        """The paragraph around a text."""
        element = node[0]
        while local(element) != "p" and element.getparent() is not None:
            element = element.getparent()
        return element

    def tokens(self, container: Any) -> Iterator[Token]:
        """The parts of a paragraph, in order; its links that are fields in many runs become fields of one element."""
        _gather_links(container)
        yield from self._tokens(container, ())

    def _tokens(self, element: Any, chain: Chain) -> Iterator[Token]:
        for child in element:
            kind = local(child)
            if kind == "t":
                yield Token(chain, (child, "text"), child.text or "")
            elif kind == "noBreakHyphen":
                yield Token(chain, (child, "text"), "-")
            elif chain and kind.endswith("Pr"):
                continue  # copied with what it is the properties of
            elif kind not in _PAST and self._holds_text(child):
                yield from self._tokens(child, (*chain, child))
            else:
                yield Token(chain, element=child, is_space=kind in _SPACES)

    def _holds_text(self, element: Any) -> bool:
        inside = {local(part) for part in element.iter()}
        return "t" in inside and not inside & {"txbxContent", "p"}

    def rebuild(self, container: Any, parts: Sequence[tuple[Chain, Any]]) -> None:
        """Make the content of a paragraph anew, of texts and elements, each in its chain."""
        for holder, part in emptied(container, parts, _copied):
            holder.append(_text(part) if isinstance(part, str) else part)

    def look(self, chain: Chain) -> Hashable:
        """The same for chains that look the same."""
        from lxml import etree

        return tuple(
            (element.tag, *(etree.tostring(child, with_tail=False) for child in element if local(child) == "rPr"))
            for element in chain
        )

    def plain(self, chain: Chain) -> Chain:
        """A run that looks like the one that closes the chain, but for what sets words off."""
        run = _copied(chain[-1])
        for properties in [child for child in run if local(child) == "rPr"]:
            for child in [child for child in properties if local(child) in _STYLING]:
                properties.remove(child)
        return (run,)


def _copied(element: Any) -> Any:
    """An element without its content, but with its properties."""
    made = element.makeelement(element.tag, dict(element.attrib), nsmap=element.nsmap)
    for child in element:
        if local(child).endswith("Pr"):
            made.append(copy.deepcopy(child))
    return made


def _text(text: str) -> Any:
    from lxml import etree

    made = etree.Element(f"{W}t", _PRESERVE)
    made.text = text
    return made


def _gather_links(paragraph: Any) -> None:
    """From the run that begins a field to the run that ends it (ECMA-376, part 1, 17.16.18), all in one `fldSimple`."""
    opened: list[Any] = []
    for run in list(paragraph):
        kinds = [part.get(f"{W}fldCharType") for part in run if local(part) == "fldChar"]
        if "begin" in kinds:
            opened = [run]
        elif opened:
            opened.append(run)
        if opened and "end" in kinds:
            instruction = "".join(part.text or "" for each in opened for part in each if local(part) == "instrText")
            results = [each for each in opened if any(local(part) == "t" for part in each)]
            if link_of(instruction) and results and all(local(each) == "r" for each in opened):
                field = paragraph.makeelement(f"{W}fldSimple", {f"{W}instr": instruction})
                opened[0].addprevious(field)
                for each in opened:
                    paragraph.remove(each)
                field.extend(results)
            opened = []
