"""A group that has begun goes on with those who are in it; nobody joins it any more.

Rosters change during the year [L14207]: by then some groups have had part of their meetings.
Meetings that have been held are facts. Only those to come ask for free members, trainers and
rooms, and they may be fewer than the minimum: whoever began should be able to finish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from models import Text, Violation
from solver.activities.rules.base import ActivityRule, Costs, Mask

if TYPE_CHECKING:
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


def violations(view: ActivityView) -> Iterator[Violation]:
    """Groups in the past that nobody planned, and members who come too late."""
    known = {(g.activity, tuple(m.begins for m in g.meetings)) for g in view.going_on.values()}
    for group in view.groups:
        if not view.has_begun(group):
            continue
        dates = group.activity, tuple(m.begins for m in group.meetings)
        if dates not in known:
            text = _NOT_THERE.fill(group=group.reference)
            yield Violation("begun", text, classes=(group.reference,))
            continue
        for learner in view.members(group):
            before = view.going_on.get((learner.reference, group.activity))
            if before is None or tuple(m.begins for m in before.meetings) != dates[1]:
                text = _JOINED.fill(who=learner.shown, group=group.reference)
                yield Violation("begun", text, (learner.reference,), (group.reference,))


def cost(view: ActivityView) -> tuple[float, int]:
    """Learners who have to begin anew; whoever gets no place at all counts under completion."""
    count = 0
    for key, before in view.going_on.items():
        now = view.group_of.get(key)
        begins = [m.begins for m in before.meetings]
        count += now is not None and [m.begins for m in now.meetings] != begins
    return count, count * view.school.activity_policy.weights.begun_anew


def pay(pair: Pair) -> Costs:
    """Points for every series but the one that has begun with the learner in it."""
    if not pair.mine.any():
        return pair.nothing
    others: Costs = (~pair.mine).astype(np.int64)
    return others * pair.school.activity_policy.weights.begun_anew


def allow(pair: Pair) -> Mask:
    """Of the series that have begun only the learner's own."""
    mask: Mask = ~pair.series.begun | pair.mine
    return mask


RULE = ActivityRule(
    name="begun",
    title=Text(nl="Begonnen groepen", en="Groups that have begun"),
    sources=("report L14207",),
    unit=Text(nl="deelnemers", en="members"),
    weights=("begun_anew",),
    violations=violations,
    cost=cost,
    allow=allow,
    pay=pay,
)
