"""From a scenario to a school: timetable first, then teachers and rooms, then people.

Everything follows from the scenario, the size and the seed; every part has dice of its own, so
that more teachers do not make other learners.
"""

from __future__ import annotations

from datetime import timedelta

from models import ClassRun, Location, Room, School, Teacher, TravelTime
from scheduler.generate.couples import couple_up
from scheduler.generate.dice import Dice
from scheduler.generate.people import People
from scheduler.generate.scenario import Scenario, read
from scheduler.generate.supply import Staff, buildings, reference
from scheduler.generate.timetable import Course, timetable

TIGHTNESS = ("tight", "normal", "loose")
MOST_LEARNERS = 100_000


def generate(
    like: str, learners: int | None = None, seed: int = 1, tightness: str = "normal"
) -> School:
    """A school like one of the examples.

    ``learners`` ``None``: the example's own number; otherwise classes, teachers and rooms
    scale along. ``tightness`` scales how many teachers and rooms there are beyond those of
    the running classes (:data:`TIGHTNESS`; its numbers stand in ``population.toml``).

    Raises:
        KeyError: on an unknown scenario or tightness.
        ValueError: when ``learners`` is not between 1 and 100,000.
    """
    scenario = read(like)
    size = scenario.learners if learners is None else learners
    if not 1 <= size <= MOST_LEARNERS:
        raise ValueError(f"learners must lie between 1 and {MOST_LEARNERS}, not {size}")
    return _Generator(scenario, size, seed, scenario.supply.tightness[tightness]).school()


class _Generator:
    def __init__(self, scenario: Scenario, size: int, seed: int, tightness: float) -> None:
        self.scenario, self.size = scenario, size
        self.slack = tightness
        self.dice = {
            part: Dice(seed, size, at)
            for at, part in enumerate(("timetable", "staff", "rooms", "runs", "people", "couples"))
        }

    def school(self) -> School:
        """The whole school."""
        frame = _frame(self.scenario)
        scale = self.size / self.scenario.learners
        courses = timetable(self.scenario, frame, scale, self.dice["timetable"])
        frame, run_of = self._with_supply(frame, courses)
        people = People(self.scenario, frame, self.dice["people"])
        self._populate(people, courses, run_of)
        full = _updated(frame, learners=tuple(people.learners), busy=tuple(people.busy))
        learners, homes = couple_up(full, self.scenario.population, self.dice["couples"])
        return _updated(full, learners=learners, households=homes)

    # -- teachers, rooms and running classes ------------------------------------------------

    def _with_supply(self, frame: School, courses: list[Course]) -> tuple[School, list[ClassRun]]:
        """The school with its staff, rooms and running classes, these in order of courses."""
        running = [course for course in courses if course.running]
        staff = Staff(frame, self.scenario.supply, self.dice["staff"])
        found = buildings(self.scenario, self.dice["rooms"])
        runs = []
        for number, course in enumerate(running):
            teacher = reference(staff.give(course))
            room = found[course.location].give(course) if course.location else None
            runs.append(self._run(number, course, teacher, room))
        staff.widen(courses, self.scenario.supply.teacher_slack * self.slack)
        for name, building in found.items():
            new = [c for c in courses if not c.running and c.location == name]
            building.widen(new, self.scenario.supply.room_slack * self.slack)
        teachers: tuple[Teacher, ...] = staff.teachers()
        rooms: tuple[Room, ...] = tuple(r for b in found.values() for r in b.rooms())
        return _updated(frame, teachers=teachers, rooms=rooms, classes=tuple(runs)), runs

    def _run(self, number: int, course: Course, teacher: str, room: str | None) -> ClassRun:
        offering, supply, dice = course.offering, self.scenario.supply, self.dice["runs"]
        first, last = supply.running_weeks
        weeks = dice.number(first, max(first, min(last, offering.duration_weeks or last)))
        if offering.late_entry_weeks is not None and dice.chance(supply.still_open):
            weeks = min(weeks, offering.late_entry_weeks - 1)
        return ClassRun(
            reference=f"K{number + 1:02d}",
            offering=offering.reference,
            name=f"{offering.shown} {number + 1}",
            slots=course.slots,
            location=course.location,
            teachers=(teacher,),
            rooms=(room,) if room else (),
            started_on=self.scenario.start - timedelta(weeks=weeks),
        )

    # -- people -----------------------------------------------------------------------------

    def _populate(self, people: People, courses: list[Course], runs: list[ClassRun]) -> None:
        """Members of the running classes first, then those who wait for a seat."""
        seats = [course.offering.target for course in courses]
        for at, count in enumerate(self._members(people, courses, runs)):
            people.members(courses[at], runs[at], count)
            seats[at] = max(0, seats[at] - count)
        wanted = dict(enumerate(seats)) if any(seats) else dict.fromkeys(range(len(seats)), 1)
        for at in people.dice.picks(wanted, self.size - len(people.learners)):
            people.waiting(courses[at])

    def _members(self, people: People, courses: list[Course], runs: list[ClassRun]) -> list[int]:
        """Members per running class, at every size the same share of all learners in total."""
        fill = self.scenario.supply.fill
        drawn = [c.offering.target * people.dice.between(*fill) for c in courses if c.running]
        factor = self.size * self.scenario.seated / max(sum(drawn), 1)
        found: list[int] = []
        for course, run, wanted in zip(courses, runs, drawn, strict=False):
            most = [people.frame.class_maximum(course.offering), self.size - sum(found)]
            most += [people.frame.room[room].capacity for room in run.rooms]
            found.append(min(max(1, round(wanted * factor)), *most))
        return found


def _frame(scenario: Scenario) -> School:
    """The school without people, classes, teachers and rooms."""
    return School(
        name=scenario.name,
        municipality=scenario.municipality,
        start=scenario.start,
        learners=(),
        locations=tuple(
            Location(reference=x.reference, name=x.name, area=x.area) for x in scenario.locations
        ),
        travel=tuple(
            TravelTime(from_area=x.a, to_area=x.b, minutes=x.minutes) for x in scenario.travel
        ),
        offerings=tuple(spec.offering() for spec in scenario.offerings),
        policy=scenario.policy,
    )


def _updated(school: School, **tables: object) -> School:
    """The school with other tables; made anew, since a school remembers its indexes."""
    return School(**{name: getattr(school, name) for name in School.model_fields} | tables)
