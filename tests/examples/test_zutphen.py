"""Zutphen: who registers enters a class that has a place; a group in between Z and B1."""

from __future__ import annotations

import pytest

from models import PlannedClass, Route
from tests.examples.planned import Planned, planned

pytestmark = pytest.mark.xdist_group("example-zutphen")


@pytest.fixture(scope="module")
def zutphen() -> Planned:
    return planned("zutphen")


def test_newcomers_fill_the_running_classes(zutphen: Planned) -> None:  # L19405, L19652
    assert all(row.existing for row in zutphen.classes("B1", "Z"))
    entered = [len(zutphen.newcomers(row)) for row in zutphen.classes() if row.existing]
    opened = [len(zutphen.newcomers(row)) for row in zutphen.classes() if not row.existing]
    assert sum(entered) > 2 * sum(opened)


def test_a_class_opens_only_for_who_does_not_fit_a_running_one(zutphen: Planned) -> None:
    for row in zutphen.classes():
        if row.existing:
            continue
        for other in zutphen.classes(row.offering):
            if other.existing:
                assert not _fit(zutphen, row, other), (row.reference, other.reference)


def _fit(zutphen: Planned, row: PlannedClass, other: PlannedClass) -> bool:
    """Whether the running class could have taken the whole new one."""
    together = zutphen.members(row) + zutphen.members(other)
    offering = zutphen.offering(other)
    scores = [learner.score for learner in together]
    return (
        len(together) <= offering.maximum
        and max(scores) - min(scores) <= offering.level_spread
        and not any(zutphen.in_the_way(learner, other) for learner in zutphen.members(row))
    )


def test_hardly_anybody_waits_for_b1_or_z(zutphen: Planned) -> None:  # L20278
    routes = [zutphen.school.learner[x.learner].route for x in zutphen.plan.waiting]
    assert sum(route in (Route.B1, Route.Z) for route in routes) <= 3


def test_classes_have_at_most_fifteen(zutphen: Planned) -> None:  # L19405, L19652
    rows = zutphen.classes("B1", "B1-AV", "Z", "TUSSEN")
    assert max(len(zutphen.members(row)) for row in rows) == 15


def test_the_group_in_between_has_learners_of_both_routes(zutphen: Planned) -> None:  # L4333
    people = [x for row in zutphen.classes("TUSSEN") for x in zutphen.members(row)]
    assert {x.route for x in people} == {Route.B1, Route.Z}


def test_the_evening_is_six_hours_for_workers_at_a2_and_b1(zutphen: Planned) -> None:  # L19405
    for row in zutphen.classes("B1-AV"):
        assert zutphen.hours(row) == 6
        assert all(x.work_paid and x.score >= 40 for x in zutphen.members(row))


def test_the_education_route_is_twenty_five_hours_in_deventer(zutphen: Planned) -> None:
    rows = zutphen.classes("OR")  # L19857, L19895
    assert {row.location for row in rows} == {"DEV"}
    assert {zutphen.hours(row) for row in rows} == {25}
    assert all(6 <= len(zutphen.members(row)) <= 18 for row in rows)
