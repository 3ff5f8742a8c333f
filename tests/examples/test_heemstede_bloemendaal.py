"""Heemstede and Bloemendaal: few learners, all lessons in Haarlem."""

from __future__ import annotations

import pytest

from models import Pace
from tests.examples.planned import Planned, planned

pytestmark = pytest.mark.xdist_group("example-heemstede_bloemendaal")


@pytest.fixture(scope="module")
def school() -> Planned:
    return planned("heemstede_bloemendaal")


def test_all_lessons_are_in_haarlem_and_none_online(school: Planned) -> None:  # L11567, L11960
    assert {row.location for row in school.classes()} == {"HLM"}
    assert not any(session.online for row in school.classes() for session in row.sessions)


def test_b1_has_at_most_sixteen_and_z_fifteen(school: Planned) -> None:  # L11960, L12272
    assert all(len(school.members(c)) <= 16 for c in school.classes("B1", "B1-SNEL", "B1-AV"))
    assert all(len(school.members(c)) <= 15 for c in school.classes("Z"))
    assert len(school.members(school.classes("Z")[0])) > 10


def test_fast_learners_have_two_dayparts_the_others_three(school: Planned) -> None:  # L3394
    assert {len(c.sessions) for c in school.classes("B1-SNEL")} == {2}
    assert {len(c.sessions) for c in school.classes("B1")} == {3}
    fast = [x for c in school.classes("B1-SNEL") for x in school.members(c)]
    assert {school.school.pace(x) for x in fast} == {Pace.FAST}


def test_lessons_in_the_evening_and_the_weekend_exist(school: Planned) -> None:  # L11986
    evenings = [c for c in school.classes() if all(s.slot.start >= 18 * 60 for s in c.sessions)]
    weekends = [c for c in school.classes() if set(school.days(c)) == {5}]
    assert evenings
    assert weekends


def test_parents_do_not_have_lessons_at_the_same_time(school: Planned) -> None:  # L12203
    pairs = list(school.couples())
    assert pairs
    for one, other, first, second in pairs:
        clash = any(a.slot.overlaps(b.slot) for a in first.sessions for b in second.sessions)
        assert not clash, (one.reference, other.reference)
