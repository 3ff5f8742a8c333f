"""Spouses: who is kept apart in time or in classes, who comes together, and what that costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models import HouseholdNeed
from solver.laboratory import State, World, decide, simulate
from solver.laboratory.regrouping import regroup
from solver.laboratory.seating import measure
from solver.laboratory.world import NOWHERE, Array, Period, Stage, spouses_of
from tests.solver.laboratory.worlds import learners, world

NEED = {need: at for at, need in enumerate(HouseholdNeed)}
MORNING_AND_AFTERNOON = {"bands": (int(Period.MORNING), int(Period.AFTERNOON), 0)}


def with_couples(rows: Array, need: HouseholdNeed, count: int, hard: bool = True) -> Array:
    """The first ``count`` pairs of neighbours on the list are spouses."""
    at = np.arange(2 * count)
    rows["household"][at], rows["need"][at], rows["hard"][at] = 1 + at // 2, NEED[need], hard
    return rows


def group(count: int, need: HouseholdNeed, couples: int = 1, hard: bool = True) -> Array:
    """People who register in one week, some of them spouses."""
    return with_couples(learners(np.zeros(count, dtype=int)), need, couples, hard)


def seated(people: Array, here: World) -> Array:
    """The class of everybody after the first week's decisions (NOWHERE: none)."""
    state = simulate(people, here, until=0)
    decide(0, people, here, state)
    found: Array = state.people["group"]
    return found


def bands(people: Array, here: World) -> Array:
    state = simulate(people, here, until=0)
    decide(0, people, here, state)
    found: Array = state.classes["band"][state.people["group"]]
    return np.where(state.people["group"] == NOWHERE, 0, found)


def test_a_spouse_is_the_other_learner_of_the_household() -> None:
    found = spouses_of(np.array([7, 0, 3, 7, 0, 9, 3]))
    assert found.tolist() == [3, NOWHERE, 6, 0, NOWHERE, NOWHERE, 2]


def test_of_spouses_kept_apart_one_waits_where_all_classes_are_in_the_morning() -> None:
    here = world(4, least=4, target=8)
    assert (seated(group(10, HouseholdNeed.NOTHING), here) != NOWHERE).all()
    alone = seated(group(10, HouseholdNeed.APART_IN_TIME), here) != NOWHERE
    assert alone[2:].all()
    assert alone[:2].sum() == 1


def test_spouses_kept_apart_sit_in_different_parts_of_the_week() -> None:
    here = world(4, least=4, target=8, **MORNING_AND_AFTERNOON)
    people = group(16, HouseholdNeed.APART_IN_TIME, couples=8)
    parts = bands(people, here)
    assert (parts > 0).all()
    assert (parts[0::2] & parts[1::2] == 0).all()


def test_a_class_of_the_whole_day_meets_at_the_same_time_as_one_in_the_morning() -> None:
    day = int(Period.MORNING | Period.AFTERNOON)
    here = world(4, offerings=2, least=3, target=8, low=[0, 50], high=[49, 100])
    here.offers["bands"][1] = (day, 0, 0)
    people = group(10, HouseholdNeed.APART_IN_TIME)
    people["level"][1:6] = 75
    found = seated(people, here)
    assert (found[2:] != NOWHERE).all()
    assert (found[:2] != NOWHERE).sum() == 1


def test_spouses_of_different_classes_do_not_share_one_but_may_sit_at_the_same_time() -> None:
    people = group(16, HouseholdNeed.DIFFERENT_CLASSES, couples=8)
    here = world(4, least=4, target=8, every_week={"maximum": 8, "opens": 1, "enters": 1})
    found = seated(people, here)
    assert (found != NOWHERE).all()
    assert (found[0::2] != found[1::2]).all()


@pytest.mark.parametrize(("weight", "together"), [(30, True), (5000, False)])
def test_a_soft_need_is_broken_where_that_costs_less_than_waiting(
    weight: int, together: bool
) -> None:
    people = group(10, HouseholdNeed.DIFFERENT_CLASSES, hard=False)
    found = seated(people, world(4, least=4, target=8, rules={"household": weight}))
    assert (found[2:] != NOWHERE).all()
    assert (found[:2] != NOWHERE).all() == together


