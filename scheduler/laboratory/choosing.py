"""Which policies are tried on which source: names, files, the example's own, sweeps."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models import School, Text
from models.intake import IntakePolicy, IntakeRule
from scheduler.laboratory.history import History
from scheduler.laboratory.reading import (
    Unusable,
    inflow_of,
    known_offerings,
    policies_of,
    routes_of,
)
from scheduler.laboratory.trial import Source
from scheduler.workbook import Problem

OWN_FILE = "policies.toml"

_UNKNOWN = Text(nl="het beleid '{x}' bestaat niet", en="there is no policy '{x}'")
_NAMES = Text(nl="kies uit {all}, of geef een bestand", en="choose from {all}, or give a file")
_SWEEP = Text(nl="'{x}' is geen reeks", en="'{x}' is no sweep")
_SWEEP_FIX = Text(
    nl="schrijf bijvoorbeeld --sweep threshold=6,8,10,12", en="write --sweep threshold=6,8,10,12"
)


def source_of(school: School, source: Path) -> Source:
    """The inflow beside a source, else one drawn from its own registrations.

    Raises:
        Unusable: when ``inflow.toml`` cannot be used.
    """
    return inflow_of(school, _folder(source)) or History.of(school, routes_of(school))


def chosen_policies(school: School, source: Path, names: Sequence[str]) -> tuple[IntakePolicy, ...]:
    """Policies by name or file, in that order; without names those beside the source.

    Raises:
        Unusable: when a name leads nowhere or a file cannot be used.
    """
    own = _folder(source) / OWN_FILE
    if not own.exists():
        with resources.as_file(resources.files("scheduler.laboratory").joinpath(OWN_FILE)) as file:
            at_home = policies_of(file)
    else:
        at_home = policies_of(own)
    by_name = {policy.reference: policy for policy in at_home}
    found: list[IntakePolicy] = []
    for name in names:
        if name in by_name:
            found.append(by_name[name])
        elif Path(name).is_file():
            found += policies_of(Path(name))
        else:
            fix = _NAMES.fill(all=", ".join(by_name))
            raise Unusable([Problem("--policy", None, None, _UNKNOWN.fill(x=name), fix)])
    unique = {policy.reference: policy for policy in found}
    chosen = tuple(unique.values()) if names else at_home
    known_offerings(chosen, school, own.name)
    return chosen


def swept(policies: tuple[IntakePolicy, ...], sweeps: Sequence[str]) -> tuple[IntakePolicy, ...]:
    """The policies, and the first one with every combination of the values swept over.

    A sweep is ``field=value,value``, a field of :class:`models.intake.IntakeRule` that then
    holds for all offerings; a value may be "always".

    Raises:
        Unusable: on a sweep that makes no sense.
    """
    if not sweeps:
        return policies
    lists: list[list[tuple[str, Any]]] = []
    for sweep in sweeps:
        field, mark, values = sweep.partition("=")
        if not mark or field not in IntakeRule.model_fields or not values:
            raise _no_sweep(sweep)
        lists.append([(field, _value(v)) for v in values.split(",")])
    base, found = policies[0], list(policies)
    for combination in product(*lists):
        try:
            rule = IntakeRule(**dict(combination))
        except (ValidationError, TypeError) as error:
            raise _no_sweep(" ".join(sweeps)) from error
        name = ", ".join(f"{field}={value}" for field, value in combination)
        found.append(
            base.model_copy(
                update={
                    "reference": f"{base.reference} {name}",
                    "nl": f"{base.nl}; {name}",
                    "en": f"{base.en}; {name}",
                    "rules": (*base.rules, rule),
                }
            )
        )
    return tuple(found)


def _value(text: str) -> Any:
    return int(text) if text.strip().lstrip("-").isdigit() else text.strip()


def _no_sweep(text: str) -> Unusable:
    return Unusable([Problem("--sweep", None, None, _SWEEP.fill(x=text), _SWEEP_FIX)])


def _folder(source: Path) -> Path:
    return source if source.is_dir() else source.parent
