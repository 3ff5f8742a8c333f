"""Eindhoven: work comes first, and B1 lessons are on Monday, Tuesday and Wednesday."""

from __future__ import annotations

from datetime import date

import pytest

from models import BusyReason, Childcare, Literacy, Status
from tests.examples.planned import Planned, planned

pytestmark = pytest.mark.xdist_group("example-eindhoven")
TO_WEDNESDAY = {0, 1, 2}


@pytest.fixture(scope="module")
def eindhoven() -> Planned:
    return planned("eindhoven")


def test_b1_by_day_is_on_monday_tuesday_and_wednesday(eindhoven: Planned) -> None:  # L10060
    rows = eindhoven.classes("B1-BRUG", "B1-CAR", "B1-EX")
    assert len(rows) > 20
    assert {day for row in rows for day in eindhoven.days(row)} <= TO_WEDNESDAY


def test_nobody_has_a_lesson_during_work(eindhoven: Planned) -> None:  # L10060
    workers = 0
    for row in eindhoven.classes():
        for learner in eindhoven.members(row):
            work = [
                window.slot
                for window in eindhoven.school.windows(learner.reference)
                if window.reason is BusyReason.WORK
            ]
            workers += bool(work)
            clash = any(x.overlaps(y.slot) for x in work for y in row.sessions)
            assert not clash, (learner.reference, row.reference)
    assert workers > 100


def test_carrousel_classes_have_at_most_seventeen(eindhoven: Planned) -> None:  # L9962
    rows = eindhoven.classes("B1-CAR")
    assert max(len(eindhoven.members(row)) for row in rows) == 17


def test_the_brugklas_has_six_hours_and_at_most_fifteen(eindhoven: Planned) -> None:  # L9950
    for row in eindhoven.classes("B1-BRUG"):
        assert eindhoven.hours(row) == 6
        assert len(eindhoven.members(row)) <= 15


def test_nobody_changes_to_the_carrousel_after_half_a_year(eindhoven: Planned) -> None:  # L9962
    for row in eindhoven.classes("B1-CAR"):
        began = eindhoven.school.running[row.reference].started_on if row.existing else None
        if eindhoven.newcomers(row) and began is not None:
            assert (eindhoven.school.start - began).days < 26 * 7, row.reference


def test_evenings_are_for_workers_family_migrants_and_who_has_no_childcare(
    eindhoven: Planned,
) -> None:  # L10078, L10426
    rows = eindhoven.classes("B1-AV", "Z-AV")
    assert rows
    for row in rows:
        assert all(session.slot.start >= 18 * 60 for session in row.sessions)
        for learner in eindhoven.members(row):
            assert (
                learner.work_paid
                or learner.status is Status.FAMILY
                or learner.childcare in (Childcare.WAITING, Childcare.UNAVAILABLE)
            ), learner.reference


def test_evenings_are_two_a_week_in_b1_and_three_in_z(eindhoven: Planned) -> None:
    assert {len(c.sessions) for c in eindhoven.classes("B1-AV")} == {2}  # L9962
    assert {len(c.sessions) for c in eindhoven.classes("Z-AV")} == {3}  # L10426


def test_one_daypart_from_a2_to_b1_is_online(eindhoven: Planned) -> None:  # L10078
    for row in eindhoven.classes("B1-EX"):
        assert [session.online for session in row.sessions] == [False, False, True]


def test_who_cannot_read_has_groups_of_their_own_in_the_z_route(eindhoven: Planned) -> None:
    """Groups of literate and of not literate learners, fifteen at most (L10390)."""
    for name, literate in (("Z-LEES", True), ("Z-ALFA", False)):
        for row in eindhoven.classes(name):
            kinds = {learner.literacy for learner in eindhoven.members(row)}
            assert (Literacy.NONE not in kinds) if literate else kinds == {Literacy.NONE}
            assert len(eindhoven.members(row)) <= 15


def test_z_groups_above_twelve_rest_on_the_addendum(eindhoven: Planned) -> None:  # L4114
    assert any(len(eindhoven.members(c)) > 12 for c in eindhoven.classes("Z-LEES"))
    assert eindhoven.school.policy.addendum_in_force(eindhoven.school.start)
    assert not eindhoven.school.policy.addendum_in_force(date(2026, 1, 5))
