"""What a week does to people: registration, work, pauses, lessons, tests, the end of a term."""

from __future__ import annotations

from math import floor

from numba import njit

from solver.laboratory.chance import LENGTH, PART_TIME, PAUSE, TEST, WORK, draw
from solver.laboratory.world import NOWHERE, Stage

WAITING, BRIDGING, BETWEEN = int(Stage.WAITING), int(Stage.BRIDGING), int(Stage.BETWEEN)
CLASS, PAUSED = int(Stage.CLASS), int(Stage.PAUSED)
FINISHED, OUT = int(Stage.FINISHED), int(Stage.OUT_OF_TERM)
UNREGISTERED = int(Stage.UNREGISTERED)
UNREAD, LATIN = 0, 2  # positions in models.Literacy
AT_A2, AT_B1, BY_HOURS = 1, 2, 3
WHOLE_LEVEL, A2 = 25, 50
B1_ROUTE, Z_ROUTE, EDUCATION, ENTREE = 0, 1, 2, 3  # positions in models.Route
ATTEND_SLOTS = 16  # purposes from here on: one per session of a week


@njit(cache=True, nogil=True)
def leave(i, s, g):  # type: ignore[no-untyped-def]
    """Take somebody out of class."""
    c = s[i].group
    if c >= 0:
        g[c].size -= 1
        s[i].group = -1


@njit(cache=True, nogil=True)
def to_between(i, t, s, g):  # type: ignore[no-untyped-def]
    """Out of class and back in the queue."""
    leave(i, s, g)
    s[i].stage = BETWEEN
    s[i].since = t


@njit(cache=True, nogil=True)
def live(t, here, p, s, g, w):  # type: ignore[no-untyped-def]
    """Registrations of the week, ends of terms, pauses, work; number registered so far."""
    while here < len(p) and p[here].arrive <= t:
        s[here].stage = WAITING
        s[here].since = t
        here += 1
    for i in range(here):
        stage = s[i].stage
        if stage in (FINISHED, OUT):
            continue
        if t >= p[i].term_end:
            leave(i, s, g)
            s[i].stage, s[i].ended = OUT, t
            continue
        week = t - p[i].arrive
        if stage == PAUSED and t >= s[i].back:
            to_between(i, t, s, g)
        if not s[i].works and draw(p[i].key, week, WORK) < w.finds_work:
            s[i].works = 1
            if draw(p[i].key, week, PART_TIME) < w.part_time:
                s[i].share = w.part_time_share
        parent = 1 if p[i].children else 0
        if stage == CLASS and draw(p[i].key, week, PAUSE) < w.pause_rate[parent]:
            leave(i, s, g)
            s[i].stage = PAUSED
            least, most = w.pause_weeks[0], w.pause_weeks[1]
            s[i].back = t + least + floor(draw(p[i].key, week, LENGTH) * (most - least + 1))
    return here


@njit(cache=True, nogil=True)
def pace(i, p, s, r, w):  # type: ignore[no-untyped-def]
    """Points of level per attended hour."""
    rate = r[s[i].route].points_per_hour * p[i].learnability / 50.0
    return rate * w.unread_factor if s[i].literacy == UNREAD else rate


@njit(cache=True, nogil=True)
def teach(t, here, p, s, g, o, r, w, tally, made):  # type: ignore[no-untyped-def]
    """One week of lessons."""
    for c in range(tally[0]):
        if g[c].finish == NOWHERE and g[c].begin < t:
            g[c].lessons += 1
    for i in range(here):
        _participate(i, p, s, w)
        if s[i].stage == CLASS:
            offer = g[s[i].group].of
            _learn(t, i, o[offer].sessions, o[offer].hours, True, p, s, r, w, made)
            _turn(t, i, offer, False, p, s, g, o, r, w)
        elif s[i].stage == BRIDGING:
            route = s[i].route
            _learn(t, i, r[route].bridge_sessions, r[route].bridge_hours, False, p, s, r, w, made)


