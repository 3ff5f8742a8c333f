"""Classes as windows over the level order: an exact dynamic programme, with a plan's prices.

People sorted by level; a class is a window of neighbours. With f(j) the least cost of the
first j people,

    f(j) = min( f(j-1) + left(j),  min_i f(i) + class(i, j) )

over windows i..j that keep the rules of ``instroom plan``: sizes, level spread, literacy.
``class`` is the sum of absolute deviations from the median in level and in learnability, the
lesson hours and the seats below the target, each at its price; ``left`` what waiting costs.
O(n x maximum x maximum). What it cannot see are classes that are not windows; how much that
costs is measured against the full solver (``scheduler/laboratory/audit.py``).
"""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def cut(  # type: ignore[no-untyped-def]
    n, score, learn, literacy, overdue, left, mix, spread, maximum, least, overdue_least, target,
    open_cost, level_price, learn_price, empty_price, cover, best, begin,
):  # fmt: skip
    """Fill ``best`` (n + 1) and ``begin`` (start of the window that ends here, -1: left out).

    With ``cover`` nobody is left out: windows may be smaller than ``least`` (or wider than
    ``spread`` when one person alone is), at the price of ``left`` for each missing person.
    """
    total = np.zeros(n + 1, dtype=np.int64)
    for j in range(n):
        total[j + 1] = total[j] + score[j]
    window = np.empty(maximum, dtype=np.int64)
    best[0] = 0
    for j in range(1, n + 1):
        best[j] = best[j - 1] + left[j - 1]
        begin[j] = -1
        if cover:
            best[j] = 1 << 60
        kinds, late, size = literacy[j - 1], False, 0
        for i in range(j - 1, max(-1, j - 1 - maximum), -1):
            if score[j - 1] - score[i] > spread or (not mix and literacy[i] != kinds):
                break
            late = late or overdue[i] != 0
            at = size
            while at > 0 and window[at - 1] > learn[i]:
                window[at] = window[at - 1]
                at -= 1
            window[at] = learn[i]
            size += 1
            enough = size >= least or (late and size >= overdue_least)
            if not enough and not cover:
                continue
            middle = i + (size - 1) // 2
            levels = (total[j] - total[middle + 1]) - score[middle] * (j - middle - 1)
            levels += score[middle] * (middle - i) - (total[middle] - total[i])
            learns = 0
            for k in range(size // 2):
                learns += window[size - 1 - k] - window[k]
            cost = best[i] + open_cost + level_price * levels + learn_price * learns
            cost += empty_price * max(0, target - size)
            if not enough:
                cost += (least - size) * left[i]
            if cost < best[j]:
                best[j] = cost
                begin[j] = i
    return best[n]


@njit(cache=True, nogil=True)
def distances(n, values):  # type: ignore[no-untyped-def]
    """(lowest, median, highest, sum of absolute deviations); sorts ``values[:n]`` in place."""
    for i in range(1, n):
        value, at = values[i], i
        while at > 0 and values[at - 1] > value:
            values[at] = values[at - 1]
            at -= 1
        values[at] = value
    if n == 0:
        return 0, 0, 0, 0
    total = 0
    for k in range(n // 2):
        total += values[n - 1 - k] - values[k]
    return values[0], values[(n - 1) // 2], values[n - 1], total
