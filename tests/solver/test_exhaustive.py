"""On schools small enough to try everything, the solver's answer is the best there is."""

from __future__ import annotations

from functools import cache

import pytest

from solver import Outcome, Settings, check, solve
from solver.branching import Tree
from solver.decode import plan_of, roster_of
from solver.problem import build
from solver.relaxation import Relaxation
from solver.roster import terms_of
from solver.tighten import tightened
from tests.solver.enumeration import Best, Enumeration
from tests.solver.tiny import tiny_school

SEEDS = range(360)
pytestmark = pytest.mark.xdist_group("exhaustive")


@cache
def enumerated(seed: int) -> Best:
    return Enumeration(tiny_school(seed)).best()


@cache
def solved(seed: int) -> Outcome:
    return solve(tiny_school(seed), Settings(time_limit=60, workers=1))


@pytest.mark.parametrize("seed", SEEDS)
def test_optimum_equals_exhaustive_enumeration(seed: int) -> None:
    best, outcome = enumerated(seed), solved(seed)
    if best.plan is None:
        assert outcome.plan is None
        assert outcome.conflict
        return
    assert outcome.plan is not None
    assert outcome.plan.run is not None
    assert (outcome.plan.run.objective, outcome.plan.run.bound) == (best.objective, best.objective)


@pytest.mark.parametrize("seed", SEEDS)
def test_checker_agrees_with_the_enumeration_on_its_best_plan(seed: int) -> None:
    best = enumerated(seed)
    if best.plan is not None:
        checked = check(tiny_school(seed), best.plan)
        assert checked.violations == ()
        assert checked.objective == best.objective


@pytest.mark.parametrize("seed", SEEDS)
def test_solver_and_checker_agree_on_every_term_of_the_objective(seed: int) -> None:
    school, plan = tiny_school(seed), solved(seed).plan
    if plan is None:
        return
    problem = build(school)
    roster = roster_of(problem, plan)
    assert plan_of(problem, roster).placements == plan.placements
    checked, terms = check(school, plan), terms_of(problem, roster)
    assert checked.violations == ()
    assert checked.score == plan.score
    assert {line.rule: line.cost for line in checked.score if line.cost} == {
        rule: cost for rule, cost in terms.items() if cost
    }


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_bound_of_the_relaxation_passes_the_optimum(seed: int, begun: bool) -> None:
    """Neither from nothing nor from the prices of the best plan."""
    best = enumerated(seed)
    if best.plan is None:
        return
    problem = build(tiny_school(seed))
    relaxation = Relaxation(tightened(problem))
    if begun:
        relaxation.start_from(roster_of(problem, best.plan))
    tree = Tree(relaxation)
    for _ in range(60):
        tree.step(None)
        assert tree.bound is None or tree.bound <= best.objective
        if tree.done:
            return


def test_the_schools_bring_every_kind_of_branching_into_play() -> None:
    """Or the bounds above would say nothing about it."""
    decided = set()
    for seed in SEEDS[:120]:
        if enumerated(seed).plan is None:
            continue
        tree = Tree(Relaxation(tightened(build(tiny_school(seed)))))
        for _ in range(60):
            tree.step(None)
            if tree.done:
                break
        decided |= {place is None for leaf in tree.leaves for _, place in leaf.limits}
        decided |= (
            {"cut"} if tree.relaxation.resources[len(tree.relaxation.supply.rows) :] else set()
        )
    assert decided == {True, False, "cut"}


def test_the_schools_bring_every_rule_into_play() -> None:
    """The generator must not quietly stop exercising a goal, or feasibility itself."""
    plans = [plan for seed in SEEDS if (plan := solved(seed).plan) is not None]
    priced = {line.rule for plan in plans for line in plan.score if line.cost}
    assert {line.rule for line in plans[0].score} == priced
    assert len(SEEDS) / 2 < len(plans) < len(SEEDS)
    assert sum(len(plan.classes) > 1 for plan in plans) > 50
