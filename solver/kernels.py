"""The inner loops of pricing, compiled: they run without the interpreter's lock.

For one group, one variant v and one pair of medians (m, k) the best class is a sort: take the
members of most negative net value. :func:`best_class` searches all pairs by branch and bound over
boxes; :func:`coarse_medians` looks at a few pairs only.
"""

from __future__ import annotations

import numpy as np

from solver.compiling import compiled, uncounted
from solver.places import Ints

NEVER = 1e9
BANDS = 40  # of levels, each of which gives a column: classes that can go together
DEEPEST = 128  # boxes open at a time: each is halved along three sides


@uncounted
def class_value(  # type: ignore[no-untyped-def]
    net, s, a, partner, m, k, bottom, top, wl, wp, least, wanted, cap, empty, worth, values, rows
):
    """Least sum of net values and distances from medians (``m``, ``k``) over allowed sizes.

    ``net``, ``s``, ``a`` have length L (net value in this variant, level, learnability),
    ``partner`` the row of a spouse who cannot share the class, or -1. Members have levels in
    ``bottom..top``. Buffers have length L.
    """
    for i in range(net.shape[0]):
        worth[i] = net[i] + wl * abs(s[i] - m) + wp * abs(a[i] - k)
        if s[i] < bottom or s[i] > top:
            worth[i] = NEVER
    return _picked(worth, partner, least, wanted, cap, empty, values, rows)[0]


@uncounted
def _picked(worth, partner, least, wanted, cap, empty, values, rows):  # type: ignore[no-untyped-def]
    """Least sum of values over allowed sizes, and that size; who is picked comes first in
    ``rows``, the best first.
    """
    most = max(min(cap, values.shape[0]), 0)
    count = 0  # of the cheapest so far, at most ``most``, in order
    limit = (empty if least == 0 else NEVER / 2) if most else -np.inf
    for i in range(partner.shape[0]):
        value = worth[i]
        if value >= limit:
            continue
        j = partner[i]
        if j >= 0 and (worth[j] < value or (worth[j] == value and j < i)):
            continue
        t = count if count < most else most - 1
        while t > 0 and values[t - 1] > value:
            values[t] = values[t - 1]
            rows[t] = rows[t - 1]
            t -= 1
        values[t] = value
        rows[t] = i
        if count < most:
            count += 1
        if count == most:
            limit = min(limit, values[most - 1])
    if count < least:
        return np.inf, 0
    total, size = empty * wanted, 0
    best = total if least == 0 else np.inf
    for n in range(count):
        total += values[n]
        if n < wanted:
            total -= empty
        if n + 1 >= least:
            if total < best:
                best, size = total, n + 1
            elif values[n] >= empty:
                break
    return best, size


@uncounted
def _weigh(  # type: ignore[no-untyped-def]
    net, s, a, low, high, left, right, bottom, top, wl, wp, worth
):
    """Value of each seat at the corners of a box of medians (see :func:`best_class`)."""
    for i in range(net.shape[0]):
        level, learn = s[i], a[i]
        outside = 0.0 if low < level < high else wl
        west, east = outside * abs(level - low), outside * abs(level - high)
        outside = 0.0 if left < learn < right else wp
        south, north = outside * abs(learn - left), outside * abs(learn - right)
        value = NEVER if level < bottom or level > top else net[i]
        worth[0, i] = value + west + south
        worth[1, i] = value + east + south
        worth[2, i] = value + west + north
        worth[3, i] = value + east + north


@uncounted
def _fixed(fs, fa, low, high, m, left, right, k, wl, wp):  # type: ignore[no-untyped-def]
    total = 0.0
    for i in range(fs.shape[0]):
        if not low < fs[i] < high:
            total += wl * abs(fs[i] - m)
        if not left < fa[i] < right:
            total += wp * abs(fa[i] - k)
    return total


