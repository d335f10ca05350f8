"""Grammar of documents whose elements hold text and elements side by side: HTML and OpenDocument."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from translate_summarize.originals.tree import Chain, Node, Token, emptied
from translate_summarize.readers import markup
from translate_summarize.readers.packed import local
from translate_summarize.readers.strands import solid


@dataclass(frozen=True, slots=True)
class Mixed:
    """A `tree.Grammar`."""

    is_container: Callable[[Any], bool]
    is_opaque: Callable[[Any], bool]
    """Whether what is in an inline element is none of its paragraph's text."""
    spaces: frozenset[str]
    """Names of elements that stand for white space."""
    styles: frozenset[str]
    """Names of elements that set words off."""

    def container(self, node: Node) -> Any:
        """The paragraph around a text."""
        element, where = node
        element = element if where == "text" else element.getparent()
        while not self.is_container(element) and element.getparent() is not None:
            element = element.getparent()
        return element

    def tokens(self, container: Any) -> Iterator[Token]:
        """The parts of a paragraph, in order."""
        yield from self._tokens(container, ())

    def _tokens(self, element: Any, chain: Chain) -> Iterator[Token]:
        yield Token(chain, (element, "text"), element.text or "")
        for child in element:
            inside = isinstance(child.tag, str) and not self.is_container(child) and not self.is_opaque(child)
            if inside and solid("".join(child.itertext())):
                yield from self._tokens(child, (*chain, child))
            else:
                yield Token(chain, element=child, is_space=local(child).lower() in self.spaces)
            yield Token(chain, (child, "tail"), child.tail or "")

    def rebuild(self, container: Any, parts: Sequence[tuple[Chain, Any]]) -> None:
        """Make the content of a paragraph anew, of texts and elements, each in its chain."""
        container.text = None
        copied: set[Any] = set()

        def copy(original: Any) -> Any:
            made = container.makeelement(original.tag, dict(original.attrib), nsmap=original.nsmap)
            if original in copied:  # what is cut in two has its name once
                for key in [key for key in made.attrib if key.rpartition("}")[2] in {"id", "name"}]:
                    del made.attrib[key]
            copied.add(original)
            return made

        for holder, part in emptied(container, parts, copy):
            if not isinstance(part, str):
                part.tail = None
                holder.append(part)
            elif len(holder):
                holder[-1].tail = (holder[-1].tail or "") + part
            else:
                holder.text = (holder.text or "") + part

    def look(self, chain: Chain) -> Hashable:
        """The same for chains that look the same."""
        return tuple((element.tag, *sorted(element.attrib.items())) for element in chain)

    def plain(self, chain: Chain) -> Chain:
        """The chain without what sets words off."""
        return tuple(element for element in chain if local(element).lower() not in self.styles)


HTML = Mixed(
    markup.is_block,
    lambda element: not markup.is_seen(element) or local(element).lower() == "br",
    frozenset({"br"}),
    frozenset({"a", "b", "strong", "i", "em", "cite"}),
)
OPEN_DOCUMENT = Mixed(
    lambda element: local(element) in {"p", "h"},
    lambda element: (
        local(element) in {"note", "annotation", "ruby-text"} or any(local(e) == "p" for e in element.iter())
    ),
    frozenset({"s", "tab", "line-break"}),
    frozenset({"a", "span"}),
)
