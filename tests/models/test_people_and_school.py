"""What can be asked of people and of a school as a whole."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from pydantic import ValidationError

from models import Audience, BusyReason, Childcare, HouseholdNeed, Offering, Status
from tests.builders import (
    START,
    a_household,
    a_learner,
    a_location,
    a_room,
    a_run,
    a_school,
    an_offering,
    busy,
    learners,
    travel,
)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("childcare_from", {"childcare": Childcare.WAITING}),
        ("wish_latest", {"wish_earliest": time(12), "wish_latest": time(12)}),
        ("attendance", {"attendance": 1.2}),
        ("learnability", {"learnability": 101}),
        ("reference", {"reference": ""}),
    ],
)
def test_an_impossible_learner_is_refused(field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as error:
        a_learner(**{"reference": "a", **wrong})
    found = error.value.errors()[0]
    inner = found.get("ctx", {}).get("error")
    assert field == (getattr(inner, "field", None) or found["loc"][0])


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("minimum", {"minimum": 3, "target": 2}),
        ("level_from", {"level_from": "A2", "level_to": "A1"}),
        ("slots", {"session_minutes": 120}),
        ("online_sessions", {"mode": "mixed", "online_sessions": 1}),
    ],
)
def test_an_impossible_offering_says_which_field(field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as error:
        an_offering(**wrong)
    assert error.value.errors()[0]["ctx"]["error"].field == field


@pytest.mark.parametrize(("mode", "online"), [("physical", 0), ("mixed", 1), ("online", 2)])
def test_online_lessons_follow_from_the_mode(mode: str, online: int) -> None:
    offering: Offering = an_offering(
        "o", "ma 9-12, di 9-12", sessions_per_week=2, mode=mode, online_sessions=1
    )
    assert offering.online_count() == online


@pytest.mark.parametrize(
    ("fields", "groups"),
    [
        ({"work_hours": 1, "work_paid": True}, {Audience.PAID_WORK}),
        ({"work_hours": 8, "work_paid": False}, set()),
        ({"status": Status.FAMILY}, {Audience.FAMILY_MIGRANTS}),
        ({"childcare": Childcare.UNAVAILABLE}, {Audience.NO_DAYTIME_CHILDCARE}),
        ({"childcare": Childcare.ARRANGED}, set()),
        ({"gender": "female"}, {Audience.WOMEN}),
        ({"gender": "male"}, {Audience.MEN}),
        ({"birth_year": START.year - 26}, {Audience.YOUTH}),
    ],
)
def test_a_learner_belongs_to_groups(fields: dict[str, object], groups: set[Audience]) -> None:
    assert a_school().audiences(a_learner(**fields)) == groups


def test_work_gives_way_to_lessons_unless_the_policy_turns_it_round() -> None:
    work = busy("a", "ma 9-12", hard=None, reason=BusyReason.WORK)
    assert not a_school().is_hard(work)
    assert a_school(policy={"work_precedence": "work"}).is_hard(work)


@pytest.mark.parametrize(
    ("reason", "hard"),
    [(BusyReason.APPOINTMENT, False), (BusyReason.CHILDCARE, True), (BusyReason.OTHER, True)],
)
def test_an_open_window_is_hard_by_its_reason(reason: BusyReason, hard: bool) -> None:
    school = a_school()
    assert school.is_hard(busy("a", "ma 9-12", hard=None, reason=reason)) is hard
    assert school.is_hard(busy("a", "ma 9-12", hard=not hard, reason=reason)) is not hard


def test_a_window_counts_when_it_holds_within_the_horizon() -> None:
    last = START + timedelta(weeks=13)
    for day, counts in ((last, True), (last + timedelta(days=1), False)):
        school = a_school(busy=(busy("a", "ma 9-12", valid_from=day),))
        assert bool(school.windows("a")) is counts


def test_travel_is_the_same_both_ways_and_unknown_ways_have_a_default() -> None:
    school = a_school(travel=(travel("x", "y", 25),), policy={"unknown_travel_minutes": 40})
    assert school.travel_minutes("x", "y") == school.travel_minutes("y", "x") == 25
    assert school.travel_minutes("x", "z") == 40
    assert school.travel_minutes(None, "x") == school.travel_minutes("x", "x") == 0
    assert school.way_from_home(a_learner(home_area="x"), None) == 0


def test_couples_follow_their_household_then_the_policy() -> None:
    people = [*learners("a b", household="h"), *learners("c d", household="i"), a_learner("e")]
    school = a_school(people, households=(a_household("h", "same_time", hard=True),))
    found = [(a.reference, b.reference, need, hard) for a, b, need, hard in school.couples]
    assert found == [
        ("a", "b", HouseholdNeed.SAME_TIME, True),
        ("c", "d", HouseholdNeed.APART_IN_TIME, False),
    ]
    quiet = a_school(people[:2], households=(a_household("h", "nothing"),))
    assert quiet.couples == ()


def test_the_term_ends_after_three_years_on_the_same_day() -> None:
    school = a_school()
    assert school.term_ends_on(a_learner(term_started_on=date(2025, 5, 1))) == date(2028, 5, 1)
    assert school.term_ends_on(a_learner(term_started_on=date(2024, 2, 29))) == date(2027, 2, 28)
    assert school.term_ends_on(a_learner()) is None


def test_late_entry_ends_after_its_weeks() -> None:
    def accepts(days: int) -> bool:
        run = a_run(started_on=START - timedelta(days=days))
        school = a_school(offerings=(an_offering(late_entry_weeks=2),), classes=(run,))
        return school.accepts_newcomers(run)

    assert [accepts(days) for days in (13, 14)] == [True, False]


def test_a_run_meets_where_it_is_told_then_at_its_room_then_at_the_only_place() -> None:
    places = (a_location("L"), a_location("M"))
    rooms = (a_room("r"), a_room("s", location="M"))
    school = a_school(offerings=(an_offering(locations=("M",)),), locations=places, rooms=rooms)
    assert school.location_of(a_run(location="L", rooms=("s",))) == "L"
    assert school.location_of(a_run(rooms=("r",))) == "L"
    assert school.location_of(a_run(rooms=())) == "M"
    assert a_school(locations=places).location_of(a_run(rooms=())) is None


def test_only_a_fixed_member_of_fixed_times_is_settled() -> None:
    for fixed_times, fixed_members in ((True, True), (True, False), (False, True)):
        run = a_run(fixed_times=fixed_times, fixed_members=fixed_members)
        school = a_school(learners("a", current_class="k"), classes=(run,))
        assert school.is_settled(school.learners[0]) is (fixed_times and fixed_members)


def test_teachers_and_rooms_hold_one_for_all_slots_or_one_per_slot() -> None:
    run = a_run("k", "ma 9-12, di 9-12", teachers=("t",), rooms=("r", "s"))
    assert [run.teacher_of(k) for k in (0, 1)] == ["t", "t"]
    assert [run.room_of(k) for k in (0, 1)] == ["r", "s"]
    assert a_run(teachers=()).teacher_of(0) is None


def test_care_for_children_ends_when_the_childcare_begins_that_was_awaited() -> None:
    care = busy("a", "ma 9-12", reason=BusyReason.CHILDCARE)
    work = busy("a", "di 9-12", reason=BusyReason.WORK)

    def windows(begins: date) -> list[BusyReason]:
        parent = a_learner("a", childcare=Childcare.WAITING, childcare_from=begins)
        return [w.reason for w in a_school([parent], busy=(care, work)).windows("a")]

    assert windows(START) == [BusyReason.WORK]
    assert windows(START + timedelta(days=1)) == [BusyReason.CHILDCARE, BusyReason.WORK]
    later = care.model_copy(update={"valid_from": START + timedelta(days=30)})
    assert later.before(START) is None
    assert care.before(START).valid_until == START - timedelta(days=1)


def test_childcare_that_has_come_is_no_reason_for_the_evening() -> None:
    for begins, expected in (
        (START, set()),
        (START + timedelta(days=1), {Audience.NO_DAYTIME_CHILDCARE}),
    ):
        parent = a_learner("a", childcare=Childcare.WAITING, childcare_from=begins)
        assert a_school([parent]).audiences(parent) == expected
