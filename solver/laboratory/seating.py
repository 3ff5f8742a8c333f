"""Who fits where, and seats in running classes: a plan's rules, one learner at a time."""

from __future__ import annotations

import numpy as np
from numba import njit

from models.levels import nearest_level
from solver.laboratory.chance import CHOICE, draw
from solver.laboratory.learning import BETWEEN, BRIDGING, CLASS, WAITING, leave
from solver.laboratory.spouses import has_need, with_spouse
from solver.laboratory.windows import distances
from solver.laboratory.world import ALWAYS, FOREVER, NEVER, NOWHERE, Kind, Period

PAID_WORK, NO_CARE, YOUNG = 0, 1, 3  # positions in models.Audience
SLOW, AVERAGE, QUICK = 0, 1, 2  # positions in models.Pace
AFTERNOON, EVENING = int(Period.AFTERNOON), int(Period.EVENING)
SATURDAY = int(Period.SATURDAY)
FAST, YOUTH = int(Kind.FAST), int(Kind.YOUTH)
MOST_WEEKS = 52  # a plan counts no more weeks of waiting than a year

# A school knows levels, not points: each whole point with the score of the nearest level.
_NEAREST = np.array([nearest_level(point).score for point in range(101)], dtype=np.int64)


# People, offerings and classes are handed over as single records (``p[i]``, ``s[i]``, ``o[k]``,
# ``g[c]``): a whole array is seven numbers to every call, which these, called millions of times,
# would spend most of their time on.


@njit(cache=True, nogil=True)
def score(now):  # type: ignore[no-untyped-def]
    """Level as a school knows it and a plan reads it: the nearest level's score."""
    return _NEAREST[int(now.level + 0.5)]


@njit(cache=True, nogil=True)
def audience(person, now, t):  # type: ignore[no-untyped-def]
    """Groups somebody belongs to this week."""
    mask = person.audience
    if now.works:
        mask |= 1 << PAID_WORK
    if person.children and t < person.care_from:
        mask |= 1 << NO_CARE
    return mask


@njit(cache=True, nogil=True)
def free(person, now, t, w):  # type: ignore[no-untyped-def]
    """Periods of the week somebody can come."""
    mask = 15
    if now.works and w.work_first:
        mask &= ~person.work_blocks
    if person.children and t < person.care_from:
        mask &= ~AFTERNOON
    if w.evening_for and not audience(person, now, t) & w.evening_for:
        mask &= ~EVENING
    if not audience(person, now, t) & w.saturday_for:
        mask &= ~SATURDAY
    return mask


@njit(cache=True, nogil=True)
def kind(person, rule, w):  # type: ignore[no-untyped-def]
    """Which of an offering's separate classes somebody belongs in."""
    if (rule.apart >> YOUTH) & 1 and (person.audience >> YOUNG) & 1:
        return YOUTH
    if (rule.apart >> FAST) & 1 and person.learnability >= w.fast_from:
        return FAST
    return 0


@njit(cache=True, nogil=True)
def admits(person, now, rule, t, w):  # type: ignore[no-untyped-def]
    """Whether an offering admits somebody; the rule ``solver.rules.admission``."""
    learn = person.learnability
    quick = SLOW if learn < w.slow_below else (QUICK if learn >= w.fast_from else AVERAGE)
    return (
        (rule.routes >> now.route) & 1
        and (rule.school == 0 or now.school == 0 or rule.school == now.school)
        and rule.low <= score(now) <= rule.high
        and (rule.paces >> quick) & 1
        and (rule.literacies >> now.literacy) & 1
        and (rule.statuses >> person.status) & 1
        and (rule.audience == 0 or audience(person, now, t) & rule.audience != 0)
    )


@njit(cache=True, nogil=True)
def left_cost(person, now, path, t, w):  # type: ignore[no-untyped-def]
    """What it costs to leave somebody waiting, whose route is ``path``; the goal
    ``solver.rules.placement``.
    """
    weeks = t - now.since
    cost = w.unplaced + w.waiting_week * min(weeks, MOST_WEEKS)
    if weeks > w.max_wait:
        cost += w.over_max_wait
    missing = path.needed - now.hours
    if path.needed > 0 and path.longest > 0 and missing > 0:
        weekly = path.longest * person.attendance * w.lesson_share
        if missing > weekly * (person.term_end - t - w.margin):
            cost += w.term_short
    return cost


