"""iCalendar files: the weekly lessons of a class, teacher, room or learner.

Lessons repeat weekly in local time (``TZID=Europe/Amsterdam`` with its VTIMEZONE), so that
summer time does not move them; days off are left out (``EXDATE``). Identifiers are stable:
planning again replaces a lesson in somebody's calendar instead of adding it twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from typing import Literal

from icalendar import Calendar, Component, Event, Timezone

from models import Plan, School, Text
from models.calendar import WEEK, ZONE, moment
from models.text import Language
from scheduler.view import Lesson, PlanView

Kind = Literal["class", "teacher", "room", "learner"]

_TEACHER = Text(nl="Docent: {name}", en="Teacher: {name}")
_OFFERING = Text(nl="Aanbod: {name}", en="Offering: {name}")
_CLASS = Text(nl="Klas {name}", en="Class {name}")
_LESSONS = Text(nl="Lessen {name}", en="Lessons {name}")
_ONLINE = Text(nl="Online", en="Online")


def calendar_of(
    school: School, plan: Plan, kind: Kind, reference: str, language: Language | str = Language.NL
) -> bytes:
    """The calendar of one class, teacher, room or learner as an ``.ics`` file.

    Somebody without lessons gets an empty calendar.

    Raises:
        KeyError: when the school (for a class: the plan) does not know ``reference``.
    """
    return Calendars(PlanView(school, plan), Language(language)).of(kind, reference)


class Calendars:
    """All calendars of one plan; lessons shared by many are written out once."""

    def __init__(self, view: PlanView, language: Language) -> None:
        self.view, self.language = view, language
        self._written: dict[tuple[str, int, bool], bytes] = {}

    def of(self, kind: Kind, reference: str) -> bytes:
        """One calendar.

        Raises:
            KeyError: when ``reference`` is unknown.
        """
        view = self.view
        if kind == "class":
            name, lessons = view.group[reference].name, view.lessons_of.get(reference, [])
        elif kind == "teacher":
            name = view.teacher_name(reference)
            lessons = view.lessons_by_teacher.get(reference, [])
        elif kind == "room":
            name, lessons = view.room_name(reference), view.lessons_in_room.get(reference, [])
        else:
            name = view.school.learner[reference].shown
            group = view.class_of.get(reference)
            lessons = view.lessons_of.get(group.reference, []) if group else []
        return self._calendar(name, lessons, named_class=kind in ("teacher", "room"))

    def _calendar(self, name: str, lessons: Iterable[Lesson], named_class: bool) -> bytes:
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//Instroom//Rooster//NL")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _LESSONS.fill(name=name)(self.language))
        calendar.add("x-wr-timezone", ZONE.key)
        empty: bytes = calendar.to_ical()
        given = [lesson for lesson in lessons if self.view.days_of(lesson)]
        parts = [_zone(), *(self._event(lesson, named_class) for lesson in given)]
        end = b"END:VCALENDAR\r\n"
        return empty.removesuffix(end) + b"".join(parts) + end

    def _event(self, lesson: Lesson, named_class: bool) -> bytes:
        key = (lesson.group.reference, lesson.number, named_class)
        if key not in self._written:
            self._written[key] = self._write(lesson, named_class).to_ical()
        return self._written[key]

    def _write(self, lesson: Lesson, named_class: bool) -> Event:
        view, language, slot = self.view, self.language, lesson.session.slot
        days = view.days_of(lesson)
        offering = view.offering_name(lesson.group)
        place = view.place_name(lesson.session)
        event = Event()
        event.add("uid", _uid(view.plan.school, lesson))
        event.add("dtstamp", datetime.combine(view.plan.start, time(), UTC))
        event.add("dtstart", moment(days[0], slot.start))
        event.add("dtend", moment(days[0], slot.end))
        title = _CLASS.fill(name=lesson.group.name)(language)
        event.add("summary", f"{title} – {place}" if named_class else title)
        event.add("location", place if lesson.session.room else _ONLINE(language))
        teacher = _TEACHER.fill(name=view.teacher_name(lesson.session.teacher))
        event.add("description", f"{_OFFERING.fill(name=offering)(language)}\n{teacher(language)}")
        last = moment(days[-1], slot.start).astimezone(UTC)
        event.add("rrule", {"freq": "weekly", "until": last})
        left_out = [moment(day, slot.start) for day in _between(days)]
        if left_out:
            event.add("exdate", left_out)
        return event


def _between(days: list[date]) -> list[date]:
    """The same weekday in every week between the first and last of ``days`` that is not there."""
    weeks = (days[-1] - days[0]) // WEEK
    given = set(days)
    return [day for k in range(weeks) if (day := days[0] + k * WEEK) not in given]


def _uid(school: str, lesson: Lesson) -> str:
    """Depends on school, class and the lesson's number only, never on its time."""
    key = f"{school}\0{lesson.group.reference}\0{lesson.number}"
    return f"{sha256(key.encode()).hexdigest()[:24]}@instroom"


@cache
def _zone() -> bytes:
    """Europe/Amsterdam with its changes from 2000 to 2038."""
    zone: Component = Timezone.from_tzinfo(ZONE, first_date=date(2000, 1, 1))
    written: bytes = zone.to_ical()
    return written
