"""Posting a scope by all rules and solving it with CP-SAT."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def post(problem: Problem, scope: Scope, without: str = "") -> Model:
    """The model of a scope with every rule posted, but for the one named ``without``."""
    model = Model(problem, scope)
    for rule in RULES:
        if rule.post is not None and rule.name != without:
            rule.post(model)
    model.close()
    return model


@contextmanager
def _stoppable(solver: cp_model.CpSolver, should_stop: Callable[[], bool] | None) -> Iterator[None]:
    """Ends the search soon after ``should_stop`` says so, also between two solutions."""
    if should_stop is None:
        yield
        return
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            if should_stop():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def solve_scope(
    problem: Problem,
    scope: Scope,
    limits: Limits,
    hint: Roster = (),
    should_stop: Callable[[], bool] | None = None,
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
    # Distances from the median are conditional linear constraints; without them in the
    # linear relaxation one worker proves almost nothing.
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 1
    solver.parameters.cp_model_probing_level = 1
    solver.parameters.catch_sigint_signal = False  # the caller decides what Ctrl-C means
    with _stoppable(solver, should_stop):
        status = solver.solve(model.cp)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(
            model.read(solver),
            round(solver.objective_value),
            round(solver.best_objective_bound),
            status == cp_model.OPTIMAL,
            False,
        )
    return Solved(None, None, None, False, status == cp_model.INFEASIBLE)


def is_infeasible(problem: Problem, scope: Scope, seconds: float, without: str = "") -> bool:
    """Whether nothing obeys all rules of a scope (but for the one named ``without``); costs
    are left out of the question.

    ``False`` too when ``seconds`` did not suffice to tell.
    """
    model = post(problem, scope, without)
    model.cp.clear_objective()  # type: ignore[no-untyped-call]
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    return bool(solver.solve(model.cp) == cp_model.INFEASIBLE)
