"""A plan speaks of people, activities and groups that exist, and seats nobody twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView

_UNKNOWN = Text(nl="'{ref}' staat niet in de gegevens", en="'{ref}' is not in the data")
_TWICE = Text(nl="{who} zit twee keer in {activity}", en="{who} is in {activity} twice")
_DOUBLE = Text(nl="groep {ref} komt twee keer voor", en="group {ref} occurs twice")


def violations(view: ActivityView) -> Iterator[Violation]:
    """References that lead nowhere, groups listed twice, learners seated twice."""
    seen = set()
    for group in view.plan.groups:
        if group.reference not in view.group:
            yield Violation("known", _UNKNOWN.fill(ref=group.reference), classes=(group.reference,))
        if group.reference in seen:
            yield Violation("known", _DOUBLE.fill(ref=group.reference), classes=(group.reference,))
        seen.add(group.reference)
    taken = set()
    for row in view.plan.members:
        if row.learner not in view.school.learner:
            yield Violation("known", _UNKNOWN.fill(ref=row.learner), (row.learner,))
        seat = view.group.get(row.group)
        if seat is None:
            if row.group not in seen:
                yield Violation("known", _UNKNOWN.fill(ref=row.group), (row.learner,), (row.group,))
            continue
        if (row.learner, seat.activity) in taken:
            name = view.activity[seat.activity].shown
            text = _TWICE.fill(who=row.learner, activity=name)
            yield Violation("known", text, (row.learner,), (row.group,))
        taken.add((row.learner, seat.activity))


def post(model: ActivityModel) -> None:
    """One group at most for each learner of each activity."""
    for seats in model.seats.values():
        model.cp.add_at_most_one(literal for _, literal in seats)


RULE = ActivityRule(
    name="known",
    title=Text(nl="Bekende groepen en deelnemers", en="Known groups and members"),
    violations=violations,
    post=post,
)
