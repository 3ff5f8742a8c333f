"""The running classes as the peers see them: settled, with what they take away from the rest."""

from __future__ import annotations

from solver.problem import Group, Problem
from solver.roster import ONLINE, Built
from tests.benchmarks.peers.base import CannotModel


def settled_classes(problem: Problem) -> list[Built]:
    """The running classes with their fixed members, teachers and rooms.

    Raises:
        CannotModel: when a running class leaves times, teachers or rooms open, or does not say
            what they are; the schools of the family have no such class.
    """
    return [_settled(problem, group) for group in problem.groups if group.run is not None]


def _settled(problem: Problem, group: Group) -> Built:
    run, school = group.run, problem.school
    assert run is not None
    told = bool(run.teachers) and (bool(run.rooms) or group.offering.online_count() > 0)
    fixed = run.fixed_times and run.fixed_teacher and run.fixed_room and run.fixed_members
    if not (fixed and told) or run.may_close or len(group.variants) != 1:
        raise CannotModel(f"running class {run.reference} is not settled")
    teacher = {t.reference: j for j, t in enumerate(school.teachers)}
    room = {r.reference: i for i, r in enumerate(school.rooms)}
    places = [int(p) for p in group.places[0]]
    return Built(
        group.index,
        0,
        tuple(int(group.who[row]) for row in group.fixed),
        tuple(teacher[run.teacher_of(i) or ""] for i in range(len(places))),
        tuple(
            room[run.room_of(i) or ""] if problem.places.physical[p] else ONLINE
            for i, p in enumerate(places)
        ),
    )
