"""From a school and a policy to the simulator's arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

import numpy as np

from models import (
    Audience,
    Calendar,
    Level,
    Literacy,
    Mode,
    Offering,
    Pace,
    Route,
    School,
    Slot,
    Status,
)
from models.intake import Apart, IntakePolicy, IntakeRule, Joining
from scheduler.laboratory.inflow import AUDIENCE_BIT, periods, works_first
from scheduler.laboratory.settings import ROUTE_AT, value
from solver.laboratory.world import (
    ALWAYS,
    CALENDAR,
    FOREVER,
    OFFER,
    ROUTE,
    RULES,
    Array,
    Kind,
    Period,
    World,
)

TERM_WEEKS = 156
KINDS = {Apart.FAST: Kind.FAST, Apart.YOUTH: Kind.YOUTH}
BANDS = 3
SATURDAY = 5  # weekday


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


@dataclass(frozen=True)
class Terms:
    """What a policy comes to for one offering: its rules, the later ones over the earlier."""

    rule: IntakeRule
    offering: Offering

    @classmethod
    def of(cls, policy: IntakePolicy, offering: Offering) -> Terms:
        """The rules of a policy that concern an offering, as one."""
        merged: dict[str, Any] = {}
        for rule in policy.rules:
            if rule.offerings and offering.reference not in rule.offerings:
                continue
            if rule.routes and not set(rule.routes) & set(offering.routes):
                continue
            given = {k: v for k, v in rule.model_dump().items() if v is not None}
            if given.get("moments") or given.get("every_weeks"):
                merged.pop("moments", None)
                merged.pop("every_weeks", None)
            merged |= given
        return cls(
            IntakeRule(**{k: v for k, v in merged.items() if k not in ("routes", "offerings")}),
            offering,
        )

    @property
    def least(self) -> int:
        """Learners who start a class."""
        wanted = self.rule.threshold or self.offering.minimum
        return max(1, min(wanted, self.offering.maximum) - (self.rule.paid_empty_seats or 0))

    @property
    def preparation(self) -> int:
        """Weeks between the decision to start a class and its first lesson."""
        weeks = self.rule.preparation_weeks
        return int(value("careers", "school", "preparation_weeks") if weeks is None else weeks)

    @property
    def entry(self) -> int:
        """Weeks of entry for newcomers, ALWAYS without an end."""
        if self.rule.entry == "always":
            return ALWAYS
        if self.rule.entry is not None:
            return int(self.rule.entry)
        weeks = self.offering.late_entry_weeks
        return ALWAYS if weeks is None else weeks

    def opens(self, week: date, lesson_week: int) -> bool:
        """Whether classes may start in the simulated week that begins on a Monday."""
        number = week.isocalendar().week
        if self.rule.moments is not None:
            return number in self.rule.moments
        return lesson_week % (self.rule.every_weeks or 1) == 0


@dataclass(frozen=True)
class Compiled:
    """A world and the offerings its rows stand for.

    ``bought``: lesson hours bought for a learner, by route (0: nothing is said);
    ``participation``: hours of it that the Z route asks for.
    """

    world: World
    offerings: tuple[Offering, ...]
    terms: tuple[Terms, ...]
    bought: Array
    participation: float


def compiled(
    school: School, policy: IntakePolicy, span: Span, offered: Iterable[Route]
) -> Compiled:
    """The simulator's world for a school under a policy."""
    terms = [t for t in _all_terms(school, policy) if t.rule.offered is not False]
    offerings = _without_gaps([t.offering for t in terms])
    terms = [Terms(t.rule, o) for t, o in zip(terms, offerings, strict=True)]
    lesson_weeks = span.lesson_weeks(school.calendar)
    offers = np.zeros(len(terms), dtype=OFFER)
    for at, term in enumerate(terms):
        _offer(offers[at], term, school)
    world = World(
        offers=offers,
        calendar=_calendar(school, terms, span, lesson_weeks),
        routes=_routes(school, policy, terms, tuple(offered)),
        rules=_rules(school, policy, tuple(offered)),
        lesson_weeks=lesson_weeks,
    )
    hours = school.policy.hours_participation_z
    return Compiled(world, tuple(offerings), tuple(terms), _bought(school), hours)


def _bought(school: School) -> Array:
    """Hours that the longest course of every route has."""
    found = np.zeros(len(Route))
    for offering in school.offerings:
        for route in offering.routes:
            found[ROUTE_AT[route]] = max(found[ROUTE_AT[route]], offering.total_hours or 0)
    return found


def _all_terms(school: School, policy: IntakePolicy) -> list[Terms]:
    """Every offering with its rule, evening classes that the policy adds included."""
    found = []
    for offering in school.offerings:
        terms = Terms.of(policy, offering)
        found.append(terms)
        if terms.rule.evening and any(s.start < 17 * 60 for s in offering.slots):
            found.append(Terms(terms.rule, _evening(offering, terms)))
    return found


