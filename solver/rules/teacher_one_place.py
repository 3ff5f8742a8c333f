"""A teacher is in one place at a time, the way between locations counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar

from models import Text, Violation
from solver.rules.base import Rule
from solver.rules.posting import post_no_overlap

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="{teacher} geeft tegelijk les aan {a} en {b} ({when})",
    en="{teacher} teaches {a} and {b} at the same time ({when})",
)


def violations(view: View) -> Iterator[Violation]:
    """Pairs of sessions that one teacher cannot both give."""
    for reference, lessons in view.lessons_of_teacher.items():
        for (row, one), (other_row, other) in combinations(lessons, 2):
            gap = view.school.way_between(view.where(row, one), view.where(other_row, other))
            if one.slot.overlaps(other.slot, gap):
                text = _TEXT.fill(
                    teacher=view.school.teacher[reference].shown,
                    a=row.name,
                    b=other_row.name,
                    when=other.slot.bilingual(),
                )
                yield Violation(
                    "teacher_one_place",
                    text,
                    classes=(row.reference, other_row.reference),
                    teachers=(reference,),
                )


def post(model: Model) -> None:
    """Sessions of one teacher never clash: inside the scope, nor with classes outside it."""
    places, clash = model.problem.places, model.problem.teacher_clash
    lessons: dict[int, list[tuple[int, IntVar]]] = defaultdict(list)
    for row in model.classes:
        for (p, j), var in row.taught.items():
            if model.teacher_blocked[j, p]:
                model.cp.add(var == 0)
            else:
                lessons[j].append((p, var))
    for known in lessons.values():
        post_no_overlap(model, known)
        by_place: dict[int, list[IntVar]] = defaultdict(list)
        for p, var in known:
            by_place[p].append(var)
        # Sessions that clash only through travel time are excluded in pairs.
        for p, q in combinations(sorted(by_place), 2):
            if clash[p, q] and not places.overlapping[p, q]:
                for one, other in product(by_place[p], by_place[q]):
                    model.cp.add_at_most_one([one, other])


RULE = Rule(
    name="teacher_one_place",
    title=Text(nl="Docent op één plek tegelijk", en="Teacher in one place at a time"),
    sources=("report L778",),
    violations=violations,
    post=post,
)
