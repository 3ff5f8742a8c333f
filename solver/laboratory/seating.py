"""Who fits where, and seats in running classes: a plan's rules, one learner at a time."""

from __future__ import annotations

import numpy as np
from numba import njit

from models.levels import nearest_level
from solver.laboratory.learning import BETWEEN, BRIDGING, CLASS, WAITING, leave
from solver.laboratory.windows import distances
from solver.laboratory.world import ALWAYS, NOWHERE, Kind, Period

PAID_WORK, NO_CARE, YOUNG = 0, 1, 3  # positions in models.Audience
SLOW, AVERAGE, QUICK = 0, 1, 2  # positions in models.Pace
AFTERNOON, EVENING = int(Period.AFTERNOON), int(Period.EVENING)
FAST, YOUTH = int(Kind.FAST), int(Kind.YOUTH)
MOST_WEEKS = 52  # a plan counts no more weeks of waiting than a year
NEVER = 1 << 40


# A school knows levels, not points: each whole point with the score of the nearest level.
_NEAREST = np.array([nearest_level(point).score for point in range(101)], dtype=np.int64)


@njit(cache=True, nogil=True)
def score(i, s):  # type: ignore[no-untyped-def]
    """Level as a school knows it and a plan reads it: the nearest level's score."""
    return _NEAREST[int(s[i].level + 0.5)]


@njit(cache=True, nogil=True)
def audience(i, t, p, s):  # type: ignore[no-untyped-def]
    """Groups somebody belongs to this week."""
    mask = p[i].audience
    if s[i].works:
        mask |= 1 << PAID_WORK
    if p[i].children and t < p[i].care_from:
        mask |= 1 << NO_CARE
    return mask


@njit(cache=True, nogil=True)
def free(i, t, p, s, w):  # type: ignore[no-untyped-def]
    """Periods of the week somebody can come."""
    mask = 15
    if s[i].works and w.work_first:
        mask &= ~p[i].work_blocks
    if p[i].children and t < p[i].care_from:
        mask &= ~AFTERNOON
    if w.evening_for and not audience(i, t, p, s) & w.evening_for:
        mask &= ~EVENING
    return mask


@njit(cache=True, nogil=True)
def kind(i, offer, p, o, w):  # type: ignore[no-untyped-def]
    """Which of the separate classes somebody belongs in."""
    if (o[offer].apart >> YOUTH) & 1 and (p[i].audience >> YOUNG) & 1:
        return YOUTH
    if (o[offer].apart >> FAST) & 1 and p[i].learnability >= w.fast_from:
        return FAST
    return 0


@njit(cache=True, nogil=True)
def admits(i, offer, t, p, s, o, w):  # type: ignore[no-untyped-def]
    """Whether an offering admits somebody; the rule ``solver.rules.admission``."""
    learn = p[i].learnability
    quick = SLOW if learn < w.slow_below else (QUICK if learn >= w.fast_from else AVERAGE)
    return (
        (o[offer].routes >> s[i].route) & 1
        and o[offer].low <= score(i, s) <= o[offer].high
        and (o[offer].paces >> quick) & 1
        and (o[offer].literacies >> s[i].literacy) & 1
        and (o[offer].statuses >> p[i].status) & 1
        and (o[offer].audience == 0 or audience(i, t, p, s) & o[offer].audience != 0)
    )


@njit(cache=True, nogil=True)
def left_cost(i, t, p, s, r, w):  # type: ignore[no-untyped-def]
    """What it costs to leave somebody waiting; the goal ``solver.rules.placement``."""
    weeks = t - s[i].since
    cost = w.unplaced + w.waiting_week * min(weeks, MOST_WEEKS)
    if weeks > w.max_wait:
        cost += w.over_max_wait
    route = s[i].route
    missing = r[route].needed - s[i].hours
    if r[route].needed > 0 and r[route].longest > 0 and missing > 0:
        weekly = r[route].longest * p[i].attendance * w.lesson_share
        if missing > weekly * (p[i].term_end - t - w.margin):
            cost += w.term_short
    return cost


