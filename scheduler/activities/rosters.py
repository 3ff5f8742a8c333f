"""Lesson rosters of one or several schools: plan folders, iCalendar files and CSV files.

A roster is a folder with a ``plan.json`` of this project; or a file or folder of ``.ics`` files,
each named after a learner's or a class's code; or a ``.csv`` file with a row per lesson. Lessons
go on until the end of the period unless the roster says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from models import School, Text
from models.activity_plan import Lesson, Rosters
from scheduler.activities.roster_calendars import lessons_of_calendar
from scheduler.activities.roster_tables import lessons_of_table
from scheduler.export import PlanFileError, read_plan
from scheduler.workbook import Problem
from scheduler.workbook.problems import few_warnings

_NOTHING = Text(
    nl="hier is geen rooster gevonden: geen plan.json, geen .ics- en geen .csv-bestand",
    en="no roster was found here: no plan.json, no .ics and no .csv file",
)
_GIVE = Text(
    nl="geef de map van een plan, of agenda's (.ics) of een tabel (.csv)",
    en="give the folder of a plan, or calendars (.ics) or a table (.csv)",
)
_NOBODY = Text(
    nl="geen enkele cursist van dit rooster staat in de gegevens (bijvoorbeeld {names})",
    en="no learner of this roster is in the data (for instance {names})",
)
_SAME_CODES = Text(
    nl="gebruik in rooster en gegevens dezelfde cursistcodes",
    en="use the same learner codes in the roster and the data",
)
_NO_LESSONS = Text(
    nl="hierin staat in deze periode geen enkele les van een cursist uit de gegevens",
    en="this has no lesson in this period of any learner in the data",
)
_SOME = Text(
    nl="{n} cursisten van dit rooster staan niet in de gegevens (bijvoorbeeld {names})",
    en="{n} learners of this roster are not in the data (for instance {names})",
)
_SKIPPED = Text(
    nl="zij worden overgeslagen; voeg hen toe als zij meedoen",
    en="they are left out; add them if they take part",
)
_OVERLAP = Text(
    nl="{who} heeft op {day} twee lessen tegelijk", en="{who} has two lessons at once on {day}"
)
_JOINED = Text(
    nl="ze zijn als één les gerekend; controleer het rooster",
    en="they were counted as one lesson; check the roster",
)


@dataclass
class RostersRead:
    """Rosters as read, and everything found on the way; errors stop planning."""

    rosters: Rosters
    problems: list[Problem] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(p.warning for p in self.problems)


def read_rosters(school: School, paths: Iterable[Path]) -> RostersRead:
    """Read all rosters together; never raises for bad input."""
    last = school.start + timedelta(weeks=school.activity_policy.horizon_weeks)
    lessons: dict[str, list[Lesson]] = {}
    class_of: dict[str, str] = {}
    problems: list[Problem] = []
    for path in paths:
        found, classes, told = _read(school, path, last)
        problems += told
        problems += _unknown(school, path, set(found) | set(classes))
        if not any(found.values()) and all(p.warning for p in told):
            problems.append(Problem(str(path), None, None, _NO_LESSONS, _SAME_CODES))
        for learner, rows in found.items():
            if learner in school.learner:
                lessons.setdefault(learner, []).extend(rows)
        class_of |= {k: v for k, v in classes.items() if k in school.learner}
    joined = {}
    for learner, rows in lessons.items():
        joined[learner], clash = _joined(rows)
        if clash is not None:
            day = clash.strftime("%d-%m-%Y")
            text = _OVERLAP.fill(who=school.learner[learner].shown, day=day)
            problems.append(Problem("", None, None, text, _JOINED, warning=True))
    return RostersRead(Rosters(joined, class_of), few_warnings(problems))


Found = tuple[dict[str, list[Lesson]], dict[str, str], list[Problem]]


def _read(school: School, path: Path, last: date) -> Found:
    if path.is_dir() and (path / "plan.json").exists():
        return _from_plan(school, path, last)
    files = sorted(path.rglob("*.ics")) if path.is_dir() else [path]
    tables = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if files and files[0].suffix.lower() == ".ics" and files[0].is_file():
        return _from_calendars(school, files, last)
    if tables and tables[0].suffix.lower() == ".csv" and tables[0].is_file():
        lessons: dict[str, list[Lesson]] = {}
        classes: dict[str, str] = {}
        problems: list[Problem] = []
        for table in tables:
            found, known, told = lessons_of_table(school, table, last)
            problems += told
            classes |= known
            for learner, rows in found.items():
                lessons.setdefault(learner, []).extend(rows)
        return lessons, classes, problems
    return {}, {}, [Problem(str(path), None, None, _NOTHING, _GIVE)]


def _from_plan(school: School, path: Path, last: date) -> Found:
    try:
        plan = read_plan(path)
    except PlanFileError as error:
        return {}, {}, [Problem(str(path), None, None, error.text, _GIVE)]
    members = plan.members()
    lessons: dict[str, list[Lesson]] = {}
    classes: dict[str, str] = {}
    first = max(plan.start, school.start)
    for group in plan.classes:
        place = group.location if group.location in school.location else None
        where = [None if s.online else place for s in group.sessions]
        dated = school.calendar.sessions(
            [s.slot for s in group.sessions], first, locations=where, until=last
        )
        rows = [
            Lesson(
                d.day,
                d.slot.start,
                d.slot.end,
                group.reference,
                plan.school,
                where[d.index],
                group.sessions[d.index].room,
            )
            for d in dated
        ]
        for learner in members.get(group.reference, []):
            lessons.setdefault(learner, []).extend(rows)
            classes[learner] = group.reference
    return lessons, classes, []


def _from_calendars(school: School, files: list[Path], last: date) -> Found:
    lessons: dict[str, list[Lesson]] = {}
    classes: dict[str, str] = {}
    problems: list[Problem] = []
    members: dict[str, list[str]] = {}
    for learner in school.learners:
        if learner.current_class is not None:
            members.setdefault(learner.current_class, []).append(learner.reference)
    for file in files:
        rows, told = lessons_of_calendar(file, school.start, last)
        problems += told
        code = file.stem
        if code in members:
            for who in members[code]:
                lessons.setdefault(who, []).extend(rows)
                classes[who] = code
        else:
            lessons.setdefault(code, []).extend(rows)
    return lessons, classes, problems


def _unknown(school: School, path: Path, names: set[str]) -> list[Problem]:
    strangers = sorted(names - school.learner.keys())
    if not strangers:
        return []
    shown = ", ".join(strangers[:3])
    if len(strangers) == len(names):
        return [Problem(str(path), None, None, _NOBODY.fill(names=shown), _SAME_CODES)]
    text = _SOME.fill(n=len(strangers), names=shown)
    return [Problem(str(path), None, None, text, _SKIPPED, warning=True)]


def _joined(rows: list[Lesson]) -> tuple[tuple[Lesson, ...], date | None]:
    """Lessons in order, overlapping ones joined into one; the first day on which that was so."""
    found: list[Lesson] = []
    clash = None
    for lesson in sorted(set(rows), key=lambda x: (x.begins, x.ends, x.group, x.source)):
        if found and lesson.begins < found[-1].ends:
            clash = clash or lesson.day
            found[-1] = found[-1]._replace(end=max(found[-1].end, lesson.end))
        else:
            found.append(lesson)
    return tuple(found), clash
