"""Reading policies and inflows: tables with located errors, all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models import HouseholdNeed, Record, Route, School, Status, Text
from models.intake import IntakePolicy
from scheduler.generate.scenario import SCENARIOS, PopulationSpec, defaults, read
from scheduler.laboratory.inflow import Inflow, PerYear, Stream
from scheduler.laboratory.inflow_file import InflowFile, Volume
from scheduler.laboratory.settings import value
from scheduler.laboratory.toml_errors import not_toml, told
from scheduler.laboratory.toml_lines import Lines
from scheduler.workbook import Problem


class Unusable(Exception):  # noqa: N818 - a finding about the user's file
    """A table of policies or of the inflow that cannot be used; ``problems`` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(p.line("en") for p in problems[:5]))
        self.problems = problems


class _Policies(Record):
    policies: tuple[IntakePolicy, ...]


def policies_of(file: Path, school: School | None = None) -> tuple[IntakePolicy, ...]:
    """The policies of a TOML file, for a school whose offerings they must name if it is given.

    Raises:
        Unusable: with every mistake found.
    """
    text = _text(file)
    raw, lines = _toml(file, text), Lines(text)
    policies: tuple[IntakePolicy, ...] = ()
    try:
        policies = _Policies.model_validate(raw).policies
        problems = list(_doubles(policies, file.name, lines))
    except ValidationError as error:
        problems = told(error, file.name, text)
    if school is not None:
        problems += unknown_offerings(_named(raw), school, file.name, lines)
    if problems:
        raise Unusable(sorted(problems, key=lambda problem: problem.row or 0))
    return policies


Named = tuple[int, str, int, str]
"""Place and name of a policy, place of its rule, and an offering that the rule names."""


def names_in(policies: Iterable[tuple[int, IntakePolicy]]) -> Iterator[Named]:
    """The offerings that policies name, each policy with its place in its file."""
    for at, policy in policies:
        for number, rule in enumerate(policy.rules):
            for name in rule.offerings:
                yield at, policy.reference, number, name


def _named(raw: dict[str, Any]) -> Iterator[Named]:
    """The offerings that the policies of a file name, whatever else may be wrong in it."""
    for at, policy in _tables(raw.get("policies")):
        for number, rule in _tables(policy.get("rules")):
            names = rule.get("offerings")
            for name in names if isinstance(names, list) else []:
                if isinstance(name, str):
                    yield at, str(policy.get("reference", at + 1)), number, name


def _tables(rows: Any) -> list[tuple[int, dict[str, Any]]]:
    given = rows if isinstance(rows, list) else []
    return [(at, row) for at, row in enumerate(given) if isinstance(row, dict)]


def _doubles(policies: tuple[IntakePolicy, ...], file: str, lines: Lines) -> Iterator[Problem]:
    text = Text(nl="'{x}' staat er meer dan eens", en="'{x}' is there more than once")
    fix = Text(nl="geef elk beleid een eigen naam", en="give every policy a name of its own")
    seen: set[str] = set()
    for at, policy in enumerate(policies):
        if policy.reference in seen:
            row = lines.of(("policies", at, "reference"))
            yield Problem(file, row, "reference", text.fill(x=policy.reference), fix)
        seen.add(policy.reference)


def unknown_offerings(
    named: Iterable[Named], school: School, file: str, lines: Lines
) -> list[Problem]:
    """Every offering that policies name and the school does not have."""
    text = Text(nl="het beleid '{a}' noemt het aanbod '{b}', dat de school niet heeft",
                en="policy '{a}' names offering '{b}', which the school does not have")  # fmt: skip
    fix = Text(nl="gebruik een code uit het blad Aanbod", en="use a code of the sheet Offerings")
    return [
        Problem(
            file,
            lines.of(("policies", at, "rules", number, "offerings")),
            "offerings",
            text.fill(a=policy, b=name),
            fix,
        )
        for at, policy, number, name in named
        if name not in school.offering
    ]


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        text = Text(nl="dit bestand kan niet gelezen worden", en="this file cannot be read")
        fix = Text(nl="controleer de naam en de plaats", en="check the name and the place")
        raise Unusable([Problem(str(file), None, None, text, fix)]) from error
    except UnicodeDecodeError as error:
        raise Unusable([not_toml(error, file.name, "")]) from error


def _toml(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unusable([not_toml(error, file.name, text)]) from error


# -- inflow ---------------------------------------------------------------------------------


def inflow_of(school: School, folder: Path, own: PerYear | None = None) -> Inflow | None:
    """The inflow that ``inflow.toml`` in a folder describes; ``None`` when there is none.
    ``own``: registrations a year by status that are known otherwise and go before its volume.

    Raises:
        Unusable: when the file cannot be used.
    """
    file = folder / "inflow.toml"
    if not file.exists():
        return None
    text = _text(file)
    try:
        found = InflowFile.model_validate(_toml(file, text))
    except ValidationError as error:
        raise Unusable(told(error, file.name, text)) from error
    streams = tuple(_streams(found, own or _volume(found.volume)))
    return Inflow(school, population_of(folder, school), streams, routes_of(school))


def routes_of(school: School) -> tuple[Route, ...]:
    """Routes the school has classes for."""
    return tuple(r for r in Route if any(r in o.routes for o in school.offerings))


def population_of(folder: Path | None, school: School) -> PopulationSpec:
    """The population that ``instroom generate`` draws from: the example's, else the default one,
    of which the spouses need what the school's own rule says.
    """
    if folder is not None and folder.name in SCENARIOS:
        return read(folder.name).population
    rows = defaults()["population"]
    usual = PopulationSpec.model_validate({key: pair[0] for key, pair in rows.items()})
    none, own = HouseholdNeed.NOTHING, school.policy.household_need
    free = 1.0 if own is none else usual.couple_needs[none]
    needs = {none: free} if own is none else {own: 1 - free, none: free}
    return usual.model_copy(update={"couple_needs": needs})


def _volume(volume: Volume) -> PerYear:
    """Registrations a year of the own municipality."""
    joins = value("inflow", "volume", "family_joins")
    if volume.family_joins is not None:
        joins = volume.family_joins[0]
    if volume.per_year is not None:
        counts = volume.per_year[0]
        asylum, family = counts.asylum, counts.family
    else:
        halves = {} if volume.half_years is None else volume.half_years[0]
        chosen = [halves[name] for name in value("inflow", "volume", "half_years")]
        asylum = 2 * sum(chosen) / len(chosen) * value("inflow", "volume", "obliged")
        family = asylum * value("inflow", "volume", "family_per_asylum")
    return {Status.ASYLUM: asylum, Status.FAMILY: family * joins}


def _streams(found: InflowFile, own: PerYear) -> Iterator[Stream]:
    for status, number in own.items():
        yield Stream("", status, number, tuple(Route))
    for other in found.others:
        pooled = other.when[0] == "pool"
        for status, number in own.items():
            times = number * other.times[0]
            yield Stream(other.name, status, times, other.routes[0], False, pooled)
