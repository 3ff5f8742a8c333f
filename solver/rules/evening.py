"""Evening lessons only for those whom the policy names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from models import Learner, School, Text, Violation
from solver.places import Bools, Places
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.rules.view import View


_TEXT = Text(
    nl="{who} krijgt avondles ({when}), maar hoort niet bij de groep die dat mag",
    en="{who} has an evening lesson ({when}) without being in the group that may",
)


def violations(view: View) -> Iterator[Violation]:
    """Newcomers with an evening session who belong to none of the groups allowed."""
    for row in view.classes:
        evenings = [s.slot for s in row.sessions if view.school.is_evening(s.slot)]
        for learner in view.newcomers(row) if evenings else ():
            if not view.school.may_come_evenings(learner):
                text = _TEXT.fill(who=learner.shown, when=evenings[0].bilingual())
                yield Violation("evening", text, (learner.reference,), (row.reference,))


def compile_free(school: School, places: Places, learner: Learner) -> Bools:
    """Places that are not evening lessons, or all when the learner may come in the evening."""
    if school.may_come_evenings(learner):
        return np.ones(len(places.rows), dtype=bool)
    return np.array([not school.is_evening(p.slot) for p in places.rows], dtype=bool)


RULE = Rule(
    name="evening",
    title=Text(nl="Avondles voor wie dat mag", en="Evening lessons for those allowed"),
    sources=("report L10078", "report L10426", "report L19405"),
    violations=violations,
)
