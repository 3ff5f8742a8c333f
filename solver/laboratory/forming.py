"""New classes from those who wait."""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.laboratory.seating import admits, free, kind, score, seat
from solver.laboratory.spouses import has_need, household_cost, unmet
from solver.laboratory.windows import cut
from solver.laboratory.world import NEVER, NOWHERE

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
def by_level(who, s):  # type: ignore[no-untyped-def]
    """(people in order of level, their levels, the places they had)."""
    keys = np.empty(len(who), dtype=np.int64)
    for k in range(len(who)):
        keys[k] = score(s[who[k]])
    order = np.argsort(keys, kind="mergesort")
    return who[order], keys[order], order


@njit(cache=True, nogil=True)
def windows_of(who, levels, left, offer, t, cover, p, s, o, cal, w):  # type: ignore[no-untyped-def]
    """(least cost, starts of windows, costs up to each) for sorted people; ``left`` is what each
    costs outside these classes.
    """
    n = len(who)
    learn, literacy = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    overdue = np.empty(n, dtype=np.int64)
    for k in range(n):
        i = who[k]
        learn[k], literacy[k] = p[i].learnability, s[i].literacy
        overdue[k] = 1 if t - s[i].since >= o[offer].guarantee else 0
    best, begin = np.empty(n + 1, dtype=np.int64), np.empty(n + 1, dtype=np.int64)
    least = cut(
        n, levels, learn, literacy, overdue, left, o[offer].mix, o[offer].spread,
        cal[offer, t].maximum, o[offer].least, o[offer].guaranteed_least,
        min(o[offer].target, cal[offer, t].maximum), class_cost(offer, o, w),
        w.level, w.learnability, w.empty_seat, cover, best, begin,
    )  # fmt: skip
    return least, begin, best


