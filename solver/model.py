"""The CP-SAT model of a part of the problem; each rule posts itself on it.

A :class:`Scope` says which classes and learners are open to change; everything outside it
is a fixed environment. The whole problem is the scope that holds everything; a
neighbourhood of the search is a small one. Both are posted by the same code.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from ortools.sat.python import cp_model

from solver.places import Bools
from solver.problem import Couple, Group, Problem
from solver.roster import ONLINE, Built, Roster, tidy

Expr = cp_model.LinearExprT


@dataclass(frozen=True)
class Scope:
    """What may change: ``classes`` is a group index per class (new classes of one family
    repeat it), ``learners`` those who may be members or wait, ``outside`` the classes that
    stay as they are. ``variants`` narrows the patterns, ``members`` the candidates of a class
    (by its position). A class in ``keep`` stays at its pattern, teachers and rooms; one in
    ``centres`` is charged for distances from a given level and learnability instead of from
    its median, which makes costs linear and can only overstate them.
    """

    classes: tuple[int, ...]
    learners: frozenset[int]
    outside: Roster = ()
    variants: dict[int, tuple[int, ...]] = field(default_factory=dict)
    members: dict[int, frozenset[int]] = field(default_factory=dict)
    keep: dict[int, Built] = field(default_factory=dict)
    centres: dict[int, tuple[int, int]] = field(default_factory=dict)


@dataclass
class ClassVars:
    """Decision variables of one class.

    ``variant[q]``: it meets in pattern q; ``open``: it meets at all (sum of the former);
    ``member[i]``: learner i sits in it; ``active[p]``: it has a session at place p;
    ``taught[p, j]``/``roomed[p, r]``: by teacher j / in room r.
    """

    at: int
    group: Group
    variant: dict[int, cp_model.IntVar]
    member: dict[int, cp_model.IntVar]
    open: cp_model.LinearExpr
    active: dict[int, cp_model.IntVar]
    taught: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    roomed: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)

    @property
    def size(self) -> cp_model.LinearExpr:
        """Number of members."""
        return cp_model.LinearExpr.sum(list(self.member.values()))


class Model:
    """Variables of a scope, and the objective as it grows rule by rule.

    ``terms[rule]`` collects cost expressions; their sum is the objective of the scope:
    costs of classes and learners outside are not in it.
    """

    def __init__(self, problem: Problem, scope: Scope) -> None:
        self.problem, self.scope = problem, scope
        self.cp = cp_model.CpModel()
        self.terms: dict[str, list[Expr]] = defaultdict(list)
        self.classes = [self._class(at, g) for at, g in enumerate(scope.classes)]
        self.seats: dict[int, list[tuple[ClassVars, cp_model.IntVar]]] = defaultdict(list)
        for row in self.classes:
            for i, seat in row.member.items():
                self.seats[i].append((row, seat))

    def _class(self, at: int, index: int) -> ClassVars:
        group = self.problem.groups[index]
        allowed = self.scope.variants.get(at, tuple(range(len(group.variants))))
        if at in self.scope.keep:
            allowed = (self.scope.keep[at].variant,)
        variant = {q: self.cp.new_bool_var(f"v{at}.{q}") for q in allowed}
        if group.must_open:
            self.cp.add_exactly_one(variant.values())
        else:
            self.cp.add_at_most_one(variant.values())
        choices = list(allowed)
        fixed = set(group.fixed)
        candidates = self.scope.members.get(at, self.scope.learners)
        member = {
            int(i): self.cp.new_bool_var(f"x{at}.{i}")
            for row, i in enumerate(group.who)
            if int(i) in candidates and (row in fixed or group.ok[row, choices].any())
        }
        meets: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for q, var in variant.items():
            for p in group.places[q]:
                meets[int(p)].append(var)
        meets_at_all = cp_model.LinearExpr.sum(list(variant.values()))
        active = {}
        for p, choices_at in meets.items():
            if len(choices_at) == 1:
                active[p] = choices_at[0]
            else:
                active[p] = self.cp.new_bool_var(f"a{at}.{p}")
                self.cp.add(sum(choices_at) == active[p])
        return ClassVars(at, group, variant, member, meets_at_all, active)

    def staff(self, row: ClassVars, place: int) -> tuple[list[int], list[int]]:
        """Teachers and rooms that may serve a class at a place: all that are qualified and
        open, or just those it keeps.
        """
        kept = self.scope.keep.get(row.at)
        if kept is None:
            rooms = np.flatnonzero(self.problem.room_free[:, place])
            return list(row.group.teachers), [int(r) for r in rooms]
        at = kept.places(self.problem).index(place)
        return [kept.teachers[at]], [r for r in (kept.rooms[at],) if r != ONLINE]

    @cached_property
    def outside_of(self) -> dict[int, Built]:
        """Class of each learner who sits outside the scope."""
        return {i: built for built in self.scope.outside for i in built.members}

    @cached_property
    def couples(self) -> list[Couple]:
        """Couples of whom at least one may change and neither certainly waits."""
        found = {
            id(couple): couple
            for i in self.seats
            for couple in self.problem.couples_of.get(i, ())
            if all(j in self.seats or j in self.outside_of for j in (couple.first, couple.second))
        }
        return list(found.values())

    @cached_property
    def teacher_blocked(self) -> Bools:
        """T x P: a class outside the scope keeps the teacher from the place."""
        blocked = np.zeros_like(self.problem.teacher_free)
        for built in self.scope.outside:
            for p, j in zip(built.places(self.problem), built.teachers, strict=True):
                blocked[j] |= self.problem.teacher_clash[p]
        return blocked

    @cached_property
    def room_blocked(self) -> Bools:
        """R x P: a class outside the scope has the room at an overlapping time."""
        blocked = np.zeros_like(self.problem.room_free)
        for built in self.scope.outside:
            for p, r in zip(built.places(self.problem), built.rooms, strict=True):
                if r != ONLINE:
                    blocked[r] |= self.problem.places.overlapping[p]
        return blocked

    def pay(self, rule: str, cost: Expr) -> None:
        """Add a cost of a rule to the objective."""
        self.terms[rule].append(cost)

    def close(self) -> None:
        """Minimise the sum of all terms."""
        self.cp.minimize(sum(cost for costs in self.terms.values() for cost in costs))

    def hint(self, roster: Roster) -> None:
        """Suggest known decisions (for classes of this scope, matched by group in order)."""
        rest: dict[int, list[Built]] = defaultdict(list)
        for built in roster:
            rest[built.group].append(built)
        for row in self.classes:
            known = rest[row.group.index].pop(0) if rest[row.group.index] else None
            self._hint(row, known)

    def _hint(self, row: ClassVars, known: Built | None) -> None:
        places = known.places(self.problem) if known else ()
        members = set(known.members) if known else set()
        teacher = dict(zip(places, known.teachers, strict=True)) if known else {}
        room = dict(zip(places, known.rooms, strict=True)) if known else {}
        for q, var in row.variant.items():
            self.cp.add_hint(var, known is not None and q == known.variant)
        for i, var in row.member.items():
            self.cp.add_hint(var, i in members)
        for p, var in row.active.items():
            if len(row.variant) > 1 and var.index not in {v.index for v in row.variant.values()}:
                self.cp.add_hint(var, p in teacher)
        for (p, j), var in row.taught.items():
            self.cp.add_hint(var, teacher.get(p) == j)
        for (p, r), var in row.roomed.items():
            self.cp.add_hint(var, room.get(p) == r)

    def read(self, solver: cp_model.CpSolver) -> Roster:
        """The roster of a solution: the classes of the scope that meet, and those outside."""
        found = list(self.scope.outside)
        for row in self.classes:
            chosen = [q for q, var in row.variant.items() if solver.boolean_value(var)]
            if not chosen:
                continue
            places = [int(p) for p in row.group.places[chosen[0]]]
            teacher = {p: j for (p, j), var in row.taught.items() if solver.boolean_value(var)}
            room = {p: r for (p, r), var in row.roomed.items() if solver.boolean_value(var)}
            found.append(
                Built(
                    row.group.index,
                    chosen[0],
                    tuple(sorted(i for i, x in row.member.items() if solver.boolean_value(x))),
                    tuple(teacher[p] for p in places),
                    tuple(room.get(p, ONLINE) for p in places),
                )
            )
        return tidy(found)
