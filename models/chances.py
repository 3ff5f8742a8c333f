"""Where there is room for what would help a learner: seats, and teachers with a room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from models.obligations import HoursKind
from models.people import Learner
from models.text import Text
from models.times import Slot


class Room(StrEnum):
    """Whether the lessons of a repair can be given, as far as the plan tells.

    SEAT: in classes or groups with a free seat. STAFF: teachers and rooms are free (for some of
    them). TAKEN: only if somebody more urgent leaves what is proposed to him or her. NONE: nothing.
    UNKNOWN: nothing tells.
    """

    SEAT = "seat"
    STAFF = "staff"
    TAKEN = "taken"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Chance:
    """A lesson that somebody could have, and in words where; the teacher of a new one.

    ``booking`` is what :meth:`Spare.book` needs to keep it.
    """

    slot: Slot
    room: Room
    text: Text
    teacher: str | None = None
    booking: object = None


class Spare(Protocol):
    """What a plan has to spare (:class:`solver.spare.Spare`); ``alone`` with nothing booked."""

    @property
    def alone(self) -> Spare:
        """The same with nothing booked for anybody."""

    def lessons(self, learner: Learner, evening: bool, taken: Sequence[Slot]) -> list[Chance]:
        """Lessons that a learner could have beside those taken, the easiest first."""

    def within(self, chances: Sequence[Chance]) -> bool:
        """Whether the teachers can give these lessons together."""

    def place(self, learner: Learner, weekly: float) -> tuple[Text, list[Chance]] | None:
        """A class with a free seat and so many hours a week, and its lessons."""

    def book(self, learner: Learner, chances: Sequence[Chance]) -> None:
        """Keep lessons for a learner."""

    def summer(self, learner: Learner, weeks: int, summers: Sequence[float]) -> tuple[Room, Text]:
        """Whether somebody can give so many weeks of lessons in summers of so many weeks each."""


class FreeGroups(Protocol):
    """Groups of activities with seats (:class:`solver.activities.spare.FreeGroups`)."""

    def seat(
        self, learner: Learner, kind: HoursKind, first: date, last: date
    ) -> tuple[Room, Text] | None:
        """Whether a group with a seat begins and ends between two days; ``None`` when no group
        makes hours of this kind. A seat that is found is kept.
        """
