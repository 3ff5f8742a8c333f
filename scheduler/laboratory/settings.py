"""Numbers of the laboratory that are neither a school's nor a policy's, each with its source."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from models import Route

SOURCES = ("report L", "assumption", "population", "scenario.toml")


@cache
def table(name: str) -> dict[str, dict[str, Any]]:
    """One of the package's own tables, ``careers`` or ``inflow``, pairs of value and source."""
    text = resources.files("scheduler.laboratory").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def value(name: str, section: str, key: str) -> Any:
    """A value without its source."""
    return table(name)[section][key][0]


def assumptions() -> list[tuple[str, Any, str]]:
    """Every value of the package's tables: (name, value, source)."""
    return [
        (f"{name}.{section}.{key}", pair[0], str(pair[1]))
        for name in ("inflow", "careers")
        for section, rows in table(name).items()
        for key, pair in rows.items()
    ]


ROUTE_AT = {route: at for at, route in enumerate(Route)}
