"""Tables as CSV files that a spreadsheet opens with a double click."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from models.text import Language
from scheduler.export.tables import Cell, Table

# A spreadsheet would run a cell that starts with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(table: Table, folder: Path, language: Language) -> Path:
    """Write one table into an existing folder and return the file.

    Dutch spreadsheets expect semicolons, decimal commas and day-month-year; English ones
    commas, points and ISO dates. A byte order mark tells both that the text is UTF-8.
    """
    file = folder / f"{table.name(language)}.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";" if language is Language.NL else ",")
        writer.writerow([column(language) for column in table.columns])
        writer.writerows([_shown(cell, language) for cell in row] for row in table.rows)
    return file


def _shown(cell: Cell, language: Language) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y") if language is Language.NL else cell.isoformat()
    if isinstance(cell, float):
        return str(cell).replace(".", ",") if language is Language.NL else str(cell)
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
