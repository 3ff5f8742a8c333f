"""What happens to people: lessons, levels, tests, routes, work, pauses and the ends of it all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solver.laboratory import simulate
from solver.laboratory.learning import AT_A2, AT_B1, B1_ROUTE, BY_HOURS, EDUCATION, Z_ROUTE
from solver.laboratory.seating import YOUNG
from solver.laboratory.world import ALWAYS, NOWHERE, Array, Kind, Stage, Week
from tests.solver.laboratory.worlds import learners, world

HOURS = 9  # a week


def people(**columns: Any) -> Array:
    """A class of eight who register in the first week."""
    return learners([0] * 8, **{"attendance": 1.0, **columns})


def after(weeks: int, who: Array, **values: Any) -> Array:
    """What has become of people in a class that begins in the first week."""
    return simulate(who, world(weeks + 1, **values)).people


def test_people_come_to_their_share_of_the_lessons() -> None:
    many = np.concatenate(
        [simulate(learners([0] * 8, seed, attendance=0.7), world(13)).people for seed in range(60)]
    )
    share = many["hours"].sum() / many["given"].sum()
    lessons = many["given"].sum() / 3  # of three hours each
    assert share == pytest.approx(0.7, abs=4 * np.sqrt(0.7 * 0.3 / lessons))


def test_levels_rise_with_hours_and_learnability() -> None:
    slow, fast = (after(10, people(learnability=x)) for x in (25, 100))
    assert slow["level"].tolist() == pytest.approx([10 * HOURS * 0.125 / 2] * 8)
    assert fast["level"].tolist() == pytest.approx([10 * HOURS * 0.125 * 2] * 8)


def test_who_cannot_read_yet_learns_at_half_the_pace_until_then() -> None:
    found = after(10, people(literacy=0))
    assert found["level"].tolist() == pytest.approx([10 * HOURS * 0.125 / 2] * 8)
    assert set(found["literacy"].tolist()) == {0}
    later = after(30, people(literacy=0), rules={"literate_at": 12})
    assert (later["literacy"] == 2).all(), "at half-way to A1 somebody reads"


def test_people_move_up_to_a_next_class() -> None:
    up = world(50, offerings=2, weeks=30, low=[0, 26], high=[25, 100])
    state = simulate(people(), up)
    begun = state.started["of"][np.argsort(state.started["begin"])]
    assert begun.tolist() == [0, 1]
    assert (state.classes["of"][state.people["group"]] == 1).all()
    assert (state.people["changes"] == 0).all(), "the end of a class is no change"
    assert state.weekly[31:, Stage.CLASS].min() == 8


def test_who_fails_the_test_of_a_level_does_part_of_it_again() -> None:
    weeks = 23  # A1, 25 points, is reached in the 23rd week
    passed = after(weeks, people(), rules={"fail_share": 0.0})
    failed = after(weeks, people(), rules={"fail_share": 1.0, "setback": 10})
    assert (passed["level"] >= 25).all()
    assert (passed["failed"] == 0).all()
    assert (failed["failed"] == 1).all()
    assert failed["level"].tolist() == [15.0] * 8


@pytest.mark.parametrize(
    ("route", "learnability", "to"),
    [
        (B1_ROUTE, 20, Z_ROUTE),  # 600 hours will not lead to A2
        (B1_ROUTE, 50, B1_ROUTE),
        (Z_ROUTE, 100, B1_ROUTE),  # 800 hours lead further than B1
        (EDUCATION, 20, B1_ROUTE),
    ],
)
def test_the_route_is_reviewed_half_way(route: int, learnability: int, to: int) -> None:
    routes = {
        "review_level": (50, -1, 65, 50), "review_to": (1, 1, 0, 1),
        "rise_level": (1e9, 75, 1e9, 1e9), "rise_to": (0, 0, 2, 3),
    }  # fmt: skip
    who = people(route=route, learnability=learnability)
    before, later = (after(weeks, who, routes=routes) for weeks in (33, 34))
    assert (before["route"] == route).all()
    assert (later["route"] == to).all()
    assert ((later["switched"] != NOWHERE) == (to != route)).all()


def test_a_switch_leaves_a_class_that_is_not_for_the_new_route() -> None:
    both = world(60, offerings=2, routes={"review_level": 101, "review_to": 1})
    both.offers["routes"] = [1, 2]  # B1 alone, Z alone
    state = simulate(people(), both)
    assert (state.people["route"] == Z_ROUTE).all()
    assert (state.classes["of"][state.people["group"]] == 1).all()


def test_who_finds_work_may_come_to_fewer_lessons() -> None:
    full = after(20, people(), rules={"finds_work": 1.0, "part_time": 0.0})
    part = after(20, people(), rules={"finds_work": 1.0, "part_time": 1.0, "part_time_share": 0.5})
    assert (full["works"] == 1).all()
    assert (part["works"] == 1).all()
    assert (full["hours"] == 20 * HOURS).all()
    assert part["hours"].mean() == pytest.approx(10 * HOURS, rel=0.15)
    assert (after(20, people())["works"] == 0).all()


def test_a_pause_costs_the_seat_and_ends_in_the_queue() -> None:
    rates = {"pause_rate": (0.0, 1.0), "pause_weeks": (3, 3)}
    who = people(children=[1] + [0] * 7)
    stages = [
        simulate(who, world(weeks, rules=rates, entry=ALWAYS)).people["stage"][0]
        for weeks in range(1, 7)
    ]
    assert stages == [Stage.CLASS, *[Stage.PAUSED] * 3, Stage.CLASS, Stage.PAUSED]
    state = simulate(who, world(6, rules=rates, entry=ALWAYS))
    assert (state.people["stage"][1:] == Stage.CLASS).all(), "only parents pause in this world"
    assert state.people["hours"][0] == 0


@pytest.mark.parametrize(
    ("route", "learnability", "weeks", "result"),
    [
        (B1_ROUTE, 50, 67, AT_B1),  # 75 points after 600 hours
        (B1_ROUTE, 100, 34, AT_B1),  # twice as fast
        (B1_ROUTE, 35, 67, AT_A2),  # past A2 after 600 hours, B1 more than 150 hours away
        (Z_ROUTE, 20, 89, BY_HOURS),  # 800 hours, whatever the level
    ],
)
def test_people_finish_at_b1_at_a2_after_600_hours_or_by_800_hours(
    route: int, learnability: int, weeks: int, result: int
) -> None:
    who = people(route=route, learnability=learnability)
    assert (after(weeks - 1, who)["stage"] == Stage.CLASS).all()
    found = after(weeks, who)
    assert (found["stage"] == Stage.FINISHED).all()
    assert (found["result"] == result).all()
    assert (found["ended"] == weeks).all()


def test_who_is_not_done_runs_out_of_term_wherever_he_or_she_is() -> None:
    who = learners([0] * 9, learnability=20, attendance=1.0, term_end=40)
    who["route"][8] = Z_ROUTE
    only_b1 = world(50)
    only_b1.offers["routes"] = 1
    state = simulate(who, only_b1)
    assert (state.people["stage"] == Stage.OUT_OF_TERM).all()
    assert (state.people["ended"] == 40).all()
    assert state.people["started"][8] == NOWHERE, "one of them waited all the time"
    assert state.weekly[39, Stage.CLASS] == 8
    assert state.weekly[40, Week.MEMBERS] == 0
    assert state.made[41:].sum() == 0


def test_a_moment_with_too_few_is_skipped() -> None:
    opens = np.zeros((1, 40), dtype=int)
    opens[0, [10, 30]] = 1
    state = simulate(learners([2] * 5 + [20] * 5), world(40, every_week={"opens": opens}, least=8))
    assert state.people["started"].tolist() == [30] * 10


def test_an_obligatory_first_class_is_attended_for_its_weeks() -> None:
    bridge = {"bridge_seats": 20, "bridge_least": 7, "bridge_most": 16}
    found = after(20, people(), routes=bridge)
    assert found["bridged"].tolist() == [7] * 8
    assert found["started"].tolist() == [7] * 8
    assert found["waited"].tolist() == [0] * 8


def test_youth_have_classes_of_their_own_where_a_policy_says_so() -> None:
    who = learners([0] * 16)
    who["audience"][:8] = 1 << YOUNG
    state = simulate(who, world(5, apart=1 << Kind.YOUTH, every_week={"maximum": 16}))
    kinds = state.classes["kind"][state.people["group"]]
    assert kinds.tolist() == [Kind.YOUTH] * 8 + [Kind.ANYBODY] * 8


def test_running_classes_take_people_in_at_the_moments_only_where_a_policy_says_so() -> None:
    who = learners([0] * 8 + [3])
    enters = np.zeros((1, 20), dtype=int)
    enters[0, 9] = 1
    state = simulate(who, world(20, every_week={"enters": enters}, entry=ALWAYS))
    assert state.people["started"].tolist() == [0] * 8 + [9]
