"""A week of the laboratory as a school, and what was decided in it as a plan of that school.

Every class gets a teacher and a room and meets in one pattern of its part of the week. Spouses are
a household where both are in the school; where one sits in a class that is not, its part of the
week is taken for the other if their need is a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise

import numpy as np

from models import (
    Audience,
    BusyWindow,
    Certification,
    Childcare,
    ClassRun,
    Gender,
    Household,
    HouseholdNeed,
    Learner,
    Literacy,
    Location,
    Mode,
    Offering,
    Placement,
    Plan,
    PlannedClass,
    Room,
    Route,
    School,
    Session,
    Slot,
    Status,
    Teacher,
)
from models.levels import nearest_level
from scheduler.laboratory.audit_parts import Kinds
from scheduler.laboratory.compiled import Compiled
from scheduler.laboratory.inflow import AUDIENCE_BIT
from scheduler.laboratory.parts_of_week import periods_of
from scheduler.laboratory.trial import Trial
from solver.laboratory import State
from solver.laboratory.seating import free
from solver.laboratory.spouses import household_cost
from solver.laboratory.world import ALWAYS, NEVER, NOWHERE, Array, Period

PLACE = "L"
UNKNOWN = ("soft_busy", "wish", "travel", "compact_day", "extra_teacher", "extra_room")
WEEKDAYS = range(5)
HOURS = {
    Period.MORNING: (WEEKDAYS, 420, 719),
    Period.AFTERNOON: (WEEKDAYS, 780, 1020),
    Period.EVENING: (WEEKDAYS, 1020, 1320),
    Period.SATURDAY: ((5,), 420, 1320),
}


@dataclass(frozen=True)
class Snapshot:
    """A week ``before`` and ``after`` its decisions: the people of a ``queue`` and the classes of
    ``slots`` (offerings and kinds), as the full planner would see them.
    """

    trial: Trial
    world: Compiled
    people: Array
    before: State
    after: State
    week: int
    queue: Array
    slots: Kinds

    @property
    def rules(self) -> Array:
        """The offers of the world."""
        return self.world.world.offers

    @property
    def calendar(self) -> Array:
        """The offers' calendar of the week."""
        found: Array = self.world.world.calendar[:, self.week]
        return found

    def _open(self) -> list[int]:
        """Running classes that may take somebody.

        Not those that are above the maximum since the Addendum ended: they may stay together
        (report L1311 tolerates it for a while), but a plan would call them a breach.
        """
        found = []
        for c, row in enumerate(self.before.started):
            at = row["of"]
            late = self.rules[at]["entry"]
            taking = late == ALWAYS or self.week - row["begin"] < late
            allowed = 0 < row["size"] <= self.calendar[at]["maximum"]
            mine = (int(at), int(row["kind"])) in self.slots
            if row["finish"] == NOWHERE and allowed and taking and mine:
                found.append(c)
        return found

    def school(self) -> School:
        """Who waits and who sits in the classes that may take somebody, with the policy's sizes."""
        base, start = self.trial.school, self.trial.span.monday(self.week)
        runs = self._open()
        members = [i for c in runs for i in np.flatnonzero(self.before.people["group"] == c)]
        offers = sorted({at for at, _ in self.slots})
        count = len(runs) + len(self.queue) // 2 + 2 * len(offers)
        weights = base.policy.weights.model_copy(update=dict.fromkeys(UNKNOWN, 0))
        policy = base.policy.model_copy(
            update={"weights": weights, "same_area_minutes": 0, "certified_share": 0.0}
        )
        inside = [int(i) for i in (*self.queue, *members)]
        homes = self._households(inside)
        people = [self._learner(i, homes) for i in inside]
        week = [Slot(day, 360, 1380) for day in range(6)]
        return School(
            name="audit",
            start=start,
            learners=tuple(people),
            busy=tuple(w for i in self.queue for w in self._busy(int(i), homes)),
            households=tuple({home.reference: home for home in homes.values()}.values()),
            teachers=tuple(
                Teacher(
                    reference=f"T{k}",
                    available=tuple(week),
                    routes=tuple(Route),
                    alphabetisation=True,
                    certification=Certification.CERTIFIED,
                    max_sessions=12,
                )
                for k in range(count)
            ),
            rooms=tuple(
                Room(reference=f"R{k}", location=PLACE, capacity=100, opening=tuple(week))
                for k in range(count)
            ),
            locations=(Location(reference=PLACE, name=PLACE, area=PLACE),),
            offerings=tuple(self._offering(at) for at in offers),
            classes=tuple(self._run(k, c) for k, c in enumerate(runs)),
            policy=policy,
        )

    def _offering(self, at: int) -> Offering:
        offering, row, now = self.world.offerings[at], self.rules[at], self.calendar[at]
        least = int(row["least"])
        slots = {s for band in row["bands"] if band for s in pattern(offering, int(band))}
        return offering.model_copy(
            update={
                "minimum": min(least, offering.target),
                "late_entry_weeks": None if now["enters"] else 0,
                "max_new_classes": None if now["opens"] else 0,
                "locations": (),
                "mode": Mode.PHYSICAL,
                "online_sessions": 0,
                "slots": tuple(sorted(slots)),
                "min_days_between": 0,
                "same_time": False,
                "needs_certified": False,
            }
        )

    def _run(self, number: int, c: int) -> ClassRun:
        row = self.before.classes[c]
        offering = self.world.offerings[row["of"]]
        return ClassRun(
            reference=f"K{c}",
            offering=offering.reference,
            slots=pattern(offering, int(row["band"])),
            location=PLACE,
            teachers=(f"T{number}",),
            rooms=(f"R{number}",),
            started_on=self.trial.span.monday(int(row["begin"])),
        )

    def _learner(self, i: int, homes: dict[int, Household]) -> Learner:
        row, now, span = self.people[i], self.before.people[i], self.trial.span
        start, ends = span.monday(self.week), span.monday(int(row["term_end"]))
        groups = int(row["audience"])
        uncared = bool(row["children"]) and self.week < row["care_from"]
        young = bool(groups & AUDIENCE_BIT[Audience.YOUTH])
        woman = bool(groups & AUDIENCE_BIT[Audience.WOMEN])
        years = self.trial.school.policy.term_years
        return Learner(
            reference=name_of(i),
            status=list(Status)[row["status"]],
            route=list(Route)[now["route"]],
            level=nearest_level(int(now["level"] + 0.5)),
            literacy=list(Literacy)[now["literacy"]],
            learnability=int(row["learnability"]),
            birth_year=start.year - (20 if young else 45),
            gender=Gender.FEMALE if woman else Gender.MALE,
            childcare=Childcare.UNAVAILABLE if uncared else Childcare.NONE,
            work_paid=bool(now["works"]),
            work_hours=20 if now["works"] else 0,
            registered_on=span.monday(int(now["since"])),
            term_started_on=(ends - timedelta(days=round(365.25 * years))),
            hours_language=float(now["hours"]),
            attendance=float(row["attendance"]),
            home_area=PLACE,
            household=homes[i].reference if i in homes else None,
            current_class=f"K{now['group']}" if now["group"] != NOWHERE else None,
        )

    def _households(self, inside: list[int]) -> dict[int, Household]:
        """The households of spouses who are both in the school and need something, by learner."""
        found = {}
        for i in inside:
            mate = int(self.before.people["spouse"][i])
            if mate in inside:
                row = self.people[i]
                need = list(HouseholdNeed)[row["need"]]
                reference = f"H{min(i, mate)}"
                found[i] = Household(reference=reference, need=need, hard=bool(row["hard"]))
        return found

    def _busy(self, i: int, homes: dict[int, Household]) -> list[BusyWindow]:
        rules = self.world.world.rules[0]
        can = free(self.people[i], self.before.people[i], self.week, rules)
        if i not in homes:  # a spouse's class that is not in the school takes its part of the week
            for period in Period:
                price = household_cost(
                    i, NOWHERE, int(period), self.people, self.before.people,
                    self.before.classes, rules,
                )  # fmt: skip
                can &= ~int(period) if price == NEVER else ~0
        return [
            BusyWindow(person=name_of(i), slot=Slot(day, first, last), hard=True)
            for period, (days, first, last) in HOURS.items()
            if not can & period
            for day in days
        ]

    def plan(self) -> Plan:
        """What was decided, as a plan of the school."""
        runs, groups = self._open(), self.after.people["group"]
        new = [
            c
            for c in range(int(self.before.tally[0]), int(self.after.tally[0]))
            if (int(self.after.classes[c]["of"]), int(self.after.classes[c]["kind"])) in self.slots
        ]
        classes = [*runs, *new]
        return Plan(
            school="audit",
            start=self.trial.span.monday(self.week),
            classes=tuple(
                PlannedClass(
                    reference=f"K{c}",
                    offering=self.world.offerings[self.after.classes[c]["of"]].reference,
                    name=f"K{c}",
                    location=PLACE,
                    sessions=tuple(
                        Session(slot=slot, teacher=f"T{k}", room=f"R{k}")
                        for slot in pattern(
                            self.world.offerings[self.after.classes[c]["of"]],
                            int(self.after.classes[c]["band"]),
                        )
                    ),
                    existing=c in runs,
                )
                for k, c in enumerate(classes)
            ),
            placements=tuple(
                Placement(learner=name_of(int(i)), class_reference=f"K{c}")
                for c in classes
                for i in np.flatnonzero(groups == c)
            ),
        )


def name_of(i: int) -> str:
    """The code of a learner in the school."""
    return f"P{i}"


def pattern(offering: Offering, band: int) -> tuple[Slot, ...]:
    """The first weekly pattern of an offering inside a part of the week."""
    slots = sorted(s for s in offering.slots if not periods_of(s) & ~band)
    for chosen in combinations(slots, offering.sessions_per_week):
        days = [s.weekday for s in chosen]
        if all(days.count(d) <= offering.max_sessions_per_day for d in days) and not any(
            a.overlaps(b) for a, b in pairwise(chosen)
        ):
            return chosen
    return tuple(slots[: offering.sessions_per_week])
