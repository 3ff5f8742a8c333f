"""Not before the months since the start of the term, or the day the caseworker names.

Eindhoven's PVT starts two months in [L11040], Zutphen's MAP about nine months [L20074],
Zutphen's PVT in the second year [L20139]."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from models import Learner, Text, Violation
from models.activities import Activity
from solver.activities import people
from solver.activities.rules.base import ActivityRule, Mask

if TYPE_CHECKING:
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView

_TEXT = Text(
    nl="{who} kan pas vanaf {day} meedoen aan {activity}",
    en="{who} can take part in {activity} from {day} only",
)


def can_begin(view: ActivityView, learner: Learner, activity: Activity) -> date:
    """First day on which a learner can begin."""
    row = view.record.get((learner.reference, activity.reference))
    if row is not None and view.registered(learner, activity):
        return max(view.school.start, row.ready_from or view.school.start)
    base = learner.term_started_on or learner.registered_on
    month = base.month + activity.months_from
    year, month = base.year + (month - 1) // 12, (month - 1) % 12 + 1
    day = base.day
    while True:
        try:
            return max(view.school.start, date(year, month, day))
        except ValueError:
            day -= 1


def violations(view: ActivityView) -> Iterator[Violation]:
    """Members whose group begins too early for them."""
    for learner, activity, group in view.seats():
        first = can_begin(view, learner, activity)
        if not view.has_begun(group) and group.meetings[0].day < first:
            text = _TEXT.fill(
                who=learner.shown, activity=activity.shown, day=first.strftime("%d-%m-%Y")
            )
            yield Violation("timing", text, (learner.reference,), (group.reference,))


def allow(pair: Pair) -> Mask:
    """Series that begin in time."""
    first = people.earliest(pair.school, pair.activity, pair.learner, pair.record)
    mask: Mask = (pair.series.days[:, 0] >= first.toordinal()) | pair.mine
    return mask


RULE = ActivityRule(
    name="timing",
    title=Text(nl="Niet te vroeg", en="Not too early"),
    sources=("report L11040", "report L20074", "report L20139"),
    violations=violations,
    allow=allow,
)
