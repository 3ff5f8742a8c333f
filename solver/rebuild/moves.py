"""Changes of a plan: seats are filled, whole classes opened and taken down."""

from __future__ import annotations

import numpy as np

from solver.compiling import compiled, uncounted
from solver.rebuild.board import (
    COST_AT,
    EMPTY_WEIGHT,
    FAMILY,
    LEARN,
    LEARN_WEIGHT,
    LEAST,
    LEVEL_WEIGHT,
    LIMIT,
    LITERACY,
    MIXES,
    MOST,
    NEVER,
    OPEN_COST,
    SCORE,
    SPREAD,
    TARGET,
    VARIANTS,
    WAITING,
    WHO_AT,
    WHO_END,
)  # fmt: skip
from solver.rebuild.staffing import NONE, close_class, could_staff, open_class
from solver.rebuild.state import (
    CAP,
    GROUP,
    LEVEL,
    MEMBER,
    SIZE,
    TEACHER,
    WAITS,
    joining,
    leaving,
    may_leave,
    seat_learner,
    unseat_learner,
)

LOOKS = 14  # weekly patterns and centres looked at when a class is opened
GUIDED = 0.75  # share of looks taken where the relaxation would open classes
BLINK = 0.02  # chance to overlook a good seat, so that the same ruin is not rebuilt the same


# -- filling seats -------------------------------------------------------------------------------


@compiled
def seat_waiting(b, st, free):  # type: ignore[no-untyped-def]
    """Give those who wait the cheapest seat there is, dearest to leave waiting first."""
    count = 0
    order = np.empty(free.shape[0], dtype=np.int64)
    weight = np.empty(free.shape[0])
    for i in free:
        if st.seat[i] == WAITS:
            order[count] = i
            weight[count] = -b.people[i, WAITING] * (0.7 + 0.6 * np.random.random())
            count += 1
    _seat(b, st, order[np.argsort(weight[:count])])


@uncounted
def _seat(b, st, waiting):  # type: ignore[no-untyped-def]
    for i in waiting:
        best, where = b.people[i, WAITING], NONE
        for k in range(st.classes.shape[0]):
            if (
                st.classes[k, GROUP] >= 0
                and b.row[st.classes[k, GROUP], i] >= 0
                and st.classes[k, SIZE] < st.classes[k, CAP]
            ):
                if np.random.random() < BLINK:
                    continue
                cost = joining(b, st, i, k)
                if cost < best:
                    best, where = cost, k
        if where >= 0:
            seat_learner(b, st, i, where, best)


@uncounted
def prices(b, st, free, price):  # type: ignore[no-untyped-def]
    """What each learner pays now: for the seat, or for waiting. -1: is not free."""
    price[:] = -1
    for i in free:
        if st.seat[i] == WAITS:
            price[i] = b.people[i, WAITING]
        elif may_leave(b, st, i):
            price[i] = leaving(b, st, i)


@uncounted
def _values(b, g, variant, level, learn, price, values):  # type: ignore[no-untyped-def]
    """Cost of each candidate around a centre less the price paid now; NEVER if impossible."""
    at = b.kinds[g, COST_AT] + variant
    count = b.kinds[g, WHO_END] - b.kinds[g, WHO_AT]
    for row in range(count):
        i = b.who[b.kinds[g, WHO_AT] + row]
        cost = b.cost[at + row * b.kinds[g, VARIANTS]]
        if cost >= NEVER or price[i] < 0:
            values[row] = NEVER
            continue
        away = b.weights[LEVEL_WEIGHT] * abs(b.people[i, SCORE] - level) + b.weights[
            LEARN_WEIGHT
        ] * abs(b.people[i, LEARN] - learn)
        values[row] = cost + away - price[i]
    return count


