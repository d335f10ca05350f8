"""English OpenDocument texts out of French ones: styles, headings, lists, tables, pictures and notes stay."""

from __future__ import annotations

from typing import Any

from translate_summarize.originals.mixed import OPEN_DOCUMENT
from translate_summarize.originals.placing import ensure_placed, titles
from translate_summarize.originals.tree import replace_text
from translate_summarize.readers import odt
from translate_summarize.readers.packed import Archive, local
from translate_summarize.readers.strands import solid
from translate_summarize.renderers.packing import pack
from translate_summarize.renderers.target import notice
from translate_summarize.types import Bitext


def render(bitext: Bitext, data: bytes) -> bytes:
    """The text in English.

    Raises:
        DocumentError: It swells beyond the caps.
        OutputError: A sentence of it has no place in the text.
    """
    with Archive(data, name=bitext.document.location or bitext.document.name, what="an OpenDocument text") as archive:
        content = archive.xml("content.xml")
        found = replace_text(bitext, list(odt.passages_of(content)), OPEN_DOCUMENT, in_order=True)
        ensure_placed(bitext, found)
        body = next(element for element in content.iter() if local(element) == "text" and len(element))
        paragraph = body.makeelement(f"{body.tag.rpartition('}')[0]}}}p".replace("office:1.0", "text:1.0"), {})
        paragraph.text = notice(bitext)
        body.append(paragraph)
        roots: dict[str, Any] = {"content.xml": content}
        for name in archive.members & {"styles.xml", "meta.xml"}:
            roots[name] = archive.xml(name)
        _retitle(roots.get("meta.xml"), bitext)
        for root in roots.values():
            _speak_english(root)
        members = {name: archive.read(name) for name in archive.order if name not in roots}
        made = {name: members[name] if name in members else _bytes(roots[name]) for name in archive.order}
        return pack(made, stored=("mimetype",))


def _bytes(root: Any) -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


def _retitle(meta: Any | None, bitext: Bitext) -> None:
    known = titles(bitext)
    for element in meta.iter() if meta is not None else ():
        if local(element) == "title" and solid(element.text or "") in known:
            element.text = known[solid(element.text)]


def _speak_english(root: Any) -> None:
    for element in root.iter():
        for key, value in (("language", "en"), ("country", "GB")):
            for name in element.attrib:
                if name.endswith(f"xsl-fo-compatible:1.0}}{key}") and element.get(name) not in {"none", "zxx"}:
                    element.set(name, value)
