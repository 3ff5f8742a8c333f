"""Hilversum: two schools for B1 and two for Z, one of them in a building that closes at five."""

from __future__ import annotations

import pytest

from models import Literacy, Pace
from tests.examples.planned import Planned, planned

pytestmark = pytest.mark.xdist_group("example-hilversum")


@pytest.fixture(scope="module")
def hilversum() -> Planned:
    return planned("hilversum")


def test_fairfield_is_out_of_the_building_by_five(hilversum: Planned) -> None:  # L13726
    rows = [c for c in hilversum.classes() if c.location == "FC"]
    assert {c.offering for c in rows} == {"FC-B1", "FC-Z", "FC-ALFA"}
    assert max(s.slot.end for c in rows for s in c.sessions) <= 17 * 60
    assert all(day < 5 for c in rows for day in hilversum.days(c))


def test_b1_is_given_by_two_schools_and_z_by_two(hilversum: Planned) -> None:
    assert {hilversum.offering(c).school for c in hilversum.classes("FC-B1", "TT-B1")} == {
        "Fairfield College",
        "TopTaal",
    }
    assert {hilversum.offering(c).school for c in hilversum.classes("FC-Z", "IVIO-Z")} == {
        "Fairfield College",
        "IVIO-opleidingen",
    }


def test_fairfield_gives_three_times_two_hours_and_toptaal_three_times_three(
    hilversum: Planned,
) -> None:  # L13726, L13791
    assert {hilversum.hours(c) for c in hilversum.classes("FC-B1")} == {6}
    assert {hilversum.hours(c) for c in hilversum.classes("TT-B1")} == {9}


def test_no_slow_learner_is_at_toptaal_and_no_fast_one_at_fairfield(
    hilversum: Planned,
) -> None:  # L13666
    for name, never in (("TT-B1", Pace.SLOW), ("FC-B1", Pace.FAST)):
        for row in hilversum.classes(name):
            assert never not in {hilversum.school.pace(x) for x in hilversum.members(row)}


def test_ivio_has_morning_groups_and_afternoon_groups(hilversum: Planned) -> None:  # L14117
    rows = hilversum.classes("IVIO-Z")
    starts = [{session.slot.start for session in row.sessions} for row in rows]
    assert all(len(times) == 1 for times in starts)
    assert len({min(times) for times in starts}) == 2
    assert sum(not row.existing for row in rows) <= 3


def test_only_toptaal_gives_evening_lessons_and_only_to_who_works(hilversum: Planned) -> None:
    evening = [
        row for row in hilversum.classes() if any(s.slot.end > 18 * 60 for s in row.sessions)
    ]
    assert {row.offering for row in evening} == {"TT-AV"}  # L13797
    assert all(x.work_paid for row in evening for x in hilversum.members(row))


def test_alphabetisation_takes_learners_of_both_routes(hilversum: Planned) -> None:  # L13753
    people = [x for row in hilversum.classes("FC-ALFA") for x in hilversum.members(row)]
    assert {x.literacy for x in people} == {Literacy.NONE}
    assert {x.route.value for x in people} == {"B1", "Z"}


def test_groups_start_with_ten_at_least(hilversum: Planned) -> None:  # L13702, L14024
    new = [c for c in hilversum.classes("FC-B1", "TT-B1", "FC-Z") if not c.existing]
    assert new
    assert all(len(hilversum.members(c)) >= 10 for c in new)


def test_couples_are_not_in_one_class(hilversum: Planned) -> None:  # L14117
    pairs = list(hilversum.couples())
    assert pairs
    assert all(first is not second for _, _, first, second in pairs)
