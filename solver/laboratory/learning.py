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
def leave(now, g):  # type: ignore[no-untyped-def]
    """Take somebody out of class."""
    c = now.group
    if c >= 0:
        g[c].size -= 1
        g[c].changed = 1
        now.group = -1


@njit(cache=True, nogil=True)
def to_between(now, t, g):  # type: ignore[no-untyped-def]
    """Out of class and back in the queue."""
    leave(now, g)
    now.stage = BETWEEN
    now.since = t


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
            leave(s[i], g)
            s[i].stage, s[i].ended = OUT, t
            continue
        week = t - p[i].arrive
        if stage == PAUSED and t >= s[i].back:
            to_between(s[i], t, g)
        if not s[i].works and draw(p[i].key, week, WORK) < w.finds_work:
            s[i].works = 1
            if draw(p[i].key, week, PART_TIME) < w.part_time:
                s[i].share = w.part_time_share
        parent = 1 if p[i].children else 0
        if stage == CLASS and draw(p[i].key, week, PAUSE) < w.pause_rate[parent]:
            leave(s[i], g)
            s[i].stage = PAUSED
            least, most = w.pause_weeks[0], w.pause_weeks[1]
            s[i].back = t + least + floor(draw(p[i].key, week, LENGTH) * (most - least + 1))
    return here


@njit(cache=True, nogil=True)
def pace(person, now, path, w):  # type: ignore[no-untyped-def]
    """Points of level per attended hour on a route."""
    rate = path.points_per_hour * person.learnability / 50.0
    return rate * w.unread_factor if now.literacy == UNREAD else rate


@njit(cache=True, nogil=True)
def teach(t, here, p, s, g, o, r, w, tally, made):  # type: ignore[no-untyped-def]
    """One week of lessons."""
    for c in range(tally[0]):
        if g[c].finish == NOWHERE and g[c].begin < t:
            g[c].lessons += 1
    for i in range(here):
        person, now = p[i], s[i]
        _participate(t, person, now, w)
        if now.stage == CLASS:
            rule = o[g[now.group].of]
            made[t] += _learn(t, person, now, rule.sessions, rule.hours, True, r[now.route], w)
            _turn(t, person, now, rule, False, g, r, w)
        elif now.stage == BRIDGING:
            path = r[now.route]
            _learn(t, person, now, path.bridge_sessions, path.bridge_hours, False, path, w)


@njit(cache=True, nogil=True)
def _participate(t, person, now, w):  # type: ignore[no-untyped-def]
    """A week's participation in the Z route, from the first class to the end of the term: it
    goes on when the lessons are done, and work counts as participation.
    """
    if t >= person.term_end or now.stage == PAUSED:
        return
    if now.route == Z_ROUTE and now.started != NOWHERE:
        now.participation += w.participation * person.attendance


@njit(cache=True, nogil=True)
def _learn(t, person, now, sessions, hours, counts, path, w):  # type: ignore[no-untyped-def]
    """Attend some of the sessions; the hours made, of which those of a bridging class do not
    count for the route.
    """
    week, came = t - person.arrive, 0
    likely = person.attendance * now.share
    for k in range(sessions):
        if draw(person.key, week, ATTEND_SLOTS + k) < likely:
            came += 1
    if came and now.taught == NOWHERE:
        now.taught = t
    before = now.level
    if counts:
        now.given += sessions * hours
        now.hours += came * hours
    now.level = min(100.0, before + came * hours * pace(person, now, path, w))
    passed = int(now.level / WHOLE_LEVEL)
    if (
        counts
        and passed > int(before / WHOLE_LEVEL)
        and draw(person.key, week, TEST) < w.fail_share
    ):
        now.failed += 1
        now.level = max(0.0, passed * WHOLE_LEVEL - w.setback)
    if now.literacy == UNREAD and now.level >= w.literate_at:
        now.literacy = LATIN
    return came * hours


@njit(cache=True, nogil=True)
def _result(person, now, path, over, w):  # type: ignore[no-untyped-def]
    """With what somebody is done, 0 when not yet; ``over``: the class has ended."""
    if now.route == Z_ROUTE:
        return BY_HOURS if now.hours >= path.course else 0
    if now.level >= 3 * WHOLE_LEVEL or (over and now.level >= w.exam_from):
        return AT_B1
    if now.hours >= path.course and now.level >= A2:
        missing = (3 * WHOLE_LEVEL - now.level) / pace(person, now, path, w)
        return AT_A2 if missing > w.more_hours else 0
    return 0


@njit(cache=True, nogil=True)
def _turn(t, person, now, rule, over, g, r, w):  # type: ignore[no-untyped-def]
    """Finish, change route or move on to another class; ``over``: the class has ended."""
    path = r[now.route]
    result = _result(person, now, path, over, w)
    if result:
        leave(now, g)
        now.stage, now.ended, now.result = FINISHED, t, result
        return
    if not now.reviewed and (over or now.hours >= path.review_hours):
        _review(t, person, now, path, w)
        if not (rule.routes >> now.route) & 1:
            to_between(now, t, g)
            return
    if rule.alphabetises and now.literacy != UNREAD:
        to_between(now, t, g)


@njit(cache=True, nogil=True)
def _review(t, person, now, path, w):  # type: ignore[no-untyped-def]
    """Whether the level to be expected at the end of the hours fits the route."""
    now.reviewed = 1
    expected = now.level + max(0.0, path.course - now.hours) * pace(person, now, path, w)
    target = now.route
    if expected < path.review_level:
        target = path.review_to
    elif expected >= path.rise_level:
        target = path.rise_to
    if target != now.route and (w.routes_offered >> target) & 1:
        now.route, now.switched = target, t


@njit(cache=True, nogil=True)
def close(t, here, p, s, g, o, r, w, tally):  # type: ignore[no-untyped-def]
    """End classes whose weeks are over or whose members have left."""
    for i in range(here):
        if s[i].stage == CLASS:
            c = s[i].group
            if g[c].lessons >= o[g[c].of].weeks:
                _turn(t, p[i], s[i], o[g[c].of], True, g, r, w)
                if s[i].stage == CLASS:
                    to_between(s[i], t, g)
    for c in range(tally[0]):
        if g[c].finish == NOWHERE and g[c].size == 0:
            g[c].finish = t
