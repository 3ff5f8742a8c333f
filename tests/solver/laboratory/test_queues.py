"""Queues of which the answer is known in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.laboratory.intervals import interval
from solver.laboratory import simulate
from solver.laboratory.world import FOREVER, NOWHERE
from tests.solver.laboratory.worlds import learners, world

WEEKS, REPLICATIONS = 800, 60


def waits(arrive: np.ndarray, **offer: object) -> np.ndarray:
    """Weeks that those who began had waited."""
    every_week = {"maximum": offer.pop("maximum", 100)} | dict(offer.pop("every_week", {}))  # type: ignore[call-overload]
    people = learners(arrive, term_end=np.sort(arrive) + 60)
    end = simulate(people, world(WEEKS, every_week=every_week, **offer)).people
    begun = end["started"] != NOWHERE
    return (end["started"] - people["arrive"])[begun]


def poisson(rate: float, seed: int) -> np.ndarray:
    """Weeks of registration of a Poisson stream."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, WEEKS, rng.poisson(rate * WEEKS))


@pytest.mark.parametrize(("n", "rate"), [(6, 0.5), (10, 1.0), (12, 2.0)])
def test_a_threshold_of_n_makes_people_wait_n_minus_one_over_twice_the_rate(
    n: int, rate: float
) -> None:
    means = [
        waits(poisson(rate, seed), least=n, target=n, maximum=n).mean()
        for seed in range(REPLICATIONS)
    ]
    assert interval(np.array(means)).contains((n - 1) / (2 * rate))


@pytest.mark.parametrize("every", [4, 13])
def test_a_moment_every_n_weeks_makes_people_wait_half_of_the_time_between(every: int) -> None:
    opens = (np.arange(WEEKS) % every == every - 1).astype(int)
    means = [
        waits(poisson(0.7, seed), least=1, every_week={"opens": opens[None, :]}, spread=100).mean()
        for seed in range(REPLICATIONS)
    ]
    assert interval(np.array(means)).contains((every - 1) / 2)


def test_nobody_waits_where_a_class_starts_for_everyone() -> None:
    assert waits(poisson(1.0, 1), least=1).max() == 0


def test_a_higher_threshold_never_shortens_the_mean_wait() -> None:
    arrive = poisson(1.0, 3)
    means = [waits(arrive, least=n, target=n, maximum=n).mean() for n in (2, 5, 8, 12)]
    assert means == sorted(means)


def test_a_guaranteed_start_bounds_the_wait() -> None:
    arrive = poisson(0.3, 5)
    free = waits(arrive, least=12)
    bound = waits(arrive, least=12, guarantee=9, guaranteed_least=1)
    assert free.max() > 9
    assert bound.max() <= 9


def test_late_entry_shortens_waits() -> None:
    arrive = poisson(0.5, 7)
    never = waits(arrive, least=8, maximum=15, entry=0).mean()
    weeks = waits(arrive, least=8, maximum=15, entry=6).mean()
    always = waits(arrive, least=8, maximum=15, entry=-1).mean()
    assert always < weeks < never


def test_a_class_without_an_end_is_never_ended() -> None:
    people = learners(np.zeros(8, dtype=int), term_end=500)
    nobody_learns = {"points_per_hour": 0}
    state = simulate(people, world(60, routes=nobody_learns, least=8, weeks=FOREVER))
    assert state.started["finish"].tolist() == [NOWHERE]
