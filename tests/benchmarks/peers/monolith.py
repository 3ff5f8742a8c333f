"""One CP-SAT model of the whole problem, as an engineer would pose it first.

The model is the product's own posting of every rule on a scope that holds everything, so that
it is no worse formulated than ours; what it lacks is the decomposition. It starts from the
coordinator's plan as a hint. Parameters were tuned by ``python -m tests.benchmarks tune``;
docs/benchmarks.md has the trials.
"""

from __future__ import annotations

import math

from ortools.sat.python import cp_model

from models import Plan, School
from solver.decode import plan_of
from solver.model import Scope
from solver.problem import Problem, build
from solver.subsolve import post
from tests.benchmarks.peers.base import Budget
from tests.benchmarks.peers.greedy import greedy_roster

# What did best of the trials.
TUNED = {"workers": "2", "linearization": "1", "symmetry": "2", "hint": "greedy"}


def run(school: School, budget: Budget) -> Plan | None:
    """Plan with one model; options: see :data:`TUNED`."""
    options = TUNED | budget.options
    problem = build(school)
    model = post(problem, everything(problem))
    if options["hint"] == "greedy":
        model.hint(greedy_roster(problem))
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = budget.left()
    parameters.num_workers = int(options["workers"])
    parameters.random_seed = budget.seed
    parameters.linearization_level = int(options["linearization"])
    parameters.symmetry_level = int(options["symmetry"])
    parameters.repair_hint = options.get("repair") == "yes"
    told = _Told(budget)
    solver.best_bound_callback = told.bounded
    status = solver.solve(model.cp, told)
    proto = model.cp.proto
    budget.detail = f"{len(proto.variables)} variables, {len(proto.constraints)} constraints"
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        budget.note(None, told.bound)
        return None
    budget.note(round(solver.objective_value), round(solver.best_objective_bound))
    return plan_of(problem, model.read(solver))


def everything(problem: Problem) -> Scope:
    """Every class and every learner open to change."""
    classes = tuple(group.index for group in problem.groups for _ in range(group.count))
    return Scope(classes, frozenset(range(len(problem.learners))))


class _Told(cp_model.CpSolverSolutionCallback):
    """Notes every plan and every bound."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget
        self.objective: int | None = None
        self.bound: int | None = None

    def on_solution_callback(self) -> None:
        """A better plan."""
        self.objective = round(self.objective_value)
        self.budget.note(self.objective, self.bound)

    def bounded(self, value: float) -> None:
        """A better bound."""
        self.bound = math.ceil(value - 1e-6)
        self.budget.note(self.objective, self.bound)
