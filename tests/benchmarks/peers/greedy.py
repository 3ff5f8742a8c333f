"""The school's practice today: first come, first served, into level bands.

What coordinators describe: whoever registered first is helped first. Running classes are
filled while they still admit people; the others wait on a list per offering and level band.
When a list is long enough for a full class, one is opened at the first times of the week at
which a teacher and a room are free and a full class can come; at the end smaller classes are
opened too, down to the minimum. Nobody is moved afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models import Plan, School
from solver.decode import plan_of
from solver.problem import Group, Problem, build
from solver.roster import ONLINE, Built, Roster, objective_of, placed_count, tidy
from tests.benchmarks.peers.base import Budget
from tests.benchmarks.peers.ledger import Ledger, OpenClass
from tests.benchmarks.peers.settled import settled_classes

BAND = 25  # points: one CEFR level, unless the offering keeps its classes closer together


def run(school: School, budget: Budget) -> Plan | None:
    """Plan as a coordinator does: once through the list, however much time there is."""
    problem = build(school)
    roster = greedy_roster(problem)
    budget.note(objective_of(problem, roster), None, placed_count(roster))
    return plan_of(problem, roster)


def greedy_roster(problem: Problem) -> Roster:
    """The coordinator's plan in indices (the other peers start from it, too)."""
    return _Coordinator(problem).work()


@dataclass(frozen=True, slots=True)
class _List:
    """A waiting list: one offering, one level band, one literacy unless these mix."""

    group: int
    band: int
    literacy: int | None


@dataclass
class _Coordinator:
    problem: Problem
    waiting: dict[_List, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.problem)
        for built in settled_classes(self.problem):
            self.ledger.enter(built)
        self.running = list(self.ledger.classes)
        self.opened: dict[int, int] = {}
        held = set(self.ledger.seat)
        self.order = sorted(
            (i for i in range(len(self.problem.learners)) if i not in held),
            key=lambda i: (self.problem.learners[i].registered_on, i),
        )

    def work(self) -> Roster:
        for learner in self.order:
            if not self._join(learner, self.running):
                self._enlist(learner)
        for group in self._offerings():
            self._open_small(group)
        for learner in self.order:
            if learner not in self.ledger.seat:
                self._join(learner, self.ledger.classes)
        return tidy(self.ledger.roster())

    def _offerings(self) -> list[Group]:
        return [g for g in self.problem.groups if g.run is None and len(g.variants)]

    def _join(self, learner: int, classes: list[OpenClass]) -> bool:
        for row in classes:
            if self.ledger.fits(learner, row):
                self.ledger.seat_in(learner, row)
                return True
        return False

    def _enlist(self, learner: int) -> None:
        """On the list of every offering that would have the learner; open what is full."""
        for group in self._offerings():
            if learner in group.position:
                names = self.waiting.setdefault(self._list_of(group, learner), [])
                names.append(learner)
                if len(names) >= group.target and self._open(group, names, group.target):
                    return

    def _list_of(self, group: Group, learner: int) -> _List:
        width = max(1, min(BAND, group.spread + 1))
        first = group.offering.level_from.score
        band = (int(self.problem.score[learner]) - first) // width
        literacy = None if group.mixes_literacy else int(self.problem.literacy[learner])
        return _List(group.index, band, literacy)

    def _open_small(self, group: Group) -> None:
        """Open smaller classes from what is left on the lists, longest list first."""
        mine = [names for key, names in self.waiting.items() if key.group == group.index]
        for names in sorted(mine, key=len, reverse=True):
            while self._open(group, names, max(group.minimum, 1)):
                pass

    def _open(self, group: Group, names: list[int], least: int) -> bool:
        """Open a class for people on a list if at least so many can come."""
        names[:] = [i for i in names if i not in self.ledger.seat]
        if len(names) < least or self.opened.get(group.index, 0) >= group.count:
            return False
        best: tuple[int, int, int, int] | None = None
        can_come = group.ok[[group.position[i] for i in names]].sum(axis=0)
        for variant in range(len(group.variants)):
            size = min(int(can_come[variant]), group.target)
            if can_come[variant] < least or (best is not None and size <= best[0]):
                continue
            teacher = self.ledger.teacher_for(group, variant)
            room = self.ledger.room_for(group, variant, size)
            if teacher is not None and room is not None:
                best = (size, variant, teacher, room)
                if size == group.target:
                    break
        return best is not None and self._staffed(group, names, best, least)

    def _staffed(
        self, group: Group, names: list[int], found: tuple[int, int, int, int], least: int
    ) -> bool:
        _, variant, teacher, room = found
        sessions = len(group.places[variant])
        online = self.problem.places.physical[group.places[variant]]
        rooms = tuple(room if physical else ONLINE for physical in online)
        draft = Built(group.index, variant, (), (teacher,) * sessions, rooms)
        trial = Ledger(self.problem)
        trial.seat = dict(self.ledger.seat)
        row = trial.enter(draft)
        for learner in names:
            if trial.fits(learner, row):
                trial.seat_in(learner, row)
        if len(row.members) < least:
            return False
        members = tuple(row.members)
        self.ledger.enter(Built(group.index, variant, members, draft.teachers, rooms))
        self.opened[group.index] = self.opened.get(group.index, 0) + 1
        return True
