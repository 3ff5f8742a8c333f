"""Learners who could take part but are in no group.

The cost of leaving somebody out is higher than that of the latest place, so that late is always
better than never. Whom no series of the period suits has no part in it: no plan changes that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Learner, Text
from models.activities import Activity, Alike
from models.activity_plan import Meeting
from solver.activities.rules.base import ActivityRule
from solver.activities.rules.free import cannot
from solver.activities.rules.going_on import at_home, can_go_on, has_language
from solver.activities.rules.lateness import due_on
from solver.activities.rules.timing import can_begin
from solver.activities.series import series_of

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView


def possible(
    view: ActivityView, learner: Learner, activity: Activity, dates: list[tuple[Meeting, ...]]
) -> bool:
    """Whether some series of the period suits a learner."""
    if _goes_on(view, learner, activity):
        return True  # whoever can go on is due a place, come what may
    if activity.by_language and not has_language(learner, activity):
        return False
    if Alike.CLASS in activity.alike and learner.reference not in view.rosters.class_of:
        return False
    first = can_begin(view, learner, activity)
    for meetings in dates:
        if meetings[0].day < first:
            continue
        missed = sum(cannot(view, learner, activity, m) for m in meetings)
        if missed <= activity.may_miss and not any(
            at_home(view, learner, activity, m) for m in meetings
        ):
            return True
    return False


def _goes_on(view: ActivityView, learner: Learner, activity: Activity) -> bool:
    name = (learner.reference, activity.reference)
    before = view.going_on.get(name)
    return before is not None and can_go_on(view, *name, before)


def missing(view: ActivityView) -> list[tuple[Learner, Activity]]:
    """Learners who could take part in an activity but are in no group of it."""
    found: list[tuple[Learner, Activity]] = []
    school = view.school
    for activity in view.activity.values():
        dates = series_of(activity, school.stages, school.calendar, school.start, view.plan.until)
        found += [
            (learner, activity)
            for learner in school.learners
            if (learner.reference, activity.reference) not in view.group_of
            and view.has_to(learner, activity)
            and possible(view, learner, activity, list(dates.series))
        ]
    return found


def cost(view: ActivityView) -> tuple[float, int]:
    """Those learners, each with the waiting and lateness until the end of the period, and with
    having begun in vain.
    """
    weights, until = view.school.activity_policy.weights, view.plan.until
    total, found = 0, missing(view)
    for learner, activity in found:
        waiting = (until - can_begin(view, learner, activity)).days // 7
        total += weights.unplanned + weights.week_waiting * waiting
        limit = due_on(view, learner, activity)
        if limit is not None and limit < until:
            total += weights.week_late * ((until - limit).days // 7)
        if _goes_on(view, learner, activity):
            total += weights.begun_anew
    return len(found), total


def post(model: ActivityModel) -> None:
    """What it costs to leave somebody without a seat."""
    for index, line in enumerate(model.problem.lines):
        for row, i in enumerate(line.who):
            seats = [literal for _, literal in model.options(i, index)]
            price = int(line.unserved[row])
            model.pay("completion", price - price * sum(seats))


RULE = ActivityRule(
    name="completion",
    title=Text(nl="Niet ingedeeld", en="Not planned"),
    unit=Text(nl="deelnames", en="participations"),
    single=Text(nl="deelname", en="participation"),
    weights=("unplanned", "week_waiting", "week_late", "begun_anew"),
    cost=cost,
    post=post,
)
