"""What holds in every week of every simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solver.laboratory import State, World, decide, simulate
from solver.laboratory.chance import draw
from solver.laboratory.seating import PAID_WORK
from solver.laboratory.world import ALWAYS, NOWHERE, Array, Period, Stage, Week
from tests.solver.laboratory.worlds import learners, world

WEEKS = 260


def crowd(seed: int = 1, n: int = 500) -> Array:
    """People of all kinds."""
    rng = np.random.default_rng(seed)
    rows = learners(
        rng.integers(0, WEEKS, n),
        seed,
        level=rng.uniform(0, 60, n),
        learnability=rng.integers(10, 100, n),
        route=rng.integers(0, 2, n),
        literacy=rng.integers(0, 3, n),
        children=rng.integers(0, 2, n),
        attendance=rng.uniform(0.6, 0.95, n),
    )
    rows["household"] = rng.permutation(np.arange(n) // 2 * (np.arange(n) < n // 2))
    rows["need"], rows["hard"] = rows["household"] % 4, rows["household"] % 3 > 0
    return rows


LIVELY: dict[str, Any] = {
    "fail_share": 0.2, "finds_work": 0.01, "part_time": 0.5, "pause_rate": (0.005, 0.01),
    "dissolve_below": 4, "household": 100,
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
    elsewhere = [x for x in Stage if x is not Stage.BETWEEN]  # a next class takes them at once
    assert (stages[:, elsewhere].max(axis=0) > 0).all()


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


def test_a_class_that_is_still_to_begin_keeps_its_learners_waiting_and_takes_more() -> None:
    people = learners([0] * 8 + [2], attendance=1.0)
    shown = world(40)
    shown.calendar["begins"] += 3
    before = simulate(people, shown, until=3)
    assert (before.people["group"][:8] == 0).all()
    assert before.people["group"][8] == 0
    assert before.classes["size"][0] == 9
    assert set(before.people["stage"].tolist()) <= {Stage.WAITING, Stage.CLASS}
    state = simulate(people, shown)
    assert state.people["started"].tolist() == [3] * 9
    assert state.weekly[:3, Week.CLASSES].sum() == 0
    assert state.weekly[3, Week.CLASSES] == 1
    assert state.classes["first"][0, 0] == 9
    assert state.made[:4].sum() == 0
    assert state.people["waited"].tolist() == [3] * 8 + [1]


def test_participation_begins_with_the_lessons_goes_on_after_them_and_stops_at_the_term() -> None:
    people = learners([0] * 8, route=1, attendance=0.5, term_end=100)
    slow = simulate(people, world(120, rules={"participation": 10}))
    assert slow.people["participation"].tolist() == [99 * 10 * 0.5] * 8
    done = simulate(
        people, world(120, routes={"course": (600, 40, 1125, 600)}, rules={"participation": 10})
    )
    assert (done.people["stage"] == Stage.FINISHED).all()
    assert done.people["participation"].tolist() == slow.people["participation"].tolist()
    other = simulate(
        learners([0] * 8, route=0, term_end=100), world(120, rules={"participation": 10})
    )
    assert other.people["participation"].sum() == 0


def test_saturday_lessons_are_for_those_whom_they_are_meant_for() -> None:
    people = learners([0] * 16)
    people["works"][:8] = 1
    only = {"bands": (Period.SATURDAY, 0, 0), "target": 16}
    state = simulate(people, world(20, rules={"saturday_for": 1 << PAID_WORK}, **only))
    assert (state.people["stage"][:8] == Stage.CLASS).all()
    assert (state.people["stage"][8:] == Stage.WAITING).all()


def test_the_largest_size_of_a_class_is_kept() -> None:
    people = learners([0] * 8 + [2, 2] + [3])
    people["term_end"][:8] = 6
    state = simulate(people, world(12, entry=ALWAYS))
    assert state.classes["most"][0] == 11
    assert state.classes["size"][0] == 3


def test_a_class_starts_when_more_people_want_a_running_class_than_it_has_seats() -> None:
    people = learners([0] * 12 + [4] * 12)
    state = simulate(people, world(8, least=10, target=15, entry=ALWAYS))
    assert state.weekly[3, Week.CLASSES] == 1
    assert (state.people["started"][12:] == 4).all(), "not three of them in the free seats alone"
    assert sorted(state.started["size"].tolist()) == [12, 12]


def test_lessons_given_count_whether_attended_or_not() -> None:
    people = learners([0] * 8, attendance=0.5)
    state = simulate(people, world(20))
    assert state.people["given"].tolist() == [19 * 9.0] * 8
    assert (state.people["hours"] < state.people["given"]).all()


def test_a_municipality_pays_its_share_of_a_class_with_neighbours() -> None:
    people = learners([0] * 8)
    people["home"][:6] = 0
    week = simulate(people, world(5)).weekly[2]
    assert week[Week.DAYPARTS] == 3
    assert week[Week.HOME_DAYPARTS] == pytest.approx(3 * 2 / 8)
    assert week[Week.EMPTY_HOURS] == pytest.approx(4 * 9 * 2 / 8)


def test_a_new_class_starts_although_running_ones_have_seats_where_that_costs_less() -> None:
    """Three who do not suit a running class well make a class possible with five others."""
    people = learners([0] * 8 + [5] * 8)
    people["level"][:8], people["level"][8:] = 40, [30, 30, 30, 8, 8, 8, 8, 8]
    state = simulate(people, world(8, spread=25, least=8, target=8))
    assert state.tally[0] == 2
    assert (state.people["stage"] == Stage.CLASS).all()


def test_a_shortage_of_teachers_limits_the_classes() -> None:
    people, shown = crowd(8), lively()
    shown.rules["dayparts"] = 9
    state = simulate(people, shown)
    assert state.weekly[:, Week.DAYPARTS].max() <= 9


@pytest.mark.parametrize(
    ("members", "mix", "joins"),
    [([2] * 8, 0, False), ([2] * 8, 1, True), ([1] * 8, 0, True)],
)
def test_nobody_joins_a_class_that_reads_otherwise_unless_it_mixes(
    members: list[int], mix: int, joins: bool
) -> None:
    people = learners([0] * 8 + [3], literacy=[*members, 1])
    state = simulate(people, world(6, least=8, mix=mix, entry=ALWAYS))
    assert (state.people["group"][:8] != NOWHERE).all()
    assert (state.people["group"][8] != NOWHERE) == joins


def test_a_new_class_takes_whoever_hoped_in_vain_for_a_running_one() -> None:
    """Sixteen hope for fifteen seats at their level, so no class is worth its hours for them; the
    one who gets none sits in the class that eight beginners start, who may not sit in theirs.
    """
    people = learners([0] * 5 + [3] * 24, level=[24] * 21 + [0] * 8)
    state = simulate(
        people,
        world(5, offerings=2, low=[25, 0], least=5, target=5, spread=25, entry=ALWAYS,
              rules={"class_hour": 60},
              every_week={"maximum": 20, "opens": 1, "enters": 1}),
    )  # fmt: skip
    assert state.started["size"].tolist() == [20, 9]
    assert (state.people["started"] == people["arrive"]).all()


def crowded(seed: int) -> tuple[Array, World]:
    """Sixty who wait for four offerings that share levels and readers, mornings and afternoons."""
    rng = np.random.default_rng(seed)
    n = 60
    people = learners(
        np.zeros(n, dtype=int), seed, level=rng.choice([0, 10, 25, 50], n),
        children=rng.integers(0, 2, n), learnability=rng.integers(20, 90, n),
        literacy=rng.choice([0, 2], n, p=[0.3, 0.7]), care_from=100,
    )  # fmt: skip
    here = world(
        2, offerings=4, low=[0, 0, 25, 0], high=[25, 50, 50, 50], literacies=[6, 7, 6, 1],
        bands=np.array([(int(Period.MORNING), int(Period.AFTERNOON), 0)] * 4), least=8, target=12,
        spread=25,
    )  # fmt: skip
    return people, here


def decided(people: Array, here: World) -> Array:
    """The class of everybody after the first week (NOWHERE: none)."""
    state = simulate(people, here, until=0)
    decide(0, people, here, state)
    found: Array = state.people["group"] * 10 + state.classes["of"][state.people["group"]]
    return np.where(state.people["group"] == NOWHERE, NOWHERE, found)


def cost(people: Array, groups: Array, here: World) -> int:
    """What a decision costs, counted from who sits with whom."""
    rules = here.rules[0]
    total = int(rules["unplaced"]) * int((groups == NOWHERE).sum())
    for group in set(groups.tolist()) - {NOWHERE}:
        members, offer = people[groups == group], here.offers[group % 10]
        for price, column in ((rules["level"], "level"), (rules["learnability"], "learnability")):
            values = np.sort(members[column])
            total += int(price * np.abs(values - values[(len(values) - 1) // 2]).sum())
        total += int(rules["class_hour"] * offer["sessions"] * offer["hours"])
        total += int(rules["empty_seat"]) * max(0, int(offer["target"]) - len(members))
    return total


@pytest.mark.parametrize("seed", [*range(20), 132])
def test_no_offering_s_new_classes_are_better_made_anew(seed: int) -> None:
    """Its members and those left out, decided on once more by themselves, cost no less."""
    people, here = crowded(seed)
    groups = decided(people, here)
    for offer in range(len(here.offers)):
        mine = (groups == NOWHERE) | (groups % 10 == offer)
        if (groups[mine] != NOWHERE).any():
            again = decided(people[mine], here)
            assert cost(people[mine], again, here) >= cost(people[mine], groups[mine], here)