@compiled
def coarse_medians(  # type: ignore[no-untyped-def]
    net, usable, s, a, fs, fa, partner, levels, learns, wl, wp, spread, least, wanted, cap, empty
):
    """Least value per usable variant and pair of the given medians (U x levels x learns).

    The level window is centred on the median.
    """
    buffer, rows = np.empty(net.shape[0]), np.empty(net.shape[0], dtype=np.int64)
    worth = np.empty(net.shape[0])
    values = np.empty((usable.shape[0], levels.shape[0], learns.shape[0]))
    for u in range(usable.shape[0]):
        v = usable[u]
        column = net[:, v].copy()
        for x in range(levels.shape[0]):
            for y in range(learns.shape[0]):
                m, k = levels[x], learns[y]
                values[u, x, y] = class_value(
                    column, s, a, partner, m, k, m - spread / 2, m + spread / 2, wl,
                    wp, least, wanted, cap[v], empty, worth, buffer, rows,
                ) + _fixed(fs, fa, m, m, m, k, k, k, wl, wp)  # fmt: skip
    return values


@uncounted
def _corner(  # type: ignore[no-untyped-def]
    net, s, a, fs, fa, partner, low, high, left, right, bottom, top, wl, wp, least, wanted, cap,
    empty, enough, first, worth, values, rows, kept,
):  # fmt: skip
    """Least value over the corners of a box of medians, its size and corner; rows in ``kept``.

    Corners after one that is worth less than ``enough`` are not looked at.
    """
    best, size, found = np.inf, 0, first
    _weigh(net, s, a, low, high, left, right, bottom, top, wl, wp, worth)
    for turn in range(4):
        corner = (first + turn) % 4
        if (corner % 2 and low == high) or (corner >= 2 and left == right):
            continue
        m = high if corner % 2 else low
        k = right if corner >= 2 else left
        value, count = _picked(worth[corner], partner, least, wanted, cap, empty, values, rows)
        value += _fixed(fs, fa, low, high, m, left, right, k, wl, wp)
        if value < best:
            best, size, found = value, count, corner
            for n in range(count):
                kept[n] = rows[n]
        if value < enough:
            break
    return best, size, found


