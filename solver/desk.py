"""Who and what is still free beside the classes of a plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.places import Bools
from solver.problem import Group, Problem
from solver.roster import ONLINE, Built, need_met


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
