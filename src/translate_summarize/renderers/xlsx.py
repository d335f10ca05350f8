"""The bitext as a workbook, over openpyxl (extra `xlsx`)."""

from __future__ import annotations

import datetime as dt
import importlib
import io

from translate_summarize.errors import OutputError
from translate_summarize.renderers.packing import undated
from translate_summarize.renderers.table import COLUMNS, rows
from translate_summarize.types import Bitext

_MISSING = "XLSX needs openpyxl: install it with `pip install 'translate-summarize[xlsx]'`."
_WIDTHS = (9, 11, 60, 60, 9, 40, 9)
"""Characters."""
_LONGEST = 32_767
"""Characters of a cell, by Excel's specification."""


def render(bitext: Bitext) -> bytes:
    """One row a segment, below a row of names that stays in view; a text is never a formula."""
    try:
        openpyxl = importlib.import_module("openpyxl")
    except ImportError as error:
        raise OutputError(_MISSING) from error
    styles = importlib.import_module("openpyxl.styles")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "French and English"
    sheet.append(COLUMNS)
    top = styles.Alignment(wrap_text=True, vertical="top")
    for line, values in enumerate(rows(bitext), 2):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(line, column)
            if isinstance(value, str):
                cell.value = value[:_LONGEST]
                cell.data_type = "s"
            else:
                cell.value = value
            cell.alignment = top
    for cell in sheet[1]:
        cell.font = styles.Font(bold=True)
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = importlib.import_module("openpyxl.worksheet.properties").PageSetupProperties(
        fitToPage=True
    )
    book.properties.creator = "tsum"
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # openpyxl takes no zone
    buffer = io.BytesIO()
    book.save(buffer)
    return undated(buffer.getvalue())
