"""No more groups of an activity than it has in the period, nor more at once than it allows.

Roermond's PVT runs six times a year [L16623], Den Haag has one MAP group a month [L8875]."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView

_MANY = Text(
    nl="{activity} heeft {n} groepen; hoogstens {most}",
    en="{activity} has {n} groups; at most {most}",
)
_ONCE = Text(
    nl="{activity} heeft {n} gelijke groepen op dezelfde dagen; hoogstens {most}",
    en="{activity} has {n} groups alike on the same days; at most {most}",
)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Too many groups of an activity."""
    for activity in view.activity.values():
        groups = [g for g in view.groups if g.activity == activity.reference]
        if activity.max_groups is not None and len(groups) > activity.max_groups:
            text = _MANY.fill(activity=activity.shown, n=len(groups), most=activity.max_groups)
            yield Violation("group_limit", text, classes=tuple(g.reference for g in groups))
        at_once = Counter(
            (tuple(m.begins for m in g.meetings), g.shares, g.languages) for g in groups
        )
        for count in at_once.values():
            if count > activity.parallel:
                text = _ONCE.fill(activity=activity.shown, n=count, most=activity.parallel)
                yield Violation("group_limit", text)


def post(model: ActivityModel) -> None:
    """A limit on open groups of an activity."""
    for index, line in enumerate(model.problem.lines):
        rows = [row for row in model.rows if row.line == index]
        if line.activity.max_groups is not None:
            model.cp.add(sum(row.open for row in rows) <= line.activity.max_groups)


RULE = ActivityRule(
    name="group_limit",
    title=Text(nl="Aantal groepen", en="Number of groups"),
    sources=("report L8875", "report L16623", "report L20173"),
    violations=violations,
    post=post,
)
