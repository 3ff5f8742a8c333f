"""The weeks of a simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from models import Calendar
from scheduler.laboratory.settings import value
from solver.laboratory.world import Array

TERM_WEEKS = 156


@dataclass(frozen=True)
class Span:
    """The weeks of a simulation: a warm-up, ``window`` weeks that count, and enough after them
    for the terms of those who registered in the first of its years.
    """

    start: date
    warm_up: int
    window: int

    @classmethod
    def of(cls, start: date, years: int) -> Span:
        """A span whose window begins in the week of ``start``."""
        monday = start - timedelta(days=start.weekday())
        return cls(monday, int(value("careers", "run", "warm_up_weeks")), years * 52)

    @property
    def first(self) -> date:
        """Monday of the first simulated week."""
        return self.start - timedelta(weeks=self.warm_up)

    @property
    def cohort(self) -> int:
        """Weeks of the window whose learners are followed to the end of their term."""
        return min(52, self.window)

    @property
    def weeks(self) -> int:
        """All simulated weeks."""
        return self.warm_up + max(self.window, self.cohort + TERM_WEEKS)

    def monday(self, week: int) -> date:
        """First day of a simulated week."""
        return self.first + timedelta(weeks=week)

    def lesson_weeks(self, calendar: Calendar) -> Array:
        """1 for a week with lessons, 0 for a holiday: by the school's own calendar where its
        holidays are known, else by the weeks that are assumed.
        """
        if calendar.is_known:
            least = int(value("careers", "school", "open_days"))
            mondays = (self.monday(t) for t in range(self.weeks))
            open_days = [calendar.open_weekdays(m, m + timedelta(days=4)) for m in mondays]
            return (np.array(open_days) >= least).astype(np.int64)
        holidays = set(value("careers", "school", "holiday_weeks"))
        numbers = [self.monday(t).isocalendar().week for t in range(self.weeks)]
        return np.array([n not in holidays for n in numbers], dtype=np.int64)
