"""The compiled loops of pricing against the same thing written plainly."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from solver.kernels import NEVER, best_class, coarse_medians, deviation

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
    at = np.full(1, 20.0), np.full(1, 45.0)
    found = coarse_medians(
        net[:, None], np.array([0]), s, a, NOBODY, NOBODY, partner, *at, 1.0, 0.5, 99.0, least,
        10, np.array([cap]), 8.0,
    )  # fmt: skip
    assert found[0, 0, 0] == pytest.approx(plainly(seed, 20, 45, least, 10, cap, 8.0))


SPREAD, LEAST, WANTED, CAP, EMPTY = 12.0, 2, 3, 4, 8.0


def small(seed: int) -> tuple[np.ndarray, ...]:
    """Few candidates at two variants, some of whom are a couple, and up to two fixed members."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(4, 10))
    net = rng.integers(-45, 20, (size, 2)).astype(float)
    net[rng.random((size, 2)) < 0.1] = NEVER
    partner = np.full(size, -1, dtype=np.int64)
    if seed % 2:
        partner[0], partner[2] = 2, 0
    fixed = int(rng.integers(0, 3))
    base = float(rng.integers(0, 28))
    fs = base + rng.integers(0, 12, fixed).astype(float)
    return (
        net, rng.integers(0, 40, size) * 1.0, rng.integers(0, 60, size) * 1.0, partner, fs,
        rng.integers(0, 60, fixed) * 1.0, rng.integers(0, 9, 2).astype(float),
    )  # fmt: skip


def worth(seed: int, variant: int, chosen: tuple[int, ...]) -> float:
    """Reduced cost of one class, written plainly; ``inf`` where it is not allowed."""
    net, s, a, partner, fs, fa, offset = small(seed)
    levels = [*s[list(chosen)], *fs]
    apart = max(levels, default=0.0) - min(levels, default=0.0) > SPREAD
    if apart or any(partner[i] in chosen for i in chosen if partner[i] >= 0):
        return np.inf
    total = offset[variant] + net[list(chosen), variant].sum()
    for values in (levels, [*a[list(chosen)], *fa]):
        total += sum(abs(np.array(values) - np.sort(values)[len(values) // 2])) if values else 0.0
    total += EMPTY * max(0, WANTED - len(chosen))
    return total if total < NEVER / 2 else np.inf


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize("tolerance", [0.0, 5.0])
def test_no_class_costs_less_than_the_floor_and_one_comes_near_it(
    seed: int, tolerance: float
) -> None:
    net, s, a, partner, fs, fa, offset = small(seed)
    rows = range(len(s))
    every = {
        v: min(
            worth(seed, v, chosen)
            for size in range(LEAST, CAP + 1)
            for chosen in itertools.combinations(rows, size)
        )
        for v in (0, 1)
    }
    known = np.unique(np.concatenate([s, fs]))
    bottoms = known
    if len(fs):
        bottoms = known[(known <= fs.min()) & (known >= fs.max() - SPREAD)]
    floor, found, variant, sizes, members = best_class(
        net, np.array([0, 1]), offset, s, a, fs, fa, partner, known,
        np.unique(np.concatenate([a, fa])), bottoms, 1.0, 1.0, SPREAD, LEAST, WANTED,
        np.array([CAP, CAP]), EMPTY, 1e12, tolerance, 10**6,
    )  # fmt: skip
    least = min(every.values())
    assert floor <= least + 1e-9
    if np.isfinite(least):
        assert floor >= least - tolerance - 1e-9
        assert found.min() <= floor + tolerance + 1e-9
    for k in np.flatnonzero(np.isfinite(found)):
        chosen = tuple(members[k, : sizes[k]].tolist())
        assert found[k] == pytest.approx(worth(seed, int(variant[k]), chosen))


@pytest.mark.parametrize("values", [[3.0], [1.0, 5.0], [4.0, 1.0, 9.0], [2.0, 2.0, 7.0, 8.0]])
def test_no_centre_is_nearer_to_all_than_the_median(values: list[float]) -> None:
    middle, away = deviation(np.array(values))
    assert middle in values
    assert away == min(sum(abs(x - c) for x in values) for c in values)
