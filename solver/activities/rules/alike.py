"""What all members of a group share: status, route, level, literacy, gender, class.

Asylum and family migrants apart [L11014, L12848, L20147], B1 and Z apart [L20108], the PVT with
the own class [L9011], men and women apart [L18071, L19701]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Learner, Text, Violation
from models.activities import Alike
from solver.activities.rules.base import ActivityRule

if TYPE_CHECKING:
    from solver.activities.rules.view import ActivityView

_TEXT = Text(
    nl="de deelnemers van {group} horen gelijk te zijn in {what}",
    en="the members of {group} should be alike in {what}",
)
NAMES = {
    Alike.STATUS: Text(nl="doelgroep", en="status"),
    Alike.ROUTE: Text(nl="route", en="route"),
    Alike.LEVEL: Text(nl="niveau", en="level"),
    Alike.LITERACY: Text(nl="alfabetisering", en="literacy"),
    Alike.GENDER: Text(nl="geslacht", en="gender"),
    Alike.CLASS: Text(nl="klas", en="class"),
    Alike.MUNICIPALITY: Text(nl="gemeente", en="municipality"),
}
_WHOLE = (0, 25, 50, 75, 100)  # scores of A0, A1, A2, B1 and B2


def value_of(view: ActivityView, learner: Learner, what: Alike) -> object:
    """What a learner has of something that members share."""
    if what is Alike.CLASS:
        return view.rosters.class_of.get(learner.reference)
    if what is Alike.LEVEL:
        return sum(learner.score >= score for score in _WHOLE)
    return getattr(learner, what.value)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Groups whose members differ in what they should share."""
    for group in view.groups:
        if view.has_begun(group):
            continue  # whoever began together goes on together: the rule begun
        for what in view.activity[group.activity].alike:
            found = {value_of(view, x, what) for x in view.members(group)}
            if len(found) > 1 or (what is Alike.CLASS and None in found):
                text = _TEXT.fill(group=group.reference, what=NAMES[what])
                yield Violation("alike", text, classes=(group.reference,))


# Posting: an opening holds only candidates who share these (solver/activities/problem.py).
RULE = ActivityRule(
    name="alike",
    title=Text(nl="Wie bij elkaar hoort", en="Who belong together"),
    sources=("report L9011", "report L11014", "report L12848", "report L18071", "report L20108"),
    violations=violations,
)
