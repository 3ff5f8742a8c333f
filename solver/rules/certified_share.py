"""Enough of the teachers in front of classes are certified, where the rule is in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar

from models import Certification, Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Expr, Model
    from solver.rules.view import View


_TEXT = Text(
    nl="{a} van de {b} docenten zijn gecertificeerd; het keurmerk vraagt {share} %",
    en="{a} of {b} teachers are certified; the quality mark asks for {share} %",
)


def violations(view: View) -> Iterator[Violation]:
    """Too few certified teachers among those who give lessons."""
    policy = view.school.policy
    share = round(100 * policy.certified_share_on(view.school.start))
    kinds = [view.school.teacher[t].certification for t in view.lessons_of_teacher]
    good = kinds.count(Certification.CERTIFIED)
    if policy.in_training_counts:
        good += kinds.count(Certification.IN_TRAINING)
    if 100 * good < share * len(kinds):
        text = _TEXT.fill(a=good, b=len(kinds), share=share)
        yield Violation("certified_share", text, teachers=tuple(view.lessons_of_teacher))


def post(model: Model) -> None:
    """Enough of the teachers who give lessons count as certified, over the whole plan."""
    school = model.problem.school
    share = round(100 * school.policy.certified_share_on(school.start))
    if not share:
        return
    busy = {j for built in model.scope.outside for j in built.teachers}
    lessons: dict[int, list[IntVar]] = defaultdict(list)
    for row in model.classes:
        for (_, j), var in row.taught.items():
            lessons[j].append(var)
    good = model.problem.counts_for_share
    balance: list[Expr] = [(100 - share) if good[j] else -share for j in sorted(busy)]
    for j, known in lessons.items():
        if j in busy:
            continue
        works = model.cp.new_bool_var(f"w{j}")
        if good[j]:
            model.cp.add(works <= sum(known))
        else:
            for var in known:
                model.cp.add_implication(var, works)
        balance.append(((100 - share) if good[j] else -share) * works)
    model.cp.add(sum(balance) >= 0)


RULE = Rule(
    name="certified_share",
    title=Text(nl="Aandeel gecertificeerde docenten", en="Share of certified teachers"),
    sources=("report L1311", "report L17115-17121"),
    violations=violations,
    post=post,
)
