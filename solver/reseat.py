"""Seats for everybody at once, given the classes of a plan.

Times, teachers and rooms stay; so do members of couples. With each class's medians held where they
are, what a seat costs no longer depends on who else is there, and the best seating is a flow of
least cost: learners to classes that have so many seats and need so many members, or to waiting.
The plan itself is such a flow, and the new members' own medians can only be nearer to them: so no
seating is dearer than the one it began with, and it is done again for as long as it gains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle

import numpy as np
from ortools.graph.python import min_cost_flow

from solver.problem import Problem
from solver.roster import Built, Roster, objective_of, tidy

WINDOWS = (0.5, 0.0, 1.0)  # the share of a window's room that lies below the lowest level
NEEDED = 10**6  # paid for each member without whom a class is too small: more than any seat


def reseated(problem: Problem, roster: Roster, free: Iterable[int]) -> Roster:
    """The roster with the ``free`` learners (indices) where they cost least; never a dearer one.

    Rules between learners of one class other than sizes, levels, literacy and couples are not
    looked at: the result is to be checked.
    """
    paired = {i for couple in problem.couples for i in (couple.first, couple.second)}
    movable = [int(i) for i in free if int(i) not in paired]
    fruitless = 0
    for below in cycle(WINDOWS):
        found = _flowed(problem, roster, movable, below)
        gains = objective_of(problem, found) < objective_of(problem, roster)
        roster, fruitless = (found, 0) if gains else (roster, fruitless + 1)
        if fruitless == len(WINDOWS):
            break
    return roster


def _flowed(problem: Problem, roster: Roster, movable: list[int], below: float) -> Roster:
    flow = min_cost_flow.SimpleMinCostFlow()
    node = {i: at for at, i in enumerate(movable)}
    first, sink = len(movable), len(movable) + len(roster)
    add = flow.add_arc_with_capacity_and_unit_cost
    held = [[i for i in built.members if i not in node] for built in roster]
    for i, at in node.items():
        flow.set_node_supply(at, 1)
        add(at, sink, 1, int(problem.unplaced_cost[i]))
    flow.set_node_supply(sink, -len(movable))
    seats: list[tuple[int, int, int]] = []  # arc, learner, class
    for k, built in enumerate(roster):
        for i, cost in _seats(problem, built, node, below):
            seats.append((int(add(node[i], first + k, 1, cost)), i, k))
        for count, cost in _sizes(problem, built, len(held[k])):
            add(first + k, sink, count, cost)
    if flow.solve() != flow.OPTIMAL:
        return roster
    for arc, i, k in seats:
        if flow.flow(arc):
            held[k].append(i)
    return tidy(
        Built(b.group, b.variant, tuple(sorted(members)), b.teachers, b.rooms)
        for b, members in zip(roster, held, strict=True)
    )


def _seats(
    problem: Problem, built: Built, node: dict[int, int], below: float
) -> Iterator[tuple[int, int]]:
    """Learners who may sit in a class, and what that costs with its medians where they are."""
    if not built.members:
        return
    group, weights = problem.groups[built.group], problem.school.policy.weights
    members = list(built.members)
    levels, learns = np.sort(problem.score[members]), np.sort(problem.learnability[members])
    level, learn = levels[len(levels) // 2], learns[len(learns) // 2]
    bottom = levels[0] - int(below * max(0, group.spread - (levels[-1] - levels[0])))
    kinds = set(problem.literacy[members].tolist())
    cost = group.cost[:, built.variant]
    for i, row in group.position.items():
        if (
            i in node
            and group.ok[row, built.variant]
            and bottom <= problem.score[i] <= bottom + group.spread
            and (group.mixes_literacy or int(problem.literacy[i]) in kinds)
        ):
            away = weights.level_deviation * abs(int(problem.score[i] - level))
            away += weights.learnability_deviation * abs(int(problem.learnability[i] - learn))
            yield i, int(cost[row]) + away


def _sizes(problem: Problem, built: Built, held: int) -> Iterator[tuple[int, int]]:
    """Seats of a class beyond those held, in steps (how many, what each costs)."""
    group = problem.groups[built.group]
    most = min([group.maximum, *(int(problem.room_capacity[r]) for r in built.rooms if r >= 0)])
    steps = (group.minimum, NEEDED), (group.target, problem.school.policy.weights.empty_seat)
    at = held
    for upto, worth in steps:
        if min(upto, most) > at:
            yield min(upto, most) - at, -worth
            at = min(upto, most)
    if most > at:
        yield most - at, 0


__all__ = ["reseated"]
