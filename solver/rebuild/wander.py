"""Random changes of a plan: one learner moves, or two change places."""

from __future__ import annotations

import numpy as np

from solver.compiling import compiled, uncounted
from solver.rebuild.board import MOVABLE, NEVER, SCORE, WAITING
from solver.rebuild.state import (
    CAP,
    GROUP,
    LEVEL,
    MEMBER,
    SIZE,
    WAITS,
    joining,
    leaving,
    may_leave,
    seat_learner,
    unseat_learner,
)

NEARBY = 0.7  # share of tries with a class of about the learner's level ...
NEAR = 8  # ... one of the nearest two eighths of all


@uncounted
def _accepts(delta, temperature):  # type: ignore[no-untyped-def]
    return delta <= 0 or delta < -temperature * np.log(1.0 - np.random.random())


@uncounted
def relocate(b, st, i, k, temperature):  # type: ignore[no-untyped-def]
    """Try to give ``i`` a seat in ``k``, from another class or from waiting; whether done."""
    now = st.seat[i]
    if now == k:
        return False
    saved = b.people[i, WAITING]
    if now != WAITS:
        if not may_leave(b, st, i):
            return False
        saved = leaving(b, st, i)
    cost = joining(b, st, i, k)
    if cost >= NEVER or not _accepts(cost - saved, temperature):
        return False
    if now != WAITS:
        unseat_learner(b, st, i, saved)
    seat_learner(b, st, i, k, cost)
    return True


@uncounted
def swap(b, st, i, j, temperature):  # type: ignore[no-untyped-def]
    """Try to let ``i`` (in another class, or waiting) take the seat of ``j``, and ``j`` that
    of ``i``; whether done.
    """
    here, there = st.seat[i], st.seat[j]
    if here == there or there == WAITS or b.people[j, MOVABLE] == 0:
        return False
    if here != WAITS and b.people[i, MOVABLE] == 0:
        return False
    before = st.total[0]
    saved_j = leaving(b, st, j)
    unseat_learner(b, st, j, saved_j)
    saved_i = 0
    if here != WAITS:
        saved_i = leaving(b, st, i)
        unseat_learner(b, st, i, saved_i)
    cost = joining(b, st, i, there)
    if cost < NEVER:
        seat_learner(b, st, i, there, cost)
        if here == WAITS:
            if _accepts(st.total[0] - before, temperature):
                return True
        else:
            other = joining(b, st, j, here)
            if other < NEVER:
                seat_learner(b, st, j, here, other)
                if _accepts(st.total[0] - before, temperature):
                    return True
                unseat_learner(b, st, j, other)
        unseat_learner(b, st, i, cost)
    if here != WAITS:
        seat_learner(b, st, i, here, saved_i)
    seat_learner(b, st, j, there, saved_j)
    return False


@compiled
def wander(b, st, free, steps, temperature):  # type: ignore[no-untyped-def]
    """So many random tries of moving one learner or swapping two, mostly with a class of about
    the learner's level.
    """
    there = np.flatnonzero(st.classes[:, GROUP] >= 0)
    if there.shape[0] == 0:
        return
    middle = np.empty(there.shape[0])
    for at in range(there.shape[0]):
        size = st.classes[there[at], SIZE]
        middle[at] = st.rows[LEVEL, there[at], size // 2] if size > 0 else 0
    order = np.argsort(middle)
    _wander_among(b, st, free, there[order], middle[order], steps, temperature)


@uncounted
def _wander_among(b, st, free, there, middle, steps, temperature):  # type: ignore[no-untyped-def]
    last = there.shape[0] - 1
    near = max(3, last // NEAR)
    for _ in range(steps):
        i = free[np.random.randint(free.shape[0])]
        at = np.random.randint(last + 1)
        if np.random.random() < NEARBY:
            here = np.searchsorted(middle, b.people[i, SCORE])
            at = min(max(here + np.random.randint(-near, near + 1), 0), last)
        k = there[at]
        if b.row[st.classes[k, GROUP], i] < 0 or k == st.seat[i]:
            continue
        if st.classes[k, SIZE] < st.classes[k, CAP] and np.random.random() < 0.5:
            relocate(b, st, i, k, temperature)
        elif st.classes[k, SIZE] > 0:
            swap(b, st, i, st.rows[MEMBER, k, np.random.randint(st.classes[k, SIZE])], temperature)
