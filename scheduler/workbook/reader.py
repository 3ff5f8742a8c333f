"""From the sheets of a source to a school, with every problem located."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError

from models import Invalid, Record, School, Text
from models.checks import issues
from models.school import Issue
from models.text import Language
from scheduler.workbook.cells import CellError, plain, shown
from scheduler.workbook.crossing import TARGETS, Unread, follows
from scheduler.workbook.findings import findings
from scheduler.workbook.headers import Headers, match, unused
from scheduler.workbook.policy import Policies
from scheduler.workbook.problems import Problem
from scheduler.workbook.rules import read_policy
from scheduler.workbook.schema import BY_FIELD, TABLES, Table
from scheduler.workbook.shapes import misshapen
from scheduler.workbook.sheets import Sheet
from scheduler.workbook.values import shaped, value_of

NEEDED = frozenset(table.field for table in TABLES if table.required)
"""Sheets without which no lessons can be planned."""
NEEDED_FOR_ACTIVITIES = frozenset({"school", "learners", "activities"})
"""Sheets without which no activities can be planned; a participation provider has no more."""


_MISSING = Text(nl="het blad ontbreekt", en="the sheet is missing")
_ADD = Text(
    nl="voeg het blad toe; 'instroom template' laat zien hoe",
    en="add the sheet; 'instroom template' shows how",
)
_EMPTY_SHEET = Text(nl="het blad is leeg", en="the sheet is empty")
_ONE_ROW = Text(nl="vul ten minste één rij in", en="enter at least one row")
_NAME_AND_START = Text(nl="vul naam en startdatum in", en="enter name and start date")
_SECOND_ROW = Text(
    nl="deze rij wordt niet gebruikt: alleen de eerste telt",
    en="this row is not used: only the first one counts",
)
_KEEP_ONE = Text(nl="laat één rij staan", en="keep one row")
_SAME = Text(nl="'{ref}' komt twee keer voor", en="'{ref}' occurs twice")
_BESIDE = Text(nl="{what} (zie ook rij {row})", en="{what} (see row {row} as well)")
_OWN_CODE = Text(
    nl="geef elke rij een eigen code of verwijder de dubbele rij",
    en="give every row a code of its own or remove the double row",
)
_NO_SUCH = Text(
    nl="'{ref}' staat niet op het blad {where}", en="'{ref}' is not on the sheet {where}"
)
_CORRECT = Text(
    nl="verbeter de code, of voeg op dat blad een rij toe",
    en="correct the code, or add a row to that sheet",
)


class Reader:
    """The tables of a source, with everything that is wrong in them."""

    def __init__(self, sheets: dict[str, Sheet], needed: frozenset[str]) -> None:
        self.needed = needed
        self.sheets = {
            k: s for k, s in sheets.items() if s.header or s.refused is not None or k in needed
        }
        self.problems: list[tuple[str, Problem]] = []
        self.rows: dict[str, list[int]] = {}
        self.headers: dict[str, Headers] = {}
        self.misshapen: dict[str, set[int]] = {}
        self.unread = {table.field: Unread() for table in TABLES}
        named = {
            language: sum(
                plain(s.name) == plain(BY_FIELD[k].sheet(language)) for k, s in sheets.items()
            )
            for language in Language
        }
        self.language = max(Language, key=lambda language: named[language])

    def school(self) -> School | None:
        """The school as far as it can be read; problems are collected on the way."""
        for table in TABLES:
            self._columns(table)
        single = self._single()
        values: dict[str, Any] = {
            table.field: tuple(self._records(table)) for table in TABLES if table.record is not None
        }
        policies = self._policies()
        lessons, activities = policies or Policies.defaults()
        # Checks between tables run in any case, so that everything wrong is told at once;
        # a start that cannot be read is taken to be the day of the last registration.
        last = max((x.registered_on for x in values["learners"]), default=date(2025, 1, 1))
        whole = School(
            **(single or {"name": "?", "start": last}),
            **values,
            policy=lessons,
            activity_policy=activities,
        )
        found = issues(whole)
        self.cross(found, whole, start=single is not None, policy=policies is not None)
        self._cross_unread(whole)
        return whole if single is not None and policies is not None else None

    def table(self, table: Table) -> list[Record]:
        """The records of one table by itself."""
        self._columns(table)
        if table.field in self.headers and not self.sheets[table.field].rows:
            self._add(table, None, None, _EMPTY_SHEET, _ONE_ROW)
        return self._records(table)

    def in_order(self) -> list[Problem]:
        """The problems in the order of the sheets and their rows."""
        order = [t.field for t in TABLES]
        ranked = sorted(self.problems, key=lambda p: (order.index(p[0]), p[1].row or 0))
        return [problem for _, problem in ranked]

    # -- places -----------------------------------------------------------------------------

    def _add(
        self,
        table: Table,
        row: int | None,
        field_name: str | None,
        text: Text,
        fix: Text,
        warning: bool = False,
    ) -> None:
        sheet = self.sheets.get(table.field)
        name = sheet.name if sheet is not None else table.sheet(self.language)
        header = self._header(table, field_name) if field_name else None
        self.problems.append((table.field, Problem(name, row, header, text, fix, warning)))

    def _header(self, table: Table, field_name: str) -> str | None:
        """The user's own header of a field (or of the cell that fills it), else ours."""
        field_name = {"slot": "start", "weekday": "days"}.get(field_name, field_name)
        own = self.headers[table.field].names if table.field in self.headers else {}
        column = next((c for c in table.columns if c.field == field_name), None)
        return own.get(field_name) or (column.header(self.language) if column else None)

    def _columns(self, table: Table) -> None:
        """Match the headers of one sheet, or tell that it is missing or empty."""
        sheet = self.sheets.get(table.field)
        if sheet is None:
            if table.field in self.needed:
                self._add(table, None, None, _MISSING, _ADD)
        elif sheet.refused is not None:
            self._add(table, None, None, *sheet.refused)
            self.unread[table.field].blind = True
            return
        elif not sheet.header:
            fix = _NAME_AND_START if table.field == "school" else _ONE_ROW
            self._add(table, None, None, _EMPTY_SHEET, fix)
        else:
            self.headers[table.field] = found = match(sheet, table)
            problems = [*found.problems, *unused(sheet, table, found)]
            shapes = list(misshapen(sheet, found))
            problems += [shape.problem for shape in shapes]
            self.problems += [(table.field, problem) for problem in problems]
            skipped = {shape.row for shape in shapes if not shape.problem.warning}
            self.misshapen[table.field] = skipped
            codes = {"reference", "person"} & {c.field for c in table.columns}
            empty = table.field in self.needed and not sheet.rows
            blind = empty or bool(skipped) or not codes <= found.at.keys()
            self.unread[table.field].blind = blind
            return
        self.unread[table.field].blind = table.field in self.needed

    def _cells(self, table: Table) -> Iterator[tuple[int, dict[str, Any], bool]]:
        """Rows as values by field, with whether every cell could be read."""
        if table.field not in self.headers:
            return
        at = self.headers[table.field].at
        complete = all(c.field in at for c in table.columns if c.required)
        present = [(c, at[c.field]) for c in table.columns if c.field in at]
        for number, cells in self.sheets[table.field].rows:
            if number in self.misshapen[table.field]:
                continue
            values: dict[str, Any] = {}
            good = complete
            for column, position in present:
                raw = cells[position] if position < len(cells) else None
                if raw is None and not column.required:
                    continue
                try:
                    values[column.field] = value_of(column, raw)
                except CellError as error:
                    self._add(table, number, column.field, error.text, error.fix)
                    good = False
            yield number, values, good

    # -- tables -----------------------------------------------------------------------------

    def _single(self) -> dict[str, Any] | None:
        """The one row of the sheet School."""
        table = BY_FIELD["school"]
        rows = list(self._cells(table))
        for number, _, _ in rows[1:]:
            self._add(table, number, None, _SECOND_ROW, _KEEP_ONE, warning=True)
        if rows:
            return rows[0][1] if rows[0][2] else None
        if table.field in self.headers and not self.misshapen[table.field]:
            self._add(table, None, None, _EMPTY_SHEET, _NAME_AND_START)
        return None

    def _policies(self) -> Policies | None:
        table = BY_FIELD["policy"]

        def tell(row: int, field_name: str, text: Text, fix: Text) -> None:
            self._add(table, row, field_name, text, fix)

        return read_policy(self._cells(table), tell)

    def _records(self, table: Table) -> list[Record]:
        records: list[Record] = []
        self.rows[table.field] = rows = []
        unread = self.unread[table.field]
        for number, values, good in self._cells(table):
            made = self._made(table, number, dict(values), good)
            if made is not None:
                records += made
                rows += [number] * len(made)
                continue
            unread.rows.append((number, values))
            codes = {"reference", "person"} & {c.field for c in table.columns}
            unread.blind = unread.blind or not codes <= values.keys()
        return records

    def _made(
        self, table: Table, number: int, values: dict[str, Any], good: bool
    ) -> list[Record] | None:
        """The records of one row; of a row that is not ``good`` only limits are checked."""
        assert table.record is not None
        if not good and table.field == "busy":
            return None
        try:
            made = [table.record(**ready) for ready in shaped(table, values)]
        except Invalid as error:
            if good:
                self._add(table, number, error.field, error.text, error.fix)
        except ValidationError as error:
            for field_name, text, fix in findings(error, only_limits=not good):
                self._add(table, number, field_name, text, fix)
        else:
            return made if good else None
        return None

    # -- between tables ---------------------------------------------------------------------

    def cross(
        self, found: Iterable[Issue], school: School, *, start: bool = True, policy: bool = True
    ) -> None:
        """Problems between tables, without those that only follow from an unreadable row."""
        for issue in found:
            table = BY_FIELD[issue.table]
            if self.needed is NEEDED_FOR_ACTIVITIES and _about_lessons(issue):
                continue
            if issue.index is None and issue.field is None:
                # A sheet that is missing or has rows in it was spoken of before.
                if table.field in self.headers and not self.sheets[table.field].rows:
                    self._tell(table, issue)
            elif issue.index is None:
                if start and not (self.unread[issue.table].rows or self.misshapen.get(issue.table)):
                    self._tell(table, issue)
            elif not follows(issue, school, self.unread, start=start, policy=policy):
                self._tell(table, issue)

    def _tell(self, table: Table, issue: Issue) -> None:
        """Tell an issue of a table at its row, if it has one."""
        rows, text = self.rows.get(table.field, []), issue.text
        if issue.other is not None:
            text = _BESIDE.fill(what=text, row=rows[issue.other])
        row = None if issue.index is None else rows[issue.index]
        self._add(table, row, issue.field, text, issue.fix, issue.warning)

    def _cross_unread(self, school: School) -> None:
        """Double and unknown codes in rows that gave no record for another reason."""
        known = {
            name: _codes(school, name) | {row.get("reference") for _, row in self.unread[name].rows}
            for name in self.rows
        }
        for name, unread in self.unread.items():
            table = BY_FIELD[name]
            taken = _codes(school, name) if unread.rows and table.record else set()
            for number, row in unread.rows:
                code = row.get("reference")
                if code in taken:
                    self._add(table, number, "reference", _SAME.fill(ref=shown(code)), _OWN_CODE)
                if code is not None:
                    taken.add(code)
                for (source, field_name), targets in TARGETS.items():
                    if source == name and field_name in row:
                        self._refer(table, number, field_name, row[field_name], targets, known)

    def _refer(
        self,
        table: Table,
        number: int,
        field_name: str,
        value: Any,
        targets: tuple[str, ...],
        known: dict[str, set[Any]],
    ) -> None:
        if any(self.unread[target].blind for target in targets):
            return
        where = BY_FIELD[targets[0]].sheet
        for code in value if isinstance(value, tuple) else (value,):
            if not any(code in known[target] for target in targets):
                text = _NO_SUCH.fill(ref=shown(code), where=where)
                self._add(table, number, field_name, text, _CORRECT)


def _about_lessons(issue: Issue) -> bool:
    """Whether an issue matters to somebody who plans lessons only."""
    if issue.index is None:
        return issue.table not in NEEDED_FOR_ACTIVITIES
    return issue.table == "learners" and issue.field in ("route", "level", "childcare")


def _codes(school: School, name: str) -> set[str | None]:
    return {getattr(r, "reference", None) for r in getattr(school, name)} - {None}
