"""Teachers and rooms as the relaxation sees them: what is left beside the fixed classes.

Classes whose teacher and times are fixed take theirs off first. For the others,

    sessions of kind q at place p  <=  sum_j u[q, j, p]            demand, kind by kind
    sum over q and places in session at moment t of u[q, j, p] <= 1     per teacher and moment
    sum over q and p of u[q, j, p] <= sessions left of teacher j,  u >= 0,

where a kind is a set of qualified teachers and u[q, j, p] exists where j is of the set and free
at p. Every real plan gives such a u, so nothing is cut off. Names are relaxed (one teacher may
share a class), and so are the ways between buildings. Rooms count per location and moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.places import Bools
from solver.problem import Group, Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Resource:
    """A row ``sum use - sum flows <= limit``: sessions per (group, variant), by group index."""

    limit: float
    use: dict[int, Floats]


@dataclass(frozen=True, slots=True)
class Flow:
    """A variable u[q, j, p] with its rows: it serves ``demand`` and takes from the others, the
    last of which is the weekly load of its teacher. It costs nothing: what teachers cost at
    least is in the columns.
    """

    demand: int
    takes: tuple[int, ...]


@dataclass(frozen=True)
class Resources:
    """All rows and flows."""

    rows: tuple[Resource, ...]
    flows: tuple[Flow, ...]

    @cached_property
    def limits(self) -> Floats:
        """Right-hand sides."""
        return np.array([row.limit for row in self.rows], dtype=float)

    def mended(self, toll: Floats) -> Floats:
        """Tolls at which no flow is worth more than it takes: those of loads raised if need be.

        Solvers are exact to some digits only; with this the bound does not depend on them.
        """
        fixed = np.maximum(toll, 0.0)
        for flow in self.flows:
            short = fixed[flow.demand] - fixed[list(flow.takes)].sum()
            if short > 0:
                fixed[flow.takes[-1]] += short
        return fixed


def resources_of(problem: Problem) -> Resources:
    """Rows and flows that every plan obeys."""
    return _Collector(problem).collect()


class _Collector:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.free = problem.teacher_free.copy()
        self.left = problem.teacher_limit.astype(float)
        self.room_free = problem.room_free.copy()
        self.rows: list[Resource] = []
        self.flows: list[Flow] = []
        self.staffed: set[int] = set()
        self.housed: set[int] = set()
        for group in problem.groups:
            self._take(group)

    def _take(self, group: Group) -> None:
        """Book the fixed teachers and rooms of a class that goes on at fixed times."""
        problem, run = self.problem, group.run
        if run is None or not group.must_open or len(group.variants) != 1 or not run.fixed_times:
            return
        slots = [problem.places.rows[p].slot for p in group.places[0]]
        order = [run.slots.index(slot) for slot in slots]
        if run.fixed_teacher and run.teachers:
            self.staffed.add(group.index)
            of = {t.reference: j for j, t in enumerate(problem.school.teachers)}
            for p, at in zip(group.places[0], order, strict=True):
                j = of[str(run.teacher_of(at))]
                self.free[j] &= ~problem.teacher_clash[p]
                self.left[j] -= 1
        if run.fixed_room and run.rooms:
            self.housed.add(group.index)
            at_room = {r.reference: k for k, r in enumerate(problem.school.rooms)}
            for p, at in zip(group.places[0], order, strict=True):
                if problem.places.physical[p]:
                    self.room_free[at_room[str(run.room_of(at))]] &= ~problem.places.overlapping[p]

    def collect(self) -> Resources:
        self._teachers([g for g in self.problem.groups if g.index not in self.staffed])
        self._rooms([g for g in self.problem.groups if g.index not in self.housed])
        return Resources(tuple(self.rows), tuple(self.flows))

    def _teachers(self, groups: Sequence[Group]) -> None:
        moments = list(_moments(self.problem))
        kinds: dict[tuple[int, ...], list[Group]] = {}
        for group in groups:
            if len(group.variants):
                kinds.setdefault(group.teachers, []).append(group)
        supply: dict[int, list[tuple[int, int]]] = {}  # teacher -> (demand row, place)
        for teachers, members in kinds.items():
            places = sorted({int(p) for g in members for p in g.place_ids})
            for p in places:
                use = {g.index: _count(g.places == p) for g in members if (g.places == p).any()}
                for j in teachers:
                    if self.free[j, p] and self.left[j] > 0:
                        supply.setdefault(j, []).append((len(self.rows), p))
                self.rows.append(Resource(0.0, use))
        for j, offers in supply.items():
            self._teacher(j, offers, moments)

    def _teacher(self, j: int, offers: list[tuple[int, int]], moments: list[Bools]) -> None:
        busy: dict[int, list[int]] = {}  # place -> rows of its moments
        for during in moments:
            here = [p for _, p in offers if during[p]]
            if here:
                for p in set(here):
                    busy.setdefault(p, []).append(len(self.rows))
                self.rows.append(Resource(1.0, {}))
        load = len(self.rows)
        self.rows.append(Resource(max(self.left[j], 0.0), {}))
        for demand, p in offers:
            self.flows.append(Flow(demand, (*busy[p], load)))

    def _rooms(self, groups: Sequence[Group]) -> None:
        places = self.problem.places
        names = {p.location for p in places.rows if p.location is not None}
        for location in sorted(names):
            here = np.array([p.location == location for p in places.rows])
            for during in _moments(self.problem):
                at = during & here
                if at.any():
                    free = float((self.room_free & at).any(axis=1).sum())
                    self.rows += _limiting(groups, at, free)


def _limiting(groups: Sequence[Group], during: Bools, limit: float) -> Iterator[Resource]:
    """The row of a moment, if so many classes could meet in it that the limit matters."""
    use = {g.index: _count(during[g.places]) for g in groups if during[g.places].any()}
    count = {g.index: g.count for g in groups}
    if sum(float(uses.max()) * count[index] for index, uses in use.items()) > limit:
        yield Resource(limit, use)


def _count(meets: NDArray[np.bool_]) -> Floats:
    found: Floats = meets.sum(axis=1).astype(np.float64)
    return found


def _moments(problem: Problem) -> Iterator[Bools]:
    """Sets of places in session at one moment; starts of sessions are enough to look at."""
    places = problem.places
    seen = sorted({(int(d), int(s)) for d, s in zip(places.weekday, places.start, strict=True)})
    for day, start in seen:
        yield (places.weekday == day) & (places.start <= start) & (start < places.end)


__all__ = ["Flow", "Resource", "Resources", "resources_of"]
