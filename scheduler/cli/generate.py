"""``instroom generate``: a synthetic school after a municipality of the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models import Text
from scheduler.cli.console import WRONG_INPUT, Leave, chosen_language, out
from scheduler.cli.options import LanguageOption, helps, writable
from scheduler.generate import SCENARIOS, TIGHTNESS
from scheduler.generate import generate as generate_school
from scheduler.workbook import write_csv_folder, write_workbook


def generate(
    like: Annotated[str, typer.Option("--like", help=", ".join(SCENARIOS))],
    target: Annotated[Path, typer.Option("--out", help=helps("map of .xlsx", "folder or .xlsx"))],
    learners: Annotated[
        int | None, typer.Option("--learners", help=helps("aantal cursisten", "learners"))
    ] = None,
    seed: Annotated[int, typer.Option("--seed")] = 1,
    tightness: Annotated[str, typer.Option("--tightness", help=", ".join(TIGHTNESS))] = "normal",
    language: LanguageOption = None,
) -> None:
    """Maakt een verzonnen school (writes a synthetic school)."""
    lang = chosen_language(language)
    if like not in SCENARIOS or tightness not in TIGHTNESS:
        text = Text(nl="Kies een van: {all}", en="Choose one of: {all}")
        options = SCENARIOS if like not in SCENARIOS else tuple(TIGHTNESS)
        raise Leave(WRONG_INPUT, text(lang, all=", ".join(options)))
    if seed < 0 or (learners is not None and not 1 <= learners <= 100_000):
        text = Text(
            nl="Het aantal cursisten ligt tussen 1 en 100000; het startgetal is niet negatief.",
            en="Learners lie between 1 and 100000; the seed is not negative.",
        )
        raise Leave(WRONG_INPUT, text(lang))
    school = generate_school(like, learners, seed, tightness)
    if target.suffix.lower() == ".xlsx":
        writable(target.parent, lang)
        write_workbook(school, target, lang)
    else:
        write_csv_folder(school, writable(target, lang), lang)
    done = Text(
        nl="{n} verzonnen cursisten staan in {path}. Alle aannames staan in "
        "examples/{like}/scenario.toml.",
        en="{n} synthetic learners are in {path}. All assumptions are in "
        "examples/{like}/scenario.toml.",
    )
    out.print(done(lang, n=len(school.learners), path=target, like=like), markup=False)
