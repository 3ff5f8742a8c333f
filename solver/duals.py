"""Prices of the rows of the master problem."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from solver.resources import Floats

Decision = tuple[int, int | None]  # how many classes of a family there are, in all or at a place


class Duals(NamedTuple):
    """Prices of learners, tolls of teachers and rooms, prices of rows for spouses and of
    branchings; the last may be negative, where classes must meet at a place.
    """

    price: Floats
    toll: Floats
    apart: Floats
    branch: Floats

    def halfway(self, other: Duals) -> Duals:
        """The middle of two; rows the other does not know yet count as free there."""
        return Duals(
            (self.price + other.price) / 2,
            (self.toll + _longer(other.toll, len(self.toll))) / 2,
            (self.apart + _longer(other.apart, len(self.apart))) / 2,
            (self.branch + _longer(other.branch, len(self.branch))) / 2,
        )


def _longer(values: Floats, size: int) -> Floats:
    found = np.zeros(size)
    found[: len(values)] = values
    return found


__all__ = ["Decision", "Duals"]
