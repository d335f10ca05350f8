"""The whole bitext as JSON, for programs: spans, scores, marks, brief, coverage, signature."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from translate_summarize.types import Bitext, Brief, Inline, Mark, Mention, Note, Translation

SCHEMA = "tsum-bitext/1"

_SURROGATES = re.compile("[\ud800-\udfff]")


def render(bitext: Bitext) -> str:
    """The bitext as indented JSON, in the shape of tests/data/bitext.schema.json; ends with a line break."""
    document = bitext.document
    record = {
        "schema": SCHEMA,
        "signature": bitext.signature,
        "document": {
            "name": document.name,
            "location": document.location,
            "title": document.title,
            "author": document.author,
            "date": document.date,
            "standfirst": document.standfirst,
            "encoding": document.encoding,
            "blocks": [
                {"kind": block.kind, "level": block.level, "text": block.text, **_inlines("inlines", block.inlines)}
                for block in document.blocks
            ],
        },
        "brief": brief_record(bitext.brief),
        "coverage": {
            "segments": bitext.coverage.segments,
            "translated": bitext.coverage.translated,
            "by_hand": bitext.coverage.by_hand,
            "copied": bitext.coverage.copied,
            "marked": bitext.coverage.marked,
            "errors": bitext.coverage.errors,
            "doubts": bitext.coverage.doubts,
            "dropped": bitext.coverage.dropped,
        },
        "notes": [_note(note) for note in bitext.notes],
        "translations": [_translation(item) for item in bitext.translations],
    }
    return dump(record)


def dump(record: dict[str, Any]) -> str:
    """The record as people and programs read it; a lone surrogate, which no encoding can write, becomes U+FFFD."""
    return _SURROGATES.sub("\ufffd", json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def brief_record(brief: Brief) -> dict[str, Any]:
    """The brief as values that `json` writes."""
    return {
        "title": None if brief.title is None else _translation(brief.title),
        "sentences": [
            {**_translation(item), "antecedent": antecedent or None, "shortened": shortened or None}
            for item, antecedent, shortened in zip(
                brief.translations,
                brief.antecedents or [""] * len(brief.translations),
                brief.shortened or [""] * len(brief.translations),
                strict=True,
            )
        ],
        "claims": [
            {
                "text": claim.text,
                "segment": None if claim.segment is None else claim.segment + 1,
                "marks": [_mark(mark) for mark in claim.marks],
            }
            for claim in brief.claims
        ],
        "names": [_mention(item) for item in brief.names],
        "figures": [_mention(item) for item in brief.figures],
        "date": brief.date,
        "words": brief.words,
        "notes": [_note(note) for note in brief.notes],
    }


def _mention(item: Mention) -> dict[str, Any]:
    place = {} if item.segment is None else {"segment": item.segment + 1, "source": item.source}
    return {"text": item.text, "count": item.count, **place}


def _note(note: Note) -> dict[str, Any]:
    return {"term": note.term, "mention": note.mention, "segment": note.segment + 1, "text": note.text}


def _translation(item: Translation) -> dict[str, Any]:
    segment = item.segment
    return {
        "segment": segment.index + 1,
        "block": segment.block,
        "start": segment.start,
        "end": segment.end,
        "kind": segment.kind,
        "source": segment.text,
        "target": item.target,
        "score": item.score if item.score is not None and math.isfinite(item.score) else None,
        "origin": item.origin,
        "marks": [_mark(mark) for mark in item.marks],
        **_inlines("source_inlines", segment.inlines),
        **_inlines("target_inlines", item.inlines),
    }


def _inlines(key: str, inlines: tuple[Inline, ...]) -> dict[str, Any]:
    """Under this key, where there are any."""
    found = [
        {"kind": item.kind, "start": item.start, "end": item.end, **({"href": item.href} if item.href else {})}
        for item in inlines
    ]
    return {key: found} if found else {}


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "code": mark.code,
        "severity": mark.severity,
        "message": mark.message,
        "source": [list(span) for span in mark.source],
        "target": [list(span) for span in mark.target],
    }
