"""One replication: the weeks of one policy, one after the other."""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.laboratory.forming import form
from solver.laboratory.learning import BETWEEN, BRIDGING, WAITING, close, live, teach
from solver.laboratory.regrouping import regroup
from solver.laboratory.seating import (
    begin,
    choose_school,
    dissolve,
    enter,
    expect,
    measure,
    options,
    ready,
    with_seats,
)
from solver.laboratory.world import NOWHERE, Array, State, Week, World, fresh

CLASSES, DAYPARTS, MEMBERS, EMPTY = 8, 9, 10, 11
LEVEL, LEARNABILITY, SPREAD, BRIDGE, HOME = 12, 13, 14, 15, 16
EMPTY_HOURS, LESSONS = 17, 18
assert int(Week.LESSON_WEEK) == LESSONS


def simulate(learners: Array, world: World, until: int | None = None) -> State:
    """One replication of as many weeks as the world has.

    ``learners`` are sorted by week of registration. ``until`` stops just before the decisions
    of that week, so that :func:`decide` can be compared with another way of deciding.
    """
    state = fresh(learners, world.weeks)
    _weeks(
        world.lesson_weeks, world.weeks if until is None else until + 1, until is not None,
        learners, state.people, state.classes, world.offers, world.calendar, world.routes,
        world.rules[0], state.tally, state.weekly, state.made,
    )  # fmt: skip
    return state


