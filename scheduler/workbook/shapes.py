"""Rows that do not have the shape of their list: shifted, pasted twice, with other separators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from models import Text
from models.text import quoted
from scheduler.workbook.cells import plain, shown
from scheduler.workbook.headers import Headers
from scheduler.workbook.problems import Problem
from scheduler.workbook.sheets import Formula, Merged, Sheet

_AGAIN = Text(nl="hier staat de kopregel nog eens", en="this is the row of headers once more")
_REMOVE = Text(nl="haal deze rij weg", en="remove this row")
_MARKS = {
    ";": Text(nl="puntkomma's", en="semicolons"),
    ",": Text(nl="komma's", en="commas"),
    "\t": Text(nl="tabs", en="tabs"),
}
_ONE_CELL = Text(
    nl="deze hele rij staat in één cel, met {a} ertussen",
    en="this whole row is in one cell, with {a} between",
)
_SAME_MARKS = Text(
    nl="verdeel de rij over de kolommen; gebruik in een CSV-bestand overal hetzelfde scheidingsteken",
    en="divide the row over the columns; use the same separator everywhere in a CSV file",
)
_LONGER = Text(
    nl="deze rij heeft {a} cellen en de kopregel {b}",
    en="this row has {a} cells and the row of headers {b}",
)
_QUOTE = Text(
    nl="zet tekst of getallen met een scheidingsteken erin tussen aanhalingstekens, of haal weg wat "
    "te veel is",
    en="put text or numbers that hold a separator between quotation marks, or remove what is too "
    "much",
)
_OPEN = Text(
    nl="hier begint een aanhalingsteken dat nergens eindigt: {n} regels eronder zijn niet gelezen",
    en="here begins a quotation mark that ends nowhere: {n} lines below it were not read",
)
_CLOSE = Text(
    nl="haal het aanhalingsteken weg, of zet er een aan het eind van de cel",
    en="remove the quotation mark, or put one at the end of the cell",
)
_NO_HEADER = Text(
    nl="hier staat '{value}' in een kolom zonder kop; zo'n kolom wordt niet gebruikt",
    en="here is '{value}' in a column without a header; such a column is not used",
)
_NAME_IT = Text(
    nl="geef de kolom een kop als hij bij de lijst hoort; een eigen kolom mag blijven staan",
    en="give the column a header if it is part of the list; a column of your own may stay",
)


@dataclass(frozen=True)
class Misshapen:
    """What is wrong with the shape of a row; its cells say nothing unless it is a warning."""

    row: int
    problem: Problem


def misshapen(sheet: Sheet, headers: Headers) -> Iterator[Misshapen]:
    """Everything wrong with the shape of the rows of a sheet."""
    if sheet.unclosed is not None:
        row, at, lines = sheet.unclosed
        name = sheet.header[at] if at < len(sheet.header) else None
        name, text = name and quoted(name), _OPEN.fill(n=lines)
        yield Misshapen(row, Problem(sheet.name, row, name or None, text, _CLOSE))
    if not headers.at:
        return
    bare: set[int] = set()
    for row, cells in sheet.rows:
        if sheet.unclosed is not None and row == sheet.unclosed[0]:
            continue
        found = _wrong(sheet, headers, cells)
        if found is not None:
            yield Misshapen(row, Problem(sheet.name, row, None, *found))
            continue
        for at, value in _without_header(sheet, cells):
            if at not in bare:
                bare.add(at)
                name, text = get_column_letter(at + 1), _NO_HEADER.fill(value=shown(value))
                yield Misshapen(row, Problem(sheet.name, row, name, text, _NAME_IT, warning=True))


def _wrong(sheet: Sheet, headers: Headers, cells: list[Any]) -> tuple[Text, Text] | None:
    """What makes a row unreadable as a whole and what to do."""
    places = headers.at.values()
    if len(places) > 1 and all(
        at < len(cells) and _same(cells[at], sheet.header[at]) for at in places
    ):
        return _AGAIN, _REMOVE
    filled = [at for at, value in enumerate(cells) if value is not None]
    if filled == [0] and len(sheet.header) > 1 and isinstance(cells[0], str):
        least = min(2, len(sheet.header) - 1)
        for mark, name in _MARKS.items():
            if cells[0].count(mark) >= least:
                return _ONE_CELL.fill(a=name), _SAME_MARKS
    length = filled[-1] + 1
    if sheet.text and length > len(sheet.header):
        return _LONGER.fill(a=length, b=len(sheet.header)), _QUOTE
    return None


def _same(value: Any, title: str) -> bool:
    return isinstance(value, str) and plain(value) == plain(title)


def _without_header(sheet: Sheet, cells: list[Any]) -> Iterator[tuple[int, Any]]:
    for at, value in enumerate(cells):
        if value is None or isinstance(value, Formula | Merged):
            continue
        if at >= len(sheet.header) or not sheet.header[at]:
            yield at, value
