"""Meetings at hours that somebody would rather keep free, or outside the hours wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Text
from models.times import minute_of
from solver.activities.rules.base import ActivityRule, Costs

if TYPE_CHECKING:
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView


def cost(view: ActivityView) -> tuple[float, int]:
    """Such meetings of all members, and their points."""
    weights = view.school.activity_policy.weights
    amount, points = 0, 0
    for learner, activity, group in view.seats():
        for meeting in group.meetings:
            if False in view.busy(learner, activity, meeting):
                amount += 1
                points += weights.soft_busy
            early, late = learner.wish_earliest, learner.wish_latest
            if (early is not None and meeting.start < 60 * early.hour + early.minute) or (
                late is not None and meeting.end > 60 * late.hour + late.minute
            ):
                amount += 1
                points += weights.wish
    return amount, points


def pay(pair: Pair) -> Costs:
    """Points per series."""
    weights, learner = pair.school.activity_policy.weights, pair.learner
    points = weights.soft_busy * pair.touched(hard=False).sum(axis=1)
    outside = pair.series.begins < 0
    if learner.wish_earliest is not None:
        outside |= pair.series.begins % 1440 < minute_of(learner.wish_earliest)
    if learner.wish_latest is not None:
        ends = pair.series.ends - pair.series.days * 1440
        outside |= ends > minute_of(learner.wish_latest)
    total: Costs = points + weights.wish * outside.sum(axis=1)
    return total


RULE = ActivityRule(
    name="wishes",
    title=Text(nl="Wensen", en="Wishes"),
    unit=Text(nl="bijeenkomsten", en="meetings"),
    single=Text(nl="bijeenkomst", en="meeting"),
    weights=("soft_busy", "wish"),
    cost=cost,
    pay=pay,
)