def test_a_need_dearer_than_waiting_keeps_nobody_else_out() -> None:
    """Ten alike, the spouses in the middle: nine are seated, however dear it would be to break."""
    for hard, weight in ((True, 0), (False, 1000), (False, 5000)):
        people = group(10, HouseholdNeed.DIFFERENT_CLASSES, hard=hard)
        for field in ("household", "need", "hard"):
            people[field] = np.roll(people[field], 4)
        found = seated(people, world(4, least=4, target=8, rules={"household": weight}))
        assert (found != NOWHERE).sum() == 9, (hard, weight)


@pytest.mark.parametrize("hard", [True, False])
def test_a_seat_in_a_running_class_counts_the_spouse_s_class(hard: bool) -> None:
    """Her class takes newcomers; he would sit beside her, or pay for it where that is soft."""
    arrive = np.array([0] * 8 + [3])
    people = with_couples(learners(arrive), HouseholdNeed.NOTHING, 0)
    people["household"][[0, 8]], people["hard"][[0, 8]] = 1, hard
    for need, weight, sits in (
        (HouseholdNeed.NOTHING, 0, True),
        (HouseholdNeed.DIFFERENT_CLASSES, 0, not hard),
        (HouseholdNeed.APART_IN_TIME, 5000, False),
        (HouseholdNeed.SAME_TIME, 5000, True),
    ):
        people["need"][[0, 8]] = NEED[need]
        here = world(5, least=4, target=8, entry=-1, rules={"household": weight})
        state = simulate(people, here)
        assert (state.people["stage"][8] == Stage.CLASS) == sits, need


@pytest.mark.parametrize("need", [HouseholdNeed.DIFFERENT_CLASSES, HouseholdNeed.SAME_TIME])
def test_of_two_seats_that_cost_the_same_the_one_that_suits_the_spouse(need: HouseholdNeed) -> None:
    """Her class is the older one, of an offering that is looked at after that of the other."""
    arrive, levels = [0] * 8 + [1] * 8 + [2], [0] * 8 + [50] * 9
    people = learners(arrive, level=levels)
    people["household"][[0, 16]], people["need"][[0, 16]], people["hard"] = 1, NEED[need], 1
    here = world(
        3, offerings=2, low=[25, 0], least=8, target=8, entry=-1, rules={"level": 0},
        every_week={"maximum": 9, "opens": 1, "enters": 1},
    )  # fmt: skip
    state = simulate(people, here)
    assert state.started["of"].tolist() == [1, 0]
    together = need is HouseholdNeed.SAME_TIME
    assert state.people["group"][[0, 16]].tolist() == [0, 0 if together else 1]


def test_who_needs_nothing_of_a_spouse_is_placed_as_if_alone() -> None:
    rows = many(1, HouseholdNeed.NOTHING)
    alone = rows.copy()
    alone["household"] = 0
    for here in worlds():
        one, other = simulate(rows, here), simulate(alone, here)
        assert one.weekly.tobytes() == other.weekly.tobytes()
        assert one.classes.tobytes() == other.classes.tobytes()


def many(seed: int, *needs: HouseholdNeed) -> Array:
    """Five hundred people, two thirds of them spouses, whose needs are rules."""
    rng = np.random.default_rng(seed)
    n = 510
    rows = learners(
        rng.integers(0, 150, n), seed, level=rng.uniform(0, 60, n),
        learnability=rng.integers(10, 100, n), attendance=rng.uniform(0.6, 0.95, n),
    )  # fmt: skip
    couples = n // 3
    rows["household"][: 2 * couples] = 1 + rng.permutation(np.repeat(np.arange(couples), 2))
    for code in range(1, couples + 1):
        rows["need"][rows["household"] == code] = NEED[needs[code % len(needs)]]
    rows["hard"] = 1
    return rows


def worlds() -> list[World]:
    """Classes that take newcomers, and classes that are divided anew every seven weeks."""
    lively: dict[str, Any] = {"pause_rate": (0.01, 0.02), "dissolve_below": 4, "household": 100}
    usual: dict[str, Any] = {"spread": 30, "least": 6, "weeks": 40, **MORNING_AND_AFTERNOON}
    return [
        world(170, rules=lively, entry=-1, **usual),
        world(170, rules=lively, entry=4, regroup=7, **usual),
    ]


