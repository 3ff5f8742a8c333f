"""Rounds of improvement: one or more tasks beside each other while the bound is raised.

A task is one of three. *Rebuild* changes the whole plan by ruin and recreate, guided by where
the relaxation opens classes. A *frame* chooses all classes anew by an integer programme over
the relaxation's templates. A *neighbourhood* is a part of the plan solved by CP-SAT with every
rule posted. Tasks have limits in units of work and are merged in a fixed order.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import numpy as np

from models import School
from solver.branching import Tree
from solver.check import check
from solver.decode import plan_of
from solver.frame import Frame, staffed
from solver.neighbourhoods import Draft, Neighbourhoods
from solver.places import Ints
from solver.problem import Problem
from solver.rebuild import Chain, Effort, Walk
from solver.relaxation import Relaxation
from solver.reseat import reseated
from solver.roster import Roster, objective_of
from solver.subsolve import Limits, solve_scope
from solver.tighten import tightened

ROUND_WORK = 0.8  # deterministic CP-SAT work per neighbourhood
STEPS_PER_ROUND = 12  # column generation steps beside each round, with a work limit
RUINS, RUINS_EACH = 3_000, 8  # of a first chain: at least, and for each learner who can move;
PATIENCE = 6  # doubled when so many rounds have brought nothing, in a large school every time
PART = 20_000  # ruins at most in one round: a longer chain goes on in the next
FIRST_RUINS = 300  # a plan within a second
RESTARTS_OF_SIX = 4  # chains that begin with the running classes, not with the best plan
LARGE = 900  # who can move: one chain is as good as the next then, and a longer one better
FITTING = 0.9  # of the time left
LASTING = 3  # times as long as planned: what fits is one chain then, not two
RESTART = Effort(hot=200.0, cold=5.0, calm=0.1)  # closes classes, which cost hundreds
FRAME_DISTANCES = (0.012, 0.006)  # of the bound when the next frame is due
FRAME_CORES = 3  # one for the bound, one for chains
FRAME_SIZE = 60_000  # variables above which a frame would take too long
FRAME_NODES = 60
FRAME_SECONDS = 20.0
FRAME_SHARE = 0.5  # of what is left of the time
FRAME_HEAT = 30.0  # a frame's classes are right: rebuild them more carefully
POLISHES = 3  # rebuilds of what a frame gives, each from another seed

Task = Callable[[], Roster | None]


class Rounds:
    """The state of the search between rounds; :meth:`round` plays one."""

    def __init__(
        self,
        school: School,
        problem: Problem,
        pools: tuple[ThreadPoolExecutor, ThreadPoolExecutor],
        workers: int,
        seed: int,
        repeatable: bool,
        left: Callable[[], float],
        over: Callable[[], bool],
    ) -> None:
        self.school, self.problem, self.pool = school, problem, pools[0]
        self.workers, self.seed, self.repeatable = workers, seed, repeatable
        self.left, self.over = left, over
        tight = tightened(problem)
        self.chain = Chain(tight)
        self.relaxation = Relaxation(tight, pools[1], left)
        self.tree = Tree(self.relaxation)
        self.hoods = Neighbourhoods(problem)
        self.base: Roster = ()
        self.frames = 0
        self.number = 0
        self.ruins = max(RUINS, RUINS_EACH * len(self.chain.free))
        self.fruitless = 0  # rounds since the plan was last improved
        self.walks: dict[int, Walk] = {}  # chains under way, by the number of their task
        self.lasting: set[int] = set()  # those that are to end when time does
        self.pace = 0.0  # seconds for a ruin

    def first(self, base: Roster) -> Roster:
        """A plan within seconds."""
        self.base = base
        found = self.chain.improve(base, Effort(FIRST_RUINS), self.seed, over=self.over)
        return self._kept(found, base)

    def round(self, best: Roster) -> Roster:
        """A plan that is at least as good as ``best``; the bound has risen if it could."""
        self.number += 1
        if self.relaxation.rounds:
            self.relaxation.offer_roster(best)
        else:
            self.relaxation.start_from(best)
        others = max(1, self.workers - (not self.tree.done))
        enough = Event()
        climbing: Future[None] | None = None
        frame = self._frame_due()
        drafts: list[Draft] = []
        if frame is None and self.frames and self.number % 3 == 0:
            rng = np.random.default_rng([self.seed, self.number])
            drafts = self._drafts(best, rng, others)
        tasks = self._tasks(best, frame, drafts, others)
        if not self.tree.done:
            climbing = self.pool.submit(self._climb, enough, objective_of(self.problem, best))
        found = [job.result() for job in [self.pool.submit(task) for task in tasks]]
        enough.set()
        if climbing is not None:
            climbing.result()
        merged = self._merged(best, drafts, found)
        if merged is not best and not self.over():
            merged = self._kept(reseated(self.chain.problem, merged, self.chain.free), merged)
        self.fruitless = self.fruitless + 1 if merged is best else 0
        if self.fruitless >= PATIENCE:
            self.ruins, self.fruitless = 2 * self.ruins, 0
        return merged

    # -- tasks ------------------------------------------------------------------------------

    def _tasks(
        self, best: Roster, frame: Frame | None, drafts: list[Draft], count: int
    ) -> list[Task]:
        if drafts:
            return [self._solving(draft, at) for at, draft in enumerate(drafts)]
        tasks: list[Task] = [] if frame is None else [self._framing(frame)]
        sites = self._sites()
        return tasks + [self._rebuilding(best, sites, at) for at in range(count - len(tasks))]

    def _rebuilding(self, best: Roster, sites: Ints, at: int) -> Task:
        """Part of a chain, from the best plan or from the running classes alone, so that other
        classes are tried.
        """
        if at not in self.walks or self.walks[at].over:
            self.walks[at] = self._begun(best, sites, at)
        walk = self.walks[at]
        if at in self.lasting:
            walk.end_after(self._fitting())

        def task() -> Roster:
            began = time.monotonic()
            made = walk.go_on(PART, self.over)
            self.pace = (time.monotonic() - began) / max(1, made)
            return walk.best

        return task

    def _begun(self, best: Roster, sites: Ints, at: int) -> Walk:
        large = len(self.chain.free) > LARGE
        again = large or (self.number + at) % 6 < RESTARTS_OF_SIX
        ruins = self.ruins
        self.lasting.discard(at)
        if not self.repeatable and self.pace:
            # A chain that the clock ends while it is hot is worth nothing: it has to fit.
            fitting = self._fitting()
            again = again and fitting > ruins / 2
            if fitting < (LASTING * ruins if large else ruins):
                ruins = max(fitting, 1)
                self.lasting.add(at)
        if large and again:
            self.ruins *= 2
        start, effort = (self.base, RESTART) if again else (best, Effort())
        return self.chain.walk(start, replace(effort, ruins=ruins), self._salt(at), sites)

    def _fitting(self) -> int:
        """Ruins in the time that is left, at the present pace."""
        return int(FITTING * self.left() / self.pace)

    def _framing(self, frame: Frame) -> Task:
        def task() -> Roster | None:
            # A limit in seconds would make runs differ: a repeatable one ends after the root.
            seconds, nodes = (600.0, 1) if self.repeatable else (self._frame_seconds(), FRAME_NODES)
            chosen = frame.solve(self._limits(4.0, 0, seconds), nodes, self.over)
            if not chosen or self.over():
                return None
            found = staffed(self.problem, chosen, self._limits(4.0, 0, seconds), self.over)
            if found is None or self.over():
                return found
            effort = Effort(RUINS, hot=FRAME_HEAT)
            plans = [
                self.chain.improve(found, effort, self._salt(at), over=self.over)
                for at in range(POLISHES)
            ]
            return min(plans, key=lambda plan: objective_of(self.problem, plan))

        return task

    def _solving(self, draft: Draft, at: int) -> Task:
        limits = self._limits(ROUND_WORK, at)

        def task() -> Roster | None:
            hint = draft.inside
            return solve_scope(self.problem, draft.scope, limits, hint, self.over).roster

        return task

    def _climb(self, enough: Event, objective: int) -> None:
        """Raise the bound while tasks run; a fixed number of steps in a repeatable run."""
        steps = 0
        while not self.tree.done and not self.over():
            self.tree.step(objective)
            steps += 1
            if steps >= STEPS_PER_ROUND if self.repeatable else enough.is_set():
                return

    def _frame_due(self) -> Frame | None:
        """A frame when the bound has come nearer to its end than the last one demanded."""
        due = FRAME_DISTANCES[min(self.frames, len(FRAME_DISTANCES) - 1)]
        # A frame takes a core for twenty seconds: beside the bound there has to be another one.
        large, alone = len(self.chain.free) > LARGE, self.workers < FRAME_CORES
        never = large or alone or self.frames >= len(FRAME_DISTANCES)
        if never or (self.relaxation.distance > due and not self.tree.branched):
            return None
        self.frames += 1
        frame = Frame(self.relaxation)
        return frame if frame.size <= FRAME_SIZE else None

    def _frame_seconds(self) -> float:
        return min(FRAME_SECONDS, FRAME_SHARE * self.left())

    def _sites(self) -> Ints:
        """Group, variant and centre of the new classes that the relaxation opens."""
        if not self.relaxation.rounds:
            return np.zeros((0, 4), dtype=np.int64)
        problem = self.problem
        _, columns, weights = self.relaxation.support()
        rows = [
            (
                column.group,
                column.variant,
                int(np.median(problem.score[list(column.members)])),
                int(np.median(problem.learnability[list(column.members)])),
            )
            for column, weight in zip(columns, weights, strict=True)
            if problem.groups[column.group].run is None and column.members and weight > 0.01
        ]
        return np.array(rows, dtype=np.int64).reshape(len(rows), 4)

    def _drafts(self, best: Roster, rng: np.random.Generator, count: int) -> list[Draft]:
        """``count`` neighbourhoods, with no class or learner in two of them."""
        found: list[Draft] = []
        taken: set[int] = set()
        busy: set[int] = set()
        for _ in range(count):
            draft = self.hoods.draw(best, rng, taken, busy)
            if draft is None:
                continue
            found.append(draft)
            taken |= {k for k, b in enumerate(best) if b in draft.inside}
            busy |= draft.scope.learners
        return found

    # -- limits -----------------------------------------------------------------------------

    def _salt(self, at: int) -> int:
        return (self.seed * 7919 + self.number * 64 + at) % 2**31

    def _limits(self, work: float, at: int, seconds: float = 30.0) -> Limits:
        return Limits(min(max(self.left(), 0.1), seconds), work, 1, self._salt(at))

    # -- results ----------------------------------------------------------------------------

    def _merged(self, best: Roster, drafts: list[Draft], found: list[Roster | None]) -> Roster:
        if not drafts:
            for roster in found:
                if roster is not None:
                    best = self._kept(roster, best)
            return best
        for draft, roster in zip(drafts, found, strict=True):
            before = objective_of(self.problem, best)
            if roster is not None:
                best = self._grafted(best, draft, roster)
            self.hoods.reward(draft.kind, before - objective_of(self.problem, best))
        return best

    def _kept(self, roster: Roster, best: Roster) -> Roster:
        """The better of the two; a changed one only when it obeys every rule."""
        worth, before = objective_of(self.problem, roster), objective_of(self.problem, best)
        if worth >= before or check(self.school, plan_of(self.problem, roster)).violations:
            return best
        return roster

    def _grafted(self, best: Roster, draft: Draft, found: Roster) -> Roster:
        """Take over what a neighbourhood found, also when another one was merged before it."""
        outside = set(draft.scope.outside)
        kept = tuple(b for b in best if b not in set(draft.inside))
        if set(kept) != outside:
            found = (*kept, *(b for b in found if b not in outside))
        return self._kept(found, best)
