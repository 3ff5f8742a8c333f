"""Whom an activity is for and from when: what posting needs to know of people.

The measuring side has its own reading of the same conditions in solver/activities/rules.
"""

from __future__ import annotations

from datetime import date, timedelta

from models import Learner, School
from models.activities import Activity, ActivityRecord, Alike, Joining
from models.levels import Level
from solver.activities.words import DUTCH, tongue


def months_later(day: date, months: int) -> date:
    """The same day of the month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def is_for(school: School, activity: Activity, learner: Learner) -> bool:
    """Whether an activity concerns a learner at all, now or later (level and time aside)."""
    age = None if learner.birth_year is None else school.start.year - learner.birth_year
    return (
        (not activity.routes or learner.route in activity.routes)
        and (not activity.statuses or learner.status in activity.statuses)
        and (not activity.literacies or learner.literacy in activity.literacies)
        and (not activity.genders or learner.gender in activity.genders)
        and (activity.age_from is None or (age is not None and age >= activity.age_from))
        and (activity.age_to is None or (age is not None and age <= activity.age_to))
    )


def is_exempt(activity: Activity, learner: Learner) -> bool:
    """Whether paid work exempts a learner."""
    hours, statuses = activity.exempt_work_hours, activity.exempt_statuses
    works = hours is not None and learner.work_paid and learner.work_hours >= hours
    return works and (not statuses or learner.status in statuses)


def takes_part(
    school: School, activity: Activity, learner: Learner, record: ActivityRecord | None
) -> bool:
    """Whether a learner has (still) to take part, now or later."""
    if record is not None:
        return record.joins
    return (
        activity.joining is Joining.EVERYBODY
        and is_for(school, activity, learner)
        and not is_exempt(activity, learner)
    )


def is_ready(activity: Activity, learner: Learner, record: ActivityRecord | None) -> bool:
    """Whether level and hours suffice now; a caseworker's registration overrules them."""
    if record is not None and record.joins:
        return True
    return (
        activity.level_from.score <= learner.score <= activity.level_to.score
        and learner.hours_language >= activity.language_hours_from
        and learner.hours_participation >= activity.participation_hours_from
    )


def counted_from(learner: Learner) -> date:
    """The day from which months are counted: the start of the term, else registration."""
    return learner.term_started_on or learner.registered_on


def earliest(
    school: School, activity: Activity, learner: Learner, record: ActivityRecord | None
) -> date:
    """First day on which a learner can begin."""
    found = max(school.start, months_later(counted_from(learner), activity.months_from))
    if record is not None and record.joins:
        return max(school.start, record.ready_from or school.start)
    return found


def due(activity: Activity, learner: Learner) -> date | None:
    """Day by which an activity should be finished, if it says so."""
    if activity.months_until is None:
        return None
    return months_later(counted_from(learner), activity.months_until)


def understood(activity: Activity, learner: Learner) -> tuple[str, ...]:
    """Languages a learner can follow the activity in, mother tongue first."""
    spoken = [learner.mother_tongue, *learner.other_languages]
    found = [tongue(x) for x in spoken if x]
    if activity.dutch_from is not None and learner.score >= activity.dutch_from.score:
        found.append(DUTCH)
    allowed = {tongue(x) for x in activity.languages}
    return tuple(dict.fromkeys(x for x in found if not allowed or x in allowed))


def in_common(
    activity: Activity, learner: Learner, class_of: dict[str, str]
) -> tuple[str, ...] | None:
    """What the members of one group share; ``None``: a class is asked for and there is none."""
    found = []
    for what in activity.alike:
        if what is Alike.CLASS:
            group = class_of.get(learner.reference)
            if group is None:
                return None
            found.append(group)
        elif what is Alike.LEVEL:
            found.append(whole_level(learner.score))
        else:
            value = getattr(learner, what.value)
            found.append("" if value is None else str(getattr(value, "value", value)))
    return tuple(found)


def whole_level(score: int) -> str:
    """The whole CEFR level reached: a score of 60 is A2."""
    whole = (Level.A0, Level.A1, Level.A2, Level.B1, Level.B2)
    return max((x for x in whole if x.score <= score), key=lambda x: x.score).value
