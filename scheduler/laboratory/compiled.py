"""From a school and a policy to the simulator's arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from models import (
    Audience,
    Literacy,
    Offering,
    Pace,
    Route,
    School,
    Status,
)
from models.intake import Apart, IntakePolicy, Joining
from scheduler.laboratory.inflow import AUDIENCE_BIT, works_first
from scheduler.laboratory.parts_of_week import bands_of
from scheduler.laboratory.settings import ROUTE_AT, value
from scheduler.laboratory.span import Span
from scheduler.laboratory.terms import Terms, terms_of
from solver.laboratory.world import (
    CALENDAR,
    FOREVER,
    OFFER,
    ROUTE,
    RULES,
    Array,
    Kind,
    World,
)

KINDS = {Apart.FAST: Kind.FAST, Apart.YOUTH: Kind.YOUTH}


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
    terms = terms_of(school, policy)
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
    return Compiled(world, tuple(t.offering for t in terms), tuple(terms), _bought(school), hours)


def language_schools(school: School) -> tuple[str, ...]:
    """The language schools of the offerings, in their order."""
    return tuple(dict.fromkeys(o.school for o in school.offerings if o.school))


def _bought(school: School) -> Array:
    """Hours that the longest course of every route has."""
    found = np.zeros(len(Route))
    for offering in school.offerings:
        for route in offering.routes:
            found[ROUTE_AT[route]] = max(found[ROUTE_AT[route]], offering.total_hours or 0)
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
    if rule.one_school and offering.school:
        row["school"] = 1 + language_schools(school).index(offering.school)


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
    for name in (
        "unplaced", "waiting_week", "over_max_wait", "term_short", "class_hour", "empty_seat",
        "household",
    ):  # fmt: skip
        row[name] = getattr(weights, name)
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
