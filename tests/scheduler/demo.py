"""A small school with a plan, laid down by hand: the outputs are tested on it.

Forty learners, four classes (one running, one evening, one partly online), three teachers,
three rooms, six people waiting for different reasons, a notice, a score and a search. Some
names are what a careless or ill-willed person could type into a spreadsheet.
"""

from __future__ import annotations

from datetime import date, timedelta

from models import (
    BusyReason,
    BusyWindow,
    Learner,
    Level,
    Location,
    Mode,
    Offering,
    Plan,
    PlannedClass,
    Progress,
    Reason,
    Route,
    School,
    ScoreLine,
    Session,
    Status,
    Waiting,
)
from models.plan import RunInfo, Stop
from tests.builders import (
    a_household,
    a_learner,
    a_plan,
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    busy,
    slots,
)

START = date(2025, 9, 1)
"""A Monday in summer time, so that a year of lessons passes both changes of the clock."""

FORMULA_NAME = '=HYPERLINK("http://example.org";"Yara")'
MARKUP_NAME = "<img src=x onerror=alert(1)> & {zoon}"
DAY, EVENING, ALPHA = "B1-DAG", "B1-AVOND", "Z-ALFA"
_WAITING = {
    "C35": ("full", "Alle passende klassen zijn vol (2).", "All classes that fit are full (2)."),
    "C36": ("full", "Alle passende klassen zijn vol (1).", "All classes that fit are full (1)."),
    "C37": ("too_few", "Er zijn 7 van de 10 aanmeldingen.", "There are 7 of 10 registrations."),
    "C38": ("spouse", "Valt samen met de partner (C02).", "Clashes with the spouse (C02)."),
    "C39": ("no_teacher", "Er is geen docent vrij.", "No teacher is free."),
    "C40": ("a_new_code", "Een reden van later.", "A reason of later."),
}


def school() -> School:
    """The school: "Taalschool Demo" from 1 September 2025."""
    return a_school(
        tuple(_learner(number) for number in range(1, 41)),
        name="Taalschool Demo",
        start=START,
        teachers=(
            a_teacher("T1", "ma 8:30-17, di 8:30-17, wo 8:30-22", name="Docent Aalbers"),
            a_teacher("T2", "ma 8:30-22, do 8:30-17", name="Docent Bos / invaller"),
            a_teacher("T3", name="Docent Cem"),
        ),
        rooms=(
            a_room("R1", "ma 8-17, di 8-17, wo 8-22, do 8-17", name="Lokaal 1", capacity=14),
            a_room("R2", name="Lokaal 2", capacity=20),
            a_room("R3", name="Zaal [groot]: noord?", location="M", capacity=30),
        ),
        locations=(
            Location(reference="L", name="Hoofdgebouw", area="centrum"),
            Location(reference="M", name="Buurthuis", area="noord"),
        ),
        offerings=_offerings(),
        classes=(
            a_run(
                "K01", "ma 9-12, wo 9-12", offering=DAY, name="B1 dag 1", teachers=("T1",),
                rooms=("R1",), started_on=date(2025, 3, 3),
            ),
        ),
        households=(a_household("H1"),),
        busy=(
            BusyWindow(
                person="C01", slot=slots("di 8:30-17")[0], reason=BusyReason.WORK, hard=True
            ),
            BusyWindow(
                person="C01", slot=slots("vr 13-15")[0], reason=BusyReason.APPOINTMENT, hard=False
            ),
            busy("T1", "di 13-15"),
        ),
    )  # fmt: skip


def plan() -> Plan:
    """A plan for :func:`school`: 34 learners in four classes, 6 waiting."""
    classes = (
        _class("K01", DAY, "B1 dag 1", "ma 9-12, wo 9-12", "T1", "R1", existing=True),
        _class("B1-DAG-N1", DAY, "B1 dag N1", "ma 13-16, di 9-12", "T1", "R2"),
        _class("B1-AVOND-N1", EVENING, "B1 avond N1", "ma 19-21:30, wo 19-21:30", "T2 T1", "R2 -"),
        _class("Z-ALFA-N1", ALPHA, "Z alfa: groep 1/2", "do 9-12, vr 9-12", "T3", "R3"),
    )
    seats = {"K01": (1, 10), "B1-DAG-N1": (11, 20), "B1-AVOND-N1": (21, 27), "Z-ALFA-N1": (28, 34)}
    placed = {
        reference: " ".join(f"C{n:02d}" for n in range(first, last + 1))
        for reference, (first, last) in seats.items()
    }
    waiting = tuple(
        Waiting(
            learner=learner,
            reasons=(Reason(code=code, nl=nl, en=en),),
            remedies=(Reason(code=code, nl="Eén plaats extra.", en="One more seat."),),
        )
        for learner, (code, nl, en) in _WAITING.items()
    )
    notice = Reason(
        code="addendum_over", nl="Het Addendum geldt niet.", en="The Addendum does not hold."
    )
    return a_plan(school(), *classes, **placed).model_copy(
        update={"waiting": waiting, "score": _score(), "notices": (notice,), "run": _run()}
    )


