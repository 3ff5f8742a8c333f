"""The ledger's proposals say whether there is room for them, and plainly when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import HoursKind, School
from models.calendar import WEEK
from models.chances import Room
from models.repairs import Repair, RepairKind
from scheduler.ledger import keep_ledger
from scheduler.rosters import Rosters
from tests.activities import lessons
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


def school(**fields: object) -> School:
    """Somebody with 220 of 600 hours and a year and a half to go on three hours a week."""
    known = {"term_started_on": START - 80 * WEEK, "attendance": 1, "hours_language": 220}
    given = {
        "offerings": (an_offering(when="ma 9-12, di 9-12, wo 9-12", maximum=4),),
        "teachers": (a_teacher("t", max_sessions=2),),
        "rooms": (a_room("r"),),
        "policy": {"follows_school_holidays": False},
        **fields,
    }
    return a_school([a_learner("a", **known), *learners("b c"), a_learner("w", **known)], **given)


def rosters(here: School) -> Rosters:
    plan = a_plan(here, a_class("m", "ma 9-12"), a_class("d", "di 9-12"), m="a", d="b c")
    return Rosters(here, (plan,))


def repair(held: Rosters, learner: str, kind: RepairKind) -> Repair:
    found = keep_ledger(held, START).of[learner].repairs[HoursKind.LANGUAGE]
    return next(r for r in found if r.kind is kind)


def test_a_free_seat_is_named() -> None:
    found = repair(rosters(school()), "a", RepairKind.DAYPART)
    assert found.room is Room.SEAT
    assert found.full("nl").endswith("(di 09:00-12:00). Er is plaats: klas d, 2 vrij")
    assert found.full("en").endswith("(Tue 09:00-12:00). There is a seat: class d, 2 free")


def test_a_teacher_and_a_room_are_named_when_there_is_no_seat() -> None:
    here = school(
        offerings=(an_offering(when="ma 9-12, di 9-12, wo 9-12", maximum=2),),
        teachers=(a_teacher("t", max_sessions=3, name="Tirza"),),
    )
    found = repair(rosters(here), "a", RepairKind.DAYPART)
    assert found.room is Room.STAFF
    assert "(wo 09:00-12:00). Dat kan: Tirza en lokaal r vrij" in found.full("nl")


def test_when_nothing_is_left_that_is_said_plainly() -> None:
    here = school(offerings=(an_offering(when="ma 9-12, di 9-12, wo 9-12", maximum=2),))
    found = repair(rosters(here), "a", RepairKind.DAYPART)
    assert found.room is Room.NONE
    assert "Nu kan dat niet: geen plaats" in found.full("nl")
    assert "Not possible now" in found.full("en")


def test_without_a_plan_nothing_can_be_known_of_seats() -> None:
    here = school()
    held = replace(Rosters(here), dated={"a": lessons("ma 9-12", 150)})
    found = repair(held, "a", RepairKind.DAYPART)
    assert found.room is Room.UNKNOWN
    assert "niet na te gaan" in found.full("nl")


@pytest.mark.parametrize(("most", "room"), [(4, Room.SEAT), (1, Room.NONE)])
def test_somebody_who_waits_is_told_of_a_class_or_that_there_is_none(most: int, room: Room) -> None:
    waits = a_learner("w", term_started_on=START - 50 * WEEK, attendance=1, hours_language=500)
    here = a_school(
        [*learners("a b"), waits],
        offerings=(an_offering(maximum=most),),
        policy={"follows_school_holidays": False},
    )
    plan = a_plan(here, a_class("m", "ma 9-12"), a_class("d", "di 9-12"), m="a", d="b")
    found = repair(Rosters(here, (plan,)), "w", RepairKind.START)
    assert found.room is room
    assert ("Er is plaats in klas m" in found.full("nl")) is (room is Room.SEAT)
