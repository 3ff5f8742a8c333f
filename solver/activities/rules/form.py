"""The meetings of a group follow the form of the activity and stand on days that allow it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from models import Text, Violation
from models.activities import Activity, Holidays, Stage
from models.activity_plan import ActivityGroup, Meeting
from models.daysoff import DayOffKind
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.rules.view import ActivityView

_TEXT = Text(
    nl="de bijeenkomsten van {group} passen niet bij {activity}: {why}",
    en="the meetings of {group} do not fit {activity}: {why}",
)
_COUNT = Text(nl="aantal", en="number")
_START = Text(nl="begin", en="start")
_TIME = Text(nl="dag of tijd van bijeenkomst {n}", en="day or time of meeting {n}")
_HOLIDAY = Text(nl="vrije dag {day}", en="day off {day}")
_PERIOD = Text(nl="buiten de periode", en="outside the period")


def violations(view: ActivityView) -> Iterator[Violation]:
    """Groups whose meetings are not a series of their activity."""
    for group in view.groups:
        activity = view.activity[group.activity]
        look = _wrong_to_come if view.has_begun(group) else _wrong
        why = look(view, activity, group)
        if why is not None:
            text = _TEXT.fill(group=group.reference, activity=activity.shown, why=why)
            yield Violation("form", text, classes=(group.reference,))


def _wrong(view: ActivityView, activity: Activity, group: ActivityGroup) -> Text | None:
    meetings = group.meetings
    if len(meetings) != activity.meetings:
        return _COUNT
    if meetings[0].day < view.school.start or meetings[-1].day > view.plan.until:
        return _PERIOD
    stages = {s.number: s for s in view.school.stages if s.activity == activity.reference}
    slot = next((s for s in activity.slots if s.weekday == _first_weekday(group, stages)), None)
    if slot is None or not _may_start(view, activity, group):
        return _START
    for number, meeting in enumerate(meetings, 1):
        stage = stages.get(number)
        begins = {s.start for s in activity.slots if s.weekday == _first_weekday(group, stages)}
        if stage is not None and stage.start is not None:
            begins = {stage.start}
        online = activity.online if stage is None or stage.online is None else stage.online
        if meeting.start not in begins or meeting.online != online:
            return _TIME.fill(n=number)
        after = (meeting.day - meetings[0].day).days - _offset(activity, stages, number)
        weeks = after // 7
        if after % 7 or weeks < 0 or (weeks and activity.holidays is Holidays.STRICT):
            return _TIME.fill(n=number)
        if not _may_meet(view, activity, meeting):
            return _HOLIDAY.fill(day=meeting.day.strftime("%d-%m-%Y"))
    return None


def _may_meet(view: ActivityView, activity: Activity, meeting: Meeting) -> bool:
    """Whether days off allow a meeting."""
    off = view.school.calendar.off(meeting.day, meeting.location)
    if activity.holidays is Holidays.INSIDE:
        return off is not None and off.kind is DayOffKind.SCHOOL
    if off is None:
        return True
    return activity.holidays is Holidays.IGNORE and off.kind is not DayOffKind.PUBLIC


def _wrong_to_come(view: ActivityView, activity: Activity, group: ActivityGroup) -> Text | None:
    """The meetings to come of a group that has begun are as planned earlier, or each stands at a
    moment that the activity has for it, in order.
    """
    meetings = group.meetings
    if len(meetings) != activity.meetings:
        return _COUNT
    if meetings[-1].day > view.plan.until:
        return _PERIOD
    planned = {
        (number, m.begins, m.ends)
        for before in view.going_on.values()
        if view.is_same(before, group)
        for number, m in enumerate(before.meetings, 1)
    }
    stages = {s.number: s for s in view.school.stages if s.activity == activity.reference}
    for number, meeting in enumerate(meetings, 1):
        if number > 1:
            before = meetings[number - 2]
            night = _offset(activity, stages, number) > _offset(activity, stages, number - 1)
            if before.ends > meeting.begins or (night and before.day == meeting.day):
                return _TIME.fill(n=number)
        if meeting.day < view.school.start or (number, meeting.begins, meeting.ends) in planned:
            continue
        stage = stages.get(number)
        after = _offset(activity, stages, number) + _offset_of_first(stages)
        moments = {
            (
                (s.weekday + after) % 7,
                s.start if stage is None or stage.start is None else stage.start,
            )
            for s in activity.slots
        }
        if (meeting.day.weekday(), meeting.start) not in moments:
            return _TIME.fill(n=number)
        if not _may_meet(view, activity, meeting):
            return _HOLIDAY.fill(day=meeting.day.strftime("%d-%m-%Y"))
    return None


def _offset(activity: Activity, stages: dict[int, Stage], number: int) -> int:
    def day(n: int) -> int:
        stage = stages.get(n)
        if stage is None or stage.day is None:
            return (n - 1) * activity.interval_days
        return stage.day - 1

    return day(number) - day(1)


def _first_weekday(group: ActivityGroup, stages: dict[int, Stage]) -> int:
    return (group.meetings[0].day.weekday() - _offset_of_first(stages)) % 7


def _offset_of_first(stages: dict[int, Stage]) -> int:
    first = stages.get(1)
    return first.day - 1 if first is not None and first.day is not None else 0


def _may_start(view: ActivityView, activity: Activity, group: ActivityGroup) -> bool:
    """Whether a series may begin then; a day off can have moved the first meeting by weeks."""
    first = group.meetings[0].day.toordinal()
    base = (activity.first_start or view.school.start).toordinal()
    base -= (base - 1) % 7
    starts = {d.toordinal() for d in activity.starts}
    for weeks in range(27):
        day = first - 7 * weeks
        start = date.fromordinal(day)
        if weeks and not _moved_from(view, activity, start, group.meetings[0].location):
            return False
        if starts:
            if day in starts:
                return True
        elif (
            (activity.first_start is None or start >= activity.first_start)
            and (activity.last_start is None or start <= activity.last_start)
            and (not activity.months or start.month in activity.months)
            and (day - (day - 1) % 7 - base) // 7 % activity.every_weeks == 0
        ):
            return True
    return False


def _moved_from(view: ActivityView, activity: Activity, day: date, location: str | None) -> bool:
    """Whether a meeting on this day would have been moved to a later week."""
    off = view.school.calendar.off(day, location)
    if off is None or activity.holidays in (Holidays.STRICT, Holidays.INSIDE):
        return False
    return activity.holidays is Holidays.SHIFT or off.kind is DayOffKind.PUBLIC


# Posting: solver/activities/series.py makes only series of this form.
RULE = ActivityRule(
    name="form",
    title=Text(nl="Vorm en dagen van de bijeenkomsten", en="Form and days of the meetings"),
    sources=("report L8903", "report L16653", "report L18381", "report L20173"),
    violations=violations,
)
