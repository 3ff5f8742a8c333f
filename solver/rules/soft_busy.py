"""Rather no lesson in soft busy windows of learners and teachers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models import Learner, School, Teacher, Text
from solver.places import Ints, Places
from solver.rules import busy, teacher_available
from solver.rules.base import Rule
from solver.rules.posting import post_member_costs

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Sessions that touch a soft window of a member or of their teacher."""
    touched = 0
    for row in view.classes:
        members = [x for x in view.members(row) if not view.school.is_settled(x)]
        for session in row.sessions:
            touched += sum(view.soft_touch(x, row, session) for x in members)
            place = view.where(row, session)
            touched += any(
                True
                for _ in view.teacher_touching(session.teacher, place, session.slot, hard=False)
            )
    return touched, touched * view.school.policy.weights.soft_busy


def compile_learner(school: School, places: Places, learner: Learner) -> Ints:
    """Cost per place for a member."""
    touches = busy.touched(school, places, learner, hard=False)
    return touches.astype(np.int64) * school.policy.weights.soft_busy


def compile_teacher(school: School, places: Places, teacher: Teacher) -> Ints:
    """Cost per place for giving a session there."""
    touches = teacher_available.touched(school, places, teacher, hard=False)
    return touches.astype(np.int64) * school.policy.weights.soft_busy


def post(model: Model) -> None:
    """Members and teachers pay per session in a soft window of theirs."""
    post_member_costs(model, "soft_busy")
    for row in model.classes:
        for (p, j), var in row.taught.items():
            cost = int(model.problem.teacher_cost[j, p])
            if cost:
                model.pay("soft_busy", cost * var)


RULE = Rule(
    name="soft_busy",
    title=Text(nl="Les op liever vrije uren", en="Lessons at hours rather kept free"),
    unit=Text(nl="lessen", en="lessons"),
    single=Text(nl="les", en="lesson"),
    sources=("report L1606", "report L10060"),
    weights=("soft_busy",),
    cost=cost,
    post=post,
)
