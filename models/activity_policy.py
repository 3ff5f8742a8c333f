"""Habits of planning activities, each value with its source in ``models/data/activities.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Annotated, Any

from pydantic import Field, model_validator

from models.base import Record


@cache
def _data() -> dict[str, dict[str, dict[str, Any]]]:
    text = resources.files("models").joinpath("data", "activities.toml").read_text("utf-8")
    return tomllib.loads(text)


Cost = Annotated[int, Field(ge=0, le=100_000)]


class ActivityWeights(Record):
    """What one unit of each goal costs; integers, so that costs add up exactly."""

    unplanned: Cost
    week_late: Cost
    week_waiting: Cost
    unexcused_hour: Cost
    excused_hour: Cost
    missed_meeting: Cost
    group_hour: Cost
    interpreter_hour: Cost
    empty_seat: Cost
    missing_helper: Cost
    soft_busy: Cost
    wish: Cost
    household: Cost
    begun_anew: Cost
    moved_meeting: Cost
    moved_day: Cost
    moved: Cost
    changed_staff: Cost

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {k: v["value"] for k, v in _data()["weights"].items()} | given
        return given


class ActivityPolicy(Record):
    """How far ahead activities are planned, and the weights of their goals.

    ``sources`` says of values that differ from the defaults where they come from.
    """

    horizon_weeks: Annotated[int, Field(ge=1, le=156)]
    weights: ActivityWeights = Field(default_factory=lambda: ActivityWeights.model_validate({}))
    sources: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {k: v["value"] for k, v in _data()["values"].items()} | given
        return given

    def source_of(self, field: str) -> str:
        """Where the value of ``field`` (or ``weights.<name>``) comes from."""
        if field in self.sources:
            return self.sources[field]
        section, _, key = field.rpartition(".")
        return str(_data()[section or "values"][key]["source"])
