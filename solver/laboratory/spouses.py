"""What spouses need of each other's classes; the rule ``solver.rules.spouses``, part of the week
by part of the week.

Lessons of one part of the week count as being at the same time, since the laboratory knows no
days: spouses who are kept apart in time sit in classes of different parts of the week. Lessons of
a bridging class are left out of account: they have no part of the week.
"""

from __future__ import annotations

from numba import njit

from models import HouseholdNeed
from solver.laboratory.world import NEVER, NOWHERE

_NEEDS = list(HouseholdNeed)
APART = _NEEDS.index(HouseholdNeed.APART_IN_TIME)
DIFFERENT = _NEEDS.index(HouseholdNeed.DIFFERENT_CLASSES)
NOTHING = _NEEDS.index(HouseholdNeed.NOTHING)


@njit(cache=True, nogil=True)
def has_need(i, p, s):  # type: ignore[no-untyped-def]
    """Whether somebody and a spouse need something of each other's lessons."""
    return s[i].spouse != NOWHERE and p[i].need != NOTHING


@njit(cache=True, nogil=True)
def unmet(need, same, band, theirs):  # type: ignore[no-untyped-def]
    """Whether two classes, or one (``same``), in parts of the week leave a need unmet."""
    if need == DIFFERENT:
        return same
    shared = band & theirs
    if need == APART:
        return shared != 0
    return shared not in (band, theirs)


@njit(cache=True, nogil=True)
def household_cost(i, c, band, p, s, g, w):  # type: ignore[no-untyped-def]
    """What a seat in class ``c`` (NOWHERE: a new one) in a part of the week costs for the sake of
    the spouse's class: nothing, the weight of a soft need, or NEVER.
    """
    if not has_need(i, p, s):
        return 0
    theirs = s[s[i].spouse].group
    if theirs == NOWHERE or not unmet(p[i].need, c == theirs, band, g[theirs].band):
        return 0
    return NEVER if p[i].hard else w.household


@njit(cache=True, nogil=True)
def with_spouse(price, i, c, p, s, g, w):  # type: ignore[no-untyped-def]
    """The price of a seat in a running class with what the spouse's class adds; NEVER when a need
    forbids it.
    """
    more = household_cost(i, c, g[c].band, p, s, g, w)
    return NEVER if more == NEVER else price + more
