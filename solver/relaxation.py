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
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor

import numpy as np

from solver.apart import ApartRows
from solver.columns import Column, Floats, GroupPricer, pricers_of
from solver.duals import Decision, Duals
from solver.master import Master
from solver.openings import Openings
from solver.packing import Cut, Packing
from solver.problem import Group, Problem
from solver.resources import Resource, resources_of
from solver.roster import Roster
from solver.tighten import unreachable

REACH = 10.0  # around prices that follow from a plan
NEARLY = 0.07  # of its value: a master this near to its bound is held back by its box
FINEST, COARSEST = 0.5, 20.0  # points a priced class may be wrong by


class Relaxation:
    """Column generation over a problem; :meth:`step` goes one round further.

    Groups are priced beside each other in ``pool``, if there is one (its threads must not be
    the ones that call :meth:`step`); results are merged in a fixed order. When ``left`` says that
    no seconds are left, what is under way is given up: bounds proven before stay.
    """

    def __init__(
        self,
        problem: Problem,
        pool: Executor | None = None,
        left: Callable[[], float] = lambda: math.inf,
    ) -> None:
        self.problem, self._pool, self.left = problem, pool, left
        self.pricers = list(pricers_of(problem))
        free = sorted({int(i) for p in self.pricers for i in p.who})
        self.learners = free
        self.row_of = {i: r for r, i in enumerate(free)}
        self._rows = {
            p: np.array([self.row_of[int(i)] for i in p.who], dtype=np.int64) for p in self.pricers
        }
        self.waiting = np.array([float(problem.unplaced_cost[i]) for i in free])
        # Learners who can join nothing wait in every plan, and pay for it in every plan.
        outside = list(unreachable(problem))
        self.constant = float(problem.unplaced_cost[outside].sum())
        self.supply = resources_of(problem)
        self.resources = list(self.supply.rows)  # and cuts, as they are found
        self.packing = Packing(problem, self.supply, left)
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
        # Rows of branchings: by family and place, which variants meet there; their limits.
        self.branchings: dict[tuple[int, int], Floats] = {}
        self._between: list[tuple[float, float]] = []
        self._master = Master(self)
        self.bound = -math.inf
        nothing = np.zeros(0)
        self.best = Duals(self.waiting.copy(), np.zeros(len(self.resources)), nothing, nothing)
        self.value = math.inf
        self.converged = False
        self.rounds = 0

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
        solved = self._master.solve()
        if solved is None:
            return self.best, [], np.zeros(0)
        _, duals = solved
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
                self._net(pricer, duals), self.tolls(pricer.group, duals), most
            )
        ]

    def start_from(self, roster: Roster) -> None:
        """Look for prices around those that a plan suggests (see :meth:`_guess`)."""
        columns = self.columns_of(roster)
        self.offer(columns)
        price = np.minimum(self._guess(columns), self.waiting)
        self._master.move(price, REACH)
        self.offer(self._priced(self._nothing()._replace(price=price)))

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

    def step(self, near: float = 1.0) -> None:
        """One round: solve the master, then price, which gives columns and a bound. It has
        converged when no more than ``near`` points are missing.
        """
        solved = self._master.solve()
        if solved is None:
            return
        self.rounds += 1
        self.value, duals = solved
        before, tolerance = self.bound, self._tolerance()
        added = self.offer(self._priced(self._near(duals)))
        if self.bound > before:
            self._master.move(self.best.price)
        if not added:
            added = self.offer(self._priced(duals))
        added += self._separate(settled=added < 4)
        exhausted = not added and (tolerance <= FINEST or self.bound <= before)
        settled = exhausted or self.value + self.constant - self.bound < near
        if settled or self.distance < NEARLY:
            widened = self._master.widen()
            self.converged = settled and not widened

    def _tolerance(self) -> float:
        """How exact pricing has to be: the farther off the bound, the less. All classes together
        lose a quarter of what is missing at most.
        """
        missing = self.value + self.constant - self.bound
        if not math.isfinite(missing):
            return COARSEST
        classes = max(1.0, float(self._master.primal().sum()))
        return min(max(missing / (4 * classes), FINEST), COARSEST)

    def _separate(self, settled: bool) -> int:
        """Add rows for spouses whom the master seats at one time; how many."""
        if not (settled or self.rounds % 8 == 0):
            return 0
        start = len(self.apart.rows)
        found = self.apart.find(self.columns, self._master.primal())
        if found:
            self._master.keep_apart(start)
        return len(found)

    def cut(self) -> bool:
        """Look for a row on numbers of classes that no plan opens together, and go on with it."""
        cut = self.packing.cut(self.opened())
        if cut is not None:
            self._keep(cut)
            self.converged = False
        return cut is not None

    def _keep(self, cut: Cut) -> None:
        sizes = {g: len(self.problem.groups[g].variants) for g in cut.weights}
        use = {g: np.full(sizes[g], float(weight)) for g, weight in cut.weights.items()}
        for g in use:
            self.rows_of[g].append(len(self.resources))
        self.resources.append(Resource(float(cut.limit), use))
        self.openings.keep(self.resources[-1])
        self._master.keep(self.resources[-1])

    def restrict(
        self, limits: Mapping[Decision, tuple[int, int]], near: Duals | None = None
    ) -> None:
        """Go on with only so many classes (least, most) of each family, in all or at a place,
        from the prices ``near`` which the answer is expected; the bound starts anew and holds for
        such plans only.
        """
        self._between = [(0.0, math.inf)] * len(self.branchings)
        for (group, place), (low, high) in limits.items():
            if place is None:
                self.limits[group] = (low, high)
                self._master.limit(group, low, high)
                self.openings.limit(group, low, high)
            else:
                self._between[self._branching(group, place)] = (float(low), float(high))
        self._master.branch(self._between)
        self.bound, self.converged = -math.inf, False
        if near is not None:
            self._master.move(near.price)
            self.offer(self._priced(near.widened(self._nothing())))

    def _nothing(self) -> Duals:
        """All rows free."""
        sizes = (len(self.resources), len(self.apart.rows), len(self.branchings))
        return Duals(np.zeros(len(self.learners)), *map(np.zeros, sizes))

    def _branching(self, group: int, place: int) -> int:
        """The number of the row for a family at a place, which is added if it is new."""
        if (group, place) not in self.branchings:
            meets = (self.problem.groups[group].places == place).any(axis=1) * 1.0
            self.branchings[group, place] = meets
            self._between.append((0.0, math.inf))
            self._master.add_branch(group, meets)
        return list(self.branchings).index((group, place))

    def meeting(self) -> dict[Decision, float]:
        """How many classes of each family the last master lets meet at each place."""
        count: dict[Decision, float] = defaultdict(float)
        for column, value in zip(self.columns, self._master.primal(), strict=False):
            group = self.problem.groups[column.group]
            if value > 1e-9 and group.run is None:
                for place in set(group.places[column.variant].tolist()):
                    count[column.group, place] += float(value)
        return dict(count)

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
        net: Floats = pricer.cost - duals.price[self._rows[pricer], None]
        self.apart.charged(pricer, net, duals.apart)
        return net

    def _priced(self, duals: Duals) -> list[Column]:
        """Columns that prices make worth having; the bound that they prove is kept if it is new."""
        duals = duals._replace(
            price=np.minimum(duals.price, self.waiting),
            toll=self.supply.mended(duals.toll),
            branch=self._charged(duals.branch),
        )
        least: dict[int, float] = defaultdict(lambda: math.inf)
        found: list[Column] = []
        each = map if self._pool is None else self._pool.map
        tolerance = self._tolerance()

        def priced(pricer: GroupPricer) -> tuple[float, list[Column]]:
            if self.left() <= 0:
                return -math.inf, []  # which proves nothing
            tolls = self.tolls(pricer.group, duals)
            must = self.limits[pricer.group.index][0] > 0
            return pricer.exact(self._net(pricer, duals), tolls, tolerance, must)

        for pricer, (value, columns) in zip(self.pricers, each(priced, self.pricers), strict=True):
            least[pricer.group.index] = min(least[pricer.group.index], value)
            found += columns
        if -math.inf in least.values():
            return found
        total = self.constant + float(duals.price.sum()) - float(duals.apart.sum())
        total -= float(duals.toll @ self.supply_limits)
        for price, (low, high) in zip(duals.branch, self._between, strict=True):
            if price:
                total -= price * (high if price > 0 else low)
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
        return found

    def _charged(self, branch: Floats) -> Floats:
        """Prices of branchings: none above 0 where any number may meet. A solver leaves a hair."""
        free = np.array([high == math.inf for _, high in self._between], dtype=bool)
        charged: Floats = np.where(free, np.minimum(branch, 0.0), branch)
        return charged

    def tolls(self, group: Group, duals: Duals) -> Floats:
        """What each variant of a group pays for teachers and rooms, and for branchings."""
        total = np.zeros(len(group.variants))
        for k in self.rows_of.get(group.index, ()):
            if duals.toll[k] > 1e-9:
                total += duals.toll[k] * self.resources[k].use[group.index]
        for price, ((family, _), meets) in zip(duals.branch, self.branchings.items(), strict=True):
            if family == group.index and price:
                total += price * meets
        return total

    def branched(self, column: Column) -> Iterator[int]:
        """Rows of branchings that a column is in."""
        for at, ((family, _), meets) in enumerate(self.branchings.items()):
            if family == column.group and meets[column.variant]:
                yield at

    @property
    def supply_limits(self) -> Floats:
        """Right-hand sides of the rows of teachers, rooms and cuts."""
        return np.array([row.limit for row in self.resources])

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


__all__ = ["Relaxation"]