@njit(cache=True, nogil=True)
def measure(here, learned, p, s, g, tally, levels, learns, start, order):  # type: ignore[no-untyped-def]
    """Members by class in ``order`` (class c: ``start[c]`` to ``start[c + 1]``) and, per class,
    the distances in level and learnability; keeps lowest, highest and medians in the state.

    Classes in which nobody came or went since are measured again only when people have
    ``learned`` in the meantime.
    """
    classes = tally[0]
    start[: classes + 1] = 0
    for i in range(here):
        if s[i].group >= 0:
            start[s[i].group + 1] += 1
    for c in range(classes):
        start[c + 1] += start[c]
    at = start[:classes].copy()
    for i in range(here):
        c = s[i].group
        if c >= 0:
            order[at[c]] = i
            at[c] += 1
    buffer = np.empty(128, dtype=np.int64)
    for c in range(classes):
        first, size = start[c], start[c + 1] - start[c]
        if size and g[c].changed:
            for k in range(size):
                buffer[k] = p[order[first + k]].learnability
            _, g[c].middle, _, learns[c] = distances(size, buffer)
        if size and (learned or g[c].changed):
            g[c].literacies = 0
            for k in range(size):
                buffer[k] = score(s[order[first + k]])
                g[c].literacies |= 1 << s[order[first + k]].literacy
            g[c].low, g[c].median, g[c].high, levels[c] = distances(size, buffer)
        g[c].changed = 0


@njit(cache=True, nogil=True)
def seat(i, c, t, s, g):  # type: ignore[no-untyped-def]
    """Give somebody a place in a class; until its first lesson he or she waits on."""
    before = s[i].group
    leave(s[i], g)
    if before >= 0:
        s[i].changes += 1
    s[i].group = c
    g[c].size += 1
    g[c].most = max(g[c].most, g[c].size)
    g[c].changed = 1
    if g[c].begin <= t:
        _first_lesson(i, t, s)


@njit(cache=True, nogil=True)
def _first_lesson(i, t, s):  # type: ignore[no-untyped-def]
    """In class from now on; the first class ends the wait since registration."""
    s[i].stage = CLASS
    if s[i].started == NOWHERE:
        s[i].started = t


@njit(cache=True, nogil=True)
def begin(t, here, s, g):  # type: ignore[no-untyped-def]
    """Classes that were decided on before and begin this week."""
    for i in range(here):
        if s[i].group >= 0 and s[i].stage != CLASS and g[s[i].group].begin <= t:
            _first_lesson(i, t, s)


@njit(cache=True, nogil=True)
def with_seats(t, g, o, cal, tally, seats, first):  # type: ignore[no-untyped-def]
    """The running classes that have a seat, by offering: those of offering k are
    ``seats[first[k] : first[k + 1]]``, the oldest first.
    """
    first[:] = 0
    for c in range(tally[0]):
        if g[c].finish == NOWHERE and g[c].size < cal[g[c].of, t].maximum:
            first[g[c].of + 1] += 1
    for offer in range(len(o)):
        first[offer + 1] += first[offer]
    at = first.copy()
    for c in range(tally[0]):
        if g[c].finish == NOWHERE and g[c].size < cal[g[c].of, t].maximum:
            seats[at[g[c].of]] = c
            at[g[c].of] += 1


@njit(cache=True, nogil=True)
def _entry(now, rule, enters, t):  # type: ignore[no-untyped-def]
    """Below how many weeks after its first lesson a class of an offering takes somebody in; one
    that is still to begin always does.
    """
    newcomer = now.stage == WAITING or now.stage == BRIDGING
    if newcomer and t - now.since >= rule.guarantee:
        return FOREVER
    if not enters:
        return 0
    return rule.entry if newcomer and rule.entry != ALWAYS else FOREVER


