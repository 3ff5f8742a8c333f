"""Lessons from an iCalendar file, repeated events and time zones worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
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

_NO_ZONE = Text(
    nl="'{name}' staat in een onbekende tijdzone ({zone})",
    en="'{name}' is in an unknown zone ({zone})",
)
_AS_DUTCH = Text(nl="gelezen als Nederlandse tijd", en="read as Dutch time")
_UNREADABLE = Text(
    nl="de begin- of eindtijd van '{name}' is niet te lezen",
    en="the start or end of '{name}' cannot be read",
)
_WITHIN_A_DAY = Text(
    nl="'{name}' herhaalt zich binnen een dag", en="'{name}' is repeated within a day"
)
_WEEKLY = Text(
    nl="laat een les zich per dag of per week herhalen", en="repeat a lesson by day or by week"
)
_WITHIN = {"SECONDLY", "MINUTELY", "HOURLY"}


@dataclass
class Dates:
    """The lessons of one calendar; ``endless`` when the calendar does not say when some end."""

    lessons: list[Lesson] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    endless: bool = False


def lessons_of_calendar(file: Path, first: date, last: date) -> Dates:
    """The lessons of one file between two days; busy events count as lessons.

    Events marked as free are left aside. Endless repetition is cut at ``last``, other time
    zones are converted; both are told as warnings.
    """
    try:
        calendar = Calendar.from_ical(file.read_bytes())
    except (OSError, ValueError, IndexError, KeyError):
        return Dates(problems=[Problem(file.name, None, None, _BROKEN, _AGAIN)])
    events, problems, endless = [], [], False
    for event in calendar.walk("VEVENT"):
        told, good = _judged(event, file.name, last)
        problems += told
        endless |= good and any(_is_endless(part) for part in _rules(event))
        if good:
            events.append(event)
    if not events:
        return Dates(problems=problems)
    calendar.subcomponents = [
        x for x in calendar.subcomponents if x.name != "VEVENT" or any(x is e for e in events)
    ]
    try:
        found = recurring_ical_events.of(calendar).between(first, last + timedelta(days=1))
    except (ValueError, TypeError, KeyError, OverflowError):
        return Dates(problems=[*problems, Problem(file.name, None, None, _BROKEN, _AGAIN)])
    lessons = []
    for event in found:
        begin, end = _local(event["DTSTART"].dt), _local(event["DTEND"].dt)
        if first <= begin.date() <= last:
            minute = begin.hour * 60 + begin.minute
            length = round((end - begin).total_seconds() / 60)
            stop = min(1440, minute + length)
            name = str(event.get("SUMMARY", ""))
            lessons.append(Lesson(begin.date(), minute, stop, name, file.name, dated=True))
    return Dates(lessons, problems, endless)


def _rules(event: Any) -> list[Any]:
    """The rules by which an event is repeated."""
    rule = event.get("RRULE")
    return [part for part in (rule if isinstance(rule, list) else [rule]) if part is not None]


def _is_endless(rule: Any) -> bool:
    return not {"UNTIL", "COUNT"} & set(rule)


def _local(moment: datetime) -> datetime:
    """Dutch wall-clock time; a time without a zone is taken to be Dutch already."""
    return moment if moment.tzinfo is None else moment.astimezone(ZONE).replace(tzinfo=None)


def _moments(event: Any) -> tuple[Any, Any]:
    """Start and end as they stand there.

    Raises:
        ValueError: (or a kind of it that the library chose) when they cannot be read.
    """
    begin = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else None
    if end is None and "DURATION" in event:
        end = begin + event["DURATION"].dt
    dated = isinstance(begin, datetime) and isinstance(end, datetime)
    if dated and (end.tzinfo is None) != (begin.tzinfo is None):  # type: ignore[union-attr]
        raise ValueError(end)
    return begin, end


def _judged(event: Any, file: str, last: date) -> tuple[list[Problem], bool]:
    """Problems of one event, and whether it can be used."""
    name = str(event.get("SUMMARY", "?"))[:60]
    if str(event.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT":
        return [], False
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return [], True  # cancels one of a series; the expansion leaves it out
    try:
        begin, end = _moments(event)
    except (ValueError, AttributeError, KeyError, TypeError, OverflowError):
        return [Problem(file, None, None, _UNREADABLE.fill(name=name), _CORRECT)], False
    if not isinstance(begin, datetime) or (
        isinstance(end, datetime) and end - begin >= timedelta(days=1)
    ):
        return [Problem(file, None, None, _ALL_DAY.fill(name=name), _LEFT, True)], False
    at = f"{name}, {begin:%d-%m-%Y %H:%M}"
    if not isinstance(end, datetime) or end <= begin:
        return [Problem(file, None, None, _BACKWARDS.fill(name=at), _CORRECT)], False
    problems = []
    for part in _rules(event):
        if _WITHIN & {str(x).upper() for x in part.get("FREQ", ())}:
            return [Problem(file, None, None, _WITHIN_A_DAY.fill(name=at), _WEEKLY)], False
        if _is_endless(part):
            fix = _CUT.fill(day=last.strftime("%d-%m-%Y"))
            problems.append(Problem(file, None, None, _ENDLESS.fill(name=at), fix, True))
    zone = event["DTSTART"].params.get("TZID")
    if begin.tzinfo is None and zone is not None:
        text = _NO_ZONE.fill(name=name, zone=zone)
        problems.append(Problem(file, None, None, text, _AS_DUTCH, True))
    if begin.tzinfo is not None and begin.utcoffset() != begin.astimezone(ZONE).utcoffset():
        text = _ZONE.fill(name=name, zone=str(begin.tzinfo))
        problems.append(Problem(file, None, None, text, _CONVERTED, True))
    return problems, True
