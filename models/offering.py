"""What a school sells."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.base import Invalid, Record
from models.levels import Level
from models.people import Literacy, Pace, Ref, Route, Status
from models.text import Text
from models.times import Slot


class Mode(StrEnum):
    """Where lessons take place."""

    PHYSICAL = "physical"
    ONLINE = "online"
    MIXED = "mixed"


class Audience(StrEnum):
    """A group an offering (or the evening) can be reserved for; any one of several is enough."""

    PAID_WORK = "paid_work"
    NO_DAYTIME_CHILDCARE = "no_daytime_childcare"
    FAMILY_MIGRANTS = "family_migrants"
    YOUTH = "youth"
    WOMEN = "women"
    MEN = "men"


class Offering(Record):
    """A kind of class: whom it admits, its weekly pattern, its sizes.

    Empty ``paces``, ``literacies``, ``statuses``, ``locations`` and ``audience`` mean "all".
    ``sessions_per_week`` sessions of ``session_minutes`` are chosen from ``slots`` with at
    most ``max_sessions_per_day`` on a day, at least ``min_days_between`` free days between
    lesson days, and all at the same time of day when ``same_time``. In ``mixed`` mode the
    last ``online_sessions`` sessions of the week are online. ``minimum`` learners start a
    new class; ``maximum`` is the school's or contract's, never above the legal one.
    ``level_spread`` is the largest distance in points (0-100) between two members,
    ``late_entry_weeks`` how long after its start a class admits newcomers (none: always),
    ``max_new_classes`` how many may be opened now (none: as many as resources allow).
    """

    reference: Ref
    name: str | None = None
    school: str | None = None
    routes: tuple[Route, ...] = Field(min_length=1)
    level_from: Level = Level.A0
    level_to: Level = Level.B2
    paces: tuple[Pace, ...] = ()
    literacies: tuple[Literacy, ...] = ()
    mix_literacy: bool = False
    statuses: tuple[Status, ...] = ()
    audience: tuple[Audience, ...] = ()
    mode: Mode = Mode.PHYSICAL
    online_sessions: Annotated[int, Field(ge=0, le=10)] = 0
    sessions_per_week: Annotated[int, Field(ge=1, le=12)]
    session_minutes: Annotated[int, Field(ge=30, le=600)]
    slots: tuple[Slot, ...] = Field(min_length=1)
    max_sessions_per_day: Annotated[int, Field(ge=1, le=4)] = 1
    min_days_between: Annotated[int, Field(ge=0, le=3)] = 0
    same_time: bool = False
    locations: tuple[str, ...] = ()
    minimum: Annotated[int, Field(ge=1, le=100)]
    target: Annotated[int, Field(ge=1, le=100)]
    maximum: Annotated[int, Field(ge=1, le=100)]
    level_spread: Annotated[int, Field(ge=0, le=100)] = 100
    duration_weeks: Annotated[int, Field(ge=1, le=260)] | None = None
    total_hours: Annotated[float, Field(gt=0)] | None = None
    late_entry_weeks: Annotated[int, Field(ge=0, le=260)] | None = None
    needs_certified: bool = False
    needs_alphabetisation: bool = False
    max_new_classes: Annotated[int, Field(ge=0, le=500)] | None = None

    @model_validator(mode="after")
    def _possible(self) -> Offering:
        if not self.minimum <= self.target <= self.maximum:
            raise Invalid(
                "minimum",
                Text(
                    nl="minimum ({a}), streefgrootte ({b}) en maximum ({c}) staan niet op volgorde",
                    en="minimum ({a}), target ({b}) and maximum ({c}) are not in order",
                ).fill(a=self.minimum, b=self.target, c=self.maximum),
                Text(
                    nl="zorg dat minimum ≤ streefgrootte ≤ maximum",
                    en="make minimum ≤ target ≤ maximum",
                ),
            )
        if self.level_from.score > self.level_to.score:
            raise Invalid(
                "level_from",
                Text(
                    nl="het laagste niveau ({a}) ligt boven het hoogste ({b})",
                    en="the lowest level ({a}) is above the highest ({b})",
                ).fill(a=self.level_from.value, b=self.level_to.value),
                Text(nl="draai de niveaus om", en="swap the two levels"),
            )
        wrong = [s for s in self.slots if s.minutes != self.session_minutes]
        if wrong:
            raise Invalid(
                "slots",
                Text(
                    nl="het lesmoment {slot} duurt {a} minuten, de les {b} minuten",
                    en="the slot {slot} lasts {a} minutes, the lesson {b} minutes",
                ).fill(slot=wrong[0].bilingual(), a=wrong[0].minutes, b=self.session_minutes),
                Text(
                    nl="geef elk lesmoment de lengte van een les",
                    en="give every slot the length of a lesson",
                ),
            )
        if self.mode is Mode.MIXED and not 0 < self.online_sessions < self.sessions_per_week:
            raise Invalid(
                "online_sessions",
                Text(
                    nl="bij een gemengd aanbod is een deel van de lessen online",
                    en="in a mixed offering part of the lessons is online",
                ),
                Text(
                    nl="vul een aantal in tussen 1 en {n}",
                    en="enter a number between 1 and {n}",
                ).fill(n=max(self.sessions_per_week - 1, 1)),
            )
        return self

    @property
    def shown(self) -> str:
        """Name, or the reference when there is none."""
        return self.name or self.reference

    @property
    def weekly_minutes(self) -> int:
        """Lesson minutes per week."""
        return self.sessions_per_week * self.session_minutes

    def online_count(self) -> int:
        """Number of sessions a week that need neither room nor travel."""
        if self.mode is Mode.ONLINE:
            return self.sessions_per_week
        return self.online_sessions if self.mode is Mode.MIXED else 0
