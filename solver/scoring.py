"""The score of a plan, goal by goal, as the checkers of lessons and of activities measure it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from models import ScoreLine, Text
from models.text import Language

_NOTHING = Text(nl="", en="")
View = TypeVar("View", contravariant=True)


class Goal(Protocol[View]):
    """What a rule must have to be a goal: the amount and its points, measured on a plan."""

    @property
    def name(self) -> str:
        """Name of the rule."""

    @property
    def title(self) -> Text:
        """What people call it."""

    @property
    def unit(self) -> Text | None:
        """What the amount counts."""

    @property
    def single(self) -> Text | None:
        """The same for an amount of one."""

    @property
    def cost(self) -> Callable[[View], tuple[float, int]] | None:
        """Amount and points."""


def score_of(goals: Iterable[Goal[View]], view: View) -> tuple[ScoreLine, ...]:
    """One line per goal."""
    found = []
    for rule in goals:
        if rule.cost is not None:
            amount, points = rule.cost(view)
            unit = (rule.single if amount == 1 else None) or rule.unit or _NOTHING
            found.append(
                ScoreLine(
                    rule=rule.name,
                    amount=amount,
                    cost=points,
                    nl=rule.title(Language.NL),
                    en=rule.title(Language.EN),
                    unit_nl=unit(Language.NL),
                    unit_en=unit(Language.EN),
                )
            )
    return tuple(found)
