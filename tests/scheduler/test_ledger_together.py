"""What the ledger proposes can be done together: nothing is given away twice."""

from __future__ import annotations

import pytest

from models import HoursKind, School, Text
from models.activities import Activity, Standing
from models.activity_plan import Finished
from models.calendar import WEEK
from models.chances import Room
from models.repairs import RepairKind
from scheduler.ledger import Ledger, keep_ledger
from scheduler.rosters import Rosters
from tests.activities import a_group, a_record, an_activity
from tests.activities import a_plan as a_plan_of_groups
from tests.builders import (
    START,
    a_class,
    a_learner,
    a_plan,
    a_room,
    a_school,
    a_teacher,
    an_offering,
    learners,
)

WEEKLY = "ma 9-12, di 9-12, wo 9-12"
SHORT = {"attendance": 1, "hours_language": 220}


def short(*names: str, **fields: object) -> list:  # type: ignore[type-arg]
    """Learners who lack some 150 hours, the first the most urgently (the term ends sooner)."""
    return [
        a_learner(x, term_started_on=START - (80 - n) * WEEK, **(SHORT | fields))
        for n, x in enumerate(names)
    ]


def ledger(people: list, **fields: object) -> Ledger:  # type: ignore[type-arg]
    """Of people in a class on Mondays, with a class of two others on Tuesdays."""
    given = {
        "offerings": (an_offering(when=WEEKLY, maximum=4),),
        "teachers": (a_teacher("t", max_sessions=2),),
        "rooms": (a_room("r"),),
        "policy": {"follows_school_holidays": False},
        **fields,
    }
    here = a_school([*people, *learners("y z")], **given)
    monday = a_class("m", "ma 9-12", teacher="t", room="r")
    tuesday = a_class("d", "di 9-12", teacher="t", room="r")
    members = " ".join(x.reference for x in people)
    plan = a_plan(here, monday, tuesday, m=members, d="y z")
    return keep_ledger(Rosters(here, (plan,)), START)


def told(found: Ledger, kind: RepairKind = RepairKind.DAYPART) -> dict[str, tuple[Room, str]]:
    """Whether there is room, and the Dutch note, by learner."""
    return {
        entry.learner.reference: (r.room or Room.UNKNOWN, r.note("nl") if r.note else "")
        for entry in found.entries
        for r in entry.repairs[HoursKind.LANGUAGE]
        if r.kind is kind
    }


def test_the_most_urgent_get_the_last_seats_and_who_is_next_is_told_so() -> None:
    found = told(ledger(short("a", "b", "c")))
    assert [found[x][0] for x in "abc"] == [Room.SEAT, Room.SEAT, Room.TAKEN]
    assert found["a"][1] == "er is plaats: klas d, 2 vrij"
    assert found["b"][1] == "er is plaats: klas d, 1 vrij"
    assert found["c"][1].startswith("alleen als iemand die hier eerder staat")


def test_an_extra_lesson_is_shared_until_it_is_full() -> None:
    """No seats on Tuesday; the teacher has one daypart left, for a room of two."""
    found = told(
        ledger(
            short("a", "b", "c"),
            offerings=(an_offering(when=WEEKLY, maximum=3),),
            teachers=(a_teacher("t", max_sessions=3, name="Tirza"), a_teacher("u", "ma 9-12")),
            rooms=(a_room("r", "ma 9-12, di 9-12", capacity=3), a_room("q", "wo 9-12", capacity=2)),
        )
    )
    # Somebody has the last seat on Tuesday, two share the lesson on Wednesday.
    assert sorted(room for room, _ in found.values()) == [Room.SEAT, Room.STAFF, Room.STAFF]
    assert found["b"][1] == "dat kan: Tirza en lokaal q vrij"
    assert found["c"][1] == "dat kan: samen met anderen in de extra les van Tirza, lokaal q"


def test_a_full_extra_lesson_takes_nobody_more() -> None:
    found = told(
        ledger(
            short("a", "b", "c"),
            offerings=(an_offering(when=WEEKLY, maximum=3),),
            teachers=(a_teacher("t", max_sessions=3), a_teacher("u", "ma 9-12")),
            rooms=(a_room("r", "ma 9-12, di 9-12", capacity=3), a_room("q", "wo 9-12", capacity=1)),
        )
    )
    assert [found[x][0] for x in "abc"] == [Room.SEAT, Room.STAFF, Room.TAKEN]


def test_a_class_for_whoever_waits_is_not_given_to_two() -> None:
    waiting = [
        a_learner(x, term_started_on=START - (50 - n) * WEEK, attendance=1, hours_language=500)
        for n, x in enumerate("vw")
    ]
    here = a_school(
        [*learners("a b"), *waiting],
        offerings=(an_offering(maximum=2),),
        policy={"follows_school_holidays": False},
    )
    plan = a_plan(here, a_class("m", "ma 9-12"), m="a")
    found = told(keep_ledger(Rosters(here, (plan,)), START), RepairKind.START)
    assert found["v"] == (Room.SEAT, "er is plaats in klas m")
    assert found["w"][0] is Room.TAKEN


