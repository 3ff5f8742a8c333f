"""Branch and cut finds the same with a start as without one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from solver.activities import milp
from solver.activities.building import build
from solver.activities.check import check_activities
from solver.activities.decode import plan_of
from solver.activities.greedy import construct
from solver.activities.milp import Branching, solve_milp
from solver.activities.model import ActivityModel
from tests.solver.activities.tiny import tiny_provider_of_weeks

pytestmark = pytest.mark.xdist_group("activities")


@pytest.mark.parametrize("seed", range(40))
def test_a_start_changes_neither_cost_nor_bound(seed: int) -> None:
    """With seed 22 HiGHS 1.16 takes the start for one of 207 points, which nothing costs."""
    school, lessons = tiny_provider_of_weeks(seed)
    problem = build(school, lessons)
    model = ActivityModel(problem, problem.openings)
    without = solve_milp(model.cp, Branching(20))
    model.hint(construct(problem, lambda: False))
    found = solve_milp(model.cp, Branching(20))
    if found.values is None:  # a model without any variables: nothing can be planned
        assert (problem.openings, found.bound) == ([], 0)
        return
    plan = plan_of(problem, model.groups(found))
    cost = check_activities(school, lessons, plan).objective
    assert found.cost == found.bound == without.cost == without.bound == cost


def test_a_search_that_does_not_end_leaves_the_best_it_has_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = build(*tiny_provider_of_weeks(22))
    model = ActivityModel(problem, problem.openings)
    ended = solve_milp(model.cp, Branching(20))

    def given_up(run: Callable[[], object], *_: object) -> bool:
        run()
        return False

    monkeypatch.setattr(milp, "finished", given_up)
    left = solve_milp(model.cp, Branching(20))
    assert left.cost == ended.cost
    assert left.bound is None
    assert sum(len(g.members) for g in model.groups(left)) == 4
