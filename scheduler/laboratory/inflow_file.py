"""What ``inflow.toml`` beside a source may say: every value as [value, "where it is from"]."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from models import Invalid, Record, Route, Text
from models.inflow_table import PerYear
from scheduler.laboratory.settings import SOURCES, value


def _stated(source: str) -> str:
    if not source.startswith(SOURCES):
        raise Invalid(
            "",
            Text(nl="'{x}' is geen bron", en="'{x}' is not a source").fill(x=source),
            Text(
                nl='schrijf [waarde, "assumption: waarom"], of "report L123" voor het rapport',
                en='write [value, "assumption: why"], or "report L123" for the report',
            ),
        )
    return source


Stated = Annotated[str, AfterValidator(_stated)]
"""Where a value comes from."""


class Counts(Record):
    """Registrations a year by status."""

    asylum: PerYear
    family: PerYear


class Volume(Record):
    """Who registers from the own municipality: ``per_year``, or the people to be housed each half
    year (``half_years``) with ``family_joins``, the share of family migrants who choose the school.
    """

    per_year: tuple[Counts, Stated] | None = None
    half_years: tuple[dict[str, PerYear], Stated] | None = None
    family_joins: tuple[Annotated[float, Field(ge=0, le=1)], Stated] | None = None

    @model_validator(mode="after")
    def _said(self) -> Self:
        if self.per_year is not None:
            return self
        if self.half_years is None:
            raise Invalid(
                "per_year",
                Text(
                    nl="er staat niet hoeveel mensen zich aanmelden",
                    en="it does not say how many people register",
                ),
                Text(nl="vul per_year of half_years in", en="fill in per_year or half_years"),
            )
        needed = value("inflow", "volume", "half_years")
        missing = [name for name in needed if name not in self.half_years[0]]
        if missing:
            raise Invalid(
                "half_years",
                Text(nl="{x} ontbreekt", en="{x} is missing").fill(x=", ".join(missing)),
                Text(nl="vul het aantal in", en="enter the number"),
            )
        return self


class Neighbour(Record):
    """A neighbouring municipality: ``times`` as many as the own one, always or in a pool only."""

    name: str
    routes: tuple[tuple[Route, ...], Stated]
    times: tuple[Annotated[float, Field(gt=0, le=1000)], Stated]
    when: tuple[Literal["always", "pool"], Stated]


class InflowFile(Record):
    """The whole file."""

    volume: Volume
    others: tuple[Neighbour, ...] = ()
