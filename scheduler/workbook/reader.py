"""From the sheets of a source to a school, with every problem located."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models import Invalid, Policy, Record, School, Slot, Text
from models.checks import issues
from models.times import minute_of
from scheduler.workbook.cells import CellError, plain, unknown
from scheduler.workbook.policy import PERCENT, RULES, WEIGHTS
from scheduler.workbook.problems import Problem, shortened
from scheduler.workbook.schema import BY_FIELD, SCORES, TABLES, Column, Table
from scheduler.workbook.sources import Formula, Sheet, Unreadable, open_source


@dataclass(frozen=True)
class SourceRead:
    """A school, or ``None`` when a problem (other than a warning) stands in the way."""

    school: School | None
    problems: list[Problem] = field(default_factory=list)


def read_source(path: Path) -> SourceRead:
    """Read a workbook, a folder of CSV files or a zip of them; never raises for bad input."""
    try:
        sheets = open_source(path)
    except Unreadable as error:
        return SourceRead(None, [error.problem])
    reader = _Reader(sheets)
    school = reader.school()
    problems = shortened(reader.problems)
    if any(not p.warning for p in problems):
        school = None
    return SourceRead(school, problems)


_EMPTY = Text(nl="deze cel is leeg", en="this cell is empty")
_FILL = Text(nl="vul in: {note}", en="fill in: {note}")
_FORMULA = Text(nl="hier staat een formule zonder waarde", en="this is a formula without a value")
_ERROR = Text(nl="hier staat een foutwaarde ({value})", en="this is an error value ({value})")
_VALUES = Text(
    nl="plak de cel als waarde (plakken speciaal)", en="paste the cell as a value (paste special)"
)
_MISSING = Text(nl="het blad ontbreekt", en="the sheet is missing")
_ADD = Text(
    nl="voeg het blad toe; 'instroom template' laat zien hoe",
    en="add the sheet; 'instroom template' shows how",
)
_NO_COLUMN = Text(nl="de kolom '{name}' ontbreekt", en="the column '{name}' is missing")
_ADD_COLUMN = Text(nl="voeg de kolom toe", en="add the column")
_LIKELY = Text(nl="deze kolom wordt niet gebruikt", en="this column is not used")
_RENAME = Text(
    nl="bedoelt u '{name}'? Pas dan de kop aan", en="did you mean '{name}'? Change the header"
)
_TWICE = Text(nl="deze kolom staat er twee keer", en="this column is there twice")
_KEEP = Text(nl="laat er één staan", en="keep one of them")

# What pydantic's findings mean, by the kinds our records can produce.
_PYDANTIC: dict[str, tuple[Text, Text]] = {
    "greater_than_equal": (
        Text(nl="{value} is te klein", en="{value} is too small"),
        Text(nl="vul minstens {limit} in", en="enter at least {limit}"),
    ),
    "greater_than": (
        Text(nl="{value} is te klein", en="{value} is too small"),
        Text(nl="vul meer dan {limit} in", en="enter more than {limit}"),
    ),
    "less_than_equal": (
        Text(nl="{value} is te groot", en="{value} is too large"),
        Text(nl="vul hooguit {limit} in", en="enter at most {limit}"),
    ),
    "string_too_long": (
        Text(nl="deze tekst is te lang", en="this text is too long"),
        Text(nl="gebruik hooguit {limit} tekens", en="use at most {limit} characters"),
    ),
}
_OTHER = (
    Text(nl="deze waarde past hier niet", en="this value does not fit here"),
    Text(nl="kijk naar de uitleg onder de kop", en="look at the note below the header"),
)


class _Reader:
    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self.sheets = sheets
        self.problems: list[Problem] = []
        self.rows: dict[str, list[int]] = {}
        self.headers: dict[str, dict[str, str]] = {}
        self.broken: set[str] = set()

    def school(self) -> School | None:
        """The school as far as it can be read; problems are collected on the way."""
        values: dict[str, Any] = {}
        for table in TABLES:
            if table.field not in self.sheets:
                if table.required:
                    self._add(table.sheet("nl"), None, None, _MISSING, _ADD)
                continue
            self._columns(table)
        school = self._single()
        for table in TABLES:
            if table.record is not None:
                values[table.field] = tuple(self._records(table))
        values["policy"] = self._policy()
        complete = school is not None and values["policy"] is not None
        # Checks between tables run in any case, so that everything wrong is told at once;
        # a start that cannot be read is taken to be the day of the last registration.
        last = max((x.registered_on for x in values["learners"]), default=date(2025, 1, 1))
        values["policy"] = values["policy"] or Policy.model_validate({})
        whole = School(**(school or {"name": "?", "start": last}), **values)
        self._cross(whole)
        return whole if complete else None

    # -- places -----------------------------------------------------------------------------

    def _add(
        self,
        sheet: str,
        row: int | None,
        column: str | None,
        text: Text,
        fix: Text,
        warning: bool = False,
    ) -> None:
        self.problems.append(Problem(sheet, row, column, text, fix, warning))

    def _columns(self, table: Table) -> None:
        """Match headers to columns; tell of missing, double and likely misspelt ones."""
        sheet = self.sheets[table.field]
        self.headers[table.field] = found = {}
        strangers = []
        for header in sheet.header:
            column = table.by_name.get(plain(header)) if plain(header) else None
            if column is None:
                strangers.append(header)
            elif column.field in found:
                self._add(sheet.name, 1, header, _TWICE, _KEEP)
            else:
                found[column.field] = header
        missing = [c for c in table.columns if c.field not in found]
        names = {plain(name): c for c in missing for name in (c.header.nl, c.header.en)}
        for header in strangers:
            close = get_close_matches(plain(header), list(names), 1, 0.8)
            if close:
                fix = _RENAME.fill(name=names[close[0]].header)
                self._add(sheet.name, 1, header, _LIKELY, fix, warning=True)
        for column in missing:
            if column.required:
                text = _NO_COLUMN.fill(name=column.header)
                self._add(sheet.name, 1, None, text, _ADD_COLUMN)

    def _cells(self, table: Table) -> Iterator[tuple[int, dict[str, Any], bool]]:
        """Rows as values by field, with whether every cell could be read."""
        sheet = self.sheets[table.field]
        at: dict[str, int] = {}
        for position, header in enumerate(sheet.header):
            column = table.by_name.get(plain(header)) if plain(header) else None
            if column is not None:
                at.setdefault(column.field, position)
        for number, cells in sheet.rows:
            values: dict[str, Any] = {}
            good = True
            for column in table.columns:
                if column.field not in at:
                    good = good and not column.required
                    continue
                position = at[column.field]
                raw = cells[position] if position < len(cells) else None
                ok, value = self._cell(sheet, number, column, table, raw)
                good = good and ok
                if value is not None:
                    values[column.field] = value
            yield number, values, good

    def _cell(
        self, sheet: Sheet, number: int, column: Column, table: Table, raw: Any
    ) -> tuple[bool, Any]:
        header = self.headers[table.field].get(column.field)
        if raw is None:
            if column.required:
                self._add(sheet.name, number, header, _EMPTY, _FILL.fill(note=column.note))
            return not column.required, None
        if isinstance(raw, Formula):
            wrong = _FORMULA if raw.shown.startswith("=") else _ERROR.fill(value=raw.shown)
            self._add(sheet.name, number, header, wrong, _VALUES)
            return False, None
        try:
            value = column.kind.read(raw)
        except CellError as error:
            self._add(sheet.name, number, header, error.text, error.fix)
            return False, None
        return True, value

    # -- tables -----------------------------------------------------------------------------

    def _single(self) -> dict[str, Any] | None:
        """The one row of the sheet School."""
        table = BY_FIELD["school"]
        if "school" not in self.sheets:
            return None
        for _, values, good in self._cells(table):
            return values if good and values.keys() >= {"name", "start"} else None
        empty = Text(nl="het blad is leeg", en="the sheet is empty")
        fix = Text(nl="vul naam en startdatum in", en="enter name and start date")
        self._add(self.sheets["school"].name, None, None, empty, fix)
        return None

    def _records(self, table: Table) -> list[Record]:
        assert table.record is not None
        records: list[Record] = []
        self.rows[table.field] = rows = []
        if table.field not in self.sheets:
            return records
        for number, values, good in self._cells(table):
            if good:
                for ready in _shaped(table, values):
                    record = self._record(table, number, ready)
                    if record is None:
                        good = False
                        break
                    records.append(record)
                    rows.append(number)
            if not good and "reference" in values:
                self.broken.add(str(values["reference"]))
        return records

    def _record(self, table: Table, number: int, values: dict[str, Any]) -> Record | None:
        sheet = self.sheets[table.field]
        assert table.record is not None
        try:
            if "slot" in values and isinstance(values["slot"], tuple):
                values["slot"] = Slot(*values["slot"])
            return table.record(**values)
        except Invalid as error:
            self._add(sheet.name, number, self._header(table, error.field), error.text, error.fix)
        except ValidationError as error:
            for detail in error.errors():
                self._pydantic(table, number, detail)
        return None

    def _pydantic(self, table: Table, number: int, detail: Any) -> None:
        sheet = self.sheets[table.field]
        known = detail.get("ctx", {}).get("error")
        if isinstance(known, Invalid):
            header = self._header(table, known.field)
            self._add(sheet.name, number, header, known.text, known.fix)
            return
        location = [str(part) for part in detail["loc"]]
        field_name = location[0] if location else ""
        if field_name == "intake_scores" and len(location) > 1:
            field_name = f"score_{location[1]}"
        text, fix = _PYDANTIC.get(detail["type"], _OTHER)
        context = detail.get("ctx", {})
        limit = next((context[k] for k in ("ge", "gt", "le", "max_length") if k in context), "")
        self._add(
            sheet.name,
            number,
            self._header(table, field_name),
            text.fill(value=detail.get("input", "")),
            fix.fill(limit=limit),
        )

    def _header(self, table: Table, field_name: str) -> str | None:
        """The user's own header of a field (or of the cell that fills it)."""
        headers = self.headers.get(table.field, {})
        stand_in = {"slot": "start", "weekday": "days"}.get(field_name, field_name)
        return headers.get(stand_in)

    # -- policy -----------------------------------------------------------------------------

    def _policy(self) -> Policy | None:
        values: dict[str, Any] = {}
        weights: dict[str, Any] = {}
        sources: dict[str, str] = {}
        rows: dict[str, int] = {}
        fine = True
        rules = {plain(n): k for k, (t, _) in RULES.items() for n in (k, t.nl, t.en)}
        names = {plain(n): k for k, t in WEIGHTS.items() for n in (f"weights.{k}", t.nl, t.en)}
        sheet = self.sheets.get("policy")
        for number, row, good in self._cells(BY_FIELD["policy"]) if sheet else ():
            if not good or sheet is None:
                fine = False
                continue
            key = plain(row["key"])
            name = rules.get(key) or names.get(key)
            if name is None:
                options = [t for t, _ in RULES.values()] + list(WEIGHTS.values())
                error = unknown(str(row["key"]), options)
                self._add(
                    sheet.name, number, self.headers["policy"].get("key"), error.text, error.fix
                )
                fine = False
                continue
            kind = RULES[name][1] if key in rules else RULES["max_wait_weeks"][1]
            try:
                value = kind.read(row["value"])
            except CellError as error:
                header = self.headers["policy"].get("value")
                self._add(sheet.name, number, header, error.text, error.fix)
                fine = False
                continue
            if key in rules:
                values[name] = value / 100 if name in PERCENT and value > 1 else value
            else:
                weights[name] = value
            rows[name] = number
            if "source" in row:
                sources[name if key in rules else f"weights.{name}"] = row["source"]
        try:
            return (
                Policy.model_validate({**values, "weights": weights, "sources": sources})
                if fine
                else None
            )
        except ValidationError as error:
            for detail in error.errors():
                where = str(detail["loc"][-1])
                text, fix = _PYDANTIC.get(detail["type"], _OTHER)
                context = detail.get("ctx", {})
                limit = next((context[k] for k in ("ge", "gt", "le") if k in context), "")
                self._add(
                    sheet.name if sheet else "",
                    rows.get(where),
                    self.headers.get("policy", {}).get("value"),
                    text.fill(value=detail.get("input", "")),
                    fix.fill(limit=limit),
                )
            return None

    # -- between tables ---------------------------------------------------------------------

    def _cross(self, school: School) -> None:
        """Problems between tables, without those that only follow from an unreadable row."""
        for issue in issues(school):
            table = BY_FIELD[issue.table]
            sheet = self.sheets.get(issue.table)
            if issue.missing is not None and issue.missing in self.broken:
                continue
            if issue.index is None and sheet is not None and sheet.rows:
                continue
            if sheet is None and table.required:
                continue
            name = sheet.name if sheet is not None else table.sheet("nl")
            row = self.rows[issue.table][issue.index] if issue.index is not None else None
            header = self._header(table, issue.field) if issue.field else None
            self._add(name, row, header, issue.text, issue.fix, issue.warning)


def _shaped(table: Table, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Values as the record wants them: scores together, one busy window per day."""
    if table.field == "learners":
        scores = {s: values.pop(f"score_{s}") for s in SCORES if f"score_{s}" in values}
        yield {**values, "intake_scores": scores}
    elif table.field == "busy":
        days = values.pop("days")
        start, end = minute_of(values.pop("start")), minute_of(values.pop("end"))
        for day in days:
            yield {**values, "slot": (day, start, end or 1440)}
    else:
        yield values
