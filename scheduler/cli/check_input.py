"""``instroom check-input``: everything wrong with a source, at once."""

from __future__ import annotations

from models import Text
from scheduler.cli.console import chosen_language, out, print_json
from scheduler.cli.options import JsonOption, LanguageOption, Source, read_from
from scheduler.cli.usage import purpose

_FINE = Text(
    nl="In orde. Cursisten: {n}, lopende klassen: {k}, soorten aanbod: {o}, docenten: {t}, "
    "lokalen: {r}.",
    en="Fine. Learners: {n}, running classes: {k}, offerings: {o}, teachers: {t}, rooms: {r}.",
)


@purpose(
    "Controleert de gegevens; eindigt met code 2 als er iets fout is.",
    "Checks the data; exit code 2 when something is wrong.",
)
def check_input(source: Source, json: JsonOption = False, language: LanguageOption = None) -> None:
    """Check a source: every problem at once, each with its place and what to do."""
    lang = chosen_language(language)
    school, read = read_from(source, lang)
    text = _FINE(
        lang,
        n=len(school.learners),
        k=len(school.classes),
        o=len(school.offerings),
        t=len(school.teachers),
        r=len(school.rooms),
    )
    out.print(text, markup=False)
    if json:
        warnings = [p.data(lang) for p in read.problems]
        print_json({"learners": len(school.learners), "problems": warnings})
