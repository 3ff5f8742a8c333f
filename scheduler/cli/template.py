"""``instroom template``: an empty workbook with an example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models import Text
from scheduler.cli.console import chosen_language, out, wrong
from scheduler.cli.options import LanguageOption, writing
from scheduler.cli.usage import helps, purpose
from scheduler.workbook import write_template

_NO_XLSX = Text(nl="Geef een naam die op .xlsx eindigt.", en="Give a name that ends in .xlsx.")
_EXISTS = Text(
    nl="{file} bestaat al en is niet veranderd. Kies een andere naam.",
    en="{file} exists and was left as it is. Choose another name.",
)
_READY = Text(
    nl="{file} staat klaar. Vul in en controleer met: instroom check-input {file}",
    en="{file} is ready. Fill it in and check it with: instroom check-input {file}",
)


@purpose("Schrijft een werkmap om in te vullen.", "Writes a workbook to fill in.")
def template(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=helps("BESTAND", "FILE"),
            help=helps("nieuw bestand (.xlsx)", "new file (.xlsx)"),
        ),
    ],
    language: LanguageOption = None,
) -> None:
    """Write a workbook to fill in; an existing file is never overwritten."""
    lang = chosen_language(language)
    if file.suffix.lower() != ".xlsx":
        raise wrong(_NO_XLSX(lang))
    if file.exists():
        raise wrong(_EXISTS(lang, file=file))
    with writing(file, lang):
        write_template(file, lang)
    out.print(_READY(lang, file=file), markup=False)
