"""The small school in the template: valid, plannable, and one of everything."""

from __future__ import annotations

from datetime import date, timedelta

from models import (
    BusyReason,
    BusyWindow,
    Certification,
    Childcare,
    ClassRun,
    Closing,
    Household,
    HouseholdNeed,
    Learner,
    Level,
    Literacy,
    Location,
    Offering,
    Pause,
    Policy,
    Room,
    Route,
    RouteSwitch,
    School,
    Slot,
    Status,
    Teacher,
    TravelTime,
)
from models.activities import (
    Activity,
    ActivityKind,
    ActivityRecord,
    Interpreter,
    Stage,
    Standing,
    Trainer,
    Yielding,
)
from scheduler.workbook.example_intake import INFLOW, POLICIES, SWEEPS, registrations

_START = date(2025, 9, 1)
_DAY = [Slot(d, start * 60, (start + 3) * 60) for d in range(3) for start in (9, 13)]


def example_school() -> School:
    """Twenty-six learners, three teachers, two rooms, one running class with free seats."""
    running = Slot(0, 540, 720), Slot(1, 540, 720), Slot(2, 540, 720)
    return School(
        name="Voorbeeldschool",
        municipality="Eindhoven",
        start=_START,
        learners=tuple(_learners()),
        households=(Household(reference="H1", need=HouseholdNeed.APART_IN_TIME, hard=True),),
        busy=(
            *_busy("C03", [3, 4], 8, 16, BusyReason.WORK, True),
            *_busy("C15", [0, 1], 13, 17, BusyReason.WORK, True),
            *_busy("C16", range(5), 14.5, 18, BusyReason.CHILDCARE, True),
            *_busy("C20", [2], 9, 11, BusyReason.APPOINTMENT, False),
        ),
        teachers=(
            _teacher("D1", "Anja", (Route.B1, Route.Z), False),
            _teacher("D2", "Bilal", (Route.B1,), False),
            _teacher("D3", "Carla", (Route.Z,), True),
        ),
        rooms=(
            Room(reference="L1", name="Lokaal 1", location="SCHOOL", capacity=18, opening=_open()),
            Room(reference="L2", name="Lokaal 2", location="SCHOOL", capacity=16, opening=_open()),
        ),
        locations=(Location(reference="SCHOOL", name="Taalschool", area="Centrum"),),
        travel=(
            TravelTime(from_area="Centrum", to_area="Noord", minutes=20),
            TravelTime(from_area="Centrum", to_area="Zuid", minutes=25),
            TravelTime(from_area="Noord", to_area="Zuid", minutes=40),
        ),
        offerings=(
            _offering("B1-DAG", "B1 overdag", Route.B1, Level.A0, Level.B1_MINUS, 8, 14, 17),
            _offering("Z-DAG", "Z overdag", Route.Z, Level.A0, Level.A1, 6, 10, 12),
        ),
        classes=(
            ClassRun(
                reference="K1",
                offering="B1-DAG",
                name="B1 ochtend",
                slots=running,
                location="SCHOOL",
                teachers=("D1",),
                rooms=("L1",),
                started_on=_START - timedelta(weeks=10),
            ),
        ),
        closings=(
            Closing(first=date(2025, 11, 7), reason="studiedag"),
            Closing(first=date(2026, 3, 9), last=date(2026, 3, 10), location="SCHOOL"),
        ),
        pauses=(
            Pause(
                learner="C12",
                first=date(2026, 1, 5),
                last=date(2026, 4, 26),
                reason="zwangerschap",
                extends_term=True,
            ),
        ),
        switches=(RouteSwitch(learner="C19", on=date(2026, 2, 2), to_route=Route.Z),),
        activities=(
            Activity(
                reference="PVT",
                name="PVT",
                kind=ActivityKind.PVT,
                provider="VluchtelingenWerk",
                months_until=12,
                meetings=4,
                slots=tuple(Slot(day, 13 * 60, 16 * 60) for day in (3, 4)),
                every_weeks=4,
                minimum=8,
                target=12,
                maximum=15,
                yields=Yielding.TO_LESSONS,
            ),
        ),
        stages=(Stage(activity="PVT", number=4, content="excursie en ondertekening"),),
        trainers=(
            Trainer(
                reference="T1",
                name="Dilan",
                activities=("PVT",),
                languages=("Arabisch",),
                available=tuple(Slot(day, 9 * 60, 17 * 60) for day in range(5)),
            ),
        ),
        interpreters=(
            Interpreter(
                reference="I1",
                name="Elena",
                languages=("Tigrinya",),
                available=tuple(Slot(day, 9 * 60, 17 * 60) for day in (3, 4)),
            ),
        ),
        activity_records=(ActivityRecord(learner="C01", activity="PVT", standing=Standing.DONE),),
        intake_rules=POLICIES,
        sweeps=SWEEPS,
        registrations=registrations(_START),
        inflow=INFLOW,
        policy=Policy.model_validate(
            {
                "max_wait_weeks": 13,
                "holiday_region": "south",
                "sources": {"max_wait_weeks": "afspraak met de gemeente: drie maanden"},
            }
        ),
    )


