"""Everything of an activity plan, written into one folder."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models import Text
from models.activity_plan import ActivityGroup
from models.text import Language
from scheduler.activities.calendars import Calendars
from scheduler.activities.planfile import write_activity_plan
from scheduler.activities.report import write_report
from scheduler.activities.tables import ALL, changes
from scheduler.activities.view import PlanOfActivities
from scheduler.export.csvfiles import write_csv
from scheduler.export.sheets import SheetNames, heading, new_sheet, write_table
from scheduler.export.write import file_names
from scheduler.ledger import Ledger
from scheduler.report import links, write_ledger_page
from scheduler.report.links import link

WORKBOOK, REPORT = "activities.xlsx", "activities.html"
_FOLDERS = {
    "group": Text(nl="groepen", en="groups"),
    "trainer": Text(nl="trainers", en="trainers"),
    "interpreter": Text(nl="tolken", en="interpreters"),
    "learner": Text(nl="cursisten", en="learners"),
}


def write_activities(
    view: PlanOfActivities, out: Path, language: Language, ledger: Ledger | None = None
) -> list[Path]:
    """Write plan file, workbook, CSV files, calendars and report; the paths written.

    With a ledger of lessons and activities together also its page, the two linked.

    Raises:
        OSError: when the folder cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    files = [write_activity_plan(view.plan, out)]
    shown = [t for t in ALL if t is not changes or view.repair is not None]
    book = out / WORKBOOK
    book.write_bytes(_workbook(view, shown, language))
    files.append(book)
    files += [write_csv(table(view, language), out, language) for table in shown]
    files += _calendars(view, out / "ics", language)
    report = out / REPORT
    write_report(view, report, language)
    files.append(report)
    if ledger is not None:
        hours = write_ledger_page(ledger, out, language)
        link(report, hours, links.YEARS(language))
        link(hours, report, links.ACTIVITIES(language))
        files.append(hours)
    return files


def _workbook(view: PlanOfActivities, shown: list, language: Language) -> bytes:  # type: ignore[type-arg]
    book, names = Workbook(), SheetNames()
    first = book.active
    assert isinstance(first, Worksheet)
    for number, make in enumerate(shown):
        table = make(view, language)
        title = table.name(language).replace("_", " ").capitalize()
        sheet = first if number == 0 else new_sheet(book, names.take(title))
        if number == 0:
            first.title = names.take(title)
        heading(sheet, f"{view.plan.school}: {title.lower()}")
        write_table(sheet, 3, table.columns, table.rows, language, filters=True)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _calendars(view: PlanOfActivities, folder: Path, language: Language) -> list[Path]:
    wanted: dict[str, dict[str, list[ActivityGroup]]] = {kind: {} for kind in _FOLDERS}
    for group in view.measured.groups:
        wanted["group"][group.reference] = [group]
        if group.trainer is not None:
            wanted["trainer"].setdefault(group.trainer, []).append(group)
        for row in group.interpreting:
            wanted["interpreter"].setdefault(row.interpreter, []).append(group)
        for learner in view.members(group):
            wanted["learner"].setdefault(learner.reference, []).append(group)
    files = []
    calendars = Calendars(view, language)
    for kind, people in wanted.items():
        target = folder / _FOLDERS[kind](language)
        target.mkdir(parents=True, exist_ok=True)
        for old in target.glob("*.ics"):
            old.unlink()
        for reference, name in file_names(people).items():
            file = target / f"{name}.ics"
            file.write_bytes(calendars.of(reference, people[reference]))
            files.append(file)
    return files
