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
from solver.model import Model, Scope
from solver.problem import Problem, build
from solver.roster import Roster, objective_of, placed_count
from solver.subsolve import post
from tests.benchmarks.peers.base import Budget
from tests.benchmarks.peers.greedy import greedy_roster

# What did best of the trials.
TUNED = {"workers": "2", "linearization": "0", "symmetry": "2", "hint": "complete"}


def run(school: School, budget: Budget) -> Plan | None:
    """Plan with one model; options: see :data:`TUNED`."""
    options = TUNED | budget.options
    problem = build(school)
    model = post(problem, everything(problem))
    if options["hint"] != "none":
        model.hint(greedy_roster(problem))
    if options["hint"] == "complete":
        _complete_hint(model, budget)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = budget.left()
    parameters.num_workers = int(options["workers"])
    parameters.random_seed = budget.seed
    parameters.linearization_level = int(options["linearization"])
    parameters.symmetry_level = int(options["symmetry"])
    parameters.repair_hint = options.get("repair") == "yes"
    told = _Told(problem, model, budget)
    solver.best_bound_callback = told.bounded
    status = solver.solve(model.cp, told)
    proto = model.cp.proto
    budget.detail = f"{len(proto.variables)} variables, {len(proto.constraints)} constraints"
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        budget.note(None, told.bound)
        return None
    if told.best is None:
        return None
    budget.note(told.objective, told.bound)
    return plan_of(problem, told.best)


def everything(problem: Problem) -> Scope:
    """Every class and every learner open to change."""
    classes = tuple(group.index for group in problem.groups for _ in range(group.count))
    return Scope(classes, frozenset(range(len(problem.learners))))


def _complete_hint(model: Model, budget: Budget) -> None:
    """Extend the hint to all auxiliary variables: the decisions fixed, one quick solve."""
    solver = cp_model.CpSolver()
    solver.parameters.fix_variables_to_their_hinted_value = True
    solver.parameters.max_time_in_seconds = budget.left() / 3
    solver.parameters.num_workers = budget.cores
    if solver.solve(model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        values = solver.response_proto.solution
        model.cp.clear_hints()  # type: ignore[no-untyped-call]
        for at, value in enumerate(values):
            model.cp.add_hint(model.cp.get_int_var_from_proto_index(at), value)


class _Told(cp_model.CpSolverSolutionCallback):
    """Notes every plan and every bound.

    A solution's auxiliary variables may overstate its cost; each is measured from its decisions.
    """

    def __init__(self, problem: Problem, model: Model, budget: Budget) -> None:
        super().__init__()
        self.problem, self.model, self.budget = problem, model, budget
        self.best: Roster | None = None
        self.objective: int | None = None
        self.bound: int | None = None

    def on_solution_callback(self) -> None:
        """Another plan."""
        roster = self.model.read(self)  # type: ignore[arg-type] # it has the same look-ups
        value = objective_of(self.problem, roster)
        if self.objective is None or value < self.objective:
            self.best, self.objective = roster, value
            self.budget.note(value, self.bound, placed_count(roster))

    def bounded(self, value: float) -> None:
        """A better bound."""
        self.bound = math.ceil(value - 1e-6)
        self.budget.note(self.objective, self.bound)
