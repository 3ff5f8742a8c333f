"""The problem as flat arrays, as compiled code reads it.

Few arrays with named columns, all numbers 64 bits wide: what compiled code is handed at every
call stays small, and every function is compiled once.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from models import HouseholdNeed, Weights
from solver.places import Bools, Ints
from solver.problem import Group, Problem

# Columns of Board.people, Board.kinds and Board.couples; tables of Board.clash; weights.
SCORE, LEARN, LITERACY, WAITING, MOVABLE = range(5)
(
    VARIANTS, COST_AT, SESSIONS, PLACE_AT, WHO_AT, WHO_END, LEAST, MOST, TARGET, SPREAD, MIXES,
    LIMIT, OPEN_COST, FAMILY,
) = range(14)  # fmt: skip
FIRST, SECOND, NEED, HARD, COUNTS = range(5)
TEACHERS, SLOTS = range(2)
LEVEL_WEIGHT, LEARN_WEIGHT, EMPTY_WEIGHT, TEACHER_WEIGHT, ROOM_WEIGHT, HOME_WEIGHT = range(6)

NEVER = 1_000_000_000  # a cost no plan pays: not allowed

APART, DIFFERENT, TOGETHER = 0, 1, 2
_NEEDS = {
    HouseholdNeed.APART_IN_TIME: APART,
    HouseholdNeed.DIFFERENT_CLASSES: DIFFERENT,
    HouseholdNeed.SAME_TIME: TOGETHER,
}


class Board(NamedTuple):
    """Sizes: N learners, G groups, P places, T teachers, R rooms, C couples.

    ``row[g, i]`` is a learner's row in group g, or -1. What learner row r pays in variant v of
    group g stands at ``cost[COST_AT + r * VARIANTS + v]`` (:data:`NEVER`: may not); the place of
    session k at ``place[PLACE_AT + v * SESSIONS + k]``; candidates of a group from ``WHO_AT`` to
    ``WHO_END`` in ``who``, groups of a learner from ``groups_at[i]`` to ``groups_at[i + 1]`` in
    ``groups``. ``couples_of`` lists a learner's couples, padded with -1.
    """

    people: Ints  # N x 5: score, learnability, literacy, cost of waiting, whether free to move
    kinds: Ints  # G x 14: see the columns above; FAMILY: new classes, not one that runs
    row: Ints  # G x N
    cost: Ints
    place: Ints
    who: Ints
    groups_at: Ints  # N + 1
    groups: Ints
    qualified: Bools  # G x T
    teacher_free: Bools  # T x P
    teacher_cost: Ints  # T x P
    teacher_limit: Ints  # T
    room_free: Bools  # R x P
    room_capacity: Ints  # R
    clash: Bools  # 2 x P x P: one teacher cannot be at both; their slots overlap
    physical: Bools  # P
    couples_of: Ints  # N x most couples of one learner
    couples: Ints  # C x 5: first, second, need, whether hard, whether it counts (soft, open)
    couple_clash: Bools  # C x P x P
    weights: Ints


def board_of(problem: Problem) -> Board:
    """Lay a problem out."""
    groups = problem.groups
    size = len(problem.learners)
    row = np.full((len(groups), size), -1, dtype=np.int64)
    for group in groups:
        row[group.index, group.who] = np.arange(len(group.who))
    return Board(
        people=_people(problem),
        kinds=_kinds(groups),
        row=row,
        cost=_joined([np.where(g.ok, g.cost, NEVER) for g in groups]),
        place=_joined([g.places for g in groups]),
        who=_joined([g.who for g in groups]),
        groups_at=_starts([len(problem.groups_of.get(i, ())) for i in range(size)]),
        groups=_joined([np.array(problem.groups_of.get(i, ())) for i in range(size)]),
        qualified=_qualified(problem),
        teacher_free=problem.teacher_free,
        teacher_cost=_ints(problem.teacher_cost),
        teacher_limit=_ints(problem.teacher_limit),
        room_free=problem.room_free,
        room_capacity=_ints(problem.room_capacity),
        clash=np.stack([problem.teacher_clash, problem.places.overlapping]),
        physical=problem.places.physical,
        couples_of=_couples_of(problem),
        couples=_ints(
            [
                (c.first, c.second, _NEEDS[c.need], c.hard, not c.hard and not c.settled)
                for c in problem.couples
            ]
        ).reshape(len(problem.couples), 5),
        couple_clash=_clashes(problem),
        weights=_weights(problem.school.policy.weights),
    )


def _ints(values: Any) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _people(problem: Problem) -> Ints:
    movable = np.ones(len(problem.learners), dtype=np.int64)
    for group in problem.groups:
        movable[group.who[list(group.fixed)]] = 0
    return np.column_stack(
        [
            problem.score, problem.learnability, problem.literacy, problem.unplaced_cost, movable
        ]
    ).astype(np.int64)  # fmt: skip


def _kinds(groups: tuple[Group, ...]) -> Ints:
    costs, places = _starts([g.ok.size for g in groups]), _starts([g.places.size for g in groups])
    people = _starts([len(g.who) for g in groups])
    rows = [
        (
            len(g.variants), costs[at], g.places.shape[1], places[at], people[at], people[at + 1],
            g.minimum, g.maximum, g.target, g.spread, g.mixes_literacy, g.count, g.open_cost,
            g.run is None,
        )
        for at, g in enumerate(groups)
    ]  # fmt: skip
    return _ints(rows).reshape(len(groups), 14)


def _weights(weights: Weights) -> Ints:
    return _ints(
        [
            weights.level_deviation, weights.learnability_deviation, weights.empty_seat,
            weights.extra_teacher, weights.extra_room, weights.household,
        ]
    )  # fmt: skip


def _starts(lengths: list[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)


def _joined(parts: list[Any]) -> Ints:
    return _ints(np.concatenate([np.zeros(0), *(np.asarray(p).ravel() for p in parts)]))


def _qualified(problem: Problem) -> Bools:
    found = np.zeros((len(problem.groups), len(problem.teacher_free)), dtype=bool)
    for group in problem.groups:
        found[group.index, list(group.teachers)] = True
    return found


def _couples_of(problem: Problem) -> Ints:
    of: dict[int, list[int]] = {}
    for at, couple in enumerate(problem.couples):
        of.setdefault(couple.first, []).append(at)
        of.setdefault(couple.second, []).append(at)
    most = max((len(x) for x in of.values()), default=1)
    found = np.full((len(problem.learners), most), -1, dtype=np.int64)
    for i, places in of.items():
        found[i, : len(places)] = places
    return found


def _clashes(problem: Problem) -> Bools:
    size = len(problem.places.rows)
    found = np.zeros((len(problem.couples), size, size), dtype=bool)
    for at, couple in enumerate(problem.couples):
        if couple.need is HouseholdNeed.APART_IN_TIME:
            found[at] = problem.apart_clash(couple.first, couple.second)
    return found
