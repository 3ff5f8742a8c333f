"""Which policies are tried on which source: sheets, names, files, the example's own, sweeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

from models import School, Text
from models.intake import IntakePolicy
from models.intake_tables import PolicyRow, Registration, policies_from
from scheduler.laboratory.history import History
from scheduler.laboratory.inflow import Inflow
from scheduler.laboratory.neighbours import beside_history, neighbours, own_streams, per_year
from scheduler.laboratory.reading import (
    Unusable,
    inflow_of,
    names_in,
    policies_of,
    population_of,
    routes_of,
    unknown_offerings,
)
from scheduler.laboratory.toml_lines import Lines
from scheduler.laboratory.trial import Source
from scheduler.workbook import Problem, TableRead, read_table

OWN_FILE = "policies.toml"
SPREADSHEETS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")
Tell = Callable[[Problem], None]


def _silent(problem: Problem) -> None:
    del problem


_UNKNOWN = Text(nl="het beleid '{x}' bestaat niet", en="there is no policy '{x}'")
_NAMES = Text(nl="kies uit {all}, of geef een bestand", en="choose from {all}, or give a file")
_OWN_NAMES = Text(nl="kies uit {all}", en="choose from {all}")
_SAME_NAME = Text(
    nl="het beleid '{x}' staat ook in {file}, met andere regels",
    en="policy '{x}' is in {file} as well, with other rules",
)
_RENAME = Text(nl="geef één van beide een andere naam", en="give one of the two another name")


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


def with_registrations(school: School, file: Path, tell: Tell = _silent) -> School:
    """The school with the past registrations of a CSV file or workbook; ``tell`` hears of what
    does not stand in the way.

    Raises:
        Unusable: with every mistake found.
    """
    read = read_table(file, "registrations")
    rows = tuple(row for row in read.records if isinstance(row, Registration))
    found = school.model_copy(update={"registrations": rows})
    _usable(read, found, tell)
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
    problems = unknown_offerings(names_in(enumerate(given)), school, "policies", Lines(""))
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
    school: School, source: Path | None, names: Sequence[str], tell: Tell = _silent
) -> tuple[IntakePolicy, ...]:
    """Policies by name or file, in that order; without names the source's own. ``tell`` hears of
    what does not stand in the way.

    Raises:
        Unusable: with every name that leads nowhere, every mistake in the files and every
            offering that the school does not have.
    """
    at_home = own_policies(school, source)
    by_name = {policy.reference: policy for policy in at_home}
    lines = _own_lines(school, source)
    inside: tuple[IntakePolicy, ...]
    found: dict[str, tuple[IntakePolicy, str]] = {}
    problems: list[Problem] = []
    for name in names:
        if name in by_name:
            inside = (by_name[name],)
            file = source.name if source is not None and school.intake_rules else OWN_FILE
            asked = [(at, p) for at, p in enumerate(at_home) if p is by_name[name]]
            problems += unknown_offerings(names_in(asked), school, OWN_FILE, lines)
        elif source is not None and Path(name).is_file():
            try:
                inside, file = _from_file(Path(name), school, tell), Path(name).name
            except Unusable as error:
                problems += error.problems
                continue
        else:  # through the API, where there is no source, no file can be given either
            place, fixes = ("names", _OWN_NAMES) if source is None else ("--policy", _NAMES)
            fix = fixes.fill(all=", ".join(by_name))
            problems.append(Problem(place, None, None, _UNKNOWN.fill(x=name), fix))
            continue
        for policy in inside:
            before, other = found.setdefault(policy.reference, (policy, file))
            if before != policy:
                text = _SAME_NAME.fill(x=policy.reference, file=other)
                problems.append(Problem(file, None, None, text, _RENAME))
    if not names:
        problems += unknown_offerings(names_in(enumerate(at_home)), school, OWN_FILE, lines)
    if problems:
        raise Unusable(problems)
    return tuple(policy for policy, _ in found.values()) if names else at_home


def _own_lines(school: School, source: Path | None) -> Lines:
    """Where the policies of the file beside the source stand in it."""
    own = None if source is None or school.intake_rules else _folder(source) / OWN_FILE
    return Lines(own.read_text("utf-8-sig") if own is not None and own.exists() else "")


def _from_file(file: Path, school: School, tell: Tell) -> tuple[IntakePolicy, ...]:
    if file.suffix.lower() not in SPREADSHEETS:
        return policies_of(file, school)
    read = read_table(file, "intake_rules")
    rows = tuple(row for row in read.records if isinstance(row, PolicyRow))
    _usable(read, school.model_copy(update={"intake_rules": rows}), tell)
    return policies_from(rows)


def _usable(read: TableRead, school: School, tell: Tell) -> None:
    """Nothing, after telling warnings: those of the cells and those beside the school's tables.

    Raises:
        Unusable: when there is more than warnings.
    """
    problems = sorted([*read.problems, *read.located(school)], key=lambda p: p.row or 0)
    if any(not problem.warning for problem in problems):
        raise Unusable(problems)
    for problem in problems:
        tell(problem)


def _folder(source: Path) -> Path:
    return source if source.is_dir() else source.parent
