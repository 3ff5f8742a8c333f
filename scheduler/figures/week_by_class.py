"""The week with a row per class."""

from __future__ import annotations

from collections.abc import Sequence

from models import Language, Plan, School, Text
from scheduler.figures.base import Figure
from scheduler.figures.week import Row, chosen, draw_week, two_lines
from scheduler.view import PlanView

TITLE = Text(nl="Weekrooster per klas", en="Week by class")


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:
    """All classes of a plan, grouped and coloured by offering."""
    return draw(PlanView(school, plan), language)


def rows(view: PlanView) -> list[str]:
    """Classes in the order in which they are drawn."""
    return list(view.group)


def draw(view: PlanView, language: Language, only: Sequence[str] | None = None) -> Figure:
    """All classes, or those of ``only``."""
    shown = [
        Row(f"{view.group[ref].name} · {ref}", view.lessons_of.get(ref, []))
        for ref in chosen(rows(view), only)
    ]
    return draw_week(
        view,
        shown,
        TITLE,
        lambda x: two_lines(x.session.teacher, x.session.room or "online"),
        language,
    )
