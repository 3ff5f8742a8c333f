"""Building blocks of a workbook: safe sheet names, headings, tables, links, page set-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from models import Text
from models.text import Language
from scheduler.export import tables

LONGEST_NAME = 31
WIDEST = 42
_FORBIDDEN = re.compile(r"[\\/?*\[\]:\x00-\x1f]")
_LONGEST_CELL = 32_767

_TITLE = Font(size=16, bold=True, color="12324A")
_STRONG = Font(bold=True, color="12324A")
_LINK = Font(color="0B5CAD", underline="single")
_HEADER = Font(bold=True, color="FFFFFF")
_HEADER_FILL = PatternFill("solid", fgColor="12324A")
_WRAP = Alignment(wrap_text=True, vertical="top")
_LINE = Side(style="thin", color="C9D3DC")
BORDER = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)


class SheetNames:
    """Hands out sheet names that Excel accepts and that occur once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        r"""A name like ``wanted``: at most 31 characters, none of ``\/?*[]:``, unique
        whatever the capitals, no apostrophe at an end, and not Excel's own "History".
        """
        base = _FORBIDDEN.sub("-", wanted).strip(" '") or "-"
        if base.casefold() == "history":
            base = f"{base}-"
        name, count = base[:LONGEST_NAME].rstrip(" '"), 1
        while name.casefold() in self._taken:
            count += 1
            tail = f" ({count})"
            name = base[: LONGEST_NAME - len(tail)].rstrip(" '") + tail
        self._taken.add(name.casefold())
        return name


def new_sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet at the end of the book."""
    sheet = book.create_sheet(name)
    assert isinstance(sheet, Worksheet)
    return sheet


def heading(sheet: Worksheet, text: str) -> None:
    """Title in the first row; A4 landscape, one page wide, page numbers below."""
    put(sheet, 1, 1, text).font = _TITLE
    sheet.row_dimensions[1].height = 24
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter
    if footer is not None and footer.left is not None and footer.right is not None:
        footer.left.text, footer.right.text = "&A", "&P / &N"


def line(sheet: Worksheet, row: int, text: str, strong: bool = False) -> None:
    """A line of text in the first column."""
    cell = put(sheet, row, 1, text)
    if strong:
        cell.font = _STRONG


def put(sheet: Worksheet, row: int, column: int, value: tables.Cell) -> Cell:
    """Write a value; text stays text, whatever sign it starts with."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL]
    cell = sheet.cell(row, column, value)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    elif isinstance(value, date):
        cell.number_format = "dd-mm-yyyy"
    return cell


def link(sheet: Worksheet, row: int, column: int, text: str | None, target: str) -> None:
    """A link to another sheet of the book; ``text`` ``None`` keeps what the cell says."""
    cell = sheet.cell(row, column)
    if text is not None:
        cell = put(sheet, row, column, text)
    quoted = target.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
    cell.font = _LINK


def write_table(
    sheet: Worksheet,
    top: int,
    columns: Sequence[Text],
    rows: Sequence[Sequence[tables.Cell]],
    language: Language,
    filters: bool = False,
) -> None:
    """Write a table with its header in row ``top``; with ``filters`` it can be sorted,
    and its header stays in sight and comes back on every printed page.
    """
    header_row(sheet, top, [column(language) for column in columns])
    # To work out a style takes openpyxl longer than to write a value, and there are few of them.
    styled: dict[tuple[str, bool], Cell] = {}
    for offset, row in enumerate(rows, start=1):
        for number, value in enumerate(row, start=1):
            cell = put(sheet, top + offset, number, value)
            like = styled.setdefault((cell.number_format, cell.quotePrefix), cell)
            if like is cell:
                cell.border = BORDER
                cell.alignment = _WRAP
            else:
                cell._style = copy(like._style)  # type: ignore[attr-defined]  # as its own copies do
    for number, column in enumerate(columns, start=1):
        longest = max((len(str(row[number - 1] or "")) for row in rows), default=0)
        widen(sheet, number, max(longest, len(column(language))) + 2)
    if filters:
        last = f"{get_column_letter(len(columns))}{top + max(len(rows), 1)}"
        sheet.auto_filter.ref = f"A{top}:{last}"
        sheet.freeze_panes = f"B{top + 1}"
        sheet.print_title_rows = f"{top}:{top}"


def header_row(sheet: Worksheet, row: int, names: Sequence[str]) -> None:
    """Column headers in the house colours."""
    for number, name in enumerate(names, start=1):
        cell = put(sheet, row, number, name)
        cell.font, cell.fill = _HEADER, _HEADER_FILL
        cell.alignment, cell.border = _WRAP, BORDER


def widen(sheet: Worksheet, column: int, width: int) -> None:
    """Make a column at least ``width`` characters wide, up to :data:`WIDEST`."""
    found = sheet.column_dimensions[get_column_letter(column)]
    found.width = max(10, min(WIDEST, max(width, int(found.width) if found.customWidth else 0)))
