"""``plan.xlsx``: overview, waiting list, changes, score; a sheet per class, teacher and room."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from models import Plan, PlannedClass, School, Text
from models.text import Language
from scheduler.export import headers, tables
from scheduler.export.grid import write_week
from scheduler.export.sheets import SheetNames, heading, line, link, new_sheet, write_table
from scheduler.view import PlanView
from scheduler.words import CHILDCARE, PACES, proven

_OVERVIEW = Text(nl="Overzicht", en="Overview")
_WAITING = Text(nl="Wachtlijst", en="Waiting list")
_CHANGES = Text(nl="Veranderingen", en="Changes")
_CHANGES_NOTE = Text(
    nl="Cursisten die van klas veranderen, erbij komen of hun klas verliezen",
    en="Learners who change class, join one or lose theirs",
)
_SCORE = Text(nl="Score", en="Score")
_CLASS = Text(nl="Klas {name}", en="Class {name}")
_TEACHER = Text(nl="Docent {name}", en="Teacher {name}")
_ROOM = Text(nl="Lokaal {name}", en="Room {name}")
_START = Text(nl="Rooster vanaf {day}", en="Timetable from {day}")
_COUNTS = Text(
    nl="{placed} van {all} cursisten hebben een klas; {waiting} wachten",
    en="{placed} of {all} learners have a class; {waiting} are waiting",
)
_TOTAL = Text(nl="Totaal", en="Total")
_LESSONS = Text(nl="Lessen", en="Lessons")
_MEMBERS = Text(nl="Cursisten ({n}, hoogstens {most})", en="Learners ({n}, at most {most})")
_BACK = Text(nl="Terug naar het overzicht", en="Back to the overview")

_LESSON_COLUMNS = (
    headers.DAY,
    headers.FROM,
    headers.TO,
    Text(nl="Docent", en="Teacher"),
    Text(nl="Lokaal", en="Room"),
)
_MEMBER_COLUMNS = (
    headers.LEARNER,
    headers.NAME,
    headers.LEVEL,
    Text(nl="Leerbaarheid", en="Learnability"),
    Text(nl="Tempo", en="Pace"),
    Text(nl="Kinderopvang", en="Childcare"),
    Text(nl="Gemeente", en="Municipality"),
    Text(nl="Wijk of plaats", en="Home area"),
    Text(nl="Moedertaal", en="Mother tongue"),
    Text(nl="Nieuw in de klas", en="New in the class"),
)


def workbook_bytes(school: School, plan: Plan, language: Language | str = Language.NL) -> bytes:
    """The whole plan as one workbook, laid out for printing on A4.

    Text from the school's own data never becomes a formula. Sheet names are the names of
    classes, teachers and rooms, shortened and made unique where Excel asks for it.
    """
    return workbook_of(PlanView(school, plan), Language(language))


def workbook_of(view: PlanView, language: Language) -> bytes:
    """The workbook of a plan that has been indexed already."""
    book, names = Workbook(), SheetNames()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = names.take(_OVERVIEW(language))
    _waiting_sheet(new_sheet(book, names.take(_WAITING(language))), view, language)
    _changes_sheet(new_sheet(book, names.take(_CHANGES(language))), view, language)
    _score_sheet(new_sheet(book, names.take(_SCORE(language))), view, language)
    overview = _Overview(first, view, language)
    for reference, group in view.group.items():
        sheet = new_sheet(book, names.take(group.name))
        _class_sheet(sheet, view, group, language)
        overview.targets[reference] = sheet.title
    for teacher, lessons in sorted(view.lessons_by_teacher.items()):
        name = view.teacher_name(teacher)
        sheet = new_sheet(book, names.take(name))
        heading(sheet, _TEACHER.fill(name=name)(language))
        write_week(sheet, lessons, view.days, language, view.place_name)
    for room, lessons in sorted(view.lessons_in_room.items()):
        name = view.place_name(lessons[0].session)
        sheet = new_sheet(book, names.take(view.room_name(room)))
        heading(sheet, _ROOM.fill(name=name)(language))
        write_week(sheet, lessons, view.days, language, lambda s: view.teacher_name(s.teacher))
    overview.write()
    for sheet in book.worksheets[1:]:
        link(sheet, 2, 1, _BACK(language), first.title)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Overview:
    """The first sheet; ``targets`` collects the sheet of every class as it is made."""

    def __init__(self, sheet: Worksheet, view: PlanView, language: Language) -> None:
        self.sheet, self.view, self.language = sheet, view, language
        self.targets: dict[str, str] = {}

    def write(self) -> None:
        view, language, sheet = self.view, self.language, self.sheet
        heading(sheet, view.school.name)
        start = view.plan.start.strftime("%d-%m-%Y")
        line(sheet, 2, _START.fill(day=start)(language))
        counts = _COUNTS.fill(
            placed=len(view.class_of), all=len(view.school.learners), waiting=len(view.waiting)
        )
        line(sheet, 3, counts(language))
        row = 4
        run = view.plan.run
        if run is not None:
            line(sheet, row, proven(run, language))
            row += 1
        for notice in view.plan.notices:
            line(sheet, row, notice.nl if language is Language.NL else notice.en, strong=True)
            row += 1
        for column, text in enumerate((_WAITING, _CHANGES, _SCORE), start=1):
            link(sheet, row, column, text(language), text(language))
        table = tables.classes(view, language)
        top = row + 2
        write_table(sheet, top, table.columns, table.rows, language, filters=True)
        for offset, reference in enumerate(view.group, start=1):
            link(sheet, top + offset, 1, None, self.targets[reference])


def _class_sheet(sheet: Worksheet, view: PlanView, group: PlannedClass, language: Language) -> None:
    heading(sheet, _CLASS.fill(name=group.name)(language))
    line(sheet, 3, _LESSONS(language), strong=True)
    lessons = [
        (*row[2:5], row[5], row[7]) for row in tables.lessons(view, language, group.reference).rows
    ]
    write_table(sheet, 4, _LESSON_COLUMNS, lessons, language)
    top = 4 + len(lessons) + 2
    seats = view.seats(group.reference)
    line(sheet, top, _MEMBERS.fill(n=seats.size, most=seats.maximum)(language), strong=True)
    members: list[tuple[tables.Cell, ...]] = [
        (
            learner.reference,
            learner.name,
            learner.level.value,
            view.school.learnability(learner),
            PACES[view.school.pace(learner)](language),
            CHILDCARE[learner.childcare](language),
            learner.municipality,
            learner.home_area,
            learner.mother_tongue,
            tables.yes(learner.current_class != group.reference, language),
        )
        for learner in view.members[group.reference]
    ]
    write_table(sheet, top + 1, _MEMBER_COLUMNS, members, language)


def _waiting_sheet(sheet: Worksheet, view: PlanView, language: Language) -> None:
    heading(sheet, _WAITING(language))
    table = tables.waiting(view, language)
    write_table(sheet, 3, table.columns, table.rows, language, filters=True)
    for column in (len(table.columns) - 1, len(table.columns)):
        sheet.column_dimensions[get_column_letter(column)].width = 60


def _changes_sheet(sheet: Worksheet, view: PlanView, language: Language) -> None:
    heading(sheet, _CHANGES(language))
    line(sheet, 3, _CHANGES_NOTE(language))
    table = tables.changes(view, language)
    write_table(sheet, 4, table.columns, table.rows, language, filters=True)


def _score_sheet(sheet: Worksheet, view: PlanView, language: Language) -> None:
    heading(sheet, _SCORE(language))
    table = tables.score(view, language)
    total = (_TOTAL(language), None, None, sum(x.cost for x in view.plan.score))
    write_table(sheet, 3, table.columns, (*table.rows, total), language)
