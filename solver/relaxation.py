"""The master problem of column generation, and the lower bound that follows from its prices.

    minimise   sum_c cost_c x_c + sum_i U_i w_i
    such that  sum_{c contains i} x_c + w_i = 1          for every free learner i   (price p_i)
               sum_{c of run g} x_c = 1 (or <= 1)        for every run g
               sum_{c of family g} x_c <= K_g            for every family of new classes
               sum_c use_{c,r} x_c <= b_r                for every resource row r   (price t_r)
               x, w >= 0

**Validity.** For any p with p_i <= U_i and any t >= 0, weak duality gives

    LB(p, t) = sum_i p_i - sum_r t_r b_r + sum_runs rc_g - W,

where rc_g is the least of ``cost_c - sum_{i in c} p_i + sum_r t_r use_{c,r}`` over *all* columns
of the group, or less, and W the most that opening classes could gain together at these rc_g
(:mod:`solver.openings`). Rows for spouses (:mod:`solver.apart`) have right-hand side 1 and are
paid per learner and pattern. LB is a lower bound of the relaxation, which contains every plan
that obeys the rules. It does not matter whether the master has converged: every exact pricing
round gives a bound, the best one is kept.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from typing import NamedTuple

import highspy
import numpy as np

from solver.apart import ApartRows
from solver.columns import Column, Floats, GroupPricer, pricers_of
from solver.highs import quiet_highs
from solver.openings import Openings
from solver.problem import Group, Problem
from solver.resources import resources_of
from solver.roster import Roster
from solver.tighten import unreachable

FIRST_REACH = 150.0  # points around a price that nothing is known of; see _Master
REACH = 10.0  # around prices that follow from a plan
NEARLY = 0.07  # of its value: a master this near to its bound is held back by its box
MANY = 1000  # learners from which on the simplex method is too slow for the master
PRIMAL = 4  # HiGHS's number of the primal simplex method
HELD = 1e-4  # of a learner waits, or sits too much, only because of the box
FINEST, COARSEST = 0.5, 20.0  # points a priced class may be wrong by
EXACT_EVERY = 12  # rounds at most between two that give a bound


class Duals(NamedTuple):
    """Prices of learners, tolls of teachers and rooms, prices of rows for spouses."""

    price: Floats
    toll: Floats
    apart: Floats

    def halfway(self, other: Duals) -> Duals:
        """The middle of two; rows the other does not know yet count as free there."""
        known = np.zeros(len(self.apart))
        known[: len(other.apart)] = other.apart
        return Duals(
            (self.price + other.price) / 2, (self.toll + other.toll) / 2, (self.apart + known) / 2
        )


class Relaxation:
    """Column generation over a problem; :meth:`step` goes one round further.

    Groups are priced beside each other in ``pool``, if there is one (its threads must not be
    the ones that call :meth:`step`); results are merged in a fixed order.
    """

    def __init__(self, problem: Problem, pool: Executor | None = None) -> None:
        self.problem, self._pool = problem, pool
        self.pricers = list(pricers_of(problem))
        free = sorted({int(i) for p in self.pricers for i in p.who})
        self.learners = free
        self.row_of = {i: r for r, i in enumerate(free)}
        self.waiting = np.array([float(problem.unplaced_cost[i]) for i in free])
        # Learners who can join nothing wait in every plan, and pay for it in every plan.
        outside = list(unreachable(problem))
        self.constant = float(problem.unplaced_cost[outside].sum())
        self.supply = resources_of(problem)
        self.resources = self.supply.rows
        self.openings = Openings(problem, self.supply)
        self.rows_of: dict[int, list[int]] = defaultdict(list)
        for k, row in enumerate(self.resources):
            for index in row.use:
                self.rows_of[index].append(k)
        self.limits = {
            g.index: (int(g.run is not None and g.must_open), g.count) for g in problem.groups
        }
        self.columns: list[Column] = []
        self._known: set[tuple[int, int, tuple[int, ...]]] = set()
        self.apart = ApartRows(problem)
        self._master = _Master(self)
        self.bound = -math.inf
        self.best = Duals(self.waiting.copy(), np.zeros(len(self.resources)), np.zeros(0))
        self.value = math.inf
        self.converged = False
        self.rounds = 0
        self._exact_next = False

    def offer(self, columns: Iterable[Column]) -> int:
        """Add columns that are new; how many there were."""
        fresh = []
        for column in columns:
            key = (column.group, column.variant, column.members)
            if key not in self._known:
                self._known.add(key)
                fresh.append(column)
        self.columns += fresh
        self._master.add(fresh)
        return len(fresh)

    def columns_of(self, roster: Roster) -> list[Column]:
        """The classes of a plan as columns (staff at its lower bound, as in pricing)."""
        found = []
        for built in roster:
            group = self.problem.groups[built.group]
            held = {int(i) for i in group.who[list(group.fixed)]}
            members = [i for i in built.members if i not in held]
            for pricer in self.pricers:
                if pricer.group is group and all(i in pricer.row_of for i in members):
                    found.append(pricer.finish(built.variant, [pricer.row_of[i] for i in members]))
                    break
        return found

    def offer_roster(self, roster: Roster) -> None:
        """Offer the classes of a plan."""
        self.offer(self.columns_of(roster))

    def pricer_of(self, column: Column) -> GroupPricer:
        """The pricer whose candidates the members of a column are."""
        return next(
            pricer
            for pricer in self.pricers
            if pricer.group.index == column.group
            and all(i in pricer.row_of for i in column.members)
        )

    def support(self) -> tuple[Duals, list[Column], Floats]:
        """Prices of the last master, the columns it uses and how much of each."""
        _, duals = self._master.solve()
        values = self._master.primal()
        used = np.flatnonzero(values > 1e-6)
        return duals, [self.columns[k] for k in used], values[used]

    def centres(self, duals: Duals, most: int) -> list[tuple[GroupPricer, int, float, float]]:
        """Where classes cost the least beyond their prices: up to ``most`` per pricer of new
        classes, as pricer, variant, level and learnability.
        """
        return [
            (pricer, variant, level, learn)
            for pricer in self.pricers
            if pricer.group.run is None
            for _, variant, level, learn in pricer.centres(
                self._net(pricer, duals), self.tolls(pricer.group, duals.toll), most
            )
        ]

    def start_from(self, roster: Roster) -> None:
        """Look for prices around those that a plan suggests (see :meth:`_guess`)."""
        columns = self.columns_of(roster)
        self.offer(columns)
        price = np.minimum(self._guess(columns), self.waiting)
        self._master.move(price, REACH)
        rows = len(self.resources)
        found, _ = self._exact(Duals(price, np.zeros(rows), np.zeros(len(self.apart.rows))))
        self.offer(found)

    def _guess(self, columns: Iterable[Column]) -> Floats:
        """Rough prices: most of what a seat costs, a new class shared by its members, and no
        more than the dearest tenth of the seats: a price too high attracts every class.
        """
        price = np.full(len(self.learners), math.inf)
        for column in columns:
            if column.members:
                pricer = self.pricer_of(column)
                rows = [pricer.row_of[i] for i in column.members]
                price[[self.row_of[i] for i in column.members]] = pricer.shares(
                    column.variant, rows
                )
        seated = price[np.isfinite(price)]
        if not len(seated):
            return np.zeros(len(price))
        guess: Floats = 0.8 * np.minimum(price, np.quantile(seated, 0.9))
        return guess

    def step(self) -> None:
        """One round: solve the master, then price; coarsely while that finds enough columns,
        else exactly, which also gives a bound.
        """
        self.rounds += 1
        self.value, duals = self._master.solve()
        self._exact_next |= self.rounds % EXACT_EVERY == 0
        if not self._exact_next:
            added = self.offer(self._coarse(self._near(duals)))
            added = added or self.offer(self._coarse(duals))
            self._exact_next = added < 4
            return
        before, tolerance = self.bound, self._tolerance()
        found, lower = self._exact(self._near(duals))
        if self.bound > before:
            self._master.move(self.best.price)
        added = self.offer(found)
        if not added or lower < self.bound:
            found, _ = self._exact(duals)
            added += self.offer(found)
        self._exact_next = added < 4
        added += self._separate(settled=added < 4)
        exhausted = not added and (tolerance <= FINEST or self.bound <= before)
        settled = exhausted or self.value + self.constant - self.bound < 1
        if settled or self.distance < NEARLY:
            widened = self._master.widen()
            self.converged = settled and not widened

    def _tolerance(self) -> float:
        """How exact pricing has to be: the farther off the bound, the less."""
        missing = self.value + self.constant - self.bound
        if not math.isfinite(missing):
            return COARSEST
        return min(max(missing / max(1, len(self.learners)), FINEST), COARSEST)

    def _separate(self, settled: bool) -> int:
        """Add rows for spouses whom the master seats at one time; how many."""
        if not (settled or self.rounds % 8 == 0):
            return 0
        start = len(self.apart.rows)
        found = self.apart.find(self.columns, self._master.primal())
        if found:
            self._master.keep_apart(start)
        return len(found)

    def restrict(self, limits: Mapping[int, tuple[int, int]]) -> None:
        """Go on with only so many classes (least, most) of each family; the bound starts anew
        and holds for such plans only.
        """
        for group, (low, high) in limits.items():
            self.limits[group] = (low, high)
            self._master.limit(group, low, high)
            self.openings.limit(group, low, high)
        self.bound, self.converged, self._exact_next = -math.inf, False, True

    def opened(self) -> dict[int, float]:
        """How many classes of each family the last master opens."""
        count: dict[int, float] = defaultdict(float)
        for column, value in zip(self.columns, self._master.primal(), strict=False):
            if value > 1e-9 and self.problem.groups[column.group].run is None:
                count[column.group] += float(value)
        return dict(count)

    def _near(self, duals: Duals) -> Duals:
        """Prices drawn towards the best ones so far, which calms their swings (Wentges)."""
        return duals if self.bound == -math.inf else duals.halfway(self.best)

    def _net(self, pricer: GroupPricer, duals: Duals) -> Floats:
        mine = duals.price[[self.row_of[int(i)] for i in pricer.who]]
        net: Floats = pricer.cost - mine[:, None]
        self.apart.charged(pricer, net, duals.apart)
        return net

    def _coarse(self, duals: Duals) -> list[Column]:
        found: list[Column] = []
        for pricer in self.pricers:
            tolls = self.tolls(pricer.group, duals.toll)
            found += pricer.coarse(self._net(pricer, duals), tolls)
        return found

    def _exact(self, duals: Duals) -> tuple[list[Column], float]:
        duals = Duals(
            np.minimum(duals.price, self.waiting), self.supply.mended(duals.toll), duals.apart
        )
        least: dict[int, float] = defaultdict(lambda: math.inf)
        found: list[Column] = []
        each = map if self._pool is None else self._pool.map
        tolerance = self._tolerance()

        def priced(pricer: GroupPricer) -> tuple[float, list[Column]]:
            tolls = self.tolls(pricer.group, duals.toll)
            must = self.limits[pricer.group.index][0] > 0
            return pricer.exact(self._net(pricer, duals), tolls, tolerance, must)

        for pricer, (value, columns) in zip(self.pricers, each(priced, self.pricers), strict=True):
            least[pricer.group.index] = min(least[pricer.group.index], value)
            found += columns
        total = self.constant + float(duals.price.sum()) - float(duals.apart.sum())
        total -= float(duals.toll @ self.supply.limits)
        gains = {}
        for group in self.problem.groups:
            value = least[group.index]
            if group.run is not None and group.must_open:
                total += value if math.isfinite(value) else 0.0
            elif math.isfinite(value) and (value < 0.0 or self.limits[group.index][0] > 0):
                gains[group.index] = -value
            elif self.limits[group.index][0] > 0:
                total = math.inf  # a class must open, and there is none
        total -= self.openings.most(gains)
        if total > self.bound:
            self.bound, self.best = total, duals
        return found, total

    def tolls(self, group: Group, toll: Floats) -> Floats:
        """What each variant of a group pays for teachers and rooms."""
        total = np.zeros(len(group.variants))
        for k in self.rows_of.get(group.index, ()):
            if toll[k] > 1e-9:
                total += toll[k] * self.resources[k].use[group.index]
        return total

    def used_by(self, column: Column) -> Iterator[tuple[int, int]]:
        """Rows of teachers and rooms that a column takes from, with the number of sessions."""
        for k in self.rows_of.get(column.group, ()):
            uses = int(self.resources[k].use[column.group][column.variant])
            if uses:
                yield k, uses

    @property
    def distance(self) -> float:
        """How far the bound lies below the master's value, as a share of that (1 before any)."""
        value = self.value + self.constant
        return (value - self.bound) / value if self.bound > 0 and math.isfinite(value) else 1.0


class _Master:
    """The restricted master as a HiGHS model that only ever grows."""

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
        self.first_resource = len(owner.learners) + len(problem.groups)
        for limit in owner.supply.limits:
            self.lp.addRow(-inf, float(limit), 0, empty, none)
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
            rows = np.array([flow.demand, *flow.takes], dtype=np.int32) + self.first_resource
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
                rows.append(self.first_resource + k)
                values.append(float(uses))
            for at, uses in self.owner.apart.used_by(column).items():
                rows.append(self.first_resource + len(self.owner.resources) + at)
                values.append(float(uses))
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
            self.lp.addRow(-highspy.kHighsInf, 1.0, len(index), index, values)

    def solve(self) -> tuple[float, Duals]:
        """Value of the master (without the constant), prices of learners, tolls of resources."""
        self.lp.run()
        dual = np.array(self.lp.getSolution().row_dual)
        count = len(self.owner.learners)
        price = np.minimum(dual[:count], self.cap)
        rest = np.maximum(-dual[self.first_resource :], 0.0)
        size = len(self.owner.resources)
        value = self.lp.getInfo().objective_function_value
        return value, Duals(price, rest[:size], rest[size:])

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


__all__ = ["Relaxation"]
