"""The dated series of meetings an activity can have: its form laid on the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models import Slot
from models.activities import Activity, Holidays, Stage
from models.activity_plan import Meeting
from models.calendar import Calendar, days, monday_of
from models.daysoff import DayOff, DayOffKind

Minutes = npt.NDArray[np.int64]
_WEEK = timedelta(weeks=1)
_MOST_SHIFTS = 26  # weeks one meeting may wait for an open day


@dataclass(frozen=True)
class SeriesSet:
    """All series of one activity, in order of their first meeting; each has as many meetings.

    The arrays have a row per series and a column per meeting. Meetings before ``first`` have been
    held: a series that has begun is that of a group which goes on.
    """

    series: tuple[tuple[Meeting, ...], ...]
    first: date = date.min

    def going_on(self, rows: Iterable[tuple[Meeting, ...]], first: date) -> SeriesSet:
        """These series and those of groups that have begun before the period's first day."""
        series = {tuple(m.begins for m in row): row for row in (*self.series, *rows)}
        return SeriesSet(tuple(series[begins] for begins in sorted(series)), first)

    def coming(self, series: int) -> list[Meeting]:
        """Meetings of a series that are still to come."""
        return [m for m in self.series[series] if m.day >= self.first]

    def starts_held(self, series: int) -> tuple[int, ...]:
        """Starts of the meetings of a series that have been held."""
        return tuple(m.begins for m in self.series[series] if m.day < self.first)

    @cached_property
    def held(self) -> npt.NDArray[np.bool_]:
        """Whether each meeting has been held."""
        found: npt.NDArray[np.bool_] = self.days < self.first.toordinal()
        return found

    @cached_property
    def begun(self) -> npt.NDArray[np.bool_]:
        """Whether each series has begun."""
        found: npt.NDArray[np.bool_] = np.any(self.held, axis=1)
        return found

    def __len__(self) -> int:
        return len(self.series)

    def _array(self, values: list[list[int]]) -> Minutes:
        width = len(self.series[0]) if self.series else 0
        return np.array(values, dtype=np.int64).reshape(len(self.series), width)

    @cached_property
    def begins(self) -> Minutes:
        """Start of every meeting, in minutes of local time."""
        return self._array([[m.begins for m in row] for row in self.series])

    @cached_property
    def ends(self) -> Minutes:
        """End of every meeting."""
        return self._array([[m.ends for m in row] for row in self.series])

    @cached_property
    def days(self) -> Minutes:
        """Day of every meeting, as an ordinal."""
        return self._array([[m.day.toordinal() for m in row] for row in self.series])

    @cached_property
    def minutes(self) -> Minutes:
        """Minutes of the meetings to come of a series (one value per series)."""
        total: Minutes = ((self.ends - self.begins) * ~self.held).sum(axis=1)
        return total

    @cached_property
    def places(self) -> tuple[str | None, ...]:
        """Where the meetings are, column by column (the same in every series)."""
        return tuple(m.location for m in self.series[0]) if self.series else ()


def series_of(
    activity: Activity, stages: Sequence[Stage], calendar: Calendar, first: date, last: date
) -> SeriesSet:
    """Every series that fits between two days (both included), without doubles."""
    own = {s.number: s for s in stages if s.activity == activity.reference}
    found: dict[tuple[tuple[date, int, int], ...], tuple[Meeting, ...]] = {}
    for day in _start_days(activity, first, last):
        for slot in sorted(activity.slots):
            if slot.weekday == day.weekday():
                numbers = range(1, (activity.meetings or 1) + 1)
                meetings = dated(activity, own, calendar, day, slot, numbers)
                if meetings is not None and meetings[-1].day <= last:
                    found.setdefault(tuple((m.day, m.start, m.end) for m in meetings), meetings)
    return SeriesSet(tuple(sorted(found.values(), key=lambda ms: [m.begins for m in ms])))


def _start_days(activity: Activity, first: date, last: date) -> Iterator[date]:
    if activity.starts:
        yield from sorted({d for d in activity.starts if first <= d <= last})
        return
    begin = max(first, activity.first_start or first)
    base = monday_of(activity.first_start or first)
    for day in days(begin, min(last, activity.last_start or last)):
        weeks = (monday_of(day) - base) // _WEEK
        if weeks % activity.every_weeks == 0 and day.month in (activity.months or (day.month,)):
            yield day


def offset(activity: Activity, own: Mapping[int, Stage], number: int) -> int:
    """Days from the first day of a series to a meeting, days off aside."""
    stage = own.get(number)
    if stage is not None and stage.day is not None:
        return stage.day - 1
    return (number - 1) * activity.interval_days


def dated(
    activity: Activity,
    own: Mapping[int, Stage],
    calendar: Calendar,
    start: date,
    slot: Slot,
    numbers: range,
) -> tuple[Meeting, ...] | None:
    """These meetings of one series, the first of them planned on ``start`` (but for a day of its
    own in the sheet of stages); ``None`` when days off make it impossible.
    """
    found = []
    shift = timedelta()
    holiday: DayOff | None = None
    # A first meeting with a day of its own counts from the series' start.
    base = offset(activity, own, numbers[0]) if numbers[0] > 1 else 0
    for number in numbers:
        stage = own.get(number)
        at = offset(activity, own, number) - base
        begins = slot.start if stage is None or stage.start is None else stage.start
        lasts = slot.minutes if stage is None or stage.minutes is None else stage.minutes
        online = activity.online if stage is None or stage.online is None else stage.online
        place = (stage.location if stage is not None else None) or activity.location
        where = None if online else place
        day = start + timedelta(days=at) + shift
        if activity.holidays is Holidays.INSIDE:
            off = calendar.off(day, where)
            if off is None or off.kind is not DayOffKind.SCHOOL:
                return None
            if holiday is not None and off.first != holiday.first:
                return None
            holiday = off
        waited = 0
        while _closed(activity, calendar, day, where):
            waited += 1
            if activity.holidays is Holidays.STRICT or waited > _MOST_SHIFTS:
                return None
            shift += _WEEK
            day += _WEEK
        if begins + lasts > 1440:
            return None
        content = stage.content if stage is not None else None
        found.append(
            Meeting(
                day=day,
                start=begins,
                end=begins + lasts,
                number=number,
                content=content,
                online=online,
                location=where,
            )
        )
    ordered = all(a.ends <= b.begins for a, b in pairwise(found))
    return tuple(found) if ordered else None


def _closed(activity: Activity, calendar: Calendar, day: date, where: str | None) -> bool:
    off = calendar.off(day, where)
    if off is None:
        return False
    if activity.holidays in (Holidays.INSIDE, Holidays.IGNORE):
        return off.kind is DayOffKind.PUBLIC
    return True
