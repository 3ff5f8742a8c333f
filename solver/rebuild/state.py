"""A plan on the board, and what every single change of it costs.

A class keeps its members' levels and learnabilities sorted. With a free centre the sum of
absolute deviations changes by the distance of the one who comes or goes to the median
interval of the others, so a change is priced without a loop over the class.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from solver.compiling import compiled, uncounted
from solver.places import Ints
from solver.rebuild.board import (
    APART,
    COST_AT,
    COUNTS,
    DIFFERENT,
    EMPTY_WEIGHT,
    FIRST,
    HARD,
    HOME_WEIGHT,
    LEARN,
    LEARN_WEIGHT,
    LEAST,
    LEVEL_WEIGHT,
    LITERACY,
    MIXES,
    MOST,
    MOVABLE,
    NEED,
    NEVER,
    PLACE_AT,
    SCORE,
    SECOND,
    SESSIONS,
    SLOTS,
    SPREAD,
    TARGET,
    VARIANTS,
    WAITING,
    Board,
)  # fmt: skip

WAITS = -1


# Columns of State.classes, tables of State.rows and State.crew.
GROUP, VARIANT, SIZE, CAP, STAFF = range(5)
MEMBER, LEVEL, LEARNABILITY = range(3)
TEACHER, ROOM = range(2)


class State(NamedTuple):
    """K places for classes with room for M members and S sessions each.

    ``classes``: group (-1 where there is no class), variant, size, largest size, cost of
    teachers, rooms and changed times. ``rows``: members, their sorted levels and sorted
    learnabilities. ``crew``: teacher and room (-1 online) per session. ``seat[i]`` is a learner's
    class or :data:`WAITS`. ``teacher_busy`` and ``room_busy`` count the sessions that keep one
    from a place. ``total[0]`` is the plan's cost.
    """

    classes: Ints  # K x 5
    rows: Ints  # 3 x K x M
    crew: Ints  # 2 x K x S
    seat: Ints  # N
    teacher_busy: Ints  # T x P
    teacher_load: Ints  # T
    room_busy: Ints  # R x P
    opened: Ints  # G
    total: Ints  # 1


def new_state(board: Board, classes: int) -> State:
    """An empty plan with room for so many classes."""
    most = int(board.kinds[:, MOST].max(initial=1)) + 1
    sessions = int(board.kinds[:, SESSIONS].max(initial=1))
    teachers, places = board.teacher_free.shape

    def table(*shape: int, value: int = 0) -> Ints:
        return np.full(shape, value, dtype=np.int64)

    return State(
        classes=table(classes, 5, value=-1),
        rows=table(3, classes, most),
        crew=table(2, classes, sessions, value=-1),
        seat=table(len(board.people), value=WAITS),
        teacher_busy=table(teachers, places),
        teacher_load=table(teachers),
        room_busy=table(len(board.room_free), places),
        opened=table(len(board.kinds)),
        total=table(1),
    )


@compiled
def copy_state(source, target):  # type: ignore[no-untyped-def]
    """Make ``target`` the same plan as ``source``."""
    target.classes[:] = source.classes
    target.rows[:] = source.rows
    target.crew[:] = source.crew
    target.seat[:] = source.seat
    target.teacher_busy[:] = source.teacher_busy
    target.teacher_load[:] = source.teacher_load
    target.room_busy[:] = source.room_busy
    target.opened[:] = source.opened
    target.total[:] = source.total


# -- deviations from the median --------------------------------------------------------------


@uncounted
def _added(values, size, x):  # type: ignore[no-untyped-def]
    """How much the sum of deviations of sorted values grows when ``x`` joins."""
    if size == 0:
        return 0
    low, high = values[(size - 1) // 2], values[size // 2]
    return max(0, low - x, x - high)


@uncounted
def _removed(values, size, x):  # type: ignore[no-untyped-def]
    """How much it shrinks when ``x``, one of the values, leaves."""
    if size <= 1:
        return 0
    half = size // 2
    if size % 2 == 0:
        middle = values[half] if x <= values[half - 1] else values[half - 1]
        return abs(x - middle)
    low, high = values[half - 1], values[half + 1]
    if x < values[half]:
        low = values[half]
    elif x > values[half]:
        high = values[half]
    return max(0, low - x, x - high)


@uncounted
def _put_in(values, size, x):  # type: ignore[no-untyped-def]
    at = size
    while at > 0 and values[at - 1] > x:
        values[at] = values[at - 1]
        at -= 1
    values[at] = x


@uncounted
def _take_out(values, size, x):  # type: ignore[no-untyped-def]
    at = 0
    while values[at] != x:
        at += 1
    while at < size - 1:
        values[at] = values[at + 1]
        at += 1


# -- households --------------------------------------------------------------------------------


@uncounted
def need_met(b, st, couple, one, other):  # type: ignore[no-untyped-def]
    """Whether a couple's need is met with the first in class ``one``, the second in ``other``."""
    need = b.couples[couple, NEED]
    if need == DIFFERENT:
        return one != other
    g, h = st.classes[one, GROUP], st.classes[other, GROUP]
    n, m = b.kinds[g, SESSIONS], b.kinds[h, SESSIONS]
    first = b.kinds[g, PLACE_AT] + st.classes[one, VARIANT] * n
    second = b.kinds[h, PLACE_AT] + st.classes[other, VARIANT] * m
    if need == APART:
        for x in range(n):
            for y in range(m):
                if b.couple_clash[couple, b.place[first + x], b.place[second + y]]:
                    return False
        return True
    if n > m:
        first, second, n, m = second, first, m, n
    for x in range(n):
        found = False
        for y in range(m):
            if b.clash[SLOTS, b.place[first + x], b.place[second + y]]:
                found = True
                break
        if not found:
            return False
    return True