@njit(cache=True, nogil=True)
def _participate(i, p, s, w):  # type: ignore[no-untyped-def]
    """A week's participation in the Z route, from the first class to the end of the term: it
    goes on when the lessons are done, and work counts as participation.
    """
    stage = s[i].stage
    if s[i].route == Z_ROUTE and s[i].started != NOWHERE and stage != PAUSED and stage != OUT:
        s[i].participation += w.participation * p[i].attendance


@njit(cache=True, nogil=True)
def _learn(t, i, sessions, hours, counts, p, s, r, w, made):  # type: ignore[no-untyped-def]
    """Attend some of the sessions; hours of a bridging class do not count for the route."""
    week, came = t - p[i].arrive, 0
    for k in range(sessions):
        if draw(p[i].key, week, ATTEND_SLOTS + k) < p[i].attendance * s[i].share:
            came += 1
    if came and s[i].taught == NOWHERE:
        s[i].taught = t
    before = s[i].level
    if counts:
        s[i].given += sessions * hours
        s[i].hours += came * hours
        made[t] += came * hours
    s[i].level = min(100.0, before + came * hours * pace(i, p, s, r, w))
    passed = int(s[i].level // WHOLE_LEVEL)
    if counts and passed > int(before // WHOLE_LEVEL) and draw(p[i].key, week, TEST) < w.fail_share:
        s[i].failed += 1
        s[i].level = max(0.0, passed * WHOLE_LEVEL - w.setback)
    if s[i].literacy == UNREAD and s[i].level >= w.literate_at:
        s[i].literacy = LATIN


@njit(cache=True, nogil=True)
def _turn(t, i, offer, over, p, s, g, o, r, w):  # type: ignore[no-untyped-def]
    """Finish, change route or move on to another class; ``over``: the class has ended."""
    route, level, hours = s[i].route, s[i].level, s[i].hours
    course = r[route].course
    result = 0
    if route == Z_ROUTE:
        result = BY_HOURS if hours >= course else 0
    elif level >= 3 * WHOLE_LEVEL or (over and level >= w.exam_from):
        result = AT_B1
    elif hours >= course and level >= A2:
        missing = (3 * WHOLE_LEVEL - level) / pace(i, p, s, r, w)
        result = AT_A2 if missing > w.more_hours else 0
    if result:
        leave(i, s, g)
        s[i].stage, s[i].ended, s[i].result = FINISHED, t, result
        return
    if not s[i].reviewed and (over or hours >= r[route].review_hours):
        _review(t, i, p, s, r, w)
        if not (o[offer].routes >> s[i].route) & 1:
            to_between(i, t, s, g)
            return
    if o[offer].alphabetises and s[i].literacy != UNREAD:
        to_between(i, t, s, g)


@njit(cache=True, nogil=True)
def _review(t, i, p, s, r, w):  # type: ignore[no-untyped-def]
    """Whether the level to be expected at the end of the hours fits the route."""
    route = s[i].route
    s[i].reviewed = 1
    expected = s[i].level + max(0.0, r[route].course - s[i].hours) * pace(i, p, s, r, w)
    target = route
    if expected < r[route].review_level:
        target = r[route].review_to
    elif expected >= r[route].rise_level:
        target = r[route].rise_to
    if target != route and (w.routes_offered >> target) & 1:
        s[i].route, s[i].switched = target, t


@njit(cache=True, nogil=True)
def close(t, here, p, s, g, o, r, w, tally):  # type: ignore[no-untyped-def]
    """End classes whose weeks are over or whose members have left."""
    for i in range(here):
        if s[i].stage == CLASS:
            c = s[i].group
            if g[c].lessons >= o[g[c].of].weeks:
                _turn(t, i, g[c].of, True, p, s, g, o, r, w)
                if s[i].stage == CLASS:
                    to_between(i, t, s, g)
    for c in range(tally[0]):
        if g[c].finish == NOWHERE and g[c].size == 0:
            g[c].finish = t
