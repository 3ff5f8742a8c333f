"""Weeks of waiting for the first meeting, and weeks past the date it should be finished.

Eindhoven wants the PVT within six months [L11040], Tholen within the first year [L18445]."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from models import Learner, Text
from models.activities import Activity
from solver.activities import people
from solver.activities.rules.base import ActivityRule, Costs
from solver.activities.rules.timing import can_begin

if TYPE_CHECKING:
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView


def due_on(view: ActivityView, learner: Learner, activity: Activity) -> date | None:
    """The date by which a learner should be finished; not before the plan's start."""
    if activity.months_until is None:
        return None
    base = learner.term_started_on or learner.registered_on
    month = base.month - 1 + activity.months_until
    day = base.day
    while True:
        try:
            found = date(base.year + month // 12, month % 12 + 1, day)
        except ValueError:
            day -= 1
        else:
            return max(found, view.school.start)


def cost(view: ActivityView) -> tuple[float, int]:
    """Weeks late of all members, and the points for waiting and being late."""
    weights = view.school.activity_policy.weights
    late, total = 0, 0
    for learner, activity, group in view.seats():
        waited = group.meetings[0].day - can_begin(view, learner, activity)
        total += weights.week_waiting * max(0, waited.days // 7)
        limit = due_on(view, learner, activity)
        if limit is not None and group.meetings[-1].day > limit:
            weeks = (group.meetings[-1].day - limit).days // 7
            late += weeks
            total += weights.week_late * weeks
    return late, total


def pay(pair: Pair) -> Costs:
    """Points for waiting and lateness per series."""
    weights = pair.school.activity_policy.weights
    begins = people.earliest(pair.school, pair.activity, pair.learner, pair.record).toordinal()
    first, last = pair.series.days[:, 0], pair.series.days[:, -1]
    points: Costs = weights.week_waiting * np.maximum(0, (first - begins) // 7)
    limit = people.due(pair.activity, pair.learner)
    if limit is not None:
        late = np.maximum(0, (last - max(limit, pair.school.start).toordinal()) // 7)
        points = points + weights.week_late * late
    return points


RULE = ActivityRule(
    name="lateness",
    title=Text(nl="Wachten en te laat", en="Waiting and being late"),
    unit=Text(nl="weken te laat", en="weeks late"),
    single=Text(nl="week te laat", en="week late"),
    sources=("report L11040", "report L18445"),
    weights=("week_waiting", "week_late"),
    cost=cost,
    pay=pay,
)
