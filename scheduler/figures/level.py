"""Level of the members of every class, against the class's median."""

from __future__ import annotations

from collections.abc import Sequence

from models import Language, Learner, Plan, School, Text
from scheduler.figures.base import CEFR, CEFR_NAMES, Figure
from scheduler.figures.makeup import draw_makeup
from scheduler.view import PlanView

TITLE = Text(nl="Niveau per klas", en="Level by class")
_AXIS = Text(nl="niveau", en="level")


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:
    """All classes; the axis runs from A0 to B2 (0-100)."""
    return draw(PlanView(school, plan), language)


def draw(view: PlanView, language: Language, only: Sequence[str] | None = None) -> Figure:
    """All classes, or those of ``only``."""

    def shown(learner: Learner) -> str:
        return f"{learner.level.value} ({learner.score})"

    drawn = draw_makeup(view, TITLE, lambda x: x.score, shown, _AXIS, language, only)
    return drawn.update_xaxes(tickvals=CEFR, ticktext=CEFR_NAMES)
