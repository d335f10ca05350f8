"""The lines of a PDF, as PDFium (extra `pdf`) finds them; a process of its own runs this file, as a script.

A file can make PDFium take gigabytes, and one that is damaged can crash it. Neither harms a process that does nothing
else. It needs nothing of tsum beside this file, so that it starts in a tenth of a second. Nothing in a PDF is run or
fetched: only its text is asked for.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import math
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

MAX_PAGES = 3000
MAX_CHARACTERS = 20 * 10**6
MAX_LINES = 10**6
MAX_MEMORY = 10**9
"""Bytes that the process may take. A page of text takes PDFium about 100 for each character."""
NO_MEMORY = 77
"""What the process ends with where it would take more, if PDFium does not end it before, by an abort."""
_LOCK = threading.Lock()  # PDFium may be used by one thread at a time
_HYPHENS = frozenset({0x02, 0xAD, 0x2010, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line, where the file marks it as one, and U+2010, a hyphen."""
_UPRIGHT = 0.1
"""Radians; text at an angle is a stamp in the margin."""
_GAP = 1.6
"""Ems between two words of one line that are two columns."""


@dataclass(slots=True)
class Line:
    """A line of one column: `base` is the height of its baseline above the foot of the page; points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    upright: bool = True


Page: TypeAlias = tuple[list[Line], float]
"""Its lines, as the file draws them, and its height in points."""


class RefusedError(Exception):
    """A file that is not read; what follows its name in the sentence that says so."""


def pages_of(data: bytes) -> Iterator[Any]:
    """What a PDF says of itself (its information dictionary, a dict), then its pages, each a `Page`.

    Raises:
        RefusedError: It is damaged, under a password, written by tsum, or longer than tsum reads.
    """
    pdfium = importlib.import_module("pypdfium2")
    with _LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                raise RefusedError("is protected by a password: save it without one and try again.") from error
            raise RefusedError("is damaged, or not a PDF: save it again from its program.") from error
        try:
            if len(document) > MAX_PAGES:
                raise RefusedError(f"has {len(document)} pages: tsum reads up to {MAX_PAGES}; split it.")
            said = document.get_metadata_dict(skip_empty=True)
            if said.get("Creator") == "tsum":
                raise RefusedError("is a document that tsum wrote: give the French article it was made from.")
            yield said
            yield from _pages(document, pdfium)
        finally:
            document.close()


def _pages(document: Any, pdfium: Any) -> Iterator[Page]:
    characters = count = 0
    for number in range(len(document)):
        lines, height = _page(document, number, pdfium)
        count += len(lines)
        characters += sum(len(line.text) for line in lines)
        if characters > MAX_CHARACTERS or count > MAX_LINES:
            most, what = (MAX_LINES, "lines") if count > MAX_LINES else (MAX_CHARACTERS, "characters")
            raise RefusedError(f"has more than {most:,} {what}: tsum takes it for no article; give it in parts.")
        yield lines, height


def _page(document: Any, number: int, pdfium: Any) -> Page:
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
    count = min(text.count_chars(), MAX_CHARACTERS)
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


def main() -> None:
    """Read a PDF from stdin and write what `pages_of` gives to stdout, in lines of JSON; the last may be a refusal."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    sys.path[:] = json.loads(sys.argv[1])
    importlib.import_module("pypdfium2")
    _cap()
    try:
        data = sys.stdin.buffer.read()
        for part in pages_of(data):
            _say(part if isinstance(part, dict) else [[_plain(line) for line in part[0]], part[1]])
    except RefusedError as refusal:
        _say(str(refusal))
    except MemoryError:
        os._exit(NO_MEMORY)


def line_of(plain: list[Any]) -> Line:
    """A line out of its JSON."""
    return Line(*plain)


def _plain(line: Line) -> list[Any]:
    return [line.text, line.left, line.right, line.base, line.size, line.bold, line.upright]


def _say(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")


def _cap() -> None:
    """Where the system knows such a limit: not on Windows, and macOS does not hold to it."""
    try:
        resource: Any = importlib.import_module("resource")
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MAX_MEMORY if hard == resource.RLIM_INFINITY else min(MAX_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ImportError, AttributeError, ValueError, OSError):
        return


def _end_with(parent: int) -> None:
    """End this process when the one that started it has ended: nobody waits for the lines any more."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    main()
