"""Few and full lesson days for learners with childcare."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from models import Childcare, Offering, PlannedClass, School, Text
from solver.places import Ints
from solver.rules.base import Rule
from solver.rules.posting import post_member_costs

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View
    from solver.variants import Variant


def cost(view: View) -> tuple[float, int]:
    """Lesson days beyond the fewest possible and whole idle hours, per learner with childcare."""
    amount = 0
    for row in view.classes:
        parents = sum(
            x.childcare is not Childcare.NONE and not view.school.is_settled(x)
            for x in view.members(row)
        )
        amount += parents * _loose(view, row)
    return amount, amount * view.school.policy.weights.compact_day


def _loose(view: View, row: PlannedClass) -> int:
    offering = view.offering(row)
    slots = sorted(s.slot for s in row.sessions)
    fewest = (offering.sessions_per_week - 1) // offering.max_sessions_per_day + 1
    loose = max(0, len({s.weekday for s in slots}) - fewest)
    for before, after in itertools.pairwise(slots):
        if before.weekday == after.weekday:
            loose += (after.start - before.end) // 60
    return loose


def compile_cost(school: School, offering: Offering, variants: list[Variant]) -> Ints:
    """Cost per variant for each member with childcare."""
    fewest = -(-offering.sessions_per_week // offering.max_sessions_per_day)
    amounts = []
    for variant in variants:
        slots = variant.slots
        extra = max(0, len({s.weekday for s in slots}) - fewest)
        idle = sum(
            (b.start - a.end) // 60 for a, b in itertools.pairwise(slots) if a.weekday == b.weekday
        )
        amounts.append(extra + idle)
    return np.array(amounts, dtype=np.int64) * school.policy.weights.compact_day


def post(model: Model) -> None:
    """Members pay in the pattern that their class takes."""
    post_member_costs(model, "compact_days")


RULE = Rule(
    name="compact_days",
    title=Text(nl="Losse dagen en uren bij kinderopvang", en="Scattered days with childcare"),
    unit=Text(nl="extra dagen of tussenuren", en="extra days or idle hours"),
    single=Text(nl="extra dag of tussenuur", en="extra day or idle hour"),
    sources=("report L10280", "report L3627"),
    weights=("compact_day",),
    cost=cost,
    post=post,
)
