"""Who registers in a year, as rows of a spreadsheet: the own municipality and its neighbours."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from models.base import Invalid, Record
from models.people import Ref, Route
from models.text import Text

PerYear = Annotated[float, Field(ge=0, le=100_000)]
"""Registrations a year."""


class Joins(StrEnum):
    """When a municipality's learners are in the school's classes."""

    OWN = "own"
    ALWAYS = "always"
    POOL = "pool"  # only under a policy that works together with neighbours


class InflowRow(Record):
    """How many register from one municipality; several rows may be the school's own.

    Said in one of three ways: registrations a year by status, the people to be housed each half
    year (``housing_target``, with ``family_share``, the share of family migrants who choose the
    school), or ``times`` as many as the own municipality. ``routes`` left out are all routes.
    """

    municipality: Ref
    joins: Joins
    asylum_per_year: PerYear | None = None
    family_per_year: PerYear | None = None
    housing_target: PerYear | None = None
    family_share: Annotated[float, Field(ge=0, le=1)] | None = None
    times: Annotated[float, Field(gt=0, le=1000)] | None = None
    routes: tuple[Route, ...] = ()
    source: str | None = None

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        yearly = self.asylum_per_year is not None or self.family_per_year is not None
        ways = yearly + (self.housing_target is not None) + (self.times is not None)
        if ways == 0:
            raise Invalid("asylum_per_year", _NOTHING, _ONE_WAY)
        if ways > 1:
            raise Invalid("times" if self.times is not None else "housing_target", _TWICE, _ONE_WAY)
        if self.times is not None and self.joins is Joins.OWN:
            raise Invalid("times", _TIMES_OWN, _NUMBERS)
        if self.family_share is not None and self.housing_target is None:
            raise Invalid("family_share", _SHARE_ALONE, _SHARE_FIX)
        return self


_NOTHING = Text(
    nl="er staat niet hoeveel mensen zich aanmelden",
    en="it does not say how many people register",
)
_ONE_WAY = Text(
    nl="vul aanmeldingen per jaar in, óf de taakstelling per halfjaar, óf het aantal keer de eigen "
    "instroom",
    en="enter registrations a year, or the housing target a half-year, or the times own inflow",
)
_TWICE = Text(
    nl="er staat op twee manieren hoeveel mensen zich aanmelden",
    en="it says in two ways how many people register",
)
_TIMES_OWN = Text(
    nl="de eigen gemeente kan geen veelvoud van zichzelf zijn",
    en="the own municipality cannot be a multiple of itself",
)
_NUMBERS = Text(
    nl="vul aanmeldingen per jaar of de taakstelling per halfjaar in",
    en="enter registrations a year or the housing target a half-year",
)
_SHARE_ALONE = Text(
    nl="dit deel hoort bij een taakstelling, en die staat er niet",
    en="this share goes with a housing target, which is not there",
)
_SHARE_FIX = Text(
    nl="vul de taakstelling in, of laat deze cel leeg",
    en="enter the housing target, or leave this cell empty",
)
