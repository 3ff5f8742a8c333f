"""Whether somebody could go on in a group that has begun, whatever its dates; measuring side.

Whom no dates suit has to leave it in every plan. That is no part of what plans are compared by.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models import Learner
from models.activities import Activity, SpouseRule, Trainer
from models.activity_plan import ActivityGroup, Meeting
from solver.activities.continuing import apart, options
from solver.activities.rules.free import cannot
from solver.activities.rules.languages import follows
from solver.activities.rules.view import slots_join
from solver.activities.words import DUTCH, tongue

if TYPE_CHECKING:
    from solver.activities.rules.view import ActivityView


def can_go_on(view: ActivityView, reference: str, name: str, group: ActivityGroup) -> bool:
    """Whether there are dates to come, and somebody to lead the group on these, on which a member
    misses no more meetings than the activity allows. Nothing is asked of the other members.
    """
    key = (reference, group.reference)
    if key not in view.known_to_go_on:
        view.known_to_go_on[key] = _some_dates(view, view.school.learner[reference], name, group)
    return view.known_to_go_on[key]


def _some_dates(view: ActivityView, learner: Learner, name: str, group: ActivityGroup) -> bool:
    activity = view.activity[name]
    if activity.by_language and not has_language(learner, activity):
        return False
    staff: list[Trainer | None] = [t for t in view.school.trainers if name in t.activities]
    # Groups that have had the same meetings may go on on each other's dates.
    for meetings in {g.meetings for g in view.going_on.values() if view.is_same(g, group)}:
        rows = [
            [m for m in row if not at_home(view, learner, activity, m)]
            for row in options(view.school, activity, meetings, view.plan.until)
        ]
        for trainer in staff or [None]:
            led = [_led(view, row, trainer) for row in rows]
            if _fewest_missed(view, learner, activity, led) <= activity.may_miss:
                return True
    return False


def _led(view: ActivityView, row: Sequence[Meeting], trainer: Trainer | None) -> list[Meeting]:
    """The moments at which a trainer can be there, or has been."""
    return [
        m
        for m in row
        if trainer is None or m.day < view.school.start or slots_join(m.slot, trainer.available)
    ]


def _fewest_missed(
    view: ActivityView, learner: Learner, activity: Activity, rows: Sequence[Sequence[Meeting]]
) -> int:
    """Fewest meetings missed over all ways to choose one moment for each, in order of time.

    For every number of meetings missed only the earliest end matters.
    """
    nights = [False, *apart(activity, view.school.stages)]
    ends = {0: 0}
    for row, night in zip(rows, nights, strict=True):
        found: dict[int, int] = {}
        for missed, end in ends.items():
            free_from = -(-end // 1440) * 1440 if night else end
            for meeting in row:
                if meeting.begins >= free_from:
                    count = missed + cannot(view, learner, activity, meeting)
                    found[count] = min(meeting.ends, found.get(count, meeting.ends))
        ends = found
    return min(ends, default=len(rows) + 1)


def has_language(learner: Learner, activity: Activity) -> bool:
    """Whether a learner can follow an activity in some language that it is given in."""
    known = [DUTCH, *(tongue(x) for x in (learner.mother_tongue or "", *learner.other_languages))]
    offered = [tongue(x) for x in activity.languages]
    return any(x and (not offered or x in offered) and follows(learner, activity, x) for x in known)


def at_home(view: ActivityView, learner: Learner, activity: Activity, meeting: Meeting) -> bool:
    """Whether a hard alternating rule keeps a learner home: the spouse has a lesson then."""
    if activity.spouses is not SpouseRule.ALTERNATING or not activity.spouses_hard:
        return False
    return any(
        meeting.start < lesson.end and lesson.start < meeting.end
        for other in view.school.others_at_home(learner)
        for lesson in view.lessons(other.reference).get(meeting.day, ())
    )
