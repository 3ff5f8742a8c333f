"""The make-up of a generated population is the one the scenario states.

Shares may differ from the stated ones by four standard deviations of a binomial draw: chance
alone exceeds that once in sixteen thousand times, and the seed is fixed.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import pytest

from models import BusyReason, Childcare, Gender, HouseholdNeed, Learner, School, Status
from scheduler.generate import generate
from scheduler.generate.scenario import PopulationSpec, read

SIZE = 4000
# Open to all learners of the municipality: a reserved class draws people to suit it.
OPEN = "roermond"


@pytest.fixture(scope="module")
def school() -> School:
    return generate(OPEN, SIZE, seed=7)


@pytest.fixture(scope="module")
def spec() -> PopulationSpec:
    return read(OPEN).population


def _near(found: int, of: int, stated: float) -> bool:
    return abs(found / of - stated) <= 4 * sqrt(stated * (1 - stated) / of)


PARENT = (Childcare.ARRANGED, Childcare.WAITING, Childcare.UNAVAILABLE)
SHARES: dict[str, tuple[Callable[[Learner], bool], Callable[[PopulationSpec], float]]] = {
    "women": (lambda x: x.gender is Gender.FEMALE, lambda s: s.female),
    "parents": (lambda x: x.childcare in PARENT, lambda s: s.children),
    "childcare arranged": (
        lambda x: x.childcare is Childcare.ARRANGED,
        lambda s: s.children * s.childcare_arranged,
    ),
    "waiting for childcare": (
        lambda x: x.childcare is Childcare.WAITING,
        lambda s: s.children * s.childcare_waiting,
    ),
    "asylum": (lambda x: x.status is Status.ASYLUM, lambda s: s.status[Status.ASYLUM]),
    "in work": (lambda x: x.work_paid, lambda s: s.paid_work),
    "from the south": (lambda x: x.home_area == "Zuid", lambda s: s.areas["Zuid"]),
    "Tigrinya": (lambda x: x.mother_tongue == "Tigrinya", lambda s: s.languages["Tigrinya"]),
}


@pytest.mark.parametrize("share", SHARES)
def test_a_share_is_near_the_stated_one(share: str, school: School, spec: PopulationSpec) -> None:
    counts, stated = SHARES[share]
    free = [x for x in school.learners if not _in_reserved_class(school, x)]
    assert len(free) > 3000
    assert _near(sum(map(counts, free)), len(free), stated(spec))


def test_wishes_are_those_of_people_who_wait(school: School, spec: PopulationSpec) -> None:
    waiting = [x for x in school.learners if x.current_class is None]
    assert _near(sum(x.wish_earliest is not None for x in waiting), len(waiting), spec.wishes)
    seated = [x for x in school.learners if x.current_class is not None]
    assert not any(x.wish_earliest for x in seated)


def test_couples_are_a_woman_and_a_man_of_one_area(school: School, spec: PopulationSpec) -> None:
    homes: dict[str, list[Learner]] = {}
    for learner in school.learners:
        if learner.household:
            homes.setdefault(learner.household, []).append(learner)
    assert len(homes) == round(spec.couples * SIZE / 2)
    for people in homes.values():
        assert {x.gender for x in people} == {Gender.FEMALE, Gender.MALE}
        assert len({x.home_area for x in people}) == 1
    needs = [x for x in school.households if x.need is HouseholdNeed.APART_IN_TIME]
    assert _near(sum(bool(x.hard) for x in needs), len(needs), spec.couple_hard)


def test_who_has_no_childcare_is_busy_in_the_afternoons(school: School) -> None:
    for learner in school.learners:
        if learner.childcare is Childcare.UNAVAILABLE and learner.current_class is None:
            reasons = [w.reason for w in school.windows(learner.reference)]
            assert reasons.count(BusyReason.CHILDCARE) == 5


def test_hours_of_work_are_those_of_paid_work() -> None:
    for learner in generate("eindhoven", 500).learners:
        assert bool(learner.work_hours) == learner.work_paid
        assert learner.work_hours in (0, 12, 16, 20, 24, 32)


def test_work_stands_only_where_it_comes_first() -> None:  # L1606, L10060
    hard = {}
    for name in ("eindhoven", "roermond"):
        school = generate(name, 500)
        work = [x for x in school.busy if x.reason is BusyReason.WORK]
        assert len(work) > 200
        hard[name] = {school.is_hard(x) for x in work}
    assert hard == {"eindhoven": {True}, "roermond": {False}}


def test_members_of_a_class_are_at_one_level(school: School) -> None:
    for run in school.classes[:60]:
        scores = [x.score for x in school.learners if x.current_class == run.reference]
        assert max(scores) - min(scores) <= school.offering[run.offering].level_spread


def _in_reserved_class(school: School, learner: Learner) -> bool:
    """Whether somebody could be one whom a reserved class was filled with."""
    reserved = {o.reference for o in school.offerings if o.audience}
    run = school.running.get(learner.current_class or "")
    if run is not None:
        return run.offering in reserved
    return any(
        learner.route in o.routes and o.level_from.score <= learner.score <= o.level_to.score
        for o in school.offerings
        if o.audience
    )
