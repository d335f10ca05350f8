"""ZIP archives of XML (DOCX, ODT, EPUB), opened so that none can swell, reach out or hide behind a password.

The caps hold whatever an archive claims of itself: a member is unpacked no further than its share of `MAX_UNPACKED`.
XML that declares entities of its own is refused; none is expanded, and nothing is fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any, Self

from translate_summarize.errors import DocumentError
from translate_summarize.readers.limits import MAX_TAGS, too_many

MAX_UNPACKED = 50 * 10**6
"""Bytes of XML that are unpacked of one archive; the longest novels have a tenth of that."""
MAX_MEMBERS = 20_000
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENTITY_16 = re.compile("<!ENTITY".encode("utf-16-le") + b"|" + "<!ENTITY".encode("utf-16-be"))


class Archive:
    """An archive whose members are read one by one, within the caps."""

    def __init__(self, data: bytes, *, name: str, what: str) -> None:
        """Opens it; `what` is the format for people ("a Word document"). Raises DocumentError as `read` does."""
        self.name = name
        self.what = what
        self._left = MAX_UNPACKED
        self._tags = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, zlib.error) as error:
            raise self.damaged(error) from error
        if len(self._zip.infolist()) > MAX_MEMBERS:
            raise self._too_big()
        self.order = tuple(dict.fromkeys(self._zip.namelist()))
        self.members = frozenset(self.order)

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self._zip.close()

    def read(self, member: str) -> bytes:
        """The bytes of a member.

        Raises:
            DocumentError: It is missing, damaged, under a password, or swells beyond the cap.
        """
        try:
            info = self._zip.getinfo(member)
            if info.flag_bits & 1:
                raise self.locked()
            with self._zip.open(info) as file:
                data = file.read(self._left + 1)
        except KeyError as error:
            raise self.damaged(f"it has no {member}") from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            NotImplementedError,
            OSError,
            EOFError,
            RuntimeError,
        ) as error:
            raise self.damaged(error) from error
        self._left -= len(data)
        if self._left < 0:
            raise self._too_big()
        self._tags += data.count(b"<")
        if self._tags > MAX_TAGS:
            raise too_many(self.name, MAX_TAGS, "tags")
        return data

    def xml(self, member: str) -> Any:
        """The root element of a member that is XML; raises as `read` does, and where it declares entities of its own."""
        return xml(self.read(member), name=self.name, what=self.what)

    def damaged(self, why: object) -> DocumentError:
        """The sentence for an archive that is not what its name says."""
        return damaged(self.name, self.what, why)

    def locked(self) -> DocumentError:
        """The sentence for an archive under a password."""
        return DocumentError(f"{self.name} is protected by a password: save it without one and try again.")

    def _too_big(self) -> DocumentError:
        return DocumentError(
            f"{self.name} unpacks to more than {MAX_UNPACKED // 10**6} MB: tsum takes it for no article."
        )


def damaged(name: str, what: str, why: object) -> DocumentError:
    """The sentence for a file that is not what its name says."""
    return DocumentError(f"{name} is damaged, or not {what} ({why}): save it again from its program.")


def xml(data: bytes, *, name: str, what: str) -> Any:
    """The root element of these bytes; see `Archive.xml`."""
    from lxml import etree

    if _ENTITY.search(data) or _ENTITY_16.search(data):
        raise DocumentError(
            f"{name} declares XML entities of its own, which can hide other files: save it again from its program."
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(name, what, error) from error


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    value: str | None = element.get(name)
    if value is None:
        value = next((found for key, found in element.attrib.items() if key.rpartition("}")[2] == name), None)
    return value
