"""Language levels on one scale, so that a spread between two learners is a number."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Level(StrEnum):
    """CEFR levels up to B2 with sub-levels ("A1-" nearly A1, "A1+" well into A1)."""

    A0 = "A0"
    A0_PLUS = "A0+"
    A1_MINUS = "A1-"
    A1 = "A1"
    A1_PLUS = "A1+"
    A2_MINUS = "A2-"
    A2 = "A2"
    A2_PLUS = "A2+"
    B1_MINUS = "B1-"
    B1 = "B1"
    B1_PLUS = "B1+"
    B2 = "B2"

    @property
    def score(self) -> int:
        """Place on the 0-100 scale (see :data:`LEVEL_SCORES`)."""
        return LEVEL_SCORES[self]


# ASSUMPTION (the report is silent): whole levels lie 25 points apart on a 0-100 scale and
# sub-levels 10 points beside them, so that one CEFR level is a spread of 25.
LEVEL_SCORES = MappingProxyType(
    {
        Level.A0: 0,
        Level.A0_PLUS: 10,
        Level.A1_MINUS: 15,
        Level.A1: 25,
        Level.A1_PLUS: 35,
        Level.A2_MINUS: 40,
        Level.A2: 50,
        Level.A2_PLUS: 60,
        Level.B1_MINUS: 65,
        Level.B1: 75,
        Level.B1_PLUS: 85,
        Level.B2: 100,
    }
)


def nearest_level(score: float) -> Level:
    """The level whose score lies nearest; the lower one on a tie."""
    return min(LEVEL_SCORES, key=lambda level: (abs(LEVEL_SCORES[level] - score), level.score))
