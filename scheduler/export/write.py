"""Everything of a plan that is not a picture, written into one folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from models import Plan, School, Text
from models.courses import with_ends
from models.text import Language
from scheduler.export.calendars import Calendars, Kind
from scheduler.export.csvfiles import write_csv
from scheduler.export.planfile import write_plan_file
from scheduler.export.tables import ALL
from scheduler.export.workbook import workbook_of
from scheduler.view import PlanView

_WORKBOOK = "plan.xlsx"
_CALENDARS = "ics"
_FOLDERS: dict[Kind, Text] = {
    "class": Text(nl="klassen", en="classes"),
    "teacher": Text(nl="docenten", en="teachers"),
    "room": Text(nl="lokalen", en="rooms"),
    "learner": Text(nl="cursisten", en="learners"),
}
# Windows refuses these in a file name, and these names whatever their ending.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def write_plan(
    school: School, plan: Plan, out: Path, language: Language | str = Language.NL
) -> list[Path]:
    """Write a checked plan into ``out`` (made when missing) and return the files.

    ``plan.json``, ``plan.xlsx``, one CSV file per table, and under ``ics`` a calendar per
    class, teacher, room with lessons and placed learner. Calendars of an earlier plan in
    the same folder are removed, so that no learner keeps an old timetable.

    Raises:
        OSError: when the folder cannot be written.
    """
    spoken, view = Language(language), PlanView(school, plan)
    out.mkdir(parents=True, exist_ok=True)
    files = [write_plan_file(with_ends(school, plan), out)]
    workbook = out / _WORKBOOK
    workbook.write_bytes(workbook_of(view, spoken))
    files.append(workbook)
    files += [write_csv(table(view, spoken), out, spoken) for table in ALL]
    return files + _write_calendars(view, out / _CALENDARS, spoken)


def _write_calendars(view: PlanView, folder: Path, language: Language) -> list[Path]:
    calendars = Calendars(view, language)
    wanted: dict[Kind, Iterable[str]] = {
        "class": view.group,
        "teacher": view.lessons_by_teacher,
        "room": view.lessons_in_room,
        "learner": view.class_of,
    }
    files = []
    for kind, references in wanted.items():
        target = folder / _FOLDERS[kind](language)
        target.mkdir(parents=True, exist_ok=True)
        for old in target.glob("*.ics"):
            old.unlink()
        for reference, name in file_names(references).items():
            file = target / f"{name}.ics"
            file.write_bytes(calendars.of(kind, reference))
            files.append(file)
    return files


def file_names(references: Iterable[str]) -> dict[str, str]:
    """A file name (without ending) per reference: safe on every system, each one different."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for reference in references:
        safe = _FORBIDDEN.sub("-", reference).strip(". ") or "-"
        if _DEVICES.fullmatch(safe):
            safe = f"{safe}-"
        name, count = safe, 1
        while name.casefold() in taken:
            count += 1
            name = f"{safe}-{count}"
        taken.add(name.casefold())
        found[reference] = name
    return found