@njit(cache=True, nogil=True)
def measure(here, p, s, g, tally, levels, learns, start, order):  # type: ignore[no-untyped-def]
    """Members by class in ``order`` (class c: ``start[c]`` to ``start[c + 1]``) and, per class,
    the distances in level and learnability; keeps lowest, highest and medians in the state.
    """
    classes = tally[0]
    start[: classes + 1] = 0
    for i in range(here):
        if s[i].group >= 0:
            start[s[i].group + 1] += 1
    for c in range(classes):
        start[c + 1] += start[c]
    at = start[:classes].copy()
    for i in range(here):
        c = s[i].group
        if c >= 0:
            order[at[c]] = i
            at[c] += 1
    buffer = np.empty(128, dtype=np.int64)
    for c in range(classes):
        size = start[c + 1] - start[c]
        if size:
            remeasure(c, order[start[c] : start[c + 1]], p, s, g, buffer, levels, learns)


@njit(cache=True, nogil=True)
def remeasure(c, members, p, s, g, buffer, levels, learns):  # type: ignore[no-untyped-def]
    """Lowest, highest and medians of one class, and its distances from the medians."""
    size = len(members)
    for k in range(size):
        buffer[k] = p[members[k]].learnability
    _, g[c].middle, _, learns[c] = distances(size, buffer)
    for k in range(size):
        buffer[k] = score(members[k], s)
    g[c].low, g[c].median, g[c].high, levels[c] = distances(size, buffer)


@njit(cache=True, nogil=True)
def seat(i, c, t, s, g):  # type: ignore[no-untyped-def]
    """Give somebody a place in a class; until its first lesson he or she waits on."""
    before = s[i].group
    leave(i, s, g)
    if before >= 0:
        s[i].changes += 1
    s[i].group = c
    g[c].size += 1
    if g[c].begin <= t:
        _first_lesson(i, t, s)


@njit(cache=True, nogil=True)
def _first_lesson(i, t, s):  # type: ignore[no-untyped-def]
    """In class from now on; the first class ends the wait since registration."""
    s[i].stage = CLASS
    if s[i].started == NOWHERE:
        s[i].started = t


@njit(cache=True, nogil=True)
def begin(t, here, s, g):  # type: ignore[no-untyped-def]
    """Classes that were decided on before and begin this week."""
    for i in range(here):
        if s[i].group >= 0 and s[i].stage != CLASS and g[s[i].group].begin <= t:
            _first_lesson(i, t, s)


@njit(cache=True, nogil=True)
def _welcome(i, t, p, s, o, w):  # type: ignore[no-untyped-def]
    """The offerings that admit somebody, a bit each."""
    mask = 0
    for offer in range(len(o)):
        if admits(i, offer, t, p, s, o, w):
            mask |= 1 << offer
    return mask


