"""Scenario files: a municipality's offer, policy and population, each value with its source.

In the file every value is a pair ``[value, "source"]``; the source is a line of the report
("report L7853"), the law ("Wi2021 ...") or starts with "assumption". :func:`read` unwraps the
pairs and refuses a value without a source. What a scenario leaves out of ``[population]`` and
``[supply]`` it takes from ``population.toml``, which has sources of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
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
    Policy,
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
LABELS = frozenset(
    {"reference", "name", "school", "municipality", "area", "locations", "from", "to"}
)
SOURCES = ("report L", "assumption", "Wi2021")


class OfferingSpec(Record):
    """An offering as a scenario states it, with the number of classes at the scenario's size.

    ``classes`` counts all of them, ``running`` those that have begun. ``new_classes`` limits
    how many a plan may open (left out: as many as staff and rooms allow).
    """

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
    new_classes: int | None = None
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
            max_new_classes=self.new_classes,
        )


class LocationSpec(Record):
    """A building; ``closes`` left out: the supply's usual opening hours."""

    reference: str
    name: str
    area: str
    closes: time | None = None


class TravelSpec(Record):
    """Minutes between two areas."""

    a: str = Field(alias="from")
    b: str = Field(alias="to")
    minutes: int


class PopulationSpec(Record):
    """Shares (0-1) and ranges from which learners are drawn; see ``population.toml``."""

    areas: dict[str, float]
    status: dict[Status, float]
    female: float
    age: tuple[int, int]
    languages: dict[str, float]
    second_language: float
    literacy: dict[Literacy, float]
    learnability_mean: int
    learnability_spread: int
    level_drift: float
    test_drift: int
    beginners: float
    wait_weeks_mean: float
    wait_weeks_most: int
    term_months_before: tuple[int, int]
    attendance: tuple[float, float]
    paid_work: float
    work_hours: tuple[int, ...]
    shifts: tuple[tuple[time, time], ...]
    inflexible: float
    children: float
    childcare_arranged: float
    childcare_waiting: float
    childcare_wait_weeks: tuple[int, int]
    school_ends: tuple[time, ...]
    children_home_until: time
    school_run: float
    school_run_hours: tuple[time, time]
    soft_windows: float
    soft_hours: tuple[tuple[time, time], ...]
    shortest_window: int
    wishes: float
    wish_hours: tuple[tuple[time, time], ...]
    couples: float
    couple_needs: dict[HouseholdNeed, float]
    couple_hard: float


class SupplySpec(Record):
    """How many teachers and rooms there are for what is asked of them."""

    teacher_slack: float
    room_slack: float
    sessions_per_teacher: tuple[int, ...]
    days_per_teacher: tuple[int, int]
    working_day: tuple[time, time]
    evening_ends: time
    certified: float
    in_training: float
    both_routes: float
    alphabetisation: float
    room_sizes: tuple[int, ...]
    opening_days: tuple[int, ...]
    opening_hours: tuple[time, time]
    fill: tuple[float, float]
    running_weeks: tuple[int, int]
    still_open: float
    tightness: dict[str, float]


class Scenario(Record):
    """One municipality, ready to generate schools from.

    ``learners`` is its own size, ``seated`` the share of them who are in a running class.
    """

    name: str
    municipality: str
    start: date
    learners: int
    seated: float
    policy: Policy
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
    own, base = load(name), defaults()
    for section in ("population", "supply"):
        own[section] = base[section] | own.get(section, {})
    policy = own.pop("policy", {})
    plain = _plain(own, name)
    plain["policy"] = {
        **_plain(policy, f"{name}.policy"),
        "sources": {key: str(value[1]) for key, value in policy.items()},
    }
    return Scenario.model_validate(plain)


def load(name: str) -> dict[str, Any]:
    """A scenario's own file as it stands, pairs of value and source.

    Raises:
        KeyError: when there is no such scenario.
    """
    if name not in SCENARIOS:
        raise KeyError(name)
    text = resources.files("examples").joinpath(name, "scenario.toml").read_text("utf-8")
    return tomllib.loads(text)


def defaults() -> dict[str, Any]:
    """``population.toml`` as it stands, pairs of value and source."""
    text = resources.files("scheduler.generate").joinpath("population.toml").read_text("utf-8")
    return tomllib.loads(text)


def sourced_values(table: dict[str, Any], where: str) -> Iterator[tuple[str, Any, str]]:
    """Every value of a file with its path and source, labels left out.

    Raises:
        UnsourcedError: on the first value without a source.
    """
    for key, value in table.items():
        path = f"{where}.{key}"
        if _is_rows(value):
            for at, row in enumerate(value):
                yield from sourced_values(row, f"{path}[{at}]")
        elif key in LABELS:
            continue
        elif isinstance(value, dict):
            yield from sourced_values(value, path)
        else:
            yield path, *_pair(value, path)


def _plain(table: dict[str, Any], where: str) -> dict[str, Any]:
    """The table with every pair replaced by its value."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        path = f"{where}.{key}"
        if _is_rows(value):
            found[key] = [_plain(row, f"{path}[{at}]") for at, row in enumerate(value)]
        elif key in LABELS:
            found[key] = value
        elif isinstance(value, dict):
            found[key] = _plain(value, path)
        else:
            found[key], _ = _pair(value, path)
    return found


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, dict) for x in value)


def _pair(value: Any, path: str) -> tuple[Any, str]:
    if (
        isinstance(value, list)
        and len(value) == 2
        and isinstance(value[1], str)
        and value[1].startswith(SOURCES)
    ):
        return value[0], value[1]
    raise UnsourcedError(f"{path}: no source beside the value")
