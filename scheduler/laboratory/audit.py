"""The fast formation against the full solver, on weeks of a simulation.

A week's state just before its decisions becomes a :class:`models.School`: who waits, the running
classes that may take people, the offerings with the policy's sizes. The fast decision becomes a
:class:`models.Plan` that the independent checker measures, and the full solver plans the same
school. What is then compared are two objectives of one checker, and the solver's proven bound.

Left out on both sides is what the laboratory does not know: places, travel, wishes, and which
teacher; every class gets a teacher and a room, and meets in one pattern per part of the week.
Left out too is the guarantee of a longest wait, for which a plan has a price but no rule.

A plan knows no classes apart for some learners, nor learners who keep to one school. Where a policy
has them, people and classes that have nothing to do with each other are schools of their own,
planned and measured one by one (``audit_parts``).
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
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
from models.intake import IntakePolicy
from models.levels import nearest_level
from scheduler.fleet import Line
from scheduler.laboratory.audit_parts import Part, parts
from scheduler.laboratory.compiled import Compiled
from scheduler.laboratory.inflow import AUDIENCE_BIT
from scheduler.laboratory.parts_of_week import periods_of
from scheduler.laboratory.trial import Trial
from solver import Settings, check, solve
from solver.laboratory import State, decide, simulate
from solver.laboratory.seating import free
from solver.laboratory.world import ALWAYS, FOREVER, NOWHERE, Array, Period, Stage

PLACE = "L"
UNKNOWN = ("soft_busy", "wish", "travel", "compact_day", "extra_teacher", "extra_room", "household")
WEEKDAYS = range(5)
HOURS = {
    Period.MORNING: (WEEKDAYS, 420, 719),
    Period.AFTERNOON: (WEEKDAYS, 780, 1020),
    Period.EVENING: (WEEKDAYS, 1020, 1320),
    Period.SATURDAY: ((5,), 420, 1320),
}
FEWEST = 6  # people in the queue for a week to be worth comparing


@dataclass(frozen=True, slots=True)
class Compared:
    """One week: the queue, whom each side seats, the checker's objectives, the solver's bound.

    ``violations`` counts hard rules that the fast decision broke: none, or it is not honest.
    """

    policy: str
    week: int
    queue: int
    fast_seated: int
    full_seated: int
    fast: int
    full: int
    bound: int
    violations: int

    @property
    def excess(self) -> float:
        """How much dearer the fast decision is, as a share of the full solver's objective."""
        return (self.fast - self.full) / max(abs(self.full), 1)


@dataclass(frozen=True)
class Comparing:
    """Weeks of one policy to compare, with so many seconds for the full solver."""

    trial: Trial
    policy: IntakePolicy
    weeks: int
    seconds: float

    def carried_out(self, line: Line) -> list[Compared]:
        """The weeks compared."""
        del line
        return compare(self.trial, self.policy, self.weeks, self.seconds)


def compare(
    trial: Trial, policy: IntakePolicy, weeks: int, seconds: float, replication: int = 0
) -> list[Compared]:
    """Compare ``weeks`` weeks of one replication, spread over the window; where the full solver
    has no plan within ``seconds`` another week.

    Nothing for a week of a policy that separates learners in a way that a plan cannot follow (see
    ``audit_parts``).
    """
    world, people = trial.world(policy), trial.people(policy, replication)
    found: list[Compared] = []
    for week in _weeks(trial, world, weeks * 3):
        if len(found) == weeks:
            break
        state = simulate(people, world.world, until=week)
        one = _Week(trial, policy, world, people, state, week)
        compared = one.compared(seconds) if len(one.queue) >= FEWEST else None
        if compared is not None:
            found.append(compared)
    return found


def _weeks(trial: Trial, world: Compiled, count: int) -> list[int]:
    first, last = trial.span.warm_up, trial.span.warm_up + trial.span.window
    opens = np.flatnonzero(world.world.calendar["opens"][:, first:last].any(axis=0)) + first
    chosen = opens[np.linspace(0, len(opens) - 1, min(count, len(opens))).astype(int)]
    order = np.random.default_rng([trial.seed, 7]).permutation(len(chosen))
    return [int(chosen[k]) for k in order]


