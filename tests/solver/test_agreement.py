"""No plan is accepted by the solver and refused by the checker, or the reverse."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Plan
from solver import Settings, check, solve
from solver.conflict import as_it_is
from solver.rules import HARD
from tests.solver.deciding import verdict
from tests.solver.mutations import mutated
from tests.solver.tiny import tiny_school

pytestmark = pytest.mark.xdist_group("agreement")


@cache
def a_plan_for(seed: int) -> Plan:
    """The best plan of a tiny school; where there is none, the classes as they are."""
    school = tiny_school(seed)
    outcome = solve(school, Settings(time_limit=60, workers=1))
    return outcome.plan or as_it_is(school)


def assert_agreement(seed: int, change: int) -> Counter[str]:
    school = tiny_school(seed)
    plan = mutated(school, a_plan_for(seed), Random(f"{seed} {change}"))
    checked, accepted = check(school, plan), verdict(school, plan)
    broken = Counter(v.rule for v in checked.violations)
    if broken:
        assert accepted is None, [v.text.en for v in checked.violations]
    else:
        assert accepted == checked.objective
    return broken


@settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(0, 150), st.integers(0, 10**6))
def test_solver_and_checker_give_one_verdict_on_changed_plans(seed: int, change: int) -> None:
    assert_agreement(seed, change)


def test_the_changes_break_every_hard_rule_and_often_none() -> None:
    broken: Counter[str] = Counter()
    for seed in range(150):
        for change in range(16):
            school = tiny_school(seed)
            plan = mutated(school, a_plan_for(seed), Random(f"{seed} {change}"))
            rules = {v.rule for v in check(school, plan).violations}
            broken.update(rules or {"nothing"})
    assert {rule.name for rule in HARD} <= set(broken)
    assert broken["nothing"] > 300
