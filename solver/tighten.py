"""The same problem with what is settled worked in: fewer choices, equal costs.

Where one of a couple has a seat that no plan can change, the couple's need is a matter of the
other one alone: a hard need removes patterns (report L3627), a soft one adds to their cost.
Plans and their costs stay the same, bounds grow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from models import HouseholdNeed
from solver.places import Bools, Ints
from solver.problem import Couple, Group, Problem


def tightened(problem: Problem) -> Problem:
    """The problem without couples of whom exactly one is anchored; same indices, same costs."""
    anchor = _anchors(problem)
    held = [c for c in problem.couples if (c.first in anchor) != (c.second in anchor)]
    groups = list(problem.groups)
    for couple in held:
        fixed, open_ = (
            (couple.first, couple.second)
            if couple.first in anchor
            else (couple.second, couple.first)
        )
        for group in problem.groups_of.get(open_, ()):
            if groups[group].position.get(open_) is not None:
                bad = ~_met(problem, couple, fixed, groups[group], anchor[fixed])
                groups[group] = _without(problem, groups[group], open_, couple, bad)
    kept = tuple(c for c in problem.couples if c not in held)
    return replace(problem, groups=tuple(map(_narrowed, groups)), couples=kept)


def _anchors(problem: Problem) -> dict[int, Group]:
    """Learners whose seat and times are fixed, with their group."""
    return {
        int(group.who[row]): group
        for group in problem.groups
        if len(group.variants) == 1
        for row in group.fixed
    }


def _met(problem: Problem, couple: Couple, fixed: int, group: Group, home: Group) -> Bools:
    """Per variant of ``group``: whether the need is met by a seat there."""
    size = len(group.variants)
    if couple.need is HouseholdNeed.DIFFERENT_CLASSES:
        return np.full(size, group.index != home.index)
    there = home.places[0]
    if couple.need is HouseholdNeed.APART_IN_TIME:
        clash = problem.apart_clash(couple.first, couple.second)
        table = clash[there] if fixed == couple.first else clash[:, there].T
        free: Bools = ~np.asarray(table[:, group.places].any(axis=(0, 2)))
        return free
    overlap = problem.places.overlapping[there][:, group.places]  # S x V x s
    # Every session of the one with fewer of them; the first of the two on a tie.
    theirs, mine = len(there), group.places.shape[1]
    few = theirs < mine or (theirs == mine and fixed == couple.first)
    met: Bools = overlap.any(axis=2).all(axis=0) if few else overlap.any(axis=0).all(axis=1)
    return met


def _without(problem: Problem, group: Group, i: int, couple: Couple, bad: Bools) -> Group:
    """The group with the variants in ``bad`` forbidden to, or dearer for, learner ``i``."""
    row = group.position[i]
    if not bad.any():
        return group
    if couple.hard:
        ok = group.ok.copy()
        ok[row] &= ~bad
        return replace(group, ok=ok)
    if couple.settled:
        return group
    cost: Ints = group.parts.get("spouses", np.zeros(group.ok.shape, dtype=np.int64)).copy()
    cost[row] += problem.school.policy.weights.household * bad
    return replace(group, parts={**group.parts, "spouses": cost})


def _narrowed(group: Group) -> Group:
    """The group without candidates who have no variant left."""
    fixed = set(group.fixed)
    keep = np.array([at in fixed or bool(row.any()) for at, row in enumerate(group.ok)], dtype=bool)
    if keep.all():
        return group
    position = np.cumsum(keep) - 1
    return replace(
        group,
        who=group.who[keep],
        ok=group.ok[keep],
        parts={rule: part[keep] for rule, part in group.parts.items()},
        fixed=tuple(int(position[at]) for at in group.fixed),
    )


def unreachable(problem: Problem) -> Iterable[int]:
    """Learners (indices) who have no seat and can join nothing: they wait in every plan."""
    held = {int(g.who[r]) for g in problem.groups for r in g.fixed}
    return set(range(len(problem.learners))) - set(problem.groups_of) - held


__all__ = ["tightened", "unreachable"]
