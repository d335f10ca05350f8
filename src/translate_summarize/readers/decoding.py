"""Bytes of unknown encoding to clean text, deterministically and right for French.

Valid UTF-8 is UTF-8: French in any one-byte encoding is almost never valid UTF-8 by chance. Otherwise a byte order mark
decides, then the pattern of NUL bytes (UTF-16), then which one-byte encoding gives the likelier French.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from translate_summarize.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In order of preference where the evidence is equal: cp1252 is a superset of printable Latin-1.
_ONE_BYTE = ("cp1252", "iso8859-15", "mac-roman", "cp850")
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’“”‘–—…€°²³·\u00a0")
_ACCENTED_WORD = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, *, name: str) -> tuple[str, str]:
    """The text of `data` and the encoding it was in; `name` is for the message of the DocumentError."""
    text, encoding = _decode(data, name=name)
    if _CONTROL.search(text[:100_000]) and len(_CONTROL.findall(text)) > max(1, len(text) // 1000):
        raise _binary(name)
    return clean(text), encoding


def clean(text: str) -> str:
    """NFC text with `\\n` line ends, and without characters that show nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = text.replace("\x85", "\n").replace("\x0b", "\n").replace("\x0c", "\n\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


# A soft hyphen, zero-width space, joiner, bidi mark or BOM shows nothing in French, but breaks words for the model, the
# glossary and every search; a control character is never text. No-break spaces are French typography and stay.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def _decode(data: bytes, *, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise _unreadable(name, encoding) from error
    if b"\x00" in data:
        return _utf16(data, name=name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    return _one_byte(data, name=name)


def _utf16(data: bytes, *, name: str) -> tuple[str, str]:
    """UTF-16 without a mark: Latin letters leave a NUL in every second byte, and always on the same side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if len(data) % 2 == 0 and max(even, odd) > len(data) // 4 and min(even, odd) < len(data) // 50 + 1:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            pass
    raise _binary(name)


def _one_byte(data: bytes, *, name: str) -> tuple[str, str]:
    candidates = []
    for order, encoding in enumerate(_ONE_BYTE):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((-_score(text), order, text, encoding))
    if not candidates:
        raise _unreadable(name, "text")
    worst, _, text, encoding = min(candidates)
    if -worst < 0:
        raise _unreadable(name, "text")
    return text, encoding


def _score(text: str) -> int:
    """How French the characters outside ASCII look: one for each that French uses, minus one for each other."""
    points = 0
    for character in text:
        if character >= "\x80":
            points += 1 if character in _FRENCH else -2
    for word in _ACCENTED_WORD.findall(text):
        # A capital after a small letter ("dŽj…") is what a wrong table makes of an accent.
        points -= 2 * any(a.islower() and b.isupper() for a, b in zip(word, word[1:], strict=False))
    return points


def _binary(name: str) -> DocumentError:
    return DocumentError(f"{name} is not text (it looks like a binary file): give a text or Markdown article")


def _unreadable(name: str, encoding: str) -> DocumentError:
    return DocumentError(f"{name} cannot be read as {encoding}: save it as UTF-8 and try again")
