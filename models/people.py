"""Learners, their households and the hours at which they are not free."""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.base import Invalid, Record
from models.levels import Level
from models.text import Text
from models.times import Slot

Ref = Annotated[str, Field(min_length=1, max_length=80)]


class Status(StrEnum):
    """Kind of migrant; the municipality buys lessons for asylum migrants."""

    ASYLUM = "asylum"
    FAMILY = "family"
    OTHER = "other"


class Route(StrEnum):
    """Learning route of Wi2021."""

    B1 = "B1"
    Z = "Z"
    EDUCATION = "Education"
    B1_ENTREE = "B1-entree"


class Literacy(StrEnum):
    """Whether somebody reads and writes, and in which script."""

    NONE = "none"
    OTHER_SCRIPT = "other_script"
    LATIN = "latin"


class Pace(StrEnum):
    """Learning pace that follows from learnability."""

    SLOW = "slow"
    AVERAGE = "average"
    FAST = "fast"


class Gender(StrEnum):
    """As registered."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Childcare(StrEnum):
    """Need for childcare during lessons."""

    NONE = "none"
    ARRANGED = "arranged"
    WAITING = "waiting"
    UNAVAILABLE = "unavailable"


class BusyReason(StrEnum):
    """Why somebody is not free."""

    WORK = "work"
    CHILDCARE = "childcare"
    SCHOOL_RUN = "school_run"
    APPOINTMENT = "appointment"
    OTHER = "other"


class HouseholdNeed(StrEnum):
    """What the learners of one household need of each other's lesson times.

    APART_IN_TIME: never in lessons at the same time (somebody looks after the children).
    DIFFERENT_CLASSES: not in one class. SAME_TIME: in lessons at the same times.
    """

    APART_IN_TIME = "apart_in_time"
    DIFFERENT_CLASSES = "different_classes"
    SAME_TIME = "same_time"
    NOTHING = "nothing"


class Learner(Record):
    """A person with a duty to integrate.

    ``intake_scores`` maps a test ("reading", ...) to 0-100; their mean replaces the CEFR
    level's own score. ``learnability`` is 0-100; when it is unknown ``pace`` stands in.
    ``attendance`` is a share (0-1). Hours are hours already made. ``wish_earliest`` and
    ``wish_latest`` bound the time of day somebody prefers.
    """

    reference: Ref
    name: str | None = None
    municipality: str | None = None
    status: Status = Status.ASYLUM
    route: Route
    level: Level
    intake_scores: dict[str, Annotated[int, Field(ge=0, le=100)]] = Field(default_factory=dict)
    literacy: Literacy = Literacy.LATIN
    learnability: Annotated[int, Field(ge=0, le=100)] | None = None
    pace: Pace | None = None
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    gender: Gender | None = None
    mother_tongue: str | None = None
    other_languages: tuple[str, ...] = ()
    home_area: str | None = None
    household: str | None = None
    childcare: Childcare = Childcare.NONE
    childcare_from: date | None = None
    work_hours: Annotated[float, Field(ge=0, le=80)] = 0
    work_paid: bool = False
    registered_on: date
    term_started_on: date | None = None
    hours_language: Annotated[float, Field(ge=0)] = 0
    hours_participation: Annotated[float, Field(ge=0)] = 0
    hours_practice: Annotated[float, Field(ge=0)] = 0
    hours_pvt: Annotated[float, Field(ge=0)] = 0
    attendance: Annotated[float, Field(ge=0, le=1)] | None = None
    current_class: str | None = None
    wish_earliest: time | None = None
    wish_latest: time | None = None
    wish_location: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _possible(self) -> Learner:
        if self.childcare is Childcare.WAITING and self.childcare_from is None:
            raise Invalid(
                "childcare_from",
                Text(
                    nl="er wordt op kinderopvang gewacht, maar er staat geen datum",
                    en="childcare is awaited, but there is no date",
                ),
                Text(
                    nl="vul in vanaf wanneer er opvang is, of kies 'niet beschikbaar'",
                    en="enter the date from which there is care, or choose 'unavailable'",
                ),
            )
        if (
            self.wish_earliest is not None
            and self.wish_latest is not None
            and self.wish_earliest >= self.wish_latest
        ):
            raise Invalid(
                "wish_latest",
                Text(
                    nl="de gewenste eindtijd ligt niet na de gewenste begintijd",
                    en="the latest time wished is not after the earliest",
                ),
                Text(nl="draai de tijden om", en="swap the two times"),
            )
        return self

    @property
    def shown(self) -> str:
        """Name with reference, or the reference alone."""
        return f"{self.name} ({self.reference})" if self.name else self.reference

    def lacks_childcare(self, on: date) -> bool:
        """Whether there is a need for childcare that nobody meets on a day."""
        if self.childcare is Childcare.WAITING:
            return self.childcare_from is None or self.childcare_from > on
        return self.childcare is Childcare.UNAVAILABLE

    @property
    def score(self) -> int:
        """Level on the 0-100 scale: mean of the intake tests, else that of the CEFR level."""
        if self.intake_scores:
            return int(sum(self.intake_scores.values()) / len(self.intake_scores) + 0.5)
        return self.level.score


class Household(Record):
    """Learners who live together; ``hard`` makes the need a rule instead of a goal."""

    reference: Ref
    need: HouseholdNeed | None = None
    hard: bool | None = None


class BusyWindow(Record):
    """Hours of the week at which a learner or teacher is not free.

    ``hard`` left out follows the policy (work gives way where lessons come first).
    ``area`` is where the person then is; left out, at home. Dates bound its validity,
    both inclusive.
    """

    person: Ref
    slot: Slot
    reason: BusyReason = BusyReason.OTHER
    hard: bool | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    area: str | None = None

    @model_validator(mode="after")
    def _possible(self) -> BusyWindow:
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise Invalid(
                "valid_until",
                Text(nl="geldig tot ligt voor geldig vanaf", en="valid until precedes valid from"),
                Text(nl="draai de datums om", en="swap the two dates"),
            )
        return self

    def valid_between(self, first: date, last: date) -> bool:
        """Whether the window holds on any day from ``first`` to ``last``."""
        return (self.valid_from is None or self.valid_from <= last) and (
            self.valid_until is None or self.valid_until >= first
        )

    def before(self, day: date) -> BusyWindow | None:
        """The window as far as it holds before a day; ``None`` when it does not."""
        last = min(day - timedelta(days=1), self.valid_until or date.max)
        if self.valid_from is not None and self.valid_from > last:
            return None
        return self.model_copy(update={"valid_until": last})


class KeptFree(Record):
    """Moments of the week of which one has to stay free of lessons if a learner is to take part
    in a fixed weekly activity; its groups meet at these. ``area`` is where; left out, at home.
    """

    person: Ref
    activity: Ref
    moments: tuple[Slot, ...] = Field(min_length=1)
    area: str | None = None