@njit(cache=True, nogil=True)
def _price(person, now, at, mine, sort, entry, one, rule, maximum, t, w):  # type: ignore[no-untyped-def]
    """What a seat in a running class of an offering that admits somebody costs, NEVER when the
    rules forbid it.
    """
    if one.size >= maximum or one.band & ~mine or sort != one.kind or t - one.begin >= entry:
        return NEVER
    if max(one.high, at) - min(one.low, at) > max(rule.spread, one.high - one.low):
        return NEVER
    kinds = one.literacies
    if not rule.mix and kinds & (kinds - 1) == 0 and not (kinds >> now.literacy) & 1:
        return NEVER  # all the others read alike
    cost = w.level * abs(at - one.median)
    cost += w.learnability * abs(person.learnability - one.middle)
    if one.size < rule.target:
        cost -= w.empty_seat
    return cost


@njit(cache=True, nogil=True)
def ready(now, r):  # type: ignore[no-untyped-def]
    """Whether somebody may go to a class now: a bridging class can have a shortest stay."""
    if now.group >= 0:
        return False  # has a place already
    if now.stage == BETWEEN:
        return True
    if now.stage != WAITING and now.stage != BRIDGING:
        return False
    path = r[now.route]
    return path.bridge_seats == 0 or now.bridged >= path.bridge_least


@njit(cache=True, nogil=True)
def choose_school(t, here, p, s, o, r, w):  # type: ignore[no-untyped-def]
    """Those who are ready choose a language school where a policy has them keep to one: each of
    those that would take them as likely, a new one only when the old has nothing that fits.
    """
    kept = False
    for offer in range(len(o)):
        kept = kept or o[offer].school != 0
    if not kept:
        return
    for i in range(here):
        if not ready(s[i], r) or (s[i].school and _at_school(i, t, s[i].school, p, s, o, w)):
            continue
        s[i].school, fitting = 0, 0
        for offer in range(len(o)):
            fitting += _first_of_school(i, t, offer, p, s, o, w)
        wanted = int(draw(p[i].key, 0, CHOICE) * fitting)
        for offer in range(len(o)):
            if _first_of_school(i, t, offer, p, s, o, w):
                if wanted == 0:
                    s[i].school = o[offer].school
                    break
                wanted -= 1
        if s[i].chose == 0:
            s[i].chose = s[i].school


@njit(cache=True, nogil=True)
def _at_school(i, t, school, p, s, o, w):  # type: ignore[no-untyped-def]
    """Whether a language school has an offering that admits somebody."""
    for offer in range(len(o)):
        if o[offer].school == school and admits(p[i], s[i], o[offer], t, w):
            return True
    return False


@njit(cache=True, nogil=True)
def _first_of_school(i, t, offer, p, s, o, w):  # type: ignore[no-untyped-def]
    """Whether an offering is the first one of a language school that admits somebody."""
    if o[offer].school == 0 or not admits(p[i], s[i], o[offer], t, w):
        return False
    for before in range(offer):
        if o[before].school == o[offer].school and admits(p[i], s[i], o[before], t, w):
            return False
    return True


@njit(cache=True, nogil=True)
def options(t, queue, n, seats, first, waits, costs, choice, p, s, g, o, cal, r, w):  # type: ignore[no-untyped-def]
    """For those in the queue: what waiting costs (``waits``), and the cheapest seat in a running
    class (``choice``, NOWHERE when none costs less than waiting) with its cost, else that of
    waiting (``costs``). ``seats`` and ``first`` are of :func:`with_seats`.
    """
    for k in range(n):
        i = queue[k]
        waits[i] = left_cost(p[i], s[i], r[s[i].route], t, w)
        costs[i], choice[i] = _cheapest(
            i, t, waits[i], 0, NOWHERE, seats, first, p, s, g, o, cal, w
        )


@njit(cache=True, nogil=True)
def expect(t, queue, n, waits, costs, choice, expected, g, cal):  # type: ignore[no-untyped-def]
    """What people can expect to cost without new classes: where more of them would take a class's
    seats than there are, a part of them waits on, and whoever joins a new class leaves a seat.
    """
    wanted = np.zeros(len(g), dtype=np.int64)
    for k in range(n):
        if choice[queue[k]] != NOWHERE:
            wanted[choice[queue[k]]] += 1
    for k in range(n):
        i, c = queue[k], choice[queue[k]]
        expected[i] = costs[i]
        if c != NOWHERE:
            left = max(0, wanted[c] - (cal[g[c].of, t].maximum - g[c].size))
            expected[i] += (waits[i] - costs[i]) * left // wanted[c]


