"""Who registers: streams of arrivals per municipality and status, and the people in them.

A week's registrations are a Poisson number whose mean follows the season and a busy or quiet
spell (a gamma factor that lasts some weeks); the people are drawn from the same population
description as ``instroom generate`` (``population.toml`` with the scenario's own values).
Every stream of every replication has a generator of its own, so that one more municipality in
a pool changes nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from models import (
    Audience,
    Childcare,
    HouseholdNeed,
    Level,
    Literacy,
    Pace,
    Route,
    School,
    Status,
)
from models.levels import LEVEL_SCORES
from models.policy import Precedence
from scheduler.generate.scenario import PopulationSpec
from scheduler.laboratory.settings import ROUTE_AT, value
from solver.laboratory.world import LEARNER, Array, Period

MONTH_WEEKS = 365.25 / 12 / 7
YEAR_WEEKS = 365.25 / 7
STATUS_AT = {x: at for at, x in enumerate(Status)}
LITERACY_AT = {x: at for at, x in enumerate(Literacy)}
NEED_AT = {x: at for at, x in enumerate(HouseholdNeed)}
AUDIENCE_BIT = {x: 1 << at for at, x in enumerate(Audience)}
NOON, EVENING, DAY = 12 * 60, 17 * 60 + 30, 24 * 60


PerYear = dict[Status, float]
"""Registrations a year by status."""


@dataclass(frozen=True)
class Stream:
    """Registrations of one status from one place: how many a year, and for which routes."""

    name: str
    status: Status
    per_year: float
    routes: tuple[Route, ...]
    home: bool = True
    pooled: bool = False


@dataclass(frozen=True)
class Inflow:
    """Everything that decides who registers at a school.

    ``first`` is the Monday of the first simulated week; ``offered`` the routes the school has
    classes for, whose learners alone register.
    """

    school: School
    population: PopulationSpec
    streams: tuple[Stream, ...]
    offered: tuple[Route, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages people speak, in the order of their numbers from 1 on."""
        return tuple(self.population.languages)

    @cached_property
    def paces(self) -> Array:
        """The place in ``Pace`` of every learnability from 0 to 100."""
        pace_of = self.school.policy.pace_of
        return np.array([list(Pace).index(pace_of(x)) for x in range(101)])

    def draw(self, first: date, weeks: int, seed: int, replication: int, pool: bool) -> Array:
        """The learners of one replication by week of registration (records ``LEARNER``)."""
        parts = [
            self._stream(stream, first, weeks, np.random.default_rng([seed, replication, at]))
            for at, stream in enumerate(self.streams)
            if pool or not stream.pooled
        ]
        rows = np.concatenate(parts) if parts else np.zeros(0, dtype=LEARNER)
        return rows[np.argsort(rows["arrive"], kind="stable")]

    def _stream(self, stream: Stream, first: date, weeks: int, rng: np.random.Generator) -> Array:
        counts = rng.poisson(_means(stream.per_year, first, weeks, rng))
        rows = np.zeros(int(counts.sum()), dtype=LEARNER)
        rows["arrive"] = np.repeat(np.arange(weeks), counts)
        rows["key"] = rng.integers(0, 2**63, len(rows), dtype=np.uint64)
        rows["home"], rows["status"] = stream.home, STATUS_AT[stream.status]
        _People(self, stream, rng, rows).fill()
        allowed = [ROUTE_AT[r] for r in stream.routes if r in self.offered]
        return rows[np.isin(rows["route"], allowed)]


