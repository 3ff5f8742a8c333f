"""The compiled loops of pricing against the same thing written plainly."""

from __future__ import annotations

import numpy as np
import pytest

from solver.kernels import NEVER, class_value, descend, deviation, members_of

NOBODY = np.zeros(0)
CASES = range(40)


def candidates(seed: int) -> tuple[np.ndarray, ...]:
    """Net values, levels, learnabilities and spouses of some candidates."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 30))
    partner = np.full(size, -1, dtype=np.int64)
    if size > 4:
        partner[1], partner[3] = 3, 1
    net = rng.integers(-60, 30, size).astype(float)
    net[rng.random(size) < 0.1] = NEVER
    return net, rng.integers(0, 40, size) * 1.0, rng.integers(0, 90, size) * 1.0, partner


def plainly(
    seed: int, m: float, k: float, least: int, wanted: int, cap: int, empty: float
) -> float:
    """The least cost of a class around medians, by sorting."""
    net, s, a, partner = candidates(seed)
    worth = net + np.abs(s - m) + 0.5 * np.abs(a - k)
    kept = [
        worth[i]
        for i in range(len(net))
        if worth[i] < NEVER / 2
        and not (partner[i] >= 0 and (worth[partner[i]], partner[i]) < (worth[i], i))
    ]
    ordered = sorted(kept)[:cap]
    totals = [sum(ordered[:n]) + empty * max(0, wanted - n) for n in range(least, len(ordered) + 1)]
    return min(totals, default=np.inf)


@pytest.mark.parametrize("seed", CASES)
def test_the_best_class_around_medians_is_a_sort(seed: int) -> None:
    net, s, a, partner = candidates(seed)
    rng = np.random.default_rng(100 + seed)
    least, cap = int(rng.integers(0, 6)), int(rng.integers(6, 16))
    found = class_value(
        net, s, a, partner, 20, 20, 45, 45, -1, 99, 1.0, 0.5, least, 10, cap, 8.0,
        np.empty(len(net)),
    )  # fmt: skip
    assert found == pytest.approx(plainly(seed, 20, 45, least, 10, cap, 8.0))


@pytest.mark.parametrize("seed", CASES)
def test_downhill_ends_no_higher_and_where_no_neighbour_is_lower(seed: int) -> None:
    net, s, a, partner = candidates(seed)
    levels, learns, bottoms = np.unique(s), np.unique(a), np.unique(s)

    def value(x: int, y: int, z: int) -> float:
        m, k, low = levels[x], learns[y], bottoms[z]
        if not low <= m <= low + 15:
            return np.inf
        return class_value(
            net, s, a, partner, m, m, k, k, low, low + 15, 1.0, 0.5, 0, 10, 12, 8.0,
            np.empty(len(net)),
        )  # fmt: skip

    start = (len(levels) // 2, len(learns) // 2, len(levels) // 2)
    end = descend(
        net, *start, s, a, NOBODY, NOBODY, partner, levels, learns, bottoms, 1.0, 0.5, 15.0, 0,
        10, 12, 8.0,
    )  # fmt: skip
    assert value(*end) <= value(*start)
    for axis, size in enumerate((len(levels), len(learns), len(bottoms))):
        for way in (-1, 1):
            there = list(end)
            there[axis] = min(max(there[axis] + way, 0), size - 1)
            assert value(*there) >= value(*end) - 1e-9


@pytest.mark.parametrize("seed", CASES)
def test_members_fit_together_and_come_best_first(seed: int) -> None:
    net, s, _, partner = candidates(seed)
    rows = members_of(net, s, partner, np.inf, -np.inf, 15.0, 2, 6, 9, 8.0)
    assert len(set(rows)) == len(rows) <= 9
    assert list(net[rows]) == sorted(net[rows])
    assert all(partner[i] not in rows for i in rows if partner[i] >= 0)
    if len(rows):
        assert s[rows].max() - s[rows].min() <= 15
        assert net[rows].max() < NEVER / 2
        assert all(net[i] < (8.0 if at < 6 else 0.0) for at, i in enumerate(rows) if at >= 2)


def test_fixed_members_hold_the_window() -> None:
    net, s, partner = np.full(3, -5.0), np.array([1.0, 10.0, 30.0]), np.full(3, -1)
    assert list(members_of(net, s, partner, 20.0, 20.0, 12.0, 0, 9, 9, 1.0)) == [1]


@pytest.mark.parametrize("values", [[3.0], [1.0, 5.0], [4.0, 1.0, 9.0], [2.0, 2.0, 7.0, 8.0]])
def test_no_centre_is_nearer_to_all_than_the_median(values: list[float]) -> None:
    middle, away = deviation(np.array(values))
    assert middle in values
    assert away == min(sum(abs(x - c) for x in values) for c in values)
