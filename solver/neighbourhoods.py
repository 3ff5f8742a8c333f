"""Which part of a plan to open up next: the neighbourhoods of the large-neighbourhood search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.model import Scope
from solver.problem import Problem
from solver.roster import Built, Roster

MOST_LEARNERS = 110
STILL_SHARE = 0.6  # of neighbourhoods are drawn with medians held still


@dataclass(frozen=True)
class Draft:
    """A neighbourhood: its scope, the classes it opens up, and its kind."""

    kind: str
    scope: Scope
    inside: Roster


class Neighbourhoods:
    """Draws neighbourhoods of a roster; kinds that paid off are drawn more often."""

    kinds = ("related", "new", "swap", "dissolve", "rescue", "regroup")

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.weight = dict.fromkeys(self.kinds, 1.0)
        self.regrouped: Roster = ()
        self.still = False

    @cached_property
    def movable(self) -> list[frozenset[int]]:
        """Per group the learners who could come or go."""
        found = []
        for group in self.problem.groups:
            fixed = set(group.fixed)
            found.append(frozenset(int(i) for r, i in enumerate(group.who) if r not in fixed))
        return found

    def reward(self, kind: str, gain: int) -> None:
        """Learn from an outcome: exponential smoothing of success."""
        self.weight[kind] = 0.9 * self.weight[kind] + 0.1 * (3.0 if gain > 0 else 0.2)

    def draw(
        self, roster: Roster, rng: np.random.Generator, taken: set[int], busy: set[int]
    ) -> Draft | None:
        """A neighbourhood that avoids the classes (positions) and learners already taken."""
        weights = np.array([self.weight[k] for k in self.kinds])
        kind = str(rng.choice(self.kinds, p=weights / weights.sum()))
        waiting = sorted(
            set(self.problem.groups_of) - {i for b in roster for i in b.members} - busy
        )
        open_at = [
            k for k, b in enumerate(roster) if k not in taken and self._can_change(b, waiting)
        ]
        if not open_at and not waiting:
            return None
        # With medians held still costs are linear: a much easier model, so a larger one.
        self.still = bool(rng.random() < STILL_SHARE)
        if kind == "regroup":
            return self._regroup(roster, rng, open_at, waiting)
        if kind == "rescue" and waiting:
            chosen, families = self._rescue(roster, rng, open_at, waiting)
        else:
            chosen = self._chosen(kind, roster, rng, open_at)
            families = self._families(kind, rng, roster, chosen, waiting)
        if not chosen and not families:
            return None
        return self._scope(kind, roster, rng, chosen, families, waiting)

    def _can_change(self, built: Built, waiting: list[int]) -> bool:
        group = self.problem.groups[built.group]
        if group.run is None or len(group.variants) > 1 or not group.run.fixed_teacher:
            return True
        movable = self.movable[built.group]
        return any(i in movable for i in built.members) or any(i in movable for i in waiting)

    def _chosen(
        self,
        kind: str,
        roster: Roster,
        rng: np.random.Generator,
        open_at: list[int],
    ) -> list[int]:
        if not open_at:
            return []
        seed = int(rng.choice(open_at))
        count = {"related": 4, "new": 2, "swap": 6, "dissolve": 3, "rescue": 4}[kind]
        count *= 2 if self.still else 1
        mine = self.movable[roster[seed].group] | set(roster[seed].members)
        centre = self._centre(roster[seed])
        closeness = []
        for k in open_at:
            if k != seed:
                theirs = self.movable[roster[k].group]
                shared = len(mine & theirs) / (1 + min(len(mine), len(theirs)))
                far = abs(self._centre(roster[k]) - centre) / 50
                closeness.append((shared - far + 0.3 * rng.random(), k))
        closeness.sort(reverse=True)
        return [seed, *(k for _, k in closeness[: count - 1])]

    def _rescue(
        self,
        roster: Roster,
        rng: np.random.Generator,
        open_at: list[int],
        waiting: list[int],
    ) -> tuple[list[int], list[int]]:
        """Classes that could make room for one waiting learner, and a new class beside them."""
        cost = self.problem.unplaced_cost[waiting].astype(float) + 1.0
        person = waiting[int(rng.choice(len(waiting), p=cost / cost.sum()))]
        reachable = set(self.problem.groups_of.get(person, ()))
        score = float(self.problem.score[person])
        near = sorted(
            (abs(self._centre(roster[k]) - score) / 50 + 0.5 * rng.random(), k)
            for k in open_at
            if roster[k].group in reachable
        )
        new = [
            g
            for g in sorted(reachable)
            if self.problem.groups[g].run is None
            and sum(b.group == g for b in roster) < self.problem.groups[g].count
        ]
        families = [int(rng.choice(new))] if new else []
        return [k for _, k in near[: 7 if self.still else 4]], families

    def _regroup(
        self,
        roster: Roster,
        rng: np.random.Generator,
        open_at: list[int],
        waiting: list[int],
    ) -> Draft | None:
        """Everybody who can move, over all classes as they meet now: a linear assignment.

        Distances count from the present medians. The second time at the same plan the
        medians are shaken, and only some of the classes take part.
        """
        again = roster == self.regrouped
        self.regrouped = roster
        chosen = [k for k in open_at if self.movable[roster[k].group]]
        if again and len(chosen) > 8:
            chosen = sorted(int(k) for k in rng.choice(chosen, len(chosen) // 2, replace=False))
        if not chosen:
            return None
        inside = tuple(roster[k] for k in chosen)
        taking_part = set(chosen)
        reach: set[int] = set().union(*(self.movable[b.group] for b in inside))
        learners = {i for i in waiting if i in reach} | {i for b in inside for i in b.members}
        shake = 6 if again else 0
        return Draft(
            "regroup",
            Scope(
                tuple(b.group for b in inside),
                frozenset(learners),
                tuple(b for k, b in enumerate(roster) if k not in taking_part),
                keep=dict(enumerate(inside)),
                centres={k: self._medians(b, rng, shake) for k, b in enumerate(inside)},
            ),
            inside,
        )

    def _medians(self, built: Built, rng: np.random.Generator, shake: int) -> tuple[int, int]:
        members = list(built.members)
        if not members:
            return 50, 50
        middles = [
            int(np.sort(values[members])[len(members) // 2])
            for values in (self.problem.score, self.problem.learnability)
        ]
        moved = [m + int(rng.integers(-shake, shake + 1)) for m in middles]
        return moved[0], moved[1]

    def _centre(self, built: Built) -> float:
        if not built.members:
            return 50.0
        return float(np.median(self.problem.score[list(built.members)]))

    def _families(
        self,
        kind: str,
        rng: np.random.Generator,
        roster: Roster,
        chosen: list[int],
        waiting: list[int],
    ) -> list[int]:
        """New classes to allow on top of the chosen ones."""
        extra = {"related": 0, "new": 1, "swap": 0, "dissolve": 1, "rescue": 1}[kind]
        loose = set(waiting) | {
            i for k in chosen for i in roster[k].members if i in self.movable[roster[k].group]
        }
        open_now = {g.index: sum(b.group == g.index for b in roster) for g in self.problem.groups}
        options = [
            g.index
            for g in self.problem.groups
            if g.run is None
            and open_now[g.index] < g.count
            and len(loose & self.movable[g.index]) >= g.minimum
        ]
        if not options or not extra:
            return []
        return [int(x) for x in rng.choice(options, size=extra)]

    def _scope(
        self,
        kind: str,
        roster: Roster,
        rng: np.random.Generator,
        chosen: list[int],
        families: list[int],
        waiting: list[int],
    ) -> Draft:
        inside = tuple(roster[k] for k in chosen)
        outside = tuple(b for k, b in enumerate(roster) if k not in set(chosen))
        classes = tuple(b.group for b in inside) + tuple(families)
        reach: set[int] = set().union(*(self.movable[g] for g in classes))
        hopeful = [i for i in waiting if i in reach]
        most = MOST_LEARNERS * (2 if self.still else 1)
        room = max(25, most - sum(len(b.members) for b in inside))
        if len(hopeful) > room:
            cost = self.problem.unplaced_cost[hopeful] * (0.5 + rng.random(len(hopeful)))
            hopeful = [hopeful[k] for k in np.argsort(-cost)[:room]]
        learners = frozenset(hopeful) | {i for b in inside for i in b.members}
        variants: dict[int, tuple[int, ...]] = {}
        if kind == "swap":  # members only: every class keeps its pattern
            variants = {k: (b.variant,) for k, b in enumerate(inside)}
        centres = {}
        if self.still:
            centres = {k: self._medians(b, rng, 0) for k, b in enumerate(inside)}
        scope = Scope(classes, learners, outside, variants, centres=centres)
        return Draft(kind, scope, inside)
