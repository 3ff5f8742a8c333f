"""Lessons leave a moment free for a fixed weekly activity that somebody takes part in.

Zutphen's participation is on Wednesday afternoons, around lessons [L19701, L20320]: whoever has a
lesson then cannot take part. Where groups of the activity meet at several moments one will do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models import Learner, PlannedClass, School, Text
from models.people import KeptFree
from solver.places import Bools, Ints, Places
from solver.rules.base import Rule
from solver.rules.posting import post_member_costs

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Activities at no moment of which a member is free of lessons, travel counted."""
    lost = 0
    for row in view.classes:
        for learner in view.members(row):
            if not view.school.is_settled(learner):
                kept = view.school.kept_free_of.get(learner.reference, ())
                lost += sum(_is_lost(view, learner, row, activity) for activity in kept)
    return lost, lost * view.school.policy.weights.weekly_activity


def _is_lost(view: View, learner: Learner, row: PlannedClass, kept: KeptFree) -> bool:
    school = view.school
    area = kept.area or learner.home_area
    for moment in kept.moments:
        for session in row.sessions:
            place, way = view.where(row, session), 0
            if place is not None:
                way = school.travel_minutes(area, school.location[place].area)
            if session.slot.overlaps(moment, way):
                break
        else:
            return False
    return True


def compile_learner(school: School, places: Places, learner: Learner) -> list[Bools]:
    """Per activity of a learner: which places (columns) take which of its moments (rows)."""
    found = []
    for kept in school.kept_free_of.get(learner.reference, ()):
        way = places.minutes(school, kept.area or learner.home_area)
        found.append(np.array([places.touching(moment, way) for moment in kept.moments]))
    return found


def compile_cost(school: School, taken: Sequence[list[Bools]], spots: Ints) -> Ints:
    """Cost per member (rows, given what :func:`compile_learner` says) and pattern of ``spots``."""
    lost = np.zeros((len(taken), len(spots)), dtype=np.int64)
    for at, activities in enumerate(taken):
        for moments in activities:
            lost[at] += moments[:, spots].any(axis=2).all(axis=0)
    return lost * school.policy.weights.weekly_activity


def post(model: Model) -> None:
    """Members pay in the pattern that their class takes."""
    post_member_costs(model, "weekly_activity")


RULE = Rule(
    name="weekly_activity",
    title=Text(nl="Wekelijkse activiteit past niet", en="No room for a weekly activity"),
    unit=Text(nl="deelnames", en="participations"),
    single=Text(nl="deelname", en="participation"),
    sources=("report L19701", "report L20320"),
    weights=("weekly_activity",),
    cost=cost,
    post=post,
)
