"""Bytes of unknown encoding to clean text, deterministically and right for French.

Valid UTF-8 is UTF-8: French in a one-byte encoding is almost never valid UTF-8 by chance. Otherwise a byte order mark
decides, then the pattern of NUL bytes (UTF-16), then which one-byte encoding gives the likelier French. General
detectors are no help here: on short French they take cp1252 for Central European or Turkish.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from translate_summarize.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("cp1252", "iso8859-15", "mac-roman", "cp850")
"""In order of preference where the evidence is equal."""
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’“”‘–—…€°²³·\u00a0")
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive, or an office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an office document",
}
# A soft hyphen, zero-width space or joiner, bidi mark or BOM shows nothing in French, but breaks words for the model,
# the glossary and every search; a control character is never text. The joiner U+200D stays: emoji are made with it. So
# do no-break spaces, which are French typography.
_CUT = re.compile(r"\u00ad[ \t]*\n[ \t]*(?=\w)")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028]")
_PARAGRAPH_ENDS = re.compile("[\x0c\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LONE_LIGATURE = re.compile(r"[œŒ](?<![^\W\d_].)(?![^\W\d_])")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_SMALL_BEFORE = re.compile("[a-zß-öø-ÿ][^\x00-\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, *, name: str, joins: bool = True) -> tuple[str, str]:
    """The clean text of `data` (NFC, line feeds) and the encoding it was in; `name` is for the message of an error.

    `joins` is as `clean` has it.

    Text that was read as cp1252 and saved as UTF-8 ("Ã©") is repaired where the whole of it goes back without one
    error, which no French text does by chance; where it is mixed with sound text, it is left as it is.

    Raises DocumentError for what is not text or in no encoding that French is written in.
    """
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise DocumentError(
                f"{name} is not text but {what}: give it the suffix of its format, or give another file."
            )
    text, encoding = _decode(data, name=name)
    if len(_CONTROL.findall(text)) > len(text) // 1000:
        raise _binary(name)
    return clean(_repaired(text), joins=joins), encoding


def clean(text: str, *, joins: bool = True) -> str:
    """NFC text with line feeds at line ends and a blank line at each form feed, without characters that show nothing.

    A soft hyphen at the end of a line joins it to the next one, but in markup (`joins` false), whose lines are no lines.
    """
    text = _PARAGRAPH_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    text = _INVISIBLE.sub("", _CUT.sub("", text) if joins else text)
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))


def _decode(data: bytes, *, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise _unreadable(name, f"{encoding.removesuffix('-sig')}, which its first bytes announce") from error
    if b"\x00" in data:
        return _utf16(data, name=name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _mixed(data) or _one_byte(data, name=name)


def _utf16(data: bytes, *, name: str) -> tuple[str, str]:
    """UTF-16 without a mark: Latin letters leave a NUL in every second byte, and always on the same side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if len(data) % 2 == 0 and max(even, odd) > len(data) // 4 and min(even, odd) <= len(data) // 100:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            pass
    raise _binary(name)


def _mixed(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few stray bytes of cp1252, as joined files have: read as both, where UTF-8 clearly prevails."""
    text = data.decode("utf-8", errors="surrogateescape")
    stray = _SURROGATE.findall(text)
    sound = len(_BEYOND_ASCII.findall(text)) - len(stray)
    if sound < 4 * len(stray):
        return None

    def reread(match: re.Match[str]) -> str:
        return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", errors="replace")

    return _SURROGATE.sub(reread, text), "utf-8"


def _one_byte(data: bytes, *, name: str) -> tuple[str, str]:
    best: tuple[float, str, str] | None = None
    for encoding in _ONE_BYTE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _score(text)
        if best is None or score > best[0]:
            best = score, text, encoding
    if best is None or best[0] < 0:
        raise _unreadable(name, "UTF-8, cp1252, ISO-8859-15, Mac Roman or UTF-16")
    return best[1], best[2]


def _score(text: str) -> float:
    """How French the characters outside ASCII look."""
    signs = Counter(_BEYOND_ASCII.findall(text))
    foreign = sum(count for sign, count in signs.items() if sign.isalpha())
    if foreign > 8 and foreign > 0.3 * len(text):  # accents are a tenth of French at most
        return -1.0
    points: float = -3 * len(_LONE_LIGATURE.findall(text))  # the byte is "½" in another table
    # "dŽj": a wrong table makes a capital of an accent
    points -= 2 * sum(pair[1].isupper() for pair in _SMALL_BEFORE.findall(text))
    for sign, count in signs.items():
        points += count * _points(sign)
    return points


def _points(sign: str) -> float:
    if sign in _FRENCH:
        return 1
    if sign.isalpha():
        return -0.3
    return -3 if unicodedata.category(sign) == "Cc" else -1


def _repaired(text: str) -> str:
    if not any(sign in text for sign in ("Ã", "â€")):
        return text
    try:
        return text.encode("cp1252", errors=_HOLES).decode("utf-8")
    except UnicodeError:
        return text


def _as_numbered(error: UnicodeError) -> tuple[bytes, int]:
    """What cp1252 has a hole for (the byte 8D of an "Í") by its number; raises what else it cannot write."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    hole = error.object[error.start : error.end]
    if not all("\x80" <= sign < "\xa0" for sign in hole):
        raise error
    return hole.encode("latin-1"), error.end


_HOLES = "tsum-holes-of-cp1252"
codecs.register_error(_HOLES, _as_numbered)


def _binary(name: str) -> DocumentError:
    return DocumentError(
        f"{name} is not text but looks like a binary file: give an article in a format that tsum reads."
    )


def _unreadable(name: str, encodings: str) -> DocumentError:
    return DocumentError(f"{name} cannot be read as {encodings}: save it as UTF-8 and try again.")
