"""A teacher teaches only when and where he or she can be asked to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from models import School, Teacher, Text, Violation
from solver.places import Bools, Places
from solver.rules.base import Rule
from solver.rules.view import inside

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="{teacher} is niet beschikbaar op {when} voor {klas}",
    en="{teacher} is not available on {when} for {klas}",
)


def violations(view: View) -> Iterator[Violation]:
    """Sessions outside the teacher's windows or locations, or in a hard busy window."""
    for row in view.classes:
        for session in row.sessions:
            teacher, place = view.school.teacher[session.teacher], view.where(row, session)
            elsewhere = place is not None and teacher.locations and place not in teacher.locations
            hit = any(view.teacher_touching(session.teacher, place, session.slot, hard=True))
            if elsewhere or hit or not inside(session.slot, teacher.available):
                text = _TEXT.fill(
                    teacher=teacher.shown, when=session.slot.bilingual(), klas=row.name
                )
                yield Violation(
                    "teacher_available",
                    text,
                    classes=(row.reference,),
                    teachers=(session.teacher,),
                )


def compile_free(school: School, places: Places, teacher: Teacher) -> Bools:
    """Places at which a teacher can be asked to teach."""
    allowed = np.array(
        [
            p.location is None or not teacher.locations or p.location in teacher.locations
            for p in places.rows
        ],
        dtype=bool,
    )
    windows = places.inside(teacher.available)
    return allowed & windows & ~touched(school, places, teacher, hard=True)


def touched(school: School, places: Places, teacher: Teacher, hard: bool) -> Bools:
    """Places that touch one of the teacher's hard (or soft) windows, travel counted."""
    found = np.zeros(len(places.rows), dtype=bool)
    for window in school.windows(teacher.reference):
        if school.is_hard(window) == hard:
            way = places.minutes(school, window.area) if window.area is not None else 0
            found |= places.touching(window.slot, way)
    return found


def post(model: Model) -> None:
    """No session where the teacher is not available."""
    for row in model.classes:
        for (p, j), var in row.taught.items():
            if not model.problem.teacher_free[j, p]:
                model.cp.add(var == 0)


RULE = Rule(
    name="teacher_available",
    title=Text(nl="Docent beschikbaar", en="Teacher available"),
    sources=("report L13702", "report L17681"),
    violations=violations,
    post=post,
)
