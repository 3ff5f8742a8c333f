"""The restricted master problem of column generation as a HiGHS model that only ever grows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import highspy
import numpy as np

from solver.columns import Column
from solver.duals import Duals
from solver.highs import quiet_highs
from solver.resources import Floats, Resource

if TYPE_CHECKING:
    from solver.relaxation import Relaxation

MANY = 1000  # learners from which on the simplex method is too slow for the master
FIRST_REACH = 150.0  # points around a price that nothing is known of; see Master
PRIMAL = 4  # HiGHS's number of the primal simplex method
HELD = 1e-4  # of a learner waits, or sits too much, only because of the box


class Master:
    """The model, with rows in the order in which they are added (see :mod:`solver.relaxation`)."""

    def __init__(self, owner: Relaxation) -> None:
        self.owner = owner
        self.lp = quiet_highs()
        if len(owner.learners) > MANY:
            # Without a vertex: prices from the middle of the optimal ones, which swing less too.
            self.lp.setOptionValue("solver", "ipm")
            self.lp.setOptionValue("run_crossover", "off")
            self.lp.setOptionValue("ipm_optimality_tolerance", 1e-4)
        else:
            # New columns leave the basis feasible: the primal simplex goes on from it.
            self.lp.setOptionValue("solver", "simplex")
            self.lp.setOptionValue("simplex_strategy", PRIMAL)
        problem = owner.problem
        inf = highspy.kHighsInf
        empty = np.array([], dtype=np.int32)
        none = np.array([], dtype=np.float64)
        for _ in owner.learners:
            self.lp.addRow(1.0, 1.0, 0, empty, none)
        self.group_row = {g.index: len(owner.learners) + k for k, g in enumerate(problem.groups)}
        for group in problem.groups:
            must = group.run is not None and group.must_open
            self.lp.addRow(1.0 if must else -inf, float(group.count), 0, empty, none)
        first = len(owner.learners) + len(problem.groups)
        self.resource_row = [first + k for k in range(len(owner.resources))]
        self.apart_row: list[int] = []
        self.branch_row: list[int] = []
        for resource in owner.resources:
            self.lp.addRow(-inf, resource.limit, 0, empty, none)
        # Waiting, at a price of at most ``cap``, and a seat too many, which pays ``floor``: so
        # every price stays in a box around the best ones known, or it would swing wildly (du
        # Merle et al. 1999). The box moves along with them; where it alone holds a price it is
        # widened, the cap up to the true cost of waiting.
        self.centre = np.zeros(len(owner.waiting))
        self.reach = np.full(len(owner.waiting), FIRST_REACH)
        for sign in (1.0, -1.0):
            for row in range(len(owner.learners)):
                at = np.array([row], dtype=np.int32)
                self.lp.addCol(0.0, 0.0, inf, 1, at, np.array([sign]))
        self._draw()
        for flow in owner.supply.flows:
            rows = np.array([flow.demand, *flow.takes], dtype=np.int32) + first
            signs = np.array([-1.0, *(1.0 for _ in flow.takes)])
            self.lp.addCol(0.0, 0.0, inf, len(rows), rows, signs)
        self.artificial = 2 * len(owner.learners) + len(owner.supply.flows)
        # Artificial columns keep the master feasible before real ones are known.
        big = 1e6
        for group in problem.groups:
            if group.run is None or group.must_open:
                index = np.array([self.group_row[group.index]], dtype=np.int32)
                self.lp.addCol(big, 0.0, inf, 1, index, np.array([1.0]))
                self.artificial += 1

    def limit(self, group: int, low: int, high: int) -> None:
        """Set the numbers of classes of a family."""
        below = float(low) if low > 0 else -highspy.kHighsInf
        self.lp.changeRowBounds(self.group_row[group], below, float(high))

    def add(self, columns: list[Column]) -> None:
        """Append columns."""
        for column in columns:
            rows = [self.owner.row_of[i] for i in column.members]
            rows.append(self.group_row[column.group])
            values = [1.0] * len(rows)
            for k, uses in self.owner.used_by(column):
                rows.append(self.resource_row[k])
                values.append(float(uses))
            for at, uses in self.owner.apart.used_by(column).items():
                rows.append(self.apart_row[at])
                values.append(float(uses))
            for at in self.owner.branched(column):
                rows.append(self.branch_row[at])
                values.append(1.0)
            self.lp.addCol(
                float(column.cost),
                0.0,
                highspy.kHighsInf,
                len(rows),
                np.array(rows, dtype=np.int32),
                np.array(values),
            )

    def keep_apart(self, start: int) -> None:
        """Add the owner's rows for spouses from number ``start`` on."""
        entries: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for k, column in enumerate(self.owner.columns):
            for row, uses in self.owner.apart.used_by(column, start).items():
                entries[row].append((self.artificial + k, uses))
        for row in range(start, len(self.owner.apart.rows)):
            index = np.array([k for k, _ in entries[row]], dtype=np.int32)
            values = np.array([float(uses) for _, uses in entries[row]])
            self.apart_row.append(self.lp.getNumRow())
            self.lp.addRow(-highspy.kHighsInf, 1.0, len(index), index, values)

    def keep(self, resource: Resource) -> None:
        """Add a row like those of teachers and rooms, the owner's last."""
        self.resource_row.append(self._row(resource.use, resource.limit))

    def add_branch(self, group: int, meets: Floats) -> None:
        """Add a row for the classes of a family that meet at a place, without limits yet."""
        self.branch_row.append(self._row({group: meets}, highspy.kHighsInf))

    def branch(self, between: Iterable[tuple[float, float]]) -> None:
        """Set the limits (least, most) of all rows of branchings."""
        for row, (low, high) in zip(self.branch_row, between, strict=True):
            below = low if low > 0 else -highspy.kHighsInf
            self.lp.changeRowBounds(row, below, min(high, highspy.kHighsInf))

    def _row(self, use: Mapping[int, Floats], limit: float) -> int:
        """A row at most ``limit`` over the known columns of some groups, by variant."""
        uses = [
            (self.artificial + k, float(use[column.group][column.variant]))
            for k, column in enumerate(self.owner.columns)
            if column.group in use and use[column.group][column.variant]
        ]
        index = np.array([k for k, _ in uses], dtype=np.int32)
        values = np.array([n for _, n in uses])
        self.lp.addRow(-highspy.kHighsInf, limit, len(index), index, values)
        return int(self.lp.getNumRow()) - 1

    def solve(self) -> tuple[float, Duals] | None:
        """Value of the master (without the constant), prices of learners, tolls of resources;
        ``None`` when the owner's time ran out first.
        """
        left = self.owner.left()
        # HiGHS counts the seconds of all runs of one model together.
        limit = self.lp.getRunTime() + left if math.isfinite(left) else highspy.kHighsInf
        self.lp.setOptionValue("time_limit", limit)
        self.lp.run()
        if self.lp.getModelStatus() == highspy.HighsModelStatus.kTimeLimit:
            return None
        dual = np.array(self.lp.getSolution().row_dual)
        count = len(self.owner.learners)
        price = np.minimum(dual[:count], self.cap)
        toll = np.maximum(-dual[self.resource_row], 0.0)
        apart = np.maximum(-dual[self.apart_row], 0.0)
        branch = -dual[self.branch_row]
        return self.lp.getInfo().objective_function_value, Duals(price, toll, apart, branch)

    def _draw(self) -> None:
        self.cap = np.minimum(self.owner.waiting, self.centre + self.reach)
        floor = np.minimum(self.centre - self.reach, self.cap)
        count = 2 * len(self.cap)
        columns = np.arange(count, dtype=np.int32)
        self.lp.changeColsCost(count, columns, np.concatenate([self.cap, -floor]))

    def move(self, centre: Floats, reach: float | None = None) -> None:
        """Draw the box around other prices."""
        self.centre = centre.copy()
        if reach is not None:
            self.reach[:] = reach
        self._draw()

    def widen(self) -> bool:
        """Double the box of every learner whose price nothing else holds; whether any is."""
        count = len(self.cap)
        values = np.array(self.lp.getSolution().col_value[: 2 * count])
        waits, doubled = values[:count] > HELD, values[count:] > HELD
        held = (waits & (self.cap < self.owner.waiting)) | doubled
        self.reach[held] *= 2
        if held.any():
            self._draw()
        return bool(held.any())

    def primal(self) -> Floats:
        """Values of the columns in the last solution (artificial ones left out)."""
        values = np.array(self.lp.getSolution().col_value)
        return values[self.artificial :]


__all__ = ["Master"]
