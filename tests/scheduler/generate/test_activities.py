"""A generated school has the activities of its example, with staff in proportion."""

from __future__ import annotations

import pytest

from models.checks import issues
from scheduler.generate import SCENARIOS, generate
from scheduler.generate.activities import with_activities
from scheduler.workbook import NEEDED_FOR_ACTIVITIES, read_source
from tests.examples.planned import FOLDER


@pytest.mark.parametrize("name", SCENARIOS)
def test_at_its_own_size_it_is_the_example_itself(name: str) -> None:
    example = read_source(FOLDER / name, NEEDED_FOR_ACTIVITIES).school
    assert with_activities(generate(name), name) == example


@pytest.mark.parametrize("name", SCENARIOS)
def test_another_size_has_no_loose_ends(name: str) -> None:
    school = with_activities(generate(name, 40, seed=3), name)
    assert [i for i in issues(school) if not i.warning] == []
    assert school.activities
    assert school.activity_records == ()


def test_a_school_twice_as_large_has_twice_the_trainers() -> None:
    once = with_activities(generate("hilversum"), "hilversum")
    twice = with_activities(generate("hilversum", 520), "hilversum")
    assert len(twice.trainers) == 2 * len(once.trainers)
    assert len({t.reference for t in twice.trainers}) == len(twice.trainers)
    assert len(twice.interpreters) == 2 * len(once.interpreters)
    assert len(twice.activities) == len(once.activities)
