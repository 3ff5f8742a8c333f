"""Fixed weekly activities in the lesson plan: hours of the week that are taken.

An activity with one fixed moment a week that lasts (Zutphen's Wednesday afternoon, report
L19701) is planned together with lessons in the simplest way: before lessons are planned its
hour becomes a busy window of everybody who takes part. What gives way decides how: where the
activity goes around lessons the window is soft, otherwise lessons may not touch it.
"""

from __future__ import annotations

from models import BusyReason, BusyWindow, School
from models.activities import Activity, Yielding
from solver.activities.individual import LASTING
from solver.activities.people import is_ready, takes_part


def is_fixed(activity: Activity) -> bool:
    """Whether an activity is always at one moment of the week, for a long time."""
    return (
        activity.is_group
        and len(activity.slots) == 1
        and activity.interval_days == 7
        and (activity.meetings or 0) >= LASTING
        and activity.yields is not Yielding.IN_LESSON
    )


def weekly_of(school: School) -> dict[str, list[Activity]]:
    """The fixed weekly activities of everybody who takes part in any, by learner."""
    records = {(r.learner, r.activity): r for r in school.activity_records}
    found: dict[str, list[Activity]] = {}
    for activity in filter(is_fixed, school.activities):
        for learner in school.learners:
            record = records.get((learner.reference, activity.reference))
            if takes_part(school, activity, learner, record) and is_ready(
                activity, learner, record
            ):
                found.setdefault(learner.reference, []).append(activity)
    return found


def with_weekly_activities(school: School) -> School:
    """The school with the hours of fixed weekly activities as busy windows."""
    windows = []
    for reference, activities in weekly_of(school).items():
        for activity in activities:
            place = school.location.get(activity.location or "")
            windows.append(
                BusyWindow(
                    person=reference,
                    slot=activity.slots[0],
                    reason=BusyReason.OTHER,
                    hard=activity.yields is not Yielding.TO_LESSONS,
                    valid_from=activity.first_start,
                    area=place.area if place is not None and not activity.online else None,
                )
            )
    if not windows:
        return school
    values = {name: getattr(school, name) for name in School.model_fields}
    return School.model_construct(**{**values, "busy": (*school.busy, *windows)})
