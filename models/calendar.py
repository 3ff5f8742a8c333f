"""Dated weeks: which days have lessons, and a weekly pattern as dated sessions.

Times are wall-clock times in Europe/Amsterdam (:data:`ZONE`): a lesson at 09:00 is at 09:00 on
both sides of a change of the clock. Days are :class:`datetime.date`, minutes count from
midnight.

    calendar = school.calendar
    calendar.off(date(2026, 12, 25))                 # DayOff(… "Eerste kerstdag" …)
    calendar.sessions(slots, date(2026, 9, 7), weeks=18)

Beyond the published school holidays days off are estimates; :meth:`Calendar.notices` says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import ceil
from zoneinfo import ZoneInfo

from models.daysoff import (
    Closing,
    DayOff,
    Region,
    public_holidays,
    published,
    school_holiday,
)
from models.text import Text
from models.times import Slot

ZONE = ZoneInfo("Europe/Amsterdam")
WEEK = timedelta(weeks=1)
LONGEST = timedelta(weeks=520)
"""No series of sessions goes on for more than ten years, however often it is shifted."""


class HolidayRule(StrEnum):
    """What becomes of lessons on days off.

    SHIFT: the course ends later, until it has had all its lesson weeks (or hours). A week in
    which at least one lesson was given counts as one. DROP: the course ends on the day it
    would have ended without days off, and those lessons are lost.
    """

    SHIFT = "shift"
    DROP = "drop"


@dataclass(frozen=True, slots=True, order=True)
class DatedSlot:
    """One session on a date.

    ``index`` is the place of its slot in the weekly pattern. ``minutes`` count for the
    course; they are fewer than the slot's in a last session that completes the total hours.
    """

    day: date
    slot: Slot
    index: int
    minutes: int

    @property
    def begins(self) -> datetime:
        """Start in local time, with time zone."""
        return moment(self.day, self.slot.start)

    @property
    def ends(self) -> datetime:
        """End in local time, with time zone."""
        return moment(self.day, self.slot.end)

    @property
    def hours(self) -> float:
        """Hours that count for the course."""
        return self.minutes / 60

    def overlaps(self, other: DatedSlot) -> bool:
        """Whether somebody cannot be at both (travel left aside)."""
        return self.day == other.day and self.slot.overlaps(other.slot)


def moment(day: date, minute: int) -> datetime:
    """A local wall-clock time; minute 1440 is the next midnight."""
    midnight = datetime.combine(day + timedelta(days=minute // 1440), time(), ZONE)
    return midnight.replace(hour=minute // 60 % 24, minute=minute % 60)


def monday_of(day: date) -> date:
    """The Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def week_name(day: date) -> str:
    """The ISO week of a day: "2026-W53". The first days of January may belong to the last
    week of the year before.
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


class Calendar:
    """The days on which a school gives lessons.

    Args:
        region: whose school holidays count, if ``follows`` is true.
        follows: whether there are no lessons in school holidays (Tholen, report L17639).
        closings: the school's own days without lessons.
        good_friday, liberation_day: whether the school closes on these days.
        average_weeks: lesson weeks a year assumed where the region is unknown.
    """

    def __init__(
        self,
        region: Region = Region.UNKNOWN,
        *,
        follows: bool = True,
        closings: Sequence[Closing] = (),
        good_friday: bool = True,
        liberation_day: bool = True,
        average_weeks: float = 52,
    ) -> None:
        self.region, self.follows = region, follows
        self._closings = tuple(c.day_off() for c in closings)
        self._fridays = good_friday, liberation_day
        self._average = average_weeks
        self._years: dict[int, list[date]] = {}
        self._off: dict[tuple[date, str | None], DayOff | None] = {}

    @property
    def is_known(self) -> bool:
        """Whether the school told which school holidays it keeps, or that it keeps none."""
        return not self.follows or self.region is not Region.UNKNOWN

    @property
    def share(self) -> float:
        """Share of the sessions on open days that take place: 1, or where the school
        holidays are unknown the average lesson weeks of a year over 52.
        """
        return 1.0 if self.is_known else min(1.0, self._average / 52)

    # -- days -------------------------------------------------------------------------------

    def off(self, day: date, location: str | None = None) -> DayOff | None:
        """Why there are no lessons on a day (at a location; ``None``: online), if so.

        A public holiday goes before the school's closing, that before a school holiday.
        """
        asked = day, location
        if asked not in self._off:
            self._off[asked] = self._why(day, location)
        return self._off[asked]

    def _why(self, day: date, location: str | None) -> DayOff | None:
        public = public_holidays(day.year, *self._fridays).get(day)
        if public is not None:
            return public
        for closing in self._closings:
            if day in closing and closing.location in (None, location):
                return closing
        return school_holiday(self.region, day) if self.follows else None

    def is_open(self, day: date, location: str | None = None) -> bool:
        """Whether there can be lessons on a day."""
        return self.off(day, location) is None

    def days_off(self, first: date, last: date, location: str | None = None) -> list[DayOff]:
        """Days off that touch ``first`` to ``last``, in order, each stretch once."""
        found: dict[tuple[date, str], DayOff] = {}
        for day in days(first, last):
            off = self.off(day, location)
            if off is not None:
                found.setdefault((off.first, off.name.nl), off)
        return sorted(found.values(), key=lambda off: (off.first, off.last))

    def open_weekdays(self, first: date, last: date) -> int:
        """Number of days from Monday to Friday on which there can be lessons (no location)."""
        total = 0
        for year in range(first.year, last.year + 1):
            known = self._open_in(year)
            total += max(0, bisect_right(known, last) - bisect_left(known, first))
        return total

    def _open_in(self, year: int) -> list[date]:
        if year not in self._years:
            whole = days(date(year, 1, 1), date(year, 12, 31))
            self._years[year] = [d for d in whole if d.weekday() < 5 and self.is_open(d)]
        return self._years[year]

    def lesson_weeks(self, first: date, last: date) -> float:
        """Weeks of lessons from ``first`` to ``last``: open weekdays over 5; where the school
        holidays are unknown, weeks thinned by :attr:`share`. 0 when ``last < first``.
        """
        if last < first:
            return 0.0
        if not self.is_known:
            return ((last - first).days + 1) / 7 * self.share
        return self.open_weekdays(first, last) / 5

    # -- sessions ---------------------------------------------------------------------------

    def sessions(
        self,
        pattern: Sequence[Slot],
        start: date,
        *,
        locations: Sequence[str | None] | None = None,
        weeks: int | None = None,
        hours: float | None = None,
        rule: HolidayRule = HolidayRule.SHIFT,
        until: date | None = None,
    ) -> tuple[DatedSlot, ...]:
        """A weekly pattern as dated sessions, in order of time.

        Args:
            pattern: slots of the week; ``locations`` (same length) says where each one is.
            start: first day on which there may be a session. Weeks are counted from it.
            weeks: lesson weeks of the course. hours: its total hours. The first of the two
                to be reached ends it; with neither it goes on until ``until``.
            rule: whether days off shift the end (see :class:`HolidayRule`).
            until: last day to look at, whatever the course would still have.

        Raises:
            ValueError: when nothing bounds the course.
        """
        if weeks is None and hours is None and until is None:
            raise ValueError("a course needs weeks, hours or an end")
        weekly = sum(slot.minutes for slot in pattern)
        if not weekly:
            return ()
        last = start + LONGEST
        if rule is HolidayRule.DROP and (weeks is not None or hours is not None):
            nominal = [] if weeks is None else [weeks]
            nominal += [] if hours is None else [ceil(hours * 60 / weekly)]
            last = min(last, start + min(nominal) * WEEK - timedelta(days=1))
        if until is not None:
            last = min(last, until)
        most_weeks = weeks if rule is HolidayRule.SHIFT else None
        minutes = None if hours is None else round(hours * 60)
        return tuple(self._held(pattern, start, last, locations, most_weeks, minutes))

    def _held(
        self,
        pattern: Sequence[Slot],
        start: date,
        last: date,
        locations: Sequence[str | None] | None,
        weeks: int | None,
        minutes: int | None,
    ) -> Iterator[DatedSlot]:
        """Sessions of week after week until the lesson weeks or the minutes are used up."""
        places = locations or [None] * len(pattern)
        first = start.weekday()
        # From any first day of a week the sessions come in the same order, week after week.
        order = sorted(((s.weekday - first) % 7, s, index) for index, s in enumerate(pattern))
        held, left = 0, minutes
        week = start
        while week <= last and (weeks is None or held < weeks):
            given = False
            for ahead, slot, index in order:
                day = week + timedelta(days=ahead)
                if day > last or not self.is_open(day, places[index]):
                    continue
                given = True
                counted = slot.minutes
                if left is not None:
                    if left <= 0:
                        return
                    counted = min(left, counted)
                    left -= counted
                yield DatedSlot(day, slot, index, counted)
            held += given
            week += WEEK

    # -- what the reader must know ------------------------------------------------------------

    def notices(self, first: date, last: date) -> list[tuple[str, Text]]:
        """What is uncertain about the days off between two dates, as (code, text)."""
        if not self.follows:
            return []
        if self.region is Region.UNKNOWN:
            return [("holiday_region_unknown", _NO_REGION.fill(weeks=f"{self._average:g}"))]
        start, end = published()
        if first >= start and last <= end:
            return []
        return [("school_holidays_estimated", _ESTIMATED.fill(a=_shown(start), b=_shown(end)))]


def days(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def first_on(start: date, weekday: int) -> date:
    """The first date on or after ``start`` that falls on ``weekday`` (0 = Monday)."""
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def _shown(day: date) -> str:
    return day.strftime("%d-%m-%Y")


_ESTIMATED = Text(
    nl="De schoolvakanties zijn vastgesteld van {a} tot en met {b}. Daarbuiten is gerekend met "
    "een schatting: dezelfde weken als in het dichtstbijzijnde bekende schooljaar.",
    en="The school holidays have been laid down from {a} until {b}. Outside that period an "
    "estimate is used: the same weeks as in the nearest school year that is known.",
)
_NO_REGION = Text(
    nl="De vakantieregio is niet ingevuld. Daarom is gerekend met gemiddeld {weeks} lesweken per "
    "jaar. Vul op het blad Beleid de regel 'vakantieregio' in (noord, midden of zuid).",
    en="The holiday region was not filled in. An average of {weeks} lesson weeks a year is used "
    "instead. Enter the rule 'holiday region' on the sheet Policy (north, middle or south).",
)
