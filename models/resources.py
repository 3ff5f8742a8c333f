"""Teachers, rooms, locations and the way between them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import Record
from models.people import Ref, Route
from models.times import Slot


class Certification(StrEnum):
    """Standing of a teacher for the 80 % rule of the quality mark."""

    CERTIFIED = "certified"
    IN_TRAINING = "in_training"
    NONE = "none"


class Location(Record):
    """A building; ``area`` is the name used in the travel table."""

    reference: Ref
    name: str | None = None
    area: Ref


class Room(Record):
    """A room with places for ``capacity`` learners, usable only inside ``opening``."""

    reference: Ref
    name: str | None = None
    location: Ref
    capacity: Annotated[int, Field(ge=1, le=1000)]
    opening: tuple[Slot, ...] = Field(min_length=1)


class Teacher(Record):
    """Somebody who gives lessons.

    ``available`` holds the windows of the week at which the teacher can be asked;
    ``max_sessions`` is the largest number of dayparts a week; no ``locations`` means all.
    ``summer_weeks`` is in how many weeks of one summer holiday lessons are possible (``None``: not
    known); only the ledger's proposals ask for it.
    """

    reference: Ref
    name: str | None = None
    available: tuple[Slot, ...] = Field(min_length=1)
    routes: tuple[Route, ...] = Field(min_length=1)
    alphabetisation: bool = False
    certification: Certification = Certification.CERTIFIED
    max_sessions: Annotated[int, Field(ge=1, le=30)]
    locations: tuple[str, ...] = ()
    summer_weeks: Annotated[int, Field(ge=0, le=8)] | None = None

    @property
    def shown(self) -> str:
        """Name, or the reference when there is none."""
        return self.name or self.reference


class TravelTime(Record):
    """Minutes between two areas, the same in both directions."""

    from_area: Ref
    to_area: Ref
    minutes: Annotated[int, Field(ge=0, le=300)]
