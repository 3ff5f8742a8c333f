"""A small ledger, laid down by hand: the outputs of the ledger are tested on it.

Four learners from September 2026 on: one in class who makes it, one whose pace is too slow,
one who waits, and one of the Z route with participation, a PVT and a pause. Their names are
what a careless or ill-willed person could type.
"""

from __future__ import annotations

from datetime import date, timedelta

from models import Closing, HoursKind, Meeting, Pause, Route, School, Strand
from models.calendar import WEEK
from scheduler.ledger import Ledger, keep_ledger
from scheduler.rosters import Rosters
from tests.builders import START, a_class, a_learner, a_plan, a_school, an_offering, slots

ON = START + 6 * WEEK
TERM = START - timedelta(weeks=60)
MARKUP_NAME = "<img src=x onerror=alert(1)> & {zoon}"
THREE = "ma 9-12, di 9-12, wo 9-12"


def school() -> School:
    """Four learners in region south, with a study day and one pause."""
    known = {"term_started_on": TERM, "attendance": 0.9}
    return a_school(
        [
            a_learner("good", name="Goed Bezig", hours_language=200, **known),
            a_learner("slow", name=MARKUP_NAME, hours_language=0, **known),
            a_learner("waits", hours_language=450, **known),
            a_learner("zed", route=Route.Z, hours_participation=500, hours_language=400, **known),
        ],
        offerings=(
            an_offering("o", THREE, sessions_per_week=3, duration_weeks=60),
            an_offering("short", "do 9-12", duration_weeks=60),
            an_offering("z", THREE, sessions_per_week=3, routes=(Route.Z,)),
        ),
        closings=(Closing(first=date(2026, 11, 9), reason="studie<dag>"),),
        pauses=(Pause(learner="zed", first=date(2027, 1, 4), last=date(2027, 1, 31)),),
        policy={"holiday_region": "south"},
    )


def activities(here: School) -> dict[str, list[Meeting]]:
    """Participation every Thursday for the Z learner, and four meetings of a PVT."""
    calendar = here.calendar
    thursdays = calendar.sessions(slots("do 9-13"), START, weeks=30)
    pvt = calendar.sessions(slots("vr 9-12"), START + 4 * WEEK, weeks=4)
    return {
        "zed": [
            *(Meeting(s, "Buurthuis", Strand.PARTICIPATION, HoursKind.PARTICIPATION)
              for s in thursdays),
            *(Meeting(s, "PVT 3", Strand.PVT, HoursKind.PVT) for s in pvt),
        ]
    }  # fmt: skip


def ledger() -> Ledger:
    """The ledger after six weeks."""
    here = school()
    plan = a_plan(
        here,
        a_class("B1 ochtend", THREE),
        a_class("B1 donderdag", "do 9-12", offering="short"),
        a_class("Z ochtend", THREE, offering="z"),
        **{"B1 ochtend": "good", "B1 donderdag": "slow", "Z ochtend": "zed"},
    )
    return keep_ledger(Rosters(here, (plan,)), ON, activities(here))
