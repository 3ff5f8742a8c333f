"""A class that runs already, or one that the coordinator has laid down by hand."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from models.base import Record
from models.people import Ref
from models.times import Slot


class ClassRun(Record):
    """An existing run of an offering, or a new one laid down in part.

    Its members are the learners whose ``current_class`` it is. Everything marked fixed
    stays; what is not may change at a cost (stability). ``teachers`` and ``rooms`` hold one
    reference for all sessions or one per slot, in the order of ``slots``. Without
    ``started_on`` the class is new: the offering's minimum applies. ``may_close`` lets the
    plan end it (or not open it).
    """

    reference: Ref
    offering: Ref
    name: str | None = None
    slots: tuple[Slot, ...] = ()
    location: str | None = None
    teachers: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    started_on: date | None = None
    fixed_times: bool = True
    fixed_teacher: bool = True
    fixed_room: bool = True
    fixed_members: bool = True
    may_close: bool = False
    note: str | None = Field(default=None)

    @property
    def shown(self) -> str:
        """Name, or the reference when there is none."""
        return self.name or self.reference

    def teacher_of(self, index: int) -> str | None:
        """Teacher now planned for the ``index``-th slot."""
        return _per_slot(self.teachers, index)

    def room_of(self, index: int) -> str | None:
        """Room now planned for the ``index``-th slot."""
        return _per_slot(self.rooms, index)


def _per_slot(values: tuple[str, ...], index: int) -> str | None:
    if not values:
        return None
    return values[0] if len(values) == 1 else values[index]
