"""Who could teach in the summer holidays, for the ledger's proposals.

A teacher gives a class its usual lessons in as many weeks of a summer as the sheet says.
"""

from __future__ import annotations

from collections.abc import Sequence

from models import Learner, PlannedClass, Teacher, Text
from models.chances import Room
from solver.proposed import Proposed, SummerClass
from solver.rules import teacher_qualified
from solver.rules.view import View, inside

_CAN = Text(nl="{teacher} kan dan les geven", en="{teacher} can teach then")
_NOT_ENTERED = Text(
    nl="de docent moet nog gevonden worden; bij geen docent zijn zomerweken ingevuld",
    en="the teacher has still to be found; no teacher has summer weeks filled in",
)
_NOBODY = Text(
    nl="de docent moet nog gevonden worden; geen docent met genoeg zomerweken kan deze lessen "
    "geven",
    en="the teacher has still to be found; no teacher with enough summer weeks can give these "
    "lessons",
)


def in_summer(
    view: View, books: Proposed, learner: Learner, weeks: int, summers: Sequence[float]
) -> tuple[Room, Text]:
    """Whether somebody can give the learner's class so many weeks of lessons in summers that have
    so many open weeks each; who can is booked.
    """
    teachers = view.school.teachers
    if all(t.summer_weeks is None for t in teachers):
        return Room.UNKNOWN, _NOT_ENTERED
    row = view.class_of.get(learner.reference)
    for teacher in teachers if row is not None else ():
        able = sum(min(teacher.summer_weeks or 0, int(open_)) for open_ in summers)
        if able >= weeks and row is not None and _can_give(view, books, teacher, row):
            booking = SummerClass(row.reference, teacher.reference)
            if booking not in books.summers:
                books.summers.append(booking)
            return Room.STAFF, _CAN.fill(teacher=teacher.shown)
    return Room.NONE, _NOBODY


def _can_give(view: View, books: Proposed, teacher: Teacher, row: PlannedClass) -> bool:
    """Whether a teacher could give a class its lessons, beside those proposed for summer."""
    slots = [s.slot for s in row.sessions]
    others = [
        s.slot
        for other in view.classes
        if other is not row and SummerClass(other.reference, teacher.reference) in books.summers
        for s in other.sessions
    ]
    return (
        len(slots) + len(others) <= teacher.max_sessions
        and all(inside(slot, teacher.available) for slot in slots)
        and not any(slot.overlaps(x) for slot in slots for x in others)
        and teacher_qualified.obstacle(view, teacher, view.offering(row)) is None
    )
