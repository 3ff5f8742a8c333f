"""``instroom check``: the independent checker on a plan in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models import Text
from models.text import Language
from scheduler.cli.console import (
    OK,
    VIOLATIONS,
    WRONG_INPUT,
    Leave,
    chosen_language,
    out,
    print_json,
)
from scheduler.cli.options import JsonOption, LanguageOption, Source, helps, school_from
from scheduler.export import PlanFileError, read_plan
from solver import check as check_plan


def check(
    source: Source,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=helps("map met plan.json", "folder of plan.json"))
    ],
    json: JsonOption = False,
    language: LanguageOption = None,
) -> int:
    """Controleert een rooster op alle regels (checks a plan by all rules; 1 if any is broken)."""
    lang = chosen_language(language)
    school = school_from(source, lang)
    try:
        plan = read_plan(folder)
    except PlanFileError as error:
        message = error.text(lang)
        raise Leave(WRONG_INPUT, message, {"error": "input", "problems": [message]}) from error
    found = check_plan(school, plan)
    for violation in found.violations:
        out.print(f"✗ {violation.text(lang)}", markup=False)
    if not found.violations:
        text = Text(nl="Alle harde regels zijn gevolgd.", en="All hard rules are obeyed.")
        out.print(text(lang), markup=False)
    for line in found.score:
        title = line.nl if lang is Language.NL else line.en
        unit = line.unit_nl if lang is Language.NL else line.unit_en
        out.print(f"{line.cost:8d}  {title} ({line.amount:g} {unit})", markup=False)
    if json:
        print_json(
            {
                "hard_violations": len(found.violations),
                "violations": [{"rule": v.rule, "message": v.text(lang)} for v in found.violations],
                "objective": found.objective,
                "score": {line.rule: line.cost for line in found.score},
            }
        )
    return VIOLATIONS if found.violations else OK
