"""A proven lower bound: learners choose by prices, groups open where that pays.

Everything that ties groups of different parts together (trainers, rooms, interpreters, spouses, a
learner's other activities, order) is left out; that can only make plans cheaper. What remains
falls apart into parts: one activity and one set of things its members share. Each part is a
facility-location problem with a minimum and maximum size. For any prices of seats the best group
is found exactly by sorting, which gives a Lagrangean bound. The best prices are the duals of the
linear relaxation, which an interior-point method finds in seconds where column generation over
whole groups stalls on learners who are all alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil

import highspy
import numpy as np
import numpy.typing as npt

from solver.activities.earlier import Dates
from solver.activities.milp import Branching, solve_milp
from solver.activities.model import ActivityModel
from solver.activities.problem import Opening, Problem
from solver.highs import finished, quiet_highs

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_FAR = 1e9
_SHUFFLE = 0.5  # points


@dataclass
class Part:
    """One part: its learners (rows of the line), its openings, their candidates and costs.

    ``least`` and ``target`` have a value per opening: a group that has begun needs neither.
    ``most`` is how many groups there may be of an opening, and ``together`` how many of several:
    a group that has begun goes on on one choice of dates.
    ``priced`` is the Lagrangean bound, ``bound`` the best proven one; ``reduced`` what the best
    group of every opening costs beyond the ``prices`` of its seats.
    """

    line: int
    rows: list[int]
    name: tuple[int, tuple[str, ...]]
    openings: list[Opening]
    most: Ints
    together: list[tuple[list[int], int]]
    limit: int | None
    least: Ints
    maximum: int
    target: Ints
    empty: int
    unserved: Floats
    fixed: Floats
    cost: Floats
    priced: float = 0.0
    bound: float = 0.0
    reduced: Floats = field(default_factory=lambda: np.zeros(0))
    prices: Floats = field(default_factory=lambda: np.zeros(0))

    def best_groups(self, prices: Floats) -> Floats:
        """For every opening the least cost of a group beyond the prices of its seats."""
        reduced = self.cost - prices[:, None]
        most = min(self.maximum, len(self.rows))
        sums = np.cumsum(np.sort(reduced, axis=0)[:most], axis=0)
        sizes = np.arange(1, most + 1)[:, None]
        sums += self.empty * np.maximum(0, self.target - sizes)
        sums[sizes < self.least] = _FAR
        best: Floats = self.fixed + sums.min(axis=0)
        return best

    def full_prices(self) -> Floats:
        """What a seat costs each learner at least: in the best group, were it full.

        No group gains anything at these prices, so that their sum is a bound; it takes no time.
        """
        sizes = np.minimum(self.maximum, (self.cost < _FAR).sum(axis=0))
        prices: Floats = (self.cost + self.fixed / np.maximum(1, sizes)).min(axis=1)
        return prices

    def promising(
        self, width: float, most: float, seats: int, noise: Floats, rng: np.random.Generator
    ) -> Iterator[tuple[Opening, list[int]]]:
        """Openings whose best group costs at most ``most`` beyond its prices, the best first.

        Each comes with its cheapest candidates (rows of the line), ``width`` times the largest
        group, and there are at most so many seats in all. ``noise`` has a number per opening.
        """
        order = np.argsort(self.reduced + noise, kind="stable")
        count = ceil(width * self.maximum)
        for k in order:
            if self.reduced[k] + noise[k] > most or seats <= 0:
                return
            able = np.flatnonzero(self.cost[:, k] < _FAR)
            # Who costs the same is shuffled, else all openings would have the same candidates.
            shuffled = _SHUFFLE * rng.random(len(able))
            extra = self.cost[able, k] - self.prices[able] + shuffled
            rows = [self.rows[r] for r in able[np.argsort(extra, kind="stable")[:count]]]
            seats -= len(rows)
            yield self.openings[int(k)], rows

    def price(self, prices: Floats) -> None:
        """Keep the bound that these prices prove, if it is the best so far."""
        prices = np.clip(prices, 0, self.unserved)
        value = self.best_groups(prices)
        most = self.most.copy()
        for columns, count in self.together:
            most[columns] = 0
            most[columns[int(np.argmin(value[columns]))]] = count
        gains = np.sort(np.minimum(0, np.repeat(value, most)))[: self.limit]
        bound = float(prices.sum() + gains.sum())
        if bound >= self.priced:
            self.priced, self.reduced, self.prices = bound, value, prices
            self.bound = max(self.bound, bound)


def parts_of(problem: Problem) -> list[Part]:
    """The parts of a problem; learners without any opening belong to none."""
    grouped: dict[tuple[int, tuple[str, ...]], list[Opening]] = {}
    for opening in problem.openings:
        if opening.copy == 0:
            grouped.setdefault(problem.part_of(opening), []).append(opening)
    found = []
    for name, openings in grouped.items():
        index = name[0]
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
        alone = sum(1 for other in grouped if other[0] == index) == 1
        found.append(
            Part(
                index,
                rows,
                name,
                openings,
                *_numbers(problem, openings),
                activity.max_groups if alone else None,
                np.array([problem.least(o) for o in openings]),
                activity.maximum,
                np.array([problem.wanted(o) for o in openings]),
                problem.weights.empty_seat,
                line.unserved[rows].astype(np.float64),
                np.array(fixed, dtype=np.float64),
                cost,
            )
        )
    return found


def _numbers(
    problem: Problem, openings: Sequence[Opening]
) -> tuple[Ints, list[tuple[list[int], int]]]:
    """How many groups there may be of every opening, and of openings that exclude each other."""
    most: list[int] = []
    together: dict[Dates, tuple[list[int], int]] = {}
    for column, opening in enumerate(openings):
        if problem.has_begun(opening):
            most.append(problem.at_most(opening))
            columns, _ = together.setdefault(problem.dates(opening), ([], most[-1]))
            columns.append(column)
        else:
            most.append(problem.lines[opening.line].activity.parallel)
    return np.array(most, dtype=np.int64), list(together.values())


def without_openings(problem: Problem) -> int:
    """Cost of learners whom no opening takes: part of every plan."""
    held = {(o.line, r) for o in problem.openings for r in o.rows}
    return sum(
        int(price)
        for index, line in enumerate(problem.lines)
        for r, price in enumerate(line.unserved)
        if (index, r) not in held
    )


def linear_relaxation(part: Part) -> highspy.HighsLp:
    """The linear relaxation of a part; its first rows are the learners, whose duals are prices.

    Columns: who is left out, openings, empty seats of these, seats. A group's members, given that
    it opens, form an integral polytope, so that no prices prove more than this relaxation's
    optimum.
    """
    rows, columns = np.nonzero(part.cost < _FAR)
    people, openings, seats = len(part.rows), len(part.openings), len(rows)
    opened = people + np.arange(openings)
    empty = opened + openings
    seat = people + 2 * openings + np.arange(seats)
    one, inf = np.ones, highspy.kHighsInf
    matrix = _Matrix()
    matrix.add(
        1, inf, (np.arange(people), np.arange(people), one(people)), (rows, seat, one(seats))
    )
    every = np.arange(openings)
    members = (columns, seat, one(seats))
    matrix.add(-inf, 0, members, (every, opened, np.full(openings, -float(part.maximum))))
    matrix.add(0, inf, members, (every, opened, -part.least.astype(np.float64)))
    wanted = (every, opened, -part.target.astype(np.float64))
    matrix.add(0, inf, members, wanted, (every, empty, one(openings)))
    only = np.arange(seats)
    matrix.add(-inf, 0, (only, seat, one(seats)), (only, opened[columns], -one(seats)))
    for among, count in part.together:
        zeros = np.zeros(len(among), dtype=np.int64)
        matrix.add(-inf, count, (zeros, opened[among], one(len(among))))
    if part.limit is not None:
        matrix.add(-inf, part.limit, (np.zeros(openings, dtype=np.int64), opened, one(openings)))
    lp = highspy.HighsLp()
    matrix.fill(lp)
    lp.num_col_ = people + 2 * openings + seats
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.concatenate(
        [one(people), part.most.astype(np.float64), np.full(openings, inf), one(seats)]
    )
    lp.col_cost_ = np.concatenate(
        [part.unserved, part.fixed, np.full(openings, float(part.empty)), part.cost[rows, columns]]
    )
    return lp


class _Matrix:
    """Blocks of rows, each given as entries (row of the block, column, value)."""

    def __init__(self) -> None:
        self.entries: list[tuple[Ints, Ints, Floats]] = []
        self.lower: list[Floats] = []
        self.upper: list[Floats] = []
        self.height = 0

    def add(self, lower: float, upper: float, *entries: tuple[Ints, Ints, Floats]) -> None:
        height = 1 + max(int(rows.max(initial=-1)) for rows, _, _ in entries)
        self.entries += [(rows + self.height, columns, value) for rows, columns, value in entries]
        self.lower.append(np.full(height, float(lower)))
        self.upper.append(np.full(height, float(upper)))
        self.height += height

    def fill(self, lp: highspy.HighsLp) -> None:
        rows, columns, values = (np.concatenate(x) for x in zip(*self.entries, strict=True))
        order = np.argsort(rows, kind="stable")
        ends = np.cumsum(np.bincount(rows, minlength=self.height))
        lp.num_row_ = self.height
        lp.row_lower_, lp.row_upper_ = np.concatenate(self.lower), np.concatenate(self.upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], ends]).astype(np.int32)
        lp.a_matrix_.index_ = columns[order].astype(np.int32)
        lp.a_matrix_.value_ = values[order]


class Relaxation:
    """The bound of a whole problem, raised part by part."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.parts = parts_of(problem)
        self.constant = without_openings(problem)
        for part in self.parts:
            part.price(np.zeros(len(part.rows)))
            part.price(part.full_prices())

    @property
    def bound(self) -> int:
        """No plan costs less than this."""
        return self.constant + sum(ceil(max(0, p.bound) - 1e-4) for p in self.parts)

    def price(self, seconds: float, workers: int, should_stop: Callable[[], bool]) -> None:
        """Find the best prices of every part, several at once, within some seconds."""
        end = time.monotonic() + seconds
        largest = sorted(self.parts, key=lambda part: -part.cost.size)
        with ThreadPoolExecutor(max_workers=workers) as pool:
            list(pool.map(lambda part: _price(part, end - time.monotonic(), should_stop), largest))

    def part_bound(self, k: int, limits: Branching) -> None:
        """Raise the bound of one part by branch and cut over all of its openings.

        The model also holds what ties the groups of the part together: trainers, rooms, spouses.
        """
        part, problem = self.parts[k], self.problem
        openings = [o for o in problem.openings if problem.part_of(o) == part.name]
        model = ActivityModel(problem, openings, part=True)
        inside = set(part.rows)
        outside = sum(
            int(price)
            for index, line in enumerate(problem.lines)
            for r, price in enumerate(line.unserved)
            if index != part.line or r not in inside
        )
        answer = solve_milp(model.cp, limits)
        if answer.bound is not None:
            part.bound = max(part.bound, float(answer.bound - outside))


def _price(part: Part, seconds: float, should_stop: Callable[[], bool]) -> None:
    if seconds <= 0 or should_stop():
        return
    highs = quiet_highs()
    highs.setOptionValue("solver", "ipm")
    highs.setOptionValue("run_crossover", "off")  # the middle of the best prices does as well
    highs.setOptionValue("time_limit", seconds)
    highs.passModel(linear_relaxation(part))
    highs.cbIpmInterrupt.subscribe(lambda event: event.interrupt(should_stop()))
    if not finished(highs.run, seconds, should_stop):
        return
    solution = highs.getSolution()
    if solution.dual_valid:
        part.price(np.array(solution.row_dual)[: len(part.rows)])
