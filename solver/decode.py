"""Between rosters (indices) and plans (references)."""

from __future__ import annotations

from collections import Counter

from models import Placement, Plan, PlannedClass, Session
from solver.problem import Problem
from solver.roster import ONLINE, Built, Roster, tidy


def plan_of(problem: Problem, roster: Roster) -> Plan:
    """The plan of a roster: classes, sessions and placements (nothing measured yet)."""
    school = problem.school
    classes, placements = [], []
    count: Counter[str] = Counter()
    taken = set(school.running)
    for built in tidy(roster):
        group = problem.groups[built.group]
        if group.run is not None:
            reference, name = group.run.reference, group.run.shown
        else:
            reference = ""
            while not reference or reference in taken:
                count[group.offering.reference] += 1
                reference = f"{group.offering.reference}-N{count[group.offering.reference]}"
            name = f"{group.offering.shown} N{count[group.offering.reference]}"
        variant = group.variants[built.variant]
        sessions = tuple(
            Session(
                slot=place.slot,
                teacher=school.teachers[j].reference,
                room=None if r == ONLINE else school.rooms[r].reference,
                online=place.location is None,
            )
            for place, j, r in zip(variant.places, built.teachers, built.rooms, strict=True)
        )
        classes.append(
            PlannedClass(
                reference=reference,
                offering=group.offering.reference,
                name=name,
                location=variant.location,
                sessions=sessions,
                existing=group.run is not None,
            )
        )
        placements += [
            Placement(learner=school.learners[i].reference, class_reference=reference)
            for i in built.members
        ]
    return Plan(
        school=school.name,
        start=school.start,
        classes=tuple(classes),
        placements=tuple(placements),
    )


def roster_of(problem: Problem, plan: Plan) -> Roster:
    """The roster of a plan that obeys the rules.

    Raises:
        KeyError: when the plan names something that the problem does not have.
    """
    school = problem.school
    learner = {x.reference: i for i, x in enumerate(school.learners)}
    teacher = {x.reference: j for j, x in enumerate(school.teachers)}
    room = {x.reference: r for r, x in enumerate(school.rooms)}
    groups = {(g.offering.reference, g.run.reference if g.run else None): g for g in problem.groups}
    members = plan.members()
    unknown = members.keys() - {row.reference for row in plan.classes}
    if unknown:
        raise KeyError(min(unknown))
    found = []
    for row in plan.classes:
        run = row.reference if row.reference in school.running else None
        group = groups[row.offering, run]
        sessions = sorted(row.sessions, key=lambda s: s.slot)
        pattern = tuple((s.slot, None if s.online else row.location) for s in sessions)
        variants = {
            (v.location, tuple((p.slot, p.location) for p in v.places)): q
            for q, v in enumerate(group.variants)
        }
        found.append(
            Built(
                group.index,
                variants[row.location, pattern],
                tuple(sorted(learner[ref] for ref in members[row.reference])),
                tuple(teacher[s.teacher] for s in sessions),
                tuple(ONLINE if s.room is None else room[s.room] for s in sessions),
            )
        )
    return tidy(found)
