"""An inflow drawn from past registrations, for a school that has no ``inflow.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from math import ceil

import numpy as np

from models import Audience, Childcare, Gender, Learner, Route, School, Slot, Status
from models.inflow_table import Joins
from models.intake_tables import Registration
from models.people import BusyReason
from scheduler.laboratory.inflow import (
    AUDIENCE_BIT,
    LITERACY_AT,
    NEED_AT,
    STATUS_AT,
    YEAR_WEEKS,
    household_code,
    periods,
)
from scheduler.laboratory.settings import ROUTE_AT, value
from solver.laboratory.world import LEARNER, NOWHERE, Array, spouses_of

OWN_CHANCE = 1 << 20  # no stream of an inflow has this number: its chance is another one
BLOCK = 4  # weeks that are drawn together, so that busy spells stay busy


@dataclass(frozen=True)
class History:
    """Past registrations drawn again: blocks of weeks for the rhythm, people for who they are.

    ``people`` are a record per registration, ``per_week`` the registrations of each week they
    span, ``languages`` those spoken, in the order of their numbers from 1 on. Of somebody with a
    spouse on the list the spouse is drawn too, as the next registration of somebody with one.

    ``name`` is the neighbouring municipality they are from, empty for the own; ``pooled`` when
    they join only under a policy that pools. ``stream`` keeps the chance of neighbours apart.

    ASSUMPTION: those who registered are like those who will come. Without a list of
    registrations the school's own learners of the past year stand in, at the level of now.
    """

    offered: tuple[Route, ...]
    people: Array
    per_week: Array
    languages: tuple[str, ...] = ()
    name: str = ""
    pooled: bool = False
    stream: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, school: School, offered: tuple[Route, ...]) -> History:
        """The own municipality's part of the school's list of registrations; without a list, the
        learners who registered in the year before its start (all of them if there were none).
        """
        if school.registrations:
            own = [r for r in school.registrations if r.joining(school.home) is Joins.OWN]
            return cls._of(school, offered, own, *_weeks(school.registrations))
        since = school.start - timedelta(weeks=52)
        recent = [x for x in school.learners if since <= x.registered_on < school.start]
        rows = [Registration.of(x, _shifts(school, x)) for x in recent or school.learners]
        return cls._of(school, offered, rows, since, 52)

    @classmethod
    def of_neighbours(cls, school: School, offered: tuple[Route, ...]) -> tuple[History, ...]:
        """Those on the school's list of registrations who are from elsewhere, by municipality
        and when they join, over the weeks that the whole list spans.
        """
        grouped: dict[tuple[str, Joins], list[Registration]] = {}
        for row in school.registrations:
            joins = row.joining(school.home)
            if joins is not Joins.OWN:
                grouped.setdefault((row.municipality or "", joins), []).append(row)
        found = []
        for at, ((name, joins), rows) in enumerate(sorted(grouped.items()), start=1):
            past = cls._of(school, offered, rows, *_weeks(school.registrations))
            past.people["home"] = 0
            found.append(replace(past, name=name, pooled=joins is Joins.POOL, stream=(0, at)))
        return tuple(found)

    @classmethod
    def _of(
        cls, school: School, offered: tuple[Route, ...], past: Sequence[Registration],
        since: date, weeks: int,
    ) -> History:  # fmt: skip
        per_week = np.zeros(weeks, dtype=np.int64)
        rows = np.zeros(len(past), dtype=LEARNER)
        for at, one in enumerate(past):
            per_week[min(weeks - 1, max(0, (one.registered_on - since).days // 7))] += 1
            _fill(rows[at], one, school)
        spoken = tuple(sorted({x.mother_tongue for x in past if x.mother_tongue}))
        number = {name: at for at, name in enumerate(spoken, start=1)}
        rows["language"] = [number.get(x.mother_tongue or "", 0) for x in past]
        _pair(rows, past, school)
        return cls(offered, rows, per_week, spoken)

    @cached_property
    def spouses(self) -> Array:
        """The place of everybody's spouse on the list, NOWHERE without one."""
        return spouses_of(self.people["household"])

    @property
    def per_year(self) -> dict[Status, float]:
        """Registrations a year by status."""
        years = len(self.per_week) / YEAR_WEEKS
        return {
            status: float((self.people["status"] == at).sum()) / years
            for status, at in STATUS_AT.items()
        }

    def __repr__(self) -> str:
        told = (
            self.people.tobytes().hex(), self.per_week.tolist(), self.languages, self.name,
            self.pooled,
        )  # fmt: skip
        return f"History{told}"

    def draw(self, first: date, weeks: int, seed: int, replication: int, pool: bool) -> Array:
        """The learners of one replication; nobody when they join a pool only and there is none."""
        del first
        if not len(self.people) or (self.pooled and not pool):
            return self.people[:0]
        rng = np.random.default_rng([seed, replication, OWN_CHANCE, *self.stream])
        blocks = weeks // BLOCK + 1
        starts = rng.integers(0, len(self.per_week) - BLOCK + 1, blocks)
        counts = np.concatenate([self.per_week[a : a + BLOCK] for a in starts])[:weeks]
        who = rng.integers(0, len(self.people), int(counts.sum()))
        with_spouse = np.flatnonzero(self.spouses[who] != NOWHERE)
        one, other = with_spouse[: len(with_spouse) // 2 * 2].reshape(-1, 2).T
        who[other] = self.spouses[who[one]]
        rows = self.people[who].copy()
        rows["arrive"] = np.repeat(np.arange(weeks), counts)
        rows["key"] = rng.integers(0, 2**63, len(rows), dtype=np.uint64)
        rows["household"] = 0
        rows["household"][one] = rows["household"][other] = household_code(rows["key"][one])
        rows["term_end"] += rows["arrive"]
        soon, late = value("inflow", "life", "care_found_weeks")
        rows["care_from"] = np.where(
            rows["care_from"] > 0, rows["arrive"] + rng.integers(soon, late + 1, len(rows)), 0
        )
        allowed = [ROUTE_AT[r] for r in self.offered]
        return rows[np.isin(rows["route"], allowed)]


def _weeks(rows: Sequence[Registration]) -> tuple[date, int]:
    """The first day that a list of registrations stands for and the weeks it spans: before the
    first and after the last one as long as there is between two on average.
    """
    first, last = min(r.registered_on for r in rows), max(r.registered_on for r in rows)
    gap = (last - first).days / max(1, len(rows) - 1)
    return first - timedelta(days=round(gap / 2)), max(BLOCK, ceil(((last - first).days + gap) / 7))


def _shifts(school: School, learner: Learner) -> tuple[Slot, ...]:
    return tuple(w.slot for w in school.windows(learner.reference) if w.reason is BusyReason.WORK)


def _fill(row: Array, one: Registration, school: School) -> None:
    """A registration as a record; ``term_end`` and ``care_from`` relative to it."""
    policy = school.policy
    row["home"], row["status"] = 1, STATUS_AT[one.status]
    row["route"], row["literacy"] = ROUTE_AT[one.route], LITERACY_AT[one.literacy]
    row["level"] = one.level.score
    row["age"] = one.registered_on.year - one.birth_year if one.birth_year else 0
    learn = one.learnability
    row["learnability"] = max(5, policy.typical_learnability(one.pace) if learn is None else learn)
    row["works"] = one.work_paid
    row["children"] = one.childcare is not Childcare.NONE
    row["care_from"] = one.childcare in (Childcare.UNAVAILABLE, Childcare.WAITING)
    row["attendance"] = policy.attendance if one.attendance is None else one.attendance
    row["audience"] = sum(AUDIENCE_BIT[a] for a in _groups(one, policy.youth_age))
    term = round(policy.term_years * YEAR_WEEKS)
    begun = one.term_started_on or one.registered_on
    row["term_end"] = max(1, term - (one.registered_on - begun).days // 7)
    for slot in one.work_slots:
        row["work_blocks"] |= periods(slot.start, slot.end)


def _pair(rows: Array, past: Sequence[Registration], school: School) -> None:
    """Number the households of which two are on the list, and what they need of each other."""
    homes: dict[str, list[int]] = {}
    for at, one in enumerate(past):
        if one.household:
            homes.setdefault(one.household, []).append(at)
    for number, (code, places) in enumerate(homes.items(), start=1):
        if len(places) > 1:
            need, hard = school.need_of(code)
            for at in places[:2]:
                rows[at]["household"], rows[at]["need"] = number, NEED_AT[need]
                rows[at]["hard"] = hard


def _groups(one: Registration, youth_age: int) -> set[Audience]:
    """Groups that somebody stays in."""
    found = {Audience.FAMILY_MIGRANTS} if one.status is Status.FAMILY else set()
    if one.birth_year and one.registered_on.year - one.birth_year < youth_age:
        found.add(Audience.YOUTH)
    if one.gender in (Gender.FEMALE, Gender.MALE):
        found.add(Audience.WOMEN if one.gender is Gender.FEMALE else Audience.MEN)
    return found
