"""Short travel for learners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import School, Text
from solver.places import Ints
from solver.rules.base import Rule
from solver.rules.posting import post_member_costs

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Started quarters of an hour of travel a week, there and back on every day on site."""
    quarters = 0
    for row in view.classes:
        days = len({s.slot.weekday for s in row.sessions if not s.online})
        for learner in view.members(row):
            if days and not view.school.is_settled(learner):
                minutes = 2 * view.school.way_from_home(learner, row.location) * days
                quarters += (minutes + 14) // 15
    return quarters, quarters * view.school.policy.weights.travel


def compile_cost(school: School, way: Ints, days: Ints) -> Ints:
    """Cost of members (minutes one way per learner and variant, L x V) with ``days`` lesson
    days on site per variant (V).
    """
    return -(-2 * way * days // 15) * school.policy.weights.travel


def post(model: Model) -> None:
    """Members pay in the pattern that their class takes."""
    post_member_costs(model, "travel")


RULE = Rule(
    name="travel",
    title=Text(nl="Reistijd", en="Travel"),
    unit=Text(nl="kwartieren per week", en="quarters of an hour a week"),
    single=Text(nl="kwartier per week", en="quarter of an hour a week"),
    sources=("report L3649", "report L10078", "report L17785"),
    weights=("travel",),
    cost=cost,
    post=post,
)
