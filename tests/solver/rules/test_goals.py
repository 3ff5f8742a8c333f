"""Every goal: amount and cost worked out by hand, in the solver as in the checker."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from models import Childcare, Literacy, Plan, Route, School, Weights
from models.people import KeptFree
from solver import check
from solver.rules import GOALS
from tests.builders import (
    START,
    a_household,
    a_learner,
    a_plan,
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    an_open_run,
    busy,
    learners,
    only,
    slots,
    travel,
)
from tests.solver.deciding import verdict
from tests.solver.rules.situations import BUILDINGS, STAFF, continuing, one

WEEK = "ma 9-12, ma 13-16, di 9-12, wo 9-12"
TWICE = {"sessions_per_week": 2, "max_sessions_per_day": 2}


def measured(situation: tuple[School, Plan], rule: str) -> tuple[float, int]:
    """Amount and cost of a goal; the solver's objective for the same decisions agrees."""
    school, plan = situation
    checked = check(school, plan)
    assert checked.violations == ()
    assert verdict(school, plan) == checked.objective
    (line,) = (line for line in checked.score if line.rule == rule)
    return line.amount, line.cost


def waiting(weights: Weights, **fields: object) -> tuple[School, Plan]:
    """A learner for whom there is a class that is not opened."""
    school = a_school([a_learner("a", **fields)], weights=weights)
    return school, a_plan(school)


def registered(weeks: int, days: int = 0) -> dict[str, date]:
    return {"registered_on": START - timedelta(weeks=weeks, days=days)}


def test_placement_counts_whole_weeks_waited() -> None:
    weights = only(unplaced=400, waiting_week=8)
    assert measured(waiting(weights, **registered(3, 6)), "placement") == (1, 400 + 3 * 8)


def test_placement_counts_at_most_a_year_of_waiting() -> None:
    assert measured(waiting(only(waiting_week=8), **registered(80)), "placement") == (1, 52 * 8)


def test_placement_charges_the_longest_wait_only_when_it_is_passed() -> None:
    weights = only(over_max_wait=150)
    assert measured(waiting(weights, **registered(13)), "placement") == (1, 0)
    assert measured(waiting(weights, **registered(14)), "placement") == (1, 150)


def test_placement_charges_a_term_that_runs_short_of_hours() -> None:
    # 3 h a week at 80 % in 40 of 52 weeks make 600 h in 325 weeks: longer than any term.
    weights = only(term_short=150)
    started = {"term_started_on": START - timedelta(weeks=10)}
    assert measured(waiting(weights, **started), "placement") == (1, 150)
    assert measured(waiting(weights, **started, hours_language=599), "placement") == (1, 0)
    assert measured(waiting(weights), "placement") == (1, 0)


def test_placement_leaves_out_whom_no_plan_can_place() -> None:
    weights = only(unplaced=400)
    assert measured(waiting(weights, route=Route.Z), "placement") == (0, 0)
    full_week = a_school(learners("a"), busy=(busy("a", "ma 11-13"),), weights=weights)
    assert measured((full_week, a_plan(full_week)), "placement") == (0, 0)


def test_placement_leaves_teachers_rooms_and_seats_aside() -> None:
    school = a_school(
        learners("a"),
        teachers=(a_teacher(routes=(Route.Z,)),),
        rooms=(a_room(when="zo 9-10"),),
        offerings=(an_offering(minimum=9, target=9),),
        weights=only(unplaced=400),
    )
    assert check(school, a_plan(school)).objective == 400


def test_level_deviation_is_measured_from_the_median() -> None:
    # Scores 25, 35, 50: the median is 35, the distances 10 and 15.
    people = [a_learner("a", "A1"), a_learner("b", "A1+"), a_learner("c", "A2")]
    school = a_school(people, weights=only(level_deviation=2))
    assert measured(one(school, "a b c"), "level_deviation") == (25, 50)


def test_level_deviation_leaves_out_what_fixed_members_bring_along() -> None:
    # Fixed 0 and 50: 50 between them. With 25 it is still 50, with 100 it is 100.
    fixed = [a_learner("a", "A0", current_class="k"), a_learner("b", "A2", current_class="k")]
    people = [*fixed, a_learner("c", "A1"), a_learner("d", "B2")]
    school = a_school(people, classes=(a_run(),), weights=only(level_deviation=2))
    assert measured(continuing(school, members="a b c"), "level_deviation") == (0, 0)
    assert measured(continuing(school, members="a b d"), "level_deviation") == (50, 100)


