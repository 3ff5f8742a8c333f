"""A teacher gives no more sessions a week than agreed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar

from models import Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="{teacher} geeft {a} dagdelen per week, afgesproken zijn er hooguit {b}",
    en="{teacher} gives {a} dayparts a week, {b} at most were agreed",
)


def violations(view: View) -> Iterator[Violation]:
    """Teachers above their number of dayparts."""
    for reference, lessons in view.lessons_of_teacher.items():
        teacher = view.school.teacher[reference]
        if len(lessons) > teacher.max_sessions:
            text = _TEXT.fill(teacher=teacher.shown, a=len(lessons), b=teacher.max_sessions)
            classes = tuple(dict.fromkeys(row.reference for row, _ in lessons))
            yield Violation("teacher_load", text, classes=classes, teachers=(reference,))


def post(model: Model) -> None:
    """No teacher has more sessions a week than agreed."""
    load = Counter(j for built in model.scope.outside for j in built.teachers)
    lessons: dict[int, list[IntVar]] = defaultdict(list)
    for row in model.classes:
        for (_, j), var in row.taught.items():
            lessons[j].append(var)
    for j, known in lessons.items():
        left = int(model.problem.teacher_limit[j]) - load[j]
        if len(known) > left:
            model.cp.add(sum(known) <= max(left, 0))


RULE = Rule(
    name="teacher_load",
    title=Text(nl="Dagdelen per docent", en="Dayparts per teacher"),
    sources=("report L778", "report L9413"),
    violations=violations,
    post=post,
)
