"""Spouses in different classes at one time: rows of the relaxation, found when they are needed.

For a couple (i, j) who may not have lessons at the same time (hard, report L3627) and a place p:
if i has a lesson at p, then j has none at a place that clashes with it, so

    sum over classes with i that meet at p  +  sum over classes with j that clash with p  <=  1

holds for every plan. Its price is paid by i and j per pattern, so pricing stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models import HouseholdNeed
from solver.columns import Column, GroupPricer
from solver.places import Bools, Ints
from solver.problem import Couple, Problem
from solver.resources import Floats

VIOLATED = 0.05


@dataclass(frozen=True)
class ApartRow:
    """``sides``: each of the two learners with the places that count (P)."""

    couple: int
    place: int
    sides: tuple[tuple[int, Bools], tuple[int, Bools]]


class ApartRows:
    """The rows found so far; all of them have right-hand side 1."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.rows: list[ApartRow] = []
        self._known: set[tuple[int, int]] = set()
        self._of: dict[int, list[tuple[int, Bools]]] = {}  # learner: rows with places
        self.couples = [
            (at, couple)
            for at, couple in enumerate(problem.couples)
            if couple.hard
            and couple.need is HouseholdNeed.APART_IN_TIME
            and couple.first in problem.groups_of
            and couple.second in problem.groups_of
        ]

    def find(self, columns: Sequence[Column], values: Floats) -> list[ApartRow]:
        """Rows that a solution of the master violates, the worst one per couple, kept."""
        of: dict[int, list[tuple[Column, float]]] = {}
        for column, value in zip(columns, values, strict=False):
            if value > 1e-6:
                for i in column.members:
                    of.setdefault(i, []).append((column, float(value)))
        found = []
        for at, couple in self.couples:
            row = self._worst(at, couple, of)
            if row is not None:
                found.append(row)
                self._known.add((row.couple, row.place))
                for i, places in row.sides:
                    self._of.setdefault(i, []).append((len(self.rows), places))
                self.rows.append(row)
        return found

    def _worst(
        self, at: int, couple: Couple, of: dict[int, list[tuple[Column, float]]]
    ) -> ApartRow | None:
        clash = self.problem.apart_clash(couple.first, couple.second)
        size = len(self.problem.places.rows)
        first, second = np.zeros(size), np.zeros(size)
        for column, value in of.get(couple.first, ()):
            first[self._places(column)] += value
        for column, value in of.get(couple.second, ()):
            second += value * clash[:, self._places(column)].any(axis=1)
        both = first + second
        for p in np.argsort(-both, kind="stable"):
            if both[p] <= 1 + VIOLATED:
                return None
            if (at, int(p)) not in self._known:
                own = np.zeros(size, dtype=bool)
                own[p] = True
                sides = ((couple.first, own), (couple.second, clash[int(p)]))
                return ApartRow(at, int(p), sides)
        return None

    def _places(self, column: Column) -> Ints:
        places: Ints = self.problem.groups[column.group].places[column.variant]
        return places

    def used_by(self, column: Column, start: int = 0) -> Counter[int]:
        """Rows from ``start`` on that a column takes from, and how much (two: both are in it)."""
        return Counter(
            at
            for i in column.members
            for at, places in self._of.get(i, ())
            if at >= start and places[self._places(column)].any()
        )

    def charged(self, pricer: GroupPricer, net: Floats, prices: Floats) -> None:
        """Add to net costs (L x V) what the two of a couple pay for a row in each pattern."""
        for i, rows in self._of.items():
            at = pricer.row_of.get(i)
            if at is not None:
                for row, places in rows:
                    if prices[row] > 1e-9:
                        net[at] += prices[row] * places[pricer.group.places].any(axis=1)
