"""Levels in one class lie no further apart than the offering allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="de niveaus in {klas} lopen {a} punten uiteen, het maximum is {b}",
    en="levels in {klas} lie {a} points apart, the maximum is {b}",
)


def violations(view: View) -> Iterator[Violation]:
    """Classes whose levels spread wider than allowed (or than the fixed members already do)."""
    for row in view.classes:
        spread = _spread([x.score for x in view.members(row)])
        limit = max(
            view.offering(row).level_spread, _spread([x.score for x in view.fixed_members(row)])
        )
        if spread > limit:
            text = _TEXT.fill(klas=row.name, a=spread, b=limit)
            yield Violation("level_limit", text, classes=(row.reference,))


def _spread(scores: list[int]) -> int:
    return max(scores) - min(scores) if scores else 0


def post(model: Model) -> None:
    """All members lie in a window no wider than the limit."""
    score = model.problem.score
    for row in model.classes:
        values = [int(score[i]) for i in row.member]
        if not values or max(values) - min(values) <= row.group.spread:
            continue
        low = model.cp.new_int_var(min(values), max(values), "")
        for i, seat in row.member.items():
            at = int(score[i])
            model.cp.add(low <= at).only_enforce_if(seat)
            model.cp.add(low >= at - row.group.spread).only_enforce_if(seat)


RULE = Rule(
    name="level_limit",
    title=Text(nl="Grootste niveauverschil", en="Largest level difference"),
    sources=("report L3365", "report L7853"),
    violations=violations,
    post=post,
)
