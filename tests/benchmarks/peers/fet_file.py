"""A .fet file of a plan whose times are to be found anew, and FET's answer to it.

FET divides every day into equal hours; here an "hour" is the largest number of minutes that
divides all starts and ends, so that lessons of any length and start fit exactly.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from math import ceil, gcd
from pathlib import Path

from models import Slot
from models.times import clock
from solver.problem import Problem
from solver.roster import ONLINE, Built, Roster


@dataclass(frozen=True, slots=True)
class Lesson:
    """One weekly session: FET's activity number, its class, teacher and room, and the places
    at which class, teacher and room are all free.
    """

    id: int
    row: int
    teacher: int
    room: int
    places: tuple[int, ...]


class Timetable:
    """What FET has to solve: the sessions of a roster with classes, teachers and rooms given."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem, self.roster = problem, roster
        self.lessons = [
            lesson for row, built in enumerate(roster) for lesson in self._lessons(row, built)
        ]
        self.lessons = [
            Lesson(at + 1, x.row, x.teacher, x.room, x.places) for at, x in enumerate(self.lessons)
        ]

    def _lessons(self, row: int, built: Built) -> Iterable[Lesson]:
        problem, group = self.problem, self.problem.groups[built.group]
        members = [group.position[i] for i in built.members]
        fits = [q for q in range(len(group.variants)) if group.ok[members, q].all()]
        if group.run is not None:
            fits = [built.variant]
        physical = problem.places.physical
        for here, teacher, room in zip(
            built.places(problem), built.teachers, built.rooms, strict=True
        ):
            if group.run is not None:
                yield Lesson(0, row, teacher, room, (int(here),))
                continue
            yield Lesson(
                0,
                row,
                teacher,
                room,
                tuple(
                    p
                    for p in sorted({int(p) for q in fits for p in group.places[q]})
                    if problem.teacher_free[teacher, p]
                    and physical[p] == (room != ONLINE)
                    and (room == ONLINE or problem.room_free[room, p])
                ),
            )

    @cached_property
    def minutes(self) -> int:
        """Length of one of FET's hours."""
        slots = [p.slot for p in self.problem.places.rows]
        first = min(s.start for s in slots)
        return gcd(*(m - first for s in slots for m in (s.start, s.end)))

    @cached_property
    def hours(self) -> list[str]:
        """Names of the hours of a day: when they begin."""
        slots = [p.slot for p in self.problem.places.rows]
        first, last = min(s.start for s in slots), max(s.end for s in slots)
        return [clock(m) for m in range(first, last, self.minutes)]

    def gaps(self, minutes: int) -> int:
        """Hours that must lie between two lessons so many minutes apart."""
        return ceil(minutes / self.minutes)

    def of_class(self, row: int) -> list[Lesson]:
        """The lessons of a class."""
        return [x for x in self.lessons if x.row == row]

    def slot(self, lesson: Lesson) -> Slot:
        """Any slot of a lesson: they all have the same length."""
        return self.problem.places.rows[lesson.places[0]].slot

    # -- the file -------------------------------------------------------------------------

    def write(self, file: Path) -> None:
        """Write the .fet file.

        Raises:
            ValueError: when a lesson has no place left at all.
        """
        if not all(lesson.places for lesson in self.lessons):
            raise ValueError("a lesson without any place")
        root = ET.Element("fet", version="6.8.5")
        _add(root, Institution_Name="school", Comments="")
        _names(root, "Days_List", "Number_of_Days", "Day", [str(day) for day in range(7)])
        _names(root, "Hours_List", "Number_of_Hours", "Hour", self.hours)
        _add(ET.SubElement(ET.SubElement(root, "Subjects_List"), "Subject"), Name="lesson")
        ET.SubElement(root, "Activity_Tags_List")
        self._people(root)
        self._activities(root)
        self._buildings(root)
        self._times(ET.SubElement(root, "Time_Constraints_List"))
        self._spaces(ET.SubElement(root, "Space_Constraints_List"))
        ET.ElementTree(root).write(file, encoding="UTF-8", xml_declaration=True)

    def _people(self, root: ET.Element) -> None:
        teachers = ET.SubElement(root, "Teachers_List")
        for j in sorted({lesson.teacher for lesson in self.lessons}):
            _add(ET.SubElement(teachers, "Teacher"), Name=f"T{j}", Target_Number_of_Hours=0)
        students = ET.SubElement(root, "Students_List")
        for row, built in enumerate(self.roster):
            year = ET.SubElement(students, "Year")
            _add(year, Name=f"C{row}", Number_of_Students=len(built.members))

    def _activities(self, root: ET.Element) -> None:
        activities = ET.SubElement(root, "Activities_List")
        for lesson in self.lessons:
            mine = self.of_class(lesson.row)
            length = self.slot(lesson).minutes // self.minutes
            _add(
                ET.SubElement(activities, "Activity"),
                Teacher=f"T{lesson.teacher}",
                Subject="lesson",
                Students=f"C{lesson.row}",
                Duration=length,
                Total_Duration=length * len(mine),
                Id=lesson.id,
                Activity_Group_Id=mine[0].id if len(mine) > 1 else 0,
                Active="true",
            )

    def _buildings(self, root: ET.Element) -> None:
        school = self.problem.school
        buildings = ET.SubElement(root, "Buildings_List")
        for location in school.locations:
            _add(ET.SubElement(buildings, "Building"), Name=location.reference)
        rooms = ET.SubElement(root, "Rooms_List")
        for r, room in enumerate(school.rooms):
            row = ET.SubElement(rooms, "Room")
            _add(row, Name=f"R{r}", Building=room.location, Capacity=room.capacity, Virtual="false")

    def _times(self, parent: ET.Element) -> None:
        _constraint(parent, "ConstraintBasicCompulsoryTime")
        for lesson in self.lessons:
            found = _constraint(parent, "ConstraintActivityPreferredStartingTimes")
            slots = sorted({self.problem.places.rows[p].slot for p in lesson.places})
            _add(found, Activity_Id=lesson.id, Number_of_Preferred_Starting_Times=len(slots))
            for slot in slots:
                _add(
                    ET.SubElement(found, "Preferred_Starting_Time"),
                    Preferred_Starting_Day=slot.weekday,
                    Preferred_Starting_Hour=clock(slot.start),
                )
        for row, built in enumerate(self.roster):
            if self.problem.groups[built.group].run is None:
                self._pattern(parent, row, built)
        self._couples(parent)

    def _pattern(self, parent: ET.Element, row: int, built: Built) -> None:
        offering = self.problem.groups[built.group].offering
        mine = self.of_class(row)
        if len(mine) < 2:
            return
        if offering.max_sessions_per_day == 1:
            found = _constraint(parent, "ConstraintMinDaysBetweenActivities")
            _add(found, Consecutive_If_Same_Day="false")
            _set(found, mine)
            _add(found, MinDays=offering.min_days_between + 1)
        if offering.same_time and offering.max_sessions_per_day == 1:
            _set(_constraint(parent, "ConstraintActivitiesSameStartingHour"), mine)

    def _couples(self, parent: ET.Element) -> None:
        """Hard couples: no lesson of the one near a lesson of the other."""
        seat = {i: row for row, built in enumerate(self.roster) for i in built.members}
        for couple in self.problem.couples:
            pair = [seat.get(couple.first), seat.get(couple.second)]
            if not couple.hard or None in pair or pair[0] == pair[1]:
                continue
            ways = [self._way(couple.first, pair[0]), self._way(couple.second, pair[1])]
            for one, other in product(*(self.of_class(row or 0) for row in pair)):
                _set(_constraint(parent, "ConstraintActivitiesNotOverlapping"), [one, other])
                found = _constraint(parent, "ConstraintMinGapsBetweenActivities")
                _set(found, [one, other])
                _add(found, MinGaps=self.gaps(sum(ways)))

    def _way(self, learner: int, row: int | None) -> int:
        built = self.roster[row or 0]
        variant = self.problem.groups[built.group].variants[built.variant]
        person = self.problem.learners[learner]
        return self.problem.school.way_from_home(person, variant.location)

    def _spaces(self, parent: ET.Element) -> None:
        _constraint(parent, "ConstraintBasicCompulsorySpace")
        names = [x.reference for x in self.problem.school.locations]
        ways = [self.problem.school.way_between(a, b) for a, b in pairwise(names)]
        if ways:
            found = _constraint(parent, "ConstraintTeachersMinGapsBetweenBuildingChanges")
            _add(found, Min_Gaps_Between_Building_Changes=self.gaps(max(ways)))
        for lesson in self.lessons:
            if lesson.room != ONLINE:
                found = _constraint(parent, "ConstraintActivityPreferredRoom")
                _add(
                    found, Activity_Id=lesson.id, Room=f"R{lesson.room}", Permanently_Locked="true"
                )

    # -- the answer -----------------------------------------------------------------------

    def read(self, file: Path) -> dict[int, Slot]:
        """Slot of every lesson that FET placed, by activity number."""
        by_id = {lesson.id: lesson for lesson in self.lessons}
        found = {}
        for row in ET.parse(file).getroot().iter("Activity"):
            day, hour = row.findtext("Day"), row.findtext("Hour")
            if not day or not hour:
                continue
            lesson = by_id[int(row.findtext("Id") or 0)]
            start = int(hour[:2]) * 60 + int(hour[3:])
            found[lesson.id] = Slot(int(day), start, start + self.slot(lesson).minutes)
        return found


def _add(parent: ET.Element, **values: object) -> None:
    for name, value in values.items():
        ET.SubElement(parent, name).text = str(value)


def _names(root: ET.Element, table: str, count: str, row: str, names: list[str]) -> None:
    found = ET.SubElement(root, table)
    _add(found, **{count: len(names)})
    for name in names:
        _add(ET.SubElement(found, row), Name=name)


def _constraint(parent: ET.Element, kind: str) -> ET.Element:
    found = ET.SubElement(parent, kind)
    _add(found, Weight_Percentage=100, Active="true")
    return found


def _set(parent: ET.Element, lessons: list[Lesson]) -> None:
    _add(parent, Number_of_Activities=len(lessons))
    for lesson in lessons:
        _add(parent, Activity_Id=lesson.id)
