"""Reading an Excel workbook: stored values, formulas without one, and merged cells."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from scheduler.workbook.sheets import Formula, Merged, tables_named

Rows = dict[int, list[Any]]
_CHUNK = 2**20
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+\d+:[A-Z]+\d+)"')
_LOOKED_AT = 100  # rows of a sheet that nothing is done with
_MOST_MERGED = 100_000  # cells marked per range: a whole merged column needs no more


def read_excel(path: Path) -> tuple[list[tuple[str, Rows]], list[str]]:
    """The sheets that belong to a table, as rows of cells by row number; empty rows left out.
    Then the names of the other sheets that people see and that are not empty.

    A formula gives its stored value, or stays as :class:`Formula` when there is none.
    Raises whatever openpyxl raises on a damaged file.
    """
    others: list[str] = []
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions it drops
        found = _pass(stream, values=False, others=others)
        with_formula = {title for title, rows, _ in found if any(map(_is_formula, _cells(rows)))}
        stored = {t: rows for t, rows, _ in _pass(stream, values=True)} if with_formula else {}
    with zipfile.ZipFile(path) as archive:
        for title, rows, part in found:
            if title in with_formula:
                _fill_in(rows, stored[title])
            _mark_merged(rows, archive, part)
    return [(title, rows) for title, rows, _ in found], others


def _pass(
    stream: IO[bytes], *, values: bool, others: list[str] | None = None
) -> list[tuple[str, Rows, str]]:
    """Title, rows and the path inside the archive of every sheet that belongs to a table; the
    titles of ``others`` are put there.
    """
    stream.seek(0)
    book = openpyxl.load_workbook(stream, read_only=True, data_only=values)
    found = []
    tables = tables_named(sheet.title for sheet in book.worksheets)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        if sheet.title not in tables:
            if others is not None and sheet.sheet_state == "visible" and _holds(sheet):
                others.append(sheet.title)
            continue
        lines = enumerate(sheet.iter_rows(values_only=True), start=1)
        rows = {n: list(line) for n, line in lines if any(v is not None for v in line)}
        found.append((sheet.title, rows, str(vars(sheet)["_worksheet_path"])))
    return found


def _holds(sheet: Any) -> bool:
    """Whether there is anything in a sheet."""
    lines = sheet.iter_rows(values_only=True, max_row=_LOOKED_AT)
    return any(value is not None for line in lines for value in line)


def _cells(rows: Rows) -> Iterator[Any]:
    return (value for row in rows.values() for value in row)


def _is_formula(value: object) -> bool:
    return (isinstance(value, str) and value.startswith("=")) or type(value).__name__ in (
        "ArrayFormula",
        "DataTableFormula",
    )


def _fill_in(rows: Rows, stored: Rows) -> None:
    for number, row in rows.items():
        for at, value in enumerate(row):
            if _is_formula(value):
                known = stored.get(number, [])
                got = known[at] if at < len(known) else None
                shown = value if isinstance(value, str) else f"={getattr(value, 'text', '')}"
                row[at] = Formula(shown) if got is None else got


def _mark_merged(rows: Rows, archive: zipfile.ZipFile, part: str) -> None:
    for area in _merged_areas(archive, part):
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(area))
        cells = [
            (y, x) for y in range(top, bottom + 1) if y in rows for x in range(left, right + 1)
        ]
        for y, x in cells[1:_MOST_MERGED]:
            row = rows[y]
            row += [None] * (x - len(row))
            if row[x - 1] is None:
                row[x - 1] = Merged()


def _merged_areas(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Merged ranges of one sheet; they stand behind the rows, so the text is read in pieces."""
    found: list[str] = []
    rest = b""
    with archive.open(part.lstrip("/")) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            if b"mergeCell" in text:
                matches = list(_MERGE.finditer(text))
                found += [m[1].decode() for m in matches]
                rest = text[max(matches[-1].end() if matches else 0, len(text) - 100) :]
            else:
                rest = text[-100:]
    return found
