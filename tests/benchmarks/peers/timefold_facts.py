"""From a school to Timefold's facts and entities, and back to a roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from models import HouseholdNeed
from solver.places import Bools
from solver.problem import Group, Problem
from solver.roster import ONLINE, Built, Roster, tidy
from tests.benchmarks.peers.base import CannotModel
from tests.benchmarks.peers.settled import settled_classes
from tests.benchmarks.peers.timefold_domain import (
    OPEN,
    Couple,
    Course,
    Desk,
    Pattern,
    RoomFact,
    Seat,
    TeacherFact,
    Timetable,
    Turn,
)
from tests.benchmarks.peers.timefold_rules import WIDTH

NOT_FREE = 10_000  # cost of a seat at times when somebody is busy: more than waiting costs
NOBODY = -1  # the second teacher of a class that has none


def mask_of(flags: Iterable[bool] | Bools) -> int:
    """A set of places as a number: bit p is place p."""
    return union(1 << p for p, flag in enumerate(flags) if flag)


class Facts:
    """Timefold's objects for a problem.

    Raises:
        CannotModel: when the school has something that the model leaves out.
    """

    def __init__(self, problem: Problem) -> None:
        if len(problem.places.rows) > WIDTH:
            raise CannotModel(f"more than {WIDTH} places")
        needs = {couple.need for couple in problem.couples}
        if needs - {HouseholdNeed.APART_IN_TIME}:
            raise CannotModel("households with another need than to be apart in time")
        self.problem = problem
        self.settled = settled_classes(problem)
        self.clash = [mask_of(row) for row in problem.teacher_clash]
        self.overlap = [mask_of(row) for row in problem.places.overlapping]
        self.teachers = self._teachers()
        self.nobody = TeacherFact("nobody", NOBODY, 0, 0, [], False, 0, 0)
        self.rooms = self._rooms()
        self.turns = [Turn(f"turn {i}", i) for i in range(12)]
        self.patterns = {
            group.index: [self._pattern(group, q) for q in range(len(group.variants))]
            for group in problem.groups
        }
        self.waiting_cost = int(np.median(problem.unplaced_cost)) or 1
        self.courses = self._courses()
        self._ranges: dict[frozenset[int], list[Desk]] = {}
        self._nothing: list[int] = []
        self.seats = self._seats()

    def timetable(self) -> Timetable:
        """The problem to solve, nothing decided but what is settled."""
        return Timetable(self._couples(), self.teachers, self.rooms, self.courses, self.seats)

    # -- facts ----------------------------------------------------------------------------

    def _teachers(self) -> list[TeacherFact]:
        problem = self.problem
        needed = round(100 * problem.school.policy.certified_share_on(problem.school.start))
        share = [100 * bool(good) - needed for good in problem.counts_for_share]
        teaching = {j for built in self.settled for j in built.teachers}
        return [
            TeacherFact(
                f"teacher {j}",
                j,
                mask_of(~problem.teacher_free[j]) | self._taken(j),
                int(problem.teacher_limit[j]) - self._given(j),
                [int(c) for c in problem.teacher_cost[j]],
                bool(problem.teacher_cost[j].any()),
                0 if j in teaching else share[j],
                sum(share[k] for k in teaching),
            )
            for j in range(len(problem.teacher_limit))
        ]

    def _duties(self) -> Iterator[tuple[int, int, int]]:
        """Place, teacher and room of every session of the settled classes."""
        for built in self.settled:
            yield from zip(built.places(self.problem), built.teachers, built.rooms, strict=True)

    def _taken(self, teacher: int) -> int:
        return union(self.clash[p] for p, j, _ in self._duties() if j == teacher)

    def _given(self, teacher: int) -> int:
        return sum(j == teacher for _, j, _ in self._duties())

    def _occupied(self, room: int) -> int:
        return union(self.overlap[p] for p, _, r in self._duties() if r == room)

    def _rooms(self) -> list[RoomFact]:
        problem = self.problem
        return [
            RoomFact(
                f"room {r}",
                r,
                mask_of(~problem.room_free[r]) | self._occupied(r),
                int(problem.room_capacity[r]),
            )
            for r in range(len(problem.room_capacity))
        ]

    def _pattern(self, group: Group, variant: int) -> Pattern:
        places = [int(p) for p in group.places[variant]]
        open_ = [] if group.run is not None else places
        physical = [p for p in open_ if self.problem.places.physical[p]]
        others = [[q for q in open_ if q != p] for p in open_]
        return Pattern(
            f"pattern {group.index}.{variant}",
            variant,
            places,
            union(1 << p for p in places),
            union(1 << p for p in open_),
            union(self.clash[p] for p in open_),
            union(1 << p for p in physical),
            union(self.overlap[p] for p in physical),
            [1 << p for p in open_],
            [self.clash[p] for p in open_],
            [union(1 << q for q in rest) for rest in others],
            [union(self.clash[q] for q in rest) for rest in others],
        )

    def _couples(self) -> list[Couple]:
        problem = self.problem
        return [
            Couple(
                f"couple {at}",
                couple.first,
                couple.second,
                couple.hard,
                problem.school.policy.weights.household,
                [mask_of(row) for row in problem.apart_clash(couple.first, couple.second)],
            )
            for at, couple in enumerate(problem.couples)
            if not couple.settled
        ]

    # -- entities -------------------------------------------------------------------------

    def _desk(self, group: Group, index: int, maximum: int) -> Desk:
        weights = self.problem.school.policy.weights
        return Desk(
            f"desk {index}",
            index,
            group.index,
            group.places.shape[1],
            group.minimum,
            maximum,
            group.target,
            group.spread,
            group.mixes_literacy,
            group.open_cost,
            weights.empty_seat,
            weights.level_deviation,
            weights.learnability_deviation,
            self.waiting_cost,
        )

    def _course(self, group: Group, index: int, settled: Built | None) -> Course:
        usable = self.problem.room_free[:, list(group.place_ids)].any(axis=1)
        taken = [] if settled is None else [r for r in settled.rooms if r != ONLINE]
        seats = min([group.maximum, *(int(self.problem.room_capacity[r]) for r in taken)])
        course = Course(
            f"course {index}",
            self._desk(group, index, seats),
            settled is not None,
            self.problem.school.policy.weights.extra_teacher,
            self.patterns[group.index],
            [self.teachers[j] for j in group.teachers] or self.teachers[:1],
            [self.nobody, *(self.teachers[j] for j in group.teachers)],
            [self.rooms[r] for r in np.flatnonzero(usable)] or self.rooms[:1],
            self.turns[: group.places.shape[1]],
        )
        course.teacher, course.room = course.teachers[0], course.rooms[0]
        course.helper, course.turn = self.nobody, course.turns[0]
        if settled is not None:
            course.pattern = self.patterns[group.index][0]
        return course

    def _courses(self) -> list[Course]:
        courses: list[Course] = []
        for built in self.settled:
            group = self.problem.groups[built.group]
            courses.append(self._course(group, len(courses), built))
        for group in self.problem.groups:
            if group.run is None and len(group.variants) and group.teachers:
                for _ in range(min(group.count, self._most(group))):
                    courses.append(self._course(group, len(courses), None))
        return courses

    def _most(self, group: Group) -> int:
        """How many classes of an offering can meet at once at most, by its teachers' sessions
        and by the teachers and rooms free in each pattern: fewer idle classes to try in vain.
        """
        able = [self.teachers[j] for j in group.teachers]
        sessions = sum(max(t.limit, 0) for t in able) // int(group.places.shape[1])
        at_once = 0
        for places in group.places:
            free = []
            for p in map(int, places):
                free.append(sum(not t.busy >> p & 1 for t in able))
                if self.problem.places.physical[p]:
                    free.append(sum(not r.closed >> p & 1 for r in self.rooms))
            at_once += min(free)
        return min(sessions, at_once)

    def _seats(self) -> list[Seat]:
        problem = self.problem
        home = {i: at for at, built in enumerate(self.settled) for i in built.members}
        coupled = set(problem.couples_of)
        seats = []
        for i in range(len(problem.learners)):
            costs = [] if i in home else self._costs(i)
            desks = [self.courses[home[i]].desk] if i in home else self._desks(costs)
            if not desks:
                continue
            seats.append(
                Seat(
                    f"learner {i}",
                    i,
                    int(problem.score[i]),
                    int(problem.learnability[i]),
                    int(problem.literacy[i]),
                    int(problem.unplaced_cost[i]),
                    i in coupled,
                    costs,
                    i in home,
                    desks,
                    desks[0] if i in home else OPEN,
                )
            )
        return seats

    def _desks(self, costs: list[list[int]]) -> list[Desk]:
        """Classes of the groups that admit a learner; one list object for all alike, since
        handing lists over to Java takes time.
        """
        groups = frozenset(g for g, row in enumerate(costs) if row)
        if groups not in self._ranges:
            self._ranges[groups] = [c.desk for c in self.courses if c.desk.group in groups]
        return self._ranges[groups]

    def _costs(self, learner: int) -> list[list[int]]:
        """Per group what a seat costs in every pattern; nothing where it is not admitted."""
        found: list[list[int]] = []
        for group in self.problem.groups:
            at = group.position.get(learner)
            if at is None or not group.ok[at].any():
                found.append(self._nothing)
            else:
                row = np.where(group.ok[at], group.cost[at], NOT_FREE)
                found.append([int(c) for c in row])
        return found


def union(masks: Iterable[int]) -> int:
    """All places of some sets."""
    found = 0
    for mask in masks:
        found |= mask
    return found


# -- between rosters and states of the plan -----------------------------------------------------


def decide(facts: Facts, course: Course, built: Built) -> None:
    """Set the decisions of a class.

    Raises:
        CannotModel: with more than two teachers, or a second one for more than one session.
    """
    names = list(built.teachers)
    main = max(set(names), key=lambda j: (names.count(j), -j))
    others = [i for i, j in enumerate(names) if j != main]
    rooms = [r for r in built.rooms if r != ONLINE]
    if len(others) > 1 or len(set(rooms)) > 1:
        raise CannotModel("a class with three teachers or two rooms")
    course.pattern = facts.patterns[built.group][built.variant]
    course.teacher = facts.teachers[main]
    course.room = facts.rooms[rooms[0]] if rooms else course.rooms[0]
    course.turn = facts.turns[others[0] if others else 0]
    course.helper = facts.teachers[names[others[0]]] if others else facts.nobody


def start_from(facts: Facts, timetable: Timetable, roster: Roster) -> None:
    """Put a known plan in a timetable; classes of one offering in any order."""
    seat = {s.learner: s for s in timetable.seats}
    spare: dict[int, list[Course]] = {}
    for course in timetable.courses:
        spare.setdefault(course.desk.group, []).append(course)
    for built in roster:
        course = spare[built.group].pop(0)
        if not course.pinned:
            decide(facts, course, built)
        for i in built.members:
            seat[i].desk = course.desk


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided on one class: indices of its pattern (``None``: closed), ..."""

    pattern: int | None
    teacher: int
    room: int
    helper: int
    turn: int


