"""A repair during the year: groups that have had meetings go on, with everybody who still can."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from models import School
from models.activity_plan import ActivityPlan, Lesson, Rosters
from models.calendar import WEEK
from solver.activities import check_activities, search, solve_activities
from solver.activities.building import build
from solver.activities.relaxation import Relaxation
from solver.settings import Settings
from tests.activities import (
    a_group,
    a_plan,
    a_provider,
    a_record,
    a_trainer,
    an_activity,
    an_interpreter,
    day,
)
from tests.builders import START, a_learner, a_room, busy, learners
from tests.solver.activities.tiny import tiny_provider, tiny_provider_of_weeks

pytestmark = pytest.mark.xdist_group("activities")


def later(school: School, days: int = 7) -> School:
    """The same source some days later in the year."""
    fields = {name: getattr(school, name) for name in School.model_fields}
    return School.model_validate(fields | {"start": START + timedelta(days=days)})


def repaired(
    school: School, before: ActivityPlan, lessons: Rosters | None = None
) -> tuple[ActivityPlan, dict[str, tuple[int, ...]]]:
    """The repair, and the weeks since the first day in which each learner meets."""
    outcome = solve_activities(
        school, lessons or Rosters(), Settings(time_limit=20, workers=1), previous=before
    )
    assert outcome.violations == ()
    assert outcome.plan is not None
    groups = {g.reference: g for g in outcome.plan.groups}
    weeks = {
        m.learner: tuple((x.day - START) // WEEK for x in groups[m.group].meetings)
        for m in outcome.plan.members
    }
    return outcome.plan, weeks


def mondays(**weeks: Sequence[int]) -> Rosters:
    """Lessons on Monday mornings in some weeks of the plan."""
    return Rosters(
        {who: tuple(Lesson(day(week), 540, 720) for week in these) for who, these in weeks.items()}
    )


FOUR = an_activity("pvt", "ma 9-12", meetings=4, minimum=2)


def test_a_group_that_has_begun_keeps_dates_and_members() -> None:
    school = a_provider(learners("a b c d"), FOUR)
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a b")
    _, weeks = repaired(later(school), before)
    assert weeks["a"] == weeks["b"] == (0, 1, 2, 3)
    # The others cannot join what has begun; they begin on the first day that is left.
    assert weeks["c"] == weeks["d"] == (1, 2, 3, 4)


def test_whoever_cannot_go_on_begins_anew_and_the_rest_finish_below_the_minimum() -> None:
    """No dates suit a and b together: b is free when a no longer is."""
    school = a_provider(learners("a b c"), FOUR)
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a b")
    clash = mondays(a=range(4, 12), b=range(4))
    plan, weeks = repaired(later(school), before, clash)
    assert [(x.amount, x.cost) for x in plan.score if x.rule == "begun"] == [(1, 3000)]
    assert weeks["a"] == (0, 1, 2, 3)
    assert weeks["b"] == weeks["c"] == (4, 5, 6, 7)


def test_lessons_trainers_and_rooms_in_the_weeks_behind_do_not_matter() -> None:
    """Only the meetings to come ask for anybody; a trainer who has left is replaced."""
    school = a_provider(
        learners("a b"),
        FOUR.model_copy(update={"rooms": ("R",)}),
        trainers=(a_trainer("t", when="di 9-12"), a_trainer("u")),
        rooms=(a_room("R"),),
        busy=(busy("a", "ma 9-12", hard=True, valid_until=START),),
    )
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3), trainer="t", room="R"), g="a b")
    plan, weeks = repaired(later(school), before)
    assert weeks == {"a": (0, 1, 2, 3), "b": (0, 1, 2, 3)}
    assert [g.trainer for g in plan.groups] == ["u"]


def test_a_level_that_has_risen_past_the_limit_does_not_end_a_course() -> None:
    people = [a_learner("a", level="B1"), a_learner("b", level="A2"), a_learner("c", level="B1")]
    school = a_provider(people, an_activity("pvt", "ma 9-12", meetings=4, minimum=2, level_to="A2"))
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a b")
    _, weeks = repaired(later(school), before)
    assert weeks == {"a": (0, 1, 2, 3), "b": (0, 1, 2, 3)}


def test_who_is_done_is_not_planned_again() -> None:
    school = a_provider(learners("a b"), FOUR, activity_records=(a_record("b", standing="done"),))
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a b")
    _, weeks = repaired(later(school), before)
    assert weeks == {"a": (0, 1, 2, 3)}


def test_nobody_joins_a_group_that_has_begun() -> None:
    school = a_provider(learners("a b c"), FOUR)
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a b")
    joined = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a b c")
    checked = check_activities(later(school), Rosters(), joined, before)
    assert [(v.rule, v.learners) for v in checked.violations] == [("begun", ("c",))]


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("other", [False, True])
def test_repairs_during_the_year_obey_all_rules_and_cost_what_the_checker_says(
    seed: int, large: bool, other: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random providers with courses of three weeks, of which one has passed; as it was, or with
    the lessons of another provider from then on.
    """
    school, lessons = tiny_provider_of_weeks(seed)
    before = solve_activities(school, lessons, Settings(time_limit=2, workers=1)).plan
    assert before is not None
    now = later(school, 9)
    if other:
        lessons = tiny_provider(seed + 100)[1]
    if large:
        monkeypatch.setattr(search, "SMALL", -1)
    limit = Settings(time_limit=1 if large else 3, workers=1)
    # The search holds what its models say against the checker.
    outcome = solve_activities(now, lessons, limit, previous=before)
    assert outcome.violations == ()
    assert outcome.plan is not None
    assert outcome.plan.run is not None
    bound = Relaxation(build(now, lessons, before)).bound
    assert bound <= outcome.plan.run.objective
    going_on = [g for g in before.groups if g.goes_on(now.start)]
    kept = {tuple(m.begins for m in g.meetings) for g in outcome.plan.groups}
    for group in going_on if not other else ():
        assert tuple(m.begins for m in group.meetings) in kept


