"""Tholen: a language boost of eighteen weeks, lessons far away in Goes, Z in the own town."""

from __future__ import annotations

import pytest

from models import BusyReason, Literacy
from tests.examples.planned import Planned, planned

pytestmark = pytest.mark.xdist_group("example-tholen")


@pytest.fixture(scope="module")
def tholen() -> Planned:
    return planned("tholen")


def test_the_boost_has_seventeen_and_a_half_hours_in_six_dayparts(tholen: Planned) -> None:
    rows = tholen.classes("BOOST")  # L17631
    assert any(not row.existing for row in rows)
    for row in rows:
        assert len(row.sessions) == 6
        assert tholen.hours(row) == 17.5
        assert tholen.offering(row).duration_weeks == 18


def test_after_the_boost_come_ten_hours_a_week(tholen: Planned) -> None:  # L17669
    assert {tholen.hours(row) for row in tholen.classes("VERVOLG")} == {10}


def test_who_is_further_on_skips_the_boost(tholen: Planned) -> None:  # L17696
    boost = [x.score for row in tholen.classes("BOOST") for x in tholen.members(row)]
    later = [x.score for row in tholen.classes("VERVOLG") for x in tholen.members(row)]
    assert max(boost) < min(later)


def test_z_is_given_in_tholen_and_all_else_in_goes(tholen: Planned) -> None:  # L17939, L18249
    assert {row.location for row in tholen.classes("Z")} == {"THO"}
    assert {row.location for row in tholen.classes("BOOST", "VERVOLG", "OR")} == {"GOES"}


def test_z_has_fourteen_hours_in_four_dayparts_from_ten_learners(tholen: Planned) -> None:
    for row in tholen.classes("Z"):  # L17939
        assert len(row.sessions) == 4
        assert tholen.hours(row) == 14
        assert row.existing or len(tholen.members(row)) >= 10


def test_who_learns_to_read_is_in_the_same_z_class_as_the_others(tholen: Planned) -> None:
    mixed = [  # L17959
        row
        for row in tholen.classes("Z")
        if len({x.literacy is Literacy.NONE for x in tholen.members(row)}) == 2
    ]
    assert mixed


def test_there_are_no_lessons_in_the_evening_or_the_weekend(tholen: Planned) -> None:  # L17681
    lessons = [session for row in tholen.classes() for session in row.sessions]
    assert max(session.slot.end for session in lessons) <= 17 * 60 + 30
    assert all(session.slot.weekday < 5 and not session.online for session in lessons)


def test_who_brings_children_to_school_is_not_in_goes_that_morning(tholen: Planned) -> None:
    """Up to an hour and a half away, and childcare opens later (L17785)."""
    mornings = 0
    for window in tholen.school.busy:
        learner = tholen.school.learner[window.person]
        row = tholen.class_of(learner)
        if window.reason is not BusyReason.SCHOOL_RUN or row is None or row.location != "GOES":
            continue
        if learner.home_area in ("Tholen", "Dorpskernen") and learner.current_class is None:
            that_day = [s.slot for s in row.sessions if s.slot.weekday == window.slot.weekday]
            assert all(slot.start >= 9 * 60 + 45 for slot in that_day), learner.reference
            mornings += 1
    assert mornings
