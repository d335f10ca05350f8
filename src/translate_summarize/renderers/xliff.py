"""The bitext as XLIFF 2.0 (OASIS, 2014), for a translator's tool and back: `tsum import` takes the corrections.

A group for each block and a unit for each segment. A unit carries fingerprints of its source and target, by which an
import knows what was changed; attributes of another namespace are allowed there, and tools keep them (section 2.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from translate_summarize.fingerprints import fingerprint
from translate_summarize.renderers.layout import Paragraph, number, paragraphs
from translate_summarize.renderers.words import MACHINE, clean, notes_by_segment
from translate_summarize.types import Bitext, Mark, Note, Translation

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
OURS = "urn:tsum:xliff:1"
_PRIORITY = {"error": 1, "doubt": 3, "note": 5}
"""Of a note: 1 is the highest, 10 the lowest."""


def render(bitext: Bitext) -> str:
    """One file with all segments; a person's translation is `final`, an engine's `translated`, none `initial`."""
    document = bitext.document
    glosses = notes_by_segment(bitext.notes)
    groups = "".join(_group(index, paragraph, glosses) for index, paragraph in enumerate(paragraphs(bitext), 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff xmlns="{NAMESPACE}" xmlns:tsum="{OURS}" version="2.0" srcLang="fr" trgLang="en">\n'
        f'<file id="f1" original="{_attribute(document.location or document.name)}" canResegment="no">\n'
        f'<notes>\n<note id="n1" category="origin">{_text(MACHINE)}</note>\n'
        f'<note id="n2" category="signature">{_text(bitext.signature)}</note>\n</notes>\n{groups}</file>\n</xliff>\n'
    )


def _group(index: int, paragraph: Paragraph, glosses: Mapping[int, tuple[Note, ...]]) -> str:
    units = "".join(_unit(item, glosses.get(item.segment.index, ())) for item in paragraph.translations)
    return f'<group id="b{index}" type="tsum:{paragraph.block.kind}">\n{units}</group>\n'


def _unit(item: Translation, glosses: Sequence[Note]) -> str:
    source, target = clean(item.segment.text), clean(item.target)
    state = {"human": "final"}.get(item.origin, "translated") if target.strip() else "initial"
    notes = "".join(_note(index, mark) for index, mark in enumerate(item.marks, 1))
    notes += "".join(
        f'<note id="g{index}" appliesTo="source" category="gloss">{_text(f"{gloss.mention}: {gloss.text}")}</note>\n'
        for index, gloss in enumerate(glosses, 1)
    )
    notes = f"<notes>\n{notes}</notes>\n" if notes else ""
    keep = ' translate="no"' if item.segment.kind == "code" else ""
    return (
        f'<unit id="s{number(item)}" canResegment="no" xml:space="preserve"{keep} tsum:origin="{item.origin}" '
        f'tsum:source="{fingerprint(source)}" tsum:target="{fingerprint(target)}">\n{notes}'
        f'<segment id="t{number(item)}" state="{state}">\n'
        f'<source xml:lang="fr">{_text(source)}</source>\n<target xml:lang="en">{_text(target)}</target>\n</segment>\n</unit>\n'
    )


def _note(index: int, mark: Mark) -> str:
    return (
        f'<note id="m{index}" appliesTo="target" category="{_attribute(mark.code)}" '
        f'priority="{_PRIORITY[mark.severity]}">{_text(f"{mark.severity}: {mark.message}")}</note>\n'
    )


def _text(text: str) -> str:
    return escape(clean(text), quote=False)


def _attribute(text: str) -> str:
    return escape(clean(text).replace("\n", " ").replace("\t", " "), quote=True)
