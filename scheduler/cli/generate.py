"""``instroom generate``: a synthetic school after a municipality of the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models import Text
from scheduler.cli.console import chosen_language, out, wrong
from scheduler.cli.options import LanguageOption, Seed, writable, writing
from scheduler.cli.usage import helps, purpose
from scheduler.generate import SCENARIOS, TIGHTNESS
from scheduler.generate import generate as generate_school
from scheduler.generate.activities import with_activities
from scheduler.workbook import write_csv_folder, write_workbook

_CHOOSE = Text(
    nl="Kies bij {option} een van: {all}.", en="Choose one of these for {option}: {all}."
)
_NUMBERS = Text(
    nl="Het aantal cursisten ligt tussen 1 en 100000; het startgetal is niet negatief.",
    en="Learners lie between 1 and 100000; the seed is not negative.",
)
_DONE = Text(
    nl="{n} verzonnen cursisten staan in {path}. Alle aannames staan in "
    "examples/{like}/scenario.toml.",
    en="{n} synthetic learners are in {path}. All assumptions are in "
    "examples/{like}/scenario.toml.",
)


@purpose("Maakt een verzonnen school.", "Makes a synthetic school.")
def generate(
    like: Annotated[str, typer.Option("--like", help=", ".join(SCENARIOS))],
    target: Annotated[Path, typer.Option("--out", help=helps("map of .xlsx", "folder or .xlsx"))],
    learners: Annotated[
        int | None, typer.Option("--learners", help=helps("aantal cursisten", "learners"))
    ] = None,
    seed: Seed = 1,
    tightness: Annotated[str, typer.Option("--tightness", help=", ".join(TIGHTNESS))] = "normal",
    language: LanguageOption = None,
) -> None:
    """Write a synthetic school whose make-up follows the report's figures."""
    lang = chosen_language(language)
    for option, value, known in (
        ("--like", like, SCENARIOS),
        ("--tightness", tightness, TIGHTNESS),
    ):
        if value not in known:
            raise wrong(_CHOOSE(lang, option=option, all=", ".join(known)))
    if seed < 0 or (learners is not None and not 1 <= learners <= 100_000):
        raise wrong(_NUMBERS(lang))
    workbook = target.suffix.lower() == ".xlsx"
    writable(target.parent if workbook else target, lang)
    school = with_activities(generate_school(like, learners, seed, tightness), like)
    with writing(target, lang):
        (write_workbook if workbook else write_csv_folder)(school, target, lang)
    out.print(_DONE(lang, n=len(school.learners), path=target, like=like), markup=False)
