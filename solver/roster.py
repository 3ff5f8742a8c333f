"""A complete set of decisions in indices, and what it costs, rule by rule.

This is the solver's own account of a plan. The independent checker measures the same plan
from its rows; tests hold the two together term by term.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from models import HouseholdNeed
from solver.problem import Couple, Group, Problem, deviation
from solver.rules.stability import moved_cost, room_change_cost, teacher_change_cost

ONLINE = -1


@dataclass(frozen=True, slots=True)
class Built:
    """One class as decided: group and variant (indices), members (sorted learner indices),
    teacher and room index per session (room ``ONLINE`` without one).
    """

    group: int
    variant: int
    members: tuple[int, ...]
    teachers: tuple[int, ...]
    rooms: tuple[int, ...]

    def places(self, problem: Problem) -> tuple[int, ...]:
        """Place of each session, in week order."""
        return tuple(int(p) for p in problem.groups[self.group].places[self.variant])


Roster = tuple[Built, ...]


def tidy(classes: Iterable[Built]) -> Roster:
    """Classes in canonical order, so that equal decisions are equal rosters."""
    return tuple(sorted(classes, key=lambda b: (b.group, b.variant, b.members)))


def class_terms(problem: Problem, built: Built) -> Counter[str]:
    """Cost of one class by rule: everything but placement and households."""
    group = problem.groups[built.group]
    weights = problem.school.policy.weights
    rows = [group.position[i] for i in built.members]
    members = list(built.members)
    terms: Counter[str] = Counter(
        {rule: int(part[rows, built.variant].sum()) for rule, part in group.parts.items()}
    )
    level = deviation(problem.score[members]) - group.base_level
    learn = deviation(problem.learnability[members]) - group.base_learnability
    terms["level_deviation"] += weights.level_deviation * level
    terms["learnability_deviation"] += weights.learnability_deviation * learn
    terms["class_hours"] += group.open_cost
    terms["empty_seats"] += weights.empty_seat * max(0, group.target - len(members))
    terms.update(staff_terms(problem, group, built))
    return terms


def staff_terms(problem: Problem, group: Group, built: Built) -> Counter[str]:
    """Cost of the teachers, rooms and times of one class by rule."""
    weights = problem.school.policy.weights
    places = built.places(problem)
    rooms = [r for r in built.rooms if r != ONLINE]
    terms: Counter[str] = Counter()
    terms["soft_busy"] = sum(
        int(problem.teacher_cost[j, p]) for j, p in zip(built.teachers, places, strict=True)
    )
    run = group.run
    if run is None or not run.fixed_teacher:
        terms["one_teacher"] = weights.extra_teacher * (len(set(built.teachers)) - 1)
    if run is None or not run.fixed_room:
        terms["one_room"] = weights.extra_room * max(0, len(set(rooms)) - 1)
    if run is not None and run.slots:
        terms["stability"] = sum(
            moved_cost(problem, run, p)
            + teacher_change_cost(problem, run, p, j)
            + (0 if r == ONLINE else room_change_cost(problem, run, p, r))
            for p, j, r in zip(places, built.teachers, built.rooms, strict=True)
        )
    return terms


def need_met(problem: Problem, couple: Couple, one: Built, other: Built) -> bool:
    """Whether a couple's need is met when ``first`` sits in ``one`` and ``second`` in ``other``."""
    if couple.need is HouseholdNeed.DIFFERENT_CLASSES:
        return one is not other
    first, second = list(one.places(problem)), list(other.places(problem))
    if couple.need is HouseholdNeed.APART_IN_TIME:
        clash = problem.apart_clash(couple.first, couple.second)
        return not clash[first][:, second].any()
    if len(first) > len(second):
        first, second = second, first
    together = problem.places.overlapping[first][:, second].any(axis=1).all()
    return bool(together)


def terms_of(problem: Problem, roster: Roster) -> Counter[str]:
    """Cost of a roster by rule."""
    terms: Counter[str] = Counter()
    seat: dict[int, Built] = {}
    for built in roster:
        terms.update(class_terms(problem, built))
        seat.update(dict.fromkeys(built.members, built))
    moved = problem.school.policy.weights.moved_learner
    for i, learner in enumerate(problem.learners):
        if i not in seat:
            leaves = moved * (learner.current_class is not None)
            terms["placement"] += int(problem.unplaced_cost[i]) - leaves
            terms["stability"] += leaves
    for couple in problem.couples:
        soft = not couple.hard and not couple.settled
        if soft and couple.first in seat and couple.second in seat:
            met = need_met(problem, couple, seat[couple.first], seat[couple.second])
            terms["spouses"] += 0 if met else problem.school.policy.weights.household
    return terms


def objective_of(problem: Problem, roster: Roster) -> int:
    """Total cost of a roster."""
    return sum(terms_of(problem, roster).values())


def placed_count(roster: Roster) -> int:
    """Number of learners with a class."""
    return sum(len(built.members) for built in roster)