def decide(week: int, learners: Array, world: World, state: State) -> None:
    """Take one week's decisions in place: seats in running classes, then new classes."""
    here = int(np.searchsorted(learners["arrive"], week, side="right"))
    n = len(state.classes)
    levels, learns = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    start, order = np.zeros(n + 1, dtype=np.int64), np.zeros(len(learners), dtype=np.int64)
    p, s, g, tally = learners, state.people, state.classes, state.tally
    measure(here, True, p, s, g, tally, levels, learns, start, order)
    _decide(
        week, here, p, s, g, world.offers, world.calendar, world.routes, world.rules[0], tally,
        levels, learns, start, order,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _weeks(lesson_weeks, weeks, stop, p, s, g, o, cal, r, w, tally, weekly, made):  # type: ignore[no-untyped-def]
    most = len(g)
    levels, learns = np.zeros(most, dtype=np.int64), np.zeros(most, dtype=np.int64)
    start, order = np.zeros(most + 1, dtype=np.int64), np.zeros(len(p), dtype=np.int64)
    running, seats = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    first = np.empty(len(o) + 1, dtype=np.int64)
    here = 0
    for t in range(weeks):
        here = live(t, here, p, s, g, w)
        if lesson_weeks[t]:
            teach(t, here, p, s, g, o, r, w, tally, made)
            close(t, here, p, s, g, o, r, w, tally)
        begin(t, here, s, g)
        if stop and t == weeks - 1:
            return
        measure(here, lesson_weeks[t], p, s, g, tally, levels, learns, start, order)
        if lesson_weeks[t]:
            count = _running(g, tally, running)
            if regroup(t, order, start, running, count, p, s, g, o, cal, w, tally):
                measure(here, False, p, s, g, tally, levels, learns, start, order)
                count = _running(g, tally, running)
            with_seats(t, g, o, cal, tally, seats, first)
            dissolve(t, order, start, running, count, seats, first, p, s, g, o, cal, w)
            _decide(t, here, p, s, g, o, cal, r, w, tally, levels, learns, start, order)
        _bridge(here, lesson_weeks[t], s, r)
        if lesson_weeks[t]:
            measure(here, False, p, s, g, tally, levels, learns, start, order)
        _count(t, here, p, s, g, o, cal, r, tally, weekly, levels, learns, start, order)
        weekly[t, LESSONS] = lesson_weeks[t]


@njit(cache=True, nogil=True)
def _running(g, tally, running):  # type: ignore[no-untyped-def]
    count = 0
    for c in range(tally[0]):
        if g[c].finish == NOWHERE:
            running[count] = c
            count += 1
    return count


@njit(cache=True, nogil=True)
def _queue(here, s, r, queue):  # type: ignore[no-untyped-def]
    n = 0
    for i in range(here):
        if ready(s[i], r):
            queue[n] = i
            n += 1
    return n


@njit(cache=True, nogil=True)
def _decide(t, here, p, s, g, o, cal, r, w, tally, levels, learns, start, order):  # type: ignore[no-untyped-def]
    """New classes where they cost less than seats in running ones, then seats in those and in the
    new ones, then classes for who is left; for all who are ready.
    """
    queue, waits, costs, choice, expected = (
        np.empty(here, np.int64),
        np.empty(here, np.int64),
        np.empty(here, np.int64),
        np.empty(here, np.int64),
        np.empty(here, np.int64),
    )
    seats, first = np.empty(tally[0], dtype=np.int64), np.empty(len(o) + 1, dtype=np.int64)
    with_seats(t, g, o, cal, tally, seats, first)
    choose_school(t, here, p, s, o, r, w)
    n = _queue(here, s, r, queue)
    options(t, queue, n, seats, first, waits, costs, choice, p, s, g, o, cal, r, w)
    expect(t, queue, n, waits, costs, choice, expected, g, cal)
    form(t, queue, n, expected, p, s, g, o, cal, w, tally)
    n = _queue(here, s, r, queue)
    measure(here, False, p, s, g, tally, levels, learns, start, order)
    seats = np.empty(tally[0], dtype=np.int64)  # those of the new classes too
    with_seats(t, g, o, cal, tally, seats, first)
    options(t, queue, n, seats, first, waits, costs, choice, p, s, g, o, cal, r, w)
    hoping = 0
    for k in range(n):
        hoping += choice[queue[k]] != NOWHERE
    if enter(t, queue, n, seats, first, waits, costs, choice, p, s, g, o, cal, w) < hoping:
        n = _queue(here, s, r, queue)
        form(t, queue, n, waits, p, s, g, o, cal, w, tally)


@njit(cache=True, nogil=True)
def _bridge(here, lessons, s, r):  # type: ignore[no-untyped-def]
    """Seats in bridging classes, first come first served, in weeks with lessons; at the longest
    stay one leaves, in a holiday too.
    """
    taken = np.zeros(len(r), dtype=np.int64)
    for i in range(here):
        if s[i].stage == BRIDGING:
            if s[i].bridged >= r[s[i].route].bridge_most:
                s[i].stage = WAITING
            else:
                taken[s[i].route] += 1
    if not lessons:
        return
    for i in range(here):
        if s[i].stage == WAITING:
            route = s[i].route
            if taken[route] < r[route].bridge_seats and s[i].bridged < r[route].bridge_most:
                s[i].stage = BRIDGING
                taken[route] += 1


@njit(cache=True, nogil=True)
def _count(t, here, p, s, g, o, cal, r, tally, weekly, levels, learns, start, order):  # type: ignore[no-untyped-def]
    """The week's ledger."""
    row = weekly[t]
    row[0] = len(p) - here
    taken, mine = np.zeros(len(r), dtype=np.int64), np.zeros(len(r), dtype=np.int64)
    for i in range(here):
        stage = s[i].stage
        row[stage] += 1
        if stage == WAITING and s[i].started == NOWHERE:
            s[i].waited += 1
        elif stage == BRIDGING:
            s[i].bridged += 1
            taken[s[i].route] += 1
            mine[s[i].route] += p[i].home
        elif stage == BETWEEN:
            s[i].between += 1
    for route in range(len(taken)):
        if taken[route]:
            rooms = (taken[route] + 14) // 15
            row[BRIDGE] += rooms * r[route].bridge_sessions * mine[route] / taken[route]
    for c in range(tally[0]):
        if g[c].finish != NOWHERE or g[c].size == 0 or g[c].begin > t:
            continue
        offer, size = g[c].of, g[c].size
        empty = max(0, min(o[offer].target, cal[offer, t].maximum) - size)
        row[CLASSES] += 1
        row[DAYPARTS] += o[offer].sessions
        row[MEMBERS] += size
        row[EMPTY] += empty
        row[LEVEL] += levels[c]
        row[LEARNABILITY] += learns[c]
        row[SPREAD] += g[c].high - g[c].low
        home = 0
        for k in range(start[c], start[c + 1]):
            home += p[order[k]].home
        row[HOME] += o[offer].sessions * home / size
        row[EMPTY_HOURS] += empty * o[offer].sessions * o[offer].hours * home / size
        if g[c].begin == t and g[c].first[0] == 0:
            g[c].first[0] = size
            g[c].first[1] = g[c].high - g[c].low
            g[c].first[2] = levels[c] / size
            g[c].first[3] = learns[c] / size
