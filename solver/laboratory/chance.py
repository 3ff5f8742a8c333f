"""Chance without a sequence: each learner's fate hangs on the learner, not on the policy.

A draw is a hash of (learner's key, week, purpose), after SplitMix64 (Steele, Lea and Flood,
"Fast splittable pseudorandom number generators", OOPSLA 2014). Nothing is consumed, so two
policies, two processors or another order of events see the same draws: common random numbers
by construction.
"""

from __future__ import annotations

import numpy as np
from numba import njit, uint64

ATTEND, TEST, WORK, PART_TIME, PAUSE, LENGTH, CHOICE = 1, 2, 3, 4, 5, 6, 7

_WEEK = np.uint64(0x9E3779B97F4A7C15)
_PURPOSE = np.uint64(0xD1342543DE82EF95)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0  # 2 ** -53


@njit(cache=True, nogil=True)
def draw(key, week, purpose):  # type: ignore[no-untyped-def]
    """A number in [0, 1) that depends on its three arguments alone."""
    z = key + uint64(week + 1) * _WEEK + uint64(purpose) * _PURPOSE
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    return float((z ^ (z >> _S31)) >> _S11) * _UNIT
