"""How many classes of each kind teachers and rooms allow together, in whole numbers.

The relaxation opens parts of classes: two thirds of one here, half of one there, from hours of
teachers of which no plan can make another class. Let ``N`` be the numbers ``n_g`` of new classes
per family that are possible in whole numbers,

    N = { n : n_g = sum_v y_gv,  y and flows u obey the rows of solver.resources,  y, u whole }.

Every plan's numbers are in ``N``, so every inequality ``a n <= b`` that holds for all of ``N``
holds for every plan. Those that cut off what the relaxation opens are found as Fenchel cuts do
(Boyd 1994): coefficients ``a >= 0`` come from a small linear programme over the points of ``N``
known so far, and ``b`` is the most that ``a n`` can be, by CP-SAT. Whether an inequality is valid
rests on that last step alone: ``b`` is CP-SAT's proven bound, also where its time ran out after a
first answer; without an answer there is no cut.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from ortools.sat.python import cp_model

from solver.highs import quiet_highs
from solver.problem import Group, Problem
from solver.resources import Floats, Resources

WORK = 0.5  # deterministic CP-SAT work for one question
TRIES = 40  # points looked at before a fraction is taken as possible
FINEST = 12  # coefficients are whole numbers up to this
VIOLATED = 0.02  # in classes, of coefficients scaled to at most 1


@dataclass(frozen=True, slots=True)
class Cut:
    """``sum_g weights[g] n_g <= limit`` for the numbers of new classes of every plan."""

    weights: Mapping[int, int]
    limit: int


class Packing:
    """Questions about ``N``, and the inequalities that follow from the answers."""

    def __init__(
        self, problem: Problem, supply: Resources, left: Callable[[], float] = lambda: math.inf
    ) -> None:
        self.problem, self.left = problem, left
        self.families = [g.index for g in problem.groups if g.run is None and len(g.variants)]
        self._model = cp_model.CpModel()
        self._numbers: dict[int, cp_model.IntVar] = {}
        self._post(supply)
        self._points: set[tuple[int, ...]] = set()
        self._hopeless = False
        # Coefficients at which no known point is worth more than 1, nor one class by itself.
        self._lp = quiet_highs()
        none = np.array([], dtype=np.int32)
        for _ in self.families:
            self._lp.addCol(0.0, 0.0, 1.0, 0, none, np.array([]))
        self._lp.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def cut(self, opened: Mapping[int, float]) -> Cut | None:
        """An inequality that numbers of classes break, or ``None`` when none was found."""
        aim = np.array([opened.get(g, 0.0) for g in self.families])
        if self._hopeless or np.all(np.abs(aim - aim.round()) < VIOLATED):
            return None
        for _ in range(TRIES):
            if self.left() <= 0:
                return None
            weights = self._direction(aim)
            if weights is None:
                return None
            most, point = self._most(weights)
            if float(weights @ aim) > most + VIOLATED * weights.max():
                used = np.flatnonzero(weights)
                return Cut({self.families[k]: int(weights[k]) for k in used}, most)
            if point is None or point in self._points:
                return None
            self._points.add(point)
            index = np.arange(len(point), dtype=np.int32)
            self._lp.addRow(-highspy.kHighsInf, 1.0, len(point), index, np.array(point, float))
        return None

    def _direction(self, aim: Floats) -> Floats | None:
        """Whole coefficients that part ``aim`` from the known points most clearly."""
        size = len(aim)
        self._lp.changeColsCost(size, np.arange(size, dtype=np.int32), aim)
        self._lp.run()
        found = np.array(self._lp.getSolution().col_value)
        if found.max(initial=0.0) <= 0 or float(found @ aim) <= 1 + VIOLATED / 10:
            return None
        scaled = found / found.max()
        errors = [
            (float(np.abs(scaled * d - (scaled * d).round()).max()) > 0.02, d)
            for d in range(1, FINEST + 1)
        ]
        whole: Floats = (scaled * min(errors)[1]).round()
        return whole

    def _most(self, weights: Floats) -> tuple[int, tuple[int, ...] | None]:
        """Upper bound of ``weights @ n`` over all of ``N``, and the numbers of a good plan."""
        self._model.maximize(
            sum(int(w) * self._numbers[g] for g, w in zip(self.families, weights, strict=True) if w)
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = WORK
        solver.parameters.max_time_in_seconds = max(self.left(), 0.0)
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(self._model)
        if status == cp_model.INFEASIBLE:
            self._hopeless = True  # what is fixed contradicts itself: said elsewhere
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return 10**9, None  # ended by the clock before it began, its bound is said to be 0
        most = math.floor(solver.best_objective_bound + 1e-6)
        return most, tuple(solver.value(self._numbers[g]) for g in self.families)

    # -- the model ------------------------------------------------------------------------------

    def _post(self, supply: Resources) -> None:
        model = self._model
        left: list[list[cp_model.LinearExprT]] = [[] for _ in supply.rows]
        for group in self.problem.groups:
            if not len(group.variants):
                continue
            classes = self._classes(group)
            for k, row in enumerate(supply.rows):
                uses = row.use.get(group.index)
                if uses is not None:
                    left[k] += [int(n) * y for n, y in zip(uses, classes, strict=True) if n]
        for at, flow in enumerate(supply.flows):
            u = model.new_bool_var(f"u{at}")
            left[flow.demand].append(-1 * u)
            for k in flow.takes:
                left[k].append(u)
        for terms, row in zip(left, supply.rows, strict=True):
            if terms:
                model.add(sum(terms) <= math.floor(row.limit + 1e-6))
        people = len(self.problem.groups_of) - sum(len(g.fixed) for g in self.problem.groups)
        model.add(
            sum(self.problem.groups[g].minimum * n for g, n in self._numbers.items()) <= people
        )

    def _classes(self, group: Group) -> list[cp_model.IntVar]:
        """The number of classes per variant of a group."""
        model, most = self._model, int(group.count)
        if group.run is None:
            found = [
                model.new_int_var(0, most, f"y{group.index}_{v}")
                for v in range(len(group.variants))
            ]
            number = model.new_int_var(0, most, f"n{group.index}")
            model.add(sum(found) == number)
            self._numbers[group.index] = number
            return found
        found = [model.new_bool_var(f"y{group.index}_{v}") for v in range(len(group.variants))]
        if group.must_open:
            model.add_exactly_one(found)
        else:
            model.add_at_most_one(found)
        return found


__all__ = ["Cut", "Packing"]
