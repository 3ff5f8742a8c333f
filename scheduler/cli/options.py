"""Options that several commands share; reading a source and writing results, or leaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from models import School, Text
from models.text import Language
from scheduler.cli.console import WRONG_INPUT, Leave, err, wrong
from scheduler.cli.usage import helps
from scheduler.rosters import RostersRead, mistakes_of_form, read_rosters
from scheduler.workbook import NEEDED, SourceRead, describe, read_source

_BOOKS = ("plan.xlsx", "activities.xlsx")
"""Workbooks that commands write, which must not be the user's own."""

Source = Annotated[
    Path,
    typer.Argument(
        metavar=helps("BRON", "SOURCE"),
        help=helps("werkmap (.xlsx) of map met CSV-bestanden", "workbook or folder of CSV files"),
        show_default=False,
    ),
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help=helps("taal: nl of en", "language: nl or en"))
]
JsonOption = Annotated[
    bool,
    typer.Option(
        "--json",
        help=helps("laatste regel is één JSON-object", "the last line is one JSON object"),
    ),
]
Target = Annotated[
    Path, typer.Option("--out", help=helps("map voor het resultaat", "folder for the result"))
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        help=helps(
            "seconden zoeken (60 als er ook geen rondes zijn opgegeven)",
            "seconds to search (60 when no rounds are given either)",
        ),
    ),
]
WorkLimit = Annotated[
    int | None,
    typer.Option(
        "--work-limit",
        help=helps(
            "aantal rondes zoeken; geeft elke keer hetzelfde rooster",
            "rounds to search; gives the same plan every time",
        ),
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", help=helps("aantal rekenkernen (anders alle)", "cores to use (else all)")
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar=helps("ADRES", "ADDRESS"),
        help=helps(
            "bestaand Dask-cluster, zoals tcp://server:8786",
            "existing Dask cluster, such as tcp://server:8786",
        ),
    ),
]
Seed = Annotated[int, typer.Option("--seed", help=helps("startgetal", "seed"))]

_ONE = Text(
    nl="1 fout gevonden. Verbeter die en probeer het opnieuw.",
    en="1 problem found. Correct it and try again.",
)
_MORE = Text(
    nl="{n} fouten gevonden. Verbeter ze en probeer het opnieuw.",
    en="{n} problems found. Correct them and try again.",
)
_NOT_WRITABLE = Text(
    nl="In {path} kan niet geschreven worden. Kies een andere map.",
    en="Nothing can be written to {path}. Choose another folder.",
)
_NOT_WRITTEN = Text(
    nl="{path} kan niet geschreven worden. Staat het bestand nog open, of is de schijf vol?",
    en="{path} cannot be written. Is the file still open, or the disk full?",
)
_ROSTERS = Text(
    nl="In de roosters is iets niet goed. Verbeter dat en probeer het opnieuw.",
    en="Something is wrong in the rosters. Correct it and try again.",
)
_OVERWRITES = Text(
    nl="Het resultaat in {path} zou uw eigen gegevens overschrijven. Kies een andere map.",
    en="The result in {path} would overwrite your own data. Choose another folder.",
)


def keep_source(source: Path, target: Path, language: Language) -> None:
    """Refuse a target whose files would take the place of the source."""
    if source.resolve() in (target.resolve(), *((target / name).resolve() for name in _BOOKS)):
        raise wrong(_OVERWRITES(language, path=target))


def school_from(source: Path, language: Language) -> School:
    """The school of a source; warnings are told, problems end the command."""
    return read_from(source, language)[0]


def read_from(
    source: Path,
    language: Language,
    needed: frozenset[str] = NEEDED,
    rosters: Sequence[Path] = (),
) -> tuple[School, SourceRead]:
    """The school of a source and all that was found in reading it; when it cannot be used, what is
    wrong in the rosters beside it is told as well.
    """
    read = read_source(source, needed)
    problems = list(read.problems)
    if read.school is None:
        problems += mistakes_of_form(rosters)
    for line in describe(problems, language):
        err.print(line, markup=False)
    if read.school is None:
        count = sum(not p.warning for p in problems)
        text = _ONE if count == 1 else _MORE.fill(n=count)
        data = {"error": "input", "problems": [p.data(language) for p in problems]}
        raise Leave(WRONG_INPUT, text(language), data)
    return read.school, read


def rosters_from(school: School, paths: list[Path], last: date, language: Language) -> RostersRead:
    """Rosters with lessons until a day; warnings are told, problems end the command."""
    read = read_rosters(school, paths, last)
    for line in describe(read.problems, language):
        err.print(line, markup=False)
    if not read.fine:
        problems = [p.data(language) for p in read.problems if not p.warning]
        raise Leave(WRONG_INPUT, _ROSTERS(language), {"error": "input", "problems": problems})
    return read


def writable(out: Path, language: Language) -> Path:
    """An output folder that exists and can be written, or the end of the command."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".instroom-write-test"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        raise wrong(_NOT_WRITABLE(language, path=out)) from error
    return out


@contextmanager
def writing(target: Path, language: Language) -> Iterator[None]:
    """Turns a failure to write inside the block into a message."""
    try:
        yield
    except OSError as error:
        raise wrong(_NOT_WRITTEN(language, path=error.filename or target)) from error
