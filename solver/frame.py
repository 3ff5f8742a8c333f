"""Which classes to open, all at once: an integer programme over class templates.

A *template* is a class with its members left open: a group, a variant, a centre (level and
learnability) and a window of levels. With the templates of an almost converged relaxation

    min  sum_t f_t z_t + sum_(i,t) c_it x_it - e * sum_t q_t + sum_i U_i w_i
    s.t. sum_t x_it + w_i = 1                           every learner once
         x_it <= z_t;  least z_t <= sum_i x_it <= cap_t z_t
         q_t <= wanted_t z_t;  q_t <= sum_i x_it        seats filled up to the target
         at most K_g templates of a family, one of a run
         teachers and rooms (:mod:`solver.resources`)
         z binary; x, w, q, u between 0 and 1 (wanted_t)

is a facility location problem: once the classes are chosen the rest is a flow. Its relaxation
equals that of column generation, so a good integer solution is near the bound. Distances count
from the template's centre, which overstates them; the members are only a start for the search.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from solver.columns import Column, GroupPricer
from solver.highs import finished, quiet_highs
from solver.kernels import NEVER
from solver.model import Scope
from solver.places import Ints
from solver.problem import Problem
from solver.relaxation import Relaxation
from solver.resources import Floats
from solver.roster import Roster
from solver.subsolve import Limits, solve_scope

NEAR_LEVEL, NEAR_LEARN = 2, 5  # templates closer than this are one ...
FEW = 200  # ... unless so few learners can move that all can be told apart
CENTRES = 150
ENOUGH = 5_000  # ... while there are fewer variables than this
MARGIN = 14.0  # points a seat may cost more than its learner's price to be considered


@dataclass(frozen=True, slots=True)
class Template:
    """A class with its members left open; ``bottom`` is the lowest level of its window."""

    pricer: GroupPricer
    variant: int
    level: float
    learn: float
    bottom: float

    @property
    def group(self) -> int:
        """Index of the group."""
        return self.pricer.group.index


@dataclass
class _Rows:
    """A programme in the making, column by column."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def row(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def column(
        self, cost: float, most: float, entries: Iterable[tuple[int, float]], whole: bool = False
    ) -> int:
        self.start.append(len(self.index))
        for row, value in entries:
            self.index.append(row)
            self.value.append(value)
        self.cost.append(cost)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.cost) - 1

    def passed_to(self, solver: highspy.Highs) -> None:
        kind = highspy.HighsVarType
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.low)
        lp.col_cost_, lp.col_lower_ = np.array(self.cost), np.zeros(len(self.cost))
        lp.col_upper_ = np.array(self.most)
        lp.row_lower_, lp.row_upper_ = np.array(self.low), np.array(self.high)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.array([*self.start, len(self.index)])
        lp.a_matrix_.index_ = np.array(self.index)
        lp.a_matrix_.value_ = np.array(self.value)
        lp.integrality_ = [kind.kInteger if x else kind.kContinuous for x in self.whole]
        solver.passModel(lp)


class Frame:
    """The programme for a relaxation as it stands now; :meth:`solve` it at leisure."""

    def __init__(self, relaxation: Relaxation) -> None:
        duals, columns, weights = relaxation.support()
        used = [columns[at] for at in np.argsort(-weights, kind="stable")]
        around = [
            Template(pricer, variant, level, learn, level - pricer.spread / 2)
            for pricer, variant, level, learn in relaxation.centres(duals, CENTRES)
        ]
        self._programme = _Programme(relaxation, duals.price)
        near = (1, 2) if len(relaxation.learners) <= FEW else (NEAR_LEVEL, NEAR_LEARN)
        known = [_template(relaxation, column) for column in used]
        for at, template in enumerate(_apart([*known, *around], near)):
            if at >= len(known) and self.size >= ENOUGH:
                break
            self._programme.add(template)

    @property
    def size(self) -> int:
        """Number of variables."""
        return len(self._programme.rows.cost)

    def solve(
        self, limits: Limits, nodes: int, over: Callable[[], bool] = lambda: False
    ) -> list[Column]:
        """The classes of a good solution, to be :func:`staffed`; none if none was found.

        Ends early, with the best so far, once ``over`` says so.
        """
        return self._programme.solve(limits.seconds, nodes, limits.seed, over)


def staffed(
    problem: Problem,
    chosen: Sequence[Column],
    limits: Limits,
    over: Callable[[], bool] | None = None,
) -> Roster | None:
    """Teachers and rooms for a choice of columns, by all rules; ``None`` when none are found.

    The classes keep their patterns and candidates; CP-SAT may leave out one that finds no staff.
    """
    members = {}
    for at, column in enumerate(chosen):
        group = problem.groups[column.group]
        own = {int(group.who[r]) for r in group.fixed}
        members[at] = frozenset(own | set(column.members))
    scope = Scope(
        tuple(c.group for c in chosen),
        frozenset(range(len(problem.learners))),
        variants={at: (column.variant,) for at, column in enumerate(chosen)},
        members=members,
    )
    return solve_scope(problem, scope, limits, should_stop=over).roster


