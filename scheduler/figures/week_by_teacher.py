"""The week with a row per teacher."""

from __future__ import annotations

from collections.abc import Sequence

from models import Language, Plan, School, Text
from scheduler.figures.base import Figure
from scheduler.figures.week import Row, chosen, draw_week, two_lines
from scheduler.view import PlanView

TITLE = Text(nl="Weekrooster per docent", en="Week by teacher")
_AVAILABLE = Text(nl="beschikbaar", en="available")


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:
    """All teachers, with the hours at which they can be asked in the background."""
    return draw(PlanView(school, plan), language)


def rows(view: PlanView) -> list[str]:
    """Teachers in the order in which they are drawn, those without lessons included."""
    return [teacher.reference for teacher in view.school.teachers]


def draw(view: PlanView, language: Language, only: Sequence[str] | None = None) -> Figure:
    """All teachers, or those of ``only``."""
    shown = []
    for ref in chosen(rows(view), only):
        teacher = view.school.teacher[ref]
        lessons = view.lessons_by_teacher.get(ref, [])
        shown.append(
            Row(
                f"{teacher.shown} · {len(lessons)}/{teacher.max_sessions}",
                lessons,
                teacher.available,
                [w.slot for w in view.school.windows(ref)],
            )
        )
    return draw_week(
        view,
        shown,
        TITLE,
        lambda x: two_lines(x.group.reference, x.session.room or "online"),
        language,
        _AVAILABLE,
    )
