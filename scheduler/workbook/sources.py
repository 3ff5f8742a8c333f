"""Opening what people hand over: a workbook, a folder of CSV files, or a zip of them."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

from models import Text
from scheduler.workbook.cells import plain, tidy
from scheduler.workbook.problems import Problem
from scheduler.workbook.schema import TABLES, Table

NOTE_MARK = "›"
MOST_BYTES = 400 * 2**20


@dataclass
class Sheet:
    """One table as it stands in the file: header as written, rows with their numbers."""

    name: str
    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without a value, or an error value such as #N/A."""

    shown: str


class Unreadable(Exception):  # noqa: N818 - a finding about the user's file
    """The source as a whole cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


def _refuse(name: str, text: Text, fix: Text) -> Unreadable:
    return Unreadable(Problem(name, None, None, text, fix))


_FIX_KIND = Text(
    nl="geef een Excel-werkmap (.xlsx) of een map met CSV-bestanden; "
    "'instroom template' maakt een voorbeeld",
    en="give an Excel workbook (.xlsx) or a folder of CSV files; "
    "'instroom template' writes an example",
)


def open_source(path: Path) -> dict[str, Sheet]:
    """Sheets by table field; sheets that belong to no table are left aside.

    Raises:
        Unreadable: when there is nothing there, or nothing that can be opened.
    """
    try:
        if not path.exists():
            raise _refuse(
                str(path),
                Text(
                    nl="dit bestand of deze map bestaat niet", en="there is no such file or folder"
                ),
                Text(nl="controleer de naam en de plaats", en="check the name and the place"),
            )
        if path.is_dir():
            return _folder(path)
        if path.stat().st_size == 0:
            raise _refuse(
                path.name, Text(nl="het bestand is leeg", en="the file is empty"), _FIX_KIND
            )
        if path.stat().st_size > MOST_BYTES:
            raise _refuse(
                path.name, Text(nl="het bestand is te groot", en="the file is too large"), _FIX_KIND
            )
        return _file(path)
    except PermissionError as error:
        raise _refuse(
            path.name,
            Text(nl="dit mag niet gelezen worden", en="this may not be read"),
            Text(
                nl="sluit het bestand in Excel of pas de rechten aan",
                en="close the file in Excel or change its permissions",
            ),
        ) from error


def _file(path: Path) -> dict[str, Sheet]:
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() in (".csv", ".txt", ".tsv"):
            raise _refuse(
                path.name,
                Text(nl="dit is één CSV-bestand", en="this is one CSV file"),
                Text(
                    nl="geef de map waarin alle CSV-bestanden staan",
                    en="give the folder that holds all CSV files",
                ),
            )
        raise _refuse(
            path.name,
            Text(
                nl="dit is geen Excel-werkmap (of er zit een wachtwoord op)",
                en="this is not an Excel workbook (or it has a password)",
            ),
            _FIX_KIND,
        )
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if sum(info.file_size for info in archive.infolist()) > 4 * MOST_BYTES:
                raise _refuse(
                    path.name,
                    Text(nl="de inhoud is te groot", en="the content is too large"),
                    _FIX_KIND,
                )
            if any(n.lower().endswith(".csv") for n in names):
                return _tables(
                    (Path(n).stem, _csv_rows(archive.read(n)))
                    for n in sorted(names)
                    if n.lower().endswith(".csv") and "__MACOSX" not in n
                )
        return _tables(_excel(path))
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises many kinds on damaged files
        raise _refuse(
            path.name,
            Text(
                nl="het bestand is beschadigd of geen Excel-werkmap",
                en="the file is damaged or no Excel workbook",
            ),
            _FIX_KIND,
        ) from error


def _folder(path: Path) -> dict[str, Sheet]:
    files = sorted(p for p in path.iterdir() if p.suffix.lower() == ".csv" and p.is_file())
    if not files:
        books = sorted(p for p in path.iterdir() if p.suffix.lower() in (".xlsx", ".xlsm"))
        if len(books) == 1:
            return open_source(books[0])
        raise _refuse(
            path.name,
            Text(nl="er staan geen CSV-bestanden in deze map", en="this folder has no CSV files"),
            _FIX_KIND,
        )
    return _tables((p.stem, _csv_rows(p.read_bytes())) for p in files)


def _table(name: str) -> Table | None:
    key = plain(name)
    return next((t for t in TABLES if key in t.names), None)


def _tables(sheets: Any) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    for name, rows in sheets:
        table = _table(name)
        if table is not None and table.field not in found:
            found[table.field] = _sheet(name, rows)
    if not found:
        raise _refuse(
            "",
            Text(
                nl="geen enkel blad is herkend (Cursisten, Docenten, Aanbod, ...)",
                en="no sheet was recognised (Learners, Teachers, Offerings, ...)",
            ),
            _FIX_KIND,
        )
    return found


def _sheet(name: str, rows: Any) -> Sheet:
    sheet = Sheet(name)
    for number, raw in enumerate(rows, start=1):
        cells = [tidy(value) for value in raw]
        if not any(value is not None for value in cells):
            continue
        if not sheet.header:
            sheet.header = ["" if v is None else str(v) for v in cells]
            continue
        first = next(value for value in cells if value is not None)
        if isinstance(first, str) and first.startswith(NOTE_MARK):
            continue
        sheet.rows.append((number, cells))
    return sheet


def _csv_rows(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = text.replace("\x00", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()]


def _excel(path: Path) -> list[tuple[str, list[list[Any]]]]:
    """Sheets of a workbook; formulas get their stored value, or stay as :class:`Formula`."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    found: list[tuple[str, list[list[Any]]]] = []
    formulas = False
    for sheet in book.worksheets:
        if _table(sheet.title) is None:
            continue
        if hasattr(sheet, "reset_dimensions"):
            sheet.reset_dimensions()
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        formulas = formulas or any(_is_formula(v) for row in rows for v in row)
        found.append((sheet.title, rows))
    book.close()
    if formulas:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for title, rows in found:
            stored = values[title]
            stored.reset_dimensions()
            for row, known in zip(rows, stored.iter_rows(values_only=True), strict=False):
                for at, value in enumerate(row):
                    if _is_formula(value):
                        got = known[at] if at < len(known) else None
                        row[at] = Formula(str(value)) if got is None else got
        values.close()
    for _, rows in found:
        for row in rows:
            for at, value in enumerate(row):
                if (
                    isinstance(value, str)
                    and value.startswith("#")
                    and value.rstrip("!?").isupper()
                ):
                    row[at] = Formula(value)
    return found


def _is_formula(value: object) -> bool:
    return (isinstance(value, str) and value.startswith("=")) or type(value).__name__ in (
        "ArrayFormula",
        "DataTableFormula",
    )