def able(facts: Facts, course: Course, row: Decisions, members: list[int]) -> tuple[int, ...]:
    """The members who are free when the class meets."""
    group = facts.problem.groups[course.desk.group]
    if course.pinned:
        held = set(facts.settled[course.desk.index].members)
        free = [i for i in members if i in held or group.ok[group.position[i], 0]]
    elif row.pattern is None:
        free = []
    else:
        free = [i for i in members if group.ok[group.position[i], row.pattern]]
    return tuple(sorted(free))


def roster_of(facts: Facts, decided: Iterable[Decisions], desk_of: dict[int, int]) -> Roster:
    """The roster of a state: decisions per class in order, and the class of each learner.

    Classes below their minimum are cancelled.
    """
    members: dict[int, list[int]] = {}
    for learner, desk in desk_of.items():
        members.setdefault(desk, []).append(learner)
    found = []
    for course, row in zip(facts.courses, decided, strict=True):
        inside = able(facts, course, row, members.get(course.desk.index, []))
        if course.pinned:
            known = facts.settled[course.desk.index]
            found.append(Built(known.group, 0, inside, known.teachers, known.rooms))
        elif row.pattern is not None and len(inside) >= max(course.desk.minimum, 1):
            places = facts.problem.groups[course.desk.group].places[row.pattern]
            teachers = [row.teacher] * len(places)
            if row.helper != NOBODY:
                teachers[row.turn] = row.helper
            physical = facts.problem.places.physical
            rooms = tuple(row.room if physical[p] else ONLINE for p in places)
            found.append(Built(course.desk.group, row.pattern, inside, tuple(teachers), rooms))
    return tidy(found)
