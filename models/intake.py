"""Intake policies: when newcomers may start, with how many, and what bridges the wait.

A policy is a list of rules. Each rule says for some routes or offerings (left out: all) what it
changes; a later rule wins from an earlier one, and what no rule mentions is as the offering says
(``minimum``, ``late_entry_weeks``). Any combination is a policy.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from models.base import Invalid, Record
from models.people import Ref, Route
from models.text import Text

Weeks = Annotated[int, Field(ge=1, le=260)]
Count = Annotated[int, Field(ge=1, le=100)]
Dayparts = Annotated[int, Field(ge=1, le=100_000)] | Literal["teachers"]


class Apart(StrEnum):
    """Learners who get classes of their own."""

    FAST = "fast"
    YOUTH = "youth"


class Joining(StrEnum):
    """When somebody may join a running class.

    ANY_WEEK: as soon as there is a seat. MOMENTS: only at the moments at which classes start.
    """

    ANY_WEEK = "any_week"
    MOMENTS = "moments"


class Bridging(Record):
    """Lessons for those who wait: ``seats`` per route, ``sessions`` a week of ``session_minutes``.

    Everybody stays ``least_weeks`` before a class may take them in (an obligatory first class)
    and at most ``most_weeks``. Its hours do not count for the route.
    """

    seats: Annotated[int, Field(ge=1, le=10_000)]
    sessions: Annotated[int, Field(ge=1, le=10)] = 1
    session_minutes: Annotated[int, Field(ge=30, le=600)] = 180
    least_weeks: Annotated[int, Field(ge=0, le=104)] = 0
    most_weeks: Weeks = 12


class EveningClass(Record):
    """An evening class of every day-time offering the rule is for, for those in paid work."""

    sessions: Annotated[int, Field(ge=1, le=5)] = 2
    session_minutes: Annotated[int, Field(ge=30, le=240)] = 180


class Asked(Record):
    """What a policy asks of some offerings; ``None`` changes nothing.

    - ``offered``: false takes the offering away (a bridging course that ``bridging`` replaces).
    - ``every_weeks``: classes start once in so many weeks (1: any week).
    - ``moments``: they start in these weeks of the year only (ISO numbers).
    - ``threshold``: learners of similar level who start a class; with too few the moment is
      skipped.
    - ``preparation_weeks``: weeks between the decision to start a class and its first lesson
      (left out: the laboratory's assumption); with ``moments`` registration closes so long before.
    - ``longest_wait_weeks`` until the first lesson: to keep to it ``longest_wait_minimum``
      learners suffice as many weeks before as a class takes to prepare, and a
      running class takes newcomers outside its weeks of entry.
    - ``entry``: weeks after its start that a class takes newcomers; 0 never, "always".
    - ``joining``: when running classes take people: newcomers within their weeks of entry, those
      between two classes at all times.
    - ``regroup_weeks``: members of alike classes are divided anew once in so many weeks.
    - ``paid_empty_seats``: so many learners fewer start a class; their seats are paid for.
    - ``apart``: classes of their own for fast learners or youth.
    - ``one_school``: where several language schools have classes for somebody, he or she chooses
      one, each as likely, and stays while it has classes that fit. Left out or false: whichever
      school has a place.
    """

    routes: tuple[Route, ...] = ()
    offerings: tuple[Ref, ...] = ()
    offered: bool | None = None
    every_weeks: Weeks | None = None
    moments: tuple[Annotated[int, Field(ge=1, le=53)], ...] | None = None
    threshold: Count | None = None
    preparation_weeks: Annotated[int, Field(ge=0, le=52)] | None = None
    longest_wait_weeks: Weeks | None = None
    longest_wait_minimum: Count | None = None
    entry: Annotated[int, Field(ge=0, le=260)] | Literal["always"] | None = None
    joining: Joining | None = None
    regroup_weeks: Weeks | None = None
    paid_empty_seats: Annotated[int, Field(ge=0, le=50)] | None = None
    apart: tuple[Apart, ...] | None = None
    one_school: bool | None = None

    @model_validator(mode="after")
    def _weeks_make_sense(self) -> Self:
        if self.every_weeks is not None and self.moments is not None:
            raise Invalid(
                "moments",
                Text(
                    nl="er staan zowel vaste instroomweken als 'elke n weken'",
                    en="there are both fixed moments and 'every n weeks'",
                ),
                Text(nl="kies één van beide", en="choose one of the two"),
            )
        if self.moments == ():
            raise Invalid(
                "moments",
                Text(nl="er staat geen enkele instroomweek", en="there is no moment at all"),
                Text(nl="noem minstens één weeknummer", en="name at least one week"),
            )
        return self


class IntakeRule(Asked):
    """A rule with its extra classes: ``bridging`` counts per route of the rule."""

    bridging: Bridging | None = None
    evening: EveningClass | None = None


class IntakePolicy(Record):
    """A named policy. ``pool`` joins the learners of neighbouring municipalities;
    ``dayparts`` is the most teacher dayparts a week there are (left out: as many as asked;
    "teachers": as many as the school's teachers can give). ``source_nl`` is the source in Dutch.
    """

    reference: Ref
    nl: str
    en: str
    source: str = ""
    source_nl: str = ""
    pool: bool = False
    dayparts: Dayparts | None = None
    rules: tuple[IntakeRule, ...] = ()

    @property
    def told_source(self) -> Text:
        """Where the policy comes from, in both languages."""
        dutch = self.source_nl or self.source
        return Text(nl=dutch.replace("{", "("), en=self.source.replace("{", "("))

    @property
    def title(self) -> Text:
        """Name in both languages."""
        return Text(nl=self.nl.replace("{", "("), en=self.en.replace("{", "("))