def empty_plan() -> Plan:
    """A plan in which nobody got a class and of which nothing is known."""
    return Plan(school="Taalschool Demo", start=START, classes=(), placements=())


def _learner(number: int) -> Learner:
    levels = (Level.A1, Level.A1_PLUS, Level.A2_MINUS, Level.A2)
    names = {11: FORMULA_NAME, 12: MARKUP_NAME, 21: "Daan Zoek"}
    alpha = number >= 28
    return a_learner(
        f"C{number:02d}",
        Level.A0 if alpha else levels[number % 4],
        route=Route.Z if alpha else Route.B1,
        # The term of one learner is known, and runs out within weeks.
        term_started_on=START - timedelta(weeks=150) if number == 21 else None,
        status=Status.FAMILY if number % 3 == 0 else Status.ASYLUM,
        name=names.get(number),
        learnability=30 + number,
        registered_on=date(2025, 1 + number % 8, 3),
        household="H1" if number in (1, 11) else None,
        current_class="K01" if number <= 8 else None,
        home_area="noord",
    )


def _offerings() -> tuple[Offering, ...]:
    return (
        an_offering(
            DAY, "ma 9-12, wo 9-12, ma 13-16, di 9-12", name="B1 overdag", sessions_per_week=2,
            minimum=8, target=12, maximum=20, duration_weeks=40,
        ),
        an_offering(
            EVENING, "ma 19-21:30, wo 19-21:30", name="B1 avond", sessions_per_week=2,
            minimum=6, target=10, maximum=15, mode=Mode.MIXED, online_sessions=1,
        ),
        an_offering(
            ALPHA, "do 9-12, vr 9-12", name="Z alfabetisering", sessions_per_week=2,
            routes=(Route.Z,), minimum=5, target=8, maximum=12, locations=("M",),
        ),
    )  # fmt: skip


def _class(
    reference: str,
    offering: str,
    name: str,
    when: str,
    teachers: str,
    rooms: str,
    existing: bool = False,
) -> PlannedClass:
    times = slots(when)
    sessions = []
    for i, slot in enumerate(times):
        teacher, room = teachers.split()[i % len(teachers.split())], rooms.split()
        here = room[i % len(room)]
        sessions.append(
            Session(
                slot=slot,
                teacher=teacher,
                room=None if here == "-" else here,
                online=here == "-",
            )
        )
    return PlannedClass(
        reference=reference,
        offering=offering,
        name=name,
        location="M" if offering == ALPHA else "L",
        sessions=tuple(sessions),
        existing=existing,
    )


def _score() -> tuple[ScoreLine, ...]:
    def line(rule: str, amount: float, cost: int, nl: str, en: str) -> ScoreLine:
        return ScoreLine(
            rule=rule, amount=amount, cost=cost, nl=nl, en=en, unit_nl="keer", unit_en="times"
        )

    return (
        line("placement", 6, 3200, "Cursisten zonder klas", "Learners without a class"),
        line("level_deviation", 41.5, 83, "Niveauverschil", "Level differences"),
        line("travel", 0, 0, "Reistijd", "Travel"),
    )


def _run() -> RunInfo:
    history = (
        Progress(seconds=0.2, stage="start", objective=9000, placed=20),
        Progress(seconds=3.0, stage="search", objective=4000, bound=2000, placed=33),
        Progress(seconds=20.0, stage="done", objective=3283, bound=3191, placed=34),
    )
    return RunInfo(
        objective=3283,
        bound=3191,
        gap=(3283 - 3191) / 3283,
        seconds=20.0,
        seed=1,
        workers=2,
        time_limit=20,
        stop=Stop.TIME,
        history=history,
        version="0.1.0",
    )
