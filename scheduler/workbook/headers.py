"""Matching the headers of somebody's file to the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from models import Text
from models.text import joined, quoted
from scheduler.workbook.cells import plain
from scheduler.workbook.problems import Problem
from scheduler.workbook.schema import TABLES, Column, Table
from scheduler.workbook.sheets import Sheet
from scheduler.workbook.sources import Opened

_NO_COLUMN = Text(nl="de kolom '{name}' ontbreekt", en="the column '{name}' is missing")
_ADD_COLUMN = Text(
    nl="voeg de kolom toe en vul hem in: {note}", en="add the column and fill it in: {note}"
)
_LIKELY = Text(nl="deze kolom wordt niet gebruikt", en="this column is not used")
_RENAME = Text(
    nl="bedoelt u '{name}'? Pas dan de kop aan", en="did you mean '{name}'? Change the header"
)
_PERHAPS = Text(
    nl="bedoelt u misschien '{name}'? Pas dan de kop aan; een eigen kolom mag blijven staan",
    en="did you perhaps mean '{name}'? Then change the header; a column of your own may stay",
)
_UNUSED = Text(
    nl="deze kolommen worden niet gebruikt: {names}", en="these columns are not used: {names}"
)
_AND_MORE = Text(nl="en nog {n}", en="and {n} more")
_MAY_STAY = Text(
    nl="eigen kolommen mogen blijven staan; bedoelde u een andere, pas dan de kop aan",
    en="columns of your own may stay; if you meant another one, change the header",
)
_ONE_CELL = Text(
    nl="hier staan verschillende koppen in één cel", en="several headers are in one cell here"
)
_DIVIDE = Text(
    nl="geef elke kop een eigen kolom; gebruik in een CSV-bestand overal hetzelfde scheidingsteken",
    en="give every header a column of its own; use the same separator everywhere in a CSV file",
)
_SHEET_UNUSED = Text(nl="dit blad wordt niet gebruikt", en="this sheet is not used")
_SHEETS_UNUSED = Text(
    nl="deze bladen worden niet gebruikt: {names}", en="these sheets are not used: {names}"
)
_SHEET_PERHAPS = Text(
    nl="bedoelt u misschien '{name}'? Geef het dan die naam; een eigen blad mag blijven staan",
    en="did you perhaps mean '{name}'? Then give it that name; a sheet of your own may stay",
)
_SHEETS_MAY_STAY = Text(
    nl="eigen bladen mogen blijven staan; bedoelde u er een van Instroom mee, pas dan de naam aan",
    en="sheets of your own may stay; if you meant one of Instroom's, change the name",
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
_MOST_NAMED = 20
_NEAR = 0.65  # how alike a header must be to a column for the column to be suggested


@dataclass
class Headers:
    """Where each column stands in a sheet (``at``) and what it is called there (``names``)."""

    at: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def match(sheet: Sheet, table: Table) -> Headers:
    """Match headers to columns; tell of missing, double and likely misspelt ones. ``strangers``
    are the other headers that belong to no column.
    """
    found = Headers()
    row = sheet.header_row
    strangers = []
    for position, header in enumerate(sheet.header):
        column = table.by_name.get(plain(header)) if plain(header) else None
        if column is None:
            strangers += [header] if header else []
        elif column.field in found.at:
            text = _TWICE.fill(a=found.names[column.field], b=header)
            found.problems.append(Problem(sheet.name, row, header, text, _KEEP))
        else:
            found.at[column.field] = position
            found.names[column.field] = header
    joined_ones = [header for header in strangers if _several(header, table)]
    if joined_ones and (sheet.text or len(strangers) + len(found.at) == 1):
        # Then the cells below are not those of the headers either: nothing more can be said.
        problems = [Problem(sheet.name, row, quoted(h), _ONE_CELL, _DIVIDE) for h in joined_ones]
        return Headers(problems=problems)
    missing = [c for c in table.columns if c.field not in found.at]
    likely = dict(_likely(strangers, missing))
    for header, column in likely.items():
        fix = _RENAME.fill(name=column.header)
        problem = Problem(sheet.name, row, header, _LIKELY, fix, warning=not column.required)
        found.problems.append(problem)
    found.strangers = [header for header in strangers if header not in likely]
    for column in missing:
        if column.required and column not in likely.values():
            text = _NO_COLUMN.fill(name=column.header)
            fix = _ADD_COLUMN.fill(note=column.note)
            found.problems.append(Problem(sheet.name, row, None, text, fix))
    for other in sheet.doubles:
        text = _DOUBLE.fill(other=other)
        found.problems.append(Problem(sheet.name, None, None, text, _MERGE))
    return found


def _several(header: str, table: Table) -> bool:
    """Whether a header is several of a table's, with separators between."""
    parts = re.split(r"[;,\t]", header)
    return len(parts) > 1 and all(plain(part) in table.by_name for part in parts if part.strip())


def unused(sheet: Sheet, table: Table, headers: Headers) -> Iterator[Problem]:
    """What is to be told, as a warning, of columns that nothing is done with: each one that may be
    meant for one of the table's, and the others together.
    """
    missing = [c for c in table.columns if c.field not in headers.at]
    perhaps = dict(_likely(headers.strangers, missing, _NEAR))
    for header, column in perhaps.items():
        fix = _PERHAPS.fill(name=column.header)
        name = quoted(header)
        yield Problem(sheet.name, sheet.header_row, name, _LIKELY, fix, warning=True)
    rest = [header for header in headers.strangers if header not in perhaps]
    if len(rest) == 1:
        name = quoted(rest[0])
        yield Problem(sheet.name, sheet.header_row, name, _LIKELY, _MAY_STAY, warning=True)
    elif rest:
        text = _UNUSED.fill(names=_named(rest))
        yield Problem(sheet.name, sheet.header_row, None, text, _MAY_STAY, warning=True)


def unused_sheets(opened: Opened) -> Iterator[Problem]:
    """What is to be told, as a warning, of sheets that nothing is done with, as of columns."""
    missing = {
        plain(n): t
        for t in TABLES
        if t.field not in opened.tables
        for n in (t.sheet.nl, t.sheet.en)
    }
    rest = []
    for name in opened.unused:
        close = get_close_matches(plain(name)[:80], list(missing), 1, _NEAR)
        if close:
            fix = _SHEET_PERHAPS.fill(name=missing[close[0]].sheet)
            yield Problem(quoted(name), None, None, _SHEET_UNUSED, fix, warning=True)
        else:
            rest.append(name)
    if len(rest) == 1:
        yield Problem(quoted(rest[0]), None, None, _SHEET_UNUSED, _SHEETS_MAY_STAY, warning=True)
    elif rest:
        text = _SHEETS_UNUSED.fill(names=_named(rest))
        yield Problem("", None, None, text, _SHEETS_MAY_STAY, warning=True)


def _named(names: list[str]) -> Text:
    left = len(names) - _MOST_NAMED
    more = [_AND_MORE.fill(n=left)] if left > 0 else []
    told = [Text(nl="'{x}'", en="'{x}'").fill(x=quoted(x)) for x in names[:_MOST_NAMED]]
    return joined([*told, *more], ", ")


def _likely(
    strangers: list[str], missing: list[Column], least: float = 0.8
) -> Iterator[tuple[str, Column]]:
    names = {plain(n): c for c in missing for n in (c.header.nl, c.header.en, *c.synonyms)}
    for header in strangers:
        close = get_close_matches(plain(header)[:80], list(names), 1, least)
        if close:
            yield header, names[close[0]]
