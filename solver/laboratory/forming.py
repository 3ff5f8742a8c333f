"""New classes from those who wait, and regrouping of those who learn."""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.laboratory.seating import admits, free, kind, score, seat
from solver.laboratory.windows import cut
from solver.laboratory.world import NOWHERE

KINDS, BANDS = 3, 3


@njit(cache=True, nogil=True)
def new_class(offer, band, sort, begin, g, tally):  # type: ignore[no-untyped-def]
    """Index of a class that begins in a week, this one or a later one."""
    c = tally[0]
    tally[0] += 1
    g[c].of, g[c].band, g[c].kind, g[c].begin = offer, band, sort, begin
    g[c].size, g[c].lessons, g[c].finish = 0, 0, NOWHERE
    return c


@njit(cache=True, nogil=True)
def class_cost(offer, o, w):  # type: ignore[no-untyped-def]
    """What the lesson hours of a class cost; the goal ``solver.rules.class_hours``."""
    minutes = int(o[offer].sessions * o[offer].hours * 60 + 0.5)
    return (w.class_hour * minutes + 30) // 60


@njit(cache=True, nogil=True)
def _order(who, s):  # type: ignore[no-untyped-def]
    keys = np.empty(len(who), dtype=np.int64)
    for k in range(len(who)):
        keys[k] = score(s[who[k]])
    return np.argsort(keys, kind="mergesort")


@njit(cache=True, nogil=True)
def _sorted_by_level(who, n, s):  # type: ignore[no-untyped-def]
    keys = np.empty(n, dtype=np.int64)
    for k in range(n):
        keys[k] = score(s[who[k]])
    return who[:n][np.argsort(keys, kind="mergesort")], np.sort(keys)


@njit(cache=True, nogil=True)
def _windows(who, levels, without, offer, t, cover, p, s, o, cal, w):  # type: ignore[no-untyped-def]
    """(cost of everybody left, least cost, starts of windows) for sorted people; ``without`` is
    what each person costs outside these classes.
    """
    n = len(who)
    learn, literacy = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    overdue, left = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    nobody = 0
    for k in range(n):
        i = who[k]
        learn[k], literacy[k] = p[i].learnability, s[i].literacy
        overdue[k] = 1 if t - s[i].since >= o[offer].guarantee else 0
        left[k] = w.unplaced if cover else without[i]
        nobody += left[k]
    best, begin = np.empty(n + 1, dtype=np.int64), np.empty(n + 1, dtype=np.int64)
    least = cut(
        n, levels, learn, literacy, overdue, left, o[offer].mix, o[offer].spread,
        cal[offer, t].maximum, o[offer].least, o[offer].guaranteed_least,
        min(o[offer].target, cal[offer, t].maximum), class_cost(offer, o, w),
        w.level, w.learnability, w.empty_seat, cover, best, begin,
    )  # fmt: skip
    return nobody, least, begin, best


@njit(cache=True, nogil=True)
def form(t, queue, n, without, p, s, g, o, cal, w, tally):  # type: ignore[no-untyped-def]
    """Start classes as long as that costs less than what people cost ``without`` (by person).

    A slot is an (offering, period, kind). The most saving slot comes first with all its windows,
    then the next with those who are left; since people fit in several slots the best beginning
    is not always the most saving one: every slot is tried as the beginning.
    """
    offers = len(o)
    mine, fits = np.empty(n, dtype=np.int64), np.zeros((offers, n), dtype=np.int64)
    for k in range(n):
        mine[k] = free(p[queue[k]], s[queue[k]], t, w)
    for offer in range(offers):
        if cal[offer, t].opens:
            for k in range(n):
                if admits(p[queue[k]], s[queue[k]], o[offer], t, w):
                    fits[offer, k] = 1 + kind(p[queue[k]], o[offer], w)
    saving = np.full(offers * BANDS * KINDS, -1, dtype=np.int64)  # -1: to be worked out
    into, windows = np.full(n, NOWHERE, dtype=np.int64), np.empty(n, dtype=np.int64)
    _savings(saving, into, queue, n, mine, fits, without, t, p, s, o, cal, w)
    room = w.dayparts - dayparts(o, g, tally)
    best, slots, greatest = into.copy(), windows.copy(), 0
    for first in np.argsort(-saving, kind="mergesort"):
        if saving[first] <= 0:
            break
        for one in (False, True):
            into[:] = NOWHERE
            saved = _greedy(
                first, one, saving.copy(), into, windows, room, queue, n, mine, fits, without,
                t, p, s, o, cal, w,
            )  # fmt: skip
            if saved > greatest:
                greatest = saved
                best[:], slots[:] = into, windows
    _start(best, slots, queue, n, t, s, g, o, cal, tally)


