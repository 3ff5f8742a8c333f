"""The coordinator's week planner: which teachers and rooms are still free, who sits where."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from solver.problem import Group, Problem
from solver.roster import ONLINE, Built, Roster, need_met


@dataclass
class OpenClass:
    """A class on the planner; members come one by one."""

    group: Group
    variant: int
    members: list[int]
    teachers: tuple[int, ...]
    rooms: tuple[int, ...]
    capacity: int

    def built(self) -> Built:
        """The class as decided so far."""
        members = tuple(sorted(self.members))
        return Built(self.group.index, self.variant, members, self.teachers, self.rooms)


@dataclass
class Ledger:
    """Free teachers and rooms per place, sessions teachers can still give, and all classes."""

    problem: Problem
    classes: list[OpenClass] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.teacher_free = self.problem.teacher_free.copy()
        self.room_free = self.problem.room_free.copy()
        self.sessions_left = self.problem.teacher_limit.copy()
        self.seat: dict[int, OpenClass] = {}
        self.score: list[int] = self.problem.score.tolist()
        self.literacy: list[int] = self.problem.literacy.tolist()

    def enter(self, built: Built) -> OpenClass:
        """Write a class in the planner."""
        group = self.problem.groups[built.group]
        rooms = [r for r in built.rooms if r != ONLINE]
        capacity = min([group.maximum, *(int(self.problem.room_capacity[r]) for r in rooms)])
        row = OpenClass(
            group, built.variant, list(built.members), built.teachers, built.rooms, capacity
        )
        for p, j, r in zip(built.places(self.problem), built.teachers, built.rooms, strict=True):
            self.teacher_free[j] &= ~self.problem.teacher_clash[p]
            self.sessions_left[j] -= 1
            if r != ONLINE:
                self.room_free[r] &= ~self.problem.places.overlapping[p]
        self.classes.append(row)
        self.seat.update(dict.fromkeys(built.members, row))
        return row

    def teacher_for(self, group: Group, variant: int) -> int | None:
        """First teacher who can give all lessons; those who count for the quality mark first."""
        places = group.places[variant]
        able = sorted(group.teachers, key=lambda j: (not self.problem.counts_for_share[j], j))
        for j in able:
            if self.sessions_left[j] >= len(places) and self.teacher_free[j, places].all():
                return j
        return None

    def room_for(self, group: Group, variant: int, size: int) -> int | None:
        """Smallest room that is free all week and holds ``size``; ``ONLINE`` if none is needed."""
        places = group.places[variant]
        physical = places[self.problem.places.physical[places]]
        if not len(physical):
            return ONLINE
        capacity = self.problem.room_capacity
        for r in np.argsort(capacity, kind="stable"):
            if capacity[r] >= size and self.room_free[r, physical].all():
                return int(r)
        return None

    def fits(self, learner: int, row: OpenClass) -> bool:
        """Whether one more learner keeps every rule of the class and of the household."""
        at = row.group.position.get(learner)
        if at is None or not row.group.ok[at, row.variant] or len(row.members) >= row.capacity:
            return False
        return self.alike(learner, row.members, row.group) and self.peaceful(learner, row)

    def alike(self, learner: int, members: list[int], group: Group) -> bool:
        """Whether level and literacy go together with those of the members."""
        scores = [self.score[i] for i in (*members, learner)]
        if max(scores) - min(scores) > group.spread:
            return False
        literacies = {self.literacy[i] for i in (*members, learner)}
        return group.mixes_literacy or len(literacies) == 1

    def peaceful(self, learner: int, row: OpenClass) -> bool:
        """Whether the hard needs of the learner's household survive a seat in the class."""
        for couple in self.problem.couples_of.get(learner, ()):
            other = couple.second if couple.first == learner else couple.first
            there = row if other in row.members else self.seat.get(other)
            if not couple.hard or there is None:
                continue
            here = row.built()
            beyond = here if there is row else there.built()
            pair = (here, beyond) if couple.first == learner else (beyond, here)
            if not need_met(self.problem, couple, *pair):
                return False
        return True

    def seat_in(self, learner: int, row: OpenClass) -> None:
        """Put a learner in a class."""
        row.members.append(learner)
        self.seat[learner] = row

    def roster(self) -> Roster:
        """All classes."""
        return tuple(row.built() for row in self.classes)
