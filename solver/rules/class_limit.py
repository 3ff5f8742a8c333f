"""No more new classes of an offering than may be opened."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import ClassVars, Model
    from solver.rules.view import View


_TEXT = Text(
    nl="er starten {a} nieuwe klassen {name}, er mogen er {b} bij",
    en="{a} new classes {name} start, {b} may be opened",
)


def violations(view: View) -> Iterator[Violation]:
    """Offerings with more new classes than allowed."""
    new = Counter(c.offering for c in view.classes if view.run(c) is None)
    for reference, count in new.items():
        offering = view.school.offering[reference]
        if offering.max_new_classes is not None and count > offering.max_new_classes:
            text = _TEXT.fill(a=count, b=offering.max_new_classes, name=offering.shown)
            yield Violation("class_limit", text)


def post(model: Model) -> None:
    """No more new classes of an offering than may be opened; equal ones in one order.

    New classes of one offering are interchangeable: the first open ones are used, which
    removes the permutations of a symmetric choice.
    """
    families: dict[int, list[ClassVars]] = defaultdict(list)
    for row in model.classes:
        if row.group.run is None:
            families[row.group.index].append(row)
    used = Counter(built.group for built in model.scope.outside)
    for index, rows in families.items():
        for one, other in itertools.pairwise(rows):
            if set(one.variant) == set(other.variant):
                model.cp.add(one.open >= other.open)
        limit = model.problem.groups[index].offering.max_new_classes
        if limit is not None and len(rows) > limit - used[index]:
            model.cp.add(sum(row.open for row in rows) <= limit - used[index])


RULE = Rule(
    name="class_limit",
    title=Text(nl="Aantal nieuwe klassen", en="Number of new classes"),
    sources=("report L17696",),
    violations=violations,
    post=post,
)
