"""No lesson while a member is not free, travel counted (hard busy windows)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from models import Learner, School, Text, Violation
from solver.places import Bools, Places
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="{who} is bezet op {busy} en heeft les op {when} (reistijd meegeteld)",
    en="{who} is busy on {busy} and has a lesson on {when} (travel counted)",
)


def violations(view: View) -> Iterator[Violation]:
    """Members with a session in, or too close to, a hard busy window."""
    for row in view.classes:
        for learner in view.members(row):
            for session in row.sessions:
                place = view.where(row, session)
                for window in view.touching(learner, place, session.slot, hard=True):
                    text = _TEXT.fill(
                        who=learner.shown,
                        busy=window.bilingual(),
                        when=session.slot.bilingual(),
                    )
                    yield Violation("busy", text, (learner.reference,), (row.reference,))


def compile_free(school: School, places: Places, learner: Learner) -> Bools:
    """Places at which no hard window of the learner stands in the way, travel counted."""
    return ~touched(school, places, learner, hard=True)


def touched(school: School, places: Places, learner: Learner, hard: bool) -> Bools:
    """Places that touch one of the learner's hard (or soft) windows, travel counted."""
    found = np.zeros(len(places.rows), dtype=bool)
    for window in school.windows(learner.reference):
        if school.is_hard(window) == hard:
            way = places.minutes(school, window.area or learner.home_area)
            found |= places.touching(window.slot, way)
    return found


def post(model: Model) -> None:
    """A member fits the pattern of the class: never a pattern that touches a hard window.

    Admission and evening eligibility of newcomers are part of the same table.
    """
    for row in model.classes:
        for i, seat in row.member.items():
            allowed = row.group.ok[row.group.position[i]]
            wrong = [var for q, var in row.variant.items() if not allowed[q]]
            if len(wrong) * 2 <= len(row.variant):
                model.cp.add_at_most_one([seat, *wrong])
                if not row.group.must_open:
                    model.cp.add(seat <= row.open)
            else:
                right = [var for q, var in row.variant.items() if allowed[q]]
                model.cp.add_bool_or([*right, ~seat])


RULE = Rule(
    name="busy",
    title=Text(nl="Geen les als iemand bezet is", en="No lesson while somebody is busy"),
    sources=("report L10060", "report L10072"),
    violations=violations,
    post=post,
)
