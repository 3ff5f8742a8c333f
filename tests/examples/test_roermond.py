"""Roermond: four dayparts of three hours in B1, twenty in a class by contract."""

from __future__ import annotations

import pytest

from models import Literacy, Status
from tests.examples.planned import Planned, planned

pytestmark = pytest.mark.xdist_group("example-roermond")


@pytest.fixture(scope="module")
def roermond() -> Planned:
    return planned("roermond")


def test_b1_has_four_dayparts_of_three_hours_on_four_days(roermond: Planned) -> None:  # L15816
    rows = roermond.classes("B1")
    assert len(rows) >= 5
    for row in rows:
        assert [session.slot.minutes for session in row.sessions] == [180] * 4
        assert len(set(roermond.days(row))) == 4


def test_twenty_is_the_maximum_also_under_the_addendum(roermond: Planned) -> None:  # L15816
    assert roermond.school.policy.addendum_in_force(roermond.school.start)
    assert 17 < max(len(roermond.members(row)) for row in roermond.classes("B1")) <= 20


def test_z_has_three_dayparts_and_groups_by_alphabetisation(roermond: Planned) -> None:  # L16112
    assert {len(row.sessions) for row in roermond.classes("Z", "Z-ALFA")} == {3}
    readers = {x.literacy for row in roermond.classes("Z") for x in roermond.members(row)}
    learning = {x.literacy for row in roermond.classes("Z-ALFA") for x in roermond.members(row)}
    assert Literacy.NONE not in readers
    assert learning == {Literacy.NONE}


def test_newcomers_enter_running_classes_every_week(roermond: Planned) -> None:  # L15804
    running = [row for row in roermond.classes("B1") if row.existing]
    assert sum(len(roermond.newcomers(row)) for row in running) > 10


def test_the_evening_is_one_lesson_for_family_migrants_and_workers(roermond: Planned) -> None:
    for row in roermond.classes("B1-AV"):  # L15891, L16791
        assert [session.slot.minutes for session in row.sessions] == [150]
        assert all(x.status is Status.FAMILY or x.work_paid for x in roermond.members(row))


def test_the_education_route_is_in_venlo_in_two_classes_by_level(roermond: Planned) -> None:
    low, high = roermond.classes("OR-1"), roermond.classes("OR-2")  # L16384, L16408
    assert len(low) == len(high) == 1
    assert {row.location for row in low + high} == {"VEN"}
    assert {len(set(roermond.days(row))) for row in low + high} == {5}
    assert all(len(roermond.members(row)) <= 16 for row in low + high)
    below = [x.score for x in roermond.members(low[0])]
    above = [x.score for x in roermond.members(high[0])]
    assert max(below) < min(above)
