"""The large-scale search: always valid, never below its own bound, and repeatable."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest

from models import Plan, Progress, School
from models.plan import Stop
from solver import Settings, check, rounds, search, solve
from solver.branching import Tree
from solver.decode import plan_of, roster_of
from solver.frame import Frame
from solver.model import Scope
from solver.neighbourhoods import Neighbourhoods
from solver.problem import build
from solver.rebuild.chain import NOWHERE
from solver.roster import objective_of
from solver.subsolve import Limits, solve_scope
from tests.builders import (
    a_household,
    a_learner,
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    learners,
)
from tests.solver.enumeration import Enumeration
from tests.solver.tiny import tiny_school

pytestmark = pytest.mark.xdist_group("search")

LEVELS = ("A0", "A1-", "A1", "A1+", "A2-", "A2")


def a_larger_school() -> School:
    """Sixty learners, a running class, couples: too large to be one model."""
    people = [
        a_learner(
            f"p{i}",
            LEVELS[i * 7 % 6],
            learnability=i * 37 % 101,
            household=f"h{i // 2}" if i % 10 < 2 and not 20 <= i < 24 else None,
            current_class="k" if 20 <= i < 24 else None,
        )
        for i in range(60)
    ]
    when = "ma 9-12, ma 13-16, di 9-12, di 13-16, wo 9-12, do 9-12, do 13-16, vr 9-12"
    return a_school(
        people,
        households=tuple(a_household(f"h{i // 2}") for i in range(0, 60, 10) if i != 20),
        teachers=tuple(a_teacher(name, max_sessions=4) for name in "tuvw"),
        rooms=(a_room("r", capacity=10), a_room("s", capacity=14)),
        offerings=(
            an_offering(
                "o",
                when,
                sessions_per_week=2,
                minimum=5,
                target=10,
                maximum=12,
                level_spread=35,
                min_days_between=1,
            ),
        ),
        classes=(a_run("k", "ma 9-12, do 9-12"),),
    )


def decisions(plan: Plan) -> tuple[object, ...]:
    return plan.classes, plan.placements, plan.waiting, plan.score


@pytest.fixture(scope="module")
def school() -> School:
    return a_larger_school()


def test_same_school_seed_workers_and_work_limit_give_the_same_plan(school: School) -> None:
    settings = Settings(time_limit=None, work_limit=3, workers=2, seed=5)
    one, other = solve(school, settings).plan, solve(school, settings).plan
    assert decisions(one) == decisions(other)
    assert (one.run.objective, one.run.bound) == (other.run.objective, other.run.bound)
    assert one.run.stop in (Stop.WORK, Stop.OPTIMAL)


@pytest.mark.parametrize(("workers", "there"), [(2, False), (3, True)])
def test_a_third_core_chooses_all_classes_anew_and_solves_parts(
    school: School, monkeypatch: pytest.MonkeyPatch, workers: int, there: bool
) -> None:
    asked: set[str] = set()
    for owner, name in ((Frame, "solve"), (Neighbourhoods, "draw")):
        monkeypatch.setattr(owner, name, _noted(getattr(owner, name), asked))
    monkeypatch.setattr(rounds, "RUINS", 60)  # chains have their own tests
    monkeypatch.setattr(rounds, "RUINS_EACH", 1)
    settings = Settings(time_limit=None, work_limit=6, workers=workers, seed=5)
    plan, again = solve(school, settings).plan, solve(school, settings).plan
    assert decisions(plan) == decisions(again)
    assert asked == ({"solve", "draw"} if there else set())
    checked = check(school, plan)
    assert checked.violations == ()
    assert plan.run.bound <= plan.run.objective == checked.objective


def _noted(method: Callable[..., Any], asked: set[str]) -> Callable[..., Any]:
    def noted(*given: Any) -> Any:
        asked.add(method.__name__)
        return method(*given)

    return noted


@pytest.mark.parametrize(
    ("left", "ruins"), [(100.0, 4_000), (13.0, 11_700), (3.0, 2_700)], ids=["more", "last", "short"]
)
def test_a_chain_of_a_long_school_takes_the_rest_of_the_time_when_another_would_not_fit(
    school: School, monkeypatch: pytest.MonkeyPatch, left: float, ruins: int
) -> None:
    monkeypatch.setattr(rounds, "LARGE", 0)
    with ThreadPoolExecutor(1) as tasks, ThreadPoolExecutor(1) as pricing:
        clock = [left]
        state = rounds.Rounds(
            school, build(school), (tasks, pricing), 2, 1, False, lambda: clock[0], lambda: False
        )
        state.ruins, state.pace = 4_000, 0.001
        state._rebuilding((), NOWHERE, 0)
        walk = state.walks[0]
        assert walk.ruins == ruins
        clock[0] = left / 2  # half of the time is gone, and nothing has been done
        state._rebuilding((), NOWHERE, 0)
        assert state.walks[0] is walk
        assert walk.ruins == (ruins if left > 50 else ruins // 2)


def test_a_small_school_gets_the_same_plan_every_time() -> None:
    settings = Settings(time_limit=60, workers=1, seed=3)
    school = tiny_school(7)
    assert decisions(solve(school, settings).plan) == decisions(solve(school, settings).plan)


def test_the_search_reports_better_plans_and_bounds_only(school: School) -> None:
    news: list[Progress] = []
    plan = solve(school, Settings(time_limit=60, work_limit=3, workers=1), news.append).plan
    objectives = [x.objective for x in news if x.objective is not None]
    bounds = [x.bound for x in news if x.bound is not None]
    assert objectives == sorted(objectives, reverse=True)
    assert bounds == sorted(bounds)
    assert objectives[-1] == plan.run.objective == check(school, plan).objective
    assert plan.run.bound <= plan.run.objective
    assert check(school, plan).violations == ()
    assert len(plan.classes) > 3


def test_stopping_keeps_the_best_plan_so_far(school: School) -> None:
    news: list[Progress] = []
    plan = solve(
        school,
        Settings(time_limit=60, workers=1),
        news.append,
        should_stop=lambda: any(x.stage == "construct" for x in news),
    ).plan
    assert plan.run.stop is Stop.USER
    assert check(school, plan).violations == ()
    assert len(plan.placements) > 4


def test_a_search_ends_when_its_time_is_over_also_in_the_middle_of_a_step(school: School) -> None:
    plan = solve(school, Settings(time_limit=2, workers=1)).plan
    assert plan.run.stop is Stop.TIME
    assert plan.run.seconds < 3.5


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_rounds_on_a_tiny_school_stay_valid_between_bound_and_optimum(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path of large schools, held against enumeration."""
    monkeypatch.setattr(search, "SMALL", 0)
    monkeypatch.setattr(search, "CLOSED", 0)
    school, best = tiny_school(seed), Enumeration(tiny_school(seed)).best()
    outcome = solve(school, Settings(time_limit=60, work_limit=4, workers=2))
    if best.plan is None:
        assert outcome.plan is None
        return
    checked = check(school, outcome.plan)
    assert checked.violations == ()
    assert outcome.plan.run.bound <= best.objective <= checked.objective
    assert checked.objective == outcome.plan.run.objective


