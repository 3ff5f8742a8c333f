"""Patterns of constraints that several rules post."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar

from solver.places import Ints

if TYPE_CHECKING:
    from solver.model import Model


def post_member_costs(model: Model, rule: str) -> None:
    """Post what members cost in the pattern that their class takes.

    Per member the cheapest pattern is charged with the seat; each dearer cost level is a
    flag that must rise when seat and pattern coincide.
    """
    for row in model.classes:
        part = row.group.parts.get(rule)
        if part is None or not part.any():
            continue
        choices = list(row.variant)
        for i, seat in row.member.items():
            at = row.group.position[i]
            costs = part[at, choices]
            useful = [int(c) for c, q in zip(costs, choices, strict=True) if row.group.ok[at, q]]
            least = min(useful, default=0)
            if least:
                model.pay(rule, least * seat)
            for level in sorted({c for c in useful if c > least}):
                dear = [
                    row.variant[q]
                    for c, q in zip(costs, choices, strict=True)
                    if c == level and row.group.ok[at, q]
                ]
                flag = model.cp.new_bool_var("")
                model.cp.add(flag >= seat + sum(dear) - 1)
                model.pay(rule, (level - least) * flag)


def post_deviation(model: Model, rule: str, values: Ints, weight: int, limit: bool) -> None:
    """Post the sum of absolute deviations from the median of each class.

    The median minimises that sum, so a free centre with one distance per member gives it; a
    centre given by the scope makes the distances constants.
    ``limit``: the values are levels, distances cannot pass the class's level limit.
    """
    if not weight:
        return
    for row in model.classes:
        seen = sorted({int(values[i]) for i in row.member})
        base = row.group.base_level if limit else row.group.base_learnability
        if base:
            model.pay(rule, -weight * base * row.open)
        if len(seen) < 2 and row.at not in model.scope.centres:
            continue
        if row.at in model.scope.centres:
            given = model.scope.centres[row.at][0 if limit else 1]
            for i, seat in row.member.items():
                model.pay(rule, weight * abs(int(values[i]) - given) * seat)
            continue
        centre = model.cp.new_int_var(seen[0], seen[-1], "")
        for i, seat in row.member.items():
            at = int(values[i])
            most = max(at - seen[0], seen[-1] - at)
            away = model.cp.new_int_var(0, min(most, row.group.spread) if limit else most, "")
            model.cp.add(away >= at - centre).only_enforce_if(seat)
            model.cp.add(away >= centre - at).only_enforce_if(seat)
            model.pay(rule, weight * away)


def post_distinct(
    model: Model, rule: str, used: dict[tuple[int, int], IntVar], weight: int
) -> None:
    """Charge every different teacher (or room) after the first; ``used`` is by place and one."""
    by_one: dict[int, list[IntVar]] = defaultdict(list)
    for (_, one), var in used.items():
        by_one[one].append(var)
    if not weight or len(by_one) < 2:
        return
    flags = []
    for lessons in by_one.values():
        flag = model.cp.new_bool_var("")
        for var in lessons:
            model.cp.add_implication(var, flag)
        flags.append(flag)
    extra = model.cp.new_int_var(0, len(flags) - 1, "")
    model.cp.add(extra >= sum(flags) - 1)
    model.pay(rule, weight * extra)


def post_no_overlap(model: Model, lessons: list[tuple[int, IntVar]]) -> None:
    """At most one of the sessions (place, variable) at any moment.

    Sessions overlap exactly when one is going on at the start of the other, so one "at most
    one" per distinct start covers all pairs.
    """
    rows = model.problem.places.rows
    for day, start in sorted({(rows[p].slot.weekday, rows[p].slot.start) for p, _ in lessons}):
        during = [
            var
            for p, var in lessons
            if rows[p].slot.weekday == day and rows[p].slot.start <= start < rows[p].slot.end
        ]
        if len(during) > 1:
            model.cp.add_at_most_one(during)
