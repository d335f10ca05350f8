"""What a file without a telling suffix is, by its first bytes."""

from __future__ import annotations

import io
import re
import zipfile

from translate_summarize.errors import DocumentError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds a document under a password: [MS-OFFCRYPTO], section 2.3.4.4."""
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,100}\?>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_MAIL = re.compile(rb"(?:[A-Za-z][\w-]{1,40}: ?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}")
_MAIL_FIELDS = (b"from:", b"message-id:", b"mime-version:", b"received:")
_SRT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{1,6}\r?\n\d{1,3}:\d\d:\d\d[,.]\d{3} --> ")


def suffix_of(data: bytes) -> str:
    """The suffix of the format that the first bytes show; empty where they show none, as plain text does."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"WEBVTT"):
        return ".vtt"
    if _SRT.match(head):
        return ".srt"
    if _HTML.match(head):
        return ".html"
    mail = _MAIL.match(head)
    if mail and sum(field in head.lower() for field in _MAIL_FIELDS) >= 2:
        return ".eml"
    return ""


def refuse_old_office(data: bytes, *, name: str) -> None:
    """Raises DocumentError for an office document that is under a password, or older than DOCX."""
    if not data.startswith(_OLE):
        return
    if _ENCRYPTED in data:
        raise DocumentError(f"{name} is protected by a password: save it without one and try again.")
    raise DocumentError(f"{name} is an office document of the old kind (.doc): save it as .docx and try again.")


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""
    if "word/document.xml" in names:
        return ".docx"
    if "META-INF/container.xml" in names:
        return ".epub"
    return ".odt" if "content.xml" in names else ""
