"""The plan as plain tables, the source of both the CSV files and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from models import Learner, ScoreLine, Text, Weekday
from models.text import Language
from models.times import clock, slots_text
from scheduler.changes import moved_learners
from scheduler.export import headers
from scheduler.view import Lesson, PlanView
from scheduler.words import CHILDCARE, PACES, ROUTES, STATUSES, reason_title, said

Cell = str | int | float | date | None
_YES = Text(nl="ja", en="yes")
_NO = Text(nl="nee", en="no")


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people: its file or sheet name, headers, and rows of equal length."""

    name: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]


_CLASS = Text(nl="Klas", en="Class")
_CODE = Text(nl="Code", en="Code")
_OFFERING = Text(nl="Aanbod", en="Offering")
_LOCATION = Text(nl="Locatie", en="Location")
_TEACHER = Text(nl="Docent", en="Teacher")
_ROOM = Text(nl="Lokaal", en="Room")
_ROUTE = Text(nl="Route", en="Route")
_SCORE = Text(nl="Niveauscore", en="Level score")
_LEARNABILITY = Text(nl="Leerbaarheid", en="Learnability")
_WEEKS = Text(nl="Weken gewacht", en="Weeks waited")
_TO_WAIT = Text(nl="wachtlijst", en="waiting list")


def classes(view: PlanView, language: Language) -> Table:
    """One row per class: what, when, where, by whom, how full."""
    rows = []
    for reference, group in view.group.items():
        seats, medians = view.seats(reference), view.medians(reference)
        lessons = view.lessons_of.get(reference, [])
        teachers = dict.fromkeys(view.teacher_name(x.session.teacher) for x in lessons)
        rooms = dict.fromkeys(view.place_name(x.session) for x in lessons)
        rows.append(
            (
                group.name,
                reference,
                view.offering_name(group),
                yes(not group.existing, language),
                slots_text([x.session.slot for x in lessons], language),
                ", ".join(teachers),
                ", ".join(rooms),
                view.location_name(group.location),
                seats.size,
                seats.minimum,
                seats.target,
                seats.maximum,
                seats.free,
                medians[0] if medians else None,
                medians[1] if medians else None,
            )
        )
    columns = (
        _CLASS,
        _CODE,
        _OFFERING,
        Text(nl="Nieuw", en="New"),
        Text(nl="Lestijden", en="Lesson times"),
        _TEACHER,
        _ROOM,
        _LOCATION,
        Text(nl="Cursisten", en="Learners"),
        headers.MINIMUM,
        headers.TARGET,
        headers.MAXIMUM,
        Text(nl="Vrije plaatsen", en="Free seats"),
        Text(nl="Niveauscore (midden)", en="Level score (median)"),
        Text(nl="Leerbaarheid (midden)", en="Learnability (median)"),
    )
    return Table(Text(nl="klassen", en="classes"), columns, tuple(rows))


def lessons(view: PlanView, language: Language, only: str | None = None) -> Table:
    """One row per weekly lesson, in the order of the classes; of one class with ``only``."""
    rows = tuple(
        (
            lesson.group.name,
            lesson.group.reference,
            *_when(lesson, language),
            view.teacher_name(lesson.session.teacher),
            lesson.session.teacher,
            view.place_name(lesson.session),
            lesson.session.room,
        )
        for lesson in (view.lessons if only is None else view.lessons_of.get(only, []))
    )
    codes = (
        Text(nl="Docentcode", en="Teacher code"),
        Text(nl="Lokaalcode", en="Room code"),
    )
    columns = (
        _CLASS,
        _CODE,
        headers.DAY,
        headers.FROM,
        headers.TO,
        _TEACHER,
        codes[0],
        _ROOM,
        codes[1],
    )
    return Table(Text(nl="lessen", en="lessons"), columns, rows)


def placements(view: PlanView, language: Language) -> Table:
    """One row per placed learner, class by class."""
    rows = [
        (
            learner.reference,
            learner.name,
            group.name,
            reference,
            *_person(view, learner, language),
            yes(learner.current_class != reference, language),
        )
        for reference, group in view.group.items()
        for learner in view.members[reference]
    ]
    columns = (
        headers.LEARNER,
        headers.NAME,
        _CLASS,
        Text(nl="Klascode", en="Class code"),
        *_PERSON_COLUMNS,
        Text(nl="Nieuw in deze klas", en="New in this class"),
    )
    return Table(Text(nl="plaatsingen", en="placements"), columns, tuple(rows))


def waiting(view: PlanView, language: Language) -> Table:
    """One row per learner without a class: why, and what would help."""
    rows = []
    for reference, entry in view.waiting.items():
        learner = view.school.learner[reference]
        rows.append(
            (
                reference,
                learner.name,
                *_person(view, learner, language),
                learner.registered_on,
                view.school.weeks_waiting(learner),
                reason_title(entry.reasons)(language),
                " ".join(said(r, language) for r in entry.reasons),
                " ".join(said(r, language) for r in entry.remedies),
            )
        )
    columns = (
        headers.LEARNER,
        headers.NAME,
        *_PERSON_COLUMNS,
        Text(nl="Aangemeld op", en="Registered on"),
        _WEEKS,
        Text(nl="Reden", en="Reason"),
        Text(nl="Toelichting", en="Explanation"),
        Text(nl="Wat zou helpen", en="What would help"),
    )
    return Table(Text(nl="wachtlijst", en="waiting_list"), columns, tuple(rows))


