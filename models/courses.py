"""The dated sessions of a planned class: its weekly pattern on the school's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.calendar import WEEK, DatedSlot
from models.plan import Plan, PlannedClass, Session
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
    found = _bounded(school, group, start, until, began)
    if found:
        return found
    last = until or start + YEAR_WEEKS * WEEK - timedelta(days=1)
    return school.calendar.sessions(
        [session.slot for session in ordered(group)],
        start,
        locations=[location_of(school, session) for session in ordered(group)],
        until=last,
    )


def ends_on(
    school: School, group: PlannedClass, start: date, began: date | None = None
) -> date | None:
    """Day of a class's last session; ``None`` when nothing says when it ends (:func:`course`)."""
    found = _bounded(school, group, start, None, began)
    return found[-1].day if found else None


def with_ends(school: School, plan: Plan) -> Plan:
    """A plan whose classes say when they end, for readers that do not know the offerings."""
    classes = tuple(
        group.model_copy(update={"ends": ends_on(school, group, plan.start)})
        for group in plan.classes
    )
    return plan.model_copy(update={"classes": classes})


def _bounded(
    school: School, group: PlannedClass, start: date, until: date | None, began: date | None
) -> tuple[DatedSlot, ...]:
    """Sessions from ``start`` on within the offering's weeks and hours; empty without either."""
    offering = school.offering[group.offering]
    if offering.duration_weeks is None and offering.total_hours is None:
        return ()
    run = school.running.get(group.reference)
    whole = school.calendar.sessions(
        [session.slot for session in ordered(group)],
        min((run.started_on if run else None) or began or start, start),
        locations=[location_of(school, session) for session in ordered(group)],
        weeks=offering.duration_weeks,
        hours=offering.total_hours,
        rule=school.policy.holiday_rule,
        until=until,
    )
    return from_day(whole, start)


def from_day(sessions: Sequence[DatedSlot], start: date) -> tuple[DatedSlot, ...]:
    """Those of the sessions on or after a day."""
    return tuple(session for session in sessions if session.day >= start)


def location_of(school: School, session: Session) -> str | None:
    """Where a session is; ``None`` online."""
    return school.room[session.room].location if session.room is not None else None
