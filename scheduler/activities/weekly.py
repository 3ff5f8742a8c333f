"""Fixed weekly activities in the lesson plan.

An activity that lasts, with a group at one moment of the week or at one of several (Zutphen's
Wednesday afternoon, report L19701), is planned together with lessons. Where it goes around lessons,
these should leave a moment free at which somebody can take part (the goal ``weekly_activity``); so
they choose among its moments. Where it goes before lessons and has one moment, that hour is a busy
window of everybody who takes part: lessons may not touch it.
"""

from __future__ import annotations

from datetime import timedelta

from models import BusyReason, BusyWindow, Learner, School
from models.activities import Activity, Yielding
from models.people import KeptFree
from solver.activities.individual import LASTING
from solver.activities.people import is_ready, takes_part


def is_fixed(activity: Activity) -> bool:
    """Whether the groups of an activity meet at the same moment every week, for a long time."""
    return (
        activity.is_group
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
    """The school with what fixed weekly activities ask of its lessons."""
    windows, kept = [], []
    for reference, activities in weekly_of(school).items():
        for activity in activities:
            place = school.location.get(activity.location or "")
            area = place.area if place is not None and not activity.online else None
            if activity.yields is not Yielding.TO_LESSONS and len(activity.slots) == 1:
                windows.append(
                    BusyWindow(
                        person=reference,
                        slot=activity.slots[0],
                        reason=BusyReason.OTHER,
                        hard=True,
                        valid_from=activity.first_start,
                        area=area,
                    )
                )
                continue
            row = _kept(school, school.learner[reference], activity, area)
            if row is not None:
                kept.append(row)
    if not windows and not kept:
        return school
    values = {name: getattr(school, name) for name in School.model_fields}
    more = {"busy": (*school.busy, *windows), "kept_free": tuple(kept)}
    return School.model_construct(**{**values, **more})


def _kept(
    school: School, learner: Learner, activity: Activity, area: str | None
) -> KeptFree | None:
    """The moments at which somebody could take part; ``None`` when work or care take them all, or
    the activity begins only after the weeks that lessons are planned for.
    """
    last = school.start + timedelta(weeks=school.policy.horizon_weeks)
    if activity.first_start is not None and activity.first_start > last:
        return None
    busy = [
        window
        for window in school.windows(learner.reference)
        if school.is_hard(window) and not (activity.over_work and window.reason is BusyReason.WORK)
    ]
    way = [
        0 if area is None else school.travel_minutes(window.area or learner.home_area, area)
        for window in busy
    ]
    free = [
        moment
        for moment in sorted(activity.slots)
        if not any(moment.overlaps(w.slot, m) for w, m in zip(busy, way, strict=True))
    ]
    if not free:
        return None
    return KeptFree(
        person=learner.reference, activity=activity.reference, moments=tuple(free), area=area
    )
