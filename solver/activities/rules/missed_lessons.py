"""Lesson hours that an activity takes away, authorised and not.

A lesson that a meeting clashes with is missed whole: "a whole daypart is missed" [L16520]. Den
Haag's MAP frees its learners from all lessons of its weeks, as authorised absence [L8893]."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models import Learner, Text
from models.activities import Activity, Yielding
from models.activity_plan import ActivityGroup, Lesson
from solver.activities.rules.base import ActivityRule, Costs

if TYPE_CHECKING:
    from solver.activities.pair import Pair
    from solver.activities.rules.view import ActivityView

_BEFORE = (Yielding.EXCUSED, Yielding.FREES, Yielding.OVER_LESSONS)


def lost(
    view: ActivityView, learner: Learner, activity: Activity, group: ActivityGroup
) -> set[Lesson]:
    """Lessons that a member misses because of a group."""
    if activity.yields not in _BEFORE:
        return set()
    found = {x for m in group.meetings for x in view.clashing(learner.reference, m)}
    if activity.yields is Yielding.FREES:
        weeks = {m.day.isocalendar()[:2] for m in group.meetings}
        for day, lessons in view.lessons(learner.reference).items():
            if day.isocalendar()[:2] in weeks:
                found.update(lessons)
    return found


def hours(view: ActivityView, excused: bool) -> tuple[float, int]:
    """Lesson hours missed with (or without) authorisation, and their points."""
    weights = view.school.activity_policy.weights
    price = weights.excused_hour if excused else weights.unexcused_hour
    minutes, points = 0, 0
    for learner, activity, group in view.seats():
        if (activity.yields is not Yielding.OVER_LESSONS) == excused:
            length = sum(x.end - x.start for x in lost(view, learner, activity, group))
            minutes += length
            points += (price * length + 30) // 60
    return minutes / 60, points


def cost(view: ActivityView) -> tuple[float, int]:
    """All lesson hours missed."""
    with_leave, without = hours(view, excused=True), hours(view, excused=False)
    return with_leave[0] + without[0], with_leave[1] + without[1]


def pay(pair: Pair) -> Costs:
    """Points for lessons missed per series."""
    activity, diary = pair.activity, pair.diary
    if activity.yields not in _BEFORE or not diary.lessons:
        return pair.nothing
    weights = pair.school.activity_policy.weights
    excused = activity.yields is not Yielding.OVER_LESSONS
    price = weights.excused_hour if excused else weights.unexcused_hour
    length = diary.ends - diary.begins
    minutes = np.zeros(len(pair.series), dtype=np.int64)
    weeks = (pair.series.days - 1) // 7
    for s in range(len(pair.series)):
        missed = np.zeros(len(diary.lessons), dtype=np.bool_)
        for column, place in enumerate(pair.series.places):
            gap = pair.gaps[place]
            begin, end = pair.series.begins[s, column], pair.series.ends[s, column]
            missed |= (diary.ends + gap > begin) & (diary.begins - gap < end)
        if activity.yields is Yielding.FREES:
            missed |= np.isin(diary.weeks, weeks[s])
        minutes[s] = length[missed].sum()
    points: Costs = (price * minutes + 30) // 60
    return points


RULE = ActivityRule(
    name="missed_lessons",
    title=Text(nl="Gemiste lesuren", en="Lesson hours missed"),
    unit=Text(nl="uren", en="hours"),
    single=Text(nl="uur", en="hour"),
    sources=("report L8893", "report L16520", "report L16653", "report L18496"),
    weights=("excused_hour", "unexcused_hour"),
    cost=cost,
    pay=pay,
)
