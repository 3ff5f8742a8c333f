"""Scenario files: a municipality's offer, policy and population, each value with its source.

In the file every value is a pair ``[value, "source"]``; the source is a line of the report
("report L7853") or starts with "assumption". :func:`read` unwraps the pairs and refuses a
value without a source.
"""

from __future__ import annotations

import tomllib
from datetime import date, time
from importlib import resources
from typing import Any

from pydantic import Field

from models import (
    Audience,
    HouseholdNeed,
    Level,
    Literacy,
    Mode,
    Offering,
    Pace,
    Record,
    Route,
    Slot,
    Status,
)
from models.times import minute_of

SCENARIOS = (
    "den_haag",
    "eindhoven",
    "heemstede_bloemendaal",
    "hilversum",
    "roermond",
    "tholen",
    "zutphen",
)
# Names and references identify; they are not facts that need a source.
LABELS = {"reference", "name", "school", "municipality", "area", "locations", "from", "to"}


class OfferingSpec(Record):
    """An offering as a scenario states it, with the number of classes at the scenario's size."""

    reference: str
    name: str
    school: str | None = None
    routes: tuple[Route, ...]
    levels: tuple[Level, Level]
    paces: tuple[Pace, ...] = ()
    literacies: tuple[Literacy, ...] = ()
    mix_literacy: bool = False
    audience: tuple[Audience, ...] = ()
    mode: Mode = Mode.PHYSICAL
    online_sessions: int = 0
    sessions: int
    minutes: int
    days: tuple[int, ...]
    starts: tuple[time, ...]
    per_day: int = 1
    days_between: int = 0
    same_time: bool = False
    locations: tuple[str, ...] = ()
    minimum: int
    target: int
    maximum: int
    level_spread: int
    weeks: int | None = None
    hours: float | None = None
    late_entry_weeks: int | None = None
    alphabetisation: bool = False
    classes: int
    running: int

    def offering(self) -> Offering:
        """The offering in the vocabulary's form."""
        slots = tuple(
            Slot(day, minute_of(start), minute_of(start) + self.minutes)
            for day in self.days
            for start in self.starts
        )
        return Offering(
            reference=self.reference,
            name=self.name,
            school=self.school,
            routes=self.routes,
            level_from=self.levels[0],
            level_to=self.levels[1],
            paces=self.paces,
            literacies=self.literacies,
            mix_literacy=self.mix_literacy,
            audience=self.audience,
            mode=self.mode,
            online_sessions=self.online_sessions,
            sessions_per_week=self.sessions,
            session_minutes=self.minutes,
            slots=slots,
            max_sessions_per_day=self.per_day,
            min_days_between=self.days_between,
            same_time=self.same_time,
            locations=self.locations,
            minimum=self.minimum,
            target=self.target,
            maximum=self.maximum,
            level_spread=self.level_spread,
            duration_weeks=self.weeks,
            total_hours=self.hours,
            late_entry_weeks=self.late_entry_weeks,
            needs_alphabetisation=self.alphabetisation,
        )


class LocationSpec(Record):
    """A building and the latest time it is open."""

    reference: str
    name: str
    area: str
    closes: time = time(22, 0)


class TravelSpec(Record):
    """Minutes between two areas."""

    a: str = Field(alias="from")
    b: str = Field(alias="to")
    minutes: int


class PopulationSpec(Record):
    """Shares (0-1) and ranges from which learners are drawn; see ``population.toml``."""

    areas: dict[str, float]
    status: dict[Status, float]
    paid_work: float
    work_days: tuple[int, int]
    work_is_hard: float
    children: float
    childcare_arranged: float
    childcare_waiting: float
    couples: float
    couple_need: HouseholdNeed
    couple_need_share: float
    female: float
    age: tuple[int, int]
    wait_weeks_mean: float
    term_months: tuple[int, int]
    attendance: tuple[float, float]
    wishes: float
    soft_windows: float
    learnability_mean: int
    learnability_spread: int
    languages: dict[str, float]


class SupplySpec(Record):
    """How many teachers and rooms there are for what is asked of them."""

    teacher_slack: float
    room_slack: float
    sessions_per_teacher: tuple[int, ...]
    days_per_teacher: tuple[int, int]
    certified: float
    in_training: float
    both_routes: float
    alphabetisation: float
    room_sizes: tuple[int, ...]


class Scenario(Record):
    """One municipality, ready to generate schools from. ``learners`` is its own size."""

    name: str
    municipality: str
    start: date
    learners: int
    seated: float
    policy: dict[str, Any]
    sources: dict[str, str]
    locations: tuple[LocationSpec, ...]
    travel: tuple[TravelSpec, ...]
    offerings: tuple[OfferingSpec, ...]
    population: PopulationSpec
    supply: SupplySpec


class UnsourcedError(ValueError):
    """A scenario has a value without a source."""


def read(name: str) -> Scenario:
    """The scenario of an example, on top of the defaults in ``population.toml``.

    Raises:
        KeyError: when there is no such scenario.
        UnsourcedError: when a value has no source.
    """
    if name not in SCENARIOS:
        raise KeyError(name)
    text = resources.files("examples").joinpath(name, "scenario.toml").read_text("utf-8")
    defaults = resources.files("scheduler.generate").joinpath("population.toml").read_text("utf-8")
    own, base = tomllib.loads(text), tomllib.loads(defaults)
    for section in ("population", "supply"):
        own[section] = base[section] | own.get(section, {})
    policy = own.pop("policy", {})
    return Scenario.model_validate(
        {
            **_plain({k: v for k, v in own.items() if k != "policy"}, name),
            "policy": _plain(policy, f"{name}.policy"),
            "sources": {
                key: _source(value, f"{name}.policy.{key}") for key, value in policy.items()
            },
        }
    )


def _plain(table: dict[str, Any], where: str) -> dict[str, Any]:
    found = {}
    for key, value in table.items():
        path = f"{where}.{key}"
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            found[key] = [_plain(row, f"{path}[{at}]") for at, row in enumerate(value)]
        elif key in LABELS:
            found[key] = value
        elif isinstance(value, dict):
            found[key] = _plain(value, path)
        else:
            _source(value, path)
            found[key] = value[0]
    return found


def _source(value: Any, path: str) -> str:
    sourced = (
        isinstance(value, list)
        and len(value) == 2
        and isinstance(value[1], str)
        and value[1].startswith(("report L", "assumption", "Wi2021"))
    )
    if not sourced:
        raise UnsourcedError(f"{path}: no source beside the value")
    return str(value[1])


__all__ = ["SCENARIOS", "LocationSpec", "OfferingSpec", "Scenario", "UnsourcedError", "read"]
