"""What holds in every week of every simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solver.laboratory import State, World, simulate
from solver.laboratory.chance import draw
from solver.laboratory.world import NOWHERE, Array, Stage, Week
from tests.solver.laboratory.worlds import learners, world

WEEKS = 260


def crowd(seed: int = 1, n: int = 500) -> Array:
    """People of all kinds."""
    rng = np.random.default_rng(seed)
    return learners(
        rng.integers(0, WEEKS, n),
        seed,
        level=rng.uniform(0, 60, n),
        learnability=rng.integers(10, 100, n),
        route=rng.integers(0, 2, n),
        literacy=rng.integers(0, 3, n),
        children=rng.integers(0, 2, n),
        attendance=rng.uniform(0.6, 0.95, n),
    )


LIVELY: dict[str, Any] = {
    "fail_share": 0.2, "finds_work": 0.01, "part_time": 0.5, "pause_rate": (0.005, 0.01),
    "dissolve_below": 4,
}  # fmt: skip
BRIDGE = {"bridge_seats": 3, "bridge_most": 12, "bridge_sessions": 1}


def lively(**offer: Any) -> World:
    """A world in which everything happens."""
    values = {"spread": 30, "least": 6, "weeks": 40, "entry": 4} | offer
    switches = {"review_level": (50, -1, 65, 50), "review_to": (1, 1, 0, 1)}
    return world(WEEKS, rules=LIVELY, routes=BRIDGE | switches, **values)


@pytest.fixture(scope="module")
def run() -> tuple[Array, State]:
    people = crowd()
    return people, simulate(people, lively())


def test_everybody_is_somewhere_every_week(run: tuple[Array, State]) -> None:
    people, state = run
    stages = state.weekly[:, : len(Stage)]
    assert (stages.sum(axis=1) == len(people)).all()
    registered = np.searchsorted(people["arrive"], np.arange(WEEKS), side="right")
    assert (stages[:, Stage.UNREGISTERED] == len(people) - registered).all()
    assert (
        stages[:, [Stage.WAITING, Stage.BRIDGING, Stage.CLASS, Stage.FINISHED]].max(0) > 0
    ).all()


def test_members_of_classes_are_those_in_class(run: tuple[Array, State]) -> None:
    _, state = run
    assert (state.weekly[:, Week.MEMBERS] == state.weekly[:, Stage.CLASS]).all()
    inside = state.people["stage"] == Stage.CLASS
    assert ((state.people["group"] != NOWHERE) == inside).all()
    sizes = np.bincount(state.people["group"][inside], minlength=len(state.started))
    assert (
        sizes[state.started["finish"] == NOWHERE]
        == state.started["size"][state.started["finish"] == NOWHERE]
    ).all()


def test_hours_never_appear_from_nowhere(run: tuple[Array, State]) -> None:
    people, state = run
    assert state.people["hours"].sum() == pytest.approx(state.made.sum())
    left = np.where(state.people["ended"] == NOWHERE, WEEKS, state.people["ended"])
    began = np.where(state.people["started"] == NOWHERE, left, state.people["started"])
    assert (state.people["hours"] <= 9 * (left - began)).all()
    assert (state.made <= 9 * state.weekly[:, Week.MEMBERS].max()).all()
    assert (people["arrive"] <= began).all()


def test_no_class_is_too_large_too_wide_or_started_too_small(run: tuple[Array, State]) -> None:
    _, state = run
    first = state.started["first"][state.started["first"][:, 0] > 0]
    assert len(first) > 10
    assert (first[:, 0] <= 15).all()
    assert (first[:, 0] >= 6).all()
    assert (first[:, 1] <= 30).all()


def test_nobody_stays_in_a_bridging_class_beyond_its_weeks(run: tuple[Array, State]) -> None:
    _, state = run
    assert state.people["bridged"].max() <= BRIDGE["bridge_most"]
    assert state.weekly[:, Stage.BRIDGING].max() <= 2 * BRIDGE["bridge_seats"]


def test_the_same_people_and_policy_give_the_same_run_bit_for_bit() -> None:
    one, other = simulate(crowd(3), lively()), simulate(crowd(3), lively())
    assert one.people.tobytes() == other.people.tobytes()
    assert one.weekly.tobytes() == other.weekly.tobytes()
    assert simulate(crowd(4), lively()).people.tobytes() != one.people.tobytes()


def test_chance_hangs_on_the_learner_and_not_on_the_policy() -> None:
    key = np.uint64(987654321)
    assert draw(key, 3, 1) == draw(key, 3, 1)
    numbers = [draw(np.uint64(k), week, 2) for k in range(100) for week in range(100)]
    assert np.mean(numbers) == pytest.approx(0.5, abs=0.01)
    assert np.histogram(numbers, bins=10, range=(0, 1))[0].min() > 850
    assert len(set(numbers)) == len(numbers)


def test_regrouping_makes_classes_more_even_and_moves_people() -> None:
    people = crowd(5)
    values: dict[str, Any] = {"spread": 60, "weeks": 200, "entry": -1}
    without = simulate(people, lively(**values))
    regrouped = simulate(people, lively(**values, regroup=13))

    def level(state: State) -> float:
        return float(state.weekly[:, Week.LEVEL].sum() / state.weekly[:, Week.MEMBERS].sum())

    assert level(regrouped) < level(without)
    assert regrouped.people["changes"].sum() > without.people["changes"].sum()


def test_a_narrower_level_spread_makes_classes_more_even_and_waits_longer() -> None:
    people = crowd(6)
    narrow, wide = (simulate(people, lively(spread=x, least=8)) for x in (15, 75))

    def wait(state: State) -> float:
        begun = state.people["started"] != NOWHERE
        return float(np.where(begun, state.people["started"], WEEKS).mean())

    assert narrow.weekly[:, Week.SPREAD].mean() < wide.weekly[:, Week.SPREAD].mean()
    assert wait(narrow) > wait(wide)


def test_separate_classes_keep_fast_learners_apart() -> None:
    people = crowd(7)
    state = simulate(people, lively(apart=2, least=4))
    inside = state.people["stage"] == Stage.CLASS
    kinds = state.classes["kind"][state.people["group"][inside]]
    assert set(kinds.tolist()) == {0, 1}
    assert ((people["learnability"][inside] >= 70) == (kinds == 1)).all()


def test_a_shortage_of_teachers_limits_the_classes() -> None:
    people, shown = crowd(8), lively()
    shown.rules["dayparts"] = 9
    state = simulate(people, shown)
    assert state.weekly[:, Week.DAYPARTS].max() <= 9
