"""One teacher per class, where that is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Text
from solver.rules.base import Rule
from solver.rules.posting import post_distinct

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Different teachers of a class after the first."""
    extra = 0
    for row in view.classes:
        run = view.run(row)
        if run is None or not run.fixed_teacher:
            used = {s.teacher for s in row.sessions if s.teacher is not None}
            extra += max(0, len(used) - 1)
    return extra, extra * view.school.policy.weights.extra_teacher


def post(model: Model) -> None:
    """Every teacher of a class after the first costs."""
    weight = model.problem.school.policy.weights.extra_teacher
    for row in model.classes:
        if row.group.run is None or not row.group.run.fixed_teacher:
            post_distinct(model, "one_teacher", row.taught, weight)


RULE = Rule(
    name="one_teacher",
    title=Text(nl="Meer dan één docent per klas", en="More than one teacher per class"),
    unit=Text(nl="extra docenten", en="extra teachers"),
    single=Text(nl="extra docent", en="extra teacher"),
    sources=("report L17681",),
    weights=("extra_teacher",),
    cost=cost,
    post=post,
)
