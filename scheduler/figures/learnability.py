"""Learnability of the members of every class, against the class's median."""

from __future__ import annotations

from collections.abc import Sequence

from models import Language, Plan, School, Text
from scheduler.figures.base import Figure
from scheduler.figures.makeup import draw_makeup
from scheduler.view import PlanView

TITLE = Text(nl="Leerbaarheid per klas", en="Learnability by class")
_AXIS = Text(nl="leerbaarheid (0 = langzaam, 100 = snel)", en="learnability (0 = slow, 100 = fast)")


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:
    """All classes; learners without a test stand at the middle of their pace."""
    return draw(PlanView(school, plan), language)


def draw(view: PlanView, language: Language, only: Sequence[str] | None = None) -> Figure:
    """All classes, or those of ``only``."""
    value = view.school.learnability
    return draw_makeup(view, TITLE, value, lambda x: str(value(x)), _AXIS, language, only)
