"""What holds for the plan of every example, counted from its rows."""

from __future__ import annotations

import pytest

from scheduler.generate import SCENARIOS
from tests.examples.planned import Planned, overlapping, planned

EACH = [pytest.param(name, marks=pytest.mark.xdist_group(f"example-{name}")) for name in SCENARIOS]
pytestmark = pytest.mark.parametrize("example", EACH, indirect=True)


@pytest.fixture
def example(request: pytest.FixtureRequest) -> Planned:
    """Each of the seven municipalities."""
    return planned(str(request.param))


def test_everybody_is_in_one_class_or_waits_for_a_reason(example: Planned) -> None:
    placed = [x.learner for x in example.plan.placements]
    waiting = [x.learner for x in example.plan.waiting]
    assert sorted(placed + waiting) == sorted(x.reference for x in example.school.learners)
    assert all(x.reasons for x in example.plan.waiting)


def test_newcomers_are_free_during_their_lessons(example: Planned) -> None:
    found = {
        learner.reference: example.in_the_way(learner, row)
        for row in example.classes()
        for learner in example.newcomers(row)
    }
    assert len(found) > 10
    assert not {reference for reference, clashes in found.items() if clashes}


def test_classes_are_neither_too_small_nor_too_large(example: Planned) -> None:
    for row in example.classes():
        offering, size = example.offering(row), len(example.members(row))
        assert size <= offering.maximum, row.reference
        assert row.existing or size >= offering.minimum, row.reference


def test_classes_keep_together_who_is_at_one_level(example: Planned) -> None:
    for row in example.classes():
        scores = [learner.score for learner in example.members(row)]
        assert max(scores) - min(scores) <= example.offering(row).level_spread, row.reference


def test_a_teacher_has_one_class_at_a_time_and_no_more_than_the_job(example: Planned) -> None:
    lessons = [session for row in example.classes() for session in row.sessions]
    for teacher in example.school.teachers:
        own = [session for session in lessons if session.teacher == teacher.reference]
        assert not overlapping(own), teacher.reference
        assert len(own) <= teacher.max_sessions, teacher.reference


def test_a_room_holds_one_class_at_a_time(example: Planned) -> None:
    lessons = [session for row in example.classes() for session in row.sessions]
    for room in example.school.rooms:
        own = [session for session in lessons if session.room == room.reference]
        assert not overlapping(own), room.reference
