"""Teachers and rooms for a timetable: enough for what runs, near enough for what could.

Running classes always find their teacher and room here. For the classes still to be opened
there are as many as the supply's slack and the tightness allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models import Certification, Room, Route, School, Slot, Teacher
from models.times import MINUTES_PER_DAY, minute_of
from scheduler.generate.dice import Dice
from scheduler.generate.scenario import LocationSpec, Scenario, SupplySpec
from scheduler.generate.timetable import Course, Kind


@dataclass
class Hired:
    """A teacher in the making.

    ``kind`` is that of the class he or she was hired for, ``courses`` are the classes of the
    timetable given so far.
    """

    kind: Kind
    routes: set[Route]
    alphabetisation: bool
    sessions: int
    most_days: int
    courses: list[Course] = field(default_factory=list)
    given: int = 0

    @property
    def days(self) -> set[int]:
        """Weekdays with a class."""
        return {slot.weekday for course in self.courses for slot in course.slots}

    @property
    def left(self) -> int:
        """Sessions still to give."""
        return self.sessions - self.given

    def take(self, course: Course) -> None:
        """Give one class more."""
        self.courses.append(course)
        self.given += len(course.slots)


class Staff:
    """Hires teachers for the classes of a timetable, one per class."""

    def __init__(self, frame: School, supply: SupplySpec, dice: Dice) -> None:
        self.frame, self.supply, self.dice = frame, supply, dice
        self.hired: list[Hired] = []

    def give(self, course: Course) -> int:
        """Index of the teacher who takes the class: one with room for it, else a new one."""
        at = min(self._able(course), key=lambda k: self.hired[k].left, default=len(self.hired))
        if at == len(self.hired):
            self.hired.append(self._hire(course))
        self.hired[at].take(course)
        return at

    def widen(self, courses: Sequence[Course], factor: float) -> None:
        """Hire until there are ``factor`` times the sessions that all classes take.

        Classes that need another kind of teacher (routes, alphabetisation) count apart. Who
        is hired for a class yet to be opened can give it; beyond the factor nobody is hired,
        and jobs are no larger than that asks for.
        """
        for kind in dict.fromkeys(course.kind for course in courses):
            alike = [course for course in courses if course.kind == kind]
            wanted = factor * sum(len(course.slots) for course in alike)
            for course in alike:
                if course.running:
                    continue
                if self._able(course) or self._sessions(kind) < wanted:
                    self.give(course)
            while self._sessions(kind) < wanted:
                self.hired.append(self._hire(self.dice.one_of(alike)))
            self._trim(kind, int(self._sessions(kind) - wanted))

    def _trim(self, kind: Kind, surplus: int) -> None:
        """Make the jobs of a kind smaller by ``surplus`` sessions, where none are planned."""
        for hired in [hired for hired in self.hired if hired.kind == kind]:
            cut = max(0, min(surplus, hired.left, hired.sessions - 1))
            hired.sessions -= cut
            surplus -= cut

    def _sessions(self, kind: Kind) -> int:
        return sum(hired.sessions for hired in self.hired if hired.kind == kind)

    def _able(self, course: Course) -> list[int]:
        return [at for at, hired in enumerate(self.hired) if self._can_take(hired, course)]

    def _can_take(self, hired: Hired, course: Course) -> bool:
        return (
            hired.left >= len(course.slots)
            and set(course.offering.routes) <= hired.routes
            and (hired.alphabetisation or not course.offering.needs_alphabetisation)
            and len(hired.days | {slot.weekday for slot in course.slots}) <= hired.most_days
            and not any(self._clash(course, other) for other in hired.courses)
        )

    def _clash(self, one: Course, other: Course) -> bool:
        gap = self.frame.way_between(one.location, other.location)
        return any(a.overlaps(b, gap) for a in one.slots for b in other.slots)

    def _hire(self, course: Course) -> Hired:
        supply, dice = self.supply, self.dice
        routes = set(course.offering.routes)
        if routes & {Route.B1, Route.Z} and dice.chance(supply.both_routes):
            routes |= {Route.B1, Route.Z}
        also = dice.chance(supply.alphabetisation)
        days = len({slot.weekday for slot in course.slots})
        return Hired(
            course.kind,
            routes,
            course.offering.needs_alphabetisation or also,
            max(dice.one_of(supply.sessions_per_teacher), len(course.slots)),
            max(dice.number(*supply.days_per_teacher), days),
        )

    def teachers(self) -> tuple[Teacher, ...]:
        """The teachers, available on the days of their classes and some more."""
        lesson_days = sorted({s.weekday for o in self.frame.offerings for s in o.slots})
        return tuple(
            Teacher(
                reference=reference(number),
                name=f"Docent {number + 1}",
                available=self._windows(hired, lesson_days),
                routes=tuple(route for route in Route if route in hired.routes),
                alphabetisation=hired.alphabetisation,
                certification=self._certification(number),
                max_sessions=hired.sessions,
            )
            for number, hired in enumerate(self.hired)
        )

    def _windows(self, hired: Hired, lesson_days: list[int]) -> tuple[Slot, ...]:
        others = [d for d in lesson_days if d not in hired.days and d < 5]
        more = min(len(others), max(0, hired.most_days - len(hired.days)))
        days = sorted(hired.days | set(self.dice.some_of(others, more)))
        first, last = (minute_of(x) for x in self.supply.working_day)
        own = [slot for course in hired.courses for slot in course.slots]
        if any(slot.end > last for slot in own):
            last = minute_of(self.supply.evening_ends)
        return tuple(Slot(day, first, last) for day in days)

    def _certification(self, number: int) -> Certification:
        """Spread evenly, so that the shares hold for any first so many teachers."""
        supply = self.supply
        for standing, share in (
            (Certification.NONE, 1 - supply.certified - supply.in_training),
            (Certification.IN_TRAINING, supply.in_training),
        ):
            if int((number + 1) * share + 1e-9) > int(number * share + 1e-9):
                return standing
        return Certification.CERTIFIED


def reference(number: int) -> str:
    """Reference of the teacher at an index."""
    return f"D{number + 1:02d}"


class Building:
    """The rooms of one location; a class has one room for all its lessons.

    ``taken`` holds, per room, the minutes of the week in use as the bits of one number.
    """

    def __init__(self, spec: LocationSpec, supply: SupplySpec, dice: Dice) -> None:
        self.spec, self.supply, self.dice = spec, supply, dice
        self.taken: list[int] = []
        self.capacity: list[int] = []

    def give(self, course: Course) -> str:
        """Reference of a room that is free for the class, a new one if need be."""
        at = _first_free(self.taken, course)
        if at == len(self.taken):
            self.add()
        self.taken[at] |= _minutes(course)
        return self.reference(at)

    def add(self) -> None:
        """One more room."""
        self.taken.append(0)
        self.capacity.append(self.dice.one_of(self.supply.room_sizes))

    def widen(self, new: Sequence[Course], slack: float) -> None:
        """Rooms for classes to be opened: what they take, times the slack; at least one."""
        draft = list(self.taken)
        for course in new:
            at = _first_free(draft, course)
            if at == len(draft):
                draft.append(0)
            draft[at] |= _minutes(course)
        while len(self.taken) < max(1, round(slack * len(draft))):
            self.add()

    def reference(self, at: int) -> str:
        """Reference of the room at an index."""
        return f"{self.spec.reference}-{at + 1:02d}"

    def rooms(self) -> tuple[Room, ...]:
        """The rooms with their opening hours."""
        opens, closes = (minute_of(x) for x in self.supply.opening_hours)
        if self.spec.closes is not None:
            closes = minute_of(self.spec.closes)
        opening = tuple(Slot(day, opens, closes) for day in self.supply.opening_days)
        return tuple(
            Room(
                reference=self.reference(at),
                name=f"{self.spec.name} {at + 1}",
                location=self.spec.reference,
                capacity=capacity,
                opening=opening,
            )
            for at, capacity in enumerate(self.capacity)
        )


def buildings(scenario: Scenario, dice: Dice) -> dict[str, Building]:
    """An empty building per location."""
    return {x.reference: Building(x, scenario.supply, dice) for x in scenario.locations}


def _first_free(taken: Sequence[int], course: Course) -> int:
    """Index of the first room free for the class; the number of rooms when there is none."""
    wanted = _minutes(course)
    return next((at for at, used in enumerate(taken) if not used & wanted), len(taken))


def _minutes(course: Course) -> int:
    """The minutes of the week that the class needs a room, as bits."""
    found = 0
    for slot in course.on_site:
        found |= ((1 << slot.minutes) - 1) << (slot.weekday * MINUTES_PER_DAY + slot.start)
    return found
