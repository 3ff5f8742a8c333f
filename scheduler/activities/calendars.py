"""iCalendar files of groups, trainers, interpreters and learners: their dated meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256

from icalendar import Calendar, Component, Event, Timezone

from models import Text
from models.activity_plan import ActivityGroup
from models.calendar import ZONE, moment
from models.text import Language
from scheduler.activities.view import PlanOfActivities

_TRAINER = Text(nl="Trainer: {name}", en="Trainer: {name}")
_INTERPRETER = Text(nl="Tolk: {name}", en="Interpreter: {name}")


class Calendars:
    """The calendars of one plan; meetings of a group, shared by many, are written out once."""

    def __init__(self, view: PlanOfActivities, language: Language) -> None:
        self.view, self.language = view, language
        self._written: dict[str, bytes] = {}

    def of(self, name: str, groups: Iterable[ActivityGroup]) -> bytes:
        """The meetings of some groups as one ``.ics`` file, in local time."""
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//Instroom//Activiteiten//NL")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", ZONE.key)
        empty: bytes = calendar.to_ical()
        end = b"END:VCALENDAR\r\n"
        return empty.removesuffix(end) + b"".join([_zone(), *map(self._meetings, groups)]) + end

    def _meetings(self, group: ActivityGroup) -> bytes:
        if group.reference not in self._written:
            events = _events(self.view, group, self.language)
            self._written[group.reference] = b"".join(event.to_ical() for event in events)
        return self._written[group.reference]


@cache
def _zone() -> bytes:
    """The rules of the local time, which take long to work out and are in every file."""
    zone: Component = Timezone.from_tzinfo(ZONE)
    written: bytes = zone.to_ical()
    return written


def _events(view: PlanOfActivities, group: ActivityGroup, language: Language) -> Iterable[Event]:
    title = view.activity[group.activity].shown
    lines = [group.reference]
    if group.trainer:
        lines.append(_TRAINER(language, name=view.trainer(group)))
    if group.interpreting:
        lines.append(_INTERPRETER(language, name=view.interpreters(group)))
    for meeting in group.meetings:
        key = f"{view.plan.school}\0{group.activity}\0{group.meetings[0].day}\0{group.reference}"
        event = Event()
        event.add("uid", f"{sha256(f'{key}{meeting.number}'.encode()).hexdigest()[:24]}@instroom")
        event.add("dtstamp", datetime.combine(view.plan.start, time(), UTC))
        event.add("dtstart", moment(meeting.day, meeting.start))
        event.add("dtend", moment(meeting.day, meeting.end))
        event.add("summary", f"{title}: {meeting.content}" if meeting.content else title)
        event.add("location", view.place(group, language))
        event.add("description", "\n".join(lines))
        yield event
