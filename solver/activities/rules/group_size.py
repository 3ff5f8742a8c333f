"""A group has at least the minimum and at most the maximum of its activity, and fits its room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView

_TEXT = Text(
    nl="{group} heeft {n} deelnemers; het moeten er {low} tot {high} zijn",
    en="{group} has {n} members; there must be {low} to {high}",
)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Groups that are too small or too large."""
    for group in view.groups:
        activity, size = view.activity[group.activity], len(view.members(group))
        low = 1 if view.has_begun(group) else activity.minimum
        if not low <= size <= activity.maximum:
            text = _TEXT.fill(group=group.reference, n=size, low=low, high=activity.maximum)
            yield Violation("group_size", text, classes=(group.reference,))


def post(model: ActivityModel) -> None:
    """Size between the limits when the group is opened, nobody in it when it is not."""
    for row in model.rows:
        model.cp.add(row.size >= model.problem.least(row.opening) * row.open)
        model.cp.add(row.size <= row.activity.maximum * row.open)
        for literal in row.member.values():
            model.cp.add_implication(literal, row.open)


RULE = ActivityRule(
    name="group_size",
    title=Text(nl="Grootte van de groepen", en="Size of the groups"),
    sources=("report L8875", "report L11055", "report L12831", "report L16623", "report L20074"),
    violations=violations,
    post=post,
)
