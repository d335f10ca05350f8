"""PDF with text, over PDFium (extra `pdf`): its lines, put together to paragraphs by `pdf_layout`.

A process of its own finds the lines (see `pdf_lines`), so that a file that swells or crashes PDFium costs that process.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from translate_summarize.errors import DocumentError
from translate_summarize.readers import pdf_lines
from translate_summarize.readers.parsed import Parsed, titled
from translate_summarize.readers.pdf_layout import blocks_of

_MISSING = "PDF needs pypdfium2: install it with `pip install 'translate-summarize[pdf]'`."

_FULL = frozenset({pdf_lines.NO_MEMORY, -6, -9})
"""How a process ends that got no more memory: by itself, PDFium by SIGABRT, and the system by SIGKILL."""


def parse(data: bytes, *, name: str, apart: bool = True) -> Parsed:
    """The text of a PDF in paragraphs.

    Args:
        data: The bytes of the file.
        name: For the message of an error.
        apart: Have a process of its own read it; where none can be started from here, this one does.

    Raises:
        DocumentError: It is damaged, under a password, has no text (a scan), takes too much memory, or pypdfium2 is not
            installed.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise DocumentError(_MISSING)
    try:
        said, *pages = _parts(data, name) if apart and _can_start() else pdf_lines.pages_of(data)
    except pdf_lines.RefusedError as error:
        raise DocumentError(f"{name} {error}") from error
    if not any(lines for lines, _ in pages):
        raise DocumentError(
            f"{name} has no text, only pictures of it: it is a scan; put it through text recognition (OCR) first."
        )
    blocks = blocks_of(pages)
    return Parsed(blocks, titled(blocks), (said.get("Author") or "").strip() or None)


def _can_start() -> bool:
    """Not in a program that was frozen, whose executable is no Python, nor out of an archive."""
    return bool(sys.executable) and not getattr(sys, "frozen", False) and Path(pdf_lines.__file__).is_file()


def _parts(data: bytes, name: str) -> Iterator[Any]:
    """What `pdf_lines.pages_of` gives, from a process that finds the same modules, but none in the current folder.

    In a session of its own no Ctrl-C reaches it: who started it ends it.
    """
    command = [sys.executable, "-P", pdf_lines.__file__, json.dumps([place for place in sys.path if place])]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False, start_new_session=True)
    except OSError as error:
        raise DocumentError(f"{name} cannot be read: no process could be started for it ({error}).") from error
    ensure_ended_well(done, name)
    for text in done.stdout.splitlines():
        part = json.loads(text)
        if isinstance(part, str):
            raise pdf_lines.RefusedError(part)
        yield part if isinstance(part, dict) else ([pdf_lines.line_of(line) for line in part[0]], part[1])


def ensure_ended_well(done: subprocess.CompletedProcess[bytes], name: str) -> None:
    """The process that read a file came to its end.

    Raises:
        DocumentError: It got no more memory, crashed or failed.
    """
    if done.returncode in _FULL:
        raise DocumentError(
            f"{name} takes more than {pdf_lines.MAX_MEMORY // 10**9} GB of memory to read: tsum takes it for no "
            "article; give it in parts, or save its text."
        )
    if done.returncode < 0:
        raise DocumentError(f"{name} is damaged (PDFium crashes on it): save it again from its program.")
    if done.returncode:
        reason = (done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
        raise DocumentError(f"{name} cannot be read: the process that reads PDF failed ({reason}); try `tsum doctor`.")
