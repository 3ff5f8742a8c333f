"""Den Haag: basis and plus, evenings and Saturday for who works, no class below twelve."""

from __future__ import annotations

import pytest

from models import Pace, Route
from tests.examples.planned import Planned, planned

pytestmark = pytest.mark.xdist_group("example-den_haag")
SATURDAY = 5


@pytest.fixture(scope="module")
def den_haag() -> Planned:
    return planned("den_haag")


def test_no_b1_class_starts_with_fewer_than_twelve(den_haag: Planned) -> None:  # L7853
    new = [c for c in den_haag.classes("B1-BASIS", "B1-PLUS", "B1-AV", "B1-ZA") if not c.existing]
    assert len(new) >= 5
    assert all(12 <= len(den_haag.members(c)) <= 20 for c in new)


def test_the_z_route_has_classes_of_at_most_fifteen(den_haag: Planned) -> None:  # L8243
    assert all(len(den_haag.members(c)) <= 15 for c in den_haag.classes("Z", "ALFA"))


def test_basis_has_three_dayparts_and_plus_two(den_haag: Planned) -> None:  # L7875
    assert {den_haag.hours(c) for c in den_haag.classes("B1-BASIS")} == {9}
    assert {den_haag.hours(c) for c in den_haag.classes("B1-PLUS")} == {6}
    assert all(len(set(den_haag.days(c))) == 3 for c in den_haag.classes("B1-BASIS"))


def test_plus_is_for_fast_learners_and_basis_for_the_others(den_haag: Planned) -> None:  # L7875
    paces = {
        name: {den_haag.school.pace(x) for c in den_haag.classes(name) for x in den_haag.members(c)}
        for name in ("B1-BASIS", "B1-PLUS")
    }
    assert paces == {"B1-BASIS": {Pace.SLOW, Pace.AVERAGE}, "B1-PLUS": {Pace.FAST}}


def test_evenings_are_two_a_week_and_for_who_works(den_haag: Planned) -> None:  # L7920
    for row in den_haag.classes("B1-AV"):
        assert len(row.sessions) == 2
        assert all(session.slot.start >= 18 * 60 for session in row.sessions)
        assert all(learner.work_paid for learner in den_haag.members(row))


def test_saturday_is_six_hours_on_one_day(den_haag: Planned) -> None:  # L7920
    for row in den_haag.classes("B1-ZA"):
        assert den_haag.days(row) == [SATURDAY, SATURDAY]
        assert den_haag.hours(row) == 6


def test_newcomers_enter_a_running_class_only_in_its_first_four_weeks(
    den_haag: Planned,
) -> None:  # L7853
    entered = 0
    for row in den_haag.classes("B1-BASIS", "B1-PLUS", "B1-AV", "B1-ZA"):
        if row.existing and den_haag.newcomers(row):
            began = den_haag.school.running[row.reference].started_on
            assert began is not None
            assert (den_haag.school.start - began).days < 28, row.reference
            entered += 1
    assert entered > 3


def test_who_finds_the_education_route_full_gets_a_bridging_class(den_haag: Planned) -> None:
    """From six learners on; a regular class does not start in the meantime (L8551)."""
    assert all(c.existing for c in den_haag.classes("OR"))
    bridging = den_haag.classes("OR-VOOR")
    assert bridging
    for row in bridging:
        assert len(den_haag.members(row)) >= 6
        assert {x.route for x in den_haag.members(row)} == {Route.EDUCATION}
