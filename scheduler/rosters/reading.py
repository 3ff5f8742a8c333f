"""Rosters of one or several schools read from files, in whatever form they come.

A roster is a folder with a ``plan.json`` of this project, or with an ``activities.json``, or with
both; or a file or folder of ``.ics`` files, each named after a learner's or a class's code; or a
``.csv`` file with a row per lesson. Lessons go on until the end of the period unless the roster
says when they end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from models import Plan, School, Text
from models import activity_plan as around
from models.activity_plan import ActivityPlan, Lesson
from scheduler.export import PlanFileError, read_plan
from scheduler.export.planfile import PLAN_FILE
from scheduler.rosters.activities import has_activities, meetings_by_learner, read_activities
from scheduler.rosters.calendars import lessons_of_calendar
from scheduler.rosters.found import Found, members_now
from scheduler.rosters.held import Activities, Rosters
from scheduler.rosters.tables import lessons_of_table
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
_A_SOURCE = Text(
    nl="dit zijn de gegevens van een school, geen rooster",
    en="these are the data of a school, not a roster",
)
_OF_A_SOURCE = {"cursisten", "learners"}
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
_ONE = Text(
    nl="cursist '{name}' van dit rooster staat niet in de gegevens",
    en="learner '{name}' of this roster is not in the data",
)
_SKIPPED = Text(
    nl="overgeslagen; voeg toe wie meedoet op het blad Cursisten",
    en="they are left out; add them if they take part",
)
_OVERLAP = Text(
    nl="{who} heeft op {day} twee lessen tegelijk", en="{who} has two lessons at once on {day}"
)
_JOINED = Text(
    nl="ze zijn als één les gerekend; controleer het rooster",
    en="they were counted as one lesson; check the roster",
)


_SAME = Text(nl="gebruik dezelfde bron als bij het plannen", en="use the source that was planned")
_UNKNOWN = Text(
    nl="klas {group}: cursist '{ref}' staat niet op het blad Cursisten",
    en="class {group}: learner '{ref}' is not on the sheet Learners",
)
_ABSENT = Text(
    nl="klas {group}: {what} '{ref}' staat niet in de bron",
    en="class {group}: {what} '{ref}' is not in the source",
)
_NO_CLASS = Text(
    nl="er zijn cursisten geplaatst in klas '{ref}', maar die klas staat niet in het rooster",
    en="learners have been placed in class '{ref}', but the plan has no such class",
)
_ANEW = Text(nl="maak het plan opnieuw", en="make the plan again")
_OFFERING = Text(nl="aanbod", en="offering")
_ROOM = Text(nl="lokaal", en="room")
_TWICE = Text(
    nl="er is al een rooster van {school} vanaf {day}",
    en="there is a roster of {school} from {day} already",
)
_ONE_OUT = Text(nl="laat één van beide weg", en="leave one of the two out")


@dataclass
class RostersRead:
    """Rosters as read until ``last``, and everything found on the way; errors stop planning."""

    held: Rosters
    last: date
    problems: list[Problem] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(p.warning for p in self.problems)

    @cached_property
    def activities(self) -> Activities:
        """Meetings beside lessons, by learner."""
        return meetings_by_learner(self.held.school, self.held.activities)

    @cached_property
    def rosters(self) -> around.Rosters:
        """The lessons, as activities are planned around them; those at the same time are one."""
        rosters = self.held.lessons(self.last)
        lessons = {who: _joined(rows)[0] for who, rows in rosters.lessons.items()}
        return around.Rosters(lessons, rosters.class_of, rosters.open_ended)


def read_rosters(school: School, paths: Iterable[Path], last: date) -> RostersRead:
    """Read all rosters together, with lessons until ``last``; never raises for bad input."""
    reader = _Reader(school, last)
    for path in paths:
        reader.read(path)
    return reader.done()


def mistakes_of_form(paths: Iterable[Path]) -> list[Problem]:
    """What is wrong in rosters whatever the source says (it may be wrong too), on whatever day."""
    today = date.today()
    nobody = School(name="-", start=today, learners=())
    found: list[Problem] = []
    for path in paths:
        if _holds_a_plan(path):
            plan = _plan_of(path)
            found += [plan] if isinstance(plan, Problem) else []
        elif not has_activities(path):
            found += _files(nobody, path, today).problems
    return [problem for problem in few_warnings(found) if not problem.warning]


@dataclass
class _Reader:
    school: School
    last: date
    plans: list[Plan] = field(default_factory=list)
    activities: list[ActivityPlan] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    seen: set[tuple[str, date]] = field(default_factory=set)

    def read(self, path: Path) -> None:
        """Read one roster."""
        doing = has_activities(path)
        if doing:
            read = read_activities(self.school, path)
            if isinstance(read, ActivityPlan):
                self.activities.append(read)
            else:
                self.found.problems += read
        if _holds_a_plan(path):
            self._plan(path)
        elif not doing:
            self._lessons(path)

    def done(self) -> RostersRead:
        """Everything together."""
        known = self.school.learner.keys()
        rosters = Rosters(
            self.school,
            tuple(sorted(self.plans, key=lambda p: (p.start, p.school))),
            {k: tuple(v) for k, v in self.found.lessons.items() if k in known},
            {k: v for k, v in self.found.class_of.items() if k in known},
            frozenset(self.found.endless & known),
            tuple(self.activities),
        )
        problems = list(self.found.problems)
        problems += self._overlaps(rosters)
        return RostersRead(rosters, self.last, few_warnings(problems))

    def _plan(self, path: Path) -> None:
        school, problems = self.school, self.found.problems
        plan = _plan_of(path)
        if isinstance(plan, Problem):
            problems.append(plan)
            return
        wrong = list(_foreign(school, plan, str(path)))
        problems += wrong
        if (plan.school, plan.start) in self.seen:
            text = _TWICE.fill(school=plan.school, day=plan.start.strftime("%d-%m-%Y"))
            problems.append(Problem(str(path), None, None, text, _ONE_OUT))
        elif not wrong:
            here = tuple(p for p in plan.placements if p.learner in school.learner)
            if plan.school != school.name:
                problems += self._strangers(path, {p.learner for p in plan.placements})
            self.plans.append(plan.model_copy(update={"placements": here}))
        self.seen.add((plan.school, plan.start))

    def _lessons(self, path: Path) -> None:
        """Lessons from calendars or tables."""
        found = _files(self.school, path, self.last)
        self.found.join(found)
        self.found.problems += self._strangers(path, found.names)
        if not any(found.lessons.values()) and all(p.warning for p in found.problems):
            problem = Problem(str(path), None, None, _NO_LESSONS, _SAME_CODES)
            self.found.problems.append(problem)

    def _strangers(self, path: Path, names: set[str]) -> list[Problem]:
        strangers = sorted(names - self.school.learner.keys())
        if not strangers:
            return []
        shown = ", ".join(strangers[:3])
        if len(strangers) == len(names):
            return [Problem(str(path), None, None, _NOBODY.fill(names=shown), _SAME_CODES)]
        some = _SOME.fill(n=len(strangers), names=shown)
        text = _ONE.fill(name=shown) if len(strangers) == 1 else some
        return [Problem(str(path), None, None, text, _SKIPPED, warning=True)]

    def _overlaps(self, rosters: Rosters) -> Iterator[Problem]:
        for learner, rows in rosters.lessons(self.last).lessons.items():
            clash = _joined(rows)[1]
            if clash is not None:
                day = clash.strftime("%d-%m-%Y")
                text = _OVERLAP.fill(who=self.school.learner[learner].shown, day=day)
                yield Problem("", None, None, text, _JOINED, warning=True)


def _holds_a_plan(path: Path) -> bool:
    return (path / PLAN_FILE).is_file() or path.name == PLAN_FILE


def _plan_of(path: Path) -> Plan | Problem:
    try:
        return read_plan(path)
    except PlanFileError as error:
        return Problem(str(path), None, None, error.text, _GIVE)


def _files(school: School, path: Path, last: date) -> Found:
    calendars = sorted(path.rglob("*.ics")) if path.is_dir() else [path]
    tables = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if calendars and calendars[0].suffix.lower() == ".ics" and calendars[0].is_file():
        return _from_calendars(school, calendars, last)
    found = Found()
    if path.is_dir() and {table.stem for table in tables} & _OF_A_SOURCE:
        found.problems.append(Problem(str(path), None, None, _A_SOURCE, _GIVE))
    elif tables and tables[0].suffix.lower() == ".csv" and tables[0].is_file():
        for table in tables:
            found.join(lessons_of_table(school, table, last))
    else:
        found.problems.append(Problem(str(path), None, None, _NOTHING, _GIVE))
    return found


def _from_calendars(school: School, files: list[Path], last: date) -> Found:
    found, members = Found(), members_now(school)
    for file in files:
        dates = lessons_of_calendar(file, school.start, last)
        found.problems += dates.problems
        code = file.stem
        for who in members.get(code, [code]):
            found.add(who, dates.lessons, code if code in members else None, dates.endless)
    return found


def _foreign(school: School, plan: Plan, place: str) -> Iterator[Problem]:
    """What a plan names that it, or its school's source, does not have."""
    names = {group.reference: group.name for group in plan.classes}
    own = plan.school == school.name
    for placement in plan.placements:
        name, ref = names.get(placement.class_reference), placement.learner
        if name is None:
            text = _NO_CLASS.fill(ref=placement.class_reference)
            yield Problem(place, None, None, text, _ANEW)
        elif own and ref not in school.learner:
            yield Problem(place, None, None, _UNKNOWN.fill(group=name, ref=ref), _SAME)
    for group in plan.classes if own and school.offerings else ():
        rooms = [s.room for s in group.sessions if s.room and s.room not in school.room]
        missing = [(_ROOM, room) for room in rooms]
        if group.offering not in school.offering:
            missing.append((_OFFERING, group.offering))
        for what, ref in missing:
            text = _ABSENT.fill(group=group.name, what=what, ref=ref)
            yield Problem(place, None, None, text, _SAME)


def _joined(rows: Iterable[Lesson]) -> tuple[tuple[Lesson, ...], date | None]:
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
