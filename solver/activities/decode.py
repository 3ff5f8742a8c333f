"""From decided groups to the rows of an activity plan."""

from __future__ import annotations

from collections.abc import Sequence

from models.activity_plan import ActivityGroup, ActivityPlan, Interpreting, Membership
from solver.activities.model import Group
from solver.activities.problem import Problem


def plan_of(problem: Problem, groups: Sequence[Group]) -> ActivityPlan:
    """The plan of these groups, in order of activity and date."""
    school = problem.school
    rows, members = [], []
    ordered = sorted(groups, key=lambda g: (g.opening.line, g.opening.series, g.opening))
    taken: set[str] = set()
    for group in ordered:
        opening = group.opening
        line = problem.lines[opening.line]
        meetings = line.series.series[opening.series]
        reference = _reference(line.activity.reference, meetings[0].day.strftime("%Y%m%d"), taken)
        rows.append(
            ActivityGroup(
                reference=reference,
                activity=line.activity.reference,
                meetings=meetings,
                languages=opening.languages,
                shares=opening.shares,
                trainer=None if group.trainer is None else school.trainers[group.trainer].reference,
                interpreting=tuple(
                    Interpreting(language=x, interpreter=school.interpreters[p].reference)
                    for x, p in group.interpreting
                ),
                room=None if group.room is None else school.rooms[group.room].reference,
            )
        )
        members += [
            Membership(learner=school.learners[i].reference, group=reference)
            for i in sorted(group.members)
        ]
    return ActivityPlan(
        school=school.name,
        start=school.start,
        until=problem.until,
        groups=tuple(rows),
        members=tuple(members),
        finished=tuple(problem.earlier.rows()),
    )


def _reference(activity: str, day: str, taken: set[str]) -> str:
    """A name such as "PVT-20260112", with a letter where several begin on that day."""
    name, number = f"{activity}-{day}", 0
    while name in taken:
        name = f"{activity}-{day}{chr(ord('b') + number)}" if number < 25 else f"{name}+"
        number += 1
    taken.add(name)
    return name
