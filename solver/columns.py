"""Column generation: the strong relaxation behind every proven bound.

Write a class as one column: a group, a pattern and a set of members. A plan picks columns so
that every learner is in at most one, every run continues once, and teachers and rooms
suffice at every moment. The linear relaxation of that choice is solved by generating
columns; docs/how-it-solves.md has the mathematics. What the relaxation drops (names of
teachers and rooms, travel of teachers, needs between spouses in different classes) can only
make real plans dearer, so it never passes the optimum.

Pricing one group means: over all patterns and all pairs of medians (level m, learnability l)
find the members with the most negative

    cost[i, v] + wl * |s_i - m| + wp * |a_i - l| - price[i].

For fixed (v, m, l) that is a sort. Over boxes of medians the distance to the box bounds the
distance to every median in it, which gives an exact branch and bound with no loop over all
medians.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import HouseholdNeed
from solver.kernels import (
    NEVER,
    best_class,
    coarse_medians,
    deviation,
    partners,
)
from solver.places import Ints
from solver.problem import Group, Problem
from solver.rules.stability import moved_cost

Floats = NDArray[np.float64]


VARIANTS = 10  # of a group that give a column in one round
MOST_BOXES = 50_000  # of medians per variant; beyond them the bound is a little weaker


@dataclass(frozen=True, slots=True)
class Column:
    """One possible class: group, variant, members who are not fixed (sorted), its cost."""

    group: int
    variant: int
    members: tuple[int, ...]
    cost: int


class GroupPricer:
    """Prices columns of one group (and, where literacy is not mixed, of one literacy)."""

    def __init__(self, problem: Problem, group: Group, rows: NDArray[np.int64]) -> None:
        weights = problem.school.policy.weights
        fixed = list(group.fixed)
        self.problem, self.group = problem, group
        self.who = group.who[rows]
        self.cost = np.where(group.ok[rows], group.cost[rows], NEVER).astype(np.float64)
        self.s = problem.score[self.who].astype(np.float64)
        self.a = problem.learnability[self.who].astype(np.float64)
        self.fs = problem.score[group.who[fixed]].astype(np.float64)
        self.fa = problem.learnability[group.who[fixed]].astype(np.float64)
        self.wl, self.wp = float(weights.level_deviation), float(weights.learnability_deviation)
        self.empty = float(weights.empty_seat)
        self.spread = float(group.spread)
        self.least = max(0, group.minimum - len(fixed))
        self.wanted = max(0, group.target - len(fixed))
        self.cap = np.maximum(self._capacity() - len(fixed), -1)
        self.levels = self._medians(self.s, self.fs)
        self.learns = self._medians(self.a, self.fa)
        self.bottoms = self._bottoms()
        self.const = self._constant(fixed)
        self.partner = self._apart()
        usable = self.cap >= self.least
        if fixed:
            usable &= group.ok[fixed].all(axis=0)
        self.usable = np.flatnonzero(usable)

    def _medians(self, values: Floats, fixed: Floats) -> Floats:
        """Values that can be the (upper) median of a class: few of them beside fixed members.

        With ``k`` newcomers among ``F`` fixed members it is one of the values between the
        fixed ones of rank ``(F + k) // 2 - k`` and ``(F + k) // 2``.
        """
        known = np.unique(np.concatenate([values, fixed]))
        most, size = int(self.cap.max(initial=0)), len(fixed)
        low, high = (size + most) // 2 - most, (size + most) // 2
        ranked = np.sort(fixed)
        if low >= 0 and size:
            known = known[known >= ranked[low]]
        if high < size:
            known = known[known <= ranked[high]]
        return known

    def _bottoms(self) -> Floats:
        """Lowest levels of a window that takes in the fixed members; one where all fit."""
        known = np.unique(np.concatenate([self.s, self.fs]))
        if not len(known) or known[-1] - known[0] <= self.spread:
            return known[:1]
        if len(self.fs):
            lowest, highest = self.fs.min(), self.fs.max()
            known = known[(known <= lowest) & (known >= highest - self.spread)]
        return known

    def _capacity(self) -> NDArray[np.int64]:
        """Largest class per variant: the group's maximum and the largest room at each place."""
        problem, group = self.problem, self.group
        seats = np.where(problem.room_free, problem.room_capacity[:, None], 0)
        largest = seats.max(axis=0, initial=0)
        largest = np.where(problem.places.physical, largest, group.maximum)
        if not len(group.variants):
            return np.zeros(0, dtype=np.int64)
        found: NDArray[np.int64] = np.minimum(largest[group.places].min(axis=1), group.maximum)
        return found

    def _constant(self, fixed: list[int]) -> Floats:
        """Cost per variant that does not depend on newcomers; a lower bound for staff."""
        problem, group = self.problem, self.group
        weights = problem.school.policy.weights
        total = np.full(len(group.variants), float(group.open_cost))
        total -= weights.level_deviation * group.base_level
        total -= weights.learnability_deviation * group.base_learnability
        if len(group.variants) and fixed:
            total += group.cost[fixed].sum(axis=0)
        if group.teachers and len(group.variants):
            cheapest = problem.teacher_cost[list(group.teachers)].min(axis=0)
            total += cheapest[group.places].sum(axis=1)
        if group.run is not None:
            run = group.run
            moved = {p: moved_cost(problem, run, p) for p in group.place_ids}
            total += np.array([sum(moved[int(p)] for p in row) for row in group.places])
        return total

    def _apart(self) -> Ints:
        """Row of the spouse who cannot share the class, -1 for none."""
        at = {int(i): row for row, i in enumerate(self.who)}
        apart = (HouseholdNeed.APART_IN_TIME, HouseholdNeed.DIFFERENT_CLASSES)
        return partners(
            len(self.who),
            [
                (at[c.first], at[c.second])
                for c in self.problem.couples
                if c.hard and c.need in apart and c.first in at and c.second in at
            ],
        )

    def finish(self, variant: int, rows: Sequence[int] | Ints) -> Column:
        """The column of these rows with its exact cost (staff at its lower bound)."""
        cost = self.const[variant] + self.cost[rows, variant].sum()
        if len(rows) or len(self.fs):
            cost += self.wl * deviation(np.concatenate([self.s[rows], self.fs]))[1]
            cost += self.wp * deviation(np.concatenate([self.a[rows], self.fa]))[1]
        cost += self.empty * max(0, self.wanted - len(rows))
        members = tuple(np.sort(self.who[rows]).tolist())
        return Column(self.group.index, variant, members, round(float(cost)))

    def shares(self, variant: int, rows: list[int]) -> Floats:
        """What each of ``rows`` costs in their class: the own seat, the distance from the
        medians, and of a new class an equal share of what it costs to open.
        """
        s, a = self.s[rows], self.a[rows]
        away = self.wl * np.abs(s - np.median(np.concatenate([s, self.fs])))
        away += self.wp * np.abs(a - np.median(np.concatenate([a, self.fa])))
        filled = self.empty * min(len(rows), self.wanted)
        opened = self.const[variant] + self.empty * self.wanted if self.group.run is None else 0.0
        shares: Floats = self.cost[rows, variant] + away + (opened - filled) / len(rows)
        return shares

    def centres(
        self, net: Floats, toll: Floats, most: int
    ) -> list[tuple[float, int, float, float]]:
        """Up to ``most`` (reduced cost, variant, level, learnability), cheapest first, of
        classes around a grid of centres.
        """
        if not len(self.usable) or not len(self.who):
            return []
        levels, learns = _spread_out(self.levels, 14), _spread_out(self.learns, 8)
        values = self._values_at(net, toll, levels, learns)
        found = []
        for at in np.argsort(values, axis=None)[:most]:
            u, x, y = (int(k) for k in np.unravel_index(at, values.shape))
            if values[u, x, y] < NEVER / 2:
                row = (float(values[u, x, y]), int(self.usable[u]))
                found.append((*row, float(levels[x]), float(learns[y])))
        return found

    def _values_at(self, net: Floats, toll: Floats, levels: Floats, learns: Floats) -> Floats:
        shape = self._shape(levels, learns)
        values: Floats = coarse_medians(*(net, self.usable, *shape))
        return values + (self.const + toll)[self.usable][:, None, None]

    def exact(
        self, net: Floats, toll: Floats, tolerance: float, must: bool
    ) -> tuple[float, list[Column]]:
        """A proven lower bound of the least reduced cost, and columns that come near it: the best
        class met of each of the best variants, and of each band of levels.

        The bound is at least the true minimum less ``tolerance``; groups of which no class
        ``must`` open stop at 0, above which none would; ``inf``: the group has no column.
        """
        if not len(self.usable):
            return np.inf, []
        if not len(self.levels):
            return self._without_members(toll)
        ceiling = 1e12 if must else 0.0
        s, a, fs, fa, partner, levels, learns, *sizes = self._shape(self.levels, self.learns)
        floor, found, variant, size, members = best_class(
            net, self.usable, self.const + toll, s, a, fs, fa, partner, levels, learns,
            self.bottoms, *sizes, ceiling, tolerance, MOST_BOXES,
        )  # fmt: skip
        count = len(self.usable)
        kinds = [*np.argsort(found[:count], kind="stable")[:VARIANTS], *range(count, len(found))]
        return floor, [
            self.finish(int(variant[k]), members[k, : size[k]])
            for k in kinds
            if found[k] < (ceiling if must else -1e-6)
        ]

    def _shape(self, levels: Floats, learns: Floats) -> tuple[Any, ...]:
        return (
            self.s, self.a, self.fs, self.fa, self.partner, levels, learns, self.wl, self.wp,
            self.spread, self.least, self.wanted, self.cap, self.empty,
        )  # fmt: skip

    def _without_members(self, toll: Floats) -> tuple[float, list[Column]]:
        """A group without candidates: its class continues as it is, or there is none."""
        if not len(self.usable) or self.least > 0:
            return np.inf, []
        variant = int(self.usable[(self.const + toll)[self.usable].argmin()])
        column = self.finish(variant, [])
        return column.cost + float(toll[variant]), [column]

    def _net(self, net: Floats, column: Column) -> float:
        """Prices of a column's members, negated."""
        rows = [self.row_of[i] for i in column.members]
        return float((net[rows, column.variant] - self.cost[rows, column.variant]).sum())

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Row of each candidate by learner index."""
        return {int(i): row for row, i in enumerate(self.who)}


def pricers_of(problem: Problem) -> Iterator[GroupPricer]:
    """One pricer per group, or one per literacy where a class may not mix it."""
    for group in problem.groups:
        fixed = set(group.fixed)
        rows = np.array([r for r in range(len(group.who)) if r not in fixed], dtype=np.int64)
        kinds = {int(problem.literacy[group.who[r]]) for r in fixed}
        if group.mixes_literacy:
            yield GroupPricer(problem, group, rows)
            continue
        own = problem.literacy[group.who[rows]] if len(rows) else np.zeros(0, dtype=np.int64)
        for kind in sorted(kinds or {int(k) for k in own}) or [0]:
            yield GroupPricer(problem, group, rows[own == kind])


def _spread_out(values: Floats, most: int) -> Floats:
    """At most ``most`` of the sorted values, evenly spread."""
    if len(values) <= most:
        return values
    picked: Floats = values[np.linspace(0, len(values) - 1, most).round().astype(int)]
    return picked
