"""What has to be finished first is finished before the group begins.

Den Haag's MAP comes after the practice meetings [L8138], Eindhoven's Aan het Werk after Aan de
Slag [L10209]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView

_TEXT = Text(
    nl="{who} heeft {first} nog niet af als {then} begint",
    en="{who} has not finished {first} when {then} begins",
)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Members who have not finished what comes first."""
    for learner, activity, group in view.seats():
        if view.has_begun(group):
            continue
        for reference in activity.after:
            row = view.record.get((learner.reference, reference))
            if (row is not None and not row.joins) or view.is_over(learner, reference):
                continue
            first = view.group_of.get((learner.reference, reference))
            if first is None or first.meetings[-1].ends > group.meetings[0].begins:
                known = view.activity.get(reference)
                text = _TEXT.fill(
                    who=learner.shown,
                    first=known.shown if known else reference,
                    then=activity.shown,
                )
                yield Violation("order", text, (learner.reference,), (group.reference,))


def post(model: ActivityModel) -> None:
    """A seat asks for an earlier seat in every activity that comes first."""
    if model.part:
        return
    done = model.problem.done
    for p, row in enumerate(model.rows):
        if model.problem.has_begun(row.opening):
            continue
        begins = model.begins(p)
        for i, literal in row.member.items():
            name = model.problem.school.learners[i].reference
            for reference in row.activity.after:
                if (name, reference) in done:
                    continue
                earlier = [
                    other.member[i]
                    for q, other in enumerate(model.rows)
                    if other.activity.reference == reference
                    and model.ends(q) <= begins
                    and i in other.member
                ]
                model.cp.add_bool_or([~literal, *earlier])


RULE = ActivityRule(
    name="order",
    title=Text(nl="Volgorde van activiteiten", en="Order of activities"),
    sources=("report L8138", "report L10209"),
    violations=violations,
    post=post,
)