def test_learnability_deviation_takes_the_pace_where_no_test_was_done() -> None:
    # 10 and 90; a slow learner counts as 20 (the middle of 0-40): 10 + 70 from median 20.
    people = [
        a_learner("a", learnability=10),
        a_learner("b", learnability=90),
        a_learner("c", learnability=None, pace="slow"),
    ]
    school = a_school(people, weights=only(learnability_deviation=3))
    assert measured(one(school, "a b c"), "learnability_deviation") == (80, 240)


def test_class_hours_are_paid_by_classes_that_could_be_left_out() -> None:
    # 2 x 2.5 h = 5 h; 5 x 7 = 35 points.
    offering = an_offering("o", "ma 9-11:30, di 9-11:30", sessions_per_week=2)
    school = a_school(learners("a"), offerings=(offering,), weights=only(class_hour=7))
    week = "ma 9-11:30, di 9-11:30"
    assert measured(one(school, when=week), "class_hours") == (5, 35)
    for may_close, expected in ((True, (5, 35)), (False, (0, 0))):
        running = a_school(
            learners("a"),
            offerings=(offering,),
            classes=(a_run("k", week, may_close=may_close),),
            weights=only(class_hour=7),
        )
        assert measured(continuing(running, week), "class_hours") == expected


def test_class_hours_round_to_whole_points() -> None:
    # 50 minutes at 7 points an hour are 5.83 points: 6.
    offering = an_offering("o", "ma 9-9:50")
    school = a_school(learners("a"), offerings=(offering,), weights=only(class_hour=7))
    assert measured(one(school, when="ma 9-9:50"), "class_hours")[1] == 6


def test_empty_seats_count_up_to_the_target_and_the_legal_maximum() -> None:
    def seats(target: int, route: Route) -> tuple[float, int]:
        offering = an_offering(routes=(route,), target=target, maximum=30)
        school = a_school(
            learners("a b", route=route), offerings=(offering,), weights=only(empty_seat=8)
        )
        return measured(one(school, "a b"), "empty_seats")

    assert seats(5, Route.B1) == (3, 24)
    assert seats(2, Route.B1) == (0, 0)
    assert seats(14, Route.Z) == (10, 80)  # the law allows 12


def test_soft_busy_counts_lessons_of_members_and_teachers() -> None:
    # a: two windows in one lesson count once, the second lesson is free: 1; t: 1.
    school = a_school(
        learners("a b"),
        offerings=(an_offering("o", WEEK, **TWICE),),
        busy=(
            busy("a", "ma 8-10", hard=False),
            busy("a", "ma 11-13", hard=False),
            busy("t", "di 11-13", hard=False),
        ),
        weights=only(soft_busy=20),
    )
    assert measured(one(school, "a b", when="ma 9-12, di 9-12"), "soft_busy") == (2, 40)


def test_soft_busy_counts_the_way_from_the_window() -> None:
    school = a_school(
        [a_learner("a", home_area="noord")],
        busy=(busy("a", "ma 8-8:30", hard=False),),
        travel=(travel("centrum", "noord", 31),),
        weights=only(soft_busy=20),
    )
    assert measured(one(school), "soft_busy") == (1, 20)


def kept(who: str, moments: str, area: str | None = None) -> KeptFree:
    return KeptFree(person=who, activity="x", moments=slots(moments), area=area)


def test_a_weekly_activity_is_lost_when_lessons_take_all_of_its_moments() -> None:
    school = a_school(
        learners("a b c"),
        offerings=(an_offering("o", WEEK, **TWICE),),
        # a: both moments are taken; b: Wednesday is left; c: one moment, touched by two lessons.
        kept_free=(
            kept("a", "ma 9-12, di 9-10"),
            kept("b", "ma 9-12, wo 9-12"),
            kept("c", "ma 9-12"),
        ),
        weights=only(weekly_activity=200),
    )
    situation = one(school, "a b c", when="ma 9-12, di 9-12")
    assert measured(situation, "weekly_activity") == (2, 400)


def test_a_weekly_activity_is_lost_when_there_is_no_time_for_the_way() -> None:
    for minutes, lost in ((30, 0), (31, 1)):
        school = a_school(
            learners("a"),
            kept_free=(kept("a", "ma 12:30-15", "noord"),),
            travel=(travel("centrum", "noord", minutes),),
            weights=only(weekly_activity=200),
        )
        assert measured(one(school), "weekly_activity") == (lost, 200 * lost)


def test_wishes_count_hours_and_location_per_lesson() -> None:
    # ma 9: too early and elsewhere; ma 13-16: elsewhere, and an hour too late: 4 in all.
    person = a_learner("a", wish_earliest=time(9, 1), wish_latest=time(15), wish_location="M")
    school = a_school(
        [person], offerings=(an_offering("o", WEEK, **TWICE),), weights=only(wish=5), **BUILDINGS
    )
    assert measured(one(school, when="ma 9-12, ma 13-16"), "wishes") == (4, 20)


