"""Where the relaxation ends does not depend on the prices it began with."""

from __future__ import annotations

import math

import pytest

from scheduler.generate import generate
from solver.problem import Problem, build
from solver.rebuild import Chain, Effort
from solver.relaxation import Relaxation
from solver.roster import Roster
from solver.tighten import tightened
from tests.solver.test_rebuild import base_of

pytestmark = pytest.mark.xdist_group("search")
PATIENCE = 600  # rounds


def ended(problem: Problem, begin: Roster | None) -> Relaxation:
    relaxation = Relaxation(problem)
    if begin is not None:
        relaxation.start_from(begin)
    while not relaxation.converged and relaxation.rounds < PATIENCE:
        relaxation.step()
    return relaxation


@pytest.mark.parametrize("name", ["eindhoven", "heemstede_bloemendaal"])
def test_prices_of_a_plan_only_shorten_the_way(name: str) -> None:
    """A box around them may hold prices back on the way, never in the end."""
    problem = build(generate(name, learners=120, seed=4))
    tight, base = tightened(problem), base_of(problem)
    plan = Chain(tight).improve(base, Effort(ruins=60, steps=300), seed=1)
    without = ended(tight, None)
    for begin in (base, plan):
        found = ended(tight, begin)
        assert found.converged
        assert without.converged
        assert found.bound == pytest.approx(without.bound, abs=2)
        assert found.value + found.constant == pytest.approx(found.bound, abs=2)


def test_with_the_prices_of_a_plan_the_bound_is_higher_sooner() -> None:
    problem = build(generate("eindhoven", learners=500, seed=4))
    tight, base = tightened(problem), base_of(problem)
    begun, without = Relaxation(tight), Relaxation(tight)
    begun.start_from(Chain(tight).improve(base, Effort(ruins=60, steps=300), seed=1))
    for _ in range(20):
        begun.step()
        without.step()
    assert -math.inf < without.bound < begun.bound