def test_interpreters_stay_with_their_group() -> None:
    """Two interpreters could come; the repair keeps the one whom the members know."""
    activity = an_activity("pvt", "ma 9-12", by_language=True, interpreters=True)
    people = [a_learner(x, mother_tongue="Arabisch") for x in "ab"]
    school = a_provider(
        people,
        activity,
        trainers=(a_trainer("t"),),
        interpreters=(an_interpreter("i", "Arabisch"), an_interpreter("j", "Arabisch")),
    )
    for name in ("i", "j"):
        group = a_group(languages=("arabisch",), trainer="t", interpreted={"arabisch": name})
        plan, _ = repaired(school, a_plan(school, group, g="a b"))
        assert [x.interpreter for g in plan.groups for x in g.interpreting] == [name]


def test_another_interpreter_than_before_counts_as_a_change() -> None:
    activity = an_activity("pvt", "ma 9-12", by_language=True, interpreters=True)
    school = a_provider(
        [a_learner("a", mother_tongue="Arabisch")],
        activity,
        trainers=(a_trainer("t"),),
        interpreters=(an_interpreter("i", "Arabisch"), an_interpreter("j", "Arabisch")),
    )

    def planned(who: str) -> ActivityPlan:
        group = a_group(languages=("arabisch",), trainer="t", interpreted={"arabisch": who})
        return a_plan(school, group, g="a")

    def changes(now: ActivityPlan) -> float:
        found = check_activities(school, Rosters(), now, planned("i"))
        return next(x.amount for x in found.score if x.rule == "same_staff")

    assert (changes(planned("i")), changes(planned("j"))) == (0, 1)


def leaving(
    school: School, before: ActivityPlan, lessons: Rosters
) -> tuple[int, int, ActivityPlan]:
    """What leaving begun groups costs in a repair proven the best, its whole cost, and the plan."""
    plan, _ = repaired(later(school), before, lessons)
    assert plan.run is not None
    assert plan.run.bound == plan.run.objective
    cost = next(x.cost for x in plan.score if x.rule == "begun")
    return cost, plan.run.objective, plan


def test_leaving_a_group_that_no_dates_allow_is_no_cost() -> None:
    """b has lessons at the only moment in all weeks to which the meetings could move."""
    mondays_only = FOUR.model_copy(update={"minimum": 1})
    school = a_provider(learners("a b"), mondays_only)
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a b")
    always, alone = mondays(b=range(12)), a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a")
    cost, total, plan = leaving(school, before, always)
    assert [m.learner for m in plan.members] == ["a"]
    assert cost == 0
    # b has no place in the objective at all: the same as if only a had begun.
    assert total == leaving(school, alone, always)[1]
    # With one week in between free too few meetings can be held, with three they can.
    assert leaving(school, before, mondays(b=[*range(5), *range(6, 12)]))[1] == total
    assert leaving(school, before, mondays(b=[*range(1, 7)]))[1] > total


def test_nobody_is_charged_for_leaving_a_group_that_nobody_can_lead() -> None:
    tuesdays = an_activity("pvt", "ma 9-12, di 9-12", meetings=4)
    trainers = (a_trainer("t", when="wo 9-12"), a_trainer("u", "map"))
    school = a_provider(learners("a"), tuesdays, an_activity("map"), trainers=trainers)
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3), trainer="t"), g="a")
    checked = check_activities(later(school), Rosters(), a_plan(school), before)
    goal = next(x for x in checked.score if x.rule == "completion")
    # Two participations (PVT and MAP) without a place, neither with the price of having begun.
    assert goal.amount == 2
    assert goal.cost < 3000


def test_missing_as_many_meetings_as_allowed_is_going_on() -> None:
    """Only two of the weeks to come are free, for three meetings."""
    for allowed, costs in ((1, True), (0, False)):
        some = an_activity("pvt", "ma 9-12", meetings=4, may_miss=allowed)
        school = a_provider(learners("a"), some)
        before = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a")
        busy = mondays(a=[2, *range(4, 12)])
        gone = a_plan(school, a_group(weeks=(1,)), g="")
        found = check_activities(later(school), busy, gone, before).score
        assert (next(x.cost for x in found if x.rule == "completion") >= 3000) == costs


@pytest.mark.parametrize("room", [True, False], ids=["anew", "unplanned"])
def test_who_is_released_may_begin_anew_or_not_at_no_price(room: bool) -> None:
    """b is free from week ten on: too late for the meetings of the group, in time for another, as
    c and d are. Where two of three have a place it goes to those who like the hours.
    """
    some = FOUR.model_copy(update={"minimum": 1, "maximum": 3 if room else 2, "parallel": 1})
    rather_not = busy("b", "ma 9-12", hard=False)
    school = a_provider(learners("a b c d"), some, busy=(rather_not,))
    until = school.activity_policy.model_copy(update={"horizon_weeks": 12})
    school = school.model_copy(update={"activity_policy": until})
    before = a_plan(school, a_group(weeks=(0, 1, 2, 3)), g="a b")
    plan, weeks = repaired(later(school), before, mondays(b=range(10), c=range(10), d=range(10)))
    anew = (10, 11, 12, 13)
    assert weeks == {"a": (0, 1, 2, 3), "c": anew, "d": anew} | ({"b": anew} if room else {})
    assert [x.cost for x in plan.score if x.rule == "begun"] == [0]
