"""The solver's verdict on decisions that somebody else took."""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from models import Plan, School
from solver.decode import roster_of
from solver.model import ClassVars, Scope
from solver.problem import Problem, build
from solver.roster import Built
from solver.subsolve import post


def verdict(school: School, plan: Plan) -> int | None:
    """Objective of the full model with the plan's decisions fixed; ``None``: it refuses them."""
    problem = build(school)
    classes = tuple(g.index for g in problem.groups for _ in range(g.count))
    try:
        roster = roster_of(problem, plan)
    except KeyError:
        return None
    if any(len(set(built.members)) < len(built.members) for built in roster):
        return None  # a learner twice in one class: there is one seat variable
    waiting: dict[int, list[Built]] = defaultdict(list)
    for built in roster:
        waiting[built.group].append(built)
    model = post(problem, Scope(classes, frozenset(range(len(school.learners)))))
    for row in model.classes:
        known = waiting[row.group.index].pop(0) if waiting[row.group.index] else None
        if not _fix(problem, model.cp, row, known):
            return None
    if any(waiting.values()):
        return None
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model.cp)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def _fix(problem: Problem, cp: cp_model.CpModel, row: ClassVars, known: Built | None) -> bool:
    """Fix one class; whether the model has a variable for each of its decisions."""
    yes: list[cp_model.IntVar | None] = []
    if known is not None:
        yes = [row.variant.get(known.variant), *(row.member.get(i) for i in known.members)]
        for p, j, r in zip(known.places(problem), known.teachers, known.rooms, strict=True):
            yes.append(row.taught.get((p, j)))
            if problem.places.physical[p] or r >= 0:
                yes.append(row.roomed.get((p, r)))
    if any(var is None for var in yes):
        return False
    chosen = {var.index for var in yes if var is not None}
    for group in (row.variant, row.member, row.taught, row.roomed):
        for var in group.values():
            cp.add(var == int(var.index in chosen))
    return True
