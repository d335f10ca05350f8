"""The English copy of a document, read again before anybody is given it: every sentence is in it, or it is not given."""

from __future__ import annotations

from collections.abc import Iterator

from translate_summarize.errors import DocumentError, OutputError
from translate_summarize.readers import markup, parse
from translate_summarize.readers.strands import solid
from translate_summarize.renderers.words import clean
from translate_summarize.types import Bitext


def ensure_readable(bitext: Bitext, made: bytes, suffix: str) -> None:
    """A copy can be read as its source was, and holds the English of every sentence.

    Args:
        bitext: What was written into it.
        made: The copy.
        suffix: Of its format.

    Raises:
        OutputError: It cannot be read, or a sentence is not in it.
    """
    name = bitext.document.location or bitext.document.name
    try:
        shown = solid(" ".join(_texts(made, suffix, name)))
    except DocumentError as error:
        raise OutputError(
            f"The copy of {name} cannot be read again ({error}), so its English cannot be given in it."
        ) from error
    missing, at = 0, 0
    for item in bitext.translations:
        text = solid(clean(item.target))
        place = shown.find(text, at)
        if place < 0:
            place = shown.find(text)  # a title, note or box that stands elsewhere
        missing += place < 0
        at = max(at, place + len(text)) if place >= 0 else at
    if missing:
        raise OutputError(
            f"{missing} of {len(bitext.translations)} sentences are not found again in the copy of {name}, "
            "so its English cannot be given in it."
        )


def _texts(made: bytes, suffix: str, name: str) -> Iterator[str]:
    if suffix not in {".html", ".htm", ".xhtml"}:
        document = parse(made, suffix=suffix, name=name)
        yield document.title or ""
        yield from (block.text for block in document.blocks)
        return
    root = markup.tree_of(markup.decoded(made, name=name)[0], name=name)  # all of the page, and not the article alone
    if root is not None:
        yield root.findtext(".//title") or ""
        yield from (block.text for block in markup.blocks_of(root))
