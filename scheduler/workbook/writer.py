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
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from models import School, Text
from models.text import Language
from models.times import clock
from scheduler.workbook.example import example_school
from scheduler.workbook.moments import DATE
from scheduler.workbook.policy import ROWS, Policies
from scheduler.workbook.schema import SCORES, TABLES, Column, Table
from scheduler.workbook.sheets import GUIDE, NOTE_MARK

_HEAD = PatternFill("solid", fgColor="1F4E5F")
_NOTE = PatternFill("solid", fgColor="EAF2F4")
_TABS = {"needed": "1F4E5F", "light": "9CC3CE", "grey": "C8C8C8"}
_GUIDE_LINE = 125  # characters that fit on one line of the guide
EXTRA_ROWS = 2000  # rows of the template below the example that have drop-downs

_GUIDE = (
    Text(nl="Zo werkt deze werkmap", en="How this workbook works"),
    Text(
        nl="Elk blad is een lijst. De bovenste rij noemt de kolommen. De rij daaronder legt uit wat u "
        "invult; die rij mag u laten staan of weghalen.",
        en="Every sheet is a list. The top row names the columns. The row below it explains what to "
        "enter; you may leave that row or delete it.",
    ),
    Text(
        nl="De rijen die er al staan zijn een voorbeeld: een kleine school met één lopende klas. "
        "Vervang ze door uw eigen gegevens.",
        en="The rows that are there already are an example: a small school with one running class. "
        "Replace them by your own data.",
    ),
    Text(
        nl="Voor een rooster zijn de bladen met een donkere tab nodig: {needed}. De bladen met een "
        "lichte tab vult u in als ze bij u van toepassing zijn. De bladen met een grijze tab zijn voor "
        "MAP, PVT, participatie en instroombeleid; laat ze leeg of haal ze weg als u alleen roosters "
        "maakt.",
        en="A timetable needs the sheets with a dark tab: {needed}. Fill in the sheets with a light "
        "tab where they apply to you. The sheets with a grey tab are for MAP, PVT, participation and "
        "intake policies; leave them empty or delete them if you only make timetables.",
    ),
    Text(
        nl="Alleen kolommen met '(verplicht)' moeten ingevuld zijn. Een lege cel betekent: niet "
        "bekend, of de gewone regel.",
        en="Only columns marked '(required)' must be filled in. An empty cell means: not known, or "
        "the usual rule.",
    ),
    Text(
        nl="Codes verbinden de bladen. Een voorbeeld: de code van een klas op het blad Klassen vult u "
        "bij de cursisten in onder Huidige klas.",
        en="Codes connect the sheets. For example, enter the code of a class on the sheet Classes "
        "with its learners, under Current class.",
    ),
    Text(
        nl="Partners krijgen op het blad Cursisten dezelfde code onder Huishouden. Op het blad "
        "Huishoudens staat wat voor hen geldt, bijvoorbeeld: niet tegelijk les.",
        en="Spouses get the same code under Household on the sheet Learners. The sheet Households "
        "says what they need, for instance: no lessons at the same time.",
    ),
    Text(
        nl="Dagen en tijden schrijft u zo: ma, wo 09:00-12:00; vr 13:00-16:00. Of korter: ma-vr 9-17.",
        en="Write days and times like this: mon, wed 09:00-12:00; fri 13:00-16:00. Or shorter: "
        "mon-fri 9-17.",
    ),
    Text(
        nl="Op het blad Sluitingsdagen staan dagen zonder les, op Pauzes en Routewissels afspraken met "
        "cursisten. Vul op het blad Beleid de vakantieregio in; dan tellen de schoolvakanties mee.",
        en="The sheet Closing days holds days without lessons, Pauses and Route switches what was "
        "agreed with learners. Enter the holiday region on the sheet Policy to count school holidays.",
    ),
    Text(
        nl="Op het blad Instroombeleid beschrijft u manieren om mensen te laten instromen; 'instroom "
        "policies' speelt ze na. Reeksen noemt waarden om te proberen, Aanmeldingen wie zich in het "
        "verleden aanmeldden. Wie alleen roosters maakt, laat deze bladen leeg.",
        en="The sheet Intake policies describes ways of letting people start; 'instroom policies' "
        "plays them. Sweeps names values to try, Registrations those who registered in the past. "
        "Leave these sheets empty if you only make timetables.",
    ),
    Text(
        nl="Extra kolommen en bladen mogen. Het programma gebruikt ze niet en verandert ze niet.",
        en="Extra columns and sheets are fine. The program neither uses nor changes them.",
    ),
    Text(
        nl="Op het blad Beleid vult u alleen in wat bij u anders is. Dit zijn de regels en hun gewone "
        "waarde. Een hoger gewicht betekent: dit telt zwaarder.",
        en="On the sheet Policy enter only what is different for you. These are the rules and their "
        "usual values. A higher weight means: this counts for more.",
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
    """What differs from the defaults, and whatever has a source of its own."""
    own, default = Policies(school.policy, school.activity_policy), Policies.defaults()
    for path, (title, kind) in ROWS.items():
        value, source = own.value(path), own.source(path)
        if value != default.value(path) or source is not None:
            yield {"key": title(language), "value": kind.write(value, language), "source": source}


def write_csv_folder(school: School, folder: Path, language: Language | str = "nl") -> None:
    """Write a school as one CSV file per table: semicolons, UTF-8 with BOM, Dutch dates."""
    language = Language(language)
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        write_csv_table(school, table, folder, language)


def write_csv_table(
    school: School, table: Table, folder: Path, language: Language | str
) -> Path | None:
    """Write one table of a school as CSV; ``None`` when it is optional and has no rows."""
    language = Language(language)
    rows = list(rows_of(school, table, language))
    if table.optional and not rows:
        return None
    file = folder / f"{table.sheet(language).lower().replace(' ', '-')}.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow([c.header(language) for c in table.columns])
        for row in rows:
            writer.writerow([_csv_cell(row.get(c.field), language) for c in table.columns])
    return file


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


_PAPER_COLUMNS = 12  # as many as can be read on one page
_GUIDE_HEAD = (
    Text(nl="Regel", en="Rule"),
    Text(nl="Waarde als u niets invult", en="Value when you enter nothing"),
    Text(nl="Mogelijke woorden", en="Words to choose from"),
)


def _guide(sheet: Worksheet, language: Language) -> None:
    """How the workbook works, and a table of all rules with the value each has by itself."""
    sheet.title = GUIDE(language)
    needed = ", ".join(table.sheet(language) for table in TABLES if table.required)
    for row, told in enumerate(_GUIDE, start=1):
        text = told.fill(needed=needed)
        cell = sheet.cell(row, 1, text(language))
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_GUIDE_HEAD))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        lines = 1 + len(text(language)) // _GUIDE_LINE
        sheet.row_dimensions[row].height = 18 if lines == 1 else 4 + 14 * lines
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.row_dimensions[1].height = 24
    for at, (title, width) in enumerate(zip(_GUIDE_HEAD, (46, 30, 60), strict=True), start=1):
        head = sheet.cell(len(_GUIDE) + 1, at, title(language))
        head.font, head.fill = Font(bold=True, color="FFFFFF"), _HEAD
        sheet.column_dimensions[get_column_letter(at)].width = width
    _for_paper(sheet)
    default = Policies.defaults()
    for row, (path, (title, kind)) in enumerate(ROWS.items(), start=len(_GUIDE) + 2):
        value, words = kind.write(default.value(path), language), kind.words
        sheet.cell(row, 1, title(language))
        shown = sheet.cell(row, 2, value)
        shown.alignment = Alignment(horizontal="left")
        if isinstance(value, date | time):
            shown.number_format = "DD-MM-YYYY" if isinstance(value, date) else "HH:MM"
        sheet.cell(row, 3, ", ".join(w(language) for w in words))


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
    sheet.sheet_properties.tabColor = _TABS[
        "needed" if table.required else "grey" if table.optional else "light"
    ]
    sheet.freeze_panes = "B3"
    _for_paper(sheet, pages=-(-len(table.columns) // _PAPER_COLUMNS))
    sheet.print_title_rows, sheet.print_title_cols = "1:2", "A:A"


def _for_paper(sheet: Worksheet, pages: int = 1) -> None:
    """A4 landscape, so many pages wide."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_cell(sheet: Worksheet, row: int, at: int, column: Column, value: Any) -> None:
    if value is None:
        return
    cell = sheet.cell(row, at, value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that starts with = stays a text
    if column.kind is DATE or isinstance(value, date):
        cell.number_format = "DD-MM-YYYY"
    elif isinstance(value, time):
        cell.number_format = "HH:MM"


def _note(column: Column, first: bool, language: Language) -> str:
    note = column.note(language)
    if column.required:
        note = f"{note} ({'verplicht' if language is Language.NL else 'required'})"
    return f"{NOTE_MARK} {note}" if first else note


def _dropdown(sheet: Worksheet, column: Column, letter: str, language: Language) -> None:
    """A list of the words allowed, where a cell holds exactly one of them."""
    words = ",".join(w(language) for w in column.kind.words)
    if not words or column.kind.many or len(words) > 250:
        return
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    rule.showErrorMessage = False  # both languages are read; the list is a help, not a wall
    sheet.add_data_validation(rule)
    rule.add(f"{letter}3:{letter}{EXTRA_ROWS}")
