"""English in the place of French in the tree of a document, with its inline elements around the words that they meant.

A container (a paragraph) is taken apart into tokens: text, and things that are no text (pictures, note signs, breaks),
each with the chain of inline elements around it. The tokens of a segment's text give way to its English, each part of
which takes the chain of a French part that looks the same; everything else stays where it stood, in its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from translate_summarize.errors import OutputError
from translate_summarize.inlines import pieces
from translate_summarize.readers.strands import Passage, Ribbon, Strand, Style, Whole, offsets, solid
from translate_summarize.renderers.words import clean
from translate_summarize.types import Bitext, Block, Translation

Node = tuple[Any, str]
"""An element, and "text" or "tail"."""
Chain = tuple[Any, ...]
"""Inline elements around something, the outermost first."""


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a container."""

    chain: Chain
    node: Node | None = None
    text: str = ""
    element: Any = None
    """What is no text."""
    is_space: bool = False
    """Whether it stands for white space, which English has its own of."""


class Grammar(Protocol):
    """How one family of formats holds text."""

    def container(self, node: Node) -> Any:
        """The paragraph around a text."""

    def tokens(self, container: Any) -> Iterator[Token]:
        """The parts of a paragraph, in order."""

    def rebuild(self, container: Any, parts: Sequence[tuple[Chain, Any]]) -> None:
        """Make the content of a paragraph anew, of texts and elements, each in its chain."""

    def look(self, chain: Chain) -> Hashable:
        """The same for chains that look the same."""

    def plain(self, chain: Chain) -> Chain:
        """The chain without what sets words off."""


def emptied(
    container: Any, parts: Sequence[tuple[Chain, Any]], copied: Callable[[Any], Any]
) -> Iterator[tuple[Any, Any]]:
    """Empty a container, and open in it the chains of its new parts: each part with the element that it goes into.

    Neighbours in one chain share its elements; `copied` makes those, without their content, of the source's.
    """
    for child in list(container):
        container.remove(child)
    path: list[tuple[Any, Any]] = []  # elements of the source that are open, each with its copy
    for chain, part in parts:
        if isinstance(part, str) and not part:
            continue
        same = 0
        while same < min(len(path), len(chain)) and path[same][0] is chain[same]:
            same += 1
        del path[same:]
        for original in chain[same:]:
            made = copied(original)
            (path[-1][1] if path else container).append(made)
            path.append((original, made))
        yield (path[-1][1] if path else container), part


@dataclass(slots=True)
class _Edit:
    """A segment's place: from a place in one text to a place in another, or the same."""

    first: tuple[Node, int]
    last: tuple[Node, int]
    item: Translation
    looks: dict[Chain, tuple[frozenset[Style], int]] = field(default_factory=dict)
    """The chains of its French, each with how it looks and how many characters of the paragraph look just so."""


def replace_text(bitext: Bitext, passages: Sequence[Passage], grammar: Grammar, *, in_order: bool) -> dict[int, Any]:
    """Put the English of all blocks in the place of their French; gives the container of each block that was found.

    What is the same in both languages is not touched, and its block has no container.

    Args:
        bitext: What `process` returned.
        passages: Those of the tree that is edited.
        grammar: Of its format.
        in_order: Whether the blocks were read from these very passages; else each is looked for.

    Raises:
        OutputError: A text that was found in part cannot be replaced.
    """
    whole = Whole(p for p in passages if in_order or all(block.kind != "code" for block in p.blocks))
    blocks = bitext.document.blocks
    places = _in_order(blocks, passages, whole.ribbon) if in_order else _anywhere(blocks, whole)
    edits: dict[int, list[_Edit]] = {}
    containers: dict[int, Any] = {}  # by their identity, and held so that it stays theirs
    found: dict[int, Any] = {}
    for item in bitext.translations:
        block = item.segment.block
        if item.segment.kind == "code" or (block in places and item.target == item.segment.text):
            found.setdefault(block, None)
        if block not in places or item.target == item.segment.text:
            continue
        edit = _edit(item, whole.ribbon, _before(blocks[block], item) + places[block])
        container = grammar.container(edit.first[0])
        if container is not grammar.container(edit.last[0]):
            raise OutputError(f"A sentence of {_name(bitext)} stands in two of its paragraphs.")
        found[block] = containers[id(container)] = container
        edits.setdefault(id(container), []).append(edit)
    styles = {strand.node: strand.styles for strand in whole.ribbon.strands if strand.node}
    try:
        for key, container in containers.items():
            _rewrite(container, edits[key], styles, grammar)
    except ValueError as error:  # parsers of HTML take names that no writer does
        raise OutputError(f"{_name(bitext)} has a tag that cannot be written again ({error}).") from error
    return found


def _name(bitext: Bitext) -> str:
    return bitext.document.location or bitext.document.name


def _anywhere(blocks: Sequence[Block], whole: Whole) -> dict[int, int]:
    """For each block that is found where it begins in the ribbon; no two overlap."""
    found = ((number, whole.find(block)) for number, block in enumerate(blocks))
    return {number: place for number, place in found if place is not None}


