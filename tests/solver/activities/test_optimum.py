"""On providers small enough to try everything, the solver's plan is the best there is."""

from __future__ import annotations

from functools import cache

import pytest
from ortools.sat.python.cp_model import LinearExprT

from models import School
from models.activity_plan import ActivityPlan, Rosters
from solver.activities import check_activities, search, solve_activities
from solver.activities.building import build
from solver.activities.milp import Branching
from solver.activities.model import ActivityModel
from solver.activities.relaxation import Relaxation
from solver.settings import Settings
from tests.activities import a_provider, an_activity
from tests.builders import learners
from tests.solver.activities.enumeration import best_cost
from tests.solver.activities.tiny import tiny_provider

SEEDS = range(40)
pytestmark = pytest.mark.xdist_group("activities")


@cache
def tried(seed: int) -> int:
    return best_cost(*tiny_provider(seed))


def solved(school: School, lessons: Rosters) -> ActivityPlan:
    outcome = solve_activities(school, lessons, Settings(time_limit=30, workers=1))
    assert outcome.violations == ()
    assert outcome.plan is not None
    return outcome.plan


@pytest.mark.parametrize("seed", SEEDS)
def test_the_optimum_equals_exhaustive_enumeration(seed: int) -> None:
    school, lessons = tiny_provider(seed)
    plan = solved(school, lessons)
    assert plan.run is not None
    assert (plan.run.objective, plan.run.bound) == (tried(seed), tried(seed))
    assert check_activities(school, lessons, plan).objective == plan.run.objective


@pytest.mark.parametrize("seed", SEEDS)
def test_no_bound_passes_the_optimum(seed: int) -> None:
    relaxation = Relaxation(build(*tiny_provider(seed)))
    assert relaxation.bound <= tried(seed)
    relaxation.price(2, 1, lambda: False)
    assert relaxation.bound <= tried(seed)
    for k in range(len(relaxation.parts)):
        relaxation.part_bound(k, Branching(5))
    assert relaxation.bound <= tried(seed)


@pytest.mark.parametrize("seed", range(0, 40, 5))
def test_rounds_of_the_large_search_keep_every_rule(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way of large providers on tiny ones: never better than the optimum, never broken."""
    monkeypatch.setattr(search, "SMALL", -1)
    school, lessons = tiny_provider(seed)
    outcome = solve_activities(school, lessons, Settings(time_limit=1.5, workers=1))
    assert outcome.violations == ()
    assert outcome.plan is not None
    assert outcome.plan.run is not None
    assert outcome.plan.run.bound is not None
    assert outcome.plan.run.bound <= tried(seed) <= outcome.plan.run.objective


def test_the_providers_bring_the_goals_into_play() -> None:
    """The generator must not quietly stop exercising a goal."""
    plans = [solved(*tiny_provider(seed)) for seed in SEEDS]
    priced = {line.rule for plan in plans for line in plan.score if line.cost}
    assert priced >= {
        "completion", "lateness", "missed_lessons", "group_cost", "empty_seats", "mixing",
        "spouses",
    }  # fmt: skip
    assert any(len(plan.groups) > 1 for plan in plans)


def test_a_model_that_finds_groups_cheaper_than_the_checker_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its bounds would be none; here it forgets what groups cost."""
    pay = ActivityModel.pay

    def forgetful(model: ActivityModel, rule: str, cost: LinearExprT) -> None:
        pay(model, rule, 0 if rule == "group_cost" else cost)

    monkeypatch.setattr(ActivityModel, "pay", forgetful)
    school = a_provider(learners("a b"), an_activity())
    with pytest.raises(AssertionError, match="the model says"):
        solve_activities(school, Rosters(), Settings(time_limit=30, workers=1))
