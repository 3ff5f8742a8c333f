"""Where the relaxation ends does not depend on the prices it began with."""

from __future__ import annotations

import math

import numpy as np
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


def test_with_the_prices_of_a_plan_the_end_is_reached_in_fewer_rounds() -> None:
    problem = build(generate("eindhoven", learners=350, seed=1))
    tight, base = tightened(problem), base_of(problem)
    begun = ended(tight, Chain(tight).improve(base, Effort(ruins=300), seed=1))
    without = ended(tight, None)
    assert begun.converged
    assert begun.bound == pytest.approx(without.bound, abs=2)
    assert begun.rounds < without.rounds < PATIENCE


@pytest.mark.parametrize("answers", [0, 1], ids=["in the master", "in pricing"])
def test_a_round_that_time_ends_proves_nothing(answers: int) -> None:
    """``left`` is asked once by the master, then by every pricer."""
    times: list[float] = []
    tight = tightened(build(generate("eindhoven", learners=120, seed=4)))
    relaxation = Relaxation(tight, left=lambda: times.pop() if times else math.inf)
    for _ in range(5):
        relaxation.step()
    before, best = relaxation.bound, relaxation.best
    times.extend([0.0] * 3 * len(relaxation.pricers) + [math.inf] * answers)
    relaxation.step()
    assert relaxation.bound == before
    assert relaxation.best is best
    times.clear()
    while not relaxation.converged:
        relaxation.step()
    assert before < relaxation.bound == pytest.approx(solved(Relaxation(tight)), abs=2)


def solved(relaxation: Relaxation) -> float:
    """The bound where it ends, which is the value of the relaxation."""
    while not relaxation.converged and relaxation.rounds < PATIENCE:
        relaxation.step()
    assert relaxation.converged
    assert relaxation.bound == pytest.approx(relaxation.value + relaxation.constant, abs=3)
    return relaxation.bound


def test_a_part_of_all_plans_is_bounded_by_its_own_relaxation_and_the_whole_by_neither() -> None:
    """Fewer or more classes at a place than the relaxation has there: both cost more, what the
    rows are paid is counted, and nothing of it stays when the limits are gone.
    """
    relaxation = Relaxation(tightened(build(generate("eindhoven", learners=200, seed=4))))
    whole = solved(relaxation)
    meeting = {at: n for at, n in relaxation.meeting().items() if n > 1.1 and n % 1 > 0.1}
    (group, place), number = max(meeting.items(), key=lambda row: row[1])
    assert place is not None
    parts = []
    for limits in ((0, int(number)), (int(number) + 1, relaxation.limits[group][1])):
        relaxation.restrict({(group, place): limits})
        parts.append(solved(relaxation))
        assert parts[-1] > whole - 3
    assert max(parts) > whole + 3
    relaxation.restrict({})
    assert solved(relaxation) == pytest.approx(whole, abs=3)


def test_a_hair_of_a_price_where_any_number_may_meet_costs_no_bound() -> None:
    """Interior points leave one on rows of other parts, whose limit is infinite."""
    problem = tightened(build(generate("eindhoven", learners=120, seed=4)))
    relaxation = Relaxation(problem)
    while not relaxation.converged:
        relaxation.step()
    (group, place), number = max(
        ((at, n) for at, n in relaxation.meeting().items()), key=lambda row: row[1]
    )
    assert place is not None
    relaxation.restrict({(group, place): (0, 0)})
    relaxation.step()
    fewer = relaxation.bound
    relaxation.restrict({})
    relaxation.step()
    whole = relaxation.bound
    hair = relaxation.best._replace(branch=np.array([1e-7]))
    relaxation.bound = -math.inf
    relaxation._priced(hair)
    assert number > 0
    assert whole - 1 <= relaxation.bound <= relaxation.value + relaxation.constant
    assert fewer > -math.inf
