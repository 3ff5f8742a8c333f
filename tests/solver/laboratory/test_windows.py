"""The dynamic programme over windows is exact, and keeps a plan's rules."""

from __future__ import annotations

from itertools import combinations
from statistics import median_low

import numpy as np
import pytest

from solver.laboratory.windows import cut, distances

PRICES = {"open": 108, "level": 2, "learn": 1, "empty": 8}
SPREAD, MOST, LEAST, TARGET = 30, 5, 2, 4


def cost(score: list[int], learn: list[int]) -> int:
    """What one class costs, worked out in the plain way."""
    levels = sum(abs(x - median_low(score)) for x in score)
    learns = sum(abs(x - median_low(learn)) for x in learn)
    empty = max(0, TARGET - len(score))
    return PRICES["open"] + 2 * levels + learns + PRICES["empty"] * empty


def brute(score: list[int], learn: list[int], left: list[int]) -> int:
    """The least cost over every way to choose disjoint windows."""
    n = len(score)
    windows = [
        (a, b)
        for a in range(n)
        for b in range(a + LEAST, min(a + MOST, n) + 1)
        if score[b - 1] - score[a] <= SPREAD
    ]
    best = sum(left)
    for count in range(1, n // LEAST + 1):
        for chosen in combinations(windows, count):
            if all(x[1] <= y[0] for x, y in combinations(chosen, 2)):
                inside = {k for a, b in chosen for k in range(a, b)}
                total = sum(left[k] for k in range(n) if k not in inside)
                total += sum(cost(score[a:b], learn[a:b]) for a, b in chosen)
                best = min(best, total)
    return best


def solved(
    score: list[int], learn: list[int], left: list[int], literacy: list[int] | None = None
) -> tuple[int, list[int]]:
    n = len(score)
    best, begin = np.zeros(n + 1, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
    kinds = np.array(literacy or [2] * n)
    least = cut(
        n, np.array(score), np.array(learn), kinds, np.zeros(n, dtype=np.int64), np.array(left),
        literacy is None, SPREAD, MOST, LEAST, LEAST, TARGET, PRICES["open"], PRICES["level"],
        PRICES["learn"], PRICES["empty"], False, best, begin,
    )  # fmt: skip
    return int(least), begin.tolist()


@pytest.mark.parametrize("seed", range(12))
def test_no_way_of_cutting_is_cheaper(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 9))
    score = sorted(rng.integers(0, 100, n).tolist())
    learn, left = rng.integers(0, 100, n).tolist(), rng.integers(20, 500, n).tolist()
    assert solved(score, learn, left)[0] == brute(score, learn, left)


def test_classes_that_may_not_mix_literacy_do_not() -> None:
    _, begin = solved([0, 0, 0, 0], [50] * 4, [900] * 4, literacy=[0, 0, 2, 2])
    assert begin[4] == 2
    assert begin[2] == 0


def test_distances_are_those_from_the_median() -> None:
    values = [7, 1, 4, 9]
    assert distances(4, np.array(values)) == (1, 4, 9, sum(abs(x - 4) for x in values))
