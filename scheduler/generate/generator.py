"""From a scenario to a school: staff first, then running classes, then people.

Running classes are built by the same desk that constructs plans, so that they are feasible
together; their members get weeks that leave the lessons free. Everything follows from the
scenario and the seed.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

import numpy as np

from models import (
    ClassRun,
    Learner,
    Literacy,
    Location,
    Offering,
    Policy,
    Room,
    Route,
    School,
    Slot,
    Teacher,
    TravelTime,
)
from models.resources import Certification
from models.times import minute_of
from scheduler.generate.people import People
from scheduler.generate.scenario import OfferingSpec, Scenario, read
from solver.construct import Desk
from solver.problem import build
from solver.roster import ONLINE, Built

TIGHTNESS = {"tight": 0.92, "normal": 1.0, "loose": 1.35}
FILL = (0.72, 0.98)  # ASSUMPTION: running classes are 72 to 98 % of their target size


def generate(
    like: str, learners: int | None = None, seed: int = 1, tightness: str = "normal"
) -> School:
    """A school like one of the examples.

    ``learners`` ``None``: the example's own number; otherwise teachers, rooms and classes
    scale along. ``tightness`` scales the supply of teachers and rooms (:data:`TIGHTNESS`).

    Raises:
        KeyError: on an unknown scenario or tightness.
        ValueError: when ``learners`` is not between 1 and 100,000.
    """
    scenario = read(like)
    size = scenario.learners if learners is None else learners
    if not 1 <= size <= 100_000:
        raise ValueError(f"learners must lie between 1 and 100000, not {size}")
    return _Generator(scenario, size, seed, TIGHTNESS[tightness]).school()


class _Generator:
    def __init__(self, scenario: Scenario, size: int, seed: int, slack: float) -> None:
        self.scenario, self.size, self.slack = scenario, size, slack
        self.rng = np.random.default_rng([seed, size])
        self.scale = size / scenario.learners
        self.offerings = {o.reference: o.offering() for o in scenario.offerings}

    @cached_property
    def policy(self) -> Policy:
        sources = {key: value for key, value in self.scenario.sources.items()}
        return Policy.model_validate({**self.scenario.policy, "sources": sources})

    def count(self, classes: int) -> int:
        """Number of classes at this size, at least one where the scenario has any."""
        return max(1, round(classes * self.scale)) if classes else 0

    def school(self) -> School:
        teachers, rooms = self._teachers(), self._rooms()
        empty = self._assemble(teachers, rooms, (), People(self.scenario, self.rng, self.policy))
        people = People(self.scenario, self.rng, self.policy)
        seats = round(self.size * self.scenario.seated)
        runs = self._runs(empty, people, seats)
        waiting = self.size - len(people.learners)
        demand = np.array(
            [max(o.classes - o.running, 0.3) * o.target for o in self.scenario.offerings]
        )
        for spec in self.rng.choice(len(demand), size=max(waiting, 0), p=demand / demand.sum()):
            chosen = self.scenario.offerings[int(spec)]
            people.waiting(chosen, self.offerings[chosen.reference])
        school = self._assemble(teachers, rooms, tuple(runs), people)
        people.couple_up(school)
        return self._assemble(teachers, rooms, tuple(runs), people)

    def _assemble(
        self,
        teachers: tuple[Teacher, ...],
        rooms: tuple[Room, ...],
        runs: tuple[ClassRun, ...],
        people: People,
    ) -> School:
        scenario = self.scenario
        return School(
            name=scenario.name,
            municipality=scenario.municipality,
            start=scenario.start,
            learners=tuple(people.learners),
            households=tuple(people.households),
            busy=tuple(people.busy),
            teachers=teachers,
            rooms=rooms,
            locations=tuple(
                Location(reference=x.reference, name=x.name, area=x.area)
                for x in scenario.locations
            ),
            travel=tuple(
                TravelTime(from_area=x.a, to_area=x.b, minutes=x.minutes) for x in scenario.travel
            ),
            offerings=tuple(self.offerings.values()),
            classes=runs,
            policy=self.policy,
        )

    # -- staff ----------------------------------------------------------------------------

    def _demand(self, chosen: list[OfferingSpec]) -> int:
        return sum(self.count(o.classes) * o.sessions for o in chosen)

    def _teachers(self) -> tuple[Teacher, ...]:
        """Teachers per set of routes and need for alphabetisation, evenings where lessons are."""
        kinds: dict[tuple[tuple[Route, ...], bool], list[OfferingSpec]] = {}
        for spec in self.scenario.offerings:
            kinds.setdefault((spec.routes, spec.alphabetisation), []).append(spec)
        found: list[Teacher] = []
        for (routes, alpha), specs in kinds.items():
            need = self._demand(specs) * self.scenario.supply.teacher_slack * self.slack
            late = self._demand([s for s in specs if self._late(s)])
            weekend = self._demand([s for s in specs if set(s.days) & {5, 6}])
            days = sorted({d for s in specs for d in s.days if d < 5}) or [0, 1, 2, 3, 4]
            given = 0
            while given < need:
                sessions = int(self.rng.choice(self.scenario.supply.sessions_per_teacher))
                evening = late > 0 and self.rng.random() < min(0.9, 0.25 + late / max(need, 1))
                saturday = weekend > 0 and (given == 0 or self.rng.random() < 0.3)
                found.append(
                    self._teacher(len(found), routes, alpha, sessions, days, evening, saturday)
                )
                given += sessions
        return tuple(found)

    def _late(self, spec: OfferingSpec) -> bool:
        evening = minute_of(self.policy.evening_from)
        return any(minute_of(t) >= evening for t in spec.starts)

    def _teacher(
        self,
        number: int,
        routes: tuple[Route, ...],
        alpha: bool,
        sessions: int,
        days: list[int],
        evening: bool,
        saturday: bool,
    ) -> Teacher:
        supply, rng = self.scenario.supply, self.rng
        low, high = supply.days_per_teacher
        # Enough days for the sessions: two dayparts a day, three with an evening.
        needed = -(-sessions // (3 if evening else 2))
        count = min(len(days), max(int(rng.integers(low, high + 1)), needed))
        chosen = sorted(int(d) for d in rng.choice(days, size=count, replace=False))
        last = 22 * 60 if evening else 17 * 60 + 30
        windows = [Slot(d, 8 * 60 + 30, last) for d in chosen]
        if saturday:
            windows.append(Slot(5, 8 * 60 + 30, 17 * 60))
        luck = rng.random()
        certification = Certification.NONE
        if luck < supply.certified:
            certification = Certification.CERTIFIED
        elif luck < supply.certified + supply.in_training:
            certification = Certification.IN_TRAINING
        more = set(routes)
        if rng.random() < supply.both_routes:
            more |= {Route.B1, Route.Z}
        return Teacher(
            reference=f"D{number + 1:02d}",
            name=f"Docent {number + 1}",
            available=tuple(windows),
            routes=tuple(sorted(more, key=list(Route).index)),
            alphabetisation=alpha or bool(rng.random() < supply.alphabetisation * 0.5),
            certification=certification,
            max_sessions=min(sessions, len(windows) * (3 if evening else 2)),
        )

    def _rooms(self) -> tuple[Room, ...]:
        """Rooms per location for the busiest stretch of the day, with the supply's slack."""
        found: list[Room] = []
        everywhere = [x.reference for x in self.scenario.locations]
        for location in self.scenario.locations:
            need = 0.0
            specs = [s for s in self.scenario.offerings if s.mode != "online"]
            for late in (False, True):
                moments = 0.0
                slots = set()
                for spec in specs:
                    homes = spec.locations or everywhere
                    if location.reference in homes and self._late(spec) == late:
                        on_site = spec.sessions - (
                            spec.online_sessions if spec.online_sessions else 0
                        )
                        moments += self.count(spec.classes) * on_site / len(homes)
                        slots |= {(d, minute_of(t) // 240) for d in spec.days for t in spec.starts}
                if slots:
                    need = max(need, moments / len(slots))
            wanted = max(1, int(np.ceil(need * self.scenario.supply.room_slack * self.slack)) + 1)
            for _ in range(wanted):
                closing = minute_of(location.closes)
                found.append(
                    Room(
                        reference=f"{location.reference}-{len(found) + 1:02d}",
                        name=f"Lokaal {len(found) + 1}",
                        location=location.reference,
                        capacity=int(self.rng.choice(self.scenario.supply.room_sizes)),
                        opening=tuple(Slot(d, 8 * 60, closing) for d in range(6)),
                    )
                )
        return tuple(found)

    # -- running classes --------------------------------------------------------------------

    def _runs(self, empty: School, people: People, seats: int) -> list[ClassRun]:
        """Running classes with members, feasible together."""
        problem = build(empty)
        desk = Desk(problem, {})
        runs: list[ClassRun] = []
        wanted = [o for o in self.scenario.offerings for _ in range(self.count(o.running))]
        planned = sum(self.offerings[o.reference].target for o in wanted) or 1
        fill = min(1.0, seats / planned)
        for spec in wanted:
            offering = self.offerings[spec.reference]
            group = next(
                (g for g in problem.groups if g.offering.reference == spec.reference), None
            )
            variants = [] if group is None else list(range(len(group.variants)))
            self.rng.shuffle(variants)
            limit = empty.class_maximum(offering)
            size = min(
                limit, max(1, round(offering.target * fill * self.rng.uniform(*FILL) / 0.85))
            )
            for variant in variants:
                assert group is not None
                staff = (
                    desk.staff(group, variant, limit) if self._whole(desk, group, variant) else None
                )
                if staff is None:
                    continue
                built = Built(group.index, variant, (), tuple(staff[0]), tuple(staff[1]))
                desk.add(built)
                run = self._run(
                    len(runs),
                    empty,
                    offering,
                    problem.groups[group.index].variants[variant].slots,
                    problem.groups[group.index].variants[variant].location,
                    built,
                )
                runs.append(run)
                left = self.size - len(people.learners)
                people.members(spec, offering, run, min(size, left))
                break
        return runs

    def _whole(self, desk: Desk, group: object, variant: int) -> bool:
        return bool(desk.staffable(group)[variant])  # type: ignore[arg-type]

    def _run(
        self,
        number: int,
        school: School,
        offering: Offering,
        slots: tuple[Slot, ...],
        location: str | None,
        built: Built,
    ) -> ClassRun:
        weeks = int(self.rng.integers(2, min(offering.duration_weeks or 52, 60) + 1))
        if offering.late_entry_weeks is not None and self.rng.random() < 0.4:
            weeks = max(1, min(weeks, offering.late_entry_weeks - 1))
        teachers = tuple(school.teachers[j].reference for j in built.teachers)
        rooms = tuple(school.rooms[r].reference for r in built.rooms if r != ONLINE)
        return ClassRun(
            reference=f"K{number + 1:02d}",
            offering=offering.reference,
            name=f"{offering.shown} {number + 1}",
            slots=slots,
            location=location,
            teachers=teachers[:1] if len(set(teachers)) == 1 else teachers,
            rooms=rooms[:1]
            if len(set(rooms)) == 1
            else (
                tuple(school.rooms[r].reference if r != ONLINE else rooms[0] for r in built.rooms)
            ),
            started_on=self.scenario.start - timedelta(weeks=weeks),
        )


__all__ = ["TIGHTNESS", "Learner", "Literacy", "date", "generate"]
