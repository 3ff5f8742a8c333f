"""Few lesson hours for the learners placed: classes that could be left out pay for theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Offering, School, Text
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Weekly hours of new classes and of running ones that may close."""
    minutes = [
        view.offering(row).weekly_minutes
        for row in view.classes
        if (run := view.run(row)) is None or run.may_close
    ]
    weight = view.school.policy.weights.class_hour
    return sum(minutes) / 60, sum((weight * m + 30) // 60 for m in minutes)


def compile_cost(school: School, offering: Offering) -> int:
    """Cost of opening (or keeping) a class that could be left out."""
    return (school.policy.weights.class_hour * offering.weekly_minutes + 30) // 60


def post(model: Model) -> None:
    """Every class that could be left out pays for its hours."""
    for row in model.classes:
        if row.group.open_cost:
            model.pay("class_hours", row.group.open_cost * row.open)


RULE = Rule(
    name="class_hours",
    title=Text(nl="Lesuren van nieuwe klassen", en="Lesson hours of new classes"),
    unit=Text(nl="lesuren per week", en="lesson hours a week"),
    single=Text(nl="lesuur per week", en="lesson hour a week"),
    sources=("report L10144",),
    weights=("class_hour",),
    cost=cost,
    post=post,
)
