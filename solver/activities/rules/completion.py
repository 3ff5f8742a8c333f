"""Learners who could take part but are in no group.

The cost of leaving somebody out is higher than that of the latest place, so that late is always
better than never. Whom no series of the period suits has no part in it: no plan changes that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Learner, Text
from models.activities import Activity, Alike, SpouseRule
from models.activity_plan import Meeting
from solver.activities.rules.base import ActivityRule
from solver.activities.rules.free import cannot
from solver.activities.rules.languages import follows
from solver.activities.rules.lateness import due_on
from solver.activities.rules.timing import can_begin
from solver.activities.series import series_of
from solver.activities.words import DUTCH, tongue

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView


def possible(
    view: ActivityView, learner: Learner, activity: Activity, dates: list[tuple[Meeting, ...]]
) -> bool:
    """Whether some series of the period suits a learner."""
    if (learner.reference, activity.reference) in view.going_on:
        return True  # whoever has begun is due a place, come what may
    if activity.by_language and not _languages(learner, activity):
        return False
    if Alike.CLASS in activity.alike and learner.reference not in view.rosters.class_of:
        return False
    first = can_begin(view, learner, activity)
    for meetings in dates:
        if meetings[0].day < first:
            continue
        missed = sum(cannot(view, learner, activity, m) for m in meetings)
        if missed <= activity.may_miss and not _at_home(view, learner, activity, meetings):
            return True
    return False


def _languages(learner: Learner, activity: Activity) -> bool:
    known = [DUTCH, *(tongue(x) for x in (learner.mother_tongue or "", *learner.other_languages))]
    offered = [tongue(x) for x in activity.languages]
    return any(x and (not offered or x in offered) and follows(learner, activity, x) for x in known)


def _at_home(
    view: ActivityView, learner: Learner, activity: Activity, meetings: tuple[Meeting, ...]
) -> bool:
    """Whether a hard alternating rule keeps a learner home: the spouse has a lesson then."""
    if activity.spouses is not SpouseRule.ALTERNATING or not activity.spouses_hard:
        return False
    home = [
        x.reference
        for x in view.school.learners
        if learner.household and x.household == learner.household and x is not learner
    ]
    return any(
        m.start < lesson.end and lesson.start < m.end
        for reference in home
        for m in meetings
        for lesson in view.lessons(reference).get(m.day, ())
    )


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
        if (learner.reference, activity.reference) in view.going_on:
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
