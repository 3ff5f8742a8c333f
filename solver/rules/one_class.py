"""Everything a plan names exists, and a learner sits in at most one class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_UNKNOWN = Text(nl="{what} '{ref}' bestaat niet", en="{what} '{ref}' does not exist")
_TWICE = Text(
    nl="{who} staat in meer dan één klas ({classes})",
    en="{who} is in more than one class ({classes})",
)
_DOUBLE = Text(nl="klas '{ref}' komt twee keer voor", en="class '{ref}' occurs twice")


def violations(view: View) -> Iterator[Violation]:
    """References to nothing, classes listed twice, learners placed twice."""
    school, plan = view.school, view.plan
    for row in plan.classes:
        wrong = [] if row.offering in school.offering else [(_OFFERING, row.offering)]
        if row.location is not None and row.location not in school.location:
            wrong.append((_LOCATION, row.location))
        wrong += [(_TEACHER, s.teacher) for s in row.sessions if s.teacher not in school.teacher]
        wrong += [(_ROOM, s.room) for s in row.sessions if s.room and s.room not in school.room]
        for what, reference in wrong:
            yield _unknown(what, reference)
    for reference, count in Counter(c.reference for c in plan.classes).items():
        if count > 1:
            yield Violation("one_class", _DOUBLE.fill(ref=reference), classes=(reference,))
    known = {c.reference for c in plan.classes}
    seats: dict[str, list[str]] = {}
    for placement in plan.placements:
        if placement.learner not in school.learner:
            yield _unknown(_LEARNER, placement.learner)
        if placement.class_reference not in known:
            yield _unknown(_CLASS, placement.class_reference)
        seats.setdefault(placement.learner, []).append(placement.class_reference)
    for learner, classes in seats.items():
        if len(classes) > 1:
            who = school.learner[learner].shown if learner in school.learner else learner
            text = _TWICE.fill(who=who, classes=", ".join(classes))
            yield Violation("one_class", text, (learner,), tuple(classes))


_OFFERING = Text(nl="aanbod", en="offering")
_LOCATION = Text(nl="locatie", en="location")
_TEACHER = Text(nl="docent", en="teacher")
_ROOM = Text(nl="lokaal", en="room")
_LEARNER = Text(nl="cursist", en="learner")
_CLASS = Text(nl="klas", en="class")


def _unknown(what: Text, reference: str) -> Violation:
    return Violation("one_class", _UNKNOWN.fill(what=what, ref=reference))


def post(model: Model) -> None:
    """At most one seat per learner; what is not seated waits."""
    for chairs in model.seats.values():
        model.cp.add_at_most_one(seat for _, seat in chairs)


RULE = Rule(
    name="one_class",
    title=Text(nl="Ieder hooguit één klas", en="At most one class each"),
    sources=("report L10072",),
    violations=violations,
    post=post,
)
