"""A class is neither too small to start nor larger than law and contract allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_MANY = Text(
    nl="{klas} heeft {n} cursisten, het maximum is {limit}",
    en="{klas} has {n} learners, the maximum is {limit}",
)
_FEW = Text(
    nl="{klas} start met {n} cursisten, er zijn er {limit} nodig",
    en="{klas} starts with {n} learners, {limit} are needed",
)


def violations(view: View) -> Iterator[Violation]:
    """Classes above the lowest maximum, and new ones below the minimum."""
    for row in view.classes:
        size, run = len(view.members(row)), view.run(row)
        text = None
        if size > view.limit(row):
            text = _MANY.fill(klas=row.name, n=size, limit=view.limit(row))
        elif (run is None or run.started_on is None) and size < view.offering(row).minimum:
            text = _FEW.fill(klas=row.name, n=size, limit=view.offering(row).minimum)
        if text is not None:
            yield Violation("class_size", text, classes=(row.reference,))


def post(model: Model) -> None:
    """Between minimum and maximum when the class meets, empty when it does not."""
    for row in model.classes:
        model.cp.add(row.size <= row.group.maximum * row.open)
        if row.group.minimum:
            model.cp.add(row.size >= row.group.minimum * row.open)


RULE = Rule(
    name="class_size",
    title=Text(nl="Groepsgrootte", en="Class size"),
    sources=("report L3375", "report L4114", "report L13702"),
    violations=violations,
    post=post,
)
