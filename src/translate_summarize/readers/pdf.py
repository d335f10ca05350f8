"""PDF with text, over PDFium (extra `pdf`): lines, in reading order, put together to paragraphs by `pdf_layout`.

Nothing in the file is run or fetched: only its text is asked for.
"""

from __future__ import annotations

import ctypes
import importlib
import math
import threading
from collections.abc import Iterator
from typing import Any

from translate_summarize.errors import DocumentError
from translate_summarize.readers.limits import too_many
from translate_summarize.readers.parsed import Parsed, titled
from translate_summarize.readers.pdf_layout import Line, blocks_of

_MISSING = "PDF needs pypdfium2: install it with `pip install 'translate-summarize[pdf]'`."
MAX_PAGES = 3000
_MAX_CHARACTERS = 20 * 10**6
_LOCK = threading.Lock()  # PDFium may be used by one thread at a time
_HYPHENS = frozenset({0x02, 0xAD, 0x2010, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line, where the file marks it as one, and U+2010, a hyphen."""
_UPRIGHT = 0.1
"""Radians; text at an angle is a stamp in the margin."""
_GAP = 1.6
"""Ems between two words of one line that are two columns."""


def parse(data: bytes, *, name: str) -> Parsed:
    """The text of a PDF in paragraphs.

    Raises:
        DocumentError: It is damaged, under a password, has no text (a scan), or pypdfium2 is not installed.
    """
    try:
        pdfium = importlib.import_module("pypdfium2")
    except ImportError as error:
        raise DocumentError(_MISSING) from error
    with _LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                raise DocumentError(f"{name} is protected by a password: save it without one and try again.") from error
            raise DocumentError(f"{name} is damaged, or not a PDF: save it again from its program.") from error
        try:
            if len(document) > MAX_PAGES:
                raise DocumentError(f"{name} has {len(document)} pages: tsum reads up to {MAX_PAGES}; split it.")
            said = document.get_metadata_dict(skip_empty=True)
            if said.get("Creator") == "tsum":
                raise DocumentError(f"{name} is a document that tsum wrote: give the French article it was made from.")
            pages = list(_pages(document, pdfium, name))
            author = (said.get("Author") or "").strip() or None
        finally:
            document.close()
    if not any(lines for lines, _ in pages):
        raise DocumentError(
            f"{name} has no text, only pictures of it: it is a scan; put it through text recognition (OCR) first."
        )
    blocks = blocks_of(pages)
    return Parsed(blocks, titled(blocks), author)


def _pages(document: Any, pdfium: Any, name: str) -> Iterator[tuple[list[Line], float]]:
    characters = 0
    for number in range(len(document)):
        lines, height = _page(document, number, pdfium)
        characters += sum(len(line.text) for line in lines)
        if characters > _MAX_CHARACTERS:
            raise too_many(name, _MAX_CHARACTERS, "characters")
        yield lines, height


def _page(document: Any, number: int, pdfium: Any) -> tuple[list[Line], float]:
    """The lines of a page as the file draws them, and the height of the page; none for a page that is damaged."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return [], 0.0
    try:
        text = page.get_textpage()
        try:
            return list(_lines(text, pdfium.raw)), float(page.get_height())
        finally:
            text.close()
    except pdfium.PdfiumError:
        return [], 0.0
    finally:
        page.close()


def _lines(text: Any, raw: Any) -> Iterator[Line]:
    count = min(text.count_chars(), _MAX_CHARACTERS)
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    characters: list[str] = []
    sizes: list[float] = []
    scale = 1.0
    line: Line | None = None
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1:
            if characters and code == 0x20 and characters[-1] != " ":
                characters.append(" ")
            continue
        sign = _sign(code)
        raw.FPDFText_GetLooseCharBox(text, index, rect)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index) * scale
        if line is not None and _goes_on(line, x.value, y.value, size):
            if rect.left - line.right > 0.2 * line.size and characters[-1] != " " and sign != " ":
                characters.append(" ")
            line.right = max(line.right, rect.right)
        elif sign == " ":
            continue
        else:
            if line is not None:
                yield from _ended(line, characters, sizes)
            scale = _scale(text, index, raw)
            size = raw.FPDFText_GetFontSize(text, index) * scale
            characters, sizes = [], []
            upright = abs(raw.FPDFText_GetCharAngle(text, index)) < _UPRIGHT
            bold = raw.FPDFText_GetFontWeight(text, index) >= 600 or _named_bold(text, index, raw)
            line = Line("", rect.left, rect.right, y.value, size, bold=bold, upright=upright)
        characters.append(sign)
        sizes.append(size)
    if line is not None:
        yield from _ended(line, characters, sizes)


def _sign(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else " "


def _scale(text: Any, index: int, raw: Any) -> float:
    """What the size that a font is asked for in is multiplied by on the page."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, index, matrix):
        return 1.0
    return math.hypot(matrix.c, matrix.d) or 1.0


def _goes_on(line: Line, x: float, y: float, size: float) -> bool:
    em = max(line.size, size)
    return abs(y - line.base) < 0.5 * em and -0.6 * em < x - line.right < _GAP * em


def _ended(line: Line, characters: list[str], sizes: list[float]) -> Iterator[Line]:
    line.text = "".join(characters).strip()
    line.size = sum(sizes) / len(sizes)  # a large first letter weighs one letter
    if line.text and line.upright:
        yield line


def _named_bold(text: Any, index: int, raw: Any) -> bool:
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    length = raw.FPDFText_GetFontInfo(text, index, buffer, 128, flags)
    return 0 < length <= 128 and any(word in buffer.value.lower() for word in (b"bold", b"black", b"heavy"))
