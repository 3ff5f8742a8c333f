"""Who and what is still free beside the classes of a plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.places import Bools
from solver.problem import Group, Problem
from solver.roster import ONLINE, Built


@dataclass
class Desk:
    """Who and what is still free beside the classes of a roster."""

    problem: Problem
    roster: dict[int, Built]

    def __post_init__(self) -> None:
        self.teacher = self.problem.teacher_free.copy()
        self.room = self.problem.room_free.copy()
        self.load = self.problem.teacher_limit.copy()
        self.seat: dict[int, Built] = {}
        for built in self.roster.values():
            self._take(built)

    def _take(self, built: Built) -> None:
        for p, j, r in zip(built.places(self.problem), built.teachers, built.rooms, strict=True):
            self.teacher[j] &= ~self.problem.teacher_clash[p]
            self.load[j] -= 1
            if r != ONLINE:
                self.room[r] &= ~self.problem.places.overlapping[p]
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
