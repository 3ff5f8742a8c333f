"""``instroom template``: an empty workbook with an example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models import Text
from scheduler.cli.console import WRONG_INPUT, Leave, chosen_language, out
from scheduler.cli.options import LanguageOption, helps
from scheduler.workbook import write_template


def template(
    file: Annotated[Path, typer.Argument(help=helps("nieuw bestand (.xlsx)", "new file (.xlsx)"))],
    language: LanguageOption = None,
) -> None:
    """Schrijft een werkmap om in te vullen (a workbook to fill in)."""
    lang = chosen_language(language)
    if file.suffix.lower() != ".xlsx":
        text = Text(nl="Geef een naam die op .xlsx eindigt.", en="Give a name that ends in .xlsx.")
        raise Leave(WRONG_INPUT, text(lang))
    try:
        write_template(file, lang)
    except OSError as error:
        text = Text(nl="{file} kan niet geschreven worden.", en="{file} cannot be written.")
        raise Leave(WRONG_INPUT, text(lang, file=file)) from error
    done = Text(
        nl="{file} staat klaar. Vul in en controleer met: instroom check-input {file}",
        en="{file} is ready. Fill it in and check it with: instroom check-input {file}",
    )
    out.print(done(lang, file=file), markup=False)
