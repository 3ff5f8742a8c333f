"""A plan read together with its school: every question that exports and pictures ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median_low

from models import DatedSlot, Learner, Plan, PlannedClass, School, Session, Waiting
from models.courses import course, ordered


@dataclass(frozen=True, slots=True)
class Lesson:
    """One weekly session with the class it belongs to; ``number`` counts from 1 in the week."""

    group: PlannedClass
    session: Session
    number: int


@dataclass(frozen=True, slots=True)
class Seats:
    """Sizes of a class: members now, fewest to start, target, and the most that may sit.

    ``maximum`` is the lowest of the legal, the school's and the rooms' maximum.
    """

    size: int
    minimum: int
    target: int
    maximum: int

    @property
    def free(self) -> int:
        """Seats still free, at least 0."""
        return max(0, self.maximum - self.size)


class PlanView:
    """A school and a plan that belongs to it, indexed both ways.

    Args:
        school: the school that was planned.
        plan: a plan whose references all exist in the school (a checked plan).

    Raises:
        KeyError: from its properties, when the plan names what the school does not have.
    """

    def __init__(self, school: School, plan: Plan) -> None:
        self.school, self.plan = school, plan

    @cached_property
    def group(self) -> dict[str, PlannedClass]:
        """Classes of the plan by reference, grouped by offering in the school's order."""
        order = {o.reference: i for i, o in enumerate(self.school.offerings)}
        ranked = sorted(
            self.plan.classes,
            key=lambda c: (order[c.offering], not c.existing, _natural(c.name)),
        )
        return {c.reference: c for c in ranked}

    @cached_property
    def members(self) -> dict[str, list[Learner]]:
        """Members of every class, by name."""
        found = {
            reference: sorted(
                (self.school.learner[x] for x in people), key=lambda x: _natural(x.shown)
            )
            for reference, people in self.plan.members().items()
        }
        return {reference: found.get(reference, []) for reference in self.group}

    @cached_property
    def class_of(self) -> dict[str, PlannedClass]:
        """Class per placed learner."""
        return {p.learner: self.group[p.class_reference] for p in self.plan.placements}

    @cached_property
    def waiting(self) -> dict[str, Waiting]:
        """Waiting list in its own order, by learner; everybody without a class is in it."""
        listed = {w.learner: w for w in self.plan.waiting if w.learner not in self.class_of}
        for learner in self.school.learners:
            if learner.reference not in self.class_of and learner.reference not in listed:
                listed[learner.reference] = Waiting(learner=learner.reference)
        return listed

    @cached_property
    def lessons(self) -> list[Lesson]:
        """All weekly lessons, class by class, in the order of the week."""
        return [
            Lesson(group, session, number)
            for group in self.group.values()
            for number, session in enumerate(ordered(group), start=1)
        ]

    @cached_property
    def lessons_of(self) -> dict[str, list[Lesson]]:
        """Lessons per class."""
        return self._by(lambda lesson: lesson.group.reference)

    @cached_property
    def lessons_by_teacher(self) -> dict[str, list[Lesson]]:
        """Lessons per teacher who has any."""
        return self._by(lambda lesson: lesson.session.teacher)

    @cached_property
    def lessons_in_room(self) -> dict[str, list[Lesson]]:
        """Lessons per room in use (online ones have none)."""
        found = self._by(lambda lesson: lesson.session.room or "")
        found.pop("", None)
        return found

    def _by(self, key: Callable[[Lesson], str]) -> dict[str, list[Lesson]]:
        found: dict[str, list[Lesson]] = defaultdict(list)
        for lesson in self.lessons:
            found[key(lesson)].append(lesson)
        return {k: sorted(v, key=lambda x: x.session.slot) for k, v in found.items()}

    @cached_property
    def spouses(self) -> dict[str, list[Learner]]:
        """The other learners of a learner's household, for those who have any."""
        found = {x.reference: self.school.others_at_home(x) for x in self.school.learners}
        return {reference: others for reference, others in found.items() if others}

    def seats(self, reference: str) -> Seats:
        """Sizes of one class."""
        group = self.group[reference]
        offering = self.school.offering[group.offering]
        rooms = [self.school.room[s.room].capacity for s in group.sessions if s.room]
        maximum = min([self.school.class_maximum(offering), *rooms])
        return Seats(
            len(self.members[reference]),
            offering.minimum,
            min(offering.target, maximum),
            maximum,
        )

    def medians(self, reference: str) -> tuple[int, int] | None:
        """Median level score and learnability of a class; ``None`` without members."""
        people = self.members[reference]
        if not people:
            return None
        return (
            median_low([x.score for x in people]),
            median_low([self.school.learnability(x) for x in people]),
        )

    def offering_name(self, group: PlannedClass) -> str:
        """What people call the offering of a class."""
        return self.school.offering[group.offering].shown

    def class_name(self, reference: str | None) -> str:
        """Name of a class that runs now or will; empty for none."""
        if reference is None:
            return ""
        if reference in self.group:
            return self.group[reference].name
        run = self.school.running.get(reference)
        return run.shown if run else reference

    def first_lesson(self, lessons: list[Lesson]) -> date | None:
        """The day of the first of these lessons, days off left out."""
        return min((days[0] for x in lessons if (days := self.days_of(x))), default=None)

    def teacher_name(self, reference: str) -> str:
        """Name of a teacher."""
        return self.school.teacher[reference].shown

    def room_name(self, reference: str) -> str:
        """Name of a room, or its reference."""
        return self.school.room[reference].name or reference

    def location_name(self, reference: str | None) -> str:
        """Name of a location; empty for none."""
        if reference is None:
            return ""
        return self.school.location[reference].name or reference

    def place_name(self, session: Session) -> str:
        """Where a lesson is: room and location, or online."""
        if session.room is None:
            return "online"
        location = self.school.room[session.room].location
        room, building = self.room_name(session.room), self.location_name(location)
        return room if building in room else f"{room}, {building}"

    @cached_property
    def dates_of(self) -> dict[str, tuple[DatedSlot, ...]]:
        """Dated sessions per class from the plan's start on, days off left out."""
        return {
            reference: course(self.school, group, self.plan.start)
            for reference, group in self.group.items()
        }

    def days_of(self, lesson: Lesson) -> list[date]:
        """The days on which a weekly lesson is given."""
        dates = self.dates_of[lesson.group.reference]
        return [session.day for session in dates if session.index == lesson.number - 1]

    @cached_property
    def hours(self) -> tuple[int, int]:
        """First and last whole hour of the day (0-24) between which all lessons lie."""
        slots = [lesson.session.slot for lesson in self.lessons]
        if not slots:
            return 9, 17
        return min(s.start for s in slots) // 60, -(-max(s.end for s in slots) // 60)

    @cached_property
    def days(self) -> list[int]:
        """Weekdays to show: Monday to Friday, and weekend days with lessons."""
        used = {lesson.session.slot.weekday for lesson in self.lessons}
        return [d for d in range(7) if d < 5 or d in used]


def _natural(text: str) -> list[tuple[int, str]]:
    """Sort key in which "B1 10" comes after "B1 9"."""
    parts: list[tuple[int, str]] = []
    digits = ""
    for char in f"{text}\0":
        if char.isdecimal():
            digits += char
            continue
        if digits:
            parts.append((int(digits), ""))
            digits = ""
        parts.append((-1, char.casefold()))
    return parts
