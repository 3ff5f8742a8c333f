"""Tiny random schools that between them use every rule of the domain.

Small enough to enumerate: up to eight learners, at most three classes. Every school is one
a coordinator could have entered: its data has no issues, though what is fixed in it may
contradict itself.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cache
from itertools import count
from random import Random

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
    Level,
    Literacy,
    Mode,
    Offering,
    Pace,
    Room,
    Route,
    School,
    Slot,
    Status,
    Teacher,
    Weights,
)
from models.checks import issues
from models.people import KeptFree
from tests.builders import START, a_learner, a_location, a_policy, a_room, a_teacher, slots, travel

POOL = slots("ma 9-12, ma 12:30-15:30, di 9-12, wo 18-21, do 9-12")
WINDOWS = slots("ma 8-13, ma 12-17, di 8-12, wo 8-22, do 8-18")
AREAS = ("centrum", "noord", None)
LEVELS = (Level.A0, Level.A1_MINUS, Level.A1, Level.A1_PLUS, Level.A2)


@cache
def tiny_school(seed: int) -> School:
    """The tiny school of a seed, the first of its random drafts without issues."""
    for attempt in count():
        draft = _Draft(Random(1000 * seed + attempt)).school()
        if not [i for i in issues(draft) if not i.warning]:
            return draft
    raise AssertionError("count() never ends")


class _Draft:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.size = rng.choice((3, 4, 5, 5, 6, 6, 7, 8))
        self.locations = ("L", "M")[: rng.choice((1, 1, 2))]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def school(self) -> School:
        rng = self.rng
        teachers = tuple(self.teacher(k) for k in range(rng.choice((1, 2, 2, 3))))
        rooms = tuple(self.room(k) for k in range(rng.choice((1, 2, 2, 3))))
        most = 3 if self.size <= 6 else 2
        offerings = tuple(self.offering(k) for k in range(rng.choice((1, 1, 2))))
        runs: list[ClassRun] = []
        opened = sum(min(o.max_new_classes or 0, most) for o in offerings)
        while opened + len(runs) < most and self.chance(0.6):
            runs.append(self.run(len(runs), offerings, teachers, rooms))
        people = [self.learner(k, offerings, runs) for k in range(self.size)]
        homes = {x.household for x in people if x.household}
        needs = (*HouseholdNeed, None)
        households = tuple(
            Household(reference=h, need=rng.choice(needs), hard=rng.choice((True, False, None)))
            for h in sorted(homes)
            if self.chance(0.8)
        )
        return School(
            name="Tiny",
            start=START,
            learners=tuple(people),
            households=households,
            busy=tuple(self.windows([x.reference for x in (*people, *teachers)])),
            kept_free=tuple(self.kept_free(people)),
            teachers=teachers,
            rooms=rooms,
            locations=tuple(
                a_location(name, area)
                for name, area in zip(self.locations, ("centrum", "noord"), strict=False)
            ),
            travel=(travel("centrum", "noord", rng.choice((10, 25, 45))),),
            offerings=offerings,
            classes=tuple(runs),
            policy=a_policy(
                same_area_minutes=rng.choice((0, 10)),
                evening_for=(Audience.PAID_WORK,) if self.chance(0.3) else (),
                certified_share=rng.choice((0.0, 0.0, 0.5, 0.8)),
                in_training_counts=self.chance(0.5),
                household_need=rng.choice(list(HouseholdNeed)),
                household_hard=self.chance(0.5),
                weights=self.weights(),
            ),
        )

    def kept_free(self, people: list[Learner]) -> list[KeptFree]:
        rng = self.rng
        return [
            KeptFree(
                person=x.reference,
                activity="A",
                moments=tuple(sorted(rng.sample(WINDOWS, rng.choice((1, 2))))),
                area=rng.choice(AREAS),
            )
            for x in people
            if self.chance(0.3)
        ]

    def weights(self) -> Weights:
        if self.chance(0.5):
            return Weights.model_validate({})
        cheap = {name: self.rng.choice((0, 1, 3, 20)) for name in Weights.model_fields}
        return Weights.model_validate(cheap | {"unplaced": self.rng.choice((60, 150, 400))})

    def learner(self, k: int, offerings: tuple[Offering, ...], runs: list[ClassRun]) -> Learner:
        rng = self.rng
        home = rng.choice(runs).reference if runs and self.chance(0.35) else None
        return a_learner(
            f"p{k}",
            rng.choice(LEVELS),
            route=rng.choice(offerings).routes[0] if self.chance(0.9) else Route.B1,
            status=rng.choice(list(Status)),
            literacy=rng.choice((Literacy.LATIN, Literacy.LATIN, Literacy.NONE)),
            learnability=rng.choice((None, 20, 45, 60, 90)),
            pace=rng.choice((None, Pace.SLOW, Pace.FAST)),
            gender=rng.choice((Gender.FEMALE, Gender.MALE)),
            birth_year=rng.choice((None, 1985, 2003)),
            home_area=rng.choice(AREAS),
            household=rng.choice(("h0", "h1")) if self.chance(0.6) else None,
            childcare=rng.choice((Childcare.NONE, Childcare.ARRANGED, Childcare.UNAVAILABLE)),
            work_hours=rng.choice((0, 20)),
            work_paid=self.chance(0.5),
            registered_on=START - timedelta(weeks=rng.choice((0, 5, 20, 70))),
            term_started_on=rng.choice((None, START - timedelta(weeks=110))),
            current_class=home,
            wish_earliest=rng.choice((None, time(9), time(12))),
            wish_latest=rng.choice((None, time(15, 30), time(21))),
            wish_location=rng.choice((None, *self.locations)),
        )

    def windows(self, people: list[str]) -> list[BusyWindow]:
        return [
            BusyWindow(
                person=self.rng.choice(people),
                slot=self.rng.choice((*WINDOWS, Slot(0, 740, 800), Slot(1, 730, 900))),
                hard=self.rng.choice((True, False, None)),
                area=self.rng.choice(AREAS),
            )
            for _ in range(self.rng.randint(0, self.size - 1))
        ]

    def teacher(self, k: int) -> Teacher:
        rng = self.rng
        when = None if self.chance(0.8) else "ma 8-12, ma 12-16, do 8-18, wo 17-22"
        return a_teacher(
            f"t{k}",
            when,
            routes=tuple(Route) if self.chance(0.8) else (Route.B1,),
            alphabetisation=self.chance(0.5),
            certification=rng.choice(
                (Certification.CERTIFIED, Certification.CERTIFIED, *Certification)
            ),
            max_sessions=rng.choice((1, 2, 4, 6)),
            locations=() if self.chance(0.7) else (rng.choice(self.locations),),
        )

    def room(self, k: int) -> Room:
        when = (
            None
            if self.chance(0.6)
            else self.rng.choice(
                ("ma 8-17, di 8-17, do 8-17", "ma 8-13, wo 8-22", "di 8-22, wo 8-22, do 8-22")
            )
        )
        return a_room(
            f"r{k}",
            when,
            location=self.rng.choice(self.locations),
            capacity=self.rng.choice((2, 4, 6, 8)),
        )

    def offering(self, k: int) -> Offering:
        rng = self.rng
        sessions = rng.choice((1, 2))
        mode = rng.choice((Mode.PHYSICAL, Mode.PHYSICAL, *Mode) if sessions > 1 else
                          (Mode.PHYSICAL, Mode.PHYSICAL, Mode.ONLINE))  # fmt: skip
        minimum = rng.choice((1, 2, 2, 3))
        target = minimum + rng.choice((0, 1, 3))
        return Offering(
            reference=f"o{k}",
            routes=rng.choice(((Route.B1,), (Route.B1,), (Route.B1, Route.Z))),
            level_to=rng.choice((Level.B2, Level.B2, Level.A1)),
            paces=(Pace.SLOW, Pace.AVERAGE) if self.chance(0.15) else (),
            literacies=(Literacy.LATIN,) if self.chance(0.15) else (),
            mix_literacy=self.chance(0.5),
            statuses=(Status.ASYLUM, Status.FAMILY) if self.chance(0.2) else (),
            audience=(Audience.WOMEN, Audience.YOUTH) if self.chance(0.15) else (),
            mode=mode,
            online_sessions=1 if mode is Mode.MIXED else 0,
            sessions_per_week=sessions,
            session_minutes=180,
            slots=tuple(rng.sample(POOL, rng.choice((2, 3)))),
            max_sessions_per_day=rng.choice((1, 2)),
            min_days_between=rng.choice((0, 0, 0, 1)),
            same_time=self.chance(0.2),
            locations=() if self.chance(0.6) else (rng.choice(self.locations),),
            minimum=minimum,
            target=target,
            maximum=target + rng.choice((0, 1, 4)),
            level_spread=rng.choice((15, 35, 100)),
            late_entry_weeks=rng.choice((None, None, 4)),
            needs_certified=self.chance(0.2),
            needs_alphabetisation=self.chance(0.1),
            max_new_classes=rng.choice((0, 1, 1, 2, 2)) if k == 0 else rng.choice((0, 1)),
        )

    def run(
        self,
        k: int,
        offerings: tuple[Offering, ...],
        teachers: tuple[Teacher, ...],
        rooms: tuple[Room, ...],
    ) -> ClassRun:
        rng = self.rng
        offering = rng.choice(offerings)
        times = tuple(rng.sample(offering.slots, min(offering.sessions_per_week, 2)))
        per_slot = len(times) if self.chance(0.3) else 1
        names = [t.reference for t in teachers]
        where = [r.reference for r in rooms]
        return ClassRun(
            reference=f"k{k}",
            offering=offering.reference,
            slots=times,
            location=None if self.chance(0.6) else rng.choice(self.locations),
            teachers=tuple(rng.choice(names) for _ in range(per_slot)),
            rooms=tuple(rng.choice(where) for _ in range(per_slot)),
            started_on=rng.choice((None, date(2026, 3, 2), START - timedelta(weeks=2))),
            fixed_times=self.chance(0.4),
            fixed_teacher=self.chance(0.3),
            fixed_room=self.chance(0.3),
            fixed_members=self.chance(0.5),
            may_close=self.chance(0.5),
        )
