"""Branching on how many classes of each family open, for a bound beyond the relaxation's.

A family with too few learners for a class opens half of one in the relaxation. Every plan opens
a whole number; so plans with at most k and plans with at least k + 1 are bounded apart, and the
lower of the two bounds holds for all. The tree is searched best bound first; every leaf keeps the
prices that proved its bound and goes on from there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from solver.duals import Decision, Duals
from solver.relaxation import Relaxation

FRACTION = 0.02  # nearer to a whole number than this counts as one
LEFT = 0.05  # of the gap to the plan may still be missing where a leaf is branched on
FAR = 0.2  # of that gap: a leaf so far above the lowest one waits for its turn
PATIENCE = 60  # rounds in one leaf before its bound is taken as it is


@dataclass
class Leaf:
    """Plans with so many classes (least, most) of each family, and what they cost at least."""

    limits: dict[Decision, tuple[int, int]]
    bound: float
    duals: Duals | None = None  # prices that prove the bound, or that of the part it is a part of
    open: bool = True  # not yet solved to its end
    whole: bool = False  # nothing is left to branch on


class Tree:
    """Raises a lower bound on the cost of every plan, step by step."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        self.root: dict[Decision, tuple[int, int]] = {
            (g.index, None): relaxation.limits[g.index]
            for g in relaxation.problem.groups
            if g.run is None and len(g.variants)
        }
        self.leaf = Leaf(self.root, -math.inf)
        self.leaves = [self.leaf]
        self.began = 0

    @property
    def branched(self) -> bool:
        """Whether the relaxation itself has been solved to its end."""
        return len(self.leaves) > 1 or self.done

    @property
    def done(self) -> bool:
        """Whether nothing is left that could raise the bound."""
        return not self.leaf.open

    @property
    def bound(self) -> int | None:
        """Largest whole number that no plan's cost can be below; ``None`` before any."""
        lowest = min(leaf.bound for leaf in self.leaves)
        return None if lowest == -math.inf else max(0, math.ceil(min(lowest, 1e15) - 1e-4))

    def step(self, objective: int | None) -> None:
        """One round of column generation in the leaf of lowest bound, or a branching.

        Leaves whose bound reaches ``objective`` need no more work.
        """
        leaf, relaxation = self.leaf, self.relaxation
        relaxation.step(self._near(objective))
        if relaxation.left() <= 0:
            leaf.bound = max(leaf.bound, relaxation.bound)
            return
        if relaxation.bound > leaf.bound or leaf.duals is None:
            leaf.duals = relaxation.best
        leaf.bound = max(leaf.bound, relaxation.bound)
        pruned = objective is not None and leaf.bound > objective - 1
        tired = len(self.leaves) > 1 and relaxation.rounds - self.began > PATIENCE
        if pruned:
            leaf.open = False
        elif not (relaxation.converged or tired) or relaxation.cut():
            if not self._ahead(objective):
                return  # there is more to gain here
        else:
            self._branch(leaf)
        self._next()

    def _ahead(self, objective: int | None) -> bool:
        """Whether a leaf is so far above the lowest that work on that one is worth more."""
        lowest = min(leaf.bound for leaf in self.leaves)
        return objective is not None and self.leaf.bound > lowest + FAR * (objective - lowest)

    def _near(self, objective: int | None) -> float:
        """How near to its end a leaf is solved: a tenth of what is missing is left to branching."""
        if self.leaf.whole or objective is None or self.leaf.bound == -math.inf:
            return 1.0
        return max(1.0, LEFT * (objective - self.leaf.bound))

    def _branch(self, leaf: Leaf) -> None:
        opened: dict[Decision, float] = {
            (g, None): count for g, count in self.relaxation.opened().items()
        }
        decision = _most_open(opened)
        if decision is None:
            opened = self.relaxation.meeting()
            decision = _most_open(opened)
        if decision is None:
            leaf.open, leaf.whole = not leaf.whole, True
            return
        low, high = leaf.limits.get(decision, (0, leaf.limits[decision[0], None][1]))
        whole = math.floor(opened[decision])
        self.leaves.remove(leaf)
        for limits in ((low, whole), (whole + 1, high)):
            self.leaves.append(Leaf({**leaf.limits, decision: limits}, leaf.bound, leaf.duals))

    def _next(self) -> None:
        """Go on where the bound is lowest; a leaf there that is at its end ends the search."""
        self.leaf = min(self.leaves, key=lambda leaf: leaf.bound)
        self.began = self.relaxation.rounds
        if self.leaf.open:
            self.relaxation.restrict(self.leaf.limits, self.leaf.duals)


def _most_open(counts: Mapping[Decision, float]) -> Decision | None:
    """The number farthest from a whole one, as a share of itself: half a class more or less
    matters most where there are few. ``None``: all are whole.
    """
    parts = {d: count - math.floor(count) for d, count in counts.items()}
    parts = {d: part for d, part in parts.items() if FRACTION < part < 1 - FRACTION}
    return max(
        parts, key=lambda d: (round(min(parts[d], 1 - parts[d]) / counts[d], 2), d), default=None
    )
