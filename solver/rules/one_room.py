"""One room per class, where that is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Text
from solver.rules.base import Rule
from solver.rules.posting import post_distinct

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Different rooms of a class after the first."""
    extra = 0
    for row in view.classes:
        run = view.run(row)
        if run is None or not run.fixed_room:
            used = {s.room for s in row.sessions if s.room is not None}
            extra += max(0, len(used) - 1)
    return extra, extra * view.school.policy.weights.extra_room


def post(model: Model) -> None:
    """Every room of a class after the first costs."""
    weight = model.problem.school.policy.weights.extra_room
    for row in model.classes:
        if row.group.run is None or not row.group.run.fixed_room:
            post_distinct(model, "one_room", row.roomed, weight)


RULE = Rule(
    name="one_room",
    title=Text(nl="Meer dan één lokaal per klas", en="More than one room per class"),
    unit=Text(nl="extra lokalen", en="extra rooms"),
    single=Text(nl="extra lokaal", en="extra room"),
    sources=("report L10078",),
    weights=("extra_room",),
    cost=cost,
    post=post,
)
