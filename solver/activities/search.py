"""From a school's activities to a plan: bound, first plan, improvement.

1. A greedy plan, if need be beginning with the groups of an earlier one, whose hurt parts branch
   and cut then mends while the rest stays.
2. The relaxation proves a lower bound and points out which groups are worth opening.
3. Small problems: one model of all openings, to the proven optimum. Others: rounds of branch and
   cut among promising openings with their cheapest candidates. First all parts are decided
   together, twice, then one or two at a time while the rest stays. Beside the rounds branch and
   cut raises the bound of every part.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.metadata import version
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from models import Progress, RunInfo, School, Violation
from models.activity_plan import ActivityPlan, Rosters
from models.plan import Stop, gap_of
from solver.activities.building import build
from solver.activities.check import ActivityCheck, check_activities
from solver.activities.decode import plan_of
from solver.activities.greedy import Greedy, construct, guided
from solver.activities.individual import placements_of, stays_of
from solver.activities.milp import Branching, solve_milp
from solver.activities.model import ActivityModel, Group
from solver.activities.neighbourhoods import FAR, Neighbourhood, neighbourhoods, repairs
from solver.activities.problem import Opening, Problem
from solver.activities.reasons import left_out, notices
from solver.activities.relaxation import Part, Relaxation
from solver.settings import OnProgress, Settings, ShouldStop

SMALL = 4000  # seats to decide below which the whole problem is one model
FIRST_SHARE = 0.4  # of the time limit: the longest branch and cut of the first round,
ROUND_SHARE = 0.25  # which gains most, and of a later one
ROUND_GAP = 5e-4  # relative gap that is good enough in a round
NODES = 100  # of the search tree of a round when rounds are counted
LONGEST = 1800.0  # seconds after which a round without a time limit is given up
SHARES = (0.05, 0.2, 0.4)  # of what lies between prices and the cost of leaving somebody out
PRICING = 0.4  # share of the time limit for the first bound


@dataclass(frozen=True, slots=True)
class ActivityOutcome:
    """A checked plan; the violations that the checker found if it refused one."""

    plan: ActivityPlan | None
    violations: tuple[Violation, ...] = ()


def solve_activities(
    school: School,
    rosters: Rosters,
    settings: Settings | None = None,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    previous: ActivityPlan | None = None,
) -> ActivityOutcome:
    """Plan the activities of a school whose data has no issues.

    ``previous`` is an earlier plan from which as little as possible should change.
    """
    return _Search(
        school, rosters, settings or Settings(), on_progress, should_stop, previous
    ).run()


@dataclass
class _Search:
    school: School
    rosters: Rosters
    settings: Settings
    on_progress: OnProgress | None
    should_stop: ShouldStop | None
    previous: ActivityPlan | None
    history: list[Progress] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.workers = self.settings.workers or os.cpu_count() or 1
        self.problem: Problem = build(self.school, self.rosters, self.previous)
        self.best: list[Group] = []
        self.objective = sum(int(line.unserved.sum()) for line in self.problem.lines)
        self.bound = 0
        self.verdict: tuple[ActivityPlan, ActivityCheck] | None = None
        self.stop: Stop | None = None

    @property
    def counted(self) -> bool:
        """Whether rounds are counted, so that the plan must not depend on the machine."""
        return self.settings.work_limit is not None

    def left(self) -> float:
        """Seconds left of the time limit."""
        limit = self.settings.time_limit
        return 1e6 if limit is None else limit - (time.monotonic() - self.began)

    def over(self) -> bool:
        """Whether to stop now; remembers why."""
        if self.stop is None:
            if self.should_stop is not None and self.should_stop():
                self.stop = Stop.USER
            elif self.left() <= 0:
                self.stop = Stop.TIME
        return self.stop is not None

    def ended(self) -> bool:
        """Whether the rounds are over, so that work beside them has no more use."""
        return self.over() or self.objective <= self.bound

    def tell(self, stage: str) -> None:
        """Report where the search stands."""
        news = Progress(
            seconds=round(time.monotonic() - self.began, 2),
            stage=stage,
            objective=self.objective,
            bound=self.bound,
            placed=sum(len(g.members) for g in self.best),
        )
        self.history.append(news)
        if self.on_progress is not None:
            self.on_progress(news)

    def _checked(self, groups: Sequence[Group]) -> tuple[ActivityPlan, ActivityCheck]:
        plan = plan_of(self.problem, groups)
        return plan, check_activities(self.school, self.rosters, plan, self.previous)

    def accept(self, groups: list[Group], said: int | None = None) -> bool:
        """Keep groups if they cost less; a model must not have ``said`` that they cost less than
        the checker finds, for its bounds would be none.

        Raises:
            AssertionError: when it has.
        """
        plan, checked = self._checked(groups)
        if said is not None and said < checked.objective:
            raise AssertionError(f"the model says {said}, the checker {checked.objective}")
        if checked.objective < self.objective:
            self.best, self.objective = groups, checked.objective
            self.verdict = plan, checked
            return True
        return False

    def raise_bound(self, value: int) -> None:
        """Keep a bound if it is higher; never above the objective, which is attained."""
        self.bound = min(max(self.bound, value), self.objective)

    # -- stages -----------------------------------------------------------------------------

    def run(self) -> ActivityOutcome:
        """All stages, and the checker's verdict."""
        self.tell("start")
        relaxation = Relaxation(self.problem)
        self.raise_bound(relaxation.bound)
        seats = sum(len(o.rows) for o in self.problem.openings)
        self._construct()
        self.tell("construct")
        if seats <= SMALL:
            self._whole()
        else:
            if self.previous is not None and not self.over():
                self._mend()
                self.tell("improve")
            limit = PRICING * (self.settings.time_limit or 1e6)
            relaxation.price(min(limit, self.left()), self.workers, self.over)
            self.raise_bound(relaxation.bound)
            self.tell("bound")
            self._guided(relaxation)
            self.tell("construct")
            self._rounds(relaxation)
        return self._finish()

    def _construct(self) -> None:
        """A first plan (however short the time), also one with the groups of the earlier plan."""
        asked = self.should_stop or (lambda: False)
        for keep in (True, False) if self.previous is not None else (False,):
            self.accept(construct(self.problem, asked, keep))

    def _mend(self) -> None:
        """The earlier plan with only its hurt parts decided anew: who can stay does, all others
        choose among the seats of these groups and new groups of their own.
        """
        candidates = repairs(self.problem)
        for group in self.best:
            row = self.problem.lines[group.opening.line].row
            mine = {row[i] for i in group.members}
            candidates[group.opening] = sorted({*mine, *candidates.get(group.opening, ())})
        self._decide(ActivityModel(self.problem, list(candidates), candidates=candidates), 1)

    def _guided(self, relaxation: Relaxation) -> None:
        """Plans in which seats are worth a little more than the relaxation's prices."""
        promising = [
            copy
            for part in relaxation.parts
            for k in np.flatnonzero(part.reduced < FAR)
            for copy in self.problem.copies(part.openings[int(k)])
        ]
        for share in SHARES:
            worth = [line.unserved.copy() for line in self.problem.lines]
            for part in relaxation.parts:
                dear = part.prices + share * (part.unserved - part.prices)
                worth[part.line][part.rows] = np.rint(dear).astype(np.int64)
            if not self.over():
                self.accept(guided(self.problem, worth, promising, self.over))

    def _whole(self) -> None:
        """A small problem as one model: branch and cut first, clause learning for the rest."""
        model = ActivityModel(self.problem, self.problem.openings)
        model.hint(self.best)
        seconds = max(0.1, 0.6 * min(self.left(), 600))
        limits = Branching(seconds, self.settings.seed, should_stop=self.over)
        answer = solve_milp(model.cp, limits)
        if answer.values is not None:
            self.accept(model.groups(answer), answer.cost)
        if answer.bound is not None:
            self.raise_bound(answer.bound)
        if self.objective > self.bound and not self.over():
            model.hint(self.best)
            solver = cp_model.CpSolver()
            solver.parameters.max_time_in_seconds = max(0.1, min(self.left(), 600))
            solver.parameters.num_workers = self.workers
            solver.parameters.random_seed = self.settings.seed
            status = solver.solve(model.cp, _Stopper(self.should_stop))
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                self.accept(model.groups(solver), round(solver.objective_value))
            self.raise_bound(ceil(solver.best_objective_bound - 1e-6))
        if self.objective > self.bound:
            self.over()
            self.stop = self.stop or Stop.TIME
        self.tell("whole")

    def _rounds(self, relaxation: Relaxation) -> None:
        """Rounds of improvement, while the bounds of the parts are raised beside them.

        Where rounds are counted instead of seconds nothing runs beside them: how far that got
        would depend on the machine.
        """
        rng = np.random.default_rng(self.settings.seed)
        with ThreadPoolExecutor(max_workers=1) as beside:
            proof = None if self.counted else beside.submit(self._prove, relaxation)
            costs = lambda: [self._part_cost(part) for part in relaxation.parts]  # noqa: E731
            for number, this in enumerate(neighbourhoods(relaxation.parts, costs, rng)):
                if self.over() or self.objective <= self.bound:
                    break
                if number == self.settings.work_limit:
                    self.stop = Stop.WORK
                    break
                self._round(relaxation, this, number + 1)
                self.raise_bound(relaxation.bound)
                self.tell("improve")
            self.stop = self.stop or Stop.TIME
            if proof is not None:
                proof.result()
        self.raise_bound(relaxation.bound)

    def _prove(self, relaxation: Relaxation) -> None:
        """Raise the bound of every part in turn, each with its share of the time left; the small
        ones, which need none of theirs, first.
        """
        order = sorted(range(len(relaxation.parts)), key=lambda k: len(relaxation.parts[k].rows))
        for at, k in enumerate(order):
            seconds = (self.left() - 1) / (len(order) - at)
            if seconds > 0.2 and self.stop is None:
                limits = Branching(seconds, self.settings.seed, should_stop=self.ended)
                relaxation.part_bound(k, limits)

    def _round(self, relaxation: Relaxation, this: Neighbourhood, number: int) -> None:
        """Decide the groups of some parts anew while all others stay."""
        names = {relaxation.parts[k].name for k in this.parts}
        part_of = self.problem.part_of
        inside = [g for g in self.best if part_of(g.opening) in names]
        frozen = [g for g in self.best if part_of(g.opening) not in names]
        books = Greedy(self.problem)
        for group in frozen:
            books.take(group)
        candidates: dict[Opening, list[int]] = {}
        for group in inside:
            row = self.problem.lines[group.opening.line].row
            candidates[group.opening] = sorted(row[i] for i in group.members)
        for opening, rows in this.candidates.items():
            if books.can_be_led(opening):
                for copy in self.problem.copies(opening):
                    candidates[copy] = sorted({*rows, *candidates.get(copy, ())})
        model = ActivityModel(self.problem, list(candidates), frozen, candidates=candidates)
        self._decide(model, number)

    def _decide(self, model: ActivityModel, number: int) -> None:
        """Branch and cut from the best plan, for the share of the time of a round."""
        model.hint(self.best)
        share = FIRST_SHARE if number == 1 else ROUND_SHARE
        longest = share * self.settings.time_limit if self.settings.time_limit else LONGEST
        seconds = min(longest, max(0.1, self.left()))
        nodes = NODES if self.counted else None
        answer = solve_milp(model.cp, Branching(seconds, number, ROUND_GAP, nodes, self.over))
        if answer.values is not None:
            self.accept(model.groups(answer), answer.cost)

    def _part_cost(self, part: Part) -> float:
        line = self.problem.lines[part.line]
        left = set(part.rows)
        total = 0.0
        for group in self.best:
            if self.problem.part_of(group.opening) != part.name:
                continue
            rows = [line.row[i] for i in group.members]
            left -= set(rows)
            total += float(line.pay[rows, group.opening.series].sum())
            total += float(line.hours_cost[group.opening.series])
            total += len(group.interpreting) * float(line.interpreter_cost[group.opening.series])
            total += part.empty * max(0, self.problem.wanted(group.opening) - len(rows))
        return total + float(line.unserved[sorted(left)].sum())

    def _finish(self) -> ActivityOutcome:
        if self.objective <= self.bound:
            self.stop = Stop.OPTIMAL
        self.tell("done")
        plan, checked = self.verdict or self._checked(self.best)
        if checked.violations:
            return ActivityOutcome(None, checked.violations)
        run = RunInfo(
            objective=self.objective,
            bound=self.bound,
            gap=gap_of(self.objective, self.bound),
            seconds=round(time.monotonic() - self.began, 2),
            seed=self.settings.seed,
            workers=self.workers,
            time_limit=self.settings.time_limit,
            work_limit=self.settings.work_limit,
            stop=self.stop or Stop.TIME,
            history=tuple(self.history),
            version=version("instroom"),
        )
        return ActivityOutcome(
            plan.model_copy(
                update={
                    "left_out": left_out(self.problem, self.best),
                    "stays": stays_of(self.school, self.rosters, plan),
                    "placements": placements_of(self.school, self.rosters, plan),
                    "score": checked.score,
                    "notices": notices(self.problem),
                    "run": run,
                }
            )
        )


class _Stopper(cp_model.CpSolverSolutionCallback):
    """Ends a search at the next solution once somebody asked to stop."""

    def __init__(self, should_stop: Callable[[], bool] | None) -> None:
        super().__init__()
        self.should_stop = should_stop

    def on_solution_callback(self) -> None:
        """Look whether to stop."""
        if self.should_stop is not None and self.should_stop():
            self.stop_search()