def _evening(offering: Offering, terms: Terms) -> Offering:
    evening = terms.rule.evening
    assert evening is not None
    starts = 18 * 60 + 30
    slots = tuple(Slot(day, starts, starts + evening.session_minutes) for day in range(4))
    return offering.model_copy(
        update={
            "reference": f"{offering.reference}+avond",
            "name": f"{offering.shown} (avond)",
            "audience": (Audience.PAID_WORK,),
            "sessions_per_week": evening.sessions,
            "session_minutes": evening.session_minutes,
            "slots": slots,
            "max_sessions_per_day": 1,
            "mode": Mode.PHYSICAL,
            "online_sessions": 0,
        }
    )


def _without_gaps(offerings: list[Offering]) -> list[Offering]:
    """Offerings whose level ranges leave no level of a route between two of them uncovered.

    ASSUMPTION: somebody whose level falls between two offerings is taken in by the higher one.
    """
    found = list(offerings)
    for route in {r for o in offerings for r in o.routes}:
        for level in Level:
            at = [k for k, o in enumerate(found) if route in o.routes and not o.audience]
            if any(found[k].level_from.score <= level.score <= found[k].level_to.score for k in at):
                continue
            above = [k for k in at if found[k].level_from.score > level.score]
            lowest = min((found[k].level_from.score for k in above), default=None)
            for k in above:
                if found[k].level_from.score == lowest:
                    found[k] = found[k].model_copy(update={"level_from": level})
    return found


def _dayparts(school: School, policy: IntakePolicy) -> int:
    """The most teacher dayparts a week: a number, those of the school's teachers, or no limit."""
    if policy.dayparts == "teachers":
        return max(1, sum(teacher.max_sessions for teacher in school.teachers))
    return policy.dayparts or FOREVER


def _mask(values: Iterable[Any], kinds: Iterable[Any], empty_means_all: bool = True) -> int:
    order = list(kinds)
    found = sum(1 << order.index(v) for v in set(values))
    return (1 << len(order)) - 1 if not found and empty_means_all else found


def _offer(row: Array, term: Terms, school: School) -> None:
    offering, rule = term.offering, term.rule
    guarantee = rule.longest_wait_weeks
    row["routes"] = _mask(offering.routes, Route)
    row["low"], row["high"] = offering.level_from.score, offering.level_to.score
    row["paces"] = _mask(offering.paces, Pace)
    row["literacies"] = _mask(offering.literacies, Literacy)
    row["statuses"] = _mask(offering.statuses, Status)
    row["audience"] = _mask(offering.audience, Audience, empty_means_all=False)
    row["mix"] = offering.mix_literacy
    row["alphabetises"] = offering.literacies == (Literacy.NONE,)
    row["sessions"], row["hours"] = offering.sessions_per_week, offering.session_minutes / 60
    row["target"], row["spread"] = offering.target, offering.level_spread
    row["weeks"] = offering.duration_weeks or FOREVER
    row["least"] = term.least
    # Who may wait so many weeks at most has a first lesson by then: it is decided before.
    row["guarantee"] = max(1, guarantee - term.preparation) if guarantee else FOREVER
    wanted = rule.longest_wait_minimum or int(value("careers", "school", "longest_wait_minimum"))
    row["guaranteed_least"] = min(wanted, term.least) if guarantee else term.least
    row["entry"] = term.entry
    row["regroup"] = rule.regroup_weeks or 0
    row["apart"] = sum(1 << KINDS[a] for a in set(rule.apart or ()))
    bands = bands_of(offering)
    row["bands"][: len(bands)] = bands
    del school


def bands_of(offering: Offering) -> list[int]:
    """Parts of the week the offering's classes can meet in, at most three, masks of Period."""
    found = [
        band
        for band in (Period.MORNING, Period.AFTERNOON, Period.EVENING, Period.SATURDAY)
        if _fits(offering, band)
    ]
    day = Period.MORNING | Period.AFTERNOON
    if not found and _fits(offering, day):
        found = [day]
    if not found:  # whatever it takes
        return [reduce(or_, (periods_of(s) for s in offering.slots))]
    return [int(b) for b in found[:BANDS]]


def _fits(offering: Offering, band: Period) -> bool:
    slots = [s for s in offering.slots if not periods_of(s) & ~band]
    days = [sum(s.weekday == d for s in slots) for d in range(7)]
    possible = sum(min(n, offering.max_sessions_per_day) for n in days)
    return possible >= offering.sessions_per_week


def periods_of(slot: Slot) -> int:
    """The parts of the week that a slot takes, a mask of Period: a lesson from half past nine to
    half past two takes the morning and the afternoon.
    """
    if slot.weekday >= SATURDAY:
        return int(Period.SATURDAY)
    return periods(slot.start, slot.end) or int(Period.MORNING)


def _calendar(school: School, terms: list[Terms], span: Span, lesson_weeks: Array) -> Array:
    table = np.zeros((len(terms), span.weeks), dtype=CALENDAR)
    counted = np.cumsum(lesson_weeks) - 1
    for t in range(span.weeks):
        monday = span.monday(t)
        for at, term in enumerate(terms):
            legal = school.policy.legal_maximum(term.offering.routes, monday)
            most = term.offering.maximum if legal is None else min(legal, term.offering.maximum)
            moment = bool(lesson_weeks[t]) and term.opens(monday, int(counted[t]))
            table[at, t]["maximum"] = most
            table[at, t]["enters"] = moment or term.rule.joining is not Joining.MOMENTS
    for at, term in enumerate(terms):
        _openings(table[at], term, span, lesson_weeks)
    return table


