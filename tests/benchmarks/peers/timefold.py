"""Timefold: construction heuristic and local search over the whole problem.

The domain and its costs are Java (``timefold_java``), compiled against the Python package's own
libraries: translated from Python, the same rules were weighed ten times more slowly. The
community edition searches with one thread, so that each core gets a search of its own
(another seed); the better plan counts. The virtual machine is started before the clock.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import timefold.solver
from timefold.solver import init

from models import Plan, School
from solver.decode import plan_of
from solver.problem import Problem, build
from solver.roster import Roster, objective_of, placed_count
from tests.benchmarks.peers.base import Budget
from tests.benchmarks.peers.greedy import greedy_roster
from tests.benchmarks.peers.timefold_search import phases

SOURCES = Path(__file__).with_name("timefold_java")
LIBRARIES = Path(timefold.solver.__file__).with_name("jars")


def _start_machine() -> None:
    """Compile the domain and start the virtual machine with it.

    Raises:
        subprocess.CalledProcessError: when the domain cannot be compiled.
    """
    folder = tempfile.mkdtemp(prefix="timefold-")
    path = ":".join(str(jar) for jar in LIBRARIES.glob("*.jar"))
    sources = [str(file) for file in SOURCES.glob("*.java")]
    command = ["javac", "--release", "17", "-proc:none", "-d", folder, "-cp", path, *sources]
    subprocess.run(command, check=True, capture_output=True, text=True)
    init("-Xmx8g", path=[folder])


_start_machine()

from jpype import JClass  # noqa: E402 - the virtual machine comes first

from tests.benchmarks.peers.timefold_facts import Facts, roster_of  # noqa: E402

RESERVE = 0.5  # seconds kept for ending the search


def run(school: School, budget: Budget) -> Plan | None:
    """Plan with Timefold; options: ``start`` (greedy or empty), ``acceptor``, ``threads``."""
    problem = build(school)
    facts = Facts(problem)
    start = greedy_roster(problem) if budget.options.get("start", "greedy") == "greedy" else ()
    states = [_State(budget.used(), start)] if start else []
    threads = int(budget.options.get("threads", budget.cores))
    with ThreadPoolExecutor(threads) as pool:
        jobs = [
            pool.submit(_search, facts, budget, start, budget.seed + 1000 * k)
            for k in range(threads)
        ]
        found = [job.result() for job in jobs]
    budget.end()
    budget.detail = f"{sum(search.speed() for search, _ in found):,} moves a second"
    states += [state for search, began in found for state in _states(facts, search, began)]
    return _best(problem, budget, states)


@dataclass(frozen=True, slots=True)
class _State:
    """A state of the plan and when it was found."""

    seconds: float
    roster: Roster


def _best(problem: Problem, budget: Budget, states: list[_State]) -> Plan | None:
    """The best state, and the course up to it (measured afterwards, off the clock)."""
    best: Roster | None = None
    value: int | None = None
    for state in sorted(states, key=lambda s: s.seconds):
        reached = objective_of(problem, state.roster)
        if value is None or reached < value:
            best, value = state.roster, reached
            budget.note(value, None, placed_count(best), state.seconds)
    return None if best is None else plan_of(problem, best)


def _search(facts: Facts, budget: Budget, start: Roster, seed: int) -> tuple[Any, float]:
    """One solver with one thread when it has ended, and when it began."""
    timetable = facts.timetable(start)
    began = budget.used()
    settings = phases(budget.options, bool(start), max(budget.left() - RESERVE, 0.1))
    search = JClass("school.Search")(settings, seed)
    with _ending(search, budget):
        search.solve(timetable)
    return search, began


def _states(facts: Facts, search: Any, began: float) -> list[_State]:
    """The states that obeyed the hard rules, on the way and at the end."""
    return [
        _State(
            began + float(state.seconds),
            roster_of(facts, [list(row) for row in state.decisions], list(state.desks)),
        )
        for state in search.states
    ]


@contextmanager
def _ending(search: Any, budget: Budget) -> Iterator[None]:
    """Ends the search when the time is over; more than once, for a solver that has not begun
    yet forgets that it was told to end.
    """
    solved = threading.Event()

    def watch() -> None:
        solved.wait(budget.left() - RESERVE)
        while not solved.wait(0.1):
            search.stop()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        solved.set()
        watcher.join()