@compiled
def _choose(b, g, count, values, chosen):  # type: ignore[no-untyped-def]
    """The best members by value that fit together in level and literacy; number and worth."""
    # Who gains something by coming; all who may come where those are too few for a class.
    worthwhile = 0
    for row in range(count):
        if values[row] < b.weights[EMPTY_WEIGHT]:
            worthwhile += 1
    ceiling = b.weights[EMPTY_WEIGHT] if worthwhile >= b.kinds[g, LEAST] else NEVER
    rows = np.empty(count, dtype=np.int64)
    size = 0
    for row in range(count):
        if values[row] < ceiling:
            rows[size] = row
            size += 1
    taken, total, low, high, literacy = 0, 0.0, 0, 0, -1
    for row in rows[:size][np.argsort(values[rows[:size]])]:
        bonus = b.weights[EMPTY_WEIGHT] if taken < b.kinds[g, TARGET] else 0
        if taken >= b.kinds[g, MOST]:
            break
        if values[row] - bonus >= 0 and taken >= b.kinds[g, LEAST]:
            break
        i = b.who[b.kinds[g, WHO_AT] + row]
        s = b.people[i, SCORE]
        if taken > 0:
            if max(high, s) - min(low, s) > b.kinds[g, SPREAD]:
                continue
            if b.kinds[g, MIXES] == 0 and b.people[i, LITERACY] != literacy:
                continue
            low, high = min(low, s), max(high, s)
        else:
            low, high, literacy = s, s, b.people[i, LITERACY]
        chosen[taken] = i
        total += values[row] - bonus
        taken += 1
    return taken, total


@uncounted
def _may_open(b, st, i, g, v):  # type: ignore[no-untyped-def]
    """Whether a new class of this family and pattern could take in ``i`` and find staff."""
    row = b.row[g, i]
    if row < 0 or b.kinds[g, FAMILY] == 0 or st.opened[g] >= b.kinds[g, LIMIT]:
        return False
    if v >= b.kinds[g, VARIANTS]:
        return False
    if b.cost[b.kinds[g, COST_AT] + row * b.kinds[g, VARIANTS] + v] >= NEVER:
        return False
    return could_staff(b, st, g, v)


@uncounted
def look(b, st, i, sites):  # type: ignore[no-untyped-def]
    """Where to look for a new class with ``i``: group (or NONE), variant, level, learnability."""
    if sites.shape[0] > 0 and np.random.random() < GUIDED:
        begin = np.random.randint(sites.shape[0])
        for step in range(sites.shape[0]):
            at = (begin + step) % sites.shape[0]
            if _may_open(b, st, i, sites[at, 0], sites[at, 1]):
                return sites[at, 0], sites[at, 1], sites[at, 2], sites[at, 3]
        return NONE, 0, 0, 0
    first, last = b.groups_at[i], b.groups_at[i + 1]
    g = b.groups[first + np.random.randint(last - first)]
    v = np.random.randint(max(1, b.kinds[g, VARIANTS]))
    if not _may_open(b, st, i, g, v):
        return NONE, 0, 0, 0
    level = b.people[i, SCORE] + np.random.randint(-4, 5)
    return g, v, level, b.people[i, LEARN] + np.random.randint(-8, 9)


@compiled
def open_around(b, st, i, free, sites, price, values, chosen, best):  # type: ignore[no-untyped-def]
    """Open the class that gains most around learner ``i``, who waits or may leave.

    Members come from those who wait and from other classes. Returns its number, or NONE when
    no class that was looked at gains anything.
    """
    worth, group, pattern, count = 0.0, -1, -1, 0
    prices(b, st, free, price)
    for _ in range(LOOKS):
        g, v, level, learn = look(b, st, i, sites)
        if g == NONE:
            continue
        size = _values(b, g, v, level, learn, price, values)
        taken, total = _choose(b, g, size, values, chosen)
        total += b.kinds[g, OPEN_COST] + b.weights[EMPTY_WEIGHT] * b.kinds[g, TARGET]
        total *= 1.0 + 0.1 * (np.random.random() - 0.5)
        if taken >= max(b.kinds[g, LEAST], 1) and total < worth:
            worth, group, pattern, count = total, g, v, taken
            best[:taken] = chosen[:taken]
    if group < 0:
        return NONE
    k = open_class(b, st, group, pattern)
    if k == NONE:
        return NONE
    return _fill(b, st, k, best[:count])


@uncounted
def _fill(b, st, k, members):  # type: ignore[no-untyped-def]
    """Seat learners in a class just opened: its number, or NONE if too few come after all."""
    group = st.classes[k, GROUP]
    for j in members:
        saved = b.people[j, WAITING]
        if st.seat[j] != WAITS:
            if not may_leave(b, st, j):
                continue
            saved = leaving(b, st, j)
        cost = joining(b, st, j, k)
        # Up to the minimum everybody counts; what a seat costs is only right at the end.
        if cost >= NEVER or (st.classes[k, SIZE] >= b.kinds[group, LEAST] and cost >= saved):
            continue
        if st.seat[j] != WAITS:
            unseat_learner(b, st, j, saved)
        seat_learner(b, st, j, k, cost)
    if st.classes[k, SIZE] < max(b.kinds[group, LEAST], 1):
        empty(b, st, k)
        close_class(b, st, k)
        return NONE
    return k


