"""How changes to running classes are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from models import Text
from models.text import Language
from models.times import slots_text
from scheduler.changes import ClassChange
from scheduler.view import PlanView

_NEW = Text(nl="Er starten {n} nieuwe klassen.", en="{n} new classes start.")
_ONE_NEW = Text(nl="Er start één nieuwe klas.", en="One new class starts.")
_NO_NEW = Text(nl="Er start geen nieuwe klas.", en="No new class starts.")
_NO_RUNNING = Text(nl="Er waren nog geen lopende klassen.", en="No class was running yet.")
_RUNNING = Text(
    nl="Van de {n} lopende klassen gaan er {on} door; in {joined} komen cursisten bij.",
    en="Of the {n} running classes {on} go on; learners join {joined} of them.",
)
_ALL_RUNNING = Text(
    nl="Alle {n} lopende klassen gaan door; in {joined} komen cursisten bij.",
    en="All {n} running classes go on; learners join {joined} of them.",
)
_ONE_RUNNING = Text(nl="De ene lopende klas gaat door.", en="The one running class goes on.")
_ONE_STOPS = Text(nl="De ene lopende klas stopt.", en="The one running class stops.")
_CALM = Text(
    nl="Geen enkele lopende klas krijgt andere lestijden, een andere docent of een ander lokaal.",
    en="No running class gets other lesson times, another teacher or another room.",
)
_ONE_RESCHEDULED = Text(
    nl="Eén lopende klas krijgt andere lestijden, een andere docent of een ander lokaal.",
    en="One running class gets other lesson times, another teacher or another room.",
)
_RESCHEDULED = Text(
    nl="{n} lopende klassen krijgen andere lestijden, een andere docent of een ander lokaal.",
    en="{n} running classes get other lesson times, another teacher or another room.",
)
_STAYS = Text(nl="Niemand raakt een plaats kwijt.", en="Nobody loses a seat.")
_ONE_LEAVES = Text(nl="Eén cursist gaat uit de klas.", en="One learner leaves a class.")
_LEAVE = Text(nl="{n} cursisten gaan uit hun klas.", en="{n} learners leave their class.")
_STOPS = Text(nl="stopt", en="stops")
_TIMES = Text(nl="lestijden: {a} → {b}", en="lesson times: {a} → {b}")
_TEACHER = Text(nl="docent: {a} → {b}", en="teacher: {a} → {b}")
_ROOM = Text(nl="lokaal: {a} → {b}", en="room: {a} → {b}")
_NONE = Text(nl="geen", en="none")


def changes_summary(rows: Sequence[ClassChange], new: int, language: Language) -> list[str]:
    """What becomes of the running classes, in a few sentences."""
    texts = [_counted(new, _NO_NEW, _ONE_NEW, _NEW)]
    if not rows:
        return [text(language) for text in (*texts, _NO_RUNNING)]
    on = sum(row.after is not None for row in rows)
    if len(rows) == 1:
        texts.append(_ONE_RUNNING if on else _ONE_STOPS)
    else:
        joined = sum(bool(row.coming) for row in rows)
        counts: dict[str, object] = {"n": len(rows), "joined": joined}
        if on < len(rows):
            texts.append(_RUNNING.fill(on=on, **counts))
        else:
            texts.append(_ALL_RUNNING.fill(**counts))
    moved = sum(row.rescheduled and row.after is not None for row in rows)
    texts.append(_counted(moved, _CALM, _ONE_RESCHEDULED, _RESCHEDULED))
    leave = sum(len(row.going) for row in rows)
    texts.append(_counted(leave, _STAYS, _ONE_LEAVES, _LEAVE))
    return [text(language) for text in texts]


def _counted(n: int, none: Text, one: Text, more: Text) -> Text:
    return more.fill(n=n) if n > 1 else (one if n else none)


def change_words(view: PlanView, row: ClassChange, language: Language) -> list[str]:
    """What changes for a class other than its members."""
    if row.after is None:
        return [_STOPS(language)]
    found = []
    if row.times:
        a, b = (slots_text(slots, language) for slots in row.times)
        found.append(_TIMES.fill(a=a, b=b)(language))
    if row.teachers:
        a, b = (_named(names, view.teacher_name, language) for names in row.teachers)
        found.append(_TEACHER.fill(a=a, b=b)(language))
    if row.rooms:
        a, b = (_named(names, view.room_name, language) for names in row.rooms)
        found.append(_ROOM.fill(a=a, b=b)(language))
    return found


def _named(references: Iterable[str], name: Callable[[str], str], language: Language) -> str:
    return ", ".join(map(name, references)) or _NONE(language)
