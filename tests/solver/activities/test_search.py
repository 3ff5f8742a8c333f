"""Bounds and rounds of larger providers: what prices prove, and that counted rounds repeat."""

from __future__ import annotations

import numpy as np
import pytest

from models.activity_plan import ActivityPlan, Rosters
from scheduler.workbook import NEEDED_FOR_ACTIVITIES, read_source
from solver.activities import search, solve_activities
from solver.activities.building import build
from solver.activities.neighbourhoods import JOINT_SEATS, neighbourhoods
from solver.activities.relaxation import Relaxation, linear_relaxation
from solver.highs import quiet_highs
from solver.settings import Settings
from tests.activities import a_group, a_plan, a_provider, an_activity, only, rosters
from tests.builders import learners
from tests.examples.planned import FOLDER
from tests.solver.activities.tiny import tiny_provider

pytestmark = pytest.mark.xdist_group("activities")


@pytest.mark.parametrize("seed", range(12))
def test_prices_prove_as_much_as_the_linear_relaxation(seed: int) -> None:
    relaxation = Relaxation(build(*tiny_provider(seed)))
    relaxation.price(10, 1, lambda: False)
    for part in relaxation.parts:
        highs = quiet_highs()
        highs.passModel(linear_relaxation(part))
        highs.run()
        optimum = highs.getInfo().objective_function_value
        assert part.priced == pytest.approx(optimum, abs=1e-3)


def heemstede(seed: int, rounds: int) -> ActivityPlan:
    school = read_source(FOLDER / "heemstede_bloemendaal", NEEDED_FOR_ACTIVITIES).school
    assert school is not None
    settings = Settings(time_limit=None, work_limit=rounds, workers=2, seed=seed)
    plan = solve_activities(school, Rosters(), settings).plan
    assert plan is not None
    return plan


def test_the_same_seed_and_number_of_rounds_give_the_same_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "SMALL", -1)
    one, other = heemstede(3, 4), heemstede(3, 4)
    assert one.run is not None
    assert other.run is not None
    assert (one.groups, one.members, one.left_out) == (other.groups, other.members, other.left_out)
    assert (one.run.objective, one.run.bound) == (other.run.objective, other.run.bound)
    assert one.run.stop.value == "work"
    assert one.run.bound is not None
    assert one.run.objective > one.run.bound > 0


def test_the_first_rounds_take_all_parts_in_as_many_rounds_as_fit() -> None:
    school = read_source(FOLDER / "hilversum", NEEDED_FOR_ACTIVITIES).school
    assert school is not None
    relaxation = Relaxation(build(school, Rosters()))
    relaxation.price(30, 2, lambda: False)
    parts = relaxation.parts
    rounds = neighbourhoods(parts, lambda: [p.bound + 100 for p in parts], np.random.default_rng(1))
    first = next(rounds)
    assert sorted(first.parts) == list(range(len(parts)))
    assert 0 < sum(map(len, first.candidates.values())) <= JOINT_SEATS
    for opening, rows in first.candidates.items():
        assert set(rows) <= set(opening.rows)


def test_a_bound_is_known_before_any_search() -> None:
    """A full group of four for three hours costs thirty points, half of one fifteen."""
    weights = only(unplanned=400, group_hour=10)
    activity = an_activity(maximum=4, minimum=2)
    for people, least in (("a b c d", 30), ("a b c d e f", 45)):
        school = a_provider(learners(people), activity, activity_weights=weights)
        assert Relaxation(build(school, Rosters())).bound == least


def test_a_repair_begins_with_the_earlier_plan_and_seats_only_whom_it_hurts_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One of three cannot stay; the other group has a seat, and three are too few for a new one."""
    monkeypatch.setattr(search, "SMALL", -1)
    monkeypatch.setattr(search, "guided", lambda *_: [])
    monkeypatch.setattr(search, "neighbourhoods", lambda *_: ())
    school = a_provider(learners("a b c d e f"), an_activity("pvt", "ma 9-12, wo 9-12", minimum=2))
    before = a_plan(
        school,
        a_group("ma 9-12", reference="g"),
        a_group("wo 9-12", reference="h", weeks=(1,)),
        g="a b c",
        h="d e f",
    )
    settings = Settings(time_limit=None, work_limit=1, workers=1)
    plan = solve_activities(school, rosters({"a": "ma 9-12"}), settings, previous=before).plan
    assert plan is not None
    seated = {frozenset(names) for names in plan.members_of().values()}
    assert seated == {frozenset("bc"), frozenset("adef")}
