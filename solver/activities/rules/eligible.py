"""Who may take part: route, status, level, literacy, age, gender, hours made, paid work.

A caseworker's registration overrules the conditions; whoever has done the activity or is exempt
takes no part (report L8875, L14672, L18427, L20108).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.rules.view import ActivityView

_TEXT = Text(
    nl="{who} hoort niet in {activity} ({why})", en="{who} does not belong in {activity} ({why})"
)
_WHY = {
    "route": Text(nl="route", en="route"),
    "status": Text(nl="doelgroep", en="status"),
    "literacy": Text(nl="alfabetisering", en="literacy"),
    "gender": Text(nl="geslacht", en="gender"),
    "level": Text(nl="niveau", en="level"),
    "language hours": Text(nl="taaluren", en="language hours"),
    "participation hours": Text(nl="participatie-uren", en="participation hours"),
    "age": Text(nl="leeftijd", en="age"),
    "work": Text(nl="vrijgesteld door werk", en="exempt through work"),
    "record": Text(nl="al gedaan of vrijgesteld", en="done or exempt"),
    "not registered": Text(nl="niet aangemeld", en="not registered"),
}


def violations(view: ActivityView) -> Iterator[Violation]:
    """Members who do not meet a condition."""
    for learner, activity, group in view.seats():
        over = view.is_over(learner, activity.reference)
        if view.registered(learner, activity) and not over:
            continue
        why = next(iter(view.unfit(learner, activity)), None)
        if over or (learner.reference, activity.reference) in view.record:
            why = "record"
        elif not view.has_to(learner, activity):
            why = why or "not registered"
        if why is not None:
            text = _TEXT.fill(who=learner.shown, activity=activity.shown, why=_WHY[why])
            yield Violation("eligible", text, (learner.reference,), (group.reference,))


# Posting: solver/activities/problem.py makes no candidates of people who do not take part.
RULE = ActivityRule(
    name="eligible",
    title=Text(nl="Wie mag meedoen", en="Who may take part"),
    sources=("report L8875", "report L14672", "report L18427", "report L20108"),
    violations=violations,
)
