"""Small builders for activities, in the style of tests/builders.py.

An activity of these builders is a PVT of one meeting on Mondays from nine to twelve for one to
twelve learners, planned around lessons, without trainers, over ten weeks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from models import Learner, School
from models.activities import (
    Activity,
    ActivityKind,
    ActivityRecord,
    Interpreter,
    Stage,
    Standing,
    Trainer,
)
from models.activity_plan import (
    ActivityGroup,
    ActivityPlan,
    Interpreting,
    Lesson,
    Meeting,
    Membership,
    Rosters,
)
from models.activity_policy import ActivityPolicy, ActivityWeights
from tests.builders import ALWAYS, START, a_school, slot, slots

WEEKS = 10
UNTIL = START + timedelta(weeks=WEEKS)


def an_activity(reference: str = "pvt", when: str = "ma 9-12", **fields: Any) -> Activity:
    """A PVT of one meeting at one of ``when``."""
    given = {"kind": ActivityKind.PVT, "meetings": 1, "maximum": 12, **fields}
    return Activity(reference=reference, slots=slots(when), **given)


def a_stage(number: int, activity: str = "pvt", **fields: Any) -> Stage:
    """One meeting with a day or content of its own."""
    return Stage(activity=activity, number=number, **fields)


def a_trainer(
    reference: str = "t", activities: str = "pvt", when: str = "", **fields: Any
) -> Trainer:
    """A trainer of these activities, always available unless ``when`` is given."""
    given = {"available": slots(when) if when else ALWAYS, **fields}
    return Trainer(reference=reference, activities=tuple(activities.split()), **given)


def an_interpreter(reference: str, languages: str, when: str = "") -> Interpreter:
    """An interpreter of these languages."""
    return Interpreter(
        reference=reference,
        languages=tuple(languages.split()),
        available=slots(when) if when else ALWAYS,
    )


def a_record(
    learner: str, activity: str = "pvt", standing: str = "registered", **fields: Any
) -> ActivityRecord:
    """What is known of a learner and an activity."""
    return ActivityRecord(learner=learner, activity=activity, standing=Standing(standing), **fields)


def only(**weights: int) -> ActivityWeights:
    """Weights that are zero but for those given."""
    zero = dict.fromkeys(ActivityWeights.model_fields, 0)
    return ActivityWeights.model_validate(zero | weights)


def a_provider(people: Sequence[Learner], *activities: Activity, **tables: Any) -> School:
    """A school of these learners and activities with a short horizon."""
    weights = tables.pop("activity_weights", None)
    policy = {"horizon_weeks": WEEKS} | ({"weights": weights} if weights is not None else {})
    return a_school(
        people,
        activities=activities,
        activity_policy=ActivityPolicy.model_validate(policy),
        **tables,
    )


def lessons(when: str, weeks: int = WEEKS + 1, **fields: Any) -> tuple[Lesson, ...]:
    """Weekly lessons at these slots from the start of the plan on."""
    return tuple(
        Lesson(START + timedelta(weeks=week, days=s.weekday), s.start, s.end, **fields)
        for week in range(weeks)
        for s in slots(when)
    )


def rosters(
    of: Mapping[str, str] | None = None, classes: Mapping[str, str] | None = None
) -> Rosters:
    """Rosters from slots per learner: ``{"a": "ma 9-12"}``."""
    return Rosters({who: lessons(when) for who, when in (of or {}).items()}, classes or {})


def a_group(
    when: str = "ma 9-12",
    activity: str = "pvt",
    reference: str = "g",
    weeks: Sequence[int] = (0,),
    **fields: Any,
) -> ActivityGroup:
    """A group that meets at one slot in these weeks of the plan."""
    at = slot(when)
    meetings = tuple(
        Meeting(
            day=START + timedelta(weeks=week, days=at.weekday),
            start=at.start,
            end=at.end,
            number=number,
        )
        for number, week in enumerate(weeks, start=1)
    )
    for language, who in fields.pop("interpreted", {}).items():
        row = Interpreting(language=language, interpreter=who)
        fields["interpreting"] = (*fields.get("interpreting", ()), row)
    return ActivityGroup(reference=reference, activity=activity, meetings=meetings, **fields)


def a_plan(school: School, *groups: ActivityGroup, **members: str) -> ActivityPlan:
    """A plan of these groups; ``members`` maps a group to its learners: ``g="a b"``."""
    return ActivityPlan(
        school=school.name,
        start=school.start,
        until=UNTIL,
        groups=groups,
        members=tuple(
            Membership(learner=learner, group=group)
            for group, names in members.items()
            for learner in names.split()
        ),
    )


def day(week: int, weekday: int = 0) -> date:
    """A day of the plan by week (0 is the first) and weekday (0 is Monday)."""
    return START + timedelta(weeks=week, days=weekday)
