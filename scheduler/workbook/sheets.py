"""One table as it stands in somebody's file, before any meaning is read into it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from models import Text
from scheduler.workbook.cells import plain, tidy
from scheduler.workbook.schema import TABLES, Table

NOTE_MARK = "›"
GUIDE = Text(nl="Uitleg", en="Guide")
"""The sheet of the template that is for people only."""
_LOOK_FOR_HEADER = 10  # rows: people put a title above their lists

# Error values of Excel, as files and as Dutch and English exports hold them.
_ERROR_VALUES = frozenset(
    [
        "#N/A",
        "#N/B",
        "#REF!",
        "#VERW!",
        "#VALUE!",
        "#WAARDE!",
        "#DIV/0!",
        "#DEEL/0!",
        "#NAME?",
        "#NAAM?",
        "#NULL!",
        "#LEEG!",
        "#NUM!",
        "#GETAL!",
        "#SPILL!",
        "#OVERLOOP!",
        "#CALC!",
        "#BEREKEN!",
        "#GETTING_DATA",
    ]
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without a value, or an error value such as #N/A."""

    shown: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell that was merged with another one, which holds the value."""


@dataclass
class Sheet:
    """One table as it stands in the file: header as written, rows with their numbers.

    ``doubles`` are other sheets of the same file that would be read as the same table. ``text``
    tells that it is a CSV file, ``refused`` what is wrong with one that cannot be read as such and
    what to do. ``unclosed`` is the row, the position and the number of lines below it that a
    quotation mark without an end has taken into one cell.
    """

    name: str
    header: list[str] = field(default_factory=list)
    header_row: int = 1
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    text: bool = False
    refused: tuple[Text, Text] | None = None
    unclosed: tuple[int, int, int] | None = None


def tables_named(names: Iterable[str]) -> dict[str, Table]:
    """The table that each sheet or file holds by its name; the others are left out.

    A name that is only like that of a list counts when nothing has the name itself: beside
    "Cursisten" a sheet "Cursisten oud" is somebody's own business.
    """
    given = list(names)
    found = {name: table for name in given if (table := _table_of(name)) is not None}
    taken = {table.field for table in found.values()}
    for name in given:
        guess = None if name in found else _likely_table(name)
        if guess is not None and guess.field not in taken:
            found[name] = guess
    return found


def _table_of(name: str) -> Table | None:
    key = plain(name)
    return next((t for t in TABLES if key in t.names), None)


def _likely_table(name: str) -> Table | None:
    """The table that a name such as "school-Cursisten", "Cursisten 2025" or "Cursiten" means.

    Spreadsheets put the name of the workbook before that of the sheet when they write CSV.
    """
    words = [word for word in re.split(r"[\W_]+", name) if word]
    sizes = range(len(words) - 1, 0, -1)
    for part in (*(words[-size:] for size in sizes), *(words[:size] for size in sizes), words):
        found = _table_of(" ".join(part)) if part else None
        if found is not None:
            return found
    names = {known: table for table in TABLES for known in table.names}
    close = get_close_matches(plain(name)[:80], list(names), 1, 0.85)
    return names[close[0]] if close else None


def sheet_of(name: str, table: Table, rows: Iterable[tuple[int, Iterable[Any]]]) -> Sheet:
    """Find the header among the first rows and keep the filled rows below it."""
    sheet = Sheet(name)
    filled = []
    for number, raw in rows:
        cells = [_cell(value) for value in raw]
        if any(value is not None for value in cells):
            filled.append((number, cells))
    start = max(
        range(min(_LOOK_FOR_HEADER, len(filled))),
        key=lambda at: (_recognised(table, filled[at][1]), -at),
        default=None,
    )
    if start is None:
        return sheet
    sheet.header_row, cells = filled[start]
    sheet.header = [_title(v) for v in cells]
    sheet.rows = [row for row in filled[start + 1 :] if not _is_note(table, row[1])]
    return sheet


def _title(value: Any) -> str:
    if isinstance(value, Formula):
        return value.shown
    return "" if value is None or isinstance(value, Merged) else str(value)


def _recognised(table: Table, cells: list[Any]) -> int:
    return sum(isinstance(v, str) and plain(v) in table.by_name for v in cells)


def _is_note(table: Table, cells: list[Any]) -> bool:
    """Whether a row is the row of notes, also after columns were taken out or moved."""
    texts = [value for value in cells if isinstance(value, str)]
    if any(text.startswith(NOTE_MARK) for text in texts):
        return True
    return sum(text.partition(" (")[0] in table.notes for text in texts) > 1


def _cell(value: Any) -> Any:
    value = tidy(value)
    return Formula(value) if isinstance(value, str) and value in _ERROR_VALUES else value
