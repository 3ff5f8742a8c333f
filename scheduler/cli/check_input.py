"""``instroom check-input``: everything wrong with a source, at once."""

from __future__ import annotations

from models import Text
from scheduler.cli.console import chosen_language, out, print_json
from scheduler.cli.options import JsonOption, LanguageOption, Source, problem_data, school_from
from scheduler.workbook import read_source


def check_input(source: Source, language: LanguageOption = None, json: JsonOption = False) -> None:
    """Controleert de gegevens (checks the data; exit code 2 when something is wrong)."""
    lang = chosen_language(language)
    school = school_from(source, lang)
    text = Text(
        nl="In orde: {n} cursisten, {k} lopende klassen, {o} soorten aanbod, {t} docenten, "
        "{r} lokalen.",
        en="Fine: {n} learners, {k} running classes, {o} offerings, {t} teachers, {r} rooms.",
    ).fill(
        n=len(school.learners),
        k=len(school.classes),
        o=len(school.offerings),
        t=len(school.teachers),
        r=len(school.rooms),
    )
    out.print(text(lang), markup=False)
    if json:
        warnings = [problem_data(p, lang) for p in read_source(source).problems]
        print_json({"learners": len(school.learners), "problems": warnings})
