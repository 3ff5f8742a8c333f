"""A first plan in seconds: fill the running classes, then open new ones, best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solver.columns import Column, GroupPricer, pricers_of
from solver.kernels import NEVER
from solver.places import Bools
from solver.problem import Group, Problem
from solver.roster import ONLINE, Built, Roster, need_met, tidy


@dataclass
class Desk:
    """Who and what is still free while classes are added one by one."""

    problem: Problem
    roster: dict[int, Built]

    def __post_init__(self) -> None:
        self.teacher = self.problem.teacher_free.copy()
        self.room = self.problem.room_free.copy()
        self.load = self.problem.teacher_limit.copy()
        self.seat: dict[int, Built] = {}
        self.opened: dict[int, int] = {}
        for built in self.roster.values():
            self._take(built)

    def _take(self, built: Built) -> None:
        for p, j, r in zip(built.places(self.problem), built.teachers, built.rooms, strict=True):
            self.teacher[j] &= ~self.problem.teacher_clash[p]
            self.load[j] -= 1
            if r != ONLINE:
                self.room[r] &= ~self.problem.places.overlapping[p]
        self.seat.update(dict.fromkeys(built.members, built))
        self.opened[built.group] = self.opened.get(built.group, 0) + 1

    def add(self, built: Built) -> None:
        """Open a new class."""
        self.roster[len(self.roster)] = built
        self._take(built)

    def enlarge(self, key: int, newcomers: tuple[int, ...]) -> None:
        """Put newcomers in a class that is there."""
        old = self.roster[key]
        members = tuple(sorted({*old.members, *newcomers}))
        built = Built(old.group, old.variant, members, old.teachers, old.rooms)
        self.roster[key] = built
        self.seat.update(dict.fromkeys(built.members, built))

    def staffable(self, group: Group) -> Bools:
        """Variants for which every session finds some teacher and some room by itself."""
        able = [j for j in group.teachers if self.load[j] > 0]
        if not able or not len(group.variants):
            return np.zeros(len(group.variants), dtype=bool)
        taught: Bools = np.asarray(self.teacher[able].any(axis=0))
        roomy: Bools = np.asarray(self.room.any(axis=0)) | ~self.problem.places.physical
        both: Bools = np.logical_and(taught, roomy)
        found: Bools = np.asarray(both[group.places].all(axis=1), dtype=bool)
        return found

    def staff(self, group: Group, variant: int, size: int) -> tuple[list[int], list[int]] | None:
        """Teachers and rooms for a pattern: one of each if possible, else session by session."""
        places = [int(p) for p in group.places[variant]]
        teachers = self._teachers(group, places)
        rooms = self._rooms(places, size)
        return None if teachers is None or rooms is None else (teachers, rooms)

    def _teachers(self, group: Group, places: list[int]) -> list[int] | None:
        able = [j for j in group.teachers if self.load[j] > 0]
        # Scarce teachers (who may teach alphabetisation, who are still widely free) last.
        able.sort(key=lambda j: (int(self.problem.teacher_cost[j, places].sum()), self.load[j], j))
        for j in able:
            if self.load[j] >= len(places) and self.teacher[j, places].all():
                return [j] * len(places)
        chosen: list[int] = []
        load = self.load.copy()
        for p in places:
            free = [
                j
                for j in able
                if load[j] > 0
                and self.teacher[j, p]
                and not any(
                    j == k and self.problem.teacher_clash[p, q]
                    for k, q in zip(chosen, places, strict=False)
                )
            ]
            if not free:
                return None
            best = max(free, key=lambda j: (j in chosen, load[j], -j))
            chosen.append(best)
            load[best] -= 1
        return chosen

    def _rooms(self, places: list[int], size: int) -> list[int] | None:
        fits = self.problem.room_capacity >= size
        physical = [p for p in places if self.problem.places.physical[p]]
        order = sorted(range(len(fits)), key=lambda r: (int(self.problem.room_capacity[r]), r))
        for r in order:
            if fits[r] and self.room[r, physical].all():
                return [r if p in physical else ONLINE for p in places]
        rooms = []
        for p in places:
            free = [r for r in order if fits[r] and self.room[r, p]]
            if p in physical and not free:
                return None
            rooms.append(free[0] if p in physical else ONLINE)
        return rooms

    def peaceful(self, members: tuple[int, ...], built: Built) -> tuple[int, ...]:
        """Those whose hard household needs survive a seat in this class."""
        kept = []
        for i in members:
            good = True
            for couple in self.problem.couples_of.get(i, ()):
                other = couple.second if couple.first == i else couple.first
                there = built if other in members else self.seat.get(other)
                if couple.hard and there is not None:
                    pair = (built, there) if couple.first == i else (there, built)
                    good = good and need_met(self.problem, couple, *pair)
            if good:
                kept.append(i)
        return tuple(kept)


def construct(
    problem: Problem, base: Roster, should_stop: Callable[[], bool] | None = None
) -> Roster:
    """Extend the running classes of ``base`` to a plan for as many learners as possible.

    Greedy by reduced cost: every step takes the best class (or the best newcomers for a
    running class) at the price of leaving its learners waiting.
    """
    desk = Desk(problem, dict(enumerate(base)))
    pricers = [p for p in pricers_of(problem) if len(p.who)]
    key_of = {built.group: key for key, built in desk.roster.items()}
    blocked: set[tuple[int, int]] = set()
    cached: dict[int, tuple[float, Column] | None] = {}
    while not (should_stop and should_stop()):
        for at, pricer in enumerate(pricers):
            if at not in cached:
                barred = [v for k, v in blocked if k == at]
                cached[at] = _best(desk, pricer, key_of, barred)
        live = [(got[0], at) for at, got in cached.items() if got]
        if not live:
            break
        _, at = min(live)
        got = cached.pop(at)
        if got is None or not _carry_out(desk, pricers[at], got[1], key_of):
            if got is not None:
                blocked.add((at, got[1].variant))
            continue
        touched = set(got[1].members)
        for other, known in list(cached.items()):
            new_class = pricers[at].group.run is None
            stale = known is not None and touched.intersection(known[1].members)
            if stale or (new_class and pricers[other].group.run is None):
                cached.pop(other)
    return tidy(desk.roster.values())


def _best(
    desk: Desk, pricer: GroupPricer, key_of: dict[int, int], barred: list[int]
) -> tuple[float, Column] | None:
    """Best column for the learners who still wait: average gain per learner, and the column."""
    problem, group = desk.problem, pricer.group
    waits = np.array([int(i) not in desk.seat for i in pricer.who])
    if not waits.any():
        return None
    net = pricer.cost - problem.unplaced_cost[pricer.who][:, None]
    net[~waits] = NEVER
    toll = np.zeros(len(group.variants))
    if group.run is not None:
        key = key_of.get(group.index)
        if key is None or len(desk.roster[key].members) > len(group.fixed):
            return None  # not open, or it got its newcomers already
        toll[np.arange(len(toll)) != desk.roster[key].variant] = NEVER
    else:
        if desk.opened.get(group.index, 0) >= group.count:
            return None
        toll[~desk.staffable(group)] = NEVER
    toll[barred] = NEVER
    columns = pricer.coarse(net, toll, most=3)
    columns = [c for c in columns if c.members and toll[c.variant] < NEVER]
    if not columns:
        return None
    column = columns[0]
    gain = column.cost - float(problem.unplaced_cost[list(column.members)].sum())
    return gain / len(column.members), column


def _carry_out(desk: Desk, pricer: GroupPricer, column: Column, key_of: dict[int, int]) -> bool:
    """Add the column to the desk if staff and households allow it."""
    group = pricer.group
    if group.run is not None:
        key = key_of[group.index]
        built = desk.roster[key]
        capacity = [desk.problem.room_capacity[r] for r in built.rooms if r != ONLINE]
        room = min([group.maximum, *map(int, capacity)]) - len(built.members)
        newcomers = desk.peaceful(column.members[: max(room, 0)], built)
        if newcomers:
            desk.enlarge(key, newcomers)
        return bool(newcomers)
    staff = desk.staff(group, column.variant, len(column.members))
    if staff is None:
        return False
    draft = Built(group.index, column.variant, column.members, tuple(staff[0]), tuple(staff[1]))
    members = desk.peaceful(column.members, draft)
    if len(members) < max(group.minimum, 1):
        return False
    desk.add(Built(group.index, column.variant, members, draft.teachers, draft.rooms))
    return True
