"""Timefold: construction heuristic and local search over the whole problem.

The community edition searches with one thread, so that each core gets a search of its own
(another seed); the better plan counts. The virtual machine is started before the clock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from timefold.solver import init  # type: ignore[attr-defined]

init("-Xmx8g", "-Xss8m")  # before the domain: importing that starts the virtual machine

from _jpyinterpreter import (  # type: ignore[import-untyped] # noqa: E402
    convert_to_java_python_like_object,
)
from jpype import JImplements, JOverride  # type: ignore[import-untyped] # noqa: E402
from timefold.solver import Solver, SolverFactory  # noqa: E402
from timefold.solver.config import (  # noqa: E402
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
)

from models import Plan, School  # noqa: E402
from solver.decode import plan_of  # noqa: E402
from solver.problem import Problem, build  # noqa: E402
from solver.roster import Roster, objective_of, placed_count  # noqa: E402
from tests.benchmarks.peers.base import Budget  # noqa: E402
from tests.benchmarks.peers.greedy import greedy_roster  # noqa: E402
from tests.benchmarks.peers.timefold_domain import Course, Seat, Timetable  # noqa: E402
from tests.benchmarks.peers.timefold_facts import Decisions, Facts, roster_of, start_from  # noqa: E402
from tests.benchmarks.peers.timefold_rules import all_rules  # noqa: E402
from tests.benchmarks.peers.timefold_search import phases  # noqa: E402

READS_PER_SECOND = 2
TRANSLATING = threading.Lock()  # two threads that translate classes mix them up
RESERVE = 1.0  # seconds kept for reading the plan


def run(school: School, budget: Budget) -> Plan | None:
    """Plan with Timefold; options: ``start`` (greedy or empty), ``acceptor``, ``threads``."""
    problem = build(school)
    start = greedy_roster(problem) if budget.options.get("start", "greedy") == "greedy" else ()
    threads = int(budget.options.get("threads", budget.cores))
    with ThreadPoolExecutor(threads) as pool:
        jobs = [
            pool.submit(_Search(problem, budget, start, budget.seed + 1000 * k).run)
            for k in range(threads)
        ]
        states = [state for job in jobs for state in job.result()]
    return _best(problem, budget, states)


@dataclass
class _State:
    """What was read of one state of the plan while the search went on."""

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


@dataclass
class _Search:
    """One Timefold solver with one thread."""

    problem: Problem
    budget: Budget
    start: Roster
    seed: int
    states: list[_State] = field(default_factory=list)

    def run(self) -> list[_State]:
        with TRANSLATING:
            facts = Facts(self.problem)
            timetable = facts.timetable()
            start_from(facts, timetable, self.start)
            solver = SolverFactory.create(self._config()).build_solver()
            solver._delegate.addEventListener(_listener(facts, self.budget, self.states))
            translated = convert_to_java_python_like_object(timetable)
        with _ending(solver, self.budget):
            final = solver._delegate.solve(translated)
        if final.getScore().isFeasible():
            self.states.append(_State(self.budget.used(), read(facts, final)))
        return self.states

    def _config(self) -> SolverConfig[Timetable]:
        return SolverConfig(
            xml_source_text=phases(self.budget.options, bool(self.start)),
            solution_class=Timetable,
            entity_class_list=[Course, Seat],
            environment_mode=EnvironmentMode.NO_ASSERT,
            random_seed=self.seed,
            score_director_factory_config=ScoreDirectorFactoryConfig(
                constraint_provider_function=all_rules
            ),
        )


@contextmanager
def _ending(solver: Solver[Timetable], budget: Budget) -> Iterator[None]:
    """Ends the search when the time is over; more than once, for a solver that has not begun
    yet forgets that it was told to end.
    """
    solved = threading.Event()

    def watch() -> None:
        solved.wait(budget.left() - RESERVE)
        while not solved.wait(0.1):
            solver.terminate_early()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        solved.set()
        watcher.join()


def _listener(facts: Facts, budget: Budget, states: list[_State]) -> Any:
    """Hears of better states and reads those that obey the hard rules, at most twice a second
    (``states`` then ends with one that may be half a second old; the last is read at the end).
    """

    @JImplements("ai.timefold.solver.core.api.solver.event.SolverEventListener")
    class Listener:
        @JOverride  # type: ignore[untyped-decorator]
        def bestSolutionChanged(self, event: Any) -> None:  # noqa: N802 - Java's name
            now = budget.used()
            if states and now - states[-1].seconds < 1 / READS_PER_SECOND:
                return
            if event.getNewBestScore().isFeasible():
                states.append(_State(now, read(facts, event.getNewBestSolution())))

    return Listener()


def read(facts: Facts, state: Any) -> Roster:
    """The roster of a (Java) timetable; its classes and seats are in the order of the facts."""
    decided = [
        Decisions(
            _index(course.getPattern()),
            _index(course.getTeacher()) or 0,
            _index(course.getRoom()) or 0,
            int(course.getHelper().index.getValue().intValue()),
            _index(course.getTurn()) or 0,
        )
        for course in state.getCourses()
    ]
    desks = (_index(seat.getDesk()) for seat in state.getSeats())
    desk_of = {s.learner: d for s, d in zip(facts.seats, desks, strict=True) if d is not None}
    return roster_of(facts, decided, desk_of)


def _index(fact: Any) -> int | None:
    """``index`` of a Java fact; ``None`` of an open variable."""
    return int(fact.index.getValue().intValue()) if hasattr(fact, "index") else None