@njit(cache=True, nogil=True)
def _cheapest(i, t, most, below, but, seats, first, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """(cost, class) of the cheapest seat that costs less than ``most``, the oldest class of equal
    ones; with ``below`` in another class than ``but`` that has begun and is not as small as that.
    """
    person, now = p[i], s[i]
    mine, at = free(person, now, t, w), score(now)
    best, chosen, needy = most, NOWHERE, has_need(i, p, s)
    for offer in range(len(o)):
        rule = o[offer]
        if first[offer] == first[offer + 1] or not admits(person, now, rule, t, w):
            continue
        sort, entry = kind(person, rule, w), _entry(now, rule, cal[offer, t].enters, t)
        maximum = cal[offer, t].maximum
        for k in range(first[offer], first[offer + 1]):
            c = seats[k]
            if below and (c == but or g[c].size < below or g[c].begin > t):
                continue
            price = _price(person, now, at, mine, sort, entry, g[c], rule, maximum, t, w)
            if needy and price <= best:  # most have no spouse: asked of the others only
                price = with_spouse(price, i, c, p, s, g, w)
            if price < best or (price == best and c < chosen):
                best, chosen = price, c
    return best, chosen


@njit(cache=True, nogil=True)
def _now_costs(i, c, t, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """What a seat in one class costs somebody whom its offering admits."""
    person, now, offer = p[i], s[i], g[c].of
    rule, calendar = o[offer], cal[offer, t]
    mine, sort, entry = (
        free(person, now, t, w),
        kind(person, rule, w),
        _entry(now, rule, calendar.enters, t),
    )
    price = _price(person, now, score(now), mine, sort, entry, g[c], rule, calendar.maximum, t, w)
    return with_spouse(price, i, c, p, s, g, w)


@njit(cache=True, nogil=True)
def enter(t, queue, n, seats, first, waits, costs, choice, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """Seats in running classes for those in the queue, who would cost most to leave first; how
    many were seated. ``waits``, ``costs`` and ``choice`` are their :func:`options`.

    Never a seat that costs more than waiting, as in a plan.
    """
    seated = 0
    cost = np.empty(n, dtype=np.int64)
    for k in range(n):
        cost[k] = -waits[queue[k]]
    for k in np.argsort(cost, kind="mergesort"):
        i, chosen = queue[k], choice[queue[k]]
        if chosen == NOWHERE:
            continue  # seats only become dearer while others take theirs
        if _now_costs(i, chosen, t, p, s, g, o, cal, w) > costs[i]:
            _, chosen = _cheapest(i, t, waits[i], 0, NOWHERE, seats, first, p, s, g, o, cal, w)
        if chosen != NOWHERE:
            seat(i, chosen, t, s, g)
            _widen(s[i], g[chosen])
            seated += 1
    return seated


@njit(cache=True, nogil=True)
def _widen(now, one):  # type: ignore[no-untyped-def]
    """Count somebody's level among those of a class, until it is measured again."""
    one.low, one.high = min(one.low, score(now)), max(one.high, score(now))


@njit(cache=True, nogil=True)
def dissolve(t, order, start, running, count, seats, first, p, s, g, o, cal, w):  # type: ignore[no-untyped-def]
    """Members of a class that has become too small move where they fit, if they do."""
    below = w.dissolve_below
    for at in range(count):
        c = running[at]
        if g[c].size >= below or g[c].begin >= t:
            continue
        for k in range(start[c], start[c + 1]):
            i = order[k]
            if s[i].group != c:
                continue
            _, chosen = _cheapest(i, t, NEVER, below, c, seats, first, p, s, g, o, cal, w)
            if chosen != NOWHERE:
                seat(i, chosen, t, s, g)
                _widen(s[i], g[chosen])
        if g[c].size == 0:
            g[c].finish = t
