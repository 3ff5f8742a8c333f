"""A group that has begun goes on with those who are in it; nobody joins it any more.

Rosters change during the year [L14207]: by then some groups have had part of their meetings.
Meetings that have been held are facts. Only those to come ask for free members, trainers and
rooms, and they may be fewer than the minimum: whoever began should be able to finish. Where the
dates to come do not suit everybody they move (the rule moved_meetings); the group stays one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from models import Text, Violation
from models.activity_plan import ActivityGroup
from solver.activities.rules.base import ActivityRule, Costs, Mask
from solver.activities.rules.going_on import can_go_on

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView

_NOT_THERE = Text(
    nl="{group} begint voor de eerste dag van de gegevens, maar stond niet in het eerdere plan",
    en="{group} begins before the first day of the data, but was not in the earlier plan",
)
_JOINED = Text(
    nl="{who} kan niet meer meedoen met {group}, die al is begonnen",
    en="{who} can no longer join {group}, which has begun",
)
_SPLIT = Text(
    nl="{group} is begonnen als {n} groep(en) en gaat verder als {m}",
    en="{group} began as {n} group(s) and goes on as {m}",
)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Groups in the past that nobody planned, members who come too late, groups that split."""
    known: dict[str, ActivityGroup] = {g.reference: g for g in view.going_on.values()}
    begun = [g for g in view.groups if view.has_begun(g)]
    for group in begun:
        same = [g for g in known.values() if view.is_same(g, group)]
        if not same:
            text = _NOT_THERE.fill(group=group.reference)
            yield Violation("begun", text, classes=(group.reference,))
            continue
        now = [g for g in begun if view.is_same(same[0], g)]
        if len(now) > len(same) and now[0] is group:
            text = _SPLIT.fill(group=group.reference, n=len(same), m=len(now))
            yield Violation("begun", text, classes=tuple(g.reference for g in now))
        for learner in view.members(group):
            before = view.going_on.get((learner.reference, group.activity))
            if before is None or not view.is_same(before, group):
                text = _JOINED.fill(who=learner.shown, group=group.reference)
                yield Violation("begun", text, (learner.reference,), (group.reference,))


def cost(view: ActivityView) -> tuple[float, int]:
    """Learners who begin anew though they could go on; whoever gets no place at all counts under
    completion.
    """
    count = 0
    for key, before in view.going_on.items():
        now = view.group_of.get(key)
        leaves = now is not None and not view.is_same(before, now)
        count += leaves and can_go_on(view, *key, before)
    return count, count * view.school.activity_policy.weights.begun_anew


def pay(pair: Pair) -> Costs:
    """Points for every series but those that have begun with the learner in them."""
    if not pair.held or pair.released:
        return pair.nothing
    others: Costs = (~pair.mine).astype(np.int64)
    return others * pair.school.activity_policy.weights.begun_anew


def allow(pair: Pair) -> Mask:
    """Of the series that have begun only the learner's own."""
    mask: Mask = ~pair.series.begun | pair.mine
    return mask


def post(model: ActivityModel) -> None:
    """A group that has begun goes on as one, on one choice of dates."""
    together: dict[object, list[int]] = {}
    for p, opening in enumerate(model.openings):
        if model.problem.has_begun(opening):
            together.setdefault(model.problem.dates(opening), []).append(p)
    for rows in together.values():
        most = model.problem.at_most(model.openings[rows[0]])
        model.cp.add(sum(model.rows[p].open for p in rows) <= most)


RULE = ActivityRule(
    name="begun",
    title=Text(nl="Begonnen groepen", en="Groups that have begun"),
    sources=("report L14207",),
    unit=Text(nl="deelnemers", en="members"),
    single=Text(nl="deelnemer", en="member"),
    weights=("begun_anew",),
    violations=violations,
    cost=cost,
    allow=allow,
    pay=pay,
    post=post,
)
