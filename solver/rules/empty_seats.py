"""Few empty seats, counted against the target size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Text
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Seats below the target (or below the maximum, when that is lower)."""
    empty = sum(
        max(0, min(view.offering(row).target, view.limit(row)) - len(view.members(row)))
        for row in view.classes
    )
    return empty, empty * view.school.policy.weights.empty_seat


def post(model: Model) -> None:
    """Seats below the target of a class that meets."""
    weight = model.problem.school.policy.weights.empty_seat
    for row in model.classes:
        empty = model.cp.new_int_var(0, row.group.target, "")
        model.cp.add(empty >= row.group.target * row.open - row.size)
        model.pay("empty_seats", weight * empty)


RULE = Rule(
    name="empty_seats",
    title=Text(nl="Lege plaatsen", en="Empty seats"),
    unit=Text(nl="plaatsen onder de streefgrootte", en="seats below the target"),
    single=Text(nl="plaats onder de streefgrootte", en="seat below the target"),
    sources=("report L4907", "report L19867"),
    weights=("empty_seat",),
    cost=cost,
    post=post,
)