@pytest.mark.parametrize(
    ("weeks", "room", "says"),
    [
        (None, Room.UNKNOWN, "bij geen docent zijn zomerweken ingevuld"),
        (0, Room.NONE, "geen docent met genoeg zomerweken"),
        (6, Room.STAFF, "Tirza kan dan les geven"),
    ],
)
def test_who_teaches_in_summer_is_told_or_has_to_be_found(
    weeks: int | None, room: Room, says: str
) -> None:
    people = [a_learner("a", term_started_on=START - 80 * WEEK, attendance=1, hours_language=400)]
    found = told(
        ledger(
            people,
            teachers=(a_teacher("t", name="Tirza", summer_weeks=weeks),),
            policy={"holiday_region": "middle", "follows_school_holidays": True},
        ),
        RepairKind.SUMMER,
    )
    assert found["a"][0] is room
    assert says in found["a"][1]


def provider(seats: int, **fields: object) -> tuple[School, Ledger]:
    """Two learners without a PVT, of whom the caseworker registered neither, and a planned group
    of one with some seats.
    """
    people = [
        a_learner(x, term_started_on=START - (100 - n) * WEEK, hours_language=600)
        for n, x in enumerate("ab")
    ]
    here = a_school(
        [*people, a_learner("c")],
        activities=(an_activity(meetings=4, maximum=1 + seats),),
        policy={"follows_school_holidays": False},
        **fields,
    )
    group = a_group("wo 9-12", weeks=(2, 3, 4, 5))
    group = group.model_copy(update={"meetings": a_group(weeks=(2, 3, 4, 5)).meetings})
    plan = a_plan_of_groups(here, group, g="c")
    return here, keep_ledger(Rosters(here, activities=(plan,)), START)


def pvt(found: Ledger, who: str) -> tuple[Room | None, str]:
    (repair,) = found.of[who].repairs[HoursKind.PVT]
    return repair.room, repair.note("nl") if repair.note else ""


def test_a_seat_in_a_planned_group_is_named_once() -> None:
    _, found = provider(seats=1)
    assert pvt(found, "a")[0] is Room.SEAT
    assert pvt(found, "a")[1].startswith("er is plaats in groep g, ")
    assert pvt(found, "a")[1].endswith("(12 uur)")
    assert pvt(found, "b")[0] is Room.TAKEN


def test_a_full_group_or_one_that_does_not_fit_is_not_named() -> None:
    _, full = provider(seats=0)
    assert pvt(full, "a")[0] is Room.NONE
    records = (a_record("a", standing=Standing.EXEMPT.value),)
    _, exempt = provider(seats=1, activity_records=records)
    assert pvt(exempt, "a")[0] is Room.NONE
    assert pvt(exempt, "b")[0] is Room.SEAT


def test_without_a_plan_of_activities_that_is_said() -> None:
    here, _ = provider(seats=1)
    found = keep_ledger(Rosters(here), START)
    assert pvt(found, "a")[0] is Room.UNKNOWN
    assert "geen activiteitenplan" in pvt(found, "a")[1]


def test_participation_that_needs_no_group_is_not_said_to_lack_one() -> None:
    """Whoever can have a place of work for participation needs no seat in a group."""
    person = a_learner("a", route="Z", term_started_on=START - 100 * WEEK)
    group = an_activity("sport", kind="participation", meetings=4)
    place = an_activity("plek", kind="placement", meetings=None, weekly_hours=8)

    def note(*activities: Activity) -> tuple[Room | None, Text | None]:
        here = a_school([person], activities=activities, policy={"follows_school_holidays": False})
        found = keep_ledger(Rosters(here, activities=(a_plan_of_groups(here),)), START)
        (repair,) = found.of["a"].repairs[HoursKind.PARTICIPATION]
        return repair.room, repair.note

    assert note(group)[0] is Room.NONE
    assert note(group, place) == (None, None)


@pytest.mark.parametrize("over", [True, False])
def test_pvt_meetings_held_by_the_plan_count_though_the_source_does_not_know(over: bool) -> None:
    here, before = provider(seats=0)
    assert made(before, "a") == 0
    begun = a_group(weeks=(-2, -1, 0, 1))
    plan = a_plan_of_groups(here, *(() if over else (begun,)), **({} if over else {"g": "a"}))
    if over:
        row = Finished(learner="a", activity="pvt", last=START, minutes=720)
        plan = plan.model_copy(update={"finished": (row,)})
    found = keep_ledger(Rosters(here, activities=(plan,)), START)
    assert made(found, "a") == (12 if over else 6)


def made(found: Ledger, who: str) -> float:
    return next(a.made for a in found.of[who].accounts if a.kind is HoursKind.PVT)
