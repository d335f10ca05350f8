"""Archives that are the same bytes on every day."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def pack(members: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP archive of these members in their order, all of one date; `stored` names those that are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = 3
            archive.writestr(info, content)
    return buffer.getvalue()


def undated(packed: bytes) -> bytes:
    """An office document with one date for all its members and properties: saving stamps them with the time of the day."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        core = archive.read("docProps/core.xml")
    members["docProps/core.xml"] = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", core)
    return pack(members)
