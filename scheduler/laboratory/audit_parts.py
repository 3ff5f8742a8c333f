"""People and classes that have nothing to do with each other, for policies that keep them apart.

A plan knows neither classes of their own for fast learners or youth nor learners who keep to one
school. Where such a policy splits a week's people and classes into parts, so that within a part
everybody may go to every class whose offering admits him or her, each part is a school that a plan
can be made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from solver.laboratory.seating import admits, kind
from solver.laboratory.world import Array, Kind

Kinds: TypeAlias = frozenset[tuple[int, int]]
"""Classes by their offering's place and their kind."""


@dataclass(frozen=True, slots=True)
class Part:
    """People (places in the list of learners) and the classes that they may go to."""

    people: tuple[int, ...]
    slots: Kinds


def parts(
    people: Array, now: Array, queue: Array, rules: Array, week: int, law: Array
) -> list[Part]:
    """The parts of the people in a ``queue``, in its order; one of everybody where a policy keeps
    nobody apart. None when a plan cannot say what the policy does.

    Who may go nowhere is in no part: neither side can seat him or her. ``people`` and ``now`` are
    the learners and their state after the decision, ``rules`` the offers of that week.
    """
    if not rules["apart"].any() and not rules["school"].any():
        every = frozenset((at, sort) for at in range(len(rules)) for sort in map(int, Kind))
        return [Part(tuple(int(i) for i in queue), every)]
    anywhere = rules.copy()
    anywhere["school"] = 0
    may: dict[int, Kinds] = {}
    found: list[Part] = []
    for i in map(int, queue):
        may[i] = frozenset(
            (at, int(kind(people[i], rules[at], law)))
            for at in range(len(rules))
            if admits(people[i], now[i], rules[at], week, law)
        )
        if not may[i]:
            continue
        alike = [part for part in found if part.slots & may[i]]
        joined = Part(
            (*(j for part in alike for j in part.people), i),
            frozenset().union(may[i], *(part.slots for part in alike)),
        )
        found = [part for part in found if part not in alike] + [joined]
    for part in found:
        for i in part.people:
            for at, sort in part.slots:
                if (at, sort) not in may[i] and admits(people[i], now[i], anywhere[at], week, law):
                    return []
    return [Part(tuple(sorted(part.people)), part.slots) for part in found]
