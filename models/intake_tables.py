"""Intake policies and past registrations as rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from models.base import Invalid, Record
from models.inflow_table import Joins
from models.intake import (
    Asked,
    Bridging,
    Dayparts,
    EveningClass,
    IntakePolicy,
    IntakeRule,
    Weeks,
)
from models.levels import Level, nearest_level
from models.people import Childcare, Gender, Learner, Literacy, Pace, Ref, Route, Status
from models.text import Text
from models.times import Slot


class PolicyRow(Asked):
    """One rule of a policy on one row; rows with the same ``policy`` are rules of one policy.

    What is said of the policy as a whole (``name``, ``pool``, ``dayparts``, ``source``) may
    stand on any of its rows; the first one counts. ``bridge_seats`` left out is no bridging
    class, ``evening_sessions`` left out no evening class.
    """

    policy: Ref
    name: str | None = None
    bridge_seats: Annotated[int, Field(ge=1, le=10_000)] | None = None
    bridge_sessions: Annotated[int, Field(ge=1, le=10)] | None = None
    bridge_minutes: Annotated[int, Field(ge=30, le=600)] | None = None
    bridge_least: Annotated[int, Field(ge=0, le=104)] | None = None
    bridge_most: Weeks | None = None
    evening_sessions: Annotated[int, Field(ge=1, le=5)] | None = None
    evening_minutes: Annotated[int, Field(ge=30, le=240)] | None = None
    pool: bool | None = None
    dayparts: Dayparts | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _bridge_has_seats(self) -> Self:
        bridge = (self.bridge_sessions, self.bridge_minutes, self.bridge_least, self.bridge_most)
        if self.bridge_seats is None and any(x is not None for x in bridge):
            raise Invalid(
                "bridge_seats",
                Text(
                    nl="er staat iets over een brugklas, maar niet hoeveel plaatsen die heeft",
                    en="something is said of a bridging class, but not how many seats it has",
                ),
                Text(nl="vul het aantal plaatsen in", en="enter the number of seats"),
            )
        return self

    def rule(self) -> IntakeRule:
        """The row as a rule."""
        values: dict[str, Any] = {name: getattr(self, name) for name in Asked.model_fields}
        if self.bridge_seats is not None:
            values["bridging"] = Bridging(
                **_given(
                    seats=self.bridge_seats,
                    sessions=self.bridge_sessions,
                    session_minutes=self.bridge_minutes,
                    least_weeks=self.bridge_least,
                    most_weeks=self.bridge_most,
                )
            )
        if self.evening_sessions is not None:
            values["evening"] = EveningClass(
                **_given(sessions=self.evening_sessions, session_minutes=self.evening_minutes)
            )
        return IntakeRule(**values)


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def policies_from(rows: Iterable[PolicyRow]) -> tuple[IntakePolicy, ...]:
    """The policies that rows describe, in the order of their first rows."""
    grouped: dict[str, list[PolicyRow]] = {}
    for row in rows:
        grouped.setdefault(row.policy, []).append(row)
    return tuple(_policy(reference, mine) for reference, mine in grouped.items())


def _policy(reference: str, rows: list[PolicyRow]) -> IntakePolicy:
    def first(name: str) -> Any:
        return next((x for row in rows if (x := getattr(row, name)) is not None), None)

    name = first("name") or reference
    return IntakePolicy(
        reference=reference,
        nl=name,
        en=name,
        source=first("source") or "",
        source_nl=first("source") or "",
        pool=bool(first("pool")),
        dayparts=first("dayparts"),
        rules=tuple(row.rule() for row in rows),
    )


def rows_of(policies: Iterable[IntakePolicy]) -> tuple[PolicyRow, ...]:
    """Policies as rows of a spreadsheet, under their Dutch names."""
    found = []
    for policy in policies:
        for at, rule in enumerate(policy.rules or (IntakeRule(),)):
            values: dict[str, Any] = {name: getattr(rule, name) for name in Asked.model_fields}
            if rule.bridging is not None:
                values |= {
                    "bridge_seats": rule.bridging.seats,
                    "bridge_sessions": rule.bridging.sessions,
                    "bridge_minutes": rule.bridging.session_minutes,
                    "bridge_least": rule.bridging.least_weeks,
                    "bridge_most": rule.bridging.most_weeks,
                }
            if rule.evening is not None:
                values |= {
                    "evening_sessions": rule.evening.sessions,
                    "evening_minutes": rule.evening.session_minutes,
                }
            if at == 0:
                values |= {
                    "name": policy.nl,
                    "source": policy.source_nl or policy.source or None,
                    "pool": policy.pool or None,
                    "dayparts": policy.dayparts,
                }
            found.append(PolicyRow(policy=policy.reference, **values))
    return tuple(found)


class Swept(StrEnum):
    """What a sweep can try values of: fields of :class:`~models.intake.IntakeRule`."""

    THRESHOLD = "threshold"
    EVERY_WEEKS = "every_weeks"
    PREPARATION_WEEKS = "preparation_weeks"
    ENTRY = "entry"
    LONGEST_WAIT_WEEKS = "longest_wait_weeks"
    LONGEST_WAIT_MINIMUM = "longest_wait_minimum"
    REGROUP_WEEKS = "regroup_weeks"
    PAID_EMPTY_SEATS = "paid_empty_seats"


class SweepRow(Record):
    """Values of one field to try; several rows are tried in every combination."""

    field: Swept
    values: Annotated[tuple[int | Literal["always"], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _possible(self) -> SweepRow:
        for at, value in enumerate(self.values):
            if value in self.values[:at]:
                raise Invalid(
                    "values",
                    Text(nl="{x} staat er twee keer", en="{x} is there twice").fill(x=value),
                    Text(nl="noem elke waarde één keer", en="name every value once"),
                )
            if value == "always" and self.field is not Swept.ENTRY:
                raise _no_value(Text(nl="altijd", en="always"))
            try:
                IntakeRule.model_validate({self.field.value: value})
            except ValueError as error:
                raise _no_value(Text(nl=str(value), en=str(value))) from error
        return self


def _no_value(shown: Text) -> Invalid:
    return Invalid(
        "values",
        Text(nl="'{x}' past hier niet", en="'{x}' does not fit here").fill(x=shown),
        Text(
            nl="vul gehele getallen in met komma's ertussen, bijvoorbeeld 6, 8, 10, 12",
            en="enter whole numbers with commas between, for instance 6, 8, 10, 12",
        ),
    )


class Registration(Record):
    """Somebody who registered in the past: when, and what is known of him or her then.

    No name or code is asked: whoever will register is like those who did. ``work_slots`` are
    the hours of paid work in the week. ``municipality`` left out is the school's own; ``joins``
    left out is own for that one and only when pooling for others (assumed). Two rows with one
    ``household`` are spouses.
    """

    registered_on: date
    route: Route
    level: Level
    status: Status = Status.ASYLUM
    literacy: Literacy = Literacy.LATIN
    learnability: Annotated[int, Field(ge=0, le=100)] | None = None
    pace: Pace | None = None
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    gender: Gender | None = None
    childcare: Childcare = Childcare.NONE
    work_paid: bool = False
    work_slots: tuple[Slot, ...] = ()
    attendance: Annotated[float, Field(ge=0, le=1)] | None = None
    term_started_on: date | None = None
    municipality: Ref | None = None
    joins: Joins | None = None
    household: str | None = None
    mother_tongue: str | None = None

    def joining(self, home: str) -> Joins:
        """When the person is in the classes of a school of the municipality ``home``."""
        if self.joins is not None:
            return self.joins
        named = (self.municipality or home).casefold()
        return Joins.OWN if named == home.casefold() else Joins.POOL

    @classmethod
    def of(cls, learner: Learner, work_slots: tuple[Slot, ...] = ()) -> Registration:
        """A learner of the school as a past registration, at the level of today."""
        own = {"work_slots", "municipality", "joins"}
        same = {name: getattr(learner, name) for name in cls.model_fields if name not in own}
        same["level"] = nearest_level(learner.score)
        same["work_paid"] = learner.work_paid and learner.work_hours > 0
        return cls(**same, work_slots=work_slots)
