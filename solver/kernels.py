"""The two inner loops of pricing, compiled: they run without the interpreter's lock.

For one group, one variant v and one pair of medians (m, l) the best class is a sort: take
the members of most negative net value. :func:`best_medians` searches all pairs by branch
and bound over boxes; :func:`coarse_medians` looks at a few pairs only.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.places import Ints

NEVER = 1e9


@njit(cache=True, nogil=True)
def class_value(  # type: ignore[no-untyped-def]
    net, s, a, partner, low, high, left, right, bottom, top, wl, wp, least, wanted, cap, empty,
    buffer,
):  # fmt: skip
    """Least sum of net values plus distances to a box of medians, over allowed sizes.

    ``net``, ``s``, ``a`` have length L (net value in this variant, level, learnability),
    ``partner`` the row of a spouse who cannot share the class, or -1. The medians lie in
    ``low..high`` (level) and ``left..right`` (learnability), the members' levels in
    ``bottom..top``. With one median and a window no wider than the level limit the value is
    exact, otherwise a lower bound for everything in the box.
    """
    most = max(min(cap, buffer.shape[0]), 0)
    count = 0  # of the cheapest so far, at most ``most``, in order
    for i in range(net.shape[0]):
        value = _moved(net, s, a, i, low, high, left, right, bottom, top, wl, wp)
        if value >= NEVER / 2 or (least == 0 and value >= empty):
            continue
        if count == most and (most == 0 or value >= buffer[most - 1]):
            continue
        j = partner[i]
        if j >= 0:
            other = _moved(net, s, a, j, low, high, left, right, bottom, top, wl, wp)
            if other < value or (other == value and j < i):
                continue
        at = count if count < most else most - 1
        while at > 0 and buffer[at - 1] > value:
            buffer[at] = buffer[at - 1]
            at -= 1
        buffer[at] = value
        if count < most:
            count += 1
    if count < least:
        return np.inf
    total = empty * wanted
    best = total if least == 0 else np.inf
    for k in range(count):
        total += buffer[k]
        if k < wanted:
            total -= empty
        if k + 1 >= least:
            if total < best:
                best = total
            elif buffer[k] >= empty:
                break
    return best


@njit(cache=True, nogil=True)
def _moved(  # type: ignore[no-untyped-def]
    net, s, a, i, low, high, left, right, bottom, top, wl, wp
):
    if s[i] < bottom or s[i] > top:
        return NEVER
    level = max(0.0, low - s[i], s[i] - high)
    return net[i] + wl * level + wp * max(0.0, left - a[i], a[i] - right)


@njit(cache=True, nogil=True)
def _fixed(fs, fa, low, high, left, right, wl, wp):  # type: ignore[no-untyped-def]
    total = 0.0
    for i in range(fs.shape[0]):
        total += wl * max(0.0, low - fs[i], fs[i] - high)
        total += wp * max(0.0, left - fa[i], fa[i] - right)
    return total


@njit(cache=True, nogil=True)
def coarse_medians(  # type: ignore[no-untyped-def]
    net, usable, s, a, fs, fa, partner, levels, learns, wl, wp, spread, least, wanted, cap, empty
):
    """Least value per usable variant and pair of the given medians (U x levels x learns).

    The level window is centred on the median.
    """
    buffer = np.empty(net.shape[0])
    values = np.empty((usable.shape[0], levels.shape[0], learns.shape[0]))
    for u in range(usable.shape[0]):
        v = usable[u]
        column = net[:, v].copy()
        for x in range(levels.shape[0]):
            for y in range(learns.shape[0]):
                m, k = levels[x], learns[y]
                values[u, x, y] = class_value(
                    column, s, a, partner, m, m, k, k, m - spread / 2, m + spread / 2, wl, wp,
                    least, wanted, cap[v], empty, buffer,
                ) + _fixed(fs, fa, m, m, k, k, wl, wp)  # fmt: skip
    return values


@njit(cache=True, nogil=True)
def descend(  # type: ignore[no-untyped-def]
    column, x, y, z, s, a, fs, fa, partner, levels, learns, bottoms, wl, wp, spread, least,
    wanted, cap, empty,
):  # fmt: skip
    """From one pair of medians and window of levels (positions) downhill, in ever smaller steps,
    to a pair and window whose neighbours are no cheaper.
    """
    buffer = np.empty(column.shape[0])
    best, far = np.inf, 16
    here = np.array([x, y, z])
    last = (levels.shape[0] - 1, learns.shape[0] - 1, bottoms.shape[0] - 1)
    first = True
    while far > 0:
        moved = False
        for axis in range(3):
            for way in range(-1, 2, 2):
                there = here.copy()
                if not first:
                    there[axis] = min(max(there[axis] + way * far, 0), last[axis])
                    if there[axis] == here[axis]:
                        continue
                m, k, low = levels[there[0]], learns[there[1]], bottoms[there[2]]
                if low > m or m > low + spread:
                    value = np.inf
                else:
                    value = class_value(
                        column, s, a, partner, m, m, k, k, low, low + spread, wl, wp, least,
                        wanted, cap, empty, buffer,
                    ) + _fixed(fs, fa, m, m, k, k, wl, wp)  # fmt: skip
                if first or value < best - 1e-9:
                    best, here, moved, first = value, there, not first, False
        if not moved:
            far //= 2
    return here[0], here[1], here[2]


@njit(cache=True, nogil=True)
def best_medians(  # type: ignore[no-untyped-def]
    net, usable, offset, s, a, fs, fa, partner, levels, learns, bottoms, wl, wp, spread, least,
    wanted, cap, empty, ceiling, tolerance, boxes,
):  # fmt: skip
    """Least reduced cost over all usable variants, medians and level windows below ``ceiling``.

    Branch and bound over boxes (range of the median level, of the median learnability, of
    the lowest level), depth first with the better half first. Returns (floor, variant, level
    position, learnability position, position of the lowest level): no class of the group
    costs less than ``floor``; positions are -1 when nothing below the ceiling was met.
    ``levels`` and ``learns`` hold every median a class can have, ``bottoms`` every lowest
    level of a window that takes in the fixed members. ``tolerance`` may be lost between floor
    and the true minimum. After ``boxes`` boxes per
    variant the search stops and the floor is that of the open boxes.
    """
    buffer = np.empty(net.shape[0])
    best = ceiling
    found_v, found_x, found_y, found_z = -1, -1, -1, -1
    stack = np.empty((512, 6), dtype=np.int64)
    bounds = np.empty(512)
    halves = np.empty((2, 6), dtype=np.int64)
    worth = np.empty(2)
    floor = ceiling
    last, deepest = levels.shape[0] - 1, bottoms.shape[0] - 1
    low, high, left, right = levels[0], levels[last], learns[0], learns[-1]
    under, over = bottoms[0], bottoms[deepest] + spread
    roots = np.empty(usable.shape[0])
    for u in range(usable.shape[0]):
        v = usable[u]
        roots[u] = (
            offset[v]
            + class_value(
                net[:, v].copy(), s, a, partner, low, high, left, right, under, over, wl, wp,
                least, wanted, cap[v], empty, buffer,
            )
            + _fixed(fs, fa, low, high, left, right, wl, wp)
        )  # fmt: skip
    for u in np.argsort(roots):
        v = usable[u]
        if roots[u] >= best - tolerance:
            floor = min(floor, roots[u])
            continue
        column = net[:, v].copy()
        stack[0] = (0, last, 0, learns.shape[0] - 1, 0, deepest)
        bounds[0] = roots[u]
        top = 1
        spent = 0
        while top > 0:
            top -= 1
            bound = bounds[top]
            if bound >= best - tolerance or spent > boxes:
                floor = min(floor, bound)
                continue
            x0, x1, y0, y1, z0, z1 = stack[top]
            if x0 == x1 and y0 == y1 and z0 == z1:
                best = min(best, bound)
                floor = min(floor, bound)
                found_v, found_x, found_y, found_z = v, x0, y0, z0
                continue
            wide = wl * (levels[x1] - levels[x0])
            long = wp * (learns[y1] - learns[y0])
            loose = wl * (bottoms[z1] - bottoms[z0])
            halves[0] = (x0, x1, y0, y1, z0, z1)
            halves[1] = (x0, x1, y0, y1, z0, z1)
            if z0 < z1 and (loose >= max(wide, long) or (x0 == x1 and y0 == y1)):
                halves[0, 5] = (z0 + z1) // 2
                halves[1, 4] = halves[0, 5] + 1
            elif x0 < x1 and (wide >= long or y0 == y1):
                halves[0, 1] = (x0 + x1) // 2
                halves[1, 0] = halves[0, 1] + 1
            else:
                halves[0, 3] = (y0 + y1) // 2
                halves[1, 2] = halves[0, 3] + 1
            for h in range(2):
                low, high = levels[halves[h, 0]], levels[halves[h, 1]]
                left, right = learns[halves[h, 2]], learns[halves[h, 3]]
                bottom, highest = bottoms[halves[h, 4]], bottoms[halves[h, 5]] + spread
                spent += 1
                if bottom > high or highest < low:
                    worth[h] = np.inf
                    continue
                worth[h] = (
                    offset[v]
                    + class_value(
                        column, s, a, partner, low, high, left, right, bottom, highest, wl, wp,
                        least, wanted, cap[v], empty, buffer,
                    )
                    + _fixed(fs, fa, low, high, left, right, wl, wp)
                )  # fmt: skip
            first = 1 if worth[0] <= worth[1] else 0
            for k in range(2):
                h = first if k == 0 else 1 - first
                if worth[h] < np.inf:
                    stack[top] = halves[h]
                    bounds[top] = max(bound, worth[h])
                    top += 1
    return floor, found_v, found_x, found_y, found_z


@njit(cache=True, nogil=True)
def members_of(  # type: ignore[no-untyped-def]
    values, s, partner, lowest, highest, spread, least, wanted, cap, empty
):
    """Rows of the best members by net value that fit together in level, best first.

    ``lowest`` and ``highest`` are the levels of the fixed members (``inf``, ``-inf``: none). No
    more come than ``cap``, nor any that gain nothing once there are ``least``.
    """
    taken = np.empty(max(min(cap, values.shape[0]), 0), dtype=np.int64)
    size = 0
    for at in np.argsort(values, kind="mergesort"):
        bonus = empty if size < wanted else 0.0
        if size >= taken.shape[0] or values[at] >= NEVER / 2:
            break
        if size >= least and values[at] - bonus >= 0:
            break
        low, high = min(lowest, s[at]), max(highest, s[at])
        if high - low > spread:
            continue
        spouse = False
        for k in range(size):
            spouse |= taken[k] == partner[at]
        if spouse:
            continue
        lowest, highest = low, high
        taken[size] = at
        size += 1
    return taken[:size]


@njit(cache=True, nogil=True)
def deviation(values):  # type: ignore[no-untyped-def]
    """The (upper) median of some values, and the sum of their distances from it."""
    ordered = np.sort(values)
    middle = ordered[ordered.shape[0] // 2]
    return middle, np.abs(ordered - middle).sum()


def partners(count: int, pairs: list[tuple[int, int]]) -> Ints:
    """Row of the spouse per row, -1 for none (each row in at most one pair)."""
    found = np.full(count, -1, dtype=np.int64)
    for one, other in pairs:
        if found[one] < 0 and found[other] < 0:
            found[one], found[other] = other, one
    return found