@njit(cache=True, nogil=True)
def form(t, queue, n, without, p, s, g, o, cal, w, tally):  # type: ignore[no-untyped-def]
    """Start classes as long as that costs less than what people cost ``without`` (by person).

    A slot is an (offering, period, kind). The most saving slot comes first with all its windows,
    then the next with those who are left; since people fit in several slots the best beginning
    is not always the most saving one: every slot is tried as the beginning. Then the windows of one
    offering after the other are taken away and made anew in the same manner beside the others.
    """
    offers = len(o)
    mine, fits = np.empty(n, dtype=np.int64), np.zeros((offers, n), dtype=np.int64)
    mate = np.full(n, NOWHERE, dtype=np.int64)
    for k in range(n):
        i = queue[k]
        mine[k] = free(p[i], s[i], t, w)
        if has_need(i, p, s):
            at = np.searchsorted(queue[:n], s[i].spouse)
            if at < n and queue[at] == s[i].spouse:
                mate[k] = at
    for offer in range(offers):
        if cal[offer, t].opens:
            for k in range(n):
                if admits(p[queue[k]], s[queue[k]], o[offer], t, w):
                    fits[offer, k] = 1 + kind(p[queue[k]], o[offer], w)
    saving = np.full(offers * BANDS * KINDS, -1, dtype=np.int64)  # -1: to be worked out
    best, slots = np.full(n, NOWHERE, dtype=np.int64), np.empty(n, dtype=np.int64)
    worth, into, windows, gains = slots.copy(), best.copy(), slots.copy(), slots.copy()
    room = w.dayparts - dayparts(o, g, tally)
    count, again = 0, -1  # the offering whose windows are made anew; at first there are none
    while again < offers and (count > 1 or again < 0):
        kept = _kept(again, count, best, slots, worth, into, windows, gains)
        if kept < count or again < 0:
            places, free_room = into.copy(), room
            for v in range(kept):
                free_room -= o[windows[v] // 9].sessions
            saving[:] = -1
            _savings(
                saving, into, windows, queue, n, mine, fits, mate, without, t, p, s, g, o, cal, w
            )
            for first in np.argsort(-saving, kind="mergesort"):
                if saving[first] <= 0:
                    break
                for one in (False, True):
                    into[:] = places
                    made = _greedy(
                        first, one, saving.copy(), into, windows, gains, kept, free_room, queue, n,
                        mine, fits, mate, without, t, p, s, g, o, cal, w,
                    )  # fmt: skip
                    if gains[:made].sum() > worth[:count].sum():
                        count = made
                        best[:], slots[:], worth[:] = into, windows, gains
        again += 1
    _start(best, slots, queue, n, t, s, g, o, cal, tally)


@njit(cache=True, nogil=True)
def _kept(offer, count, best, slots, worth, into, windows, gains):  # type: ignore[no-untyped-def]
    """Take over the windows of ``best`` but those of an offering; how many those are."""
    number, kept = np.full(count, NOWHERE), 0
    for v in range(count):
        if slots[v] // 9 != offer:
            number[v] = kept
            windows[kept], gains[kept] = slots[v], worth[v]
            kept += 1
    for k in range(len(best)):
        into[k] = NOWHERE if best[k] == NOWHERE else number[best[k]]
    return kept


@njit(cache=True, nogil=True)
def _savings(saving, into, windows, queue, n, mine, fits, mate, without, t, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """Work out what classes of each slot would save, where that is not known."""
    for slot in range(len(saving)):
        if saving[slot] < 0:
            saving[slot] = 0
            rule = o[slot // 9]
            who, left = _group(
                slot, into, windows, queue, n, mine, fits, mate, without, t, p, s, g, o, cal, w
            )
            if len(who) >= min(rule.least, rule.guaranteed_least):
                people, levels, order = by_level(queue[who], s)
                least, _, _ = windows_of(
                    people, levels, left[order], slot // 9, t, False, p, s, o, cal, w
                )
                saving[slot] = left.sum() - least


@njit(cache=True, nogil=True)
def _greedy(  # type: ignore[no-untyped-def]
    first, one, saving, into, windows, gains, count, room, queue, n, mine, fits, mate, without,
    t, p, s, g, o, cal, w,
):  # fmt: skip
    """Add to ``into`` (the window of each in the queue, NOWHERE: none), ``windows`` (the slot of
    each of ``count`` windows) and ``gains`` (what each saves), beginning with a slot; how many
    windows there are then. ``one``: only the most saving window of a slot at a time; ``room``:
    dayparts left.
    """
    chosen = first
    while saving[chosen] > 0:
        offer, before = chosen // 9, count
        band = o[offer].bands[chosen // 3 % 3]
        who, left = _group(
            chosen, into, windows, queue, n, mine, fits, mate, without, t, p, s, g, o, cal, w
        )
        people, levels, order = by_level(queue[who], s)
        who, left = who[order], left[order]
        _, begin, best = windows_of(people, levels, left, offer, t, False, p, s, o, cal, w)
        only = _best_window(begin, best, left) if one else NOWHERE
        j = len(people)
        while j > 0:
            i = begin[j]
            if i < 0:
                j -= 1
                continue
            if o[offer].sessions <= room and only in (NOWHERE, j):
                room -= o[offer].sessions
                windows[count], gains[count] = chosen, left[i:j].sum() - best[j] + best[i]
                into[who[i:j]] = count
                count += 1
            j = i
        if count == before:
            return count
        for k in range(n):
            if into[k] >= before:
                _count_again(k, band, saving, queue, fits, mate, p, o)
        _savings(saving, into, windows, queue, n, mine, fits, mate, without, t, p, s, g, o, cal, w)
        chosen = np.argmax(saving)
    return count


@njit(cache=True, nogil=True)
def _count_again(k, band, saving, queue, fits, mate, p, o):  # type: ignore[no-untyped-def]
    """Forget what slots save that somebody who now has a window in a part of the week was one of,
    or kept a spouse out of, or whose spouse can no longer be one of.
    """
    m = mate[k]
    for offer in range(len(o)):
        mine = fits[offer, k] - 1
        theirs = NOWHERE if m == NOWHERE else fits[offer, m] - 1
        for b in range(BANDS):
            slot = offer * BANDS * KINDS + b * KINDS
            if mine >= 0 and (saving[slot + mine] > 0 or theirs == mine):
                saving[slot + mine] = -1
            counts = theirs >= 0 and saving[slot + theirs] > 0
            if counts and unmet(p[queue[k]].need, False, o[offer].bands[b], band):
                saving[slot + theirs] = -1


@njit(cache=True, nogil=True)
def _best_window(begin, best, left):  # type: ignore[no-untyped-def]
    """The end of the window that saves most."""
    most, end, j = 0, NOWHERE, len(left)
    while j > 0:
        i = begin[j]
        if i < 0:
            j -= 1
            continue
        saves = best[i] - best[j] + left[i:j].sum()
        if saves > most:
            most, end = saves, j
        j = i
    return end


@njit(cache=True, nogil=True)
def _group(slot, into, windows, queue, n, mine, fits, mate, without, t, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """Places in the queue of those without a window whom a slot would suit, and what each costs
    left out of it: what a seat costs for the sake of the spouse is taken off.
    """
    offer, band, sort = slot // 9, o[slot // 9].bands[slot // 3 % 3], slot % 3
    group, left = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    count = 0
    if cal[offer, t].opens and band:
        for k in range(n):
            if into[k] != NOWHERE or fits[offer, k] != 1 + sort or band & ~mine[k]:
                continue
            i, m = queue[k], mate[k]
            more = household_cost(i, NOWHERE, band, p, s, g, w)
            if m != NOWHERE:
                if into[m] != NOWHERE:
                    taken = windows[into[m]]
                    broken = unmet(p[i].need, False, band, o[taken // 9].bands[taken // 3 % 3])
                else:  # of two whom the slot would suit the one who costs less to leave gives way
                    suits = fits[offer, m] == 1 + sort and not band & ~mine[m]
                    after = (without[queue[m]], k) > (without[i], m)
                    broken = suits and after and unmet(p[i].need, True, band, band)
                if broken:
                    more = NEVER if p[i].hard else w.household
            if more == 0 or more < without[i]:  # else a seat is worth nothing to him or her
                group[count], left[count] = k, without[i] - more
                count += 1
    return group[:count], left[:count]


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