NEEDS = tuple(need for need in HouseholdNeed if need is not HouseholdNeed.NOTHING)


@pytest.mark.parametrize("at", [0, 1])
def test_no_week_breaks_what_is_a_rule(at: int) -> None:
    """Read from the state alone: groups and parts of the week of both spouses."""
    people, here, met = many(2, *NEEDS), worlds()[at], dict.fromkeys(NEEDS, 0)
    for week in range(20, 170, 6):
        state = simulate(people, here, until=week)
        decide(week, people, here, state)
        for one, other in enumerate(state.people["spouse"].tolist()):
            both = state.people["group"][[one, other]]
            if other <= one or NOWHERE in both:
                continue
            first, second = (set(_periods(state.classes["band"][c])) for c in both)
            need = list(HouseholdNeed)[people["need"][one]]
            met[need] += 1
            assert {
                HouseholdNeed.APART_IN_TIME: not first & second,
                HouseholdNeed.DIFFERENT_CLASSES: both[0] != both[1],
                HouseholdNeed.SAME_TIME: first <= second or second <= first,
            }[need], (week, one, other, need)
    assert all(count > 100 for count in met.values()), met


def _periods(mask: int) -> list[Period]:
    return [period for period in Period if mask & period]


@pytest.mark.parametrize(
    ("need", "hard", "offer", "maximum", "sizes", "together"),
    [
        (HouseholdNeed.NOTHING, True, {}, 8, [8, 8], True),
        # Both classes are full: nobody can be moved.
        (HouseholdNeed.DIFFERENT_CLASSES, True, {}, 8, [8, 8], False),
        (HouseholdNeed.DIFFERENT_CLASSES, False, {}, 8, [8, 8], True),
        # One of the two can go to the other class...
        (HouseholdNeed.DIFFERENT_CLASSES, True, {}, 9, [7, 9], False),
        (HouseholdNeed.DIFFERENT_CLASSES, False, {}, 9, [7, 9], False),
        # ...unless it would be too wide by that, or read otherwise.
        (HouseholdNeed.DIFFERENT_CLASSES, False, {"spread": 74}, 9, [8, 8], True),
        (HouseholdNeed.DIFFERENT_CLASSES, False, {"mix": 0}, 9, [8, 8], True),
    ],
)
def test_regrouping_parts_spouses_where_it_can(
    need: HouseholdNeed, hard: bool, offer: dict[str, Any], maximum: int, sizes: list[int],
    together: bool,
) -> None:  # fmt: skip
    """Sixteen people in two classes; divided by level the spouses would share one."""
    people = learners([0] * 16, level=[0, 75] * 8, literacy=[1, 2] * 8)
    people["household"][[0, 2]], people["need"][[0, 2]], people["hard"] = 1, NEED[need], hard
    here = world(
        5, least=8, target=8, every_week={"maximum": maximum, "opens": 1, "enters": 0},
        regroup=4, **offer,
    )  # fmt: skip
    state = simulate(people, here, until=0)
    halves = np.array([0] * 2 + [1] * 6 + [0] * 6 + [1] * 2)  # as if they had come together so
    state.people["group"], state.people["stage"], state.people["started"] = halves, Stage.CLASS, 0
    state.classes[["of", "band", "kind", "begin", "finish", "size"]][:2] = (0, 1, 0, 0, NOWHERE, 8)
    state.tally[0] = 2
    regrouped(people, state, here)
    groups = state.people["group"]
    assert sorted(np.bincount(groups, minlength=2).tolist()) == sizes
    assert (groups[0] == groups[2]) == together


def regrouped(people: Array, state: State, here: World, week: int = 4) -> None:
    """Divide the classes anew."""
    levels, learns, start, order = (
        np.zeros(len(state.classes) + k, dtype=int) for k in (0, 0, 1, 1)
    )
    measure(
        len(people), True, people, state.people, state.classes, state.tally, levels, learns, start,
        order,
    )  # fmt: skip
    regroup(
        week, order[: len(people)], start, np.array([0, 1]), 2, people, state.people, state.classes,
        here.offers, here.calendar, here.rules[0], state.tally,
    )  # fmt: skip
