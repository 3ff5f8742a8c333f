"""Groups mixed on purpose: enough members at a higher level to translate for the others.

Eindhoven mixes levels in Aan het Werk so that participants translate for each other [L10209]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Text
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView


def cost(view: ActivityView) -> tuple[float, int]:
    """Helpers that groups lack."""
    lacking = 0
    for group in view.groups:
        activity = view.activity[group.activity]
        if activity.mixed_level is not None:
            high = sum(x.score >= activity.mixed_level.score for x in view.members(group))
            lacking += max(0, activity.mixed_minimum - high)
    return lacking, lacking * view.school.activity_policy.weights.missing_helper


def post(model: ActivityModel) -> None:
    """Points for every helper that an open group lacks."""
    learners = model.problem.school.learners
    for row in model.rows:
        level, wanted = row.activity.mixed_level, row.activity.mixed_minimum
        if level is not None and wanted:
            high = [x for i, x in row.member.items() if learners[i].score >= level.score]
            lacking = model.cp.new_int_var(0, wanted, "")
            model.cp.add(lacking >= wanted * row.open - sum(high))
            model.pay("mixing", model.problem.weights.missing_helper * lacking)


RULE = ActivityRule(
    name="mixing",
    title=Text(nl="Te weinig gemengde groepen", en="Groups not mixed enough"),
    unit=Text(nl="deelnemers", en="members"),
    single=Text(nl="deelnemer", en="member"),
    sources=("report L10209",),
    weights=("missing_helper",),
    cost=cost,
    post=post,
)
