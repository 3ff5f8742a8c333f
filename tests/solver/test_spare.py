"""Where one more lesson could be: a seat in a class that fits, or a teacher and a room."""

from __future__ import annotations

from models import School, Slot
from models.chances import Room
from solver.spare import Spare
from tests.builders import (
    a_class,
    a_learner,
    a_plan,
    a_room,
    a_school,
    a_teacher,
    an_offering,
    busy,
    learners,
    slots,
)

SPREAD = "ma 9-12, di 9-12, wo 9-12"


def here(**fields: object) -> School:
    """Learner a has lessons on Monday; b and c sit in a class on Tuesday with places for four."""
    given = {
        "offerings": (an_offering(when=SPREAD, maximum=4),),
        "teachers": (a_teacher("t", max_sessions=2),),
        "rooms": (a_room("r"),),
        **fields,
    }
    return a_school(given.pop("learners", learners("a b c")), **given)  # type: ignore[arg-type]


def found(school: School, evening: bool = False, taken: str = "ma 9-12") -> list[tuple[Slot, Room]]:
    plan = a_plan(
        school,
        a_class("m", "ma 9-12", teacher="t", room="r"),
        a_class("d", "di 9-12", teacher="t", room="r"),
        m="a",
        d="b c",
    )
    chances = Spare(school, plan).lessons(school.learner["a"], evening, slots(taken))
    return [(c.slot, c.room) for c in chances]


TUESDAY, WEDNESDAY = slots("di 9-12, wo 9-12")


def test_a_free_seat_in_a_class_that_fits_comes_first() -> None:
    assert found(here()) == [(TUESDAY, Room.SEAT)]  # teacher t has two dayparts at most


def test_a_full_class_has_no_seat() -> None:
    assert found(here(offerings=(an_offering(when=SPREAD, maximum=2, target=2),))) == []
    assert found(here(rooms=(a_room("r", capacity=2),))) == []


def test_a_teacher_with_a_daypart_left_and_a_room_that_is_free_will_do() -> None:
    school = here(teachers=(a_teacher("t", max_sessions=3),))
    assert found(school) == [(TUESDAY, Room.SEAT), (WEDNESDAY, Room.STAFF)]
    shut = here(
        teachers=(a_teacher("t", max_sessions=3),),
        rooms=(a_room("r", "ma 8-17, di 8-17"),),
    )
    assert found(shut) == [(TUESDAY, Room.SEAT)]


def test_who_is_not_admitted_or_busy_cannot_take_the_seat() -> None:
    ahead = [a_learner("a", level="B1"), *learners("b c")]
    offering = an_offering(when=SPREAD, maximum=4, level_to="A2")
    assert found(here(learners=ahead, offerings=(offering,))) == []
    assert found(here(busy=(busy("a", "di 9-12", hard=True),))) == []
    assert found(here(busy=(busy("a", "di 9-12", hard=False),))) == [(TUESDAY, Room.SEAT)]


def test_levels_may_not_lie_further_apart_than_the_offering_allows() -> None:
    ahead = [a_learner("a", level="B1"), *learners("b c")]
    offering = an_offering(when=SPREAD, maximum=4, level_spread=10)
    assert found(here(learners=ahead, offerings=(offering,))) == []


def test_somebody_has_to_stay_with_the_children() -> None:
    couple = [a_learner("a", household="H"), a_learner("b", household="H"), a_learner("c")]
    apart = {"household_need": "apart_in_time", "household_hard": True}
    assert found(here(learners=couple, policy=apart)) == []


def test_spouses_who_must_be_in_different_classes_do_not_get_a_seat_in_one() -> None:
    couple = [a_learner("a", household="H"), a_learner("b", household="H"), a_learner("c")]
    different = {"household_need": "different_classes", "household_hard": True}
    assert found(here(learners=couple, policy=different)) == []
    assert found(here(learners=couple, policy={**different, "household_hard": False})) == [
        (TUESDAY, Room.SEAT)
    ]


def test_lessons_at_the_same_time_as_the_own_are_none() -> None:
    assert found(here(), taken="ma 9-12, di 10-11") == []


def test_evenings_are_for_those_who_may_come() -> None:
    when = "ma 9-12, di 9-12, di 19-22"
    evening = slots("di 19-22")[0]
    school = here(
        offerings=(an_offering(when=when, maximum=4),),
        teachers=(a_teacher("t", max_sessions=3),),
        rooms=(a_room("r", "ma 8-23, di 8-23"),),
    )
    assert found(school, evening=True) == [(evening, Room.STAFF)]
    only = here(
        offerings=school.offerings,
        teachers=school.teachers,
        rooms=school.rooms,
        policy={"evening_for": ("paid_work",)},
    )
    assert found(only, evening=True) == []


def test_somebody_without_a_class_is_named_one_with_enough_hours() -> None:
    school = here(learners=learners("a b c w"))
    plan = a_plan(school, a_class("m", "ma 9-12"), a_class("d", "di 9-12, wo 9-12"), m="a", d="b c")
    spare, waits = Spare(school, plan), school.learner["w"]
    named = [spare.place(waits, hours) for hours in (3, 6)]
    assert [found[0]("nl") for found in named if found is not None] == ["m", "d"]
    assert spare.place(waits, 9) is None


def test_a_teacher_gives_one_class_at_a_time_in_summer() -> None:
    school = here(teachers=(a_teacher("t", max_sessions=2, summer_weeks=4),))
    rows = (a_class("m", "ma 9-12"), a_class("n", "ma 10-13"), a_class("d", "di 9-12"))
    spare = Spare(school, a_plan(school, *rows, m="a", n="b", d="c"))
    rooms = [spare.summer(school.learner[x], 4, [6.0])[0] for x in "abac"]
    assert rooms == [Room.STAFF, Room.NONE, Room.STAFF, Room.STAFF]
    # Four weeks in each of two summers, of which one has three open weeks.
    fresh = Spare(school, spare.plan)
    able = [fresh.summer(school.learner["a"], weeks, [6.0, 3.0])[0] for weeks in (7, 8)]
    assert able == [Room.STAFF, Room.NONE]
