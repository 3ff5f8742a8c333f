"""A learner's groups of different activities leave time for each other, travel counted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView

_TEXT = Text(
    nl="{who} heeft {a} en {b} tegelijk op {day}", en="{who} has {a} and {b} together on {day}"
)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Two groups of one learner that meet at the same time."""
    for reference, groups in view.groups_of.items():
        for one, other in combinations(groups, 2):
            meeting = view.overlap(one, other)
            if meeting is not None:
                text = _TEXT.fill(
                    who=view.school.learner[reference].shown,
                    a=one.reference,
                    b=other.reference,
                    day=meeting.day.strftime("%d-%m-%Y"),
                )
                yield Violation("one_place", text, (reference,), (one.reference, other.reference))


def post(model: ActivityModel) -> None:
    """No two seats whose meetings clash; what is fixed outside is left out before."""
    for seats in model.seats_of_learner().values():
        for (p, one), (q, other) in combinations(seats, 2):
            if model.openings[p].line != model.openings[q].line and model.meet(p, q):
                model.cp.add_bool_or([~one, ~other])


RULE = ActivityRule(
    name="one_place",
    title=Text(nl="Niet op twee plaatsen tegelijk", en="Not in two places at once"),
    violations=violations,
    post=post,
)
