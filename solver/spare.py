"""What a plan has to spare: free seats in its lessons, and teachers with a room at the same time.

For somebody who needs more lessons than the own class gives (or who has none). Everything is read
from the plan's rows in plain Python. What is booked for one learner is gone for the next, so that
all that is proposed can be done together; ``alone`` looks as if nothing had been booked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from models import (
    HouseholdNeed,
    Learner,
    Offering,
    Plan,
    PlannedClass,
    School,
    Session,
    Slot,
    Text,
)
from models.chances import Chance, Room
from models.offering import Mode
from solver import spare_texts as say
from solver.proposed import Extra, Proposed, Seat
from solver.rules import admission, teacher_qualified
from solver.rules.view import View, inside
from solver.summers import in_summer


@dataclass(frozen=True)
class Spare:
    """The spare seats, teachers and rooms of one plan of a school."""

    school: School
    plan: Plan
    books: Proposed = field(default_factory=Proposed)

    @cached_property
    def alone(self) -> Spare:
        """The same plan with nothing booked."""
        return Spare(self.school, self.plan)

    @cached_property
    def view(self) -> View:
        """The plan's look-ups."""
        return View(self.school, self.plan)

    # -- answers ------------------------------------------------------------------------------

    def lessons(self, learner: Learner, evening: bool, taken: Sequence[Slot]) -> list[Chance]:
        """Lessons that a learner could have beside those ``taken``: first in classes with a free
        seat, then with a teacher and a room that are free. In order of the week.
        """
        if evening and not self.school.may_come_evenings(learner):
            return []
        seats = [
            chance
            for row in self._joinable(learner)
            for session in row.sessions
            if self.school.is_evening(session.slot) is evening
            and self._seats(row, session) > 0
            and not any(session.slot.overlaps(t) for t in taken)
            and self._free(learner, self.view.where(row, session), session.slot)
            for chance in [self._seat(row, session)]
        ]
        joins = [
            self._join(extra)
            for extra in self.books.extras
            if self.school.is_evening(extra.slot) is evening
            and not any(extra.slot.overlaps(t) for t in taken)
            and self._may_join(learner, extra)
        ]
        staff = [
            chance
            for offering in self._offerings(learner)
            for slot in sorted(offering.slots)
            if self.school.is_evening(slot) is evening and not any(slot.overlaps(t) for t in taken)
            for chance in self._staff(learner, offering, slot)
        ]
        return [*_by_slot(seats), *_by_slot([*joins, *staff])]

    def book(self, learner: Learner, chances: Sequence[Chance]) -> None:
        """Keep these lessons for a learner."""
        for chance in chances:
            if isinstance(chance.booking, (Seat, Extra)):
                self.books.add(learner, chance.booking)

    def within(self, chances: Sequence[Chance]) -> bool:
        """Whether no teacher of these lessons together gets more than the agreed number."""
        extra = Counter(c.teacher for c in chances if c.teacher is not None)
        return all(n <= self._left(teacher) for teacher, n in extra.items())

    def place(self, learner: Learner, weekly: float) -> tuple[Text, list[Chance]] | None:
        """The name of a class with a free seat and at least so many hours a week, all of which
        the learner can attend, and its lessons.
        """
        for row in self._joinable(learner):
            hours = sum(s.slot.minutes for s in row.sessions) / 60
            if hours >= weekly - 1e-6 and all(
                self._seats(row, s) > 0
                and self._free(learner, self.view.where(row, s), s.slot)
                and (not self.school.is_evening(s.slot) or self.school.may_come_evenings(learner))
                for s in row.sessions
            ):
                return say.NAME.fill(name=row.name), [self._seat(row, s) for s in row.sessions]
        return None

    def summer(self, learner: Learner, weeks: int, summers: Sequence[float]) -> tuple[Room, Text]:
        """Whether somebody can give the learner's class so many weeks of lessons in summers that
        have so many open weeks each.
        """
        return in_summer(self.view, self.books, learner, weeks, summers)

    # -- seats --------------------------------------------------------------------------------

    def _joinable(self, learner: Learner) -> Iterator[PlannedClass]:
        """Classes with a free seat, other than the own, that admit the learner."""
        own = self.view.class_of.get(learner.reference)
        for row in self.view.classes:
            run = self.view.run(row)
            if (
                row is not own
                and any(self._seats(row, s) > 0 for s in row.sessions)
                and (run is None or self.school.accepts_newcomers(run))
                and admission.obstacle(self.school, learner, self.view.offering(row)) is None
                and self._level_fits(row, learner)
                and self._apart(row, learner)
            ):
                yield row

    def _seats(self, row: PlannedClass, session: Session) -> int:
        """Seats left in one lesson of a class."""
        guests = self.books.guests.get((row.reference, session.slot), ())
        return self._seats_in_plan[row.reference] - len(guests)

    @cached_property
    def _seats_in_plan(self) -> dict[str, int]:
        """Seats left in every class before anything is proposed."""
        found = {}
        for row in self.view.classes:
            rooms = [self.school.room[s.room].capacity for s in row.sessions if s.room is not None]
            most = min([self.view.limit(row), *rooms])
            found[row.reference] = most - len(self.view.members(row))
        return found

    def _level_fits(self, row: PlannedClass, learner: Learner) -> bool:
        guests = self.books.in_row(row.reference)
        scores = [x.score for x in [*self.view.members(row), *guests]]
        now = max(scores) - min(scores) if scores else 0
        then = max([*scores, learner.score]) - min([*scores, learner.score])
        return then <= max(now, self.view.offering(row).level_spread)

    def _apart(self, row: PlannedClass, learner: Learner) -> bool:
        """Whether spouses who must be in different classes would be."""
        theirs = self._spouses(learner, HouseholdNeed.DIFFERENT_CLASSES)
        guests = self.books.in_row(row.reference)
        return all(
            self.view.class_of.get(x.reference) is not row and x not in guests for x in theirs
        )

    def _spouses(self, learner: Learner, need: HouseholdNeed) -> list[Learner]:
        """Those of whom a learner needs something without fail."""
        return [
            b if a.reference == learner.reference else a
            for a, b, what, hard in self.school.couples
            if hard and what is need and learner.reference in (a.reference, b.reference)
        ]

    def _seat(self, row: PlannedClass, session: Session) -> Chance:
        text = say.SEAT.fill(name=row.name, n=self._seats(row, session))
        booking = Seat(row.reference, session.slot, self.view.where(row, session))
        return Chance(session.slot, Room.SEAT, text, booking=booking)

    # -- the learner --------------------------------------------------------------------------

    def _free(self, learner: Learner, place: str | None, slot: Slot) -> bool:
        """Whether somebody has the time: no lesson, no hard busy hours, the way between them, and
        a spouse who stays with the children.
        """
        school, view = self.school, self.view
        if any(view.touching(learner, place, slot, hard=True)):
            return False
        own = view.class_of.get(learner.reference)
        if own is not None and any(
            slot.overlaps(s.slot, school.way_between(place, view.where(own, s)))
            for s in own.sessions
        ):
            return False
        at_home = self._spouses(learner, HouseholdNeed.APART_IN_TIME)
        theirs = [view.class_of[x.reference] for x in at_home if x.reference in view.class_of]
        proposed = [s for x in at_home for s in self.books.times.get(x.reference, ())]
        return not any(slot.overlaps(s.slot) for row in theirs for s in row.sessions) and not any(
            slot.overlaps(s) for s in proposed
        )

    # -- lessons proposed to others ----------------------------------------------------------

    def _may_join(self, learner: Learner, extra: Extra) -> bool:
        """Whether a learner fits in a lesson that is proposed to others already."""
        offering = self.school.offering[extra.offering]
        room = self.school.room.get(extra.room or "")
        most = self.school.class_maximum(offering)
        seats = min(most, room.capacity) if room is not None else most
        others = [x for x in extra.members if x is not learner]
        scores = [x.score for x in (learner, *others)]
        apart = self._spouses(learner, HouseholdNeed.DIFFERENT_CLASSES)
        return (
            offering in self._offerings(learner)
            and len(others) < seats
            and max(scores) - min(scores) <= offering.level_spread
            and not any(x in others for x in apart)
            and self._free(learner, extra.place, extra.slot)
        )

    def _join(self, extra: Extra) -> Chance:
        text = say.JOIN_ONLINE if extra.room is None else say.JOIN
        name = self.school.teacher[extra.teacher].shown
        told = text.fill(teacher=name, room=extra.room)
        return Chance(extra.slot, Room.STAFF, told, booking=extra)

    # -- teachers and rooms -------------------------------------------------------------------

    def _offerings(self, learner: Learner) -> list[Offering]:
        """The offering of the own class, else those that admit the learner."""
        own = self.view.class_of.get(learner.reference)
        if own is not None:
            return [self.view.offering(own)]
        return [
            o for o in self.school.offerings if admission.obstacle(self.school, learner, o) is None
        ]

    def _staff(self, learner: Learner, offering: Offering, slot: Slot) -> Iterator[Chance]:
        """The first teacher and room (or online) free for one lesson of an offering."""
        online = offering.mode is not Mode.PHYSICAL
        places: list[str | None] = [None] if online else list(self._places(offering))
        for place in places:
            room = None if place is None else self._room(place, slot)
            teacher = self._teacher(offering, place, slot)
            if teacher is None or (place is not None and room is None):
                continue
            if self._free(learner, place, slot):
                text = say.ONLINE if room is None else say.STAFF
                name = self.school.teacher[teacher].shown
                told = text.fill(teacher=name, room=room)
                booking = Extra(offering.reference, slot, place, room, teacher)
                yield Chance(slot, Room.STAFF, told, teacher, booking)
                return

    def _places(self, offering: Offering) -> list[str]:
        return list(offering.locations or self.school.location)

    def _room(self, place: str, slot: Slot) -> str | None:
        for room in self.school.rooms:
            lessons = self.view.lessons_in_room.get(room.reference, [])
            if (
                room.location == place
                and inside(slot, room.opening)
                and not any(slot.overlaps(s.slot) for _, s in lessons)
                and not any(
                    x.room == room.reference and slot.overlaps(x.slot) for x in self.books.extras
                )
            ):
                return room.reference
        return None

    def _teacher(self, offering: Offering, place: str | None, slot: Slot) -> str | None:
        school, view = self.school, self.view
        for teacher in school.teachers:
            name = teacher.reference
            elsewhere = place is not None and teacher.locations and place not in teacher.locations
            if (
                self._left(name) > 0
                and not elsewhere
                and inside(slot, teacher.available)
                and not any(view.teacher_touching(name, place, slot, hard=True))
                and teacher_qualified.obstacle(view, teacher, offering) is None
                and not any(
                    slot.overlaps(s.slot, school.way_between(place, view.where(row, s)))
                    for row, s in view.lessons_of_teacher.get(name, [])
                )
                and not any(
                    x.teacher == name and slot.overlaps(x.slot, school.way_between(place, x.place))
                    for x in self.books.extras
                )
            ):
                return name
        return None

    def _left(self, teacher: str) -> int:
        given = len(self.view.lessons_of_teacher.get(teacher, []))
        given += sum(x.teacher == teacher for x in self.books.extras)
        return self.school.teacher[teacher].max_sessions - given


def _by_slot(chances: list[Chance]) -> list[Chance]:
    """In order of the week, one per moment."""
    found: dict[Slot, Chance] = {}
    for chance in sorted(chances, key=lambda c: c.slot):
        found.setdefault(chance.slot, chance)
    return list(found.values())
