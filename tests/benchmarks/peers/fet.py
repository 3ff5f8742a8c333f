"""FET for the timetable alone, and CP-SAT on the same question.

The classes of the coordinator's plan with their members, teachers and rooms are given; only
the times of the new classes are open (running classes keep theirs). FET looks for any
timetable that obeys the rules it knows, it has no costs; CP-SAT, with the product's posting of
the rules, also minimises them.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from ortools.sat.python import cp_model

from models import Plan, PlannedClass, School, Session, Slot
from solver.decode import plan_of
from solver.model import ClassVars, Model, Scope
from solver.problem import build
from solver.roster import Built, Roster
from solver.subsolve import post
from tests.benchmarks.peers.base import Budget
from tests.benchmarks.peers.fet_file import Lesson, Timetable
from tests.benchmarks.peers.greedy import greedy_roster

COMMAND = "fet-cl"


def run(school: School, budget: Budget) -> Plan | None:
    """The coordinator's plan at times that FET found; ``None`` when it placed not all lessons."""
    problem = build(school)
    roster = greedy_roster(problem)
    timetable = Timetable(problem, roster)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "school.fet"
        timetable.write(file)
        began = budget.used()
        done = subprocess.run(
            [
                COMMAND,
                f"--inputfile={file}",
                f"--outputdir={folder}",
                f"--timelimitseconds={max(int(budget.left()), 1)}",
                "--htmllevel=0",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        took = budget.used() - began
        answers = [
            Path(folder) / "timetables" / name / "school_activities.xml"
            for name in ("school", "school-single")
        ]
        partial = Path(folder) / "timetables" / "school-highest" / "school_activities.xml"
        whole = next((a for a in answers if a.exists()), None)
        found = timetable.read(whole or partial) if whole or partial.exists() else {}
        budget.detail = f"{len(found)} of {len(timetable.lessons)} sessions in {took:.1f} s"
        if not found and done.returncode:
            raise RuntimeError((done.stderr or done.stdout).strip()[-500:])
    if len(found) < len(timetable.lessons):
        return None
    plan = plan_of(problem, timetable.roster)
    classes = [_retimed(row, timetable.of_class(at), found) for at, row in enumerate(plan.classes)]
    return plan.model_copy(update={"classes": tuple(classes)})


def _retimed(row: PlannedClass, lessons: list[Lesson], found: dict[int, Slot]) -> PlannedClass:
    sessions = [
        session.model_copy(update={"slot": found[lesson.id]})
        for session, lesson in zip(row.sessions, lessons, strict=True)
    ]
    return row.model_copy(update={"sessions": tuple(sorted(sessions, key=_when))})


def _when(session: Session) -> tuple[int, int]:
    return (session.slot.weekday, session.slot.start)


def run_cp_sat(school: School, budget: Budget) -> Plan | None:
    """The same question to CP-SAT: members, teachers and rooms given, times open."""
    problem = build(school)
    roster = greedy_roster(problem)
    model = post(problem, _times_open(roster))
    for row, built in zip(model.classes, roster, strict=True):
        _give(model, row, built)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = budget.left()
    solver.parameters.num_workers = budget.cores
    solver.parameters.random_seed = budget.seed
    status = solver.solve(model.cp)
    budget.detail = f"{solver.status_name(status).lower()} in {budget.used():.1f} s"
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return plan_of(problem, model.read(solver))


def _times_open(roster: Roster) -> Scope:
    return Scope(
        tuple(built.group for built in roster),
        frozenset(i for built in roster for i in built.members),
        members={at: frozenset(built.members) for at, built in enumerate(roster)},
    )


def _give(model: Model, row: ClassVars, built: Built) -> None:
    """Members, and how many sessions each teacher and room has, as in the plan."""
    model.cp.add(row.open == 1)
    for seat in row.member.values():
        model.cp.add(seat == 1)
    for _, j in row.taught:
        mine = [var for (_, k), var in row.taught.items() if k == j]
        model.cp.add(sum(mine) == built.teachers.count(j))
    for _, r in row.roomed:
        mine = [var for (_, k), var in row.roomed.items() if k == r]
        model.cp.add(sum(mine) == built.rooms.count(r))
