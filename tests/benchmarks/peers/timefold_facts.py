"""From a school to Timefold's tables and entities (Java objects), and back to a roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from jpype import JArray, JBoolean, JClass, JInt

from models import HouseholdNeed
from solver.problem import Group, Problem
from solver.roster import ONLINE, Built, Roster, tidy
from tests.benchmarks.peers.base import CannotModel
from tests.benchmarks.peers.settled import settled_classes

NOT_FREE = -1  # cost of a seat at times when somebody is busy; the real ones are not negative
NOBODY = -1  # the second teacher of a class that has none


@dataclass(frozen=True, slots=True)
class Desk:
    """A class that may meet, its value ranges, and what it is if it is settled."""

    index: int
    group: Group
    maximum: int
    teachers: tuple[int, ...]
    rooms: tuple[int, ...]
    settled: Built | None = None


class Facts:
    """What Timefold has to know of a problem.

    Raises:
        CannotModel: when the school has something that the model leaves out.
    """

    def __init__(self, problem: Problem) -> None:
        needs = {couple.need for couple in problem.couples}
        if needs - {HouseholdNeed.APART_IN_TIME}:
            raise CannotModel("households with another need than to be apart in time")
        self.problem = problem
        self.settled = settled_classes(problem)
        self.teacher_free, self.room_free = problem.teacher_free.copy(), problem.room_free.copy()
        self.sessions_left = problem.teacher_limit.copy()
        for place, teacher, room in self._duties():
            self.teacher_free[teacher] &= ~problem.teacher_clash[place]
            self.sessions_left[teacher] -= 1
            if room != ONLINE:
                self.room_free[room] &= ~problem.places.overlapping[place]
        self.desks = self._desks()
        self.home = {i: at for at, built in enumerate(self.settled) for i in built.members}
        self.choices = self._choices()
        movable = [i for i, at in enumerate(self.choices) if at and i not in self.home]
        self.seated = [*self.home, *movable]
        shared = {desks: _values(desks) for desks in set(self.choices)}
        self.ranges = [shared[desks] for desks in self.choices]  # the lists are shared, too
        self.school = self._school()

    def _duties(self) -> Iterator[tuple[int, int, int]]:
        """Place, teacher and room of every session of the settled classes."""
        for built in self.settled:
            yield from zip(built.places(self.problem), built.teachers, built.rooms, strict=True)

    # -- classes and choices ----------------------------------------------------------------

    def _desks(self) -> list[Desk]:
        desks: list[Desk] = []
        for built in self.settled:
            group = self.problem.groups[built.group]
            taken = [int(self.problem.room_capacity[r]) for r in built.rooms if r != ONLINE]
            desks.append(Desk(len(desks), group, min([group.maximum, *taken]), (0,), (0,), built))
        for group in self.problem.groups:
            if group.run is None and len(group.variants) and group.teachers:
                usable = self.room_free[:, list(group.place_ids)].any(axis=1)
                rooms = tuple(int(r) for r in np.flatnonzero(usable)) or (0,)
                for _ in range(min(group.count, self._most(group))):
                    desks.append(Desk(len(desks), group, group.maximum, group.teachers, rooms))
        return desks

    def _most(self, group: Group) -> int:
        """How many classes of an offering can meet at once at most, by its teachers' sessions
        and by the teachers and rooms free in each pattern: fewer idle classes to try in vain.
        """
        able = list(group.teachers)
        sessions = int(np.maximum(self.sessions_left[able], 0).sum()) // group.places.shape[1]
        free = self.teacher_free[able].sum(axis=0)
        rooms = np.where(self.problem.places.physical, self.room_free.sum(axis=0), len(free))
        at_once = np.minimum(free, rooms)[group.places].min(axis=1).sum()
        return min(sessions, int(at_once))

    def _choices(self) -> list[tuple[int, ...]]:
        """Per learner the classes he or she may sit in; a settled one has just the own class."""
        desks_of: dict[int, list[int]] = {}
        for desk in self.desks:
            desks_of.setdefault(desk.group.index, []).append(desk.index)
        found: list[list[int]] = [[] for _ in self.problem.learners]
        for group in self.problem.groups:
            for i, free in zip(group.who, group.ok.any(axis=1), strict=True):
                if free and int(i) not in self.home:
                    found[int(i)] += desks_of.get(group.index, [])
        for i, at in self.home.items():
            found[i] = [at]
        return [tuple(desks) for desks in found]

    # -- tables -----------------------------------------------------------------------------

    def _school(self) -> Any:
        problem, weights = self.problem, self.problem.school.policy.weights
        places = problem.places
        couples = [couple for couple in problem.couples if not couple.settled]
        apart = [problem.apart_clash(c.first, c.second) for c in couples]
        found = JClass("school.School")()
        found.running = [_course(desk, None) for desk in self.desks if desk.settled]
        found.settled = [self._seat(at, self.home[i]) for at, i in enumerate(self.home)]
        found.teacherClash = _flags(problem.teacher_clash)
        found.overlapping = _flags(places.overlapping)
        found.physical = _flags(places.physical)
        found.score = _numbers(problem.score)
        found.learnability = _numbers(problem.learnability)
        found.literacy = _numbers(problem.literacy)
        found.waitingCost = _numbers(problem.unplaced_cost)
        found.teacherFree = _flags(self.teacher_free)
        found.teacherCost = _numbers(problem.teacher_cost)
        found.teacherLimit = _numbers(self.sessions_left)
        self._balance(found)
        found.roomFree = _flags(self.room_free)
        found.roomCapacity = _numbers(problem.room_capacity)
        self._groups(found)
        found.first = _numbers([couple.first for couple in couples])
        found.second = _numbers([couple.second for couple in couples])
        found.hard = _flags([couple.hard for couple in couples])
        found.apart = JArray(JBoolean, 3)([_flags(rows) for rows in apart])
        found.emptySeat = weights.empty_seat
        found.levelDeviation = weights.level_deviation
        found.learnabilityDeviation = weights.learnability_deviation
        found.extraTeacher = weights.extra_teacher
        found.household = weights.household
        return found

    def _balance(self, found: Any) -> None:
        """What each teacher adds to the balance of certified ones, and how it stands."""
        policy = self.problem.school.policy
        needed = round(100 * policy.certified_share_on(self.problem.school.start))
        share = np.where(self.problem.counts_for_share, 100, 0) - needed
        teaching = sorted({j for _, j, _ in self._duties()})
        found.shareBefore = int(share[teaching].sum())
        share[teaching] = 0
        found.share = _numbers(share)

    def _groups(self, found: Any) -> None:
        groups = self.problem.groups
        costs = [np.where(g.ok, g.cost, NOT_FREE) for g in groups]
        rows = np.full((len(groups), len(self.problem.learners)), -1)
        for group in groups:
            rows[group.index, group.who] = np.arange(len(group.who))
        found.places = JArray(JInt, 3)([_numbers(g.places) for g in groups])
        found.seatCost = JArray(JInt, 3)([_numbers(cost) for cost in costs])
        found.row = _numbers(rows)
        found.minimum = _numbers([g.minimum for g in groups])
        found.target = _numbers([g.target for g in groups])
        found.spread = _numbers([g.spread for g in groups])
        found.mixes = _flags([g.mixes_literacy for g in groups])
        found.openCost = _numbers([g.open_cost for g in groups])

    # -- entities ---------------------------------------------------------------------------

    def timetable(self, start: Roster) -> Any:
        """The state of a known plan; without one only what is settled is decided.

        Raises:
            CannotModel: when the plan has a class that the model cannot express.
        """
        desk_of_run = {desk.group.index: desk.index for desk in self.desks if desk.settled}
        spare: dict[int, list[Built]] = {}
        seat: dict[int, int] = {}
        for built in start:
            if built.group in desk_of_run:
                seat.update(dict.fromkeys(built.members, desk_of_run[built.group]))
            else:
                spare.setdefault(built.group, []).append(built)
        found = JClass("school.Timetable")(self.school)
        for desk in self.desks[len(self.settled) :]:
            known = spare[desk.group.index].pop(0) if spare.get(desk.group.index) else None
            found.courses.add(_course(desk, known))
            if known is not None:
                seat.update(dict.fromkeys(known.members, desk.index))
        for at in range(len(self.home), len(self.seated)):
            found.seats.add(self._seat(at, seat.get(self.seated[at])))
        return found

    def _seat(self, at: int, desk: int | None) -> Any:
        learner = self.seated[at]
        row = JClass("school.Seat")(at, learner, learner in self.home, self.ranges[learner])
        row.desk = _value(desk)
        return row


def _course(desk: Desk, built: Built | None) -> Any:
    settled = desk.settled is not None
    row = JClass("school.Course")(desk.index, desk.group.index, desk.maximum, settled)
    sessions = desk.group.places.shape[1]
    row.patterns = _values(range(len(desk.group.variants)))
    row.teachers, row.rooms = _values(desk.teachers), _values(desk.rooms)
    row.helpers, row.turns = _values((NOBODY, *desk.teachers)), _values(range(sessions))
    chosen = _decisions(desk, None if settled else built)
    row.pattern = _value(0 if settled else chosen.pattern)
    row.teacher, row.room = _value(chosen.teacher), _value(chosen.room)
    row.helper, row.turn = _value(chosen.helper), _value(chosen.turn)
    return row


def _decisions(desk: Desk, built: Built | None) -> Decisions:
    if built is None:
        return Decisions(None, desk.teachers[0], desk.rooms[0], NOBODY, 0)
    names = list(built.teachers)
    main = max(set(names), key=lambda j: (names.count(j), -j))
    others = [i for i, j in enumerate(names) if j != main]
    rooms = [r for r in built.rooms if r != ONLINE] or [desk.rooms[0]]
    if len(others) > 1 or len(set(rooms)) > 1:
        raise CannotModel("a class with three teachers or two rooms")
    helper = names[others[0]] if others else NOBODY
    return Decisions(built.variant, main, rooms[0], helper, others[0] if others else 0)


def _numbers(values: Any) -> Any:
    rows = np.ascontiguousarray(values, dtype=np.int32)
    return JArray.of(rows) if rows.size else JArray(JInt, rows.ndim)(0)


def _flags(values: Any) -> Any:
    rows = np.ascontiguousarray(values, dtype=bool)
    return JArray.of(rows) if rows.size else JArray(JBoolean, rows.ndim)(0)


def _value(number: int | None) -> Any:
    return None if number is None else JClass("java.lang.Integer")(number)


def _values(numbers: Iterable[int]) -> Any:
    found = JClass("java.util.ArrayList")()
    for number in numbers:
        found.add(_value(int(number)))
    return found


# -- back to rosters --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided on one class: indices of its pattern (``None``: closed), ..."""

    pattern: int | None
    teacher: int
    room: int
    helper: int
    turn: int


