"""Everybody a class: first those who wait longest or whose term runs short of hours.

Who cannot be placed by any plan (no admission, or never free at any pattern) costs nothing."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from models import ClassRun, Learner, Mode, Offering, School, Slot, Text
from solver.rules import admission
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


def cost(view: View) -> tuple[float, int]:
    """Learners left waiting whom some plan could place."""
    waiting = [
        x
        for x in view.school.learners
        if x.reference not in view.class_of and can_be_placed(view, x)
    ]
    return len(waiting), sum(_cost(view.school, x) for x in waiting)


def _cost(school: School, learner: Learner) -> int:
    weights, weeks = school.policy.weights, school.weeks_waiting(learner)
    total = weights.unplaced + weights.waiting_week * min(weeks, 52)
    if weeks > school.policy.max_wait_weeks:
        total += weights.over_max_wait
    hours = [o.weekly_minutes / 60 for o in school.offerings if learner.route in o.routes]
    if school.term_is_short(learner, max(hours, default=0)):
        total += weights.term_short
    return total


def can_be_placed(view: View, learner: Learner) -> bool:
    """Whether some class could take the learner, teachers, rooms and seats left aside."""
    school = view.school
    if learner.current_class is not None:
        return True
    return any(
        school.accepts_newcomers(run) and fits(view, learner, school.offering[run.offering], run)
        for run in school.classes
    ) or any(o.max_new_classes != 0 and fits(view, learner, o, None) for o in school.offerings)


def fits(view: View, learner: Learner, offering: Offering, run: ClassRun | None) -> bool:
    """Whether an offering (or a run of it) has times at which the learner is free."""
    school = view.school
    if admission.obstacle(school, learner, offering) is not None:
        return False
    settled = school.location_of(run) if run is not None else None
    locations = [settled] if settled else list(offering.locations or school.location)
    if offering.mode is Mode.ONLINE:
        return _times(view, learner, offering, run, None)
    return any(_times(view, learner, offering, run, place) for place in locations)


def _times(
    view: View, learner: Learner, offering: Offering, run: ClassRun | None, place: str | None
) -> bool:
    if run is not None and run.fixed_times:
        return _free(view, learner, offering, sorted(run.slots), place)
    # A slot that is not even free online is free nowhere.
    slots = [s for s in sorted(set(offering.slots)) if _free_at(view, learner, s, None)]
    return any(
        _spread(chosen, offering) and _free(view, learner, offering, list(chosen), place)
        for chosen in combinations(slots, offering.sessions_per_week)
    )


def _free(
    view: View, learner: Learner, offering: Offering, slots: list[Slot], place: str | None
) -> bool:
    on_site = len(slots) - offering.online_count()
    return all(
        _free_at(view, learner, slot, place if k < on_site else None)
        for k, slot in enumerate(slots)
    )


def _free_at(view: View, learner: Learner, slot: Slot, place: str | None) -> bool:
    if view.school.is_evening(slot) and not view.school.may_come_evenings(learner):
        return False
    return not any(view.touching(learner, place, slot, hard=True))


def _spread(slots: tuple[Slot, ...], offering: Offering) -> bool:
    days = sorted({s.weekday for s in slots})
    per_day = [[s for s in slots if s.weekday == d] for d in days]
    times = {tuple((s.start, s.end) for s in day) for day in per_day}
    return (
        all(len(day) <= offering.max_sessions_per_day for day in per_day)
        and not any(a.overlaps(b) for day in per_day for a, b in combinations(day, 2))
        and all(b - a > offering.min_days_between for a, b in pairwise(days))
        and (not offering.same_time or len(times) == 1)
    )


def compile_cost(school: School, learner: Learner) -> int:
    """What it costs to leave a learner waiting."""
    weights, weeks = school.policy.weights, school.weeks_waiting(learner)
    longest = max(
        (o.weekly_minutes for o in school.offerings if learner.route in o.routes), default=0
    )
    return (
        weights.unplaced
        + weights.waiting_week * min(weeks, 52)
        + weights.over_max_wait * (weeks > school.policy.max_wait_weeks)
        + weights.term_short * school.term_is_short(learner, longest / 60)
    )


def post(model: Model) -> None:
    """Every learner of the scope without a seat costs what waiting costs."""
    problem = model.problem
    moved = problem.school.policy.weights.moved_learner
    for i in sorted(model.scope.learners):
        seated = sum(seat for _, seat in model.seats.get(i, ()))
        leaves = moved * (problem.learners[i].current_class is not None)
        model.pay("placement", (int(problem.unplaced_cost[i]) - leaves) * (1 - seated))
        if leaves:
            model.pay("stability", leaves * (1 - seated))


RULE = Rule(
    name="placement",
    title=Text(nl="Cursisten zonder klas", en="Learners without a class"),
    unit=Text(nl="cursisten", en="learners"),
    single=Text(nl="cursist", en="learner"),
    sources=("report L11976", "report L15784", "report L18558", "report L3596"),
    weights=("unplaced", "waiting_week", "over_max_wait", "term_short"),
    cost=cost,
    post=post,
)
