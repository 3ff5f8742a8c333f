"""A proven lower bound: learners choose by prices, groups open where that pays.

Everything that ties groups of different parts together (trainers, rooms, interpreters, spouses, a
learner's other activities, order) is left out; that can only make plans cheaper. What remains
falls apart into parts: one activity and one set of things its members share. Each part is a
facility-location problem with a minimum and maximum size. Its Lagrangean bound prices the demand
"every learner has a seat or is left out"; the best group for given prices is found exactly by
sorting. Prices come from column generation over whole groups with HiGHS, smoothed towards the best
ones so far (Wentges 1997).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

import highspy
import numpy as np
import numpy.typing as npt

from solver.activities.milp import solve_milp
from solver.activities.model import ActivityModel
from solver.activities.problem import Opening, Problem
from solver.activities.quiet import quiet_highs

Floats = npt.NDArray[np.float64]
_FAR = 1e9
_SMOOTH = 0.5  # share of the best prices so far in the prices that are tried


@dataclass
class Part:
    """One part: its learners (rows of the line), its openings, their candidates and costs."""

    line: int
    rows: list[int]
    openings: list[Opening]
    limit: int | None
    minimum: int
    maximum: int
    target: int
    empty: int
    unserved: Floats
    fixed: Floats
    cost: Floats
    bound: float = -np.inf
    value: float = np.inf
    reduced: Floats = field(default_factory=lambda: np.zeros(0))
    used: set[int] = field(default_factory=set)

    @property
    def name(self) -> tuple[int, tuple[str, ...]]:
        """Line and what its members share."""
        return self.line, self.openings[0].shares

    @property
    def settled(self) -> bool:
        """Whether more work cannot raise the bound by a tenth of a percent."""
        return bool(self.value - self.bound <= 1e-3 * max(1.0, abs(self.value)))


def parts_of(problem: Problem) -> list[Part]:
    """The parts of a problem; learners without any opening belong to none."""
    grouped: dict[tuple[int, tuple[str, ...]], list[Opening]] = {}
    for opening in problem.openings:
        if opening.copy == 0:
            grouped.setdefault((opening.line, opening.shares), []).append(opening)
    found = []
    for (index, _), openings in grouped.items():
        line = problem.lines[index]
        activity = line.activity
        rows = sorted({r for o in openings for r in o.rows})
        place = {r: n for n, r in enumerate(rows)}
        cost = np.full((len(rows), len(openings)), _FAR)
        for column, opening in enumerate(openings):
            at = np.array(opening.rows)
            cost[[place[r] for r in opening.rows], column] = line.pay[at, opening.series]
        fixed = [
            line.hours_cost[o.series] + problem.extra(o) * line.interpreter_cost[o.series]
            for o in openings
        ]
        alone = sum(1 for name in grouped if name[0] == index) == 1
        found.append(
            Part(
                index,
                rows,
                openings,
                activity.max_groups if alone else None,
                activity.minimum,
                activity.maximum,
                activity.wanted,
                problem.weights.empty_seat,
                line.unserved[rows].astype(np.float64),
                np.array(fixed, dtype=np.float64),
                cost,
            )
        )
    return found


def without_openings(problem: Problem) -> int:
    """Cost of learners whom no opening takes: part of every plan."""
    held = {(o.line, r) for o in problem.openings for r in o.rows}
    return sum(
        int(price)
        for index, line in enumerate(problem.lines)
        for r, price in enumerate(line.unserved)
        if (index, r) not in held
    )


class Climb:
    """Raises the bound of one part."""

    def __init__(self, part: Part, parallel: int) -> None:
        self.part, self.parallel = part, parallel
        n = len(part.rows)
        self.best: Floats | None = None
        self.lp = quiet_highs()
        for _ in range(n):
            self.lp.addRow(1.0, highspy.kHighsInf, 0, np.array([], dtype=np.int32), np.array([]))
        for r in range(n):
            self.lp.addCol(
                part.unserved[r], 0.0, 1.0, 1, np.array([r], dtype=np.int32), np.array([1.0])
            )
        # One row per opening (as many groups as run in parallel), and one for the limit.
        for _ in part.openings:
            self.lp.addRow(
                -highspy.kHighsInf, parallel, 0, np.array([], dtype=np.int32), np.array([])
            )
        most = highspy.kHighsInf if part.limit is None else float(part.limit)
        self.lp.addRow(-highspy.kHighsInf, most, 0, np.array([], dtype=np.int32), np.array([]))
        self.columns: list[int] = []

    def groups(self, prices: Floats) -> tuple[Floats, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """For every opening the least reduced cost of a group, its size, and the order of its
        learners from the most to the least wanted.
        """
        part = self.part
        reduced = part.cost - prices[:, None]
        most = min(part.maximum, len(part.rows))
        order = np.argsort(reduced, axis=0, kind="stable")[:most]
        sums = np.cumsum(np.take_along_axis(reduced, order, axis=0), axis=0)
        sizes = np.arange(1, most + 1)
        sums += (part.empty * np.maximum(0, part.target - sizes))[:, None]
        sums[: part.minimum - 1] = _FAR
        size = sums.argmin(axis=0)
        return part.fixed + sums[size, np.arange(len(part.openings))], size + 1, order

    def step(self) -> bool:
        """One round: solve the master, price, keep the better bound; False when converged."""
        part = self.part
        self.lp.run()
        if self.lp.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        solution = self.lp.getSolution()
        duals = np.array(solution.row_dual)
        n = len(part.rows)
        part.value = self.lp.getInfo().objective_function_value
        values = np.array(solution.col_value[n:])
        part.used = {self.columns[k] for k in np.flatnonzero(values > 1e-6)}
        prices = np.clip(duals[:n], 0, part.unserved)
        added = False
        if self.best is not None:
            added = self._price(_SMOOTH * self.best + (1 - _SMOOTH) * prices)
        if not added:
            added = self._price(prices)
        return added and not part.settled

    def _price(self, prices: Floats) -> bool:
        part = self.part
        value, size, order = self.groups(prices)
        gains = np.sort(np.minimum(0, np.repeat(value, self.parallel)))
        if part.limit is not None:
            gains = gains[: part.limit]
        bound = prices.sum() + gains.sum()
        if bound > part.bound:
            part.bound, self.best = bound, prices
            part.reduced = value
        n, added = len(part.rows), False
        for k in np.flatnonzero(value < -1e-6):
            who = order[: size[k], k]
            at = np.concatenate([who, [n + k, n + len(part.openings)]]).astype(np.int32)
            price = part.fixed[k] + part.cost[who, k].sum()
            price += part.empty * max(0, part.target - len(who))
            self.lp.addCol(price, 0.0, highspy.kHighsInf, len(at), at, np.ones(len(at)))
            self.columns.append(int(k))
            added = True
        return added


class Relaxation:
    """The bound of a whole problem, raised part by part."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.parts = parts_of(problem)
        self.constant = without_openings(problem)
        self._climbs = [
            Climb(part, problem.lines[part.line].activity.parallel) for part in self.parts
        ]
        self._open = list(range(len(self.parts)))
        for part in self.parts:
            part.reduced = np.zeros(len(part.openings))

    @property
    def bound(self) -> int:
        """No plan costs less than this."""
        return self.constant + sum(ceil(max(0, p.bound) - 1e-4) for p in self.parts)

    @property
    def converged(self) -> bool:
        """Whether no part can be raised further."""
        return not self._open

    def climb(self, seconds: float, should_stop: Callable[[], bool]) -> None:
        """Raise the part with the largest distance first, for some seconds."""
        end = time.monotonic() + seconds
        while self._open and time.monotonic() < end and not should_stop():
            k = max(self._open, key=lambda i: _distance(self.parts[i]))
            if not self._climbs[k].step():
                self._open.remove(k)

    def part_bound(
        self,
        k: int,
        seconds: float,
        seed: int,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        """Raise the bound of one part by branch and cut over all of its openings.

        The model also holds what ties the groups of the part together: trainers, rooms, spouses.
        """
        part, problem = self.parts[k], self.problem
        openings = [o for o in problem.openings if (o.line, o.shares) == part.name]
        model = ActivityModel(problem, openings, part=True)
        inside = set(part.rows)
        outside = sum(
            int(price)
            for index, line in enumerate(problem.lines)
            for r, price in enumerate(line.unserved)
            if index != part.line or r not in inside
        )
        answer = solve_milp(model.cp, seconds, seed, should_stop=should_stop)
        if answer.bound is not None:
            part.bound = max(part.bound, float(answer.bound - outside))

    def candidates(self, k: int, noise: npt.NDArray[np.float64]) -> list[Opening]:
        """Openings of a part from the most to the least promising, shaken by some noise."""
        part = self.parts[k]
        order = np.argsort(part.reduced + noise, kind="stable")
        return [part.openings[int(at)] for at in order]


def _distance(part: Part) -> float:
    return part.value - max(0.0, part.bound) if np.isfinite(part.value) else 1e12
