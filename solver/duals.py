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

    def widened(self, other: Duals) -> Duals:
        """The same with rows that only ``other`` knows, as free."""
        return Duals(
            self.price,
            _longer(self.toll, len(other.toll)),
            _longer(self.apart, len(other.apart)),
            _longer(self.branch, len(other.branch)),
        )

    def halfway(self, other: Duals) -> Duals:
        """The middle of two; rows the other does not know yet count as free there."""
        known = other.widened(self)
        return Duals(*((one + two) / 2 for one, two in zip(self, known, strict=True)))


def _longer(values: Floats, size: int) -> Floats:
    found = np.zeros(size)
    found[: len(values)] = values
    return found


__all__ = ["Decision", "Duals"]
