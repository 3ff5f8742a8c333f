"""Reading policies and inflows: tables with located errors, all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models import HouseholdNeed, Invalid, Record, Route, School, Status, Text
from models.intake import IntakePolicy
from scheduler.generate.scenario import SCENARIOS, PopulationSpec, defaults, read
from scheduler.laboratory.inflow import Inflow, PerYear, Stream
from scheduler.laboratory.settings import SOURCES, value
from scheduler.workbook import Problem
from scheduler.workbook.findings import beyond_limit


class Unusable(Exception):  # noqa: N818 - a finding about the user's file
    """A table of policies or of the inflow that cannot be used; ``problems`` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(p.line("en") for p in problems[:5]))
        self.problems = problems


class _Policies(Record):
    policies: tuple[IntakePolicy, ...]


_FIX_TOML = Text(nl="verbeter de regel, of begin met een kopie van een voorbeeld",
                 en="correct the line, or start from a copy of an example")  # fmt: skip
_FIX_VALUE = Text(nl="kijk in models/intake.py welke waarden er kunnen staan",
                  en="see models/intake.py for the values that are possible")  # fmt: skip


def policies_of(file: Path) -> tuple[IntakePolicy, ...]:
    """The policies of a TOML file.

    Raises:
        Unusable: with every mistake found.
    """
    found = _toml(file)
    try:
        policies = _Policies.model_validate(found).policies
    except ValidationError as error:
        raise Unusable(list(_told(error, file, found))) from error
    doubles = {
        p.reference for p in policies if sum(q.reference == p.reference for q in policies) > 1
    }
    if doubles:
        text = Text(nl="'{x}' staat er meer dan eens", en="'{x}' is there more than once")
        fix = Text(nl="geef elk beleid een eigen naam", en="give every policy a name of its own")
        raise Unusable([Problem(file.name, None, None, text.fill(x=x), fix) for x in doubles])
    return policies


def unknown_offerings(policies: Iterable[IntakePolicy], school: School, file: str) -> list[Problem]:
    """Every offering that the policies of a file name and the school does not have."""
    text = Text(nl="het beleid '{a}' noemt het aanbod '{b}', dat de school niet heeft",
                en="policy '{a}' names offering '{b}', which the school does not have")  # fmt: skip
    fix = Text(nl="gebruik een code uit het blad Aanbod", en="use a code of the sheet Offerings")
    return [
        Problem(file, None, None, text.fill(a=policy.reference, b=name), fix)
        for policy in policies
        for rule in policy.rules
        for name in rule.offerings
        if name not in school.offering
    ]


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        text = Text(nl="dit bestand kan niet gelezen worden", en="this file cannot be read")
        fix = Text(nl="controleer de naam en de plaats", en="check the name and the place")
        raise Unusable([Problem(str(file), None, None, text, fix)]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        text = Text(nl="dit is geen geldige TOML: {e}", en="this is not valid TOML: {e}")
        raise Unusable([Problem(file.name, None, None, text.fill(e=error), _FIX_TOML)]) from error


def _told(error: ValidationError, file: Path, found: dict[str, Any]) -> Iterator[Problem]:
    for item in error.errors():
        cause = item.get("ctx", {}).get("error")
        where = list(item["loc"])
        place = _place(where, found)
        if isinstance(cause, Invalid):
            yield Problem(f"{file.name}, {place}", None, cause.field, cause.text, cause.fix)
            continue
        column = next((str(x) for x in reversed(where) if isinstance(x, str)), None)
        limit = beyond_limit(dict(item))
        if limit is not None:
            yield Problem(f"{file.name}, {place}", None, column, *limit)
            continue
        text = Text(nl="dit kan hier niet staan: {x}", en="this cannot be here: {x}")
        if item["type"] == "extra_forbidden":
            text = Text(nl="dit veld bestaat niet", en="there is no such field")
        elif item["type"] == "missing":
            text = Text(nl="dit veld ontbreekt", en="this field is missing")
        filled = text.fill(x=repr(item.get("input"))[:60])
        yield Problem(f"{file.name}, {place}", None, column, filled, _FIX_VALUE)


def _place(where: list[Any], found: dict[str, Any]) -> str:
    if len(where) > 1 and where[0] == "policies" and isinstance(where[1], int):
        rows = found.get("policies")
        row = rows[where[1]] if isinstance(rows, list) else {}
        name = row.get("reference", where[1] + 1) if isinstance(row, dict) else where[1] + 1
        rule = f", rules {where[3] + 1}" if len(where) > 3 and where[2] == "rules" else ""
        return f"{name}{rule}"
    return "policies"


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
    try:
        found = _toml(file)
        streams = tuple(_streams(found, own or _volume(found["volume"], file.name), file.name))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        text = Text(
            nl="de instroom is niet te begrijpen ({e})", en="the inflow makes no sense ({e})"
        )
        raise Unusable([Problem(file.name, None, None, text.fill(e=error), _FIX_TOML)]) from error
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


def _pair(rows: dict[str, Any], key: str, file: str) -> Any:
    pair = rows[key]
    if not (isinstance(pair, list) and len(pair) == 2 and str(pair[1]).startswith(SOURCES)):
        text = Text(
            nl="hier hoort een waarde met een bron te staan",
            en="a value with a source belongs here",
        )
        fix = Text(nl='schrijf [waarde, "bron"]', en='write [value, "source"]')
        raise Unusable([Problem(file, None, key, text, fix)])
    return pair[0]


def _volume(volume: dict[str, Any], file: str) -> PerYear:
    """Registrations a year of the own municipality."""
    joins = value("inflow", "volume", "family_joins")
    if "family_joins" in volume:
        joins = _pair(volume, "family_joins", file)
    if "per_year" in volume:
        counts = _pair(volume, "per_year", file)
        asylum, family = float(counts["asylum"]), float(counts["family"])
    else:
        halves = _pair(volume, "half_years", file)
        chosen = [halves[name] for name in value("inflow", "volume", "half_years")]
        asylum = 2 * sum(chosen) / len(chosen) * value("inflow", "volume", "obliged")
        family = asylum * value("inflow", "volume", "family_per_asylum")
    return {Status.ASYLUM: asylum, Status.FAMILY: family * joins}


def _streams(found: dict[str, Any], own: PerYear, file: str) -> Iterator[Stream]:
    for status, number in own.items():
        yield Stream("", status, number, tuple(Route))
    for other in found.get("others", []):
        routes = tuple(Route(r) for r in _pair(other, "routes", file))
        times = float(_pair(other, "times", file))
        pooled = _pair(other, "when", file) == "pool"
        for status, number in own.items():
            yield Stream(str(other["name"]), status, number * times, routes, False, pooled)
