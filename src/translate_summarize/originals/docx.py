"""English Word documents out of French ones: styles, headings, lists, tables, pictures and notes stay."""

from __future__ import annotations

import posixpath
from typing import Any

from translate_summarize.originals.placing import ensure_placed, titles
from translate_summarize.originals.tree import replace_text
from translate_summarize.originals.word import W, Word
from translate_summarize.readers import docx
from translate_summarize.readers.packed import Archive, local
from translate_summarize.readers.strands import solid
from translate_summarize.renderers.packing import pack
from translate_summarize.renderers.target import notice
from translate_summarize.types import Bitext

_ENGLISH = "en-GB"


def render(bitext: Bitext, data: bytes) -> bytes:
    """The document in English.

    Raises:
        DocumentError: It swells beyond the caps.
        OutputError: A sentence of it has no place in the document.
    """
    with Archive(data, name=bitext.document.location or bitext.document.name, what="a Word document") as archive:
        main = docx.main_part(archive)
        styles = docx.styles_of(archive, f"{posixpath.dirname(main)}/styles.xml")
        roots = {member: archive.xml(member) for member in docx.story_parts(archive, main)}
        passages = [p for member, root in roots.items() for p in docx.passages_of(archive, member, root, styles)]
        found = replace_text(bitext, passages, Word(), in_order=True)
        ensure_placed(bitext, found)
        _sign(roots[main], notice(bitext))
        for member in (f"{posixpath.dirname(main)}/styles.xml", "docProps/core.xml"):
            if member in archive.members:
                roots[member] = archive.xml(member)
        _retitle(roots.get("docProps/core.xml", ()), bitext)
        for root in roots.values():
            _speak_english(root)
        members = {name: archive.read(name) for name in archive.order if name not in roots}
        return pack({name: members.get(name) or _bytes(roots.get(name)) for name in archive.order})


def _bytes(root: Any | None) -> bytes:
    from lxml import etree

    if root is None:
        return b""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _sign(root: Any, text: str) -> None:
    body = next((element for element in root if local(element) == "body"), root)
    paragraph = body.makeelement(f"{W}p", {})
    run = body.makeelement(f"{W}r", {})
    properties = body.makeelement(f"{W}rPr", {})
    properties.append(body.makeelement(f"{W}sz", {f"{W}val": "16"}))
    said = body.makeelement(f"{W}t", {})
    said.text = text
    run.extend((properties, said))
    paragraph.append(run)
    last = body[-1] if len(body) and local(body[-1]) == "sectPr" else None
    if last is None:
        body.append(paragraph)
    else:
        last.addprevious(paragraph)


def _retitle(properties: Any, bitext: Bitext) -> None:
    known = titles(bitext)
    for element in properties:
        if local(element) == "title" and solid(element.text or "") in known:
            element.text = known[solid(element.text)]
        elif local(element) == "language":
            element.text = _ENGLISH


def _speak_english(root: Any) -> None:
    for element in root.iter(f"{W}lang"):
        if element.get(f"{W}val"):
            element.set(f"{W}val", _ENGLISH)