# -- whole classes -------------------------------------------------------------------------------


@uncounted
def empty(b, st, k):  # type: ignore[no-untyped-def]
    """Let all members of a class wait."""
    while st.classes[k, SIZE] > 0:
        i = st.rows[MEMBER, k, st.classes[k, SIZE] - 1]
        unseat_learner(b, st, i, leaving(b, st, i))


@uncounted
def closable(b, st, k):  # type: ignore[no-untyped-def]
    """Whether the class is one that this plan opened."""
    return st.classes[k, GROUP] >= 0 and b.kinds[st.classes[k, GROUP], FAMILY] == 1


@uncounted
def nearest_closable(b, st, level):  # type: ignore[no-untyped-def]
    """The new class whose median level is nearest to a level, some noise added; or NONE."""
    best, where = np.inf, NONE
    for k in range(st.classes.shape[0]):
        if closable(b, st, k) and st.classes[k, SIZE] > 0:
            far = abs(st.rows[LEVEL, k, st.classes[k, SIZE] // 2] - level) + 25 * np.random.random()
            if far < best:
                best, where = far, k
    return where


@uncounted
def any_closable(b, st):  # type: ignore[no-untyped-def]
    """One of the new classes by chance; or NONE."""
    where, seen = NONE, 0
    for k in range(st.classes.shape[0]):
        if closable(b, st, k):
            seen += 1
            if np.random.randint(seen) == 0:
                where = k
    return where


@uncounted
def closable_with_staff(b, st, i):  # type: ignore[no-untyped-def]
    """One of the new classes whose teacher could teach a new class that ``i`` may join; or NONE."""
    first, last = b.groups_at[i], b.groups_at[i + 1]
    where, seen = NONE, 0
    for k in range(st.classes.shape[0]):
        if not closable(b, st, k):
            continue
        j = st.crew[TEACHER, k, 0]
        for at in range(first, last):
            g = b.groups[at]
            if b.kinds[g, FAMILY] == 1 and b.qualified[g, j]:
                seen += 1
                if np.random.randint(seen) == 0:
                    where = k
                break
    return where


@compiled
def loosen(b, st, free, level, learn, most):  # type: ignore[no-untyped-def]
    """Take up to ``most`` learners near a level and learnability out of their classes."""
    far = np.empty(free.shape[0])
    _distances(b, st, free, level, learn, far)
    for at in np.argsort(far)[:most]:
        i = free[at]
        if st.seat[i] != WAITS and may_leave(b, st, i):
            unseat_learner(b, st, i, leaving(b, st, i))


@uncounted
def _distances(b, st, free, level, learn, far):  # type: ignore[no-untyped-def]
    for at in range(free.shape[0]):
        i = free[at]
        far[at] = np.inf
        if st.seat[i] != WAITS:
            away = 2 * abs(b.people[i, SCORE] - level) + abs(b.people[i, LEARN] - learn)
            far[at] = away * (0.5 + np.random.random())


@uncounted
def somebody_waiting(st, free):  # type: ignore[no-untyped-def]
    """One of those who wait by chance; or NONE."""
    pick, seen = NONE, 0
    for i in free:
        if st.seat[i] == WAITS:
            seen += 1
            if np.random.randint(seen) == 0:
                pick = i
    return pick


@compiled
def recreate(b, st, free, centre, sites, openings, price, values, chosen, best):  # type: ignore[no-untyped-def]
    """Open classes around those who wait, ``centre`` often first, as long as that gains, and
    seat the others.
    """
    fruitless = 0
    for turn in range(openings):
        if np.random.random() < 0.3:
            seat_waiting(b, st, free)
        pick = somebody_waiting(st, free)
        if turn == 0 and st.seat[centre] == WAITS and np.random.random() < 0.5:
            pick = centre
        if pick == NONE:
            break
        k = open_around(b, st, pick, free, sites, price, values, chosen, best)
        fruitless = fruitless + 1 if k == NONE else 0
        if fruitless >= 3:
            break
    seat_waiting(b, st, free)