def _in_order(blocks: Sequence[Block], passages: Sequence[Passage], ribbon: Ribbon) -> dict[int, int]:
    """The same where the passages give these very blocks, but for a title before them; none after one that differs."""
    given = [shows for passage in passages for block in passage.blocks if (shows := solid(block.text))]
    places: dict[int, int] = {}
    at = 0
    before = min(max(len(blocks) - len(given), 0), 1)
    for number, shows in enumerate(given, before):
        if number >= len(blocks) or solid(blocks[number].text) != shows:
            break
        places[number] = ribbon.text.index(shows, at)
        at = places[number] + len(shows)
    return places


def _before(block: Block, item: Translation) -> int:
    return len(solid(block.text[: item.segment.start]))


def _edit(item: Translation, ribbon: Ribbon, start: int) -> _Edit:
    end = start + len(solid(item.segment.text))
    numbers = [n for n in ribbon.between(start, end) if ribbon.starts[n] < ribbon.starts[n + 1]]
    first, last = ribbon.strands[numbers[0]], ribbon.strands[numbers[-1]]
    begins = offsets(first.text)[start - ribbon.starts[numbers[0]]]
    ends = offsets(last.text)[end - 1 - ribbon.starts[numbers[-1]]] + 1
    while ends < len(last.text) and not last.text[ends].isspace() and not solid(last.text[ends]):
        ends += 1  # invisible characters of the last one
    return _Edit((_node(first), begins), (_node(last), ends), item)


def _node(strand: Strand) -> Node:
    if strand.node is None:
        raise OutputError("A sentence of the source stands in no text that can be replaced.")
    node: Node = strand.node
    return node


def _rewrite(container: Any, edits: Sequence[_Edit], styles: Mapping[Node, frozenset[Style]], grammar: Grammar) -> None:
    tokens = list(grammar.tokens(container))
    where = {token.node: number for number, token in enumerate(tokens) if token.node}
    if any(node not in where for edit in edits for node, _ in (edit.first, edit.last)):
        raise OutputError("A sentence of the source stands where no text can be put.")
    spans = [((where[e.first[0]], e.first[1]), (where[e.last[0]], e.last[1]), e) for e in edits]
    usual: Counter[Hashable] = Counter()  # characters of the paragraph by the look of what they stand in
    for token in tokens:
        usual[grammar.look(token.chain)] += len(solid(token.text))
    for (low, begins), (high, ends), edit in spans:
        for number in range(low, high + 1):
            token = tokens[number]
            shows = token.text[begins if number == low else 0 : ends if number == high else None]
            if token.node and solid(shows):
                edit.looks[token.chain] = styles.get(token.node, frozenset()), usual[grammar.look(token.chain)]
    grammar.rebuild(container, list(_parts(tokens, sorted(spans, key=lambda span: span[0]), grammar)))


_Place = tuple[int, int]
"""Which token, and where in its text."""


def _parts(
    tokens: Sequence[Token], spans: Sequence[tuple[_Place, _Place, _Edit]], grammar: Grammar
) -> Iterator[tuple[Chain, Any]]:
    """What a container is made of when English stands in the place of its French."""
    passed = reached = 0
    for number, token in enumerate(tokens):
        while passed < len(spans) and spans[passed][1][0] < number:
            passed += 1
        while reached < len(spans) and spans[reached][0][0] <= number:
            reached += 1
        touching = spans[passed:reached]
        if token.element is not None:
            if not (token.is_space and any(first[0] < number < last[0] for first, last, _ in touching)):
                yield token.chain, token.element
            continue
        at = 0
        for first, last, edit in touching:
            start = first[1] if first[0] == number else 0
            glued = first[0] == number and 0 < start == at  # "… lundi.Le maire": a CMS lost the space
            yield token.chain, " " if glued else token.text[at:start]
            if first[0] == number:
                yield from _english(edit, grammar)
            at = last[1] if last[0] == number else len(token.text)
        yield token.chain, token.text[at:]


def _english(edit: _Edit, grammar: Grammar) -> Iterator[tuple[Chain, Any]]:
    text = edit.item.target
    if len(clean(text)) != len(text):
        yield _chain(edit.looks, frozenset(), grammar), clean(text)
        return
    for piece, around in pieces(text, edit.item.inlines):
        yield _chain(edit.looks, frozenset((item.kind, item.href) for item in around), grammar), clean(piece)


def _chain(looks: Mapping[Chain, tuple[frozenset[Style], int]], wanted: frozenset[Style], grammar: Grammar) -> Chain:
    """The chain of the French that looks as wanted, or else least unlike it: the shortest, then the usual one.

    A longer or rarer one has elements that were around some of the words alone, for what reason nobody knows.
    """
    fitting = [(len(look), -len(chain), size, chain) for chain, (look, size) in looks.items() if look <= wanted]
    if fitting:
        return max(fitting, key=lambda item: item[:3])[3]
    return grammar.plain(max(looks.items(), key=lambda item: item[1][1])[0])