def test_where_nothing_is_left_to_branch_on_a_smaller_school_is_solved_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The best plan, proven, although the tree ends before any bound; larger schools go on."""

    def end(tree: Tree, _: int | None) -> None:
        tree.leaf.open = False

    monkeypatch.setattr(search, "SMALL", 0)
    monkeypatch.setattr(Tree, "step", end)
    school = next(
        tiny_school(seed) for seed in range(60) if Enumeration(tiny_school(seed)).best().plan
    )
    limits = Settings(time_limit=60, work_limit=6, workers=2)
    plan = solve(school, limits).plan
    assert plan.run.stop is Stop.OPTIMAL
    assert plan.run.bound == plan.run.objective == Enumeration(school).best().objective
    monkeypatch.setattr(search, "CLOSED", 0)
    plan = solve(school, limits).plan
    assert (plan.run.stop, plan.run.bound) == (Stop.WORK, None)


@pytest.mark.parametrize("seed", range(120))
def test_a_part_solved_anew_in_fixed_surroundings_stays_a_valid_plan(seed: int) -> None:
    """Classes outside the part keep teachers, rooms, seats, spouses and shares in force."""
    school = tiny_school(seed)
    plan = solve(school, Settings(time_limit=60, workers=1)).plan
    if plan is None or not plan.classes:
        return
    problem, rng = build(school), Random(seed)
    roster = roster_of(problem, plan)
    outside = tuple(rng.sample(roster, rng.randint(1, len(roster))))
    seated = {i for built in outside for i in built.members}
    used = [built.group for built in outside]
    open_classes = [g.index for g in problem.groups for _ in range(g.count - used.count(g.index))]
    scope = Scope(
        tuple(open_classes), frozenset(range(len(school.learners))) - seated, outside=outside
    )
    solved = solve_scope(problem, scope, Limits(seconds=60))
    assert solved.optimal
    again = plan_of(problem, solved.roster)
    checked = check(school, again)
    assert checked.violations == ()
    assert checked.objective == objective_of(problem, solved.roster) == plan.run.objective


def test_limits_must_be_there_and_positive() -> None:
    for wrong in ({"time_limit": None}, {"time_limit": 0}, {"work_limit": 0}, {"workers": -1}):
        with pytest.raises(ValueError, match=r"limit|positive"):
            Settings(**wrong)


def test_a_school_without_learners_or_times_gets_an_empty_plan() -> None:
    nobody = solve(a_school(), Settings(time_limit=10, workers=1)).plan
    assert (nobody.classes, nobody.run.objective, nobody.run.bound) == ((), 0, 0)
    hopeless = a_school(learners("a b"), offerings=(an_offering(max_new_classes=0),), classes=())
    plan = solve(hopeless, Settings(time_limit=10, workers=1)).plan
    assert (plan.classes, plan.run.objective) == ((), 0)
    assert [w.learner for w in plan.waiting] == ["a", "b"]
