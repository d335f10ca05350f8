"""JSON lines: an article a line, in fields with the usual names; all lines make one document.

The title becomes a heading, the text is read as plain text. A line that is a string is a text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from translate_summarize.errors import DocumentError
from translate_summarize.readers import decoding, plain
from translate_summarize.readers.parsed import Parsed, titled
from translate_summarize.types import Block

FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "titre", "headline"),
    "standfirst": ("standfirst", "heading", "chapo", "lead", "description"),
    "text": ("text", "texte", "article", "body", "content", "contenu", "corps", "fr", "source"),
    "author": ("author", "auteur", "byline"),
    "date": ("date", "published", "date_published"),
}
"""What a field is, and the names it usually has; the first that holds a text counts."""


def parse(data: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Parsed:
    """The articles of all lines; DocumentError names the line that is no JSON, or has no field of a known name.

    `fields` says what the fields are called here, where it is not usual: {"text": "corps_article"}.
    """
    names = {**FIELDS, **{key: (value,) for key, value in (fields or {}).items()}}
    text, encoding = decoding.decode(data, name=name)
    blocks: list[Block] = []
    only: dict[str, Any] = {}
    found = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DocumentError(f"{name} is no JSON in line {number} ({error}): write one object a line.") from error
        record = {"text": value} if isinstance(value, str) else value
        if not isinstance(record, dict) or not _field(record, names["text"]):
            raise DocumentError(
                f"{name} has no text in line {number}: name its field one of {', '.join(names['text'])}."
            )
        found += 1
        only = record if found == 1 else {}
        title = _field(record, names["title"])
        if title:
            blocks.append(Block(title, "heading", 1))
        standfirst = plain.parse(decoding.clean(_field(record, names["standfirst"])))[0]
        blocks += (Block(block.text, "standfirst") for block in standfirst)
        blocks += plain.parse(decoding.clean(_field(record, names["text"])))[0]
    made = tuple(blocks)
    return Parsed(
        made,
        titled(made),
        _field(only, names["author"]) or None,
        _field(only, names["date"]) or None,
        encoding=encoding,
    )


def _field(record: dict[str, Any], names: tuple[str, ...]) -> str:
    """The text of the first of these fields that has one; the paragraphs of a list are parted by blank lines."""
    for name in names:
        value = record.get(name)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""