class _Week:
    """A week's state as a school and the fast decision as a plan of it."""

    def __init__(
        self, trial: Trial, policy: IntakePolicy, world: Compiled, people: Array, state: State,
        week: int,
    ) -> None:  # fmt: skip
        self.trial, self.policy, self.world, self.people, self.week = (
            trial, policy, world, people, week,
        )  # fmt: skip
        self.rules, self.calendar = world.world.offers, world.world.calendar[:, week]
        self.slots: frozenset[tuple[int, int]] = frozenset()
        self.offers: list[int] = []
        self._set_aside(state)
        self.before = state
        self.after = replace(state, people=state.people.copy(), classes=state.classes.copy(),
                             tally=state.tally.copy())  # fmt: skip
        rules = world.world.offers.copy()
        rules["guarantee"], rules["guaranteed_least"] = FOREVER, rules["least"]
        decide(week, people, replace(world.world, offers=rules), self.after)
        bridged = (
            state.people["bridged"] >= world.world.routes["bridge_least"][state.people["route"]]
        )
        free = state.people["group"] == NOWHERE  # the others have a place that is still to begin
        waits = np.isin(state.people["stage"], (Stage.WAITING, Stage.BRIDGING)) & bridged
        self.queue = np.flatnonzero(free & (waits | (state.people["stage"] == Stage.BETWEEN)))

    def _set_aside(self, state: State) -> None:
        """Where newcomers and others have different rights to a seat, compare newcomers only: a
        plan knows one rule for all.
        """
        if (self.rules["entry"] != ALWAYS).any():
            between = state.people["stage"] == Stage.BETWEEN
            state.people["stage"][between & (state.people["group"] == NOWHERE)] = Stage.PAUSED

    # -- the school -------------------------------------------------------------------------

    def compared(self, seconds: float) -> Compared | None:
        """Both sides of the comparison; ``None`` when the full solver has no plan in time, or when
        a plan cannot say what the policy does.
        """
        found = parts(self.people, self.after.people, self.queue, self.rules, self.week,
                      self.world.world.rules[0])  # fmt: skip
        if not found:
            return None
        weeks = [self._narrowed(part)._compared(seconds / len(found)) for part in found]
        known = [week for week in weeks if week is not None]
        if len(known) < len(weeks):
            return None
        summed = (
            "queue", "fast_seated", "full_seated", "fast", "full", "bound", "violations",
        )  # fmt: skip
        counts = {name: sum(getattr(week, name) for week in known) for name in summed}
        return Compared(policy=self.policy.reference, week=self.week, **counts)

    def _narrowed(self, part: Part) -> _Week:
        """The week of a part of the people and classes only."""
        week = copy(self)
        week.queue, week.slots = np.array(part.people), part.slots
        week.offers = sorted({at for at, _ in part.slots})
        return week

    def _compared(self, seconds: float) -> Compared | None:
        school = self._school()
        measured = check(school, self._plan())
        outcome = solve(school, Settings(time_limit=seconds, workers=1, seed=1))
        if outcome.plan is None:
            return None
        run, queue = outcome.plan.run, {_name(int(i)) for i in self.queue}
        assert run is not None
        seated = {p.learner for p in outcome.plan.placements} & queue
        return Compared(
            policy=self.policy.reference,
            week=self.week,
            queue=len(queue),
            fast_seated=int((self.after.people["group"][self.queue] != NOWHERE).sum()),
            full_seated=len(seated),
            fast=measured.objective,
            full=run.objective,
            bound=run.bound if run.bound is not None else 0,
            violations=len(measured.violations),
        )

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

    def _school(self) -> School:
        base, start = self.trial.school, self.trial.span.monday(self.week)
        runs = self._open()
        members = [i for c in runs for i in np.flatnonzero(self.before.people["group"] == c)]
        self.count = len(runs) + len(self.queue) // 2 + 2 * len(self.offers)
        weights = base.policy.weights.model_copy(update=dict.fromkeys(UNKNOWN, 0))
        policy = base.policy.model_copy(
            update={"weights": weights, "same_area_minutes": 0, "certified_share": 0.0}
        )
        people = [self._learner(int(i)) for i in (*self.queue, *members)]
        week = [Slot(day, 360, 1380) for day in range(6)]
        return School(
            name="audit",
            start=start,
            learners=tuple(people),
            busy=tuple(w for i in self.queue for w in self._busy(int(i))),
            teachers=tuple(
                Teacher(
                    reference=f"T{k}",
                    available=tuple(week),
                    routes=tuple(Route),
                    alphabetisation=True,
                    certification=Certification.CERTIFIED,
                    max_sessions=12,
                )
                for k in range(self.count)
            ),
            rooms=tuple(
                Room(reference=f"R{k}", location=PLACE, capacity=100, opening=tuple(week))
                for k in range(self.count)
            ),
            locations=(Location(reference=PLACE, name=PLACE, area=PLACE),),
            offerings=tuple(self._offering(at) for at in self.offers),
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

    def _learner(self, i: int) -> Learner:
        row, now, span = self.people[i], self.before.people[i], self.trial.span
        start, ends = span.monday(self.week), span.monday(int(row["term_end"]))
        groups = int(row["audience"])
        uncared = bool(row["children"]) and self.week < row["care_from"]
        young = bool(groups & AUDIENCE_BIT[Audience.YOUTH])
        woman = bool(groups & AUDIENCE_BIT[Audience.WOMEN])
        years = self.trial.school.policy.term_years
        return Learner(
            reference=_name(i),
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
            current_class=f"K{now['group']}" if now["group"] != NOWHERE else None,
        )

    def _busy(self, i: int) -> list[BusyWindow]:
        rules = self.world.world.rules[0]
        can = free(self.people[i], self.before.people[i], self.week, rules)
        return [
            BusyWindow(person=_name(i), slot=Slot(day, first, last), hard=True)
            for period, (days, first, last) in HOURS.items()
            if not can & period
            for day in days
        ]

    # -- the fast decision as a plan ----------------------------------------------------------

    def _plan(self) -> Plan:
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
                Placement(learner=_name(int(i)), class_reference=f"K{c}")
                for c in classes
                for i in np.flatnonzero(groups == c)
            ),
        )


def _name(i: int) -> str:
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
