"""Members whose meetings differ from those in an earlier plan: as few as possible.

Rosters change during the year and groups around them are hurt [L14207, L14702]; the repair should
leave everybody else alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models import Text
from solver.activities.rules.base import ActivityRule, Costs

if TYPE_CHECKING:
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView


def moved(view: ActivityView) -> list[tuple[str, str]]:
    """Learner and activity of everybody who has other meetings than in the earlier plan, but for
    whoever goes on in a group that has begun (the rule moved_meetings).
    """
    if view.previous is None:
        return []
    groups = {g.reference: g for g in view.previous.groups}
    found = []
    for row in view.previous.members:
        before = groups.get(row.group)
        now = None if before is None else view.group_of.get((row.learner, before.activity))
        if before is None or now is None:
            continue
        goes_on = (row.learner, before.activity) in view.going_on and view.is_same(before, now)
        if goes_on or before.meetings[-1].day < view.school.start:
            continue
        if [m.begins for m in before.meetings] != [m.begins for m in now.meetings]:
            found.append((row.learner, before.activity))
    return found


def cost(view: ActivityView) -> tuple[float, int]:
    """How many, and their points; whoever loses a place counts under completion."""
    count = len(moved(view))
    return count, count * view.school.activity_policy.weights.moved


def pay(pair: Pair) -> Costs:
    """Points for every series other than the earlier one."""
    if pair.before is None:
        return pair.nothing
    moves = np.ones(len(pair.series), dtype=np.int64)
    if len(pair.before) == pair.series.begins.shape[1]:
        moves = (pair.series.begins != np.array(pair.before)).any(axis=1).astype(np.int64)
    moves &= ~pair.mine
    return moves * pair.school.activity_policy.weights.moved


RULE = ActivityRule(
    name="stability",
    title=Text(nl="Veranderingen ten opzichte van eerder", en="Changes from the earlier plan"),
    unit=Text(nl="deelnames", en="participations"),
    single=Text(nl="deelname", en="participation"),
    sources=("report L14207", "report L14702"),
    weights=("moved",),
    cost=cost,
    pay=pay,
)