def test_travel_counts_started_quarters_there_and_back_per_day() -> None:
    # 20 minutes one way, two days: 80 minutes a week are six started quarters.
    person = a_learner("a", home_area="noord")
    school = a_school(
        [person],
        offerings=(an_offering("o", WEEK, sessions_per_week=3, max_sessions_per_day=2),),
        travel=(travel("centrum", "noord", 20),),
        weights=only(travel=2),
    )
    assert measured(one(school, when="ma 9-12, ma 13-16, di 9-12"), "travel") == (6, 12)


def test_online_lessons_cost_no_travel() -> None:
    school = a_school(
        [a_learner("a", home_area="noord")],
        offerings=(an_offering(mode="online"),),
        travel=(travel("centrum", "noord", 20),),
        weights=only(travel=2),
    )
    assert measured(one(school, online=True), "travel") == (0, 0)


@pytest.mark.parametrize(
    ("when", "amount"),
    [("ma 9-12, ma 13-16", 1), ("ma 9-12, di 9-12", 1), ("ma 9-12, ma 12-15", 0)],
)
def test_compact_days_count_extra_days_and_idle_hours_of_parents(when: str, amount: int) -> None:
    people = [a_learner("a", childcare=Childcare.ARRANGED), a_learner("b")]
    offering = an_offering("o", f"{WEEK}, ma 12-15", **TWICE)
    school = a_school(people, offerings=(offering,), weights=only(compact_day=8))
    assert measured(one(school, "a b", when=when), "compact_days") == (amount, 8 * amount)


def test_one_teacher_and_one_room_count_those_after_the_first() -> None:
    school = a_school(
        learners("a"),
        offerings=(an_offering("o", WEEK, sessions_per_week=3, max_sessions_per_day=2),),
        weights=only(extra_teacher=20, extra_room=6),
        **STAFF,
    )
    plan = one(school, when="ma 9-12, di 9-12, wo 9-12", teacher="t u t", room="s r r")
    assert measured(plan, "one_teacher") == (1, 20)
    assert measured(plan, "one_room") == (1, 6)


def test_spouses_cost_only_soft_needs_that_are_not_met() -> None:
    def together(need: str) -> tuple[float, int]:
        school = a_school(
            learners("a b", household="h"),
            households=(a_household("h", need, hard=False),),
            weights=only(household=100),
        )
        return measured(one(school, "a b"), "spouses")

    assert together("apart_in_time") == (1, 100)
    assert together("different_classes") == (1, 100)
    assert together("same_time") == (0, 0)
    assert together("nothing") == (0, 0)


def test_stability_prices_people_times_teachers_and_rooms() -> None:
    # a stays, b leaves (80); di moves to wo (40); ma has another teacher (15) and room (4).
    people = [a_learner("a", current_class="k"), a_learner("b", current_class="k")]
    school = a_school(
        people,
        offerings=(an_offering("o", WEEK, sessions_per_week=2),),
        classes=(an_open_run("k", "ma 9-12, di 9-12"),),
        weights=only(moved_learner=80, moved_session=40, changed_teacher=15, changed_room=4),
        **STAFF,
    )
    plan = continuing(school, "ma 9-12, wo 9-12", "a", teacher="u u", room="s s")
    assert measured(plan, "stability") == (4, 80 + 40 + 15 + 4)


def test_what_no_plan_can_change_costs_nothing() -> None:
    """Fixed members of fixed times: their travel, wishes, soft hours and days are settled."""
    person = {
        "home_area": "noord",
        "childcare": Childcare.ARRANGED,
        "wish_earliest": time(13),
        "household": "h",
        "current_class": "k",
    }
    school = a_school(
        learners("a b", **person),
        offerings=(an_offering("o", WEEK, **TWICE),),
        classes=(a_run("k", "ma 9-12, di 9-12"),),
        busy=(busy("a", "ma 9-10", hard=False),),
        travel=(travel("centrum", "noord", 20),),
        households=(a_household("h", "apart_in_time", hard=False),),
    )
    plan = continuing(school, "ma 9-12, di 9-12", "a b")
    assert check(*plan).objective == 0
    assert verdict(*plan) == 0


def test_the_objective_is_the_sum_of_its_lines() -> None:
    school = a_school([a_learner("a", literacy=Literacy.NONE), a_learner("b")])
    checked = check(*one(school, "a"))
    assert checked.objective == sum(line.cost for line in checked.score)
    assert [line.rule for line in checked.score] == [rule.name for rule in GOALS]
