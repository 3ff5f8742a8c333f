"""A member is free for the meetings: no lesson that goes before them, no hard busy hours.

Most activities are planned around lessons [L5501, L14702, L20320]; Den Haag's MAP, Tholen's and
Roermond's PVT go before them [L8893, L18496, L16653]. Some meetings may be missed [L20222]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Learner, Text, Violation
from models.activities import Activity, Yielding
from models.activity_plan import Meeting
from solver.activities.rules.base import ActivityRule, Costs, Mask

if TYPE_CHECKING:
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView

_TEXT = Text(
    nl="{who} kan {n} van de {m} bijeenkomsten van {group} niet bijwonen (eerste: {day})",
    en="{who} cannot attend {n} of the {m} meetings of {group} (first: {day})",
)
_CLASH = Text(nl="vaste tijden passen niet", en="fixed times do not fit")


def cannot(view: ActivityView, learner: Learner, activity: Activity, meeting: Meeting) -> bool:
    """Whether a learner cannot attend a meeting that is still to come."""
    if meeting.day < view.school.start:
        return False
    if True in view.busy(learner, activity, meeting):
        return True
    if activity.yields is Yielding.IN_LESSON:
        return not any(
            x.start <= meeting.start and meeting.end <= x.end
            for x in view.lessons(learner.reference).get(meeting.day, ())
        )
    if activity.yields is Yielding.TO_LESSONS:
        return bool(view.clashing(learner.reference, meeting))
    return False


def violations(view: ActivityView) -> Iterator[Violation]:
    """Members who would miss more meetings than they may."""
    for learner, activity, group in view.seats():
        missed = [m for m in group.meetings if cannot(view, learner, activity, m)]
        if len(missed) > activity.may_miss:
            text = _TEXT.fill(
                who=learner.shown,
                n=len(missed),
                m=len(group.meetings),
                group=group.reference,
                day=missed[0].day.strftime("%d-%m-%Y"),
            )
            yield Violation("free", text, (learner.reference,), (group.reference,))


def cost(view: ActivityView) -> tuple[float, int]:
    """Meetings that members cannot attend."""
    missed = sum(
        cannot(view, learner, activity, meeting)
        for learner, activity, group in view.seats()
        for meeting in group.meetings
    )
    return missed, missed * view.school.activity_policy.weights.missed_meeting


def missed(pair: Pair) -> Costs:
    """How many meetings of each series a learner cannot attend."""
    found = pair.touched(hard=True)
    if pair.activity.yields is Yielding.TO_LESSONS:
        found = found | pair.in_lesson
    elif pair.activity.yields is Yielding.IN_LESSON:
        found = found | ~_covered(pair)
    count: Costs = (found & ~pair.series.held).sum(axis=1)
    return count


def _covered(pair: Pair) -> Mask:
    covered = pair.series.begins < 0
    for begin, end in zip(pair.diary.begins, pair.diary.ends, strict=True):
        covered |= (pair.series.begins >= begin) & (pair.series.ends <= end)
    return covered


def allow(pair: Pair) -> Mask:
    """Series of which no more meetings than allowed are missed."""
    mask: Mask = missed(pair) <= pair.activity.may_miss
    return mask


def pay(pair: Pair) -> Costs:
    """Points for meetings missed."""
    if pair.activity.may_miss == 0:
        return pair.nothing
    return missed(pair) * pair.school.activity_policy.weights.missed_meeting


RULE = ActivityRule(
    name="free",
    title=Text(nl="Bijeenkomsten die iemand mist", en="Meetings somebody misses"),
    unit=Text(nl="bijeenkomsten", en="meetings"),
    single=Text(nl="bijeenkomst", en="meeting"),
    sources=("report L5501", "report L8893", "report L16653", "report L18496", "report L20222"),
    weights=("missed_meeting",),
    violations=violations,
    cost=cost,
    allow=allow,
    pay=pay,
    left_out=_CLASH,
)
