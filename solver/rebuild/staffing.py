"""Teachers and rooms for one class at a time, among those still free."""

from __future__ import annotations

import numpy as np

from solver.compiling import uncounted
from solver.rebuild.board import (
    EMPTY_WEIGHT,
    LEAST,
    MOST,
    OPEN_COST,
    PLACE_AT,
    ROOM_WEIGHT,
    SESSIONS,
    SLOTS,
    TARGET,
    TEACHER_WEIGHT,
    TEACHERS,
)  # fmt: skip
from solver.rebuild.state import CAP, GROUP, ROOM, SIZE, STAFF, TEACHER, VARIANT

NONE = -1  # no cost is below zero: nobody could be found


@uncounted
def hold(b, st, k, sign):  # type: ignore[no-untyped-def]
    """Book (``sign`` 1) or give back (-1) the teachers and rooms of class ``k``."""
    g = st.classes[k, GROUP]
    first = b.kinds[g, PLACE_AT] + st.classes[k, VARIANT] * b.kinds[g, SESSIONS]
    for x in range(b.kinds[g, SESSIONS]):
        p, j, r = b.place[first + x], st.crew[TEACHER, k, x], st.crew[ROOM, k, x]
        st.teacher_load[j] += sign
        for q in range(b.physical.shape[0]):
            if b.clash[TEACHERS, p, q]:
                st.teacher_busy[j, q] += sign
            if r >= 0 and b.clash[SLOTS, p, q]:
                st.room_busy[r, q] += sign


@uncounted
def _teacher_can(b, st, j, p):  # type: ignore[no-untyped-def]
    return b.teacher_free[j, p] and st.teacher_busy[j, p] == 0


@uncounted
def _room_can(b, st, r, p):  # type: ignore[no-untyped-def]
    return b.room_free[r, p] and st.room_busy[r, p] == 0


@uncounted
def find_teachers(b, st, g, first, chosen):  # type: ignore[no-untyped-def]
    """Teachers for the sessions at places ``first...``: their cost, or :data:`NONE`.

    One for all if possible: the cheapest, then the one with the fewest other sessions left.
    """
    sessions = b.kinds[g, SESSIONS]
    best, worth = -1, np.inf
    for j in range(b.qualified.shape[1]):
        left = b.teacher_limit[j] - st.teacher_load[j]
        if not b.qualified[g, j] or left < sessions:
            continue
        cost = 0
        can = True
        for x in range(sessions):
            p = b.place[first + x]
            if not _teacher_can(b, st, j, p):
                can = False
                break
            cost += b.teacher_cost[j, p]
        value = cost + 0.01 * left + 0.005 * np.random.random()
        if can and value < worth:
            best, worth = j, value
    if best >= 0:
        total = 0
        for x in range(sessions):
            chosen[x] = best
            total += b.teacher_cost[best, b.place[first + x]]
        return total
    return _several_teachers(b, st, g, first, chosen)


@uncounted
def _several_teachers(b, st, g, first, chosen):  # type: ignore[no-untyped-def]
    total = 0
    for x in range(b.kinds[g, SESSIONS]):
        p = b.place[first + x]
        best, worth, new = -1, np.inf, 1
        for j in range(b.qualified.shape[1]):
            if not b.qualified[g, j] or not _teacher_can(b, st, j, p):
                continue
            mine = 0
            clash = False
            for y in range(x):
                if chosen[y] == j:
                    mine += 1
                    if b.clash[TEACHERS, p, b.place[first + y]]:
                        clash = True
            left = b.teacher_limit[j] - st.teacher_load[j] - mine
            if clash or left < 1:
                continue
            extra = 0 if mine or x == 0 else b.weights[TEACHER_WEIGHT]
            cost = extra + b.teacher_cost[j, p] - 0.01 * left + 0.005 * np.random.random()
            if cost < worth:
                best, worth, new = j, cost, extra
        if best < 0:
            return NONE
        chosen[x] = best
        total += new + b.teacher_cost[best, p]
    return total


