"""Look-ups over the rows of a plan, for the measuring side of the rules.

A plan may come from a file that somebody changed by hand: rows that refer to nothing are
kept out of the look-ups here, and reported by the rule ``one_class``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from models import ClassRun, Learner, Offering, Plan, PlannedClass, School, Session, Slot


@dataclass(frozen=True)
class View:
    """A school and a plan for it, with the questions that rules ask."""

    school: School
    plan: Plan

    @cached_property
    def classes(self) -> tuple[PlannedClass, ...]:
        """Classes whose offering, location, teachers and rooms exist; each reference once."""
        school = self.school
        found: dict[str, PlannedClass] = {}
        for row in self.plan.classes:
            known = (
                row.offering in school.offering
                and (row.location is None or row.location in school.location)
                and all(s.teacher in school.teacher for s in row.sessions)
                and all(s.room is None or s.room in school.room for s in row.sessions)
            )
            if known:
                found.setdefault(row.reference, row)
        return tuple(found.values())

    @cached_property
    def class_of(self) -> dict[str, PlannedClass]:
        """The class in which each placed learner sits (the first, if there are several)."""
        by_reference = {c.reference: c for c in self.classes}
        found: dict[str, PlannedClass] = {}
        for row in self.plan.placements:
            if row.learner in self.school.learner and row.class_reference in by_reference:
                found.setdefault(row.learner, by_reference[row.class_reference])
        return found

    @cached_property
    def _members(self) -> dict[str, list[Learner]]:
        found: dict[str, list[Learner]] = {}
        for learner, row in self.class_of.items():
            found.setdefault(row.reference, []).append(self.school.learner[learner])
        return found

    def members(self, row: PlannedClass) -> list[Learner]:
        """Learners in a class."""
        return self._members.get(row.reference, [])

    def offering(self, row: PlannedClass) -> Offering:
        """The offering of a class."""
        return self.school.offering[row.offering]

    def run(self, row: PlannedClass) -> ClassRun | None:
        """The class run that a class continues, if it does."""
        return self.school.running.get(row.reference)

    def stays(self, learner: Learner, row: PlannedClass) -> bool:
        """Whether a member of the class was in it already."""
        return learner.current_class == row.reference

    def newcomers(self, row: PlannedClass) -> list[Learner]:
        """Members who were not in the class before."""
        return [x for x in self.members(row) if not self.stays(x, row)]

    def fixed_members(self, row: PlannedClass) -> list[Learner]:
        """Members who must stay in the class."""
        run = self.run(row)
        if run is None or not run.fixed_members:
            return []
        return [x for x in self.members(row) if self.stays(x, row)]

    @cached_property
    def lessons_of_teacher(self) -> dict[str, list[tuple[PlannedClass, Session]]]:
        """Sessions per teacher, in week order."""
        return self._lessons("teacher")

    @cached_property
    def lessons_in_room(self) -> dict[str, list[tuple[PlannedClass, Session]]]:
        """Sessions per room, in week order."""
        return self._lessons("room")

    def _lessons(self, by: str) -> dict[str, list[tuple[PlannedClass, Session]]]:
        found: dict[str, list[tuple[PlannedClass, Session]]] = {}
        for row in self.classes:
            for session in row.sessions:
                key = getattr(session, by)
                if key is not None:
                    found.setdefault(key, []).append((row, session))
        for lessons in found.values():
            lessons.sort(key=lambda lesson: lesson[1].slot)
        return found

    def where(self, row: PlannedClass, session: Session) -> str | None:
        """Location of a session, ``None`` online."""
        return None if session.online else row.location

    def limit(self, row: PlannedClass) -> int:
        """Largest number of members by law, contract and school."""
        return self.school.class_maximum(self.offering(row))

    def soft_touch(self, learner: Learner, row: PlannedClass, session: Session) -> bool:
        """Whether a session touches a soft busy window of a member."""
        return any(self.touching(learner, self.where(row, session), session.slot, hard=False))

    def touching(
        self, learner: Learner, location: str | None, slot: Slot, hard: bool
    ) -> Iterator[Slot]:
        """Busy windows (hard or soft) that leave no time for a session, travel counted."""
        school = self.school
        for window in school.windows(learner.reference):
            if school.is_hard(window) == hard:
                area = window.area or learner.home_area
                way = 0
                if location is not None:
                    way = school.travel_minutes(area, school.location[location].area)
                if slot.overlaps(window.slot, way):
                    yield window.slot

    def teacher_touching(
        self, teacher: str, location: str | None, slot: Slot, hard: bool
    ) -> Iterator[Slot]:
        """Busy windows (hard or soft) of a teacher that a session touches."""
        school = self.school
        for window in school.windows(teacher):
            if school.is_hard(window) == hard:
                way = 0
                if window.area is not None and location is not None:
                    way = school.travel_minutes(window.area, school.location[location].area)
                if slot.overlaps(window.slot, way):
                    yield window.slot


def inside(slot: Slot, windows: tuple[Slot, ...]) -> bool:
    """Whether a slot lies inside the union of windows; adjacent windows count as one."""
    reached = slot.start
    for window in sorted(windows):
        if window.weekday == slot.weekday and window.start <= reached < window.end:
            reached = window.end
    return reached >= slot.end