def _apart(templates: Iterable[Template], near: tuple[int, int]) -> list[Template]:
    """The templates in order; those near to an earlier one left out."""
    known: dict[tuple[int, int], list[Template]] = defaultdict(list)
    kept: list[Template] = []
    for template in templates:
        alike = known[id(template.pricer), template.variant]
        if not any(
            abs(template.level - other.level) <= near[0]
            and abs(template.learn - other.learn) <= near[1]
            for other in alike
        ):
            alike.append(template)
            kept.append(template)
    return kept


def _template(relaxation: Relaxation, column: Column) -> Template:
    pricer = relaxation.pricer_of(column)
    rows = [pricer.row_of[i] for i in column.members]
    levels = np.sort(np.concatenate([pricer.s[rows], pricer.fs]))
    learns = np.sort(np.concatenate([pricer.a[rows], pricer.fa]))
    if not len(levels):
        return Template(pricer, column.variant, 50.0, 50.0, 0.0)
    slack = pricer.spread - (levels[-1] - levels[0])
    middle = len(levels) // 2
    bottom = max(0.0, float(np.floor(levels[0] - slack / 2)))
    return Template(pricer, column.variant, float(levels[middle]), float(learns[middle]), bottom)


class _Programme:
    def __init__(self, relaxation: Relaxation, price: Floats) -> None:
        self.relaxation, self.price = relaxation, price
        self.templates: list[Template] = []
        self.rows = _Rows()
        problem, row, inf = relaxation.problem, self.rows.row, highspy.kHighsInf
        self.learner = [row(1, 1) for _ in relaxation.learners]
        for at, cost in zip(self.learner, relaxation.waiting, strict=True):
            self.rows.column(float(cost), 1, [(at, 1)])
        self.group = {
            g.index: row(float(g.run is not None and g.must_open), float(g.count))
            for g in problem.groups
        }
        self.resource = [row(-inf, float(x)) for x in relaxation.supply_limits]
        for flow in relaxation.supply.flows:
            takes = [(self.resource[k], 1.0) for k in flow.takes]
            self.rows.column(0, 1, [(self.resource[flow.demand], -1.0), *takes])
        self.seats: list[list[tuple[int, int]]] = []  # per template: (row of pricer, column)
        self.opens: list[int] = []

    def add(self, template: Template) -> None:
        """One more template, with the seats worth considering."""
        pricer, v = template.pricer, template.variant
        row, inf = self.rows.row, highspy.kHighsInf
        most, least = row(-inf, 0), row(0, inf)
        filled, there = row(-inf, 0), row(-inf, 0)
        links, seats = [], []
        cost, candidates = self._candidates(template)
        for at in candidates:
            link = row(-inf, 0)
            links.append((link, -1.0))
            learner = self.learner[self.relaxation.row_of[int(pricer.who[at])]]
            entries = [(learner, 1.0), (most, 1.0), (least, 1.0), (there, -1.0), (link, 1.0)]
            seats.append((int(at), self.rows.column(float(cost[at]), 1, entries)))
        self.seats.append(seats)
        self.rows.column(-pricer.empty, float(pricer.wanted), [(filled, 1.0), (there, 1.0)])
        own = pricer.const[v] + pricer.empty * pricer.wanted
        own += pricer.wl * np.abs(pricer.fs - template.level).sum()
        own += pricer.wp * np.abs(pricer.fa - template.learn).sum()
        empty = Column(template.group, v, (), 0)
        uses = [(self.resource[k], float(n)) for k, n in self.relaxation.used_by(empty)]
        sizes = [
            (most, -float(pricer.cap[v])),
            (least, -float(pricer.least)),
            (filled, -float(pricer.wanted)),
        ]
        entries = [(self.group[template.group], 1.0), *sizes, *uses, *links]
        self.templates.append(template)
        self.opens.append(self.rows.column(float(own), 1, entries, whole=True))

    def _candidates(self, template: Template) -> tuple[Floats, Ints]:
        """Cost of a seat per row of the pricer, and the rows worth considering."""
        pricer = template.pricer
        away = pricer.wl * np.abs(pricer.s - template.level)
        cost = pricer.cost[:, template.variant] + away
        cost = cost + pricer.wp * np.abs(pricer.a - template.learn)
        mine = self.price[[self.relaxation.row_of[int(i)] for i in pricer.who]]
        inside = (pricer.s >= template.bottom) & (pricer.s <= template.bottom + pricer.spread)
        good = inside & (cost < NEVER / 2) & (cost - mine <= MARGIN)
        return cost, np.flatnonzero(good)

    def solve(
        self, seconds: float, nodes: int, seed: int, over: Callable[[], bool]
    ) -> list[Column]:
        solver = quiet_highs()
        options = {
            "time_limit": max(seconds, 0.1),
            "mip_max_nodes": nodes,
            "mip_rel_gap": 0.003,
            "mip_heuristic_effort": 0.4,
            "random_seed": seed,
        }
        for name, value in options.items():
            solver.setOptionValue(name, value)
        self.rows.passed_to(solver)
        solver.cbMipInterrupt += lambda event: event.interrupt(over())
        if not finished(solver.run, seconds, over) or not solver.getSolution().value_valid:
            return []
        values = np.array(solver.getSolution().col_value)
        return [
            template.pricer.finish(
                template.variant, [at for at, column in seats if values[column] > 0.5]
            )
            for template, opens, seats in zip(self.templates, self.opens, self.seats, strict=True)
            if values[opens] > 0.5
        ]


__all__ = ["Frame", "staffed"]
