"""From what people hand over to a school or a table, with every problem located."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from models import Record, School
from models.checks import issues
from scheduler.activities.weekly import with_weekly_activities
from scheduler.workbook.headers import unused_sheets
from scheduler.workbook.problems import Problem, shortened
from scheduler.workbook.reader import NEEDED, Reader
from scheduler.workbook.schema import BY_FIELD
from scheduler.workbook.sources import Unreadable, open_source, open_table


@dataclass(frozen=True)
class SourceRead:
    """A school, or ``None`` when a problem (other than a warning) stands in the way."""

    school: School | None
    problems: list[Problem] = field(default_factory=list)


def read_source(path: Path, needed: frozenset[str] = NEEDED) -> SourceRead:
    """Read a workbook, a folder of CSV files or a zip of them; never raises for bad input.

    ``needed`` are the sheets that must be there. A school read for its lessons has the hours of
    fixed weekly activities as busy windows (see scheduler/activities/weekly.py).
    """
    try:
        opened = open_source(path)
    except Unreadable as error:
        return SourceRead(None, [error.problem])
    reader = Reader(opened.tables, needed)
    school = reader.school()
    problems = shortened([*reader.in_order(), *unused_sheets(opened)])
    if any(not p.warning for p in problems):
        school = None
    if school is not None and needed is NEEDED:
        school = with_weekly_activities(school)
    return SourceRead(school, problems)


@dataclass(frozen=True)
class TableRead:
    """The records of one table, and every problem of its cells and rows.

    ``located`` puts what was found in a school with the records at its row and column, without
    what only follows from a row that could not be read.
    """

    records: list[Record]
    problems: list[Problem]
    located: Callable[[School], list[Problem]]


def read_table(path: Path, name: str) -> TableRead:
    """The rows of one table of :data:`TABLES` from a CSV file of its own, or from a workbook.

    Rows that have problems are left out; never raises for bad input.
    """
    table = BY_FIELD[name]
    try:
        sheet = open_table(path, table)
    except Unreadable as error:
        return TableRead([], [error.problem], lambda _: [])
    reader = Reader({name: sheet}, frozenset({name}))
    records = reader.table(table)
    book = None if sheet.text else path.name

    def named(problems: list[Problem]) -> list[Problem]:
        """With the name of the workbook, since the source may have a sheet of the same name."""
        return problems if book is None else [p.within(book) for p in problems]

    def located(school: School) -> list[Problem]:
        before = len(reader.problems)
        reader.cross([i for i in issues(school) if i.table == name], school)
        told = [problem for _, problem in reader.problems[before:]]
        return named(shortened(told))

    return TableRead(records, named(shortened(reader.in_order())), located)
