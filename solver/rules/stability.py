"""Small change against the present roster: childcare and work have followed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar

from models import ClassRun, PlannedClass, Text
from solver.rules.base import Rule
from solver.rules.posting import post_member_costs

if TYPE_CHECKING:
    from solver.model import Model
    from solver.problem import Problem
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Learners, sessions, teachers and rooms that change."""
    weights = view.school.policy.weights
    moved = 0
    for learner in view.school.learners:
        seat = view.class_of.get(learner.reference)
        now = learner.current_class
        moved += now is not None and (seat is None or seat.reference != now)
    amount, total = moved, moved * weights.moved_learner
    for row in view.classes:
        run = view.run(row)
        if run is None or not run.slots:
            continue
        times, teachers, rooms = _changes(run, row)
        amount += times + teachers + rooms
        total += times * weights.moved_session
        total += teachers * weights.changed_teacher + rooms * weights.changed_room
    return amount, total


def _changes(run: ClassRun, row: PlannedClass) -> tuple[int, int, int]:
    """Sessions at a new time, with another teacher, in another room."""
    times = teachers = rooms = 0
    for session in row.sessions:
        if session.slot not in run.slots:
            times += 1
            continue
        at = run.slots.index(session.slot)
        teacher, room = run.teacher_of(at), run.room_of(at)
        teachers += teacher is not None and teacher != session.teacher
        rooms += room is not None and session.room is not None and room != session.room
    return times, teachers, rooms


def moved_cost(problem: Problem, run: ClassRun, place: int) -> int:
    """Cost of a session at a time that is not one of the run's."""
    stays = not run.slots or problem.places.rows[place].slot in run.slots
    return 0 if stays else problem.school.policy.weights.moved_session


def teacher_change_cost(problem: Problem, run: ClassRun, place: int, teacher: int) -> int:
    """Cost of another teacher than the run has at that time."""
    slot = problem.places.rows[place].slot
    if slot not in run.slots:
        return 0
    now = run.teacher_of(run.slots.index(slot))
    same = now is None or problem.school.teachers[teacher].reference == now
    return 0 if same else problem.school.policy.weights.changed_teacher


def room_change_cost(problem: Problem, run: ClassRun, place: int, room: int) -> int:
    """Cost of another room than the run has at that time."""
    slot = problem.places.rows[place].slot
    if slot not in run.slots:
        return 0
    now = run.room_of(run.slots.index(slot))
    same = now is None or problem.school.rooms[room].reference == now
    return 0 if same else problem.school.policy.weights.changed_room


def post(model: Model) -> None:
    """Changes of class, time, teacher and room against the present roster cost."""
    post_member_costs(model, "stability")
    problem = model.problem
    for row in model.classes:
        run = row.group.run
        if run is None or not run.slots:
            continue
        for p, active in row.active.items():
            _pay(model, moved_cost(problem, run, p), active)
        for (p, j), var in row.taught.items():
            _pay(model, teacher_change_cost(problem, run, p, j), var)
        for (p, r), var in row.roomed.items():
            _pay(model, room_change_cost(problem, run, p, r), var)


def _pay(model: Model, cost: int, var: IntVar) -> None:
    if cost:
        model.pay("stability", cost * var)


RULE = Rule(
    name="stability",
    title=Text(nl="Veranderingen in het rooster", en="Changes to the roster"),
    unit=Text(nl="veranderingen", en="changes"),
    single=Text(nl="verandering", en="change"),
    sources=("report L17681", "report L12432"),
    weights=("moved_learner", "moved_session", "changed_teacher", "changed_room"),
    cost=cost,
    post=post,
)