def changes(view: PlanView, language: Language) -> Table:
    """One row per learner whose class changes, ready for a letter: from, to, first lesson."""
    rows = []
    for moved in moved_learners(view):
        learner, after = moved.learner, moved.after
        lessons = view.lessons_of.get(after.reference, []) if after else []
        rows.append(
            (
                learner.reference,
                learner.name,
                view.class_name(moved.before),
                after.name if after else _TO_WAIT(language),
                view.first_lesson(lessons),
                slots_text([x.session.slot for x in lessons], language),
                ", ".join(dict.fromkeys(view.teacher_name(x.session.teacher) for x in lessons)),
                ", ".join(dict.fromkeys(view.place_name(x.session) for x in lessons)),
            )
        )
    columns = (
        headers.LEARNER,
        headers.NAME,
        Text(nl="Klas nu", en="Class now"),
        Text(nl="Klas straks", en="Class then"),
        Text(nl="Eerste les", en="First lesson"),
        Text(nl="Lestijden", en="Lesson times"),
        _TEACHER,
        _ROOM,
    )
    return Table(Text(nl="veranderingen", en="changes"), columns, tuple(rows))


def score(view: PlanView, language: Language) -> Table:
    """One row per goal: how much, and what it costs in points."""
    return score_table(view.plan.score, language)


def score_table(lines: Iterable[ScoreLine], language: Language) -> Table:
    """The score of a plan of lessons or of activities."""
    dutch = language is Language.NL
    rows = tuple(
        (said(x, language), _whole(x.amount), x.unit_nl if dutch else x.unit_en, x.cost)
        for x in lines
    )
    columns = (
        Text(nl="Onderdeel", en="Part"),
        Text(nl="Aantal", en="Amount"),
        Text(nl="Eenheid", en="Unit"),
        Text(nl="Strafpunten", en="Points"),
    )
    return Table(Text(nl="score", en="score"), columns, rows)


def teacher_timetable(view: PlanView, language: Language) -> Table:
    """One row per lesson, teacher by teacher, through the week."""
    return _timetable(
        Text(nl="docenten_rooster", en="teacher_timetable"),
        _TEACHER,
        [(view.teacher_name(r), r, ls) for r, ls in sorted(view.lessons_by_teacher.items())],
        lambda lesson: view.place_name(lesson.session),
        _ROOM,
        language,
    )


def room_timetable(view: PlanView, language: Language) -> Table:
    """One row per lesson, room by room, through the week."""
    return _timetable(
        Text(nl="lokalen_rooster", en="room_timetable"),
        _ROOM,
        [(view.place_name(ls[0].session), r, ls) for r, ls in sorted(view.lessons_in_room.items())],
        lambda lesson: view.teacher_name(lesson.session.teacher),
        _TEACHER,
        language,
    )


def _timetable(
    name: Text,
    who: Text,
    groups: list[tuple[str, str, list[Lesson]]],
    other: Callable[[Lesson], str],
    other_name: Text,
    language: Language,
) -> Table:
    rows = tuple(
        (shown, reference, *_when(lesson, language), lesson.group.name, other(lesson))
        for shown, reference, found in groups
        for lesson in found
    )
    return Table(
        name, (who, _CODE, headers.DAY, headers.FROM, headers.TO, _CLASS, other_name), rows
    )


_PERSON_COLUMNS = (
    _ROUTE,
    Text(nl="Status", en="Status"),
    headers.LEVEL,
    _SCORE,
    _LEARNABILITY,
    Text(nl="Tempo", en="Pace"),
    Text(nl="Kinderopvang", en="Childcare"),
    Text(nl="Werkuren", en="Work hours"),
    Text(nl="Wijk of plaats", en="Home area"),
)


def _person(view: PlanView, learner: Learner, language: Language) -> tuple[Cell, ...]:
    return (
        ROUTES[learner.route](language),
        STATUSES[learner.status](language),
        learner.level.value,
        learner.score,
        view.school.learnability(learner),
        PACES[view.school.pace(learner)](language),
        CHILDCARE[learner.childcare](language),
        _whole(learner.work_hours),
        learner.home_area,
    )


def _when(lesson: Lesson, language: Language) -> tuple[str, str, str]:
    slot = lesson.session.slot
    return Weekday(slot.weekday).text()(language), clock(slot.start), clock(slot.end)


def yes(value: bool, language: Language) -> str:
    """Yes or no, as people write it."""
    return (_YES if value else _NO)(language)


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


ALL = (
    classes,
    lessons,
    placements,
    changes,
    waiting,
    score,
    teacher_timetable,
    room_timetable,
)
