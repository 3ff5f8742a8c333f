"""Where and when a session can be: the index over which everything else is an array."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models import School, Slot

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """One slot at one location; ``location`` is ``None`` for an online session."""

    slot: Slot
    location: str | None


def _order(place: Place) -> tuple[Slot, str]:
    return (place.slot, place.location or "")


@dataclass(frozen=True)
class Places:
    """All places of a problem, in a fixed order, with their columns as arrays of length P."""

    rows: tuple[Place, ...]

    @classmethod
    def of(cls, places: Iterable[Place]) -> Places:
        """The places in order, each once."""
        return cls(tuple(sorted(set(places), key=_order)))

    @cached_property
    def index(self) -> dict[Place, int]:
        """Position of each place."""
        return {place: i for i, place in enumerate(self.rows)}

    @cached_property
    def weekday(self) -> Ints:
        """Day of the week per place."""
        return np.array([p.slot.weekday for p in self.rows], dtype=np.int64)

    @cached_property
    def start(self) -> Ints:
        """Start per place, minutes after midnight."""
        return np.array([p.slot.start for p in self.rows], dtype=np.int64)

    @cached_property
    def end(self) -> Ints:
        """End per place, minutes after midnight."""
        return np.array([p.slot.end for p in self.rows], dtype=np.int64)

    @cached_property
    def physical(self) -> Bools:
        """Whether the session needs a room."""
        return np.array([p.location is not None for p in self.rows], dtype=bool)

    def touching(self, slot: Slot, gap: Ints | int) -> Bools:
        """Places less than ``gap`` minutes (one number or one per place) from a slot."""
        found: Bools = (
            (self.weekday == slot.weekday)
            & (self.start < slot.end + gap)
            & (slot.start < self.end + gap)
        )
        return found

    def inside(self, windows: Iterable[Slot]) -> Bools:
        """Places that lie inside the union of the windows (adjacent windows join)."""
        found = np.zeros(len(self.rows), dtype=bool)
        for weekday, start, end in joined(windows):
            found |= (self.weekday == weekday) & (self.start >= start) & (self.end <= end)
        return found

    def minutes(self, school: School, area: str | None, online: int = 0) -> Ints:
        """Travel minutes from an area to every place; ``online`` where there is no way."""
        way = {name: school.travel_minutes(area, row.area) for name, row in school.location.items()}
        return np.array(
            [online if p.location is None else way[p.location] for p in self.rows], dtype=np.int64
        )

    @cached_property
    def overlapping(self) -> Bools:
        """P x P: the slots of two places overlap."""
        same = self.weekday[:, None] == self.weekday[None, :]
        found: Bools = (
            same
            & (self.start[:, None] < self.end[None, :])
            & (self.start[None, :] < self.end[:, None])
        )
        return found

    def clashing(self, gap: Ints) -> Bools:
        """P x P: two places lie less than ``gap`` (P x P minutes) apart on one day."""
        same = self.weekday[:, None] == self.weekday[None, :]
        found: Bools = (
            same
            & (self.start[:, None] < self.end[None, :] + gap)
            & (self.start[None, :] < self.end[:, None] + gap)
        )
        return found


def joined(windows: Iterable[Slot]) -> list[tuple[int, int, int]]:
    """Windows as (weekday, start, end) with overlapping and adjacent ones made into one."""
    found: list[tuple[int, int, int]] = []
    for slot in sorted(windows):
        if found and found[-1][0] == slot.weekday and slot.start <= found[-1][2]:
            day, start, end = found[-1]
            found[-1] = (day, start, max(end, slot.end))
        else:
            found.append((slot.weekday, slot.start, slot.end))
    return found
