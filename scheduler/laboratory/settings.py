"""Numbers of the laboratory that are neither a school's nor a policy's, each with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

from models import Route
from models.text import Language

SOURCES = ("report L", "assumption", "population", "scenario.toml")


@cache
def table(name: str) -> dict[str, dict[str, Any]]:
    """One of the package's own tables, ``careers`` or ``inflow``, pairs of value and source."""
    text = resources.files("scheduler.laboratory").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def value(name: str, section: str, key: str) -> Any:
    """A value without its source."""
    return table(name)[section][key][0]


@contextmanager
def instead(values: dict[str, dict[str, dict[str, Any]]]) -> Iterator[None]:
    """Other values for a while, to see what they do: by table, section and key."""
    places = [
        (table(name)[section], key, other)
        for name, sections in values.items()
        for section, rows in sections.items()
        for key, other in rows.items()
    ]
    kept = [(rows, key, rows[key]) for rows, key, _ in places]
    for rows, key, other in places:
        rows[key] = [other, "assumption: tried"]
    try:
        yield
    finally:
        for rows, key, pair in kept:
            rows[key] = pair


def assumptions() -> list[tuple[str, Any, str]]:
    """Every value of the package's tables: (name, value, source)."""
    return [
        (f"{name}.{section}.{key}", pair[0], str(pair[1]))
        for name in ("inflow", "careers")
        for section, rows in table(name).items()
        for key, pair in rows.items()
    ]


def told_assumptions(language: Language | str) -> list[tuple[str, Any, str]]:
    """The same in a reader's language: what each value is, the value, its source."""
    text = resources.files("scheduler.laboratory").joinpath("assumptions.toml").read_text("utf-8")
    words: dict[str, list[str]] = tomllib.loads(text)
    dutch = Language(language) is Language.NL
    return [
        (words[key][0 if dutch else 1], number, words[key][2] if dutch else source)
        for key, number, source in assumptions()
    ]


ROUTE_AT = {route: at for at, route in enumerate(Route)}
