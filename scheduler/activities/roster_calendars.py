"""Lessons from an iCalendar file, repeated events and time zones worked out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from models import Text
from models.activity_plan import Lesson
from scheduler.workbook import Problem

ZONE = ZoneInfo("Europe/Amsterdam")

_BROKEN = Text(nl="dit is geen leesbare agenda", en="this is not a readable calendar")
_AGAIN = Text(nl="exporteer de agenda opnieuw als .ics", en="export the calendar as .ics again")
_ENDLESS = Text(nl="'{name}' herhaalt zich zonder einde", en="'{name}' is repeated without an end")
_CUT = Text(
    nl="gerekend is tot en met {day}; vul een einddatum in als de lessen eerder stoppen",
    en="it was counted until {day}; enter an end when the lessons stop earlier",
)
_ALL_DAY = Text(
    nl="'{name}' duurt de hele dag en is geen les", en="'{name}' lasts all day and is no lesson"
)
_LEFT = Text(
    nl="overgeslagen; geef een begin- en eindtijd als het wel een les is",
    en="left out; give it a start and an end if it is a lesson",
)
_BACKWARDS = Text(
    nl="'{name}' eindigt niet na zijn begin", en="'{name}' does not end after its start"
)
_CORRECT = Text(nl="verbeter de tijden in de agenda", en="correct the times in the calendar")
_ZONE = Text(
    nl="'{name}' staat in een andere tijdzone ({zone})", en="'{name}' is in another zone ({zone})"
)
_CONVERTED = Text(
    nl="omgerekend naar Nederlandse tijd; controleer of dat klopt",
    en="converted to Dutch time; check whether that is right",
)


def lessons_of_calendar(file: Path, first: date, last: date) -> tuple[list[Lesson], list[Problem]]:
    """The lessons of one file between two days; busy events count as lessons.

    Events marked as free are left aside. Endless repetition is cut at ``last``, other time
    zones are converted; both are told as warnings.
    """
    try:
        calendar = Calendar.from_ical(file.read_bytes())
    except (OSError, ValueError, IndexError, KeyError):
        return [], [Problem(file.name, None, None, _BROKEN, _AGAIN)]
    events, problems = [], []
    for event in calendar.walk("VEVENT"):
        told, good = _judged(event, file.name, last)
        problems += told
        if good:
            events.append(event)
    if not events:
        return [], problems
    calendar.subcomponents = [
        x for x in calendar.subcomponents if x.name != "VEVENT" or any(x is e for e in events)
    ]
    try:
        found = recurring_ical_events.of(calendar).between(first, last + timedelta(days=1))
    except (ValueError, TypeError, KeyError, OverflowError):
        return [], [*problems, Problem(file.name, None, None, _BROKEN, _AGAIN)]
    lessons = []
    for event in found:
        begin, end = _local(event["DTSTART"].dt), _local(event["DTEND"].dt)
        if first <= begin.date() <= last:
            minute = begin.hour * 60 + begin.minute
            length = round((end - begin).total_seconds() / 60)
            stop = min(1440, minute + length)
            name = str(event.get("SUMMARY", ""))
            lessons.append(Lesson(begin.date(), minute, stop, name, file.name))
    return lessons, problems


def _local(moment: datetime) -> datetime:
    """Dutch wall-clock time; a time without a zone is taken to be Dutch already."""
    return moment if moment.tzinfo is None else moment.astimezone(ZONE).replace(tzinfo=None)


def _judged(event: Any, file: str, last: date) -> tuple[list[Problem], bool]:
    """Problems of one event, and whether it can be used."""
    name = str(event.get("SUMMARY", "?"))[:60]
    if str(event.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT":
        return [], False
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return [], True  # cancels one of a series; the expansion leaves it out
    if "DTSTART" not in event:
        return [Problem(file, None, None, _BACKWARDS.fill(name=name), _CORRECT)], False
    begin = event["DTSTART"].dt
    if not isinstance(begin, datetime):
        return [Problem(file, None, None, _ALL_DAY.fill(name=name), _LEFT, True)], False
    end = event["DTEND"].dt if "DTEND" in event else None
    if end is None and "DURATION" in event:
        end = begin + event["DURATION"].dt
    if not isinstance(end, datetime) or (end.tzinfo is None) != (begin.tzinfo is None):
        return [Problem(file, None, None, _BACKWARDS.fill(name=name), _CORRECT)], False
    if end <= begin:
        return [Problem(file, None, None, _BACKWARDS.fill(name=name), _CORRECT)], False
    problems = []
    rule = event.get("RRULE")
    for part in rule if isinstance(rule, list) else [rule]:
        if part is not None and not {"UNTIL", "COUNT"} & set(part):
            fix = _CUT.fill(day=last.strftime("%d-%m-%Y"))
            problems.append(Problem(file, None, None, _ENDLESS.fill(name=name), fix, True))
    if begin.tzinfo is not None and begin.utcoffset() != begin.astimezone(ZONE).utcoffset():
        text = _ZONE.fill(name=name, zone=str(begin.tzinfo))
        problems.append(Problem(file, None, None, text, _CONVERTED, True))
    return problems, True
