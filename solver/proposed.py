"""What has been proposed to learners so far, so that nothing is given away twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from models import Learner, Slot


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat in one lesson of a class (its reference)."""

    row: str
    slot: Slot
    place: str | None


@dataclass(eq=False, slots=True)
class Extra:
    """A lesson that is not in the plan: a teacher and a room (``None``: online) that are free."""

    offering: str
    slot: Slot
    place: str | None
    room: str | None
    teacher: str
    members: list[Learner] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SummerClass:
    """A class (its reference) that a teacher gives lessons to in the summer holidays."""

    row: str
    teacher: str


@dataclass
class Proposed:
    """Everything proposed: guests by class and slot, lessons that are new, and when each learner
    would come.
    """

    guests: dict[tuple[str, Slot], list[Learner]] = field(default_factory=dict)
    extras: list[Extra] = field(default_factory=list)
    times: dict[str, list[Slot]] = field(default_factory=dict)
    summers: list[SummerClass] = field(default_factory=list)

    def in_row(self, row: str) -> list[Learner]:
        """All who are proposed a seat in some lesson of a class."""
        found = {x.reference: x for (r, _), rows in self.guests.items() if r == row for x in rows}
        return list(found.values())

    def add(self, learner: Learner, booking: Seat | Extra) -> None:
        """Enter a lesson for a learner; the same one once."""
        if isinstance(booking, Seat):
            rows = self.guests.setdefault((booking.row, booking.slot), [])
        else:
            rows = booking.members
            if booking not in self.extras:
                self.extras.append(booking)
        if learner not in rows:
            rows.append(learner)
        self.times.setdefault(learner.reference, []).append(booking.slot)
