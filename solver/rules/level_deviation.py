"""Classes alike in level: distance of each member from the class median."""

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
        _distance(view.members(row)) - _distance(view.fixed_members(row)) for row in view.classes
    )
    return total, total * view.school.policy.weights.level_deviation


def _distance(members: list[Learner]) -> int:
    values = [x.score for x in members]
    middle = median_low(values) if values else 0
    return sum(abs(value - middle) for value in values)


def post(model: Model) -> None:
    """Members' distance from the median level of their class."""
    weight = model.problem.school.policy.weights.level_deviation
    post_deviation(model, "level_deviation", model.problem.score, weight, limit=True)


RULE = Rule(
    name="level_deviation",
    title=Text(nl="Niveauverschil in de klas", en="Level differences in class"),
    unit=Text(nl="punten van de mediaan", en="points from the median"),
    single=Text(nl="punt van de mediaan", en="point from the median"),
    sources=("report L3365", "report L778"),
    weights=("level_deviation",),
    cost=cost,
    post=post,
)