def _openings(row: Array, term: Terms, span: Span, lesson_weeks: Array) -> None:
    """The weeks in which classes are decided on and the weeks in which those begin.

    Fixed moments are first lessons: registration closes the weeks of preparation before, and a
    moment in a holiday is the first week after it. Elsewhere a class begins the weeks of
    preparation after the registrations are there.
    """
    ahead, weeks = term.preparation, len(lesson_weeks)
    taught = np.flatnonzero(lesson_weeks)
    row["begins"] = np.arange(weeks)
    if term.rule.moments is not None:
        for t in range(weeks):
            if span.monday(t).isocalendar().week in term.rule.moments:
                after, before = taught[taught >= t], taught[taught <= t - ahead]
                if len(after) and len(before):
                    row["opens"][before[-1]], row["begins"][before[-1]] = 1, after[0]
        return
    for number, t in enumerate(taught.tolist()):
        after = taught[taught >= t + ahead]
        if term.opens(span.monday(t), number) and len(after):
            row["opens"][t], row["begins"][t] = 1, after[0]


def _routes(
    school: School, policy: IntakePolicy, terms: list[Terms], offered: tuple[Route, ...]
) -> Array:
    table = np.zeros(len(Route), dtype=ROUTE)
    needed = school.policy
    for route, at in ROUTE_AT.items():
        row, name = table[at], route.value
        b1 = needed.hours_needed_b1
        row["needed"] = {Route.Z: needed.hours_needed_z, Route.EDUCATION: 0}.get(route, b1)
        hours = value("careers", "review", "education_hours")
        row["course"] = hours if route is Route.EDUCATION else row["needed"]
        row["longest"] = max(
            (t.offering.weekly_minutes / 60 for t in terms if route in t.offering.routes), default=0
        )
        row["points_per_hour"] = value("careers", "learning", "points_per_hour")[name]
        row["review_hours"] = value("careers", "review", "hours")[name]
        for level, to, never in (("below", "leads_to", -1.0), ("above", "rises_to", 1e9)):
            field = {"below": "review", "above": "rise"}[level]
            row[f"{field}_level"] = value("careers", "review", level).get(name, never)
            target = value("careers", "review", to).get(name, name)
            row[f"{field}_to"] = ROUTE_AT[Route(target)]
        _bridge(row, policy, route, offered)
    return table


def _bridge(row: Array, policy: IntakePolicy, route: Route, offered: tuple[Route, ...]) -> None:
    row["bridge_sessions"], row["bridge_most"] = 1, 1
    for rule in policy.rules:
        bridging = rule.bridging
        if bridging is None or route not in (rule.routes or offered):
            continue
        row["bridge_seats"], row["bridge_sessions"] = bridging.seats, bridging.sessions
        row["bridge_hours"] = bridging.session_minutes / 60
        row["bridge_least"], row["bridge_most"] = bridging.least_weeks, bridging.most_weeks


def _rules(school: School, policy: IntakePolicy, offered: tuple[Route, ...]) -> Array:
    table = np.zeros(1, dtype=RULES)
    row, law = table[0], school.policy
    weights = law.weights
    for name in ("unplaced", "waiting_week", "over_max_wait", "term_short", "class_hour"):
        row[name] = getattr(weights, name)
    row["empty_seat"] = weights.empty_seat
    row["level"], row["learnability"] = weights.level_deviation, weights.learnability_deviation
    row["max_wait"], row["margin"] = law.max_wait_weeks, law.term_margin_weeks
    row["lesson_share"] = law.lesson_weeks_per_year / 52
    row["evening_for"] = sum(AUDIENCE_BIT[a] for a in law.evening_for)
    saturday = law.evening_for or [Audience(a) for a in value("careers", "school", "saturday_for")]
    row["saturday_for"] = sum(AUDIENCE_BIT[a] for a in saturday)
    row["work_first"] = works_first(school)
    row["slow_below"], row["fast_from"] = law.slow_below, law.fast_from
    row["dayparts"] = _dayparts(school, policy)
    row["participation"] = value("careers", "participation", "hours")
    row["dissolve_below"] = value("careers", "school", "dissolve_below")
    row["routes_offered"] = sum(1 << ROUTE_AT[r] for r in offered)
    for name in (
        "unread_factor",
        "literate_at",
        "fail_share",
        "setback",
        "exam_from",
        "more_hours",
    ):
        row[name] = value("careers", "learning", name)
    row["finds_work"] = value("careers", "life", "finds_work") / 52
    row["part_time"] = value("careers", "life", "part_time")
    row["part_time_share"] = value("careers", "life", "part_time_share")
    row["pause_rate"] = np.array(value("careers", "life", "pause")) / 52
    row["pause_weeks"] = value("careers", "life", "pause_weeks")
    return table
