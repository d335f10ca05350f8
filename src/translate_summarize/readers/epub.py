"""E-books: the chapters in the order of the spine (EPUB 3.3; EPUB 2 reads the same way).

The navigation, footnote signs and what is out of the reading order are left out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from translate_summarize.errors import DocumentError
from translate_summarize.readers import markup
from translate_summarize.readers.packed import Archive, attribute, local
from translate_summarize.readers.parsed import Parsed, with_title
from translate_summarize.types import Block

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways of hiding embedded fonts; any other encryption hides the text."""
_LIST = "application/x-dtbncx+xml"
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def parse(data: bytes, *, name: str) -> Parsed:
    """The blocks of all chapters, with the book's title as a heading; DocumentError where it is damaged or locked."""
    with Archive(data, name=name, what="an EPUB") as archive:
        _refuse_locked(archive)
        package = package_of(archive)
        root = archive.xml(package)
        said: dict[str, str] = {}
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.startswith("{http://purl.org/dc/elements/1.1/}"):
                said.setdefault(local(element), (element.text or "").strip())
        if said.get("contributor") == "tsum":
            raise DocumentError(f"{name} is a document that tsum wrote: give the French article it was made from.")
        blocks: list[Block] = []
        for member in spine(root, posixpath.dirname(package)):
            if member not in archive.members:
                raise archive.damaged(f"it has no {member}")
            text, _ = markup.decoded(archive.read(member), name=f"{name}, {member}")
            page = markup.tree_of(text, name=name)
            if page is not None:
                blocks += markup.blocks_of(page)
    made, title = with_title(tuple(blocks), said.get("title"))
    return Parsed(made if blocks else (), title, said.get("creator") or None, said.get("date") or None)


def _refuse_locked(archive: Archive) -> None:
    if "META-INF/encryption.xml" not in archive.members:
        return
    for element in archive.xml("META-INF/encryption.xml").iter():
        if local(element) == "EncryptionMethod" and attribute(element, "Algorithm") not in _FONTS:
            raise DocumentError(f"{archive.name} is locked by its seller (DRM): tsum reads books without a lock.")


def package_of(archive: Archive) -> str:
    """The member that describes the book."""
    for element in archive.xml("META-INF/container.xml").iter():
        path = attribute(element, "full-path") if local(element) == "rootfile" else None
        if path:
            return path
    raise archive.damaged("its container names no package")


def spine(root: Any, folder: str) -> Iterator[str]:
    """Members of the archive in reading order."""
    pages = {
        item.get("id") or "": path
        for item, path in _items(root, folder)
        if item.get("media-type") in _CHAPTERS and "nav" not in (item.get("properties") or "").split()
    }
    for item in root.iter():
        page = pages.get(item.get("idref") or "") if local(item) == "itemref" else None
        if page and item.get("linear") != "no":
            yield page


def contents(root: Any, folder: str) -> Iterator[str]:
    """Members of the archive that list the chapters."""
    for item, path in _items(root, folder):
        if item.get("media-type") == _LIST or "nav" in (item.get("properties") or "").split():
            yield path


def _items(root: Any, folder: str) -> Iterator[tuple[Any, str]]:
    for item in root.iter():
        if local(item) == "item":
            yield item, posixpath.normpath(posixpath.join(folder, unquote((item.get("href") or "").partition("#")[0])))
