"""Posting a scope by all rules and solving it with CP-SAT."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from solver.model import Model, Scope
from solver.problem import Problem
from solver.roster import Roster
from solver.rules import RULES


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one CP-SAT call: seconds of wall time and units of deterministic work."""

    seconds: float = 60.0
    work: float = 1e9
    workers: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Solved:
    """Result of a scope: ``roster`` of the whole plan (``None``: none found), objective and
    bound *of the scope*, whether it is proven optimal or infeasible.
    """

    roster: Roster | None
    objective: int | None
    bound: int | None
    optimal: bool
    infeasible: bool


def post(problem: Problem, scope: Scope) -> Model:
    """The model of a scope with every rule posted."""
    model = Model(problem, scope)
    for rule in RULES:
        if rule.post is not None:
            rule.post(model)
    model.close()
    return model


class _Watch(cp_model.CpSolverSolutionCallback):
    """Reports every better solution, and stops the search when asked to."""

    def __init__(
        self,
        on_solution: Callable[[int, int], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        super().__init__()
        self._tell, self._should_stop = on_solution, should_stop

    def on_solution_callback(self) -> None:
        """Called by CP-SAT."""
        if self._tell is not None:
            self._tell(round(self.objective_value), round(self.best_objective_bound))
        if self._should_stop is not None and self._should_stop():
            self.stop_search()


def solve_scope(
    problem: Problem,
    scope: Scope,
    limits: Limits,
    hint: Roster = (),
    should_stop: Callable[[], bool] | None = None,
    on_solution: Callable[[int, int], None] | None = None,
) -> Solved:
    """Best roster for a scope within limits; outside of it nothing changes."""
    model = post(problem, scope)
    if hint:
        model.hint(hint)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(limits.seconds, 0.05)
    solver.parameters.max_deterministic_time = limits.work
    solver.parameters.num_workers = limits.workers
    solver.parameters.random_seed = limits.seed
    solver.parameters.symmetry_level = 1
    solver.parameters.cp_model_probing_level = 1
    watch = _Watch(on_solution, should_stop) if should_stop or on_solution else None
    status = solver.solve(model.cp, watch)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(
            model.read(solver),
            round(solver.objective_value),
            round(solver.best_objective_bound),
            status == cp_model.OPTIMAL,
            False,
        )
    return Solved(None, None, None, False, status == cp_model.INFEASIBLE)
