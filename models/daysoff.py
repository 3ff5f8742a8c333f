"""Days without lessons: public holidays, school holidays and the days a school is closed.

Public holidays come from the library ``holidays``. School holidays stand, with their source
and period of validity, in ``models/data/school_holidays.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import holidays
from pydantic import model_validator

from models.base import Invalid, Record
from models.text import Text

_CYCLE = timedelta(weeks=52)


class Region(StrEnum):
    """Region over which the ministry spreads the school holidays; a school tells its own."""

    NORTH = "north"
    MIDDLE = "middle"
    SOUTH = "south"
    UNKNOWN = "unknown"


class DayOffKind(StrEnum):
    """Why there are no lessons."""

    PUBLIC = "public"
    SCHOOL = "school"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A stretch of days without lessons, ``first`` to ``last`` (both without).

    ``location`` limits it to one building. ``binding`` is false for the autumn and spring
    holidays, which are advice only. ``estimated`` marks a school holiday beyond the published
    years: the last published (or first) year, moved by whole cycles of 52 weeks.
    ``code`` names a school holiday: autumn, christmas, spring, may or summer.
    """

    first: date
    last: date
    kind: DayOffKind
    name: Text
    location: str | None = None
    binding: bool = True
    estimated: bool = False
    code: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Closing(Record):
    """Days on which a school gives no lessons: a study day, a removal, its own holiday.

    ``last`` left out is one day; ``location`` left out closes all of them, lessons online too.
    """

    first: date
    last: date | None = None
    reason: str | None = None
    location: str | None = None

    @model_validator(mode="after")
    def _possible(self) -> Closing:
        if self.last is not None and self.last < self.first:
            raise Invalid(
                "last",
                Text(
                    nl="de laatste dag ({b}) ligt voor de eerste ({a})",
                    en="the last day ({b}) is before the first ({a})",
                ).fill(a=self.first.strftime("%d-%m-%Y"), b=self.last.strftime("%d-%m-%Y")),
                Text(nl="draai de datums om", en="swap the two dates"),
            )
        return self

    @property
    def until(self) -> date:
        """Last day without lessons."""
        return self.last or self.first

    def day_off(self) -> DayOff:
        """The same as a day off, named after its reason."""
        closed = Text(nl="gesloten", en="closed")
        name = closed if self.reason is None else Text(nl="{r}", en="{r}").fill(r=self.reason)
        return DayOff(self.first, self.until, DayOffKind.CLOSED, name, self.location)


@cache
def _file() -> dict[str, Any]:
    text = resources.files("models").joinpath("data", "school_holidays.toml").read_text("utf-8")
    return tomllib.loads(text)


def published() -> tuple[date, date]:
    """First and last day for which the school holidays have been laid down."""
    return _file()["valid_from"], _file()["valid_until"]


@cache
def school_holidays(region: Region) -> tuple[DayOff, ...]:
    """The published school holidays of a region, in order; none for an unknown region."""
    if region is Region.UNKNOWN:
        return ()
    return tuple(
        DayOff(
            first,
            last,
            DayOffKind.SCHOOL,
            Text(nl=row["nl"], en=row["en"]),
            binding=row["binding"],
            code=row["code"],
        )
        for row in _file()["holidays"]
        for first, last in (row[region.value],)
    )


@cache
def _by_day(region: Region) -> dict[date, DayOff]:
    return {day: off for off in school_holidays(region) for day in _days(off)}


def _days(off: DayOff) -> Iterator[date]:
    return (off.first + timedelta(n) for n in range((off.last - off.first).days + 1))


def school_holiday(region: Region, day: date) -> DayOff | None:
    """The school holiday a day lies in; beyond the published years an estimate."""
    first, last = published()
    cycles = 0
    if day > last:
        cycles = -(-(day - last).days // _CYCLE.days)
    elif day < first:
        cycles = -(-(first - day).days // _CYCLE.days) * -1
    off = _by_day(region).get(day - cycles * _CYCLE)
    if off is None or cycles == 0:
        return off
    return replace(
        off,
        first=off.first + cycles * _CYCLE,
        last=off.last + cycles * _CYCLE,
        estimated=True,
    )


_GOOD_FRIDAY, _LIBERATION_DAY = "Good Friday", "Liberation Day"


def _named(year: int, language: str, *categories: str) -> dict[date, str]:
    return dict(
        holidays.country_holidays("NL", years=year, language=language, categories=categories)
    )


@cache
def public_holidays(year: int, good_friday: bool, liberation_day: bool) -> dict[date, DayOff]:
    """Dutch public holidays of a year.

    On Good Friday and on 5 May (outside its five-yearly celebration) only some employers
    close; the arguments tell whether this one does.
    """
    everywhere = _named(year, "en_US", "public")
    dutch, english = (_named(year, lang, "public", "optional") for lang in ("nl", "en_US"))
    kept = {_GOOD_FRIDAY: good_friday, _LIBERATION_DAY: liberation_day or year % 5 == 0}
    return {
        day: DayOff(day, day, DayOffKind.PUBLIC, Text(nl=dutch[day], en=name))
        for day, name in sorted(english.items())
        if kept.get(name, day in everywhere)
    }