@njit(cache=True, nogil=True)
def _price(i, c, t, mine, welcome, newcomer, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """What a seat in a running class costs, NEVER when the rules forbid it."""
    offer, at = g[c].of, score(i, s)
    if not (welcome >> offer) & 1 or g[c].size >= cal[offer, t].maximum:
        return NEVER
    if g[c].band & ~mine or kind(i, offer, p, o, w) != g[c].kind:
        return NEVER
    if g[c].begin > t:
        pass  # still to begin: whoever fits is there from the first lesson on
    elif newcomer:
        late = o[offer].entry
        overdue = t - s[i].since >= o[offer].guarantee
        if not overdue and late != ALWAYS and t - g[c].begin >= late:
            return NEVER
        if not overdue and not cal[offer, t].enters:
            return NEVER
    elif not cal[offer, t].enters:
        return NEVER
    wide = max(o[offer].spread, g[c].high - g[c].low)
    if max(g[c].high, at) - min(g[c].low, at) > wide:
        return NEVER
    cost = w.level * abs(at - g[c].median)
    cost += w.learnability * abs(p[i].learnability - g[c].middle)
    if g[c].size < o[offer].target:
        cost -= w.empty_seat
    return cost


@njit(cache=True, nogil=True)
def ready(i, s, r):  # type: ignore[no-untyped-def]
    """Whether somebody may go to a class now: a bridging class can have a shortest stay."""
    stage = s[i].stage
    if s[i].group >= 0:
        return False  # has a place already
    if stage == BETWEEN:
        return True
    if stage != WAITING and stage != BRIDGING:
        return False
    route = s[i].route
    return r[route].bridge_seats == 0 or s[i].bridged >= r[route].bridge_least


@njit(cache=True, nogil=True)
def options(t, queue, n, running, count, waits, costs, seats, p, s, g, o, cal, r, w):  # type: ignore[no-untyped-def]
    """For those in the queue: what waiting costs (``waits``), and the cheapest seat in a running
    class (``seats``, NOWHERE when none costs less than waiting) with its cost, else that of
    waiting (``costs``).
    """
    for k in range(n):
        i = queue[k]
        waits[i] = left_cost(i, t, p, s, r, w)
        costs[i], seats[i] = _cheapest(i, t, waits[i], running, count, p, s, g, o, cal, w)


@njit(cache=True, nogil=True)
def _cheapest(i, t, most, running, count, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """(cost, class) of the cheapest seat that costs less than ``most``."""
    mine, welcome = free(i, t, p, s, w), _welcome(i, t, p, s, o, w)
    newcomer = s[i].stage != BETWEEN
    best, chosen = most, NOWHERE
    for at in range(count):
        price = _price(i, running[at], t, mine, welcome, newcomer, p, s, g, o, cal, w)
        if price < best:
            best, chosen = price, running[at]
    return best, chosen


@njit(cache=True, nogil=True)
def enter(t, queue, n, running, count, waits, costs, seats, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """Seats in running classes for those in the queue, who would cost most to leave first; how
    many were seated. ``waits``, ``costs`` and ``seats`` are their :func:`options`.

    Never a seat that costs more than waiting, as in a plan.
    """
    seated = 0
    cost = np.empty(n, dtype=np.int64)
    for k in range(n):
        cost[k] = -waits[queue[k]]
    for k in np.argsort(cost, kind="mergesort"):
        i, chosen = queue[k], seats[queue[k]]
        if chosen == NOWHERE:
            continue  # seats only become dearer while others take theirs
        mine, welcome, newcomer = (
            free(i, t, p, s, w),
            _welcome(i, t, p, s, o, w),
            s[i].stage != BETWEEN,
        )
        if _price(i, chosen, t, mine, welcome, newcomer, p, s, g, o, cal, w) > costs[i]:
            _, chosen = _cheapest(i, t, waits[i], running, count, p, s, g, o, cal, w)
        if chosen != NOWHERE:
            seat(i, chosen, t, s, g)
            g[chosen].low = min(g[chosen].low, score(i, s))
            g[chosen].high = max(g[chosen].high, score(i, s))
            seated += 1
    return seated


@njit(cache=True, nogil=True)
def dissolve(t, order, start, running, count, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """Members of a class that has become too small move where they fit, if they do."""
    below = w.dissolve_below
    for at in range(count):
        c = running[at]
        if g[c].size >= below or g[c].begin >= t:
            continue
        for k in range(start[c], start[c + 1]):
            i = order[k]
            if s[i].group != c:
                continue
            mine, best, chosen = free(i, t, p, s, w), NEVER, -1
            welcome = _welcome(i, t, p, s, o, w)
            for other in range(count):
                d = running[other]
                if d == c or g[d].size < below or g[d].begin > t:
                    continue
                price = _price(i, d, t, mine, welcome, False, p, s, g, o, cal, w)
                if price < best:
                    best, chosen = price, d
            if chosen >= 0:
                seat(i, chosen, t, s, g)
        if g[c].size == 0:
            g[c].finish = t
