"""Matching the headers of somebody's file to the columns of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from models import Text
from scheduler.workbook.cells import plain
from scheduler.workbook.problems import Problem
from scheduler.workbook.schema import Column, Table
from scheduler.workbook.sheets import Sheet

_NO_COLUMN = Text(nl="de kolom '{name}' ontbreekt", en="the column '{name}' is missing")
_ADD_COLUMN = Text(
    nl="voeg de kolom toe en vul hem in: {note}", en="add the column and fill it in: {note}"
)
_LIKELY = Text(nl="deze kolom wordt niet gebruikt", en="this column is not used")
_RENAME = Text(
    nl="bedoelt u '{name}'? Pas dan de kop aan", en="did you mean '{name}'? Change the header"
)
_TWICE = Text(
    nl="deze kolom staat er twee keer, als '{a}' en als '{b}'",
    en="this column is there twice, as '{a}' and as '{b}'",
)
_KEEP = Text(nl="haal één van beide kolommen weg", en="remove one of the two columns")
_DOUBLE = Text(
    nl="dit blad en het blad '{other}' zijn dezelfde lijst",
    en="this sheet and the sheet '{other}' are the same list",
)
_MERGE = Text(
    nl="voeg de rijen samen op één blad, of geef het andere blad een andere naam",
    en="put the rows together on one sheet, or give the other sheet another name",
)


@dataclass
class Headers:
    """Where each column stands in a sheet (``at``) and what it is called there (``names``)."""

    at: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def match(sheet: Sheet, table: Table) -> Headers:
    """Match headers to columns; tell of missing, double and likely misspelt ones."""
    found = Headers()
    row = sheet.header_row
    strangers = []
    for position, header in enumerate(sheet.header):
        column = table.by_name.get(plain(header)) if plain(header) else None
        if column is None:
            strangers.append(header)
        elif column.field in found.at:
            text = _TWICE.fill(a=found.names[column.field], b=header)
            found.problems.append(Problem(sheet.name, row, header, text, _KEEP))
        else:
            found.at[column.field] = position
            found.names[column.field] = header
    missing = [c for c in table.columns if c.field not in found.at]
    likely = dict(_likely(strangers, missing))
    for header, column in likely.items():
        fix = _RENAME.fill(name=column.header)
        problem = Problem(sheet.name, row, header, _LIKELY, fix, warning=not column.required)
        found.problems.append(problem)
    for column in missing:
        if column.required and column not in likely.values():
            text = _NO_COLUMN.fill(name=column.header)
            fix = _ADD_COLUMN.fill(note=column.note)
            found.problems.append(Problem(sheet.name, row, None, text, fix))
    for other in sheet.doubles:
        text = _DOUBLE.fill(other=other)
        found.problems.append(Problem(sheet.name, None, None, text, _MERGE))
    return found


def _likely(strangers: list[str], missing: list[Column]) -> Iterator[tuple[str, Column]]:
    names = {plain(n): c for c in missing for n in (c.header.nl, c.header.en, *c.synonyms)}
    for header in strangers:
        close = get_close_matches(plain(header)[:80], list(names), 1, 0.8)
        if close:
            yield header, names[close[0]]
