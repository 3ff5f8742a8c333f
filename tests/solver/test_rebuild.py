"""Ruin and recreate: every plan it gives is valid, worth what it says, and repeatable."""

from __future__ import annotations

import pytest

from models import School
from scheduler.generate import generate
from solver.check import check
from solver.decode import plan_of
from solver.model import Scope
from solver.problem import Problem, build
from solver.rebuild import Chain, Effort
from solver.rebuild.chain import run, sow
from solver.roster import Roster, objective_of, terms_of
from solver.subsolve import Limits, solve_scope
from solver.tighten import tightened

pytestmark = pytest.mark.xdist_group("search")

SHORT = Effort(ruins=150, steps=300)


def base_of(problem: Problem) -> Roster:
    """The running classes alone."""
    runs = tuple(g.index for g in problem.groups if g.run is not None)
    held = {i for i, x in enumerate(problem.learners) if x.current_class is not None}
    roster = solve_scope(problem, Scope(runs, frozenset(held)), Limits(seconds=60)).roster
    assert roster is not None
    return roster


@pytest.fixture(scope="module", params=["eindhoven", "tholen", "heemstede_bloemendaal"])
def school(request: pytest.FixtureRequest) -> School:
    return generate(request.param, learners=120, seed=4)


def test_what_is_rebuilt_obeys_all_rules_and_costs_less(school: School) -> None:
    problem = build(school)
    base = base_of(problem)
    better = Chain(tightened(problem)).improve(base, SHORT, seed=1)
    assert check(school, plan_of(problem, better)).violations == ()
    assert objective_of(problem, better) < objective_of(problem, base)


def test_the_running_total_is_the_cost_of_the_plan(school: School) -> None:
    """Hundreds of thousands of small differences add up to what the plan costs, to the point."""
    problem = tightened(build(school))
    chain = Chain(problem)
    now, spare, best = (chain._place(base_of(build(school))) for _ in range(3))
    nowhere = chain.free.reshape(-1, 1)[:0].repeat(4, axis=1)
    sow(7)
    run(chain.board, now, spare, best, chain.free, nowhere, 0, 100, 100, 500, 60.0, 3.0, 0.03)
    for state in (now, best):
        assert objective_of(problem, chain._read(state)) == state.total[0]


def test_same_roster_effort_and_seed_give_the_same_plan(school: School) -> None:
    problem = build(school)
    chain, base = Chain(tightened(problem)), base_of(problem)
    assert chain.improve(base, SHORT, seed=3) == chain.improve(base, SHORT, seed=3)


def test_rebuilding_ends_soon_after_it_is_told_to(school: School) -> None:
    """And what it has found by then is a plan like any other."""
    problem = build(school)
    chain, base = Chain(tightened(problem)), base_of(problem)
    asked: list[int] = []

    def over() -> bool:
        asked.append(1)
        return len(asked) > 3

    found = chain.improve(base, Effort(ruins=10_000, steps=300), seed=3, over=over)
    assert len(asked) == 4
    assert check(school, plan_of(problem, found)).violations == ()
    assert objective_of(problem, found) < objective_of(problem, base)


def test_a_walk_that_is_to_end_sooner_does(school: School) -> None:
    problem = build(school)
    walk = Chain(tightened(problem)).walk(base_of(problem), SHORT, seed=3)
    assert walk.go_on(40) == 40
    walk.end_after(16)
    assert walk.go_on(1000) == 16
    assert walk.over
    assert check(school, plan_of(problem, walk.best)).violations == ()


def test_a_walk_goes_on_where_it_was_and_ends_after_all_its_ruins(school: School) -> None:
    problem = build(school)
    chain, base = Chain(tightened(problem)), base_of(problem)

    def walked() -> list[Roster]:
        walk, found = chain.walk(base, SHORT, seed=5), []
        while not walk.over:
            assert walk.go_on(40) == min(40, SHORT.ruins - 40 * len(found))
            found.append(walk.best)
        assert walk.go_on(40) == 0
        return found

    found = walked()
    costs = [objective_of(problem, roster) for roster in found]
    assert len(found) == 4
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < objective_of(problem, base)
    assert check(school, plan_of(problem, found[-1])).violations == ()
    assert walked() == found


def test_a_tightened_problem_costs_the_same(school: School) -> None:
    problem = build(school)
    tight = tightened(problem)
    roster = Chain(tight).improve(base_of(problem), SHORT, seed=2)
    assert len(tight.couples) <= len(problem.couples)
    assert objective_of(tight, roster) == objective_of(problem, roster)
    assert {k: v for k, v in terms_of(tight, roster).items() if v} == {
        k: v for k, v in terms_of(problem, roster).items() if v
    }
