"""How much plans could gain at most from opening classes, given what each kind would gain.

At prices that are not yet right, a class of family g looks as if it gained up to ``-rc_g``. No
plan opens more classes than teachers, rooms and learners allow, so the sum of these gains is at
most the value of

    max  sum_g gain_g sum_v y_gv
    s.t. teachers and rooms for y (:mod:`solver.resources`), sum_v y_gv <= K_g (one for runs that
         may close, exactly one for those that go on), sum_g least_g sum_v y_gv <= free learners.

Counting ``K_g * gain_g`` instead would be right as well, but several times too much.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import highspy
import numpy as np

from solver.highs import quiet_highs
from solver.problem import Problem
from solver.resources import Resource, Resources


class Openings:
    """The programme above, built once and solved for one set of gains after another."""

    def __init__(self, problem: Problem, supply: Resources) -> None:
        self.problem = problem
        self.lp = quiet_highs()
        inf = highspy.kHighsInf
        none = np.array([], dtype=np.int32)
        for limit in supply.limits:
            self.lp.addRow(-inf, float(limit), 0, none, np.array([]))
        first = len(supply.limits)
        groups = [g for g in problem.groups if len(g.variants)]
        self.row = {group.index: first + at for at, group in enumerate(groups)}
        for group in groups:
            must = group.run is not None and group.must_open
            self.lp.addRow(1.0 if must else -inf, float(group.count), 0, none, np.array([]))
        people = first + len(groups)
        fixed = sum(len(g.fixed) for g in problem.groups)
        self.lp.addRow(-inf, float(len(problem.groups_of) - fixed), 0, none, np.array([]))
        for flow in supply.flows:
            rows = np.array([flow.demand, *flow.takes], dtype=np.int32)
            signs = np.array([-1.0, *(1.0 for _ in flow.takes)])
            self.lp.addCol(0.0, 0.0, inf, len(rows), rows, signs)
        self.columns: dict[int, tuple[int, int]] = {}  # group -> its first column and the last
        for at, group in enumerate(groups):
            begin = self.lp.getNumCol()
            used = [k for k, row in enumerate(supply.rows) if group.index in row.use]
            for v in range(len(group.variants)):
                taken = [k for k in used if supply.rows[k].use[group.index][v]]
                values = [float(supply.rows[k].use[group.index][v]) for k in taken]
                own = max(0, group.minimum - len(group.fixed))
                index = np.array([*taken, first + at, people], dtype=np.int32)
                entries = np.array([*values, 1.0, float(own)])
                self.lp.addCol(0.0, 0.0, inf, len(index), index, entries)
            self.columns[group.index] = (begin, self.lp.getNumCol())
        self.lp.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def limit(self, group: int, low: int, high: int) -> None:
        """Allow only so many classes of a group."""
        self.lp.changeRowBounds(self.row[group], float(low), float(high))

    def keep(self, resource: Resource) -> None:
        """Add a row on what a plan can open."""
        index: list[int] = []
        values: list[float] = []
        for group, uses in resource.use.items():
            begin, end = self.columns[group]
            index += range(begin, end)
            values += [float(n) for n in uses]
        self.lp.addRow(
            -highspy.kHighsInf,
            resource.limit,
            len(index),
            np.array(index, dtype=np.int32),
            np.array(values),
        )

    def most(self, gains: Mapping[int, float]) -> float:
        """Largest total gain of classes that a plan can open; ``gains`` by group, where a class
        that must be there may gain less than nothing. -inf: no plan opens such numbers.
        """
        for group, (begin, end) in self.columns.items():
            for column in range(begin, end):
                self.lp.changeColCost(column, gains.get(group, 0.0))
        self.lp.run()
        status = self.lp.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return -math.inf
        if status != highspy.HighsModelStatus.kOptimal:
            return float(
                sum(self.problem.groups[g].count * max(0.0, gain) for g, gain in gains.items())
            )
        # A hair more than the optimum, for the digits that a solver leaves open.
        value = self.lp.getInfo().objective_function_value
        return float(value + 1e-6 * abs(value) + 1e-4)
