"""A group that has begun goes on on other dates only as far as it has to.

Rosters change during the year [L14207, L14702]. What has been held counts; the meetings to come
move to the nearest dates on which the members can go on together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models import Text
from solver.activities.rules.base import ActivityRule, Costs

if TYPE_CHECKING:
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView


def cost(view: ActivityView) -> tuple[float, int]:
    """Meetings on other dates, counted for every member who goes on, and their points."""
    weights = view.school.activity_policy.weights
    count, points = 0, 0
    for name, before in view.going_on.items():
        now = view.group_of.get(name)
        if now is None or not view.is_same(before, now):
            continue
        for old, new in zip(before.meetings, now.meetings, strict=False):
            if (old.day, old.start) != (new.day, new.start):
                count += 1
                points += weights.moved_meeting + weights.moved_day * abs((new.day - old.day).days)
    return count, points


def pay(pair: Pair) -> Costs:
    """Points for every other way in which the learner's own group could go on."""
    if not pair.held:
        return pair.nothing
    weights = pair.school.activity_policy.weights
    before = np.array(pair.before)
    moved = pair.series.begins != before
    days = np.abs(pair.series.days - before // 1440)
    points: Costs = (moved * (weights.moved_meeting + weights.moved_day * days)).sum(axis=1)
    return points * pair.mine


RULE = ActivityRule(
    name="moved_meetings",
    title=Text(nl="Verzette bijeenkomsten", en="Meetings moved"),
    unit=Text(nl="bijeenkomsten × deelnemers", en="meetings × members"),
    sources=("report L14207", "report L14702"),
    weights=("moved_meeting", "moved_day"),
    cost=cost,
    pay=pay,
)
