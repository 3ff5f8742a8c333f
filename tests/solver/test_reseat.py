"""Seats for everybody at once, given the classes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.generate import generate
from solver.check import check
from solver.decode import plan_of
from solver.model import Scope
from solver.problem import Problem, build
from solver.rebuild import Chain, Effort
from solver.reseat import reseated
from solver.roster import Roster, objective_of
from solver.subsolve import Limits, solve_scope
from solver.tighten import tightened
from tests.solver.test_rebuild import base_of
from tests.solver.tiny import tiny_school


@pytest.fixture(scope="module", params=["eindhoven", "roermond", "hilversum"])
def planned(request: pytest.FixtureRequest) -> tuple[Problem, Problem, Roster]:
    problem = build(generate(request.param, learners=150, seed=2))
    tight, effort = tightened(problem), Effort(ruins=10, steps=50)
    return problem, tight, Chain(tight).improve(base_of(problem), effort, seed=1)


def test_a_plan_becomes_cheaper_and_breaks_no_rule(
    planned: tuple[Problem, Problem, Roster],
) -> None:
    problem, tight, roster = planned
    found = reseated(tight, roster, Chain(tight).free)
    assert objective_of(problem, found) < objective_of(problem, roster)
    assert check(problem.school, plan_of(problem, found)).violations == ()
    times = [(b.group, b.variant, b.teachers, b.rooms) for b in roster]
    assert sorted(times) == sorted((b.group, b.variant, b.teachers, b.rooms) for b in found)


def test_nothing_is_left_to_gain_the_second_time(planned: tuple[Problem, Problem, Roster]) -> None:
    _, tight, roster = planned
    once = reseated(tight, roster, Chain(tight).free)
    assert reseated(tight, once, Chain(tight).free) == once


def test_who_may_not_move_and_couples_stay(planned: tuple[Problem, Problem, Roster]) -> None:
    _, tight, roster = planned
    free = [int(i) for i in Chain(tight).free]
    couples = {i for c in tight.couples for i in (c.first, c.second)}
    staying = set(range(len(tight.learners))) - set(free[::2]) | couples
    found = reseated(tight, roster, free[::2])
    where = seats(found)
    assert {i: k for i, k in seats(roster).items() if i in staying} == {
        i: k for i, k in where.items() if i in staying
    }


def test_no_seat_alone_is_left_to_change(planned: tuple[Problem, Problem, Roster]) -> None:
    _, tight, roster = planned
    free = Chain(tight).free
    found = reseated(tight, roster, free)
    before = objective_of(tight, found)
    couples = {i for c in tight.couples for i in (c.first, c.second)}
    for i in set(free.tolist()) - couples:
        without = tuple(replace(b, members=tuple(x for x in b.members if x != i)) for b in found)
        for k, built in enumerate(without):
            joined = replace(built, members=tuple(sorted((*built.members, i))))
            there = (*without[:k], joined, *without[k + 1 :])
            if i in tight.groups[built.group].position and obeyed(tight, there):
                assert objective_of(tight, there) >= before


def obeyed(problem: Problem, roster: Roster) -> bool:
    return not check(problem.school, plan_of(problem, roster)).violations


def test_no_class_outgrows_its_rooms() -> None:
    problem = tightened(build(generate("hilversum", learners=150, seed=2)))
    roster = Chain(problem).improve(base_of(problem), Effort(ruins=10, steps=50), seed=1)
    capacity = problem.room_capacity.copy()
    for built in roster:
        capacity[list(built.rooms)] = max(len(b.members) for b in roster if b.rooms == built.rooms)
    small = replace(problem, room_capacity=capacity)

    def outgrown(found: Roster) -> int:
        return sum(len(b.members) > capacity[list(b.rooms)].min() for b in found)

    free = Chain(problem).free
    assert outgrown(roster) == outgrown(reseated(small, roster, free)) == 0
    assert outgrown(reseated(problem, roster, free)) > 0  # were it not for the rooms


def test_no_seating_is_dearer_than_the_one_it_began_with() -> None:
    tried = 0
    for seed in range(0, 60, 3):
        problem = build(tiny_school(seed))
        everything = Scope(
            tuple(g.index for g in problem.groups for _ in range(g.count)),
            frozenset(range(len(problem.learners))),
        )
        roster = solve_scope(problem, everything, Limits(seconds=60, work=0.01)).roster
        if roster is not None:  # or what is fixed contradicts itself
            tight = tightened(problem)
            found = reseated(tight, roster, Chain(tight).free)
            assert objective_of(problem, found) <= objective_of(problem, roster)
            tried += 1
    assert tried > 15


def seats(roster: Roster) -> dict[int, tuple[int, int, tuple[int, ...]]]:
    return {i: (b.group, b.variant, b.teachers) for b in roster for i in b.members}
