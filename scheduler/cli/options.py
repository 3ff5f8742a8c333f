"""Options that several commands share, and reading a source or leaving with its problems."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from models import School, Text
from models.text import Language
from scheduler.cli.console import WRONG_INPUT, Leave, chosen_language, err
from scheduler.workbook import Problem, describe, read_source

_START = chosen_language()


def helps(nl: str, en: str) -> str:
    """Help text in the language of the environment."""
    return Text(nl=nl, en=en)(_START)


Source = Annotated[
    Path,
    typer.Argument(
        metavar="BRON" if _START is Language.NL else "SOURCE",
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


def problem_data(problem: Problem, language: Language) -> dict[str, Any]:
    """A problem for programs."""
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "message": problem.text(language),
        "fix": problem.fix(language),
        "warning": problem.warning,
    }


def school_from(source: Path, language: Language) -> School:
    """The school of a source; warnings are told, problems end the command."""
    read = read_source(source)
    for line in describe(read.problems, language):
        err.print(line, markup=False)
    if read.school is None:
        count = sum(not p.warning for p in read.problems)
        text = Text(
            nl="{n} probleem(en) gevonden; er is niets gepland.",
            en="{n} problem(s) found; nothing was planned.",
        ).fill(n=count)
        data = {"error": "input", "problems": [problem_data(p, language) for p in read.problems]}
        raise Leave(WRONG_INPUT, text(language), data)
    return read.school


def writable(out: Path, language: Language) -> Path:
    """An output folder that exists and can be written, or the end of the command."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".instroom-write-test"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        text = Text(
            nl="In {path} kan niet geschreven worden. Kies een andere map.",
            en="Nothing can be written to {path}. Choose another folder.",
        ).fill(path=out)
        message = text(language)
        raise Leave(WRONG_INPUT, message, {"error": "input", "problems": [message]}) from error
    return out
