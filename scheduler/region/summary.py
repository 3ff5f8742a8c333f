"""The summary of a region: ``summary.csv``, ``summary.xlsx`` and ``summary.html``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from models import Text
from models.text import Language
from scheduler.export.csvfiles import write_csv
from scheduler.export.sheets import heading, line, new_sheet, write_table
from scheduler.export.tables import Table
from scheduler.region.page import render
from scheduler.region.records import STATES, SchoolRow
from scheduler.region.store import REPORT
from scheduler.region.totals import Totals, main_reasons, reason_name

BOOK, PAGE = "summary.xlsx", "summary.html"

_NAME = Text(nl="summary", en="summary")
_SCHOOLS = Text(nl="Scholen", en="Schools")
_PROBLEMS = Text(nl="Meldingen", en="Messages")
_REASONS = Text(nl="Waarom wachten", en="Why waiting")
_SCHOOL = Text(nl="School", en="School")
_STATE = Text(nl="Stand", en="State")
_MESSAGE = Text(nl="Melding", en="Message")
_LEARNERS = Text(nl="Cursisten", en="Learners")
_COLUMNS = (
    _SCHOOL,
    Text(nl="Bron", en="Source"),
    _STATE,
    _LEARNERS,
    Text(nl="Met een klas", en="With a class"),
    Text(nl="Op de wachtlijst", en="Waiting"),
    Text(nl="Vooral omdat", en="Mainly because"),
    Text(nl="Klassen", en="Classes"),
    Text(nl="Nieuwe klassen", en="New classes"),
    Text(nl="Strafpunten", en="Points"),
    Text(nl="Bewezen ondergrens", en="Proven bound"),
    Text(nl="Hoogstens nog te winnen (%)", en="At most still to gain (%)"),
    Text(nl="Seconden gezocht", en="Seconds of search"),
    Text(nl="Pogingen", en="Attempts"),
    Text(nl="Meldingen", en="Messages"),
    Text(nl="Verslag", en="Report"),
)


def write_summary(
    rows: Sequence[SchoolRow], out: Path, language: Language, name: str = ""
) -> list[Path]:
    """Write the summary of all schools into ``out``; ``name`` is what the region is called.

    Raises:
        OSError: when a file cannot be written.
    """
    table = schools_table(rows, language)
    book, page = out / BOOK, out / PAGE
    files = [write_csv(table, out, language), book, page]
    _workbook(rows, table, language, name).save(book)
    page.write_text(render(rows, language, name), encoding="utf-8")
    return files


def schools_table(rows: Sequence[SchoolRow], language: Language) -> Table:
    """One row per school, in the order given."""
    found = tuple(
        (
            row.shown,
            row.source,
            STATES[row.state](language),
            row.learners,
            row.placed,
            row.waiting,
            "; ".join(main_reasons(row, language)) or None,
            row.classes,
            row.new_classes,
            row.objective,
            row.bound,
            None if row.gap is None else round(100 * row.gap, 1),
            row.seconds,
            row.attempts,
            len(row.problems) + len(row.notices),
            f"{row.key}/{REPORT}" if row.has_plan else None,
        )
        for row in rows
    )
    return Table(_NAME, _COLUMNS, found)


def _workbook(rows: Sequence[SchoolRow], table: Table, language: Language, name: str) -> Workbook:
    book, totals = Workbook(), Totals(rows)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _SCHOOLS(language)
    heading(sheet, name or _SCHOOLS(language))
    line(sheet, 2, totals.headline(language))
    write_table(sheet, 4, table.columns, table.rows, language, filters=True)
    for at, row in enumerate(rows, start=5):
        if row.has_plan:
            cell = sheet.cell(at, len(table.columns))
            cell.hyperlink = Hyperlink(ref=cell.coordinate, target=f"{row.key}/{REPORT}")
            cell.style = "Hyperlink"
    reasons = new_sheet(book, _REASONS(language))
    heading(reasons, _REASONS(language))
    counts = [(reason_name(code, language), count) for code, count in totals.reasons]
    write_table(reasons, 3, (_REASONS, _LEARNERS), counts, language)
    messages = new_sheet(book, _PROBLEMS(language))
    heading(messages, _PROBLEMS(language))
    dutch = language is Language.NL
    lines = [
        (row.shown, STATES[row.state](language), m.nl if dutch else m.en)
        for row in rows
        for m in (*row.problems, *row.notices)
    ]
    write_table(messages, 3, (_SCHOOL, _STATE, _MESSAGE), lines, language, filters=True)
    return book