def _learners() -> list[Learner]:
    levels = [Level.A1, Level.A1_PLUS, Level.A1_MINUS, Level.A1]
    found = [_learner(n, Route.B1, levels[n % 4], current="K1") for n in range(1, 9)]
    found += [_learner(n, Route.B1, levels[n % 4] if n % 2 else Level.A2) for n in range(9, 20)]
    found += [_learner(n, Route.Z, Level.A0 if n % 2 else Level.A0_PLUS) for n in range(20, 27)]
    couple = {"household": "H1", "childcare": Childcare.ARRANGED}
    found[9] = found[9].model_copy(update=couple)
    found[10] = found[10].model_copy(update=couple)
    found[15] = found[15].model_copy(update={"childcare": Childcare.UNAVAILABLE})
    return found


def _learner(number: int, route: Route, level: Level, current: str | None = None) -> Learner:
    return Learner(
        reference=f"C{number:02d}",
        name=None,
        municipality="Eindhoven",
        status=Status.FAMILY if number % 3 == 0 else Status.ASYLUM,
        route=route,
        level=level,
        intake_scores={"reading": min(100, level.score + number % 5), "listening": level.score},
        literacy=Literacy.LATIN,
        learnability=40 + number * 7 % 40,
        birth_year=1980 + number % 20,
        home_area=("Centrum", "Noord", "Zuid")[number % 3],
        work_hours=16 if number in (3, 15) else 0,
        work_paid=number in (3, 15),
        registered_on=_START - timedelta(weeks=2 + number % 9),
        term_started_on=_START - timedelta(weeks=30),
        hours_language=90 if current else 0,
        attendance=0.85,
        current_class=current,
    )


def _busy(
    person: str, days: list[int] | range, start: float, end: float, why: BusyReason, hard: bool
) -> list[BusyWindow]:
    return [
        BusyWindow(
            person=person,
            slot=Slot(day, int(start * 60), int(end * 60)),
            reason=why,
            hard=hard,
        )
        for day in days
    ]


def _open() -> tuple[Slot, ...]:
    return tuple(Slot(day, 8 * 60, 17 * 60 + 30) for day in range(5))


def _teacher(reference: str, name: str, routes: tuple[Route, ...], alpha: bool) -> Teacher:
    return Teacher(
        reference=reference,
        name=name,
        available=tuple(Slot(day, 8 * 60 + 30, 17 * 60) for day in range(4)),
        routes=routes,
        alphabetisation=alpha,
        certification=Certification.CERTIFIED,
        max_sessions=6,
    )


def _offering(
    reference: str,
    name: str,
    route: Route,
    low: Level,
    high: Level,
    least: int,
    aim: int,
    most: int,
) -> Offering:
    return Offering(
        reference=reference,
        name=name,
        routes=(route,),
        level_from=low,
        level_to=high,
        mix_literacy=True,
        sessions_per_week=3,
        session_minutes=180,
        slots=tuple(_DAY),
        locations=("SCHOOL",),
        minimum=least,
        target=aim,
        maximum=most,
        level_spread=35,
        duration_weeks=40,
    )