def _means(per_year: float, first: date, weeks: int, rng: np.random.Generator) -> Array:
    """Expected registrations per week: season times a gamma-distributed spell."""
    months = value("inflow", "rhythm", "months")
    season = np.array(months)[_month_of(first, weeks)]
    weekly = per_year / YEAR_WEEKS
    spell = int(value("inflow", "rhythm", "batch_weeks"))
    excess = float(value("inflow", "rhythm", "burst")) - 1
    shape = max(weekly, 1e-9) / excess  # variance of a Poisson number with this mean: burst
    spells = rng.gamma(shape, 1 / shape, weeks // spell + 1)
    means: Array = weekly * season / np.mean(months) * np.repeat(spells, spell)[:weeks]
    return means


@lru_cache(maxsize=8)
def _month_of(first: date, weeks: int) -> Array:
    """The month (0 to 11) of every week's Monday."""
    return np.array([(first + timedelta(weeks=t)).month - 1 for t in range(weeks)])


class _People:
    """Fills the records of one stream."""

    def __init__(
        self, inflow: Inflow, stream: Stream, rng: np.random.Generator, rows: Array
    ) -> None:
        self.school, self.spec, self.paces = inflow.school, inflow.population, inflow.paces
        self.stream, self.rng, self.rows = stream, rng, rows
        self.n = len(rows)

    def fill(self) -> None:
        """Everything but the week of registration."""
        rows, spec, rng = self.rows, self.spec, self.rng
        learn = np.rint(rng.normal(spec.learnability_mean, spec.learnability_spread, self.n))
        rows["learnability"] = np.clip(learn, 5, 100)
        rows["literacy"] = self._pick({LITERACY_AT[k]: v for k, v in spec.literacy.items()})
        rows["route"] = self._readable(self._routes())
        rows["level"] = self._levels()
        rows["attendance"] = rng.uniform(*spec.attendance, self.n)
        rows["works"] = rng.random(self.n) < spec.paid_work
        rows["work_blocks"] = self._shifts()
        self._children()
        self._groups()
        before = rng.integers(spec.term_months_before[0], spec.term_months_before[1] + 1, self.n)
        term = round(self.school.policy.term_years * YEAR_WEEKS)
        rows["term_end"] = rows["arrive"] + term - np.rint(before * MONTH_WEEKS).astype(np.int64)
        self._languages(*self._couples())

    def _pick(self, shares: dict[Any, float]) -> Array:
        weights = np.array(list(shares.values()), dtype=float)
        return self.rng.choice(
            np.array(list(shares), dtype=np.int64), self.n, p=weights / weights.sum()
        )

    def _routes(self) -> Array:
        """Route by status, with slow learners more often in Z and fast ones in Education."""
        status = "family" if self.stream.status is Status.FAMILY else "asylum"
        base = value("inflow", "routes", status)
        names = [route.value for route in Route]
        table = np.zeros((2, len(Pace), len(names)))  # by reading, pace and route
        for at, name in enumerate(names):
            for of, pace in enumerate(Pace):
                factor = value("inflow", "routes", pace.value).get(name, 1.0)
                table[:, of, at] = base.get(name, 0.0) * factor
            table[1, :, at] *= value("inflow", "routes", "unread").get(name, 1.0)
        unread = self.rows["literacy"] == LITERACY_AT[Literacy.NONE]
        weights = table[unread.astype(int), self.paces[self.rows["learnability"]]]
        upto = np.cumsum(weights, axis=1)
        point = self.rng.random(self.n) * upto[:, -1]
        routes: Array = np.minimum((upto < point[:, None]).sum(axis=1), len(names) - 1)
        return routes

    def _readable(self, routes: Array) -> Array:
        """Routes whose classes take those who cannot read yet; Z where a route has none.

        ASSUMPTION, after Tholen: who cannot read yet learns it in the Z class (report L17989).
        """
        taken = {
            ROUTE_AT[route]
            for offering in self.school.offerings
            if not offering.literacies or Literacy.NONE in offering.literacies
            for route in offering.routes
            if not offering.audience
        }
        unread = self.rows["literacy"] == LITERACY_AT[Literacy.NONE]
        if ROUTE_AT[Route.Z] not in taken:
            return routes
        homeless = unread & ~np.isin(routes, sorted(taken))
        return np.where(homeless, ROUTE_AT[Route.Z], routes)

    def _levels(self) -> Array:
        status = "family" if self.stream.status is Status.FAMILY else "asylum"
        shares = value("inflow", "levels", status)
        level = self._pick({LEVEL_SCORES[Level(name)]: share for name, share in shares.items()})
        within = float(value("inflow", "levels", "within"))
        level = np.clip(level + self.rng.uniform(-within, within, self.n), 0, 100)
        level[self.rows["literacy"] == LITERACY_AT[Literacy.NONE]] *= 0.25
        return level

    def _shifts(self) -> Array:
        """Periods that somebody's shift takes, as if it were every day (on the safe side)."""
        masks = [periods(_minute(a), _minute(b)) for a, b in self.spec.shifts]
        found: Array = np.array(masks, dtype=np.int64)[self.rng.integers(0, len(masks), self.n)]
        return found

    def _children(self) -> None:
        spec, rows, rng = self.spec, self.rows, self.rng
        rows["children"] = rng.random(self.n) < spec.children
        rest = 1 - spec.childcare_arranged - spec.childcare_waiting
        kinds = list(Childcare)
        care = self._pick(
            {
                kinds.index(Childcare.ARRANGED): spec.childcare_arranged,
                kinds.index(Childcare.WAITING): spec.childcare_waiting,
                kinds.index(Childcare.UNAVAILABLE): rest,
            }
        )
        least, most = spec.childcare_wait_weeks
        waits = rows["arrive"] + rng.integers(least, most + 1, self.n)
        soon, late = value("inflow", "life", "care_found_weeks")
        found = rows["arrive"] + rng.integers(soon, late + 1, self.n)
        rows["care_from"] = np.select(
            [care == kinds.index(Childcare.ARRANGED), care == kinds.index(Childcare.WAITING)],
            [0, waits],
            default=found,
        )

    def _groups(self) -> None:
        spec, rows, rng = self.spec, self.rows, self.rng
        female = rng.random(self.n) < spec.female
        rows["age"] = rng.integers(spec.age[0], spec.age[1] + 1, self.n)
        young = rows["age"] < self.school.policy.youth_age
        rows["audience"] = (
            np.where(female, AUDIENCE_BIT[Audience.WOMEN], AUDIENCE_BIT[Audience.MEN])
            + young * AUDIENCE_BIT[Audience.YOUTH]
        )
        if self.stream.status is Status.FAMILY:
            rows["audience"] += AUDIENCE_BIT[Audience.FAMILY_MIGRANTS]

    def _languages(self, one: Array, other: Array) -> None:
        """Mother tongue, the same for spouses, and for some another language of the list."""
        spec, rows, rng = self.spec, self.rows, self.rng
        count = len(spec.languages)
        rows["language"] = self._pick(dict(enumerate(spec.languages.values(), start=1)))
        rows["language"][other] = rows["language"][one]
        if count > 1:
            second = rng.integers(1, count, self.n)  # any but the first, each as likely
            second += second >= rows["language"]
            rows["second"] = np.where(rng.random(self.n) < spec.second_language, second, 0)

    def _couples(self) -> tuple[Array, Array]:
        """Make a share of the pairs of registrations that come one after the other a woman and a
        man of one household, with children or without; the rows of both.
        """
        spec, rows, rng = self.spec, self.rows, self.rng
        one = 2 * np.flatnonzero(rng.random(self.n // 2) < spec.couples)
        other = one + 1
        needs = self._pick({NEED_AT[need]: share for need, share in spec.couple_needs.items()})
        hard = rng.random(self.n) < spec.couple_hard
        sexes = AUDIENCE_BIT[Audience.WOMEN] | AUDIENCE_BIT[Audience.MEN]
        for rows_of in (one, other):
            rows["household"][rows_of] = household_code(rows["key"][one])
            rows["need"][rows_of], rows["hard"][rows_of] = needs[one], hard[one]
        rows["audience"][other] = (rows["audience"][other] & ~sexes) | (
            ~rows["audience"][one] & sexes
        )
        rows["children"][other] = rows["children"][one]
        least, most = spec.age
        apart = int(value("inflow", "households", "years_apart"))
        near = rows["age"][one] + rng.integers(-apart, apart + 1, len(one))
        rows["age"][other] = np.clip(near, least, most)
        youth = AUDIENCE_BIT[Audience.YOUTH]
        young = rows["age"][other] < self.school.policy.youth_age
        rows["audience"][other] = (rows["audience"][other] & ~youth) | np.where(young, youth, 0)
        return one, other


def household_code(keys: Array) -> Array:
    """Codes of the households of learners with these keys, none of them 0."""
    found: Array = 1 + (keys >> np.uint64(1))
    return found


def periods(first: int, last: int) -> int:
    """Periods of the day (a mask of Period) that minutes from ``first`` to ``last`` cut into by
    an hour or more.
    """
    found = 0
    for period, opens, closes in (
        (Period.MORNING, 9 * 60, NOON),
        (Period.AFTERNOON, 13 * 60, 16 * 60),
        (Period.EVENING, EVENING, DAY),
    ):
        if min(last, closes) - max(first, opens) >= 60:
            found |= int(period)
    return found


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def works_first(school: School) -> bool:
    """Whether lessons give way to work (Eindhoven, report L10060)."""
    return school.policy.work_precedence is Precedence.WORK
