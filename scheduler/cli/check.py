"""``instroom check``: the independent checker on a plan in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models import Language, Text
from scheduler.cli.console import (
    OK,
    VIOLATIONS,
    chosen_language,
    out,
    print_json,
    wrong,
)
from scheduler.cli.options import JsonOption, LanguageOption, Source, school_from
from scheduler.cli.usage import helps, purpose
from scheduler.export import PlanFileError, read_plan
from scheduler.words import number, said
from solver import check as check_plan

_CLAIMS = Text(
    nl="! Het plan zegt zelf {claimed} strafpunten te hebben; nagerekend zijn het er {found}.",
    en="! The plan itself claims {claimed} points; measured there are {found}.",
)
_OBEYED = Text(nl="Alle harde regels zijn gevolgd.", en="All hard rules are obeyed.")


@purpose(
    "Controleert een rooster op alle regels; eindigt met code 1 als er een is gebroken.",
    "Checks a plan by all rules; exit code 1 if any is broken.",
)
def check(
    source: Source,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar=helps("MAP", "DIR"), help=helps("map met plan.json", "folder of plan.json")
        ),
    ],
    json: JsonOption = False,
    language: LanguageOption = None,
) -> int:
    """Measure the decisions of a plan anew; nothing else in the folder is trusted."""
    lang = chosen_language(language)
    school = school_from(source, lang)
    try:
        plan = read_plan(folder)
    except PlanFileError as error:
        raise wrong(error.text(lang)) from error
    found = check_plan(school, plan)
    for violation in found.violations:
        out.print(f"✗ {violation.text(lang)}", markup=False)
    if not found.violations:
        out.print(_OBEYED(lang), markup=False)
    claimed = plan.run.objective if plan.run else None
    if claimed not in (None, found.objective):
        text = _CLAIMS(lang, claimed=claimed, found=found.objective)
        out.print(text, markup=False)
    for line in found.score:
        amount = number(line.amount, lang, 0 if line.amount == int(line.amount) else 1)
        unit = line.unit_nl if lang is Language.NL else line.unit_en
        out.print(f"{line.cost:8d}  {said(line, lang)} ({amount} {unit})", markup=False)
    if json:
        print_json(
            {
                "hard_violations": len(found.violations),
                "violations": [{"rule": v.rule, "message": v.text(lang)} for v in found.violations],
                "objective": found.objective,
                "claimed_objective": claimed,
                "score": {line.rule: line.cost for line in found.score},
            }
        )
    return VIOLATIONS if found.violations else OK
