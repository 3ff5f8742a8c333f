"""Everything that is law, contract or habit, each value with its source."""

from __future__ import annotations

import tomllib
from datetime import date, time
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Annotated, Any

from pydantic import Field, model_validator

from models.base import Record
from models.calendar import HolidayRule
from models.daysoff import Region
from models.offering import Audience
from models.people import HouseholdNeed, Pace, Route


class Precedence(StrEnum):
    """Which gives way: work to lessons, or lessons to work (Eindhoven, report L10060)."""

    LESSONS = "lessons"
    WORK = "work"


@cache
def _data() -> dict[str, dict[str, dict[str, Any]]]:
    text = resources.files("models").joinpath("data", "policy.toml").read_text("utf-8")
    return tomllib.loads(text)


def _default(section: str, key: str) -> Any:
    return _data()[section][key]["value"]


Cost = Annotated[int, Field(ge=0, le=100_000)]


class Weights(Record):
    """What one unit of each goal costs; integers, so that costs add up exactly.

    Units and defaults with their sources stand in ``models/data/policy.toml``.
    """

    unplaced: Cost
    waiting_week: Cost
    over_max_wait: Cost
    term_short: Cost
    level_deviation: Cost
    learnability_deviation: Cost
    class_hour: Cost
    empty_seat: Cost
    soft_busy: Cost
    weekly_activity: Cost
    wish: Cost
    travel: Cost
    compact_day: Cost
    extra_teacher: Cost
    extra_room: Cost
    household: Cost
    moved_learner: Cost
    moved_session: Cost
    changed_teacher: Cost
    changed_room: Cost

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {k: v["value"] for k, v in _data()["weights"].items()} | given
        return given


Minutes = Annotated[int, Field(ge=0, le=300)]
Share = Annotated[float, Field(ge=0, le=1)]


class Policy(Record):
    """Rules of the law, the contract and the school; see ``models/data/policy.toml``.

    ``sources`` maps a field (or ``weights.<name>``) to where its value comes from; values
    that were not given keep their default and its source.
    """

    b1_maximum: Annotated[int, Field(ge=1)]
    b1_maximum_addendum: Annotated[int, Field(ge=1)]
    z_maximum: Annotated[int, Field(ge=1)]
    z_maximum_addendum: Annotated[int, Field(ge=1)]
    addendum_from: date
    addendum_until: date
    uses_addendum: bool
    certified_share: Share
    in_training_counts: bool
    certified_share_under_addendum: Share
    household_need: HouseholdNeed
    household_hard: bool
    work_precedence: Precedence
    evening_from: time
    evening_for: tuple[Audience, ...]
    max_wait_weeks: Annotated[int, Field(ge=0, le=260)]
    term_years: Annotated[int, Field(ge=1, le=10)]
    hours_needed_b1: Annotated[float, Field(ge=0)]
    hours_needed_z: Annotated[float, Field(ge=0)]
    hours_participation_b1: Annotated[float, Field(ge=0)]
    hours_participation_z: Annotated[float, Field(ge=0)]
    hours_practice: Annotated[float, Field(ge=0)]
    practice_in_participation: bool
    practice_by_work_hours: Annotated[float, Field(ge=0, le=80)]
    hours_pvt: Annotated[float, Field(ge=0)]
    attendance: Share
    attendance_activities: Share
    participation_hours_a_week: Annotated[float, Field(gt=0, le=40)]
    lesson_weeks_per_year: Annotated[int, Field(ge=1, le=53)]
    term_margin_weeks: Annotated[int, Field(ge=0, le=156)]
    horizon_weeks: Annotated[int, Field(ge=0, le=156)]
    holiday_region: Region
    follows_school_holidays: bool
    holiday_rule: HolidayRule
    good_friday_free: bool
    liberation_day_free: bool
    youth_age: Annotated[int, Field(ge=16, le=40)]
    slow_below: Annotated[int, Field(ge=0, le=100)]
    fast_from: Annotated[int, Field(ge=0, le=101)]
    same_area_minutes: Minutes
    unknown_travel_minutes: Minutes
    weights: Weights = Field(default_factory=lambda: Weights.model_validate({}))
    sources: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {k: v["value"] for k, v in _data()["values"].items()} | given

    def source_of(self, field: str) -> str:
        """Where the value of ``field`` (or ``weights.<name>``) comes from."""
        if field in self.sources:
            return self.sources[field]
        section, _, key = field.rpartition(".")
        return str(_data()[section or "values"][key]["source"])

    @staticmethod
    def validity_of(field: str) -> tuple[date | None, date | None]:
        """First and last day for which the default of ``field`` holds, as far as known."""
        entry = _data()["values"][field]
        return entry.get("valid_from"), entry.get("valid_until")

    def addendum_in_force(self, on: date) -> bool:
        """Whether the school may use the Addendum's larger classes on that date."""
        return self.uses_addendum and self.addendum_from <= on <= self.addendum_until

    def legal_maximum(self, routes: tuple[Route, ...], on: date) -> int | None:
        """Largest class the quality mark allows for these routes on that date.

        A class open to several routes gets the lowest of their maxima. The mark knows no
        maximum for the Education route: then ``None``. (Report L3375, L4114.)
        """
        larger = self.addendum_in_force(on)
        b1 = self.b1_maximum_addendum if larger else self.b1_maximum
        z = self.z_maximum_addendum if larger else self.z_maximum
        limits = {Route.B1: b1, Route.B1_ENTREE: b1, Route.Z: z}
        return min((limits[r] for r in routes if r in limits), default=None)

    def certified_share_on(self, on: date) -> float:
        """Share of teachers who must be certified on that date (report L17115-17121)."""
        if self.addendum_in_force(on):
            return self.certified_share_under_addendum
        return self.certified_share

    def pace_of(self, learnability: int) -> Pace:
        """Pace that follows from learnability."""
        if learnability < self.slow_below:
            return Pace.SLOW
        return Pace.FAST if learnability >= self.fast_from else Pace.AVERAGE

    def typical_learnability(self, pace: Pace | None) -> int:
        """Learnability assumed when only the pace (or nothing) is known: the band's middle."""
        if pace is Pace.SLOW:
            return self.slow_below // 2
        if pace is Pace.FAST:
            return (self.fast_from + 100) // 2
        return (self.slow_below + self.fast_from) // 2
