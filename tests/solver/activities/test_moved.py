"""A begun group that cannot keep its dates: the meetings to come move, and nobody begins anew."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations

import pytest

from models import School
from models.activities import Alike
from models.activity_plan import ActivityGroup, ActivityPlan, Lesson, Rosters
from solver.activities import check_activities, solve_activities
from solver.settings import Settings
from tests.activities import (
    a_group,
    a_plan,
    a_provider,
    a_record,
    a_stage,
    a_trainer,
    an_activity,
    day,
    rosters,
)
from tests.builders import START, learners
from tests.solver.activities.test_begun import later, mondays

pytestmark = pytest.mark.xdist_group("activities")

FOUR = an_activity("pvt", "ma 9-12, di 9-12", meetings=4, minimum=2)
BEGUN = a_group(weeks=(0, 1, 2, 3))
ONE = Settings(time_limit=20, workers=1)


def repaired(school: School, before: ActivityPlan, lessons: Rosters | None = None) -> ActivityPlan:
    """The repair after the first week, proven the best."""
    plan = solve_activities(later(school), lessons or Rosters(), ONE, previous=before).plan
    assert plan is not None
    assert plan.run is not None
    assert plan.run.objective == plan.run.bound
    return plan


def dates(plan: ActivityPlan, who: str) -> list[tuple[int, int]]:
    """Week and weekday of every meeting of a learner."""
    group = next(m.group for m in plan.members if m.learner == who)
    (meetings,) = [g.meetings for g in plan.groups if g.reference == group]
    return [divmod((m.day - START).days, 7) for m in meetings]


def score(plan: ActivityPlan, rule: str) -> tuple[float, int]:
    """Amount and points of one goal."""
    return next((x.amount, x.cost) for x in plan.score if x.rule == rule)


def test_all_meetings_to_come_move_to_the_nearest_day_with_all_members() -> None:
    school = a_provider(learners("a b"), FOUR)
    plan = repaired(school, a_plan(school, BEGUN, g="a b"), rosters({"b": "ma 9-12"}))
    assert dates(plan, "a") == dates(plan, "b") == [(0, 0), (1, 1), (2, 1), (3, 1)]
    assert score(plan, "begun") == (0, 0)
    # Three meetings of two members, each a day later.
    assert score(plan, "moved_meetings") == (6, 6 * (10 + 1))


def test_a_large_group_moves_with_all_its_members_rather_than_split() -> None:
    """A group of one for whoever is hurt would cost less than moving eight."""
    school = a_provider(learners("a b c d e f g h"), FOUR)
    plan = repaired(school, a_plan(school, BEGUN, g="a b c d e f g h"), rosters({"b": "ma 9-12"}))
    assert [len(names) for names in plan.members_of().values()] == [8]
    assert score(plan, "moved_meetings") == (24, 24 * 11)


def test_only_the_meeting_that_clashes_moves() -> None:
    school = a_provider(learners("a b"), FOUR)
    plan = repaired(school, a_plan(school, BEGUN, g="a b"), mondays(b=[2]))
    assert dates(plan, "a") == dates(plan, "b") == [(0, 0), (1, 0), (2, 1), (3, 0)]


def test_meetings_that_clash_one_by_one_move_one_by_one() -> None:
    school = a_provider(learners("a b"), FOUR)
    plan = repaired(school, a_plan(school, BEGUN, g="a b"), mondays(a=[1], b=[3]))
    assert dates(plan, "a") == dates(plan, "b") == [(0, 0), (1, 1), (2, 0), (3, 1)]


def test_a_trainer_who_is_gone_moves_a_group_to_the_day_of_another() -> None:
    staff = (a_trainer("t", when="di 9-12"),)
    school = a_provider(learners("a b"), FOUR, trainers=staff)
    plan = repaired(school, a_plan(school, BEGUN, g="a b"))
    assert dates(plan, "a") == [(0, 0), (1, 1), (2, 1), (3, 1)]


def test_of_two_groups_with_one_trainer_left_only_one_moves() -> None:
    activity = FOUR.model_copy(update={"parallel": 2, "maximum": 2})
    school = a_provider(learners("a b c d"), activity, trainers=(a_trainer("t"),))
    both = (BEGUN, BEGUN.model_copy(update={"reference": "h"}))
    plan = repaired(school, a_plan(school, *both, g="a b", h="c d"))
    assert score(plan, "begun") == (0, 0)
    assert score(plan, "moved_meetings") == (6, 66)


def test_who_has_changed_class_stays_in_the_group_of_the_old_one() -> None:
    school = a_provider(learners("a b"), FOUR.model_copy(update={"alike": (Alike.CLASS,)}))
    before = a_plan(school, BEGUN.model_copy(update={"shares": ("K1",)}), g="a b")
    for classes in ({"a": "K1", "b": "K2"}, {"a": "K1"}):
        plan = repaired(school, before, Rosters(class_of=classes))
        assert dates(plan, "a") == dates(plan, "b") == [(0, 0), (1, 0), (2, 0), (3, 0)]
        assert [g.shares for g in plan.groups] == [("K1",)]


def test_a_meeting_moves_to_a_moment_that_its_stage_has() -> None:
    """An excursion two days after the usual weekday, in the afternoon, ends the course."""
    stages = (a_stage(4, day=24, start=13 * 60, minutes=180),)
    school = a_provider(learners("a b"), FOUR, stages=stages)
    first = solve_activities(school, Rosters(), ONE).plan
    assert first is not None
    assert dates(first, "a") == [(0, 0), (1, 0), (2, 0), (3, 2)]
    plan = repaired(school, first, Rosters({"a": (Lesson(day(3, 2), 840, 900),)}))
    assert dates(plan, "b") == [(0, 0), (1, 0), (2, 0), (3, 3)]


def refused(school: School, before: ActivityPlan, *groups: ActivityGroup, **of: str) -> set[str]:
    """Rules that a repair of these groups breaks."""
    plan = a_plan(school, *groups, **of)
    return {v.rule for v in check_activities(later(school), Rosters(), plan, before).violations}


@pytest.mark.parametrize(
    ("when", "weeks", "broken"),
    [
        ("di 9-12", (1, 2, 3), set()),
        ("wo 9-12", (1, 2, 3), {"form"}),
        ("di 10-13", (1, 2, 3), {"form"}),
        ("di 9-12", (1, 1, 2), {"form"}),
        ("di 9-12", (1, 3, 2), {"form"}),
        ("di 9-12", (1, 2, 40), {"form"}),
        ("di 9-12", (1, 2), {"form"}),
    ],
)
def test_the_checker_knows_the_moments_to_which_meetings_may_move(
    when: str, weeks: tuple[int, ...], broken: set[str]
) -> None:
    school = a_provider(learners("a b"), FOUR)
    tail = a_group(when, weeks=(0, *weeks)).meetings[1:]
    moved = BEGUN.model_copy(update={"meetings": (BEGUN.meetings[0], *tail)})
    assert refused(school, a_plan(school, BEGUN, g="a b"), moved, g="a b") == broken


def test_a_group_that_has_begun_does_not_split() -> None:
    school = a_provider(learners("a b"), FOUR)
    tail = a_group("di 9-12", weeks=(0, 1, 2, 3)).meetings[1:]
    other = ActivityGroup(reference="h", activity="pvt", meetings=(BEGUN.meetings[0], *tail))
    before = a_plan(school, BEGUN, g="a b")
    assert refused(school, before, BEGUN, other, g="a", h="b") == {"begun"}


def test_nobody_goes_on_in_a_group_of_people_who_shared_something_else() -> None:
    school = a_provider(learners("a b"), FOUR.model_copy(update={"alike": (Alike.CLASS,)}))
    one = BEGUN.model_copy(update={"shares": ("K1",)})
    other = BEGUN.model_copy(update={"shares": ("K2",), "reference": "h"})
    before = a_plan(school, one, other, g="a", h="b")
    assert refused(school, before, one, other, g="a", h="b") == set()
    assert refused(school, before, one, other, g="b", h="a") == {"begun"}


@pytest.mark.parametrize("seed", range(12))
def test_no_other_dates_are_nearer(seed: int) -> None:
    """Two members with random lessons on the mornings of Monday and Tuesday: every choice of three
    later mornings is tried.
    """
    rng = random.Random(seed)
    school = a_provider(learners("a b"), FOUR)
    mornings = [day(week, weekday) for week in range(1, 11) for weekday in (0, 1)]
    busy = {who: tuple(Lesson(d, 540, 720) for d in mornings if rng.random() < 0.4) for who in "ab"}
    taken = {x.day for rows in busy.values() for x in rows}
    old = [m.day for m in BEGUN.meetings[1:]]

    def points(row: tuple[date, ...]) -> int:
        return sum(10 + abs((b - a).days) for a, b in zip(old, row, strict=True) if a != b)

    free = [d for d in mornings if d not in taken]
    best = min(2 * points(row) for row in combinations(free, 3))
    plan = repaired(school, a_plan(school, BEGUN, g="a b"), Rosters(busy))
    assert score(plan, "begun") == (0, 0)
    assert score(plan, "moved_meetings")[1] == best


# -- groups that are over -------------------------------------------------------------------------


def after_it(school: School, before: ActivityPlan, weeks: int = 4) -> ActivityPlan:
    """The plan of some weeks later."""
    plan = solve_activities(later(school, 7 * weeks), Rosters(), ONE, previous=before).plan
    assert plan is not None
    return plan


def test_whose_group_is_over_has_done_it() -> None:
    school = a_provider(learners("a b c d"), FOUR)
    plan = after_it(school, a_plan(school, BEGUN, g="a b"))
    assert {m.learner for m in plan.members} == {"c", "d"}
    assert plan.left_out == ()
    (notice,) = (n for n in plan.notices if n.code == "counted_as_done")
    assert notice.nl.startswith("2 deelnames")


def test_the_repair_after_the_next_still_knows_what_is_over() -> None:
    school = a_provider(learners("a b c d"), FOUR)
    plan = after_it(school, a_plan(school, BEGUN, g="a b"))
    again = after_it(school, plan, weeks=9)
    assert again.members == ()
    assert {x.learner for x in again.finished} == set("abcd")
    assert {x.last for x in again.finished if x.learner in "ab"} == {START + timedelta(weeks=3)}


def test_who_has_to_do_it_again_is_planned_again() -> None:
    records = (a_record("a", standing="redo"), a_record("b", standing="done"))
    school = a_provider(learners("a b"), an_activity(meetings=4), activity_records=records)
    plan = after_it(school, a_plan(school, BEGUN, g="a b"))
    assert {m.learner for m in plan.members} == {"a"}
    assert [n for n in plan.notices if n.code == "counted_as_done"] == []


def test_a_registration_of_before_does_not_plan_somebody_again() -> None:
    records = (a_record("a"), a_record("b"))
    school = a_provider(learners("a b"), FOUR, activity_records=records)
    assert after_it(school, a_plan(school, BEGUN, g="a b")).members == ()


def test_what_is_over_opens_the_way_to_what_comes_after() -> None:
    then = an_activity("map", "wo 9-12", kind="map", after=("pvt",))
    school = a_provider(learners("a b"), FOUR, then)
    plan = after_it(school, a_plan(school, BEGUN, g="a b"))
    assert {(m.learner, m.group[:3]) for m in plan.members} == {("a", "map"), ("b", "map")}


def test_the_checker_refuses_to_plan_anew_what_is_over() -> None:
    school = a_provider(learners("a b"), FOUR)
    before = a_plan(school, BEGUN, g="a b")
    anew = a_plan(school, a_group(weeks=(5, 6, 7, 8)), g="a b")
    found = check_activities(later(school, 28), Rosters(), anew, before)
    assert {v.rule for v in found.violations} == {"eligible"}
