"""The dated sessions of a planned class: its weekly pattern on the school's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.calendar import WEEK, DatedSlot
from models.plan import PlannedClass, Session
from models.school import School

YEAR_WEEKS = 52


def ordered(group: PlannedClass) -> list[Session]:
    """Sessions of a class in the order of the week; :attr:`DatedSlot.index` counts in it."""
    return sorted(group.sessions, key=lambda session: session.slot)


def course(
    school: School,
    group: PlannedClass,
    start: date,
    until: date | None = None,
    began: date | None = None,
) -> tuple[DatedSlot, ...]:
    """The sessions of a class from ``start`` (first day of its plan) on.

    Weeks and total hours are those of the offering and count from the class's own start
    (``began``, for a class that earlier plans had and the school's tables do not know); the
    school's rule says whether days off shift its end. A class whose offering has neither, or
    that has had all of them already, goes on until ``until``, or for a year.
    """
    offering = school.offering[group.offering]
    run = school.running.get(group.reference)
    began = min((run.started_on if run else None) or began or start, start)
    sessions = ordered(group)
    pattern = [session.slot for session in sessions]
    locations = [location_of(school, session) for session in sessions]
    if offering.duration_weeks is not None or offering.total_hours is not None:
        whole = school.calendar.sessions(
            pattern,
            began,
            locations=locations,
            weeks=offering.duration_weeks,
            hours=offering.total_hours,
            rule=school.policy.holiday_rule,
            until=until,
        )
        found = from_day(whole, start)
        if found:
            return found
    last = until or start + YEAR_WEEKS * WEEK - timedelta(days=1)
    return school.calendar.sessions(pattern, start, locations=locations, until=last)


def from_day(sessions: Sequence[DatedSlot], start: date) -> tuple[DatedSlot, ...]:
    """Those of the sessions on or after a day."""
    return tuple(session for session in sessions if session.day >= start)


def location_of(school: School, session: Session) -> str | None:
    """Where a session is; ``None`` online."""
    return school.room[session.room].location if session.room is not None else None
