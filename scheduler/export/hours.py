"""The hours ledger as a table, a CSV file and a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models import Text
from models.ledger import Account
from models.text import Language
from scheduler.export import headers
from scheduler.export.csvfiles import write_csv
from scheduler.export.sheets import heading, line, new_sheet, write_table
from scheduler.export.tables import Cell, Table
from scheduler.ledger import Entry, Ledger
from scheduler.words import HOURS, ROUTES, VERDICTS, number, said

NAME = Text(nl="uren", en="hours")
_TITLE = Text(nl="Uren per cursist op {day}", en="Hours per learner on {day}")
_COLUMNS = (
    headers.LEARNER,
    headers.NAME,
    Text(nl="Route", en="Route"),
    Text(nl="Klas", en="Class"),
    Text(nl="Norm", en="Norm"),
    Text(nl="Stand", en="Standing"),
    Text(nl="Nodig", en="Needed"),
    Text(nl="Gemaakt", en="Made"),
    Text(nl="Gepland", en="Planned"),
    Text(nl="Nog te plannen", en="Still to plan"),
    Text(nl="Haalbaar in dit tempo", en="Possible at this pace"),
    Text(nl="Tekort in dit tempo", en="Short at this pace"),
    Text(nl="Uren per week", en="Hours a week"),
    Text(nl="Aanwezigheid", en="Attendance"),
    Text(nl="Einde termijn", en="Term ends"),
    Text(nl="Rond op", en="Reached on"),
    Text(nl="Uiterlijk beginnen", en="Start by"),
    Text(nl="Wat helpt", en="What helps"),
)
_KINDS = Text(nl="Norm", en="Norm")
_LEARNERS = Text(nl="Cursisten", en="Learners")


def table(ledger: Ledger, language: Language) -> Table:
    """One row per learner and norm, the most urgent learner first."""
    rows = [
        _row(entry, account, language) for entry in ledger.entries for account in entry.accounts
    ]
    return Table(NAME, _COLUMNS, tuple(rows))


def _row(entry: Entry, account: Account, language: Language) -> tuple[Cell, ...]:
    helps = entry.repairs[account.kind]
    return (
        entry.learner.reference,
        entry.learner.name,
        ROUTES[entry.learner.route](language),
        entry.group,
        HOURS[account.kind](language),
        VERDICTS[account.verdict](language),
        _hours(account.needed),
        _hours(account.made),
        _hours(account.planned),
        _hours(account.unplanned),
        _hours(account.possible),
        _hours(account.shortfall),
        _hours(account.pace.weekly),
        round(account.attendance, 2),
        account.term_ends,
        account.reached_on,
        account.last_chance,
        "; ".join(repair.full(language) for repair in helps),
    )


def _hours(value: float) -> float | int:
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def write_hours(ledger: Ledger, folder: Path, language: Language) -> list[Path]:
    """Write the ledger as CSV and as a workbook into an existing folder.

    Raises:
        OSError: when a file cannot be written.
    """
    found = table(ledger, language)
    book = Workbook()
    book.remove(book.worksheets[0])
    _overview(new_sheet(book, Text(nl="Overzicht", en="Overview")(language)), ledger, language)
    sheet = new_sheet(book, NAME(language).capitalize())
    heading(sheet, _title(ledger.on, language))
    write_table(sheet, 3, found.columns, found.rows, language, filters=True)
    file = folder / f"{NAME(language)}.xlsx"
    book.save(file)
    return [write_csv(found, folder, language), file]


def _title(day: date, language: Language) -> str:
    return _TITLE.fill(day=day.strftime("%d-%m-%Y"))(language)


def _overview(sheet: Worksheet, ledger: Ledger, language: Language) -> None:
    """Learners per norm and standing, and what the reader must know."""
    heading(sheet, f"{ledger.school.name} · {_title(ledger.on, language)}")
    rows: list[tuple[Cell, ...]] = []
    for kind, name in HOURS.items():
        counts = ledger.counts_of(kind)
        rows += [
            (name(language), VERDICTS[verdict](language), count)
            for verdict, count in counts.items()
            if count
        ]
    columns = (_KINDS, Text(nl="Stand", en="Standing"), _LEARNERS)
    write_table(sheet, 3, columns, rows, language)
    for offset, notice in enumerate(ledger.notices):
        line(sheet, 5 + len(rows) + offset, said(notice, language))


def amounts(account: Account, language: Language) -> str:
    """ "324 van 600 uur" for people."""
    text = Text(nl="{a} van {b} uur", en="{a} of {b} hours")
    return text.fill(a=number(account.made, language), b=number(account.needed, language))(language)
