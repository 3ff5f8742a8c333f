"""Policies in any combination, and what single ones of them come to."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models import Route
from models.intake import Apart, Bridging, EveningClass, IntakePolicy, IntakeRule, Joining
from scheduler.generate.scenario import SCENARIOS
from scheduler.laboratory.choosing import chosen_policies, source_of
from scheduler.laboratory.compiled import compiled
from scheduler.laboratory.reading import routes_of
from scheduler.laboratory.span import Span
from scheduler.laboratory.trial import Trial
from solver.laboratory.world import Stage, Week
from tests.scheduler.laboratory.conftest import example, school

SPAN = Span.of(date(2025, 9, 1), 1)


def test_classes_may_be_decided_on_every_n_lesson_weeks() -> None:
    at = school("zutphen")
    rule = IntakeRule(every_weeks=5, preparation_weeks=0)
    world = compiled(
        at, IntakePolicy(reference="x", nl="x", en="x", rules=(rule,)), SPAN, routes_of(at)
    ).world
    counted = np.cumsum(world.lesson_weeks) - 1
    decided = np.flatnonzero(world.calendar[0]["opens"])
    assert len(decided) == -(-int(world.lesson_weeks.sum()) // 5)
    assert (counted[decided] % 5 == 0).all()


def test_two_moments_start_the_boost_when_the_follow_up_starts() -> None:
    at = school("tholen")

    def begins(name: str) -> dict[str, set[int]]:
        policy = chosen_policies(at, example("tholen"), [name])[0]
        made = compiled(at, policy, SPAN, routes_of(at))
        return {
            offering.reference: set(row["begins"][row["opens"] == 1].tolist())
            for offering, row in zip(made.offerings, made.world.calendar, strict=True)
        }

    two, now = begins("twee-momenten"), begins("nu")
    assert two["BOOST"] == two["VERVOLG"]
    assert now["BOOST"] > now["VERVOLG"], "of the four moments now two have no follow-up"


def test_running_classes_take_people_in_at_moments_where_that_is_the_policy() -> None:
    at = school("zutphen")

    def enters(joining: Joining) -> np.ndarray:
        rule = IntakeRule(moments=(10,), joining=joining)
        policy = IntakePolicy(reference="x", nl="x", en="x", rules=(rule,))
        found: np.ndarray = compiled(at, policy, SPAN, routes_of(at)).world.calendar[0]["enters"]
        return found

    tenth = [t for t in range(SPAN.weeks) if SPAN.monday(t).isocalendar().week == 10]
    assert np.flatnonzero(enters(Joining.MOMENTS)).tolist() == tenth
    assert enters(Joining.ANY_WEEK).all()


def _any_rule(rng: np.random.Generator) -> IntakeRule:
    """A rule with about half of everything that a rule can ask."""
    at_moments = bool(rng.random() < 0.5)
    asked = {
        "every_weeks": None if at_moments else int(rng.integers(1, 8)),
        "moments": (6, 17, 36, 46)[: rng.integers(1, 5)] if at_moments else None,
        "threshold": int(rng.integers(1, 14)),
        "preparation_weeks": int(rng.integers(0, 5)),
        "longest_wait_weeks": int(rng.integers(4, 27)),
        "longest_wait_minimum": int(rng.integers(1, 6)),
        "entry": ("always", 0, 4)[rng.integers(0, 3)],
        "joining": list(Joining)[rng.integers(0, 2)],
        "regroup_weeks": int(rng.integers(4, 27)),
        "paid_empty_seats": int(rng.integers(0, 7)),
        "apart": ((Apart.FAST,), (Apart.YOUTH,), tuple(Apart))[rng.integers(0, 3)],
        "one_school": bool(rng.random() < 0.5),
        "bridging": Bridging(seats=int(rng.integers(1, 60)), most_weeks=8),
        "evening": EveningClass(),
    }
    kept = {"every_weeks", "moments"}
    return IntakeRule(**{k: v for k, v in asked.items() if k in kept or rng.random() < 0.5})


@pytest.mark.parametrize("seed", range(8))
def test_rules_are_freely_combined_and_nobody_is_lost(seed: int) -> None:
    rng = np.random.default_rng(seed)
    name = SCENARIOS[seed % len(SCENARIOS)]
    at = school(name)
    offering = at.offerings[int(rng.integers(len(at.offerings)))]
    policy = IntakePolicy(
        reference="x", nl="x", en="x", pool=bool(seed % 2),
        dayparts=(None, "teachers", 30)[seed % 3],
        rules=(
            _any_rule(rng),
            _any_rule(rng).model_copy(update={"routes": (Route.B1,)}),
            _any_rule(rng).model_copy(update={"offerings": (offering.reference,)}),
        ),
    )  # fmt: skip
    asked = Trial(at, source_of(at, example(name)), (policy,), SPAN, 1, seed)
    made, people, state = asked.replicate(policy, 0)
    stages = state.weekly[:, : len(Stage)]
    assert (stages.sum(axis=1) == len(people)).all()
    assert (state.weekly[:, Week.MEMBERS] == stages[:, Stage.CLASS]).all()
    assert state.people["hours"].sum() == pytest.approx(state.made.sum())
    assert state.weekly[:, Week.CLASSES].max() > 0
    assert state.people["bridged"].max() <= 8
    largest = made.world.calendar["maximum"].max(axis=1)[state.started["of"]]
    assert (state.started["size"] <= largest).all()
    assert (state.started["most"] <= largest).all()
    if policy.dayparts == 30:
        assert state.weekly[:, Week.DAYPARTS].max() <= 30
