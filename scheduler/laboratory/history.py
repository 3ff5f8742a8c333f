"""An inflow drawn from past registrations, for a school that has no ``inflow.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from models import Audience, Childcare, Learner, Route, School
from models.people import BusyReason
from scheduler.laboratory.inflow import AUDIENCE_BIT, LITERACY_AT, STATUS_AT, YEAR_WEEKS
from scheduler.laboratory.settings import ROUTE_AT, value
from solver.laboratory.world import LEARNER, Array, Period

BLOCK = 4  # weeks that are drawn together, so that busy spells stay busy


@dataclass(frozen=True)
class History:
    """Past registrations drawn again: blocks of weeks for the rhythm, people for who they are.

    ``people`` are a record per registration, ``per_week`` the registrations of each week of the
    past year, both as of ``school.start``.

    ASSUMPTION: those registered during the last year are like those who will come, at the level
    they have now.
    """

    offered: tuple[Route, ...]
    people: Array
    per_week: Array

    @classmethod
    def of(cls, school: School, offered: tuple[Route, ...]) -> History:
        """The registrations of the year before a school's start; all of them if that has none."""
        since = school.start - timedelta(weeks=52)
        recent = [x for x in school.learners if since <= x.registered_on < school.start]
        recent = recent or list(school.learners)
        weeks = np.zeros(52, dtype=np.int64)
        for learner in recent:
            weeks[min(51, max(0, (learner.registered_on - since).days // 7))] += 1
        rows = np.zeros(len(recent), dtype=LEARNER)
        for at, learner in enumerate(recent):
            _fill(rows[at], learner, school)
        return cls(offered, rows, weeks)

    def __repr__(self) -> str:
        return f"History({self.people.tobytes().hex()}, {self.per_week.tolist()})"

    def draw(self, first: date, weeks: int, seed: int, replication: int, pool: bool) -> Array:
        """The learners of one replication; a policy that pools has nobody to pool with."""
        del first, pool
        rng = np.random.default_rng([seed, replication])
        if not len(self.people):
            return self.people
        blocks = weeks // BLOCK + 1
        starts = rng.integers(0, len(self.per_week) - BLOCK + 1, blocks)
        counts = np.concatenate([self.per_week[a : a + BLOCK] for a in starts])[:weeks]
        rows = self.people[rng.integers(0, len(self.people), int(counts.sum()))].copy()
        rows["arrive"] = np.repeat(np.arange(weeks), counts)
        rows["key"] = rng.integers(0, 2**63, len(rows), dtype=np.uint64)
        rows["term_end"] += rows["arrive"]
        soon, late = value("inflow", "life", "care_found_weeks")
        rows["care_from"] = np.where(
            rows["care_from"] > 0, rows["arrive"] + rng.integers(soon, late + 1, len(rows)), 0
        )
        allowed = [ROUTE_AT[r] for r in self.offered]
        return rows[np.isin(rows["route"], allowed)]


def _fill(row: Array, learner: Learner, school: School) -> None:
    """A learner as a record; ``term_end`` and ``care_from`` relative to registration."""
    row["home"], row["status"] = 1, STATUS_AT[learner.status]
    row["route"], row["literacy"] = ROUTE_AT[learner.route], LITERACY_AT[learner.literacy]
    row["level"] = learner.score
    row["learnability"] = max(5, school.learnability(learner))
    row["works"] = learner.work_paid and learner.work_hours > 0
    row["children"] = learner.childcare is not Childcare.NONE
    row["care_from"] = learner.childcare in (Childcare.UNAVAILABLE, Childcare.WAITING)
    row["attendance"] = (
        school.policy.attendance if learner.attendance is None else learner.attendance
    )
    fixed = {Audience.FAMILY_MIGRANTS, Audience.YOUTH, Audience.WOMEN, Audience.MEN}
    row["audience"] = sum(AUDIENCE_BIT[a] for a in school.audiences(learner) & fixed)
    term = round(school.policy.term_years * YEAR_WEEKS)
    begun = learner.term_started_on or learner.registered_on
    row["term_end"] = max(1, term - (learner.registered_on - begun).days // 7)
    for window in school.windows(learner.reference):
        if window.reason is BusyReason.WORK:
            row["work_blocks"] |= _blocked(window.slot.start, window.slot.end)


def _blocked(start: int, end: int) -> int:
    found = 0
    for period, opens, closes in (
        (Period.MORNING, 540, 720), (Period.AFTERNOON, 780, 960), (Period.EVENING, 1050, 1440),
    ):  # fmt: skip
        if min(end, closes) - max(start, opens) >= 60:
            found |= int(period)
    return found
