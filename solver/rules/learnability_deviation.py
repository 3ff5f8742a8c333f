"""Classes alike in learnability: distance of each member from the class median."""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING

from models import Learner, Text
from solver.rules.base import Rule
from solver.rules.posting import post_deviation

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Sum of distances from the median, less what the fixed members bring along."""
    total = sum(
        _distance(view, view.members(row)) - _distance(view, view.fixed_members(row))
        for row in view.classes
    )
    return total, total * view.school.policy.weights.learnability_deviation


def _distance(view: View, members: list[Learner]) -> int:
    values = [view.school.learnability(x) for x in members]
    middle = median_low(values) if values else 0
    return sum(abs(value - middle) for value in values)


def post(model: Model) -> None:
    """Members' distance from the median learnability of their class."""
    weight = model.problem.school.policy.weights.learnability_deviation
    values = model.problem.learnability
    post_deviation(model, "learnability_deviation", values, weight, limit=False)


RULE = Rule(
    name="learnability_deviation",
    title=Text(nl="Verschil in leerbaarheid", en="Learnability differences"),
    unit=Text(nl="punten van de mediaan", en="points from the median"),
    single=Text(nl="punt van de mediaan", en="point from the median"),
    sources=("report L7875", "report L9962"),
    weights=("learnability_deviation",),
    cost=cost,
    post=post,
)