@njit(cache=True, nogil=True)
def _savings(saving, into, queue, n, mine, fits, without, t, p, s, o, cal, w):  # type: ignore[no-untyped-def]
    """Work out what classes of each slot would save, where that is not known."""
    for slot in range(len(saving)):
        if saving[slot] < 0:
            saving[slot] = 0
            rule = o[slot // 9]
            who = _group(slot, n, mine, into, fits, t, o, cal)
            if len(who) >= min(rule.least, rule.guaranteed_least):
                people, levels = _sorted_by_level(queue[who], len(who), s)
                nobody, least, _, _ = _windows(
                    people, levels, without, slot // 9, t, False, p, s, o, cal, w
                )
                saving[slot] = nobody - least


@njit(cache=True, nogil=True)
def _greedy(  # type: ignore[no-untyped-def]
    first, one, saving, into, windows, room, queue, n, mine, fits, without, t, p, s, o, cal, w
):
    """Fill ``into`` (the window of each in the queue, NOWHERE: none) and ``windows`` (the slot of
    each window), beginning with a slot; what that saves. ``one``: only the most saving window
    of a slot at a time; ``room``: dayparts left.
    """
    saved, count, chosen = 0, 0, first
    while saving[chosen] > 0:
        offer, before = chosen // 9, count
        who = _group(chosen, n, mine, into, fits, t, o, cal)
        order = _order(queue[who], s)
        people, levels = _sorted_by_level(queue[who], len(who), s)
        _, _, begin, best = _windows(people, levels, without, offer, t, False, p, s, o, cal, w)
        only = _best_window(people, begin, best, without) if one else NOWHERE
        j = len(people)
        while j > 0:
            i = begin[j]
            if i < 0:
                j -= 1
                continue
            if o[offer].sessions <= room and only in (NOWHERE, j):
                room -= o[offer].sessions
                windows[count] = chosen
                saved -= best[j] - best[i]
                for k in range(i, j):
                    into[who[order[k]]] = count
                    saved += without[people[k]]
                count += 1
            j = i
        if count == before:
            return saved
        for slot in range(len(saving)):  # where one of those just seated counted, count again
            if saving[slot] > 0:
                for k in range(n):
                    if into[k] >= before and fits[slot // 9, k] == 1 + slot % 3:
                        saving[slot] = -1
                        break
        _savings(saving, into, queue, n, mine, fits, without, t, p, s, o, cal, w)
        chosen = np.argmax(saving)
    return saved


@njit(cache=True, nogil=True)
def _best_window(people, begin, best, without):  # type: ignore[no-untyped-def]
    """The end of the window that saves most."""
    most, end, j = 0, NOWHERE, len(people)
    while j > 0:
        i = begin[j]
        if i < 0:
            j -= 1
            continue
        saves = best[i] - best[j]
        for k in range(i, j):
            saves += without[people[k]]
        if saves > most:
            most, end = saves, j
        j = i
    return end


@njit(cache=True, nogil=True)
def _group(slot, n, mine, into, fits, t, o, cal):  # type: ignore[no-untyped-def]
    """Places in the queue of those without a window whom a slot would suit."""
    offer, band, sort = slot // 9, o[slot // 9].bands[slot // 3 % 3], slot % 3
    group, count = np.empty(n, dtype=np.int64), 0
    if cal[offer, t].opens and band:
        for k in range(n):
            if into[k] == NOWHERE and fits[offer, k] == 1 + sort and not band & ~mine[k]:
                group[count] = k
                count += 1
    return group[:count]


@njit(cache=True, nogil=True)
def _start(into, windows, queue, n, t, s, g, o, cal, tally):  # type: ignore[no-untyped-def]
    """Start the classes of the windows."""
    made = np.full(n, NOWHERE, dtype=np.int64)
    for k in range(n):
        at = into[k]
        if at == NOWHERE:
            continue
        if made[at] == NOWHERE:
            slot = windows[at]
            offer = slot // 9
            band, begins = o[offer].bands[slot // 3 % 3], cal[offer, t].begins
            made[at] = new_class(offer, band, slot % 3, begins, g, tally)
        seat(queue[k], made[at], t, s, g)


@njit(cache=True, nogil=True)
def dayparts(o, g, tally):  # type: ignore[no-untyped-def]
    """Teacher dayparts a week of all running classes."""
    total = 0
    for c in range(tally[0]):
        if g[c].finish == NOWHERE:
            total += o[g[c].of].sessions
    return total


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
    people, levels = _sorted_by_level(who, n, s)
    _, least, begin, _ = _windows(people, levels, levels, offer, t, True, p, s, o, cal, w)
    if least >= 1 << 59:
        return
    more, j = -len(alike), n
    while j > 0:
        more, j = more + 1, begin[j]
    if more > 0 and more * o[offer].sessions > w.dayparts - dayparts(o, g, tally):
        return
    fullest = np.array([g[c].most for c in alike])
    used = np.zeros(len(alike), dtype=np.int64)
    target = np.full(n, -1, dtype=np.int64)
    j = n
    while j > 0:
        i = begin[j]
        best, chosen = 0, -1
        for a in range(len(alike)):
            if not used[a]:
                shared = 0
                for k in range(i, j):
                    if s[people[k]].group == alike[a]:
                        shared += 1
                if shared > best:
                    best, chosen = shared, a
        if chosen >= 0:
            used[chosen] = 1
            c = alike[chosen]
        else:
            c = new_class(offer, band, sort, t, g, tally)
            g[c].lessons = g[alike[0]].lessons
        target[i:j] = c
        j = i
    for k in range(n):
        if s[people[k]].group != target[k]:
            seat(people[k], target[k], t, s, g)
    for a, c in enumerate(alike):  # all move at once: nobody was one too many in between
        g[c].most = max(fullest[a], g[c].size)
        if g[c].size == 0:
            g[c].finish = t
