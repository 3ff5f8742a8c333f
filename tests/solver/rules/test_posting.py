"""What the solver posts: each rule alone refuses what breaks it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from models import Audience, Certification, Learner, Literacy, School
from solver import check, subsolve
from solver.model import Scope
from solver.problem import build
from solver.rules import HARD, RULES
from solver.subsolve import Limits, solve_scope
from tests.builders import (
    a_household,
    a_learner,
    a_room,
    a_run,
    a_school,
    a_teacher,
    an_offering,
    busy,
    learners,
    only,
)
from tests.solver.deciding import verdict
from tests.solver.rules import test_rules_for_classes, test_rules_for_learners
from tests.solver.rules.situations import STAFF, Case, Cases

CASES = Cases((*test_rules_for_learners.CASES, *test_rules_for_classes.CASES))

# These have no class too many, no variable for a choice that breaks them, or create the
# variables of teachers and rooms; there is nothing to take away from the model.
BY_CONSTRUCTION = {"class_limit", "admission", "session_pattern", "teacher_qualified", "room_open"}
# The table of patterns a member fits is posted once for both.
POSTED_BY = {"evening": "busy"}
BINDING = [rule.name for rule in HARD if rule.name not in BY_CONSTRUCTION]


def a_tight_school(people: Sequence[Learner], when: str = "ma 9-12", **tables: Any) -> School:
    """Leaving somebody waiting costs 100, all else nothing unless told."""
    given = {
        "offerings": (an_offering("o", when, max_new_classes=1),),
        "weights": only(unplaced=100),
        **tables,
    }
    return a_school(people, **given)


PAIR = learners("a b")
UNLIKE = (a_learner("a"), a_learner("b", literacy=Literacy.NONE))
ANY_TIME = {"offerings": (an_offering("o", "ma 9-12, di 9-12"),)}
MONDAY = {"offerings": (an_offering("o", "ma 9-12"),)}
ROOMS = {"rooms": (a_room("r"), a_room("s"))}
SCHOOLS = {
    "one_class": a_tight_school(
        learners("a"),
        offerings=(
            an_offering("o"),
            an_offering("p", "di 9-12"),
            an_offering("q", "wo 9-12", max_new_classes=0, late_entry_weeks=0),
        ),
        classes=(a_run("k", "wo 9-12", offering="q"),),
        busy=(busy("t", "wo 9-10", hard=False),),
        weights=only(unplaced=100, soft_busy=100),
    ),
    "evening": a_tight_school(
        (a_learner("a", work_hours=8, work_paid=True), a_learner("b")),
        "ma 9-12, ma 18-21",
        busy=(busy("a", "ma 9-12"),),
        policy={"evening_for": (Audience.PAID_WORK,)},
    ),
    "busy": a_tight_school(
        PAIR, "ma 9-12, di 9-12", busy=(busy("a", "ma 9-12"), busy("b", "di 9-12"))
    ),
    "class_size": a_tight_school(learners("a b c"), offerings=(an_offering(maximum=2),)),
    "level_limit": a_tight_school(
        (a_learner("a", "A1"), a_learner("b", "A2")),
        offerings=(an_offering(level_spread=10, max_new_classes=1),),
    ),
    "literacy": a_tight_school(UNLIKE),
    "spouses": a_tight_school(
        learners("a b", household="h"), households=(a_household("h", "different_classes"),)
    ),
    "teacher_available": a_tight_school(
        UNLIKE,
        teachers=(a_teacher("t", "ma 8-17"), a_teacher("u", "di 8-17")),
        busy=(busy("a", "di 9-12"), busy("b", "di 9-12")),
        **ANY_TIME,
        **ROOMS,
    ),
    "teacher_one_place": a_tight_school(UNLIKE, **MONDAY, **ROOMS),
    "teacher_load": a_tight_school(UNLIKE, teachers=(a_teacher(max_sessions=1),), **ANY_TIME),
    "room_free": a_tight_school(UNLIKE, teachers=STAFF["teachers"], **MONDAY),
    "room_capacity": a_tight_school(PAIR, rooms=(a_room(capacity=1),)),
    "fixed": a_tight_school(
        (),
        classes=(a_run(),),
        teachers=STAFF["teachers"],
        busy=(busy("t", "ma 9-10", hard=False),),
        weights=only(soft_busy=100),
    ),
    "certified_share": a_tight_school(
        UNLIKE,
        teachers=(a_teacher("t"), a_teacher("u", certification=Certification.NONE)),
        **MONDAY,
        **ROOMS,
    ),
}


def without(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    """Take the posting of one rule away."""
    kept = tuple(r for r in RULES if r.name != POSTED_BY.get(rule, rule))
    assert len(kept) == len(RULES) - 1
    monkeypatch.setattr(subsolve, "RULES", kept)


def optimum(school: School) -> int | None:
    problem = build(school)
    classes = tuple(g.index for g in problem.groups for _ in range(g.count))
    everything = Scope(classes, frozenset(range(len(school.learners))))
    solved = solve_scope(problem, everything, Limits(seconds=30))
    assert solved.optimal or solved.infeasible
    return solved.objective


@pytest.mark.parametrize("case", CASES, ids=CASES.ids())
def test_solver_refuses_what_breaks_the_rule(case: Case) -> None:
    assert verdict(*case.broken) is None


@pytest.mark.parametrize("case", CASES, ids=CASES.ids())
def test_solver_accepts_its_neighbour_at_the_cost_the_checker_finds(case: Case) -> None:
    assert verdict(*case.obeyed) == check(*case.obeyed).objective


@pytest.mark.parametrize("rule", BINDING)
def test_without_the_posting_the_broken_plan_would_pass(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, rule)
    assert any(verdict(*case.broken) is not None for case in CASES if case.rule == rule)


@pytest.mark.parametrize("rule", BINDING)
def test_the_rule_alone_decides_the_optimum(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more learner could be placed, or a teacher kept free, were it not for this rule."""
    assert optimum(SCHOOLS[rule]) == 100
    without(monkeypatch, rule)
    assert optimum(SCHOOLS[rule]) == 0
