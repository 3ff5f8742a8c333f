"""Which policies are tried on which source: sheets, names, files, the example's own, sweeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from models import Invalid, Record, School, Text
from models.checks import issues
from models.intake import IntakePolicy, IntakeRule
from models.intake_tables import PolicyRow, Registration, SweepRow, policies_from
from models.text import Language
from scheduler.laboratory.history import History
from scheduler.laboratory.inflow import Inflow
from scheduler.laboratory.neighbours import beside_history, neighbours, own_streams, per_year
from scheduler.laboratory.reading import (
    Unusable,
    inflow_of,
    policies_of,
    population_of,
    routes_of,
    unknown_offerings,
)
from scheduler.laboratory.trial import Source
from scheduler.workbook import Problem, read_table
from scheduler.workbook.cells import CellError
from scheduler.workbook.intake_schema import SWEEPS, SWEPT

OWN_FILE = "policies.toml"
SPREADSHEETS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")
_R = TypeVar("_R", bound=Record)

_UNKNOWN = Text(nl="het beleid '{x}' bestaat niet", en="there is no policy '{x}'")
_NAMES = Text(nl="kies uit {all}, of geef een bestand", en="choose from {all}, or give a file")
_OWN_NAMES = Text(nl="kies uit {all}", en="choose from {all}")
_SWEEP = Text(nl="'{x}' is geen reeks", en="'{x}' is no sweep")
_SWEEP_FIX = Text(
    nl="schrijf bijvoorbeeld --sweep drempel=6,8,10,12", en="write --sweep threshold=6,8,10,12"
)


def source_of(school: School, source: Path | None) -> Source:
    """Who registers. Of the school's own municipality, the first of these that there is: the
    list of past registrations, the sheet *Instroom*, the inflow beside the source, the dates of
    registration of its learners. Of its neighbours: the list of past registrations, then the
    sheet, and without a sheet the inflow beside the source.

    Raises:
        Unusable: when ``inflow.toml`` cannot be used.
    """
    folder, offered = (None if source is None else _folder(source)), routes_of(school)
    past = History.of(school, offered) if school.registrations else None
    beside = None
    if folder is not None:
        beside = inflow_of(school, folder, None if past is None else past.per_year)
    if past is None and not school.inflow:
        return beside or History.of(school, offered)
    own = () if past is not None else own_streams(school.inflow)
    if past is None and not own and beside is not None:
        own = tuple(stream for stream in beside.streams if stream.home)
    if own:
        streams = (*own, *neighbours(school.inflow, per_year(own)))
        return Inflow(school, population_of(folder, school), streams, offered)
    past = past or History.of(school, offered)
    others = neighbours(school.inflow, past.per_year) if school.inflow else ()
    if not school.inflow and beside is not None:
        others = tuple(stream for stream in beside.streams if not stream.home)
    return beside_history(school, past, others, population_of(folder, school))


def with_registrations(school: School, file: Path) -> School:
    """The school with the past registrations of a CSV file or workbook.

    Raises:
        Unusable: with every mistake found.
    """
    rows = _rows(file, "registrations", Registration)
    found = school.model_copy(update={"registrations": rows})
    wrong = [i for i in issues(found) if i.table == "registrations" and not i.warning]
    if wrong:
        raise Unusable([Problem(file.name, None, None, i.text, i.fix) for i in wrong])
    return found


def own_policies(school: School, source: Path | None) -> tuple[IntakePolicy, ...]:
    """The policies on the school's own sheet, else in the file beside the source, else six that
    suit any school.

    Raises:
        Unusable: when the file cannot be used.
    """
    if school.intake_rules:
        return school.intake_policies
    own = None if source is None else _folder(source) / OWN_FILE
    if own is not None and own.exists():
        return policies_of(own)
    with resources.as_file(resources.files("scheduler.laboratory").joinpath(OWN_FILE)) as file:
        return policies_of(file)


def asked_policies(
    school: School, given: Sequence[IntakePolicy], names: Sequence[str]
) -> tuple[IntakePolicy, ...]:
    """Policies in full, then those by name; without any the school's own.

    Raises:
        Unusable: as :func:`chosen_policies`, for all of them together.
    """
    problems = unknown_offerings(given, school, "policies")
    named: tuple[IntakePolicy, ...] = ()
    try:
        if names or not given:
            named = chosen_policies(school, None, names)
    except Unusable as error:
        problems += error.problems
    if problems:
        raise Unusable(problems)
    return (*given, *named)


def chosen_policies(
    school: School, source: Path | None, names: Sequence[str]
) -> tuple[IntakePolicy, ...]:
    """Policies by name or file, in that order; without names the source's own.

    Raises:
        Unusable: with every name that leads nowhere, every mistake in the files and every
            offering that the school does not have.
    """
    at_home = own_policies(school, source)
    by_name = {policy.reference: policy for policy in at_home}
    found: list[IntakePolicy] = []
    problems: list[Problem] = []
    for name in names:
        if name in by_name:
            found.append(by_name[name])
            problems += unknown_offerings([by_name[name]], school, OWN_FILE)
        elif source is not None and Path(name).is_file():
            try:
                inside = _from_file(Path(name))
            except Unusable as error:
                problems += error.problems
            else:
                found += inside
                problems += unknown_offerings(inside, school, Path(name).name)
        else:  # through the API, where there is no source, no file can be given either
            place, fixes = ("names", _OWN_NAMES) if source is None else ("--policy", _NAMES)
            fix = fixes.fill(all=", ".join(by_name))
            problems.append(Problem(place, None, None, _UNKNOWN.fill(x=name), fix))
    if not names:
        problems += unknown_offerings(at_home, school, OWN_FILE)
    if problems:
        raise Unusable(problems)
    unique = {policy.reference: policy for policy in found}
    return tuple(unique.values()) if names else at_home


def _from_file(file: Path) -> tuple[IntakePolicy, ...]:
    if file.suffix.lower() in SPREADSHEETS:
        return policies_from(_rows(file, "intake_rules", PolicyRow))
    return policies_of(file)


def _rows(file: Path, table: str, record: type[_R]) -> tuple[_R, ...]:
    rows, problems = read_table(file, table)
    if any(not p.warning for p in problems):
        raise Unusable(problems)
    return tuple(row for row in rows if isinstance(row, record))


def sweep_of(text: str) -> SweepRow:
    """A sweep as it is typed: ``threshold=6,8,10`` or ``drempel=6,8,10``.

    Raises:
        Unusable: on a sweep that makes no sense.
    """
    name, _, values = text.partition("=")
    try:
        field = SWEPT.read(name)
        row = SweepRow(field=field, values=SWEEPS[1].kind.read(values))
    except CellError as error:
        raise Unusable([Problem("--sweep", None, None, error.text, error.fix)]) from error
    except (Invalid, ValidationError) as error:
        raise _no_sweep(text) from error
    return row


def swept(
    policies: tuple[IntakePolicy, ...], sweeps: Iterable[SweepRow]
) -> tuple[IntakePolicy, ...]:
    """The policies, and the first one with every combination of the values swept over, each of
    which then holds for all offerings.

    Raises:
        Unusable: on a combination that makes no sense.
    """
    lists: list[list[tuple[SweepRow, Any]]] = [[(s, v) for v in s.values] for s in sweeps]
    if not lists:
        return policies
    base, found = policies[0], list(policies)
    for combination in product(*lists):
        values = {sweep.field.value: value for sweep, value in combination}
        try:
            rule = IntakeRule(**values)
        except (ValidationError, TypeError) as error:
            raise _no_sweep(", ".join(f"{k}={v}" for k, v in values.items())) from error
        name = ", ".join(f"{field}={value}" for field, value in values.items())
        found.append(
            base.model_copy(
                update={
                    "reference": f"{base.reference} {name}",
                    "nl": f"{base.nl}; {_told(combination, 'nl')}",
                    "en": f"{base.en}; {_told(combination, 'en')}",
                    "rules": (*base.rules, rule),
                }
            )
        )
    return tuple(found)


def _told(combination: Sequence[tuple[SweepRow, Any]], language: str) -> str:
    """The values of a combination as the sheet has them."""
    kind, parts = SWEEPS[1].kind, []
    for sweep, value in combination:
        shown = kind.write((value,), Language(language))
        parts.append(f"{SWEPT.write(sweep.field, Language(language))} {shown}")
    return ", ".join(parts)


def _no_sweep(text: str) -> Unusable:
    return Unusable([Problem("--sweep", None, None, _SWEEP.fill(x=text), _SWEEP_FIX)])


def _folder(source: Path) -> Path:
    return source if source.is_dir() else source.parent
