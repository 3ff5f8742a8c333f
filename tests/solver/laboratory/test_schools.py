"""Learners who keep to the language school they chose, where a policy has them do so."""

from __future__ import annotations

import numpy as np

from solver.laboratory import simulate
from solver.laboratory.world import ALWAYS, NOWHERE
from tests.solver.laboratory.worlds import learners, world

WEEKS = 200
PEOPLE = learners(np.arange(400) % WEEKS)
# The first school begins new classes only, the second takes people in running ones too.
TWO = {"offerings": 2, "entry": (0, ALWAYS), "least": 8}


def test_each_school_is_chosen_as_often_and_kept() -> None:
    state = simulate(PEOPLE, world(WEEKS, school=(1, 2), **TWO))
    chose, of = state.people["chose"], state.classes["of"]
    assert 0.4 < (chose == 1).mean() < 0.6
    assert set(chose) == {1, 2}
    began = state.people["group"] != NOWHERE
    assert began.sum() > 50
    assert (of[state.people["group"][began]] + 1 == chose[began]).all()
    assert (state.people["school"] == chose).all()


def test_who_chose_the_school_of_new_classes_waits_longer() -> None:
    state = simulate(PEOPLE, world(WEEKS, school=(1, 2), **TWO))
    began = state.people["started"] != NOWHERE
    wait = state.people["started"] - PEOPLE["arrive"]
    first, second = (wait[began & (state.people["chose"] == at)].mean() for at in (1, 2))
    assert first > second + 1


def test_without_a_choice_people_go_where_there_is_a_seat() -> None:
    state = simulate(PEOPLE, world(WEEKS, **TWO))
    assert (state.people["chose"] == 0).all()
    bound = simulate(PEOPLE, world(WEEKS, school=(1, 2), **TWO))
    assert _late(state) < _late(bound)


def test_a_school_that_has_nothing_for_somebody_is_not_chosen() -> None:
    people = learners(np.arange(400) % WEEKS, level=0.0, attendance=1.0, learnability=90)
    offer = {"low": (0, 25), "high": (24, 100)}
    state = simulate(people, world(WEEKS, school=(1, 2), **TWO, **offer))
    assert set(state.people["chose"][state.people["started"] != NOWHERE]) == {1}


def _late(state: object) -> float:
    started = state.people["started"]  # type: ignore[attr-defined]
    return float((np.where(started == NOWHERE, WEEKS, started) - PEOPLE["arrive"]).mean())
