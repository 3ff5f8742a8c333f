"""Groups that keep their dates keep their trainer and room, as far as possible.

When a lesson roster changes, the repair should disturb trainers and rooms as little as members
[L14207, L14702]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Text
from models.activity_plan import ActivityGroup
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView


def changed(view: ActivityView) -> list[tuple[ActivityGroup, str]]:
    """Groups on the dates of earlier ones, with "trainer" or "room" for what none of these had."""
    before = view.previous.groups if view.previous is not None else ()
    found = []
    for group in view.groups:
        alike = [g for g in before if same_dates(g, group)]
        if alike and group.trainer not in [g.trainer for g in alike]:
            found.append((group, "trainer"))
        if alike and group.room not in [g.room for g in alike]:
            found.append((group, "room"))
    return found


def same_dates(one: ActivityGroup, other: ActivityGroup) -> bool:
    """Whether two groups look the same from outside: activity, what members share, meetings."""
    return (
        one.activity == other.activity
        and one.shares == other.shares
        and [(m.day, m.start) for m in one.meetings] == [(m.day, m.start) for m in other.meetings]
    )


def cost(view: ActivityView) -> tuple[float, int]:
    """Changes of trainers and rooms, and their points."""
    count = len(changed(view))
    return count, count * view.school.activity_policy.weights.changed_staff


def post(model: ActivityModel) -> None:
    """Points for a group on earlier dates with another trainer or another room."""
    school, weight = model.problem.school, model.problem.weights.changed_staff
    for p, row in enumerate(model.rows):
        before = model.problem.earlier.staff_of(
            row.activity.reference, row.opening.shares, model.meetings(p)
        )
        if before is None:
            continue
        for chosen, known, names in (
            (row.trainer, before[0], [t.reference for t in school.trainers]),
            (row.room, before[1], [r.reference for r in school.rooms]),
        ):
            if chosen:
                same = [x for i, x in chosen.items() if names[i] in known]
                model.pay("same_staff", weight * row.open - weight * sum(same))
            elif None not in known:
                model.pay("same_staff", weight * row.open)


RULE = ActivityRule(
    name="same_staff",
    title=Text(nl="Andere trainers en lokalen dan eerder", en="Other trainers and rooms"),
    unit=Text(nl="wijzigingen", en="changes"),
    sources=("report L14207", "report L14702"),
    weights=("changed_staff",),
    cost=cost,
    post=post,
)
