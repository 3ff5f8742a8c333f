"""One learner beside one activity: the facts that the posting side of the rules works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from models import BusyWindow, Learner, School
from models.activities import Activity, ActivityRecord
from models.activity_plan import Lesson
from solver.activities.series import SeriesSet

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Diary:
    """The dated lessons of one learner as arrays, in order of time."""

    lessons: Sequence[Lesson]

    @cached_property
    def begins(self) -> Ints:
        """Start of every lesson in minutes of local time."""
        return np.array([x.begins for x in self.lessons], dtype=np.int64)

    @cached_property
    def ends(self) -> Ints:
        """End of every lesson."""
        return np.array([x.ends for x in self.lessons], dtype=np.int64)

    @cached_property
    def weeks(self) -> Ints:
        """Monday-based week number of every lesson."""
        return (self.begins // 1440 - 1) // 7


@dataclass(frozen=True)
class Pair:
    """A learner and an activity, with everything that bears on the learner's choice of series.

    ``spouse`` holds the diaries of others in the household, ``before`` the meetings that the
    learner has in an earlier plan (start minutes), ``held`` those of them that have been held in
    a group that goes on (none: no such group), ``released`` whether the learner cannot go on in it
    whatever its dates, ``until`` the last day of the horizon.
    """

    school: School
    learner: Learner
    activity: Activity
    record: ActivityRecord | None
    series: SeriesSet
    diary: Diary
    windows: Sequence[BusyWindow]
    spouses: Sequence[Diary]
    before: tuple[int, ...] | None
    held: tuple[int, ...]
    released: bool
    until: date

    @property
    def all(self) -> npt.NDArray[np.bool_]:
        """Every series allowed."""
        return np.ones(len(self.series), dtype=np.bool_)

    @cached_property
    def mine(self) -> npt.NDArray[np.bool_]:
        """The series that have begun with this learner in them, however they go on."""
        count = len(self.held)
        if not count or not len(self.series):
            return self.none
        same: npt.NDArray[np.bool_] = (self.series.begins[:, :count] == self.held).all(axis=1)
        found: npt.NDArray[np.bool_] = same & (self.series.held.sum(axis=1) == count)
        return found

    @property
    def none(self) -> npt.NDArray[np.bool_]:
        """No series allowed."""
        return np.zeros(len(self.series), dtype=np.bool_)

    @property
    def nothing(self) -> Ints:
        """No costs."""
        return np.zeros(len(self.series), dtype=np.int64)

    @cached_property
    def gaps(self) -> dict[str | None, Ints]:
        """Travel minutes from every lesson to each place of the meetings."""
        return {
            place: np.array(
                [self.school.way_between(x.location, place) for x in self.diary.lessons],
                dtype=np.int64,
            )
            for place in set(self.series.places)
        }

    @cached_property
    def in_lesson(self) -> npt.NDArray[np.bool_]:
        """Whether each meeting clashes with a lesson, travel counted.

        Lessons are in order and do not overlap. Widened by travel they may, where it differs;
        the running maximum and minimum keep the search sound: a meeting clashes with some lesson
        exactly when the first that ends too late comes no later than the last that begins too
        early.
        """
        found = np.zeros(self.series.begins.shape, dtype=np.bool_)
        if not self.diary.lessons:
            return found
        for column, place in enumerate(self.series.places):
            gap = self.gaps[place]
            ends = np.maximum.accumulate(self.diary.ends + gap)
            begins = np.minimum.accumulate((self.diary.begins - gap)[::-1])[::-1]
            first = np.searchsorted(ends, self.series.begins[:, column], side="right")
            past = np.searchsorted(begins, self.series.ends[:, column], side="left")
            found[:, column] = past > first
        return found

    def touched(self, hard: bool) -> npt.NDArray[np.bool_]:
        """Whether each meeting touches a hard (or soft) busy window, travel counted."""
        found = np.zeros(self.series.begins.shape, dtype=np.bool_)
        weekday = (self.series.days - 1) % 7
        start = self.series.begins - self.series.days * 1440
        end = self.series.ends - self.series.days * 1440
        for window in self.windows:
            if self._is_hard(window) != hard:
                continue
            low = window.valid_from.toordinal() if window.valid_from else 0
            high = window.valid_until.toordinal() if window.valid_until else 10**7
            for column, place in enumerate(self.series.places):
                way = 0
                if place is not None:
                    area = window.area or self.learner.home_area
                    way = self.school.travel_minutes(area, self.school.location[place].area)
                found[:, column] |= (
                    (weekday[:, column] == window.slot.weekday)
                    & (start[:, column] < window.slot.end + way)
                    & (end[:, column] + way > window.slot.start)
                    & (self.series.days[:, column] >= low)
                    & (self.series.days[:, column] <= high)
                )
        return found & ~self.series.held

    def _is_hard(self, window: BusyWindow) -> bool:
        if self.activity.over_work and window.reason.value == "work":
            return False
        return self.school.is_hard(window)
