"""Seats left empty below the target size of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Text
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView


def cost(view: ActivityView) -> tuple[float, int]:
    """Empty seats and their points."""
    empty = sum(
        max(0, view.activity[g.activity].wanted - len(view.members(g)))
        for g in view.groups
        if not view.has_begun(g)  # nobody can join it any more
    )
    return empty, empty * view.school.activity_policy.weights.empty_seat


def post(model: ActivityModel) -> None:
    """Points for every seat below the target of an open group."""
    for row in model.rows:
        target = model.problem.wanted(row.opening)
        empty = model.cp.new_int_var(0, target, "")
        model.cp.add(sum([*row.member.values(), empty]) >= target * row.open)
        model.pay("empty_seats", model.problem.weights.empty_seat * empty)


RULE = ActivityRule(
    name="empty_seats",
    title=Text(nl="Lege plaatsen", en="Empty seats"),
    unit=Text(nl="plaatsen", en="seats"),
    single=Text(nl="plaats", en="seat"),
    weights=("empty_seat",),
    cost=cost,
    post=post,
)