@uncounted
def home_cost(b, st, i, k):  # type: ignore[no-untyped-def]
    """What the household of ``i`` pays for a seat in class ``k``; NEVER if it may not be."""
    total = 0
    for at in range(b.couples_of.shape[1]):
        couple = b.couples_of[i, at]
        if couple < 0:
            break
        first = b.couples[couple, FIRST]
        other = b.couples[couple, SECOND] if first == i else first
        there = st.seat[other]
        if there == WAITS or not (b.couples[couple, HARD] or b.couples[couple, COUNTS]):
            continue
        one, two = (k, there) if first == i else (there, k)
        if not need_met(b, st, couple, one, two):
            if b.couples[couple, HARD]:
                return NEVER
            total += b.weights[HOME_WEIGHT]
    return total


# -- one learner comes or goes -----------------------------------------------------------------


@uncounted
def own_cost(b, st, i, k):  # type: ignore[no-untyped-def]
    """Travel, wishes, soft windows and moves of ``i`` in class ``k``; NEVER if not admitted."""
    g = st.classes[k, GROUP]
    row = b.row[g, i]
    if row < 0:
        return NEVER
    return b.cost[b.kinds[g, COST_AT] + row * b.kinds[g, VARIANTS] + st.classes[k, VARIANT]]


@uncounted
def joining(b, st, i, k):  # type: ignore[no-untyped-def]
    """Cost of a seat in class ``k`` for ``i``, who has none; NEVER if a hard rule forbids it."""
    size = st.classes[k, SIZE]
    if size >= st.classes[k, CAP]:
        return NEVER
    cost = own_cost(b, st, i, k)
    if cost >= NEVER:
        return NEVER
    g = st.classes[k, GROUP]
    s = b.people[i, SCORE]
    if size > 0:
        low, high = min(st.rows[LEVEL, k, 0], s), max(st.rows[LEVEL, k, size - 1], s)
        if high - low > b.kinds[g, SPREAD]:
            return NEVER
        if (
            b.kinds[g, MIXES] == 0
            and b.people[st.rows[MEMBER, k, 0], LITERACY] != b.people[i, LITERACY]
        ):
            return NEVER
    home = home_cost(b, st, i, k)
    if home >= NEVER:
        return NEVER
    cost += home
    cost += b.weights[LEVEL_WEIGHT] * _added(st.rows[LEVEL, k], size, s)
    cost += b.weights[LEARN_WEIGHT] * _added(st.rows[LEARNABILITY, k], size, b.people[i, LEARN])
    if size < b.kinds[g, TARGET]:
        cost -= b.weights[EMPTY_WEIGHT]
    return cost


@uncounted
def leaving(b, st, i):  # type: ignore[no-untyped-def]
    """What the plan saves when ``i`` gives up his or her seat, waiting left aside."""
    k = st.seat[i]
    g, size = st.classes[k, GROUP], st.classes[k, SIZE]
    saved = own_cost(b, st, i, k) + home_cost(b, st, i, k)
    saved += b.weights[LEVEL_WEIGHT] * _removed(st.rows[LEVEL, k], size, b.people[i, SCORE])
    saved += b.weights[LEARN_WEIGHT] * _removed(st.rows[LEARNABILITY, k], size, b.people[i, LEARN])
    if size <= b.kinds[g, TARGET]:
        saved -= b.weights[EMPTY_WEIGHT]
    return saved


@uncounted
def may_leave(b, st, i):  # type: ignore[no-untyped-def]
    """Whether ``i`` is free to go and the class large enough without."""
    k = st.seat[i]
    return b.people[i, MOVABLE] == 1 and st.classes[k, SIZE] > b.kinds[st.classes[k, GROUP], LEAST]


@uncounted
def seat_learner(b, st, i, k, cost):  # type: ignore[no-untyped-def]
    """Give ``i``, who waits, a seat in ``k`` at the cost that :func:`joining` told."""
    size = st.classes[k, SIZE]
    st.rows[MEMBER, k, size] = i
    _put_in(st.rows[LEVEL, k], size, b.people[i, SCORE])
    _put_in(st.rows[LEARNABILITY, k], size, b.people[i, LEARN])
    st.classes[k, SIZE] = size + 1
    st.seat[i] = k
    st.total[0] += cost - b.people[i, WAITING]


@uncounted
def unseat_learner(b, st, i, saved):  # type: ignore[no-untyped-def]
    """Let ``i`` wait again; ``saved`` is what :func:`leaving` told."""
    k = st.seat[i]
    size = st.classes[k, SIZE]
    at = 0
    while st.rows[MEMBER, k, at] != i:
        at += 1
    # Fixed members come first and never leave, so the order of the others does not matter.
    st.rows[MEMBER, k, at] = st.rows[MEMBER, k, size - 1]
    st.rows[MEMBER, k, size - 1] = -1
    _take_out(st.rows[LEVEL, k], size, b.people[i, SCORE])
    _take_out(st.rows[LEARNABILITY, k], size, b.people[i, LEARN])
    st.classes[k, SIZE] = size - 1
    st.seat[i] = WAITS
    st.total[0] += b.people[i, WAITING] - saved
