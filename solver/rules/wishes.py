"""Wishes of learners: hours of the day and location."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models import Learner, School, Text
from models.times import minute_of
from solver.places import Ints, Places
from solver.rules.base import Rule
from solver.rules.posting import post_member_costs

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Sessions outside somebody's wished hours, and sessions at another location."""
    unmet = 0
    for row in view.classes:
        for learner in view.members(row):
            if view.school.is_settled(learner):
                continue
            early, late = learner.wish_earliest, learner.wish_latest
            for session in row.sessions:
                slot = session.slot
                unmet += (early is not None and slot.start < minute_of(early)) or (
                    late is not None and slot.end > minute_of(late)
                )
                wished = learner.wish_location
                unmet += not session.online and wished is not None and wished != row.location
    return unmet, unmet * view.school.policy.weights.wish


def compile_learner(school: School, places: Places, learner: Learner) -> Ints:
    """Cost per place for a member."""
    outside = np.zeros(len(places.rows), dtype=bool)
    if learner.wish_earliest is not None:
        outside |= places.start < minute_of(learner.wish_earliest)
    if learner.wish_latest is not None:
        outside |= places.end > minute_of(learner.wish_latest)
    elsewhere = np.array(
        [
            p.location is not None and learner.wish_location not in (None, p.location)
            for p in places.rows
        ],
        dtype=bool,
    )
    unmet = outside.astype(np.int64) + elsewhere.astype(np.int64)
    return unmet * school.policy.weights.wish


def post(model: Model) -> None:
    """Members pay in the pattern that their class takes."""
    post_member_costs(model, "wishes")


RULE = Rule(
    name="wishes",
    title=Text(nl="Wensen over tijd en locatie", en="Wishes about time and location"),
    unit=Text(nl="lessen buiten de wens", en="lessons outside the wish"),
    single=Text(nl="les buiten de wens", en="lesson outside the wish"),
    sources=("report L10060", "report L13797"),
    weights=("wish",),
    cost=cost,
    post=post,
)
