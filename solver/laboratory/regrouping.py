"""Regrouping: members of alike classes are divided over them anew, in order of level."""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.laboratory.forming import BANDS, KINDS, by_level, dayparts, new_class, windows_of
from solver.laboratory.seating import seat
from solver.laboratory.spouses import DIFFERENT, has_need
from solver.laboratory.world import NOWHERE


@njit(cache=True, nogil=True)
def regroup(t, order, start, running, count, p, s, g, o, cal, w, tally):  # type: ignore[no-untyped-def]
    """Divide the members of alike classes anew, each new class taking the place of the old one
    it shares most members with; whether there was anything to divide. Where that takes more
    classes than teachers have dayparts for, they stay as they are.
    """
    divided = False
    for offer in range(len(o)):
        if o[offer].regroup == 0 or t % o[offer].regroup != 0:
            continue
        for slot in range(BANDS * KINDS):
            band, sort = o[offer].bands[slot // 3], slot % 3
            alike = np.empty(count, dtype=np.int64)
            classes = 0
            for at in range(count):
                c = running[at]
                if (
                    g[c].of == offer and g[c].band == band and g[c].kind == sort
                    and g[c].size > 0 and g[c].begin < t
                ):  # fmt: skip
                    alike[classes] = c
                    classes += 1
            if classes > 1:
                divided = True
                alike = alike[:classes]
                _divide(t, offer, band, sort, alike, order, start, p, s, g, o, cal, w, tally)
    return divided


@njit(cache=True, nogil=True)
def _divide(t, offer, band, sort, alike, order, start, p, s, g, o, cal, w, tally):  # type: ignore[no-untyped-def]
    n = 0
    who = np.empty(len(order), dtype=np.int64)
    for c in alike:
        for k in range(start[c], start[c + 1]):
            if s[order[k]].group == c:
                who[n] = order[k]
                n += 1
    people, levels, _ = by_level(who[:n], s)
    left = np.full(n, w.unplaced)
    least, begin, _ = windows_of(people, levels, left, offer, t, True, p, s, o, cal, w)
    if least >= 1 << 59:
        return
    window, count, j = np.empty(n, dtype=np.int64), 0, n
    while j > 0:
        window[begin[j] : j] = count
        count, j = count + 1, begin[j]
    more = count - len(alike)
    if more > 0 and more * o[offer].sessions > w.dayparts - dayparts(o, g, tally):
        return
    maximum = cal[offer, t].maximum
    if not _spouses_parted(people, levels, window, count, o[offer], maximum, p, s):
        return
    fullest = np.array([g[c].most for c in alike])
    used = np.zeros(len(alike), dtype=np.int64)
    target = np.full(count, NOWHERE)
    for v in range(count):
        best, chosen = 0, NOWHERE
        for a in range(len(alike)):
            if not used[a]:
                shared = 0
                for k in range(n):
                    if window[k] == v and s[people[k]].group == alike[a]:
                        shared += 1
                if shared > best:
                    best, chosen = shared, a
        if chosen != NOWHERE:
            used[chosen] = 1
            target[v] = alike[chosen]
        else:
            target[v] = new_class(offer, band, sort, t, g, tally)
            g[target[v]].lessons = g[alike[0]].lessons
    for k in range(n):
        if s[people[k]].group != target[window[k]]:
            seat(people[k], target[window[k]], t, s, g)
    for a, c in enumerate(alike):  # all move at once: nobody was one too many in between
        g[c].most = max(fullest[a], g[c].size)
        if g[c].size == 0:
            g[c].finish = t


@njit(cache=True, nogil=True)
def _spouses_parted(people, levels, window, count, rule, maximum, p, s):  # type: ignore[no-untyped-def]
    """Move one of two spouses who belong in different classes to another window, where they are in
    one; whether no rule stays broken.
    """
    for k in range(len(people)):
        i = people[k]
        if not has_need(i, p, s) or p[i].need != DIFFERENT:
            continue
        for m in range(len(people)):
            if people[m] == s[i].spouse and window[m] == window[k]:
                parted = _moved(k, people, levels, window, count, rule, maximum, s)
                if not parted:
                    parted = _moved(m, people, levels, window, count, rule, maximum, s)
                if not parted and p[i].hard:
                    return False
    return True


@njit(cache=True, nogil=True)
def _moved(k, people, levels, window, count, rule, maximum, s):  # type: ignore[no-untyped-def]
    """Move somebody to the window that grows least in level; whether one keeps the rules."""
    least, chosen = rule.spread + 1, NOWHERE
    for v in range(count):
        size, low, high, fits = 0, levels[k], levels[k], v != window[k]
        for m in range(len(people)):
            if window[m] == v:
                size += 1
                low, high = min(low, levels[m]), max(high, levels[m])
                fits = fits and (rule.mix or s[people[m]].literacy == s[people[k]].literacy)
        if fits and size < maximum and high - low < least:
            least, chosen = high - low, v
    if chosen == NOWHERE:
        return False
    window[k] = chosen
    return True