def roster_of(facts: Facts, decisions: Sequence[Sequence[int]], desks: Sequence[int]) -> Roster:
    """The roster of a state: the decisions on each new class and the desk of everybody who is
    not settled, both in the order of the facts. Classes below their minimum are cancelled.
    """
    members: dict[int, list[int]] = {}
    for learner, at in zip(facts.seated[len(facts.home) :], desks, strict=True):
        members.setdefault(at, []).append(learner)
    found = []
    for desk in facts.desks:
        known, inside = desk.settled, members.get(desk.index, [])
        if known is not None:
            come = (*known.members, *_able(desk.group, 0, inside))
            found.append(Built(known.group, 0, tuple(sorted(come)), known.teachers, known.rooms))
    for desk, row in zip(facts.desks[len(facts.settled) :], decisions, strict=True):
        pattern, teacher, room, helper, turn = row
        come = _able(desk.group, pattern, members.get(desk.index, []))
        if pattern >= 0 and len(come) >= max(desk.group.minimum, 1):
            places = desk.group.places[pattern]
            teachers = [teacher] * len(places)
            if helper != NOBODY:
                teachers[turn] = helper
            physical = facts.problem.places.physical[places]
            rooms = tuple(room if needed else ONLINE for needed in physical)
            found.append(Built(desk.group.index, pattern, come, tuple(teachers), rooms))
    return tidy(found)


def _able(group: Group, pattern: int, members: list[int]) -> tuple[int, ...]:
    """The members who are free when the class meets."""
    if pattern < 0:
        return ()
    return tuple(sorted(i for i in members if group.ok[group.position[i], pattern]))
