"""The bitext as TMX 1.4b, over translate-toolkit (extra `tmx`): what a translator's tool takes into its memory."""

from __future__ import annotations

from dataclasses import replace

from translate_summarize.memory import tmx
from translate_summarize.renderers.words import clean
from translate_summarize.types import Bitext, Translation


def render(bitext: Bitext) -> bytes:
    """One unit for each segment that was translated, in order; what was copied as it stands is left out.

    An engine's unit carries its signature, score and marks, so that `tsum memory import` knows it for what it is.
    """
    units = [_unit(item, bitext.signature) for item in bitext.translations if item.origin != "copied"]
    return tmx.pack(units)[0]


def _unit(item: Translation, signature: str) -> tmx.Unit:
    source, target = clean(item.segment.text), clean(item.target)
    if item.origin == "human":
        return tmx.Unit(source, target)
    marks = tuple(replace(mark, message=clean(mark.message)) for mark in item.marks)
    return tmx.Unit(source, target, clean(signature), item.score, marks)
