"""Lessons from a CSV file: a row per weekly or dated lesson of a learner or a class."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

from models import School, Slot, Text
from models.activity_plan import Lesson
from models.base import Invalid
from models.times import minute_of
from scheduler.rosters.found import Found, members_now
from scheduler.workbook import Problem
from scheduler.workbook.cells import TEXT, CellError
from scheduler.workbook.column import Column
from scheduler.workbook.column import column as _c
from scheduler.workbook.csvfiles import csv_rows
from scheduler.workbook.headers import match
from scheduler.workbook.moments import DATE, DAYS, END_TIME, TIME
from scheduler.workbook.schema import Table
from scheduler.workbook.sheets import sheet_of

# fmt: off
_COLUMNS: tuple[Column, ...] = (
    _c("learner", "Cursist", "Learner", TEXT, "code van de cursist", "code of the learner", False, "code"),
    _c("class", "Klas", "Class", TEXT, "in plaats van een cursist: alle cursisten van deze klas", "instead of a learner: all learners of this class"),
    _c("days", "Dag", "Day", DAYS, "ma, of ma, wo", "mon, or mon, wed", False, "dagen"),
    _c("date", "Datum", "Date", DATE, "in plaats van een dag", "instead of a day"),
    _c("start", "Van", "From", TIME, "bijvoorbeeld 09:00", "such as 09:00", True, "begin", "vanaf"),
    _c("end", "Tot", "Until", END_TIME, "bijvoorbeeld 12:00", "such as 12:00", True, "eind", "to"),
    _c("valid_from", "Geldig vanaf", "Valid from", DATE, "mag leeg", "may be empty"),
    _c("valid_until", "Geldig tot en met", "Valid until", DATE, "mag leeg", "may be empty", False, "geldig tot"),
    _c("location", "Locatie", "Location", TEXT, "code van het blad Locaties", "code of the sheet Locations"),
)
# fmt: on
ROSTER = Table("roster", Text(nl="Rooster", en="Roster"), _COLUMNS)

_WHO = Text(nl="er staat geen cursist en geen klas", en="there is no learner and no class")
_ENTER_WHO = Text(nl="vul de code van een cursist of klas in", en="enter a learner or a class")
_WHEN = Text(nl="er staat geen dag en geen datum", en="there is no day and no date")
_ENTER_WHEN = Text(nl="vul een dag of een datum in", en="enter a day or a date")
_EMPTY = Text(nl="deze cel is leeg", en="this cell is empty")
_FILL = Text(nl="vul in: {note}", en="fill in: {note}")
_NEITHER = Text(nl="de kolom '{a}' of '{b}' ontbreekt", en="the column '{a}' or '{b}' is missing")
_ADD = Text(nl="voeg één van beide toe", en="add one of the two")
_NO_CLASS = Text(nl="geen cursist zit in klas '{code}'", en="no learner is in class '{code}'")
_ENTER_CLASS = Text(
    nl="overgeslagen; vul op het blad Cursisten 'Huidige klas' in, of noem hier de cursisten",
    en="left out; enter 'Current class' on the sheet Learners, or name the learners here",
)
_NO_PLACE = Text(
    nl="locatie '{code}' staat niet op het blad Locaties",
    en="location '{code}' is not on the sheet Locations",
)
_NO_TRAVEL = Text(nl="er is zonder reistijd gerekend", en="no travel was counted")


def lessons_of_table(school: School, file: Path, last: date) -> Found:
    """The lessons of a table until a day, and every problem with its row and column; where a
    column is missing that there must be, only what is wrong in the others.
    """
    sheet = sheet_of(file.name, ROSTER, enumerate(csv_rows(file.read_bytes()), start=1))
    headers = match(sheet, ROSTER)
    found = Found(problems=[*headers.problems, *_missing(file.name, headers.at)])
    whole = all(p.warning for p in found.problems)
    members = members_now(school)
    for number, cells in sheet.rows:
        values, told = _values(file.name, number, cells, headers.at, headers.names)
        if not whole:
            found.problems += [p for p in told if p.column is not None]
            continue
        rows = [] if told else _lessons(school, values, last)
        if isinstance(rows, Problem):
            told.append(Problem(file.name, number, rows.column, rows.text, rows.fix))
            rows = []
        found.problems += told
        code = values.get("class")
        found.problems += _unknown(school, members, file.name, number, values, headers.names)
        if "learner" not in values and code is not None and code not in members:
            continue
        who = [values["learner"]] if "learner" in values else members.get(code or "", [code or ""])
        endless = not {"date", "valid_until"} & values.keys()
        for learner_code in who if rows else ():
            found.add(learner_code, rows, code, endless)
    return found


def _missing(file: str, at: dict[str, int]) -> list[Problem]:
    """Columns of which there has to be at least one."""
    found = []
    for one, other in (("learner", "class"), ("days", "date")):
        if not {one, other} & at.keys():
            titles = {c.field: c.header for c in _COLUMNS}
            text = _NEITHER.fill(a=titles[one], b=titles[other])
            found.append(Problem(file, 1, None, text, _ADD))
    return found


def _unknown(
    school: School,
    members: dict[str, list[str]],
    file: str,
    number: int,
    values: dict[str, Any],
    names: dict[str, str],
) -> list[Problem]:
    """Codes of a row that lead nowhere; learners are told of elsewhere, all together."""
    found = []
    code, place = values.get("class"), values.get("location")
    if "learner" not in values and code is not None and code not in members:
        text = _NO_CLASS.fill(code=code)
        found.append(Problem(file, number, names["class"], text, _ENTER_CLASS, True))
    if place is not None and place not in school.location:
        text = _NO_PLACE.fill(code=place)
        found.append(Problem(file, number, names["location"], text, _NO_TRAVEL, True))
    return found


def _values(
    file: str, number: int, cells: list[Any], at: dict[str, int], names: dict[str, str]
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for column in _COLUMNS:
        place = at.get(column.field)
        raw = cells[place] if place is not None and place < len(cells) else None
        if raw is None:
            if column.required and place is not None:
                fix = _FILL.fill(note=column.note)
                problems.append(Problem(file, number, names[column.field], _EMPTY, fix))
            continue
        try:
            values[column.field] = column.kind.read(raw)
        except CellError as error:
            problems.append(Problem(file, number, names[column.field], error.text, error.fix))
    if not problems and not {"learner", "class"} & values.keys():
        problems.append(Problem(file, number, None, _WHO, _ENTER_WHO))
    if not problems and not {"days", "date"} & values.keys():
        problems.append(Problem(file, number, None, _WHEN, _ENTER_WHEN))
    return values, problems


def _lessons(school: School, values: dict[str, Any], last: date) -> list[Lesson] | Problem:
    """Dated lessons of one row; a dated lesson takes place whatever the calendar says."""
    start = minute_of(values["start"])
    end = minute_of(values["end"]) if values["end"] != time(0) else 1440
    place = values.get("location")
    where = place if place in school.location else None
    name = values.get("class", "")
    day = values.get("date")
    weekdays = [day.weekday()] if day is not None else list(values["days"])
    try:
        slots = [Slot(weekday, start, end) for weekday in weekdays]
    except Invalid as error:
        return Problem("", None, None, error.text, error.fix)
    if day is not None:
        inside = school.start <= day <= last
        return [Lesson(day, start, end, name, "csv", where, dated=True)] if inside else []
    first = max(school.start, values.get("valid_from") or school.start)
    until = min(last, values.get("valid_until") or last)
    places = [where] * len(slots)
    dated = school.calendar.sessions(slots, first, locations=places, until=until)
    return [Lesson(d.day, start, end, name, "csv", where) for d in dated]
