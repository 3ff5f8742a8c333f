"""Timefold weighs a plan as the project does. Needs the peers: `make bench` installs them.

.venv/bin/pytest tests/benchmarks/test_timefold.py --override-ini addopts=
"""

from __future__ import annotations

import pytest

from solver import check
from solver.decode import plan_of
from solver.problem import build
from solver.roster import objective_of
from tests.benchmarks.family import named
from tests.benchmarks.peers import timefold
from tests.benchmarks.peers.base import Budget
from tests.benchmarks.peers.greedy import greedy_roster
from tests.benchmarks.peers.timefold_facts import Facts, roster_of


def listed(facts: Facts, decisions: list[list[int]], desks: list[int]) -> int:
    """Pairs on the waiting lists of classes that do not meet: a point each in Timefold's score."""
    found = 0
    learners = facts.seated[len(facts.home) :]
    for desk, (pattern, *_) in zip(facts.desks[len(facts.settled) :], decisions, strict=True):
        inside = [i for i, at in zip(learners, desks, strict=True) if at == desk.index]
        rows = [desk.group.position[i] for i in inside]
        free = len(rows) if pattern < 0 else int(desk.group.ok[rows, pattern].sum())
        if pattern < 0 or free < max(desk.group.minimum, 1):
            found += free * (free - 1) // 2
    return found


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("100-tight-1", "FULL_ASSERT"),  # also compares with a score from scratch, at every move
        ("100-loose-2", "FULL_ASSERT"),
        ("350-tight-3", "NO_ASSERT"),
    ],
)
def test_scores_differ_from_the_objective_by_a_constant(name: str, mode: str) -> None:
    school = named(name).school()
    problem = build(school)
    facts = Facts(problem)
    budget = Budget(8, options={"mode": mode})
    search, _ = timefold._search(facts, budget, greedy_roster(problem), 1)
    apart = set()
    for state in search.states:
        decisions, desks = [list(row) for row in state.decisions], list(state.desks)
        roster = roster_of(facts, decisions, desks)
        assert check(school, plan_of(problem, roster)).violations == ()
        worth = -int(state.soft) + listed(facts, decisions, desks)
        apart.add(worth - objective_of(problem, roster))
    assert len(search.states) > 2
    assert len(apart) == 1
