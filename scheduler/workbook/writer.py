"""Writing a school as a workbook or CSV files, and the empty template with its example."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from models import School, Text
from models.text import Language
from models.times import clock
from scheduler.workbook.cells import DATE, TIME
from scheduler.workbook.example import example_school
from scheduler.workbook.policy import RULES, WEIGHTS
from scheduler.workbook.schema import SCORES, TABLES, Column, Table
from scheduler.workbook.sources import NOTE_MARK

_HEAD = PatternFill("solid", fgColor="1F4E5F")
_NOTE = PatternFill("solid", fgColor="EAF2F4")
EXTRA_ROWS = 2000  # rows of the template below the example that have drop-downs

_GUIDE = (
    Text(nl="Zo werkt deze werkmap", en="How this workbook works"),
    Text(
        nl="Elk blad is een lijst. De rij onder de kop legt uit wat er in de kolom komt; die rij mag "
        "blijven staan.",
        en="Every sheet is a list. The row below the header says what goes in a column; it may stay.",
    ),
    Text(
        nl="De voorbeeldrijen laten zien hoe het moet. Vervang ze door uw eigen gegevens.",
        en="The example rows show how it is done. Replace them by your own data.",
    ),
    Text(
        nl="Codes verbinden de bladen: de code van een klas op het blad Klassen staat bij de "
        "cursisten in de kolom Huidige klas.",
        en="Codes connect the sheets: the code of a class on Classes stands with its learners under "
        "Current class.",
    ),
    Text(
        nl="Extra kolommen en bladen mogen; ze worden niet gebruikt.",
        en="Extra columns and sheets are fine; they are not used.",
    ),
    Text(
        nl="Op het blad Beleid vult u alleen in wat bij u anders is. Deze regels kunt u gebruiken:",
        en="On the sheet Policy enter only what is different for you. These rules exist:",
    ),
)


def rows_of(school: School, table: Table, language: Language) -> Iterator[dict[str, Any]]:
    """The rows of one table as cell values by field; empty fields left out."""
    if table.field == "school":
        yield {"name": school.name, "municipality": school.municipality, "start": school.start}
        return
    if table.field == "policy":
        yield from _policy_rows(school, language)
        return
    for record in getattr(school, table.field):
        values = {name: getattr(record, name) for name in type(record).model_fields}
        if table.field == "learners":
            scores = values.pop("intake_scores")
            values |= {f"score_{s}": scores.get(s) for s in SCORES}
        if table.field == "busy":
            slot = values.pop("slot")
            values |= {"days": (slot.weekday,), "start": _time(slot.start), "end": _time(slot.end)}
        yield {
            column.field: column.kind.write(values[column.field], language)
            for column in table.columns
            if values.get(column.field) not in (None, ())
        }


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _policy_rows(school: School, language: Language) -> Iterator[dict[str, Any]]:
    policy = school.policy
    default = type(policy).model_validate({})
    for name, (title, kind) in RULES.items():
        value = getattr(policy, name)
        if (value != getattr(default, name) and value != ()) or name in policy.sources:
            yield {
                "key": title(language),
                "value": _text(kind.write(value, language)),
                "source": policy.source_of(name),
            }
    for name, title in WEIGHTS.items():
        value = getattr(policy.weights, name)
        if value != getattr(default.weights, name) or f"weights.{name}" in policy.sources:
            source = policy.source_of(f"weights.{name}")
            yield {"key": title(language), "value": value, "source": source}


def _text(value: Any) -> Any:
    if isinstance(value, time):
        return clock(value.hour * 60 + value.minute)
    return value


def write_csv_folder(school: School, folder: Path, language: Language | str = "nl") -> None:
    """Write a school as one CSV file per table: semicolons, UTF-8 with BOM, Dutch dates."""
    language = Language(language)
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        file = folder / f"{table.sheet(language).lower().replace(' ', '-')}.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";", lineterminator="\n")
            writer.writerow([c.header(language) for c in table.columns])
            for row in rows_of(school, table, language):
                writer.writerow([_csv_cell(row.get(c.field), language) for c in table.columns])


def _csv_cell(value: Any, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y") if language is Language.NL else value.isoformat()
    if isinstance(value, time):
        return clock(value.hour * 60 + value.minute)
    if isinstance(value, float) and language is Language.NL:
        return str(value).replace(".", ",")
    return str(value)


def write_workbook(school: School, file: Path, language: Language | str = "nl") -> None:
    """Write a school as an Excel workbook, with headers, notes and drop-downs."""
    language = Language(language)
    book = Workbook()
    guide = book.active
    assert guide is not None
    _guide(guide, language)
    for table in TABLES:
        sheet = book.create_sheet(table.sheet(language))
        _sheet(sheet, table, list(rows_of(school, table, language)), language)
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)


def write_template(file: Path, language: Language | str = "nl") -> None:
    """Write a workbook to fill in: explained, with drop-downs and a small valid example."""
    write_workbook(example_school(), file, language)


def _guide(sheet: Worksheet, language: Language) -> None:
    sheet.title = Text(nl="Uitleg", en="Guide")(language)
    for row, text in enumerate(_GUIDE, start=1):
        sheet.cell(row, 1, text(language))
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    titles = [t(language) for t, _ in RULES.values()] + [t(language) for t in WEIGHTS.values()]
    for row, title in enumerate(titles, start=len(_GUIDE) + 1):
        sheet.cell(row, 1, f"   {title}")
    sheet.column_dimensions["A"].width = 110


def _sheet(sheet: Worksheet, table: Table, rows: list[dict[str, Any]], language: Language) -> None:
    for at, column in enumerate(table.columns, start=1):
        head = sheet.cell(1, at, column.header(language))
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = _HEAD
        note = sheet.cell(2, at, _note(column, at == 1, language))
        note.font = Font(italic=True, size=9, color="44606A")
        note.fill = _NOTE
        note.alignment = Alignment(wrap_text=True, vertical="top")
        widest = max((len(str(r.get(column.field, ""))) for r in rows), default=0)
        width = min(46, max(len(column.header(language)) + 3, widest + 2, 12))
        sheet.column_dimensions[get_column_letter(at)].width = width
        _dropdown(sheet, column, get_column_letter(at), language)
    for number, row in enumerate(rows, start=3):
        for at, column in enumerate(table.columns, start=1):
            _write_cell(sheet, number, at, column, row.get(column.field))
    sheet.row_dimensions[2].height = 42
    sheet.freeze_panes = "B3"


def _write_cell(sheet: Worksheet, row: int, at: int, column: Column, value: Any) -> None:
    if value is None:
        return
    cell = sheet.cell(row, at, value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that starts with = stays a text
    if column.kind is DATE:
        cell.number_format = "DD-MM-YYYY"
    elif column.kind is TIME:
        cell.number_format = "HH:MM"


def _note(column: Column, first: bool, language: Language) -> str:
    note = column.note(language)
    if column.required:
        note = f"{note} ({'verplicht' if language is Language.NL else 'required'})"
    return f"{NOTE_MARK} {note}" if first else note


def _dropdown(sheet: Worksheet, column: Column, letter: str, language: Language) -> None:
    """A list of the words allowed, where a cell holds exactly one of them."""
    several = column.kind.read.__qualname__.startswith("several")
    words = ",".join(w(language) for w in column.kind.words)
    if not words or several or len(words) > 250:
        return
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    rule.showErrorMessage = False  # both languages are read; the list is a help, not a wall
    sheet.add_data_validation(rule)
    rule.add(f"{letter}3:{letter}{EXTRA_ROWS}")
