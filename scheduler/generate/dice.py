"""Draws from a seeded generator, in the few forms that making a school needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Dice:
    """One stream of chance; the same key gives the same draws in the same order."""

    def __init__(self, *key: int) -> None:
        self._rng = np.random.default_rng(list(key))

    def chance(self, share: float) -> bool:
        """True in ``share`` of the cases."""
        return bool(self._rng.random() < share)

    def number(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return int(self._rng.integers(low, high + 1))

    def between(self, low: float, high: float) -> float:
        """A number between the two."""
        return float(self._rng.uniform(low, high))

    def around(self, mean: float, spread: float) -> float:
        """A normally distributed number with this standard deviation."""
        return float(self._rng.normal(mean, spread))

    def waiting(self, mean: float) -> float:
        """An exponentially distributed number: many short waits, few long ones."""
        return float(self._rng.exponential(mean))

    def one_of(self, options: Sequence[T]) -> T:
        """One of the options, all equally likely."""
        return options[self.number(0, len(options) - 1)]

    def some_of(self, options: Sequence[T], count: int) -> list[T]:
        """``count`` different options, in their own order."""
        chosen = self._rng.choice(len(options), size=count, replace=False)
        return [options[int(k)] for k in sorted(chosen)]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All options in some order."""
        return [options[int(k)] for k in self._rng.permutation(len(options))]

    def pick(self, shares: Mapping[T, float]) -> T:
        """One of the keys, in proportion to its share."""
        return self.picks(shares, 1)[0]

    def picks(self, shares: Mapping[T, float], count: int) -> list[T]:
        """``count`` keys, each drawn in proportion to its share."""
        keys = list(shares)
        weights = np.array(list(shares.values()), dtype=float)
        drawn = self._rng.choice(len(keys), size=count, p=weights / weights.sum())
        return [keys[int(k)] for k in drawn]
