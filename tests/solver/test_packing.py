"""Inequalities on the numbers of classes hold for every plan, and cut off what is no plan."""

from __future__ import annotations

from collections import Counter

import highspy
import numpy as np
import pytest

from scheduler.generate import generate
from solver.openings import Openings
from solver.packing import Cut, Packing
from solver.problem import Problem, build
from solver.rebuild import Chain, Effort
from solver.resources import resources_of
from solver.tighten import tightened
from tests.solver.test_rebuild import base_of

pytestmark = pytest.mark.xdist_group("search")

NAMES = ["eindhoven", "heemstede_bloemendaal"]


@pytest.fixture(scope="module", params=NAMES)
def problem(request: pytest.FixtureRequest) -> Problem:
    return tightened(build(generate(request.param, learners=120, seed=4)))


def cuts_of(problem: Problem) -> list[tuple[Cut, dict[int, float]]]:
    """Cuts against many vectors of numbers, with the vector each was found for."""
    packing = Packing(problem, resources_of(problem))
    rng, found = np.random.default_rng(1), []
    for _ in range(12):
        most = [min(problem.groups[g].count, 4) for g in packing.families]
        aim = dict(zip(packing.families, rng.uniform(0, most), strict=True))
        cut = packing.cut(aim)
        if cut is not None:
            found.append((cut, aim))
    return found


def most_classes(problem: Problem, cut: Cut) -> float:
    """The left-hand side at its largest, by another solver on another model of what opens."""
    openings = Openings(problem, resources_of(problem))
    size = openings.lp.getNumCol()
    whole = np.full(size, highspy.HighsVarType.kInteger)
    openings.lp.changeColsIntegrality(size, np.arange(size, dtype=np.int32), whole)
    runs = {g.index: 0.0 for g in problem.groups if g.run is not None}
    return openings.most({**runs, **{g: float(w) for g, w in cut.weights.items()}})


def test_a_cut_parts_what_it_was_asked_about_from_all_that_is_possible(problem: Problem) -> None:
    cuts = cuts_of(problem)
    assert cuts
    for cut, aim in cuts:
        assert sum(w * aim[g] for g, w in cut.weights.items()) > cut.limit
        assert most_classes(problem, cut) == pytest.approx(cut.limit, abs=0.1)


def test_plans_keep_to_all_cuts(problem: Problem) -> None:
    plan = Chain(problem).improve(base_of(problem), Effort(ruins=100, steps=300), seed=2)
    opened = Counter(b.group for b in plan if problem.groups[b.group].run is None)
    assert opened
    for cut, _ in cuts_of(problem):
        assert sum(w * opened[g] for g, w in cut.weights.items()) <= cut.limit


def test_whole_numbers_that_a_plan_opens_are_never_cut_off(problem: Problem) -> None:
    plan = Chain(problem).improve(base_of(problem), Effort(ruins=100, steps=300), seed=2)
    opened = Counter(b.group for b in plan if problem.groups[b.group].run is None)
    packing = Packing(problem, resources_of(problem))
    assert packing.cut({g: float(n) for g, n in opened.items()}) is None


def test_a_question_that_the_clock_ends_before_an_answer_cuts_nothing(problem: Problem) -> None:
    """CP-SAT names 0 as its bound then, which would forbid every class."""
    packing = Packing(problem, resources_of(problem), left=lambda: 1e-9)
    aim = {g: 0.5 + k % 2 for k, g in enumerate(packing.families)}
    assert Packing(problem, resources_of(problem)).cut(aim) is not None
    assert packing.cut(aim) is None
