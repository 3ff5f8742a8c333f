"""A workbook as plain lists, so that a test can spoil exactly one thing and look again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.workbook import SourceRead, read_source, write_template, write_workbook
from scheduler.workbook.example import example_school

Grid = list[list[Any]]
FIRST = 3  # row of the first record: the header and the notes stand above it


class Book:
    """The example school as it stands in a Dutch workbook: a grid of cells per sheet."""

    def __init__(self, sheets: dict[str, Grid]) -> None:
        self.sheets = sheets

    def at(self, sheet: str, column: str) -> int:
        """Position of a column by its header."""
        return self.sheets[sheet][0].index(column)

    def put(self, sheet: str, row: int, column: str, value: Any) -> None:
        """Write a cell; ``row`` as people see it."""
        self.sheets[sheet][row - 1][self.at(sheet, column)] = value

    def get(self, sheet: str, row: int, column: str) -> Any:
        """The value of a cell; ``row`` as people see it."""
        return self.sheets[sheet][row - 1][self.at(sheet, column)]

    def row_of(self, sheet: str, code: str, column: str = "Code") -> int:
        """Row number of the record with this code."""
        at = self.at(sheet, column)
        return 1 + next(n for n, row in enumerate(self.sheets[sheet]) if row[at] == code)

    def drop_column(self, sheet: str, column: str) -> None:
        """Take a column out."""
        at = self.at(sheet, column)
        for row in self.sheets[sheet]:
            del row[at]

    def save(self, file: Path) -> Path:
        """Write the grids as a workbook."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(file)
        return file

    def read(self, folder: Path) -> SourceRead:
        """Save as a workbook and read it."""
        return read_source(self.save(folder / "school.xlsx"))


@cache
def _cells(language: str) -> dict[str, tuple[tuple[Any, ...], ...]]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = Path(folder) / "template.xlsx"
        write_template(file, language)
        book = openpyxl.load_workbook(file)
    lists = [sheet for sheet in book.worksheets if sheet.title not in ("Uitleg", "Guide")]
    return {sheet.title: tuple(_rows(sheet)) for sheet in lists}


def _rows(sheet: Worksheet) -> Iterator[tuple[Any, ...]]:
    return sheet.iter_rows(values_only=True)


def example(language: str = "nl") -> Book:
    """The example of the template, ready to be spoilt."""
    return Book({name: [list(row) for row in rows] for name, rows in _cells(language).items()})


def write_csv(folder: Path, sheets: dict[str, Grid], delimiter: str, encoding: str) -> Path:
    """The grids as CSV files, dates and numbers as Dutch people write them."""
    folder.mkdir()
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as stream:
            writer = csv.writer(stream, delimiter=delimiter)
            writer.writerows([[as_dutch_text(v) for v in row] for row in rows])
    return folder


def as_dutch_text(value: Any) -> str:
    """A cell's value the way somebody would type it."""
    if value is None:
        return ""
    if hasattr(value, "year"):
        return value.strftime("%d-%m-%Y")
    if hasattr(value, "hour"):
        return value.strftime("%H:%M")
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def places(read: SourceRead) -> list[tuple[str, int | None, str | None]]:
    """Where the errors (not the warnings) are."""
    return [(p.sheet, p.row, p.column) for p in read.problems if not p.warning]


def only(read: SourceRead) -> str:
    """The Dutch line of the only problem there is."""
    assert read.school is None
    assert len(read.problems) == 1, [p.line("nl") for p in read.problems]
    return read.problems[0].line("nl")


__all__ = [
    "FIRST",
    "Book",
    "as_dutch_text",
    "example",
    "example_school",
    "only",
    "places",
    "write_csv",
    "write_workbook",
]
