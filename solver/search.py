"""From a school to a plan: start, construct, then improve and bound side by side.

1. The running classes as they are (CP-SAT): the base every plan contains, or the proof
   that what is fixed contradicts itself.
2. A first plan on top of it, within seconds (:mod:`solver.rebuild`).
3. Rounds (:mod:`solver.rounds`): better plans beside a rising bound.

A small problem is solved whole instead; one twice as large at last, where nothing is left to
branch on and a difference between plan and bound remains. Rounds have deterministic limits and
are merged in a fixed order, so the same seed, workers and work limit give the same plan.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from threading import Thread

from models import Plan, Progress, RunInfo, School
from models.plan import Stop, gap_of
from solver.check import check
from solver.conflict import find_conflict
from solver.decode import plan_of
from solver.model import Scope
from solver.notices import notices_of
from solver.problem import Problem, build
from solver.reasons import waiting_list
from solver.roster import Roster, objective_of, placed_count, terms_of
from solver.rounds import Rounds
from solver.settings import OnPlan, OnProgress, Outcome, Settings, ShouldStop
from solver.subsolve import Limits, solve_scope

SMALL = 260  # seats to decide (learner x class) below which the whole problem is one model
CLOSED = 2 * SMALL  # the same, where all is branched on and a plan's distance is not yet proven


def solve(
    school: School,
    settings: Settings | None = None,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    on_plan: OnPlan | None = None,
) -> Outcome:
    """Plan a school whose data has no issues.

    ``on_progress`` hears of every new objective or bound, ``on_plan`` gets better plans on
    the way (as decisions: not yet measured or explained), ``should_stop`` is asked often.
    """
    return _Search(school, settings or Settings(), on_progress, should_stop, on_plan).run()


@dataclass
class _Search:
    school: School
    settings: Settings
    on_progress: OnProgress | None
    should_stop: ShouldStop | None
    on_plan: OnPlan | None
    history: list[Progress] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.workers = self.settings.workers or os.cpu_count() or 1
        self.problem: Problem = build(self.school)
        self.best: Roster | None = None
        self.objective: int | None = None
        self.bound: int | None = None
        self.stage = "start"
        self.stop: Stop | None = None

    # -- limits ---------------------------------------------------------------------------

    def seconds(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.began

    def left(self) -> float:
        """Seconds left of the time limit."""
        limit = self.settings.time_limit
        return 1e6 if limit is None else limit - self.seconds()

    def over(self) -> bool:
        """Whether to stop now; remembers why."""
        if self.stop is None:
            if self.should_stop is not None and self.should_stop():
                self.stop = Stop.USER
            elif self.left() <= 0:
                self.stop = Stop.TIME
        return self.stop is not None

    # -- news -----------------------------------------------------------------------------

    def tell(self, stage: str) -> None:
        """Report where the search stands."""
        self.stage = stage
        news = Progress(
            seconds=round(self.seconds(), 2),
            stage=stage,
            objective=self.objective,
            bound=self.bound,
            placed=None if self.best is None else placed_count(self.best),
        )
        self.history.append(news)
        if self.on_progress is not None:
            self.on_progress(news)

    def accept(self, roster: Roster) -> bool:
        """Keep a roster if it is better."""
        value = objective_of(self.problem, roster)
        if self.objective is not None and value >= self.objective:
            return False
        self.best, self.objective = roster, value
        if self.on_plan is not None:
            self.on_plan(plan_of(self.problem, roster))
        return True

    def raise_bound(self, value: int | None) -> None:
        """Keep a bound if it is higher; never above the objective, which is attained."""
        if value is not None and (self.bound is None or value > self.bound):
            self.bound = value if self.objective is None else min(value, self.objective)

    @property
    def proven(self) -> bool:
        """Whether the plan is proven to be the best possible."""
        return self.bound is not None and self.objective == self.bound

    # -- stages ---------------------------------------------------------------------------

    def run(self) -> Outcome:
        """All stages."""
        self.tell("start")
        base = self._base()
        if base is None:
            if self.best is None and self.over() and self.stop is Stop.USER:
                return Outcome(None)
            if self.best is None:
                return Outcome(None, find_conflict(self.school))
        else:
            self.accept(base)
            self.tell("base")
        assert self.best is not None
        if self._seats() <= SMALL and not self.over():
            self._whole()
        elif not self.over() and not self.proven:
            self._rounds()
        return Outcome(self._finish())

    def _base(self) -> Roster | None:
        """The running classes without newcomers (or with, where they need them to start)."""
        runs = [g for g in self.problem.groups if g.run is not None]
        held = {i for i, x in enumerate(self.school.learners) if x.current_class is not None}
        short = {int(i) for g in runs if g.minimum > len(g.fixed) for i in g.who}
        scope = Scope(tuple(g.index for g in runs), frozenset(held | short))
        limits = Limits(min(max(self.left(), 5), 120), workers=self.workers)
        solved = solve_scope(self.problem, scope, limits, should_stop=self.should_stop)
        if solved.roster is not None or not solved.infeasible:
            return solved.roster
        # New classes may be what makes it feasible (certified teachers); try the whole.
        whole = solve_scope(self.problem, self._everything(), limits)
        if whole.roster is not None:
            self.accept(whole.roster)
        return None

    def _everything(self) -> Scope:
        classes = tuple(g.index for g in self.problem.groups for _ in range(g.count))
        return Scope(classes, frozenset(range(len(self.school.learners))))

    def _seats(self) -> int:
        fixed = {int(g.who[r]) for g in self.problem.groups for r in g.fixed}
        return sum(
            g.count * sum(int(i) not in fixed for i in g.who) * max(1, len(g.variants) // 8)
            for g in self.problem.groups
        )

    def _whole(self) -> None:
        """Solve a small problem as one model, to the end if time allows."""
        limits = Limits(
            seconds=max(self.left(), 0.1),
            work=1e9 if self.settings.work_limit is None else 10.0 * self.settings.work_limit,
            workers=1,
            seed=self.settings.seed,
        )
        solved = solve_scope(
            self.problem, self._everything(), limits, self.best or (), self.should_stop
        )
        if solved.roster is not None:
            self.accept(solved.roster)
        self.raise_bound(solved.bound)
        if self.stop is None and not solved.optimal:
            self.over()
            self.stop = self.stop or Stop.WORK
        self.tell("whole")

    def _rounds(self) -> None:
        settings = self.settings
        with (
            ThreadPoolExecutor(max_workers=self.workers) as tasks,
            ThreadPoolExecutor(max_workers=self.workers) as pricing,
        ):
            rounds = Rounds(
                self.school,
                self.problem,
                (tasks, pricing),
                self.workers,
                settings.seed,
                settings.work_limit is not None,
                self.left,
                self.over,
            )
            if not self._prepared(rounds):
                return
            assert self.best is not None
            self.accept(rounds.first(self.best))
            self.tell("construct")
            closing = self._seats() <= CLOSED
            while not self.over() and not self.proven:
                if closing and rounds.tree.done:
                    self._whole()
                    break
                if settings.work_limit is not None and rounds.number >= settings.work_limit:
                    self.stop = Stop.WORK
                    break
                before = (self.objective, self.bound)
                self.accept(rounds.round(self.best))
                self.raise_bound(rounds.tree.bound)
                if (self.objective, self.bound) != before or rounds.number % 5 == 0:
                    self.tell("improve")
            self.raise_bound(rounds.tree.bound)

    def _prepared(self, rounds: Rounds) -> bool:
        """Load compiled code; the time it takes is not time to search. ``False`` when somebody
        asked to stop meanwhile.
        """
        self.tell("prepare")
        before = time.monotonic()
        loading = Thread(target=rounds.chain.prepare, daemon=True)
        loading.start()
        while loading.is_alive():
            if self.should_stop is not None and self.should_stop():
                self.stop = Stop.USER
                return False
            loading.join(0.05)
        self.began += time.monotonic() - before
        return True

    # -- the end --------------------------------------------------------------------------

    def _finish(self) -> Plan:
        assert self.best is not None
        assert self.objective is not None
        if self.proven:
            self.stop = Stop.OPTIMAL
        self.tell("done")
        plan = plan_of(self.problem, self.best)
        checked = check(self.school, plan)
        reason = None if self.bound is not None else _NO_BOUND
        return plan.model_copy(
            update={
                "score": checked.score,
                "waiting": waiting_list(self.problem, self.best, plan),
                "notices": notices_of(self.school),
                "run": RunInfo(
                    objective=self.objective,
                    bound=self.bound,
                    gap=gap_of(self.objective, self.bound),
                    gap_reason=reason,
                    seconds=round(self.seconds(), 2),
                    seed=self.settings.seed,
                    workers=self.workers,
                    time_limit=self.settings.time_limit,
                    work_limit=self.settings.work_limit,
                    stop=self.stop or Stop.TIME,
                    history=tuple(self.history),
                    version=_version(),
                ),
            }
        )


_NO_BOUND = "stopped before the first bound was proven"


def _version() -> str:
    try:
        return version("instroom")
    except PackageNotFoundError:
        return "unknown"


__all__ = ["solve", "terms_of"]
