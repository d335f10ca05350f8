"""English e-books out of French ones: chapters, pictures, styles and notes stay; the contents follow the headings."""

from __future__ import annotations

import contextlib
import html.entities
import posixpath
import re
from typing import Any

from translate_summarize.errors import DocumentError, OutputError
from translate_summarize.originals.html import retitle, sign
from translate_summarize.originals.mixed import HTML
from translate_summarize.originals.placing import ensure_placed, last_of, titles
from translate_summarize.originals.tree import replace_text
from translate_summarize.readers import epub, markup
from translate_summarize.readers.packed import Archive, local
from translate_summarize.readers.strands import solid
from translate_summarize.renderers.packing import pack
from translate_summarize.renderers.target import notice
from translate_summarize.types import Bitext

_ENTITY = re.compile(r"&(\w+);")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def render(bitext: Bitext, data: bytes) -> bytes:
    """The book in English.

    Raises:
        DocumentError: It swells beyond the caps.
        OutputError: A sentence of it has no place in the book, or a chapter is not well-formed.
    """
    with Archive(data, name=bitext.document.location or bitext.document.name, what="an EPUB") as archive:
        package = epub.package_of(archive)
        root = archive.xml(package)
        pages = {
            member: _page(archive.read(member), f"{archive.name}, {member}")
            for member in dict.fromkeys(epub.spine(root, posixpath.dirname(package)))
        }
        passages = [passage for page in pages.values() for passage in markup.passages_of(page)]
        found = replace_text(bitext, passages, HTML, in_order=True)
        ensure_placed(bitext, found, elsewhere=_retitle(root, bitext))
        last = last_of(found)
        *_, ending = pages.values()
        sign(last, ending if last is None else last.getroottree().getroot(), notice(bitext))
        for page in pages.values():
            retitle(page, bitext)
            page.set("lang", "en")
            page.set(_LANGUAGE, "en")
        for member in epub.contents(root, posixpath.dirname(package)):
            if member in archive.members and member not in pages:
                with contextlib.suppress(OutputError, DocumentError):  # a list that cannot be read stays as it is
                    pages[member] = _page(archive.read(member), f"{archive.name}, {member}")
                    _relabel(pages[member], bitext)
        pages[package] = root
        members = {name: archive.read(name) for name in archive.order if name not in pages}
        made = {name: members[name] if name in members else _bytes(pages[name]) for name in archive.order}
        return pack(made, stored=("mimetype",))


def _page(data: bytes, name: str) -> Any:
    """The root of a chapter, with the names that HTML has for characters undone, which XML has not."""
    from lxml import etree

    def character(match: re.Match[str]) -> str:
        return match[0] if match[1] in _OF_XML else html.entities.html5.get(f"{match[1]};", match[0])

    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", _ENTITY.sub(character, markup.decoded(data, name=name)[0]))
    if "<!ENTITY" in text.upper():
        raise OutputError(f"{name} declares XML entities of its own.")
    try:
        return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise OutputError(f"{name} is not well-formed ({error}), so its English cannot be put into it.") from error


def _bytes(root: Any) -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8")
    return made


def _retitle(package: Any, bitext: Bitext) -> frozenset[str]:
    known = titles(bitext)
    done: set[str] = set()
    for element in package.iter():
        if local(element) == "language" and element.text:
            element.text = "en"
        elif local(element) == "title" and solid(element.text or "") in known:
            done.add(solid(element.text))
            element.text = known[solid(element.text)]
    return frozenset(done)


def _relabel(page: Any, bitext: Bitext) -> None:
    known = titles(bitext)
    for element in page.iter():
        if isinstance(element.tag, str) and solid(element.text or "") in known:
            element.text = known[solid(element.text)]