@uncounted
def _beyond(numbers, fixed, rows, size, inner, outer, at, ordered):  # type: ignore[no-untyped-def]
    """What distances of a class from its own median sum to beyond those counted in a box (see
    :func:`best_class`); the least and the largest number.
    """
    total = size + fixed.shape[0]
    if not total:
        return 0.0, 0.0, 0.0, 0.0
    counted = 0.0
    for n in range(total):
        x = numbers[rows[n]] if n < size else fixed[n - size]
        if not inner < x < outer:
            counted += abs(x - at)
        j = n
        while j > 0 and ordered[j - 1] > x:
            ordered[j] = ordered[j - 1]
            j -= 1
        ordered[j] = x
    middle, own = ordered[total // 2], 0.0
    for n in range(total):
        own += abs(ordered[n] - middle)
    return own - counted, ordered[0], ordered[total - 1], middle


@compiled
def best_class(  # type: ignore[no-untyped-def]
    net, usable, offset, s, a, fs, fa, partner, levels, learns, bottoms, wl, wp, spread, least,
    wanted, cap, empty, ceiling, tolerance, boxes,
):  # fmt: skip
    """Least reduced cost over all usable variants and their possible classes below ``ceiling``.

    Branch and bound over boxes (range of the median level, of the median learnability, of the
    lowest level), depth first. In a box the distance ``|s_i - m|`` is linear in ``m`` for
    everybody outside, and at least 0 for everybody strictly inside. A sum of such terms is least
    at a corner, so the cheapest class over the corners bounds the whole box; it is off by what
    members inside cost only. That class itself is a candidate for the best. A box that remains is
    halved where the class costs most beyond what was counted, or the range of its lowest level
    when its levels lie too far apart.

    Returns (floor, found (K), variants (K), sizes (K), members (K x L)): no class of the group
    costs less than ``floor``; per usable variant, then per band of median levels, the best class
    that was met: its true reduced cost (``inf``: none), its variant and its rows. ``levels`` and
    ``learns`` hold every median a class can have, ``bottoms`` every lowest level of a window that
    takes in the fixed members. ``tolerance`` may be lost between floor and the true minimum.
    After ``boxes`` boxes a variant is left with the bound it began with.
    """
    most = net.shape[0]
    worth, values, rows = np.empty((4, most)), np.empty(most), np.empty(most, dtype=np.int64)
    kept, at = np.empty((2, most), dtype=np.int64)
    ordered = np.empty(most + fs.shape[0])
    bands = min(levels.shape[0], BANDS)
    kinds = usable.shape[0] + bands
    found = np.full(kinds, np.inf)
    sizes, variant = np.zeros((2, kinds), dtype=np.int64)
    members = np.empty((kinds, most), dtype=np.int64)
    stack = np.empty((DEEPEST, 7), dtype=np.int64)
    best, floor = ceiling, ceiling
    last, end, deepest = levels.shape[0] - 1, learns.shape[0] - 1, bottoms.shape[0] - 1
    roots = np.empty(usable.shape[0])
    for u in range(usable.shape[0]):
        roots[u] = offset[usable[u]] + _corner(
            net[:, usable[u]].copy(), s, a, fs, fa, partner, levels[0], levels[last], learns[0],
            learns[end], bottoms[0], bottoms[deepest] + spread, wl, wp, least, wanted,
            cap[usable[u]], empty, -np.inf, 0, worth, values, rows, kept,
        )[0]  # fmt: skip
    for u in np.argsort(roots):
        v = usable[u]
        if roots[u] >= best - tolerance:
            floor = min(floor, roots[u])
            continue
        # Candidates for this variant, the best first: later ones are soon seen to be too dear.
        who = np.argsort(net[:, v])
        who = who[: np.searchsorted(net[who, v], NEVER / 2)]
        column, level, learn = net[who, v], s[who], a[who]
        at[:] = -1
        at[who] = np.arange(who.shape[0])
        spouse = np.array([at[partner[i]] if partner[i] >= 0 else -1 for i in who], dtype=np.int64)
        stack[0] = (0, last, 0, end, 0, deepest, 0)
        top, spent = 1, 0
        while top > 0:
            top -= 1
            if spent == boxes:
                floor = min(floor, roots[u])
                break
            box = stack[top]
            low, high, left, right = levels[box[0]], levels[box[1]], learns[box[2]], learns[box[3]]
            while box[4] < box[5] and bottoms[box[4]] + spread < low:
                box[4] += 1
            while box[4] < box[5] and bottoms[box[5]] > high:
                box[5] -= 1
            bottom, above = bottoms[box[4]], bottoms[box[5]] + spread
            if bottom > high or above < low:
                continue
            spent += 1
            enough = best - tolerance
            value, size, corner = _corner(
                column, level, learn, fs, fa, spouse, low, high, left, right, bottom, above,
                wl, wp, least, wanted, cap[v], empty, enough - offset[v], box[6], worth, values,
                rows, kept,
            )  # fmt: skip
            value += offset[v]
            if value >= enough:
                floor = min(floor, value)
                continue
            m, k = (high if corner % 2 else low), (right if corner >= 2 else left)
            more, lowest, highest, middle = _beyond(level, fs, kept, size, low, high, m, ordered)
            extra, _, _, _ = _beyond(learn, fa, kept, size, left, right, k, ordered)
            more, extra = wl * more, wp * extra
            fits = highest - lowest <= spread
            if fits:
                own = value + more + extra
                best = min(best, own)
                band = np.searchsorted(levels, middle) * bands // (last + 1)
                for kind in (u, usable.shape[0] + min(band, bands - 1)):
                    if own < found[kind]:
                        found[kind], sizes[kind], variant[kind] = own, size, v
                        members[kind, :size] = who[kept[:size]]
            side = 4 if not fits and more + extra < wl * spread else (0 if more >= extra else 2)
            for other in (4, 0, 2, 4):
                if box[side] == box[side + 1]:
                    side = other
            if box[side] == box[side + 1]:
                floor = min(floor, value)  # one point: nothing else is in the box
                continue
            half = (box[side] + box[side + 1]) // 2
            box[6] = corner
            stack[top + 1] = box
            box[side] = half + 1
            stack[top + 1, side + 1] = half
            top += 2
    return floor, found, variant, sizes, members


@compiled
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