@uncounted
def find_rooms(b, st, g, first, wanted, chosen):  # type: ignore[no-untyped-def]
    """Rooms for the sessions at places ``first...``: their cost and the seats of the smallest
    (all of the group's where no lesson needs a room), or :data:`NONE`.

    One for all if possible: the smallest that seats ``wanted``, else the largest.
    """
    sessions, most = b.kinds[g, SESSIONS], b.kinds[g, MOST]
    best, worth = -1, np.inf
    physical = False
    for x in range(sessions):
        chosen[x] = -1
        physical |= b.physical[b.place[first + x]]
    if not physical:
        return 0, most
    for r in range(b.room_free.shape[0]):
        seats = b.room_capacity[r]
        value = seats if seats >= wanted else 10_000 - seats
        if seats < max(b.kinds[g, LEAST], 1) or value >= worth:
            continue
        can = True
        for x in range(sessions):
            p = b.place[first + x]
            if b.physical[p] and not _room_can(b, st, r, p):
                can = False
                break
        if can:
            best, worth = r, value
    if best >= 0:
        for x in range(sessions):
            if b.physical[b.place[first + x]]:
                chosen[x] = best
        return 0, min(most, b.room_capacity[best])
    return _several_rooms(b, st, g, first, wanted, chosen)


@uncounted
def _several_rooms(b, st, g, first, wanted, chosen):  # type: ignore[no-untyped-def]
    cost, cap, used = 0, b.kinds[g, MOST], 0
    for x in range(b.kinds[g, SESSIONS]):
        p = b.place[first + x]
        if not b.physical[p]:
            continue
        best, worth, new = -1, np.inf, False
        for r in range(b.room_free.shape[0]):
            seats = b.room_capacity[r]
            if seats < max(b.kinds[g, LEAST], 1) or not _room_can(b, st, r, p):
                continue
            known = False
            for y in range(x):
                known |= chosen[y] == r
            value = (seats if seats >= wanted else 10_000 - seats) - (100 if known else 0)
            if value < worth:
                best, worth, new = r, value, not known
        if best < 0:
            return NONE, 0
        chosen[x] = best
        cap = min(cap, b.room_capacity[best])
        if new:
            cost += b.weights[ROOM_WEIGHT] if used else 0
            used += 1
    return cost, cap


@uncounted
def could_staff(b, st, g, variant):  # type: ignore[no-untyped-def]
    """Whether each session by itself finds a teacher and a room: a quick look."""
    first = b.kinds[g, PLACE_AT] + variant * b.kinds[g, SESSIONS]
    for x in range(b.kinds[g, SESSIONS]):
        p = b.place[first + x]
        found = False
        for j in range(b.qualified.shape[1]):
            left = b.teacher_limit[j] - st.teacher_load[j]
            if b.qualified[g, j] and left > 0 and _teacher_can(b, st, j, p):
                found = True
                break
        if not found:
            return False
        if b.physical[p]:
            found = False
            for r in range(b.room_free.shape[0]):
                if _room_can(b, st, r, p):
                    found = True
                    break
            if not found:
                return False
    return True


@uncounted
def _empty_cost(b, st, k):  # type: ignore[no-untyped-def]
    g = st.classes[k, GROUP]
    seats = b.weights[EMPTY_WEIGHT] * b.kinds[g, TARGET]
    return b.kinds[g, OPEN_COST] + st.classes[k, STAFF] + seats


@uncounted
def open_class(b, st, g, variant):  # type: ignore[no-untyped-def]
    """Open an empty class with teachers and rooms: its number, or :data:`NONE`."""
    first = b.kinds[g, PLACE_AT] + variant * b.kinds[g, SESSIONS]
    k = 0
    while k < st.classes.shape[0] and st.classes[k, GROUP] >= 0:
        k += 1
    if k == st.classes.shape[0]:
        return NONE
    teachers = find_teachers(b, st, g, first, st.crew[TEACHER, k])
    if teachers == NONE:
        return NONE
    rooms, cap = find_rooms(b, st, g, first, b.kinds[g, MOST], st.crew[ROOM, k])
    if rooms == NONE:
        return NONE
    st.classes[k, GROUP], st.classes[k, VARIANT], st.classes[k, SIZE], st.classes[k, CAP] = (
        g,
        variant,
        0,
        cap,
    )
    st.classes[k, STAFF] = teachers + rooms
    hold(b, st, k, 1)
    st.opened[g] += 1
    st.total[0] += _empty_cost(b, st, k)
    return k


@uncounted
def close_class(b, st, k):  # type: ignore[no-untyped-def]
    """Close a class that has no members left."""
    g = st.classes[k, GROUP]
    hold(b, st, k, -1)
    st.opened[g] -= 1
    st.total[0] -= _empty_cost(b, st, k)
    st.classes[k, GROUP] = -1
