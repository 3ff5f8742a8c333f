"""A generated school can start tomorrow: what runs is possible, at every size."""

from __future__ import annotations

from collections import Counter

import pytest

from models import School
from models.checks import issues
from scheduler.generate import SCENARIOS, TIGHTNESS, generate
from solver import check
from tests.scheduler.generate.standing import standing

SIZES = (20, 55, 300)


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("size", SIZES)
def test_what_runs_obeys_every_rule(name: str, size: int) -> None:
    for tightness in TIGHTNESS:
        school = generate(name, size, seed=size, tightness=tightness)
        assert not check(school, standing(school)).violations
        assert issues(school) == []


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("size", [1, 20, 137, 1000])
def test_there_are_as_many_learners_as_asked_and_nobody_teaches_an_empty_class(
    name: str, size: int
) -> None:
    school = generate(name, size)
    members = Counter(x.current_class for x in school.learners)
    assert len(school.learners) == size
    assert school.classes
    assert all(members[run.reference] for run in school.classes)


@pytest.mark.parametrize("name", SCENARIOS)
def test_classes_teachers_and_rooms_grow_along(name: str) -> None:
    small, large = generate(name, 200), generate(name, 2000)
    for table in ("classes", "teachers", "rooms"):
        ratio = len(getattr(large, table)) / len(getattr(small, table))
        assert 5 < ratio < 14, table


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_share_who_wait_is_the_same_at_every_size(name: str) -> None:
    shares = [_waiting(generate(name, size)) for size in (150, 600, 2400)]
    assert max(shares) - min(shares) < 0.08
    assert min(shares) > 0.1
    assert max(shares) < 0.5


def test_the_same_seed_gives_the_same_school_and_another_seed_another() -> None:
    assert generate("tholen", 80, seed=4) == generate("tholen", 80, seed=4)
    assert generate("tholen", 80, seed=4) != generate("tholen", 80, seed=5)


@pytest.mark.parametrize("name", SCENARIOS)
def test_tight_schools_have_fewer_lessons_to_give_and_fewer_rooms(name: str) -> None:
    tight, normal, loose = (generate(name, 1000, tightness=x) for x in TIGHTNESS)
    assert _jobs(tight) < _jobs(normal) < _jobs(loose)
    assert len(tight.rooms) <= len(normal.rooms) < len(loose.rooms)


def test_tightness_does_not_change_the_people() -> None:
    tight, loose = (generate("zutphen", 200, tightness=x) for x in ("tight", "loose"))
    assert tight.learners == loose.learners
    assert tight.busy == loose.busy


@pytest.mark.parametrize("size", [0, -3, 100_001])
def test_a_size_out_of_range_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match=str(size)):
        generate("tholen", size)


def test_an_unknown_municipality_or_tightness_is_refused() -> None:
    with pytest.raises(KeyError):
        generate("utrecht")
    with pytest.raises(KeyError):
        generate("tholen", tightness="none")


def _waiting(school: School) -> float:
    return sum(x.current_class is None for x in school.learners) / len(school.learners)


def _jobs(school: School) -> int:
    return sum(x.max_sessions for x in school.teachers)
