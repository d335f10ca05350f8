"""The side-by-side document on pages, over WeasyPrint (extra `pdf`): the HTML document, its fonts embedded."""

from __future__ import annotations

import contextlib
import importlib
import importlib.resources
import logging
import os
import warnings
from collections.abc import Iterator
from typing import Any

from translate_summarize.errors import OutputError
from translate_summarize.renderers import html
from translate_summarize.types import Bitext

_DATE = "SOURCE_DATE_EPOCH"
_MISSING = (
    "PDF needs WeasyPrint and Pango: install them with `pip install 'translate-summarize[pdf]'` and, on Debian, "
    "`apt-get install libpango-1.0-0 libpangoft2-1.0-0`."
)


def render(bitext: Bitext) -> bytes:
    """The bitext as PDF, A4, with links from the brief into the table; the same bytes for the same fonts.

    Raises:
        OutputError: WeasyPrint, or the library that it draws with, is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            weasyprint = importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:  # OSError: the shared library is not there
        raise OutputError(_MISSING) from error
    # It warns of each rule that is for screens alone.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    style = importlib.resources.files(__package__).joinpath("pdf.css").read_text(encoding="utf-8")
    page = html.render(bitext).replace("</head>", f"<style>\n{style}</style>\n</head>", 1)
    # Where a sign that may not be parted from its word does not fit, WeasyPrint breaks the line after its first word.
    page = page.replace('\u00a0<a class="', ' <a class="')
    with _at_no_time():
        made: bytes = weasyprint.HTML(string=page, url_fetcher=_refuse).write_pdf()
    return made


@contextlib.contextmanager
def _at_no_time() -> Iterator[None]:
    """Fonts that are cut to what a document needs are given a fixed date, not that of the day.

    fontTools takes it from this variable (reproducible-builds.org), as other tools do; where it is set it stays.
    """
    if _DATE in os.environ:
        yield
        return
    os.environ[_DATE] = "0"
    try:
        yield
    finally:
        os.environ.pop(_DATE, None)


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"nothing is fetched for a document: {url}")
