"""Hours of groups and of interpreters: fewer groups for as many people is better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Text
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView


def cost(view: ActivityView) -> tuple[float, int]:
    """Hours that groups still have; points for them and for their interpreters."""
    weights = view.school.activity_policy.weights
    total, points = 0, 0
    for group in view.groups:
        minutes = sum(m.end - m.start for m in view.coming(group))
        total += minutes
        points += (weights.group_hour * minutes + 30) // 60
        points += len(group.interpreting) * ((weights.interpreter_hour * minutes + 30) // 60)
    return total / 60, points


def post(model: ActivityModel) -> None:
    """Points for every open group and interpreter."""
    for row in model.rows:
        line = model.problem.lines[row.line]
        model.pay("group_cost", int(line.hours_cost[row.opening.series]) * row.open)
        for literals in row.interpreter.values():
            price = int(line.interpreter_cost[row.opening.series])
            model.pay("group_cost", price * sum(literals.values()))


RULE = ActivityRule(
    name="group_cost",
    title=Text(nl="Uren van groepen en tolken", en="Hours of groups and interpreters"),
    unit=Text(nl="groepsuren", en="group hours"),
    single=Text(nl="groepsuur", en="group hour"),
    weights=("group_hour", "interpreter_hour"),
    cost=cost,
    post=post,
)
