"""A teacher may teach the class: routes, alphabetisation, certificate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Certification, Offering, School, Teacher, Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="{teacher} mag {klas} niet geven: {why}", en="{teacher} may not teach {klas}: {why}"
)
_ROUTE = Text(nl="niet voor deze route", en="not for this route")
_ALPHA = Text(nl="geeft geen alfabetisering", en="does not teach alphabetisation")
_CERTIFIED = Text(nl="geen NT2-certificaat", en="no NT2 certificate")


def obstacle(view: View, teacher: Teacher, offering: Offering) -> Text | None:
    """Why a teacher may not teach an offering, or ``None``."""
    if any(route not in teacher.routes for route in offering.routes):
        return _ROUTE
    if offering.needs_alphabetisation and not teacher.alphabetisation:
        return _ALPHA
    training = teacher.certification is Certification.IN_TRAINING
    counts = teacher.certification is Certification.CERTIFIED or (
        training and view.school.policy.in_training_counts
    )
    return _CERTIFIED if offering.needs_certified and not counts else None


def violations(view: View) -> Iterator[Violation]:
    """Classes with a teacher who may not teach them."""
    for row in view.classes:
        for reference in sorted({s.teacher for s in row.sessions}):
            teacher = view.school.teacher[reference]
            why = obstacle(view, teacher, view.offering(row))
            if why is not None:
                text = _TEXT.fill(teacher=teacher.shown, klas=row.name, why=why)
                yield Violation(
                    "teacher_qualified", text, classes=(row.reference,), teachers=(reference,)
                )


def compile_admits(school: School, teacher: Teacher, offering: Offering) -> bool:
    """Whether a teacher may teach an offering."""
    enough = {Certification.CERTIFIED}
    if school.policy.in_training_counts:
        enough.add(Certification.IN_TRAINING)
    return (
        set(offering.routes) <= set(teacher.routes)
        and (teacher.alphabetisation or not offering.needs_alphabetisation)
        and (teacher.certification in enough or not offering.needs_certified)
    )


def post(model: Model) -> None:
    """Every session has exactly one teacher, out of those who may teach the class."""
    for row in model.classes:
        for p, active in row.active.items():
            able, _ = model.staff(row, p)
            for j in able:
                row.taught[p, j] = model.cp.new_bool_var(f"t{row.at}.{p}.{j}")
            model.cp.add(sum(row.taught[p, j] for j in able) == active)


RULE = Rule(
    name="teacher_qualified",
    title=Text(nl="Docent bevoegd voor de klas", en="Teacher qualified for the class"),
    sources=("report L4221", "report L9924", "report L13220"),
    violations=violations,
    post=post,
)
