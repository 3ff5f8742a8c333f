"""Means with confidence intervals over replications, differences in pairs, Pareto fronts."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, pi, sqrt, tan
from statistics import NormalDist

import numpy as np

from scheduler.laboratory.outcomes import COLUMNS, Column, Figure, Whole
from scheduler.laboratory.trial import Tried
from solver.laboratory.world import Array

CONFIDENCE = 0.95
AT: dict[Column, int] = {column: at for at, column in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over ``n`` replications and its 95 % confidence interval (Student's t)."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def half(self) -> float:
        """Half the width."""
        return (self.high - self.low) / 2

    def of_a_share(self) -> tuple[float, float]:
        """Both ends, of which no share lies outside."""
        if self.n < 2:
            return self.low, self.high
        return max(0.0, self.low), min(1.0, self.high)

    def contains(self, value: float) -> bool:
        """Whether a value lies inside."""
        return self.low <= value <= self.high

    @property
    def certain(self) -> bool:
        """For a difference: whether zero lies outside."""
        return self.n > 1 and not self.low <= 0 <= self.high


def interval(values: Array) -> Interval:
    """Mean and interval of independent values; those that are nan are left out."""
    known = values[~np.isnan(values)]
    n = len(known)
    if n == 0:
        return Interval(nan, nan, nan, 0)
    mean = float(known.mean())
    if n == 1:
        return Interval(mean, nan, nan, 1)
    half = student(n - 1) * float(known.std(ddof=1)) / sqrt(n)
    return Interval(mean, mean - half, mean + half, n)


def student(degrees: int, confidence: float = CONFIDENCE) -> float:
    """Two-sided quantile of Student's t: exact for one and two degrees of freedom, else Fisher's
    expansion around the normal quantile (Abramowitz and Stegun 26.7.5; error below 1 % at 3).
    """
    p = (1 + confidence) / 2
    if degrees == 1:
        return tan(pi * (p - 0.5))
    if degrees == 2:
        return (2 * p - 1) * sqrt(2 / (4 * p * (1 - p)))
    z, v = NormalDist().inv_cdf(p), float(degrees)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / v + second / v**2 + third / v**3 + fourth / v**4


def of(tried: Tried, policy: int, column: Column) -> Interval:
    """One figure of one policy."""
    return interval(tried.figures[policy, :, AT[column]])


def difference(tried: Tried, policy: int, base: int, column: Column) -> Interval:
    """How much more than under ``base``, replication by replication: the same people."""
    at = AT[column]
    return interval(tried.figures[policy, :, at] - tried.figures[base, :, at])


# What a municipality weighs: waiting, homogeneity, cost; less is better of each.
GOALS: tuple[Column, ...] = (
    ("all", Figure.WAIT_P90),
    ("classes", Whole.LEVEL),
    ("classes", Whole.COST),
)


def front(tried: Tried, goals: tuple[Column, ...] = GOALS) -> list[int]:
    """Policies that no other policy beats or equals on every goal (means over replications)."""
    points = [[of(tried, p, goal).mean for goal in goals] for p in range(len(tried.figures))]
    return [p for p, point in enumerate(points) if not any(_beats(q, point) for q in points)]


def _beats(one: list[float], other: list[float]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


@dataclass(frozen=True, slots=True)
class Within:
    """A policy that keeps a promise: its figure, its cost, and how sure that is."""

    policy: int
    figure: Interval
    cost: Interval
    sure: bool


def cheapest_within(tried: Tried, figure: Column, most: float) -> list[Within]:
    """Policies whose mean figure is at most ``most``, cheapest first; ``sure`` when the whole
    interval is.
    """
    found = []
    for policy in range(len(tried.figures)):
        value = of(tried, policy, figure)
        if value.mean <= most:
            cost = of(tried, policy, ("classes", Whole.COST))
            sure = value.n > 1 and value.high <= most
            found.append(Within(policy, value, cost, sure))
    return sorted(found, key=lambda w: w.cost.mean)
