"""From columns to a whole plan: choose columns, then find teachers and rooms for them."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from ortools.sat.python import cp_model

from solver.columns import Column
from solver.model import Scope
from solver.problem import Problem
from solver.relaxation import Relaxation
from solver.roster import Roster
from solver.subsolve import Limits, solve_scope

MOST_COLUMNS = 4000


def columns_to_roster(
    problem: Problem, relaxation: Relaxation, incumbent: Roster, limits: Limits
) -> Roster | None:
    """Best combination of known columns as a roster, or ``None`` when it finds no staff.

    The restricted master is solved in integers over the columns of least reduced cost; the
    classes chosen keep their patterns and candidates, CP-SAT gives them teachers and rooms
    by all rules (and may leave one out that finds none).
    """
    relaxation.offer_roster(incumbent)
    chosen = _choose(problem, relaxation, limits)
    return staffed(problem, chosen, limits) if chosen else None


def staffed(problem: Problem, chosen: list[Column], limits: Limits) -> Roster | None:
    """Teachers and rooms for a choice of columns, by all rules; ``None`` when none are found."""
    classes = tuple(c.group for c in chosen)
    members = {}
    for at, column in enumerate(chosen):
        group = problem.groups[column.group]
        own = {int(group.who[r]) for r in group.fixed}
        members[at] = frozenset(own | set(column.members))
    scope = Scope(
        classes,
        frozenset(range(len(problem.learners))),
        variants={at: (column.variant,) for at, column in enumerate(chosen)},
        members=members,
    )
    return solve_scope(problem, scope, limits).roster


def _choose(problem: Problem, relaxation: Relaxation, limits: Limits) -> list[Column]:
    columns = relaxation.cheapest(MOST_COLUMNS)
    model = cp_model.CpModel()
    use = [model.new_bool_var("") for _ in columns]
    of_learner: dict[int, list[int]] = defaultdict(list)
    of_group: dict[int, list[int]] = defaultdict(list)
    for k, column in enumerate(columns):
        of_group[column.group].append(k)
        for i in column.members:
            of_learner[i].append(k)
    for rows in of_learner.values():
        model.add_at_most_one(use[k] for k in rows)
    for group in problem.groups:
        rows = of_group[group.index]
        if group.run is not None and group.must_open:
            model.add_exactly_one(use[k] for k in rows)
        elif rows:
            model.add(sum(use[k] for k in rows) <= group.count)
    taken: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
    for flow in relaxation.supply.flows:
        serves = model.new_bool_var("")
        taken[flow.demand].append(-serves)
        for row in flow.takes:
            taken[row].append(serves)
    for k, column in enumerate(columns):
        for row, uses in relaxation.used_by(column):
            taken[row].append(uses * use[k])
    for row, parts in taken.items():
        model.add(sum(parts) <= int(np.floor(relaxation.supply.limits[row] + 1e-9)))
    saved = [
        column.cost - int(problem.unplaced_cost[list(column.members)].sum()) for column in columns
    ]
    model.minimize(sum(value * use[k] for k, value in enumerate(saved)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(limits.seconds, 0.05)
    solver.parameters.max_deterministic_time = limits.work
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.catch_sigint_signal = False
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [column for k, column in enumerate(columns) if solver.boolean_value(use[k])]
