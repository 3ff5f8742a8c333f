"""What a seat that no plan can change means for the other one of a couple."""

from __future__ import annotations

import pytest

from models import School
from solver.problem import Problem, build
from solver.tighten import tightened
from tests.builders import a_household, a_learner, a_run, a_school, an_offering


def a_couple(need: str, hard: bool) -> School:
    """One sits in a fixed class on Monday morning, the other waits for Monday or Tuesday."""
    return a_school(
        [
            a_learner("seated", household="h", current_class="k"),
            a_learner("waits", household="h"),
        ],
        households=(a_household("h", need, hard),),
        offerings=(an_offering("o", "ma 9-12, di 9-12"),),
        classes=(a_run("k", "ma 9-12"),),
    )


def ways(problem: Problem, part: str | None = None) -> dict[tuple[str, str], int]:
    """Per group and weekday whether the one who waits may come, or what a rule charges."""
    (waits,) = (i for i, x in enumerate(problem.learners) if x.reference == "waits")
    found = {}
    for group in problem.groups:
        row = group.position.get(waits)
        for v, variant in enumerate(group.variants):
            table = group.ok if part is None else group.parts.get(part)
            value = 0 if row is None or table is None else int(table[row, v])
            found[
                group.key, ["ma", "di", "wo", "do", "vr", "za", "zo"][variant.slots[0].weekday]
            ] = value
    return found


@pytest.mark.parametrize(
    ("need", "allowed"),
    [
        ("apart_in_time", {("k", "ma"): 0, ("o", "ma"): 0, ("o", "di"): 1}),
        ("different_classes", {("k", "ma"): 0, ("o", "ma"): 1, ("o", "di"): 1}),
        ("same_time", {("k", "ma"): 1, ("o", "ma"): 1, ("o", "di"): 0}),
    ],
)
def test_a_hard_need_removes_just_the_times_that_break_it(
    need: str, allowed: dict[tuple[str, str], int]
) -> None:
    problem = build(a_couple(need, hard=True))
    tight = tightened(problem)
    assert ways(problem) == dict.fromkeys(allowed, 1)
    assert ways(tight) == allowed
    assert tight.couples == ()


def test_a_soft_need_costs_where_it_is_not_met() -> None:
    problem = build(a_couple("apart_in_time", hard=False))
    weight = problem.school.policy.weights.household
    assert weight > 0
    expected = {("k", "ma"): weight, ("o", "ma"): weight, ("o", "di"): 0}
    assert ways(tightened(problem), "spouses") == expected
