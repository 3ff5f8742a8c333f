"""An example with its plan, and what a coordinator would look up in it.

Everything here is counted from the plan's rows and the school's tables; nothing is borrowed from
the rules of the solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from pathlib import Path

import examples
from models import Learner, Offering, Plan, PlannedClass, School, Session, Slot
from scheduler.workbook import read_source
from solver import Settings, solve

FOLDER = Path(examples.__file__).parent
ROUNDS = 1
"""A first plan and one round of improvement; enough for rules, the quality is tested elsewhere."""


@dataclass(frozen=True, eq=False)
class Planned:
    """A school and a plan for it."""

    school: School
    plan: Plan

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        return self.plan.members()

    @cached_property
    def _class_of(self) -> dict[str, PlannedClass]:
        return {x: row for row in self.plan.classes for x in self._members[row.reference]}

    def classes(self, *offerings: str) -> list[PlannedClass]:
        """The classes of these offerings; of all offerings when none are named."""
        return [c for c in self.plan.classes if not offerings or c.offering in offerings]

    def members(self, row: PlannedClass) -> list[Learner]:
        """The learners of a class."""
        return [self.school.learner[x] for x in self._members[row.reference]]

    def newcomers(self, row: PlannedClass) -> list[Learner]:
        """The learners of a class who had none before."""
        return [x for x in self.members(row) if x.current_class is None]

    def offering(self, row: PlannedClass) -> Offering:
        """What the class is a run of."""
        return self.school.offering[row.offering]

    def days(self, row: PlannedClass) -> list[int]:
        """Weekdays of the class's lessons, Monday 0."""
        return [session.slot.weekday for session in row.sessions]

    def hours(self, row: PlannedClass) -> float:
        """Lesson hours a week."""
        return sum(session.slot.minutes for session in row.sessions) / 60

    def class_of(self, learner: Learner) -> PlannedClass | None:
        """The class somebody is placed in."""
        of = {x.learner: x.class_reference for x in self.plan.placements}
        return next(
            (c for c in self.plan.classes if c.reference == of.get(learner.reference)), None
        )

    def in_the_way(self, learner: Learner, row: PlannedClass) -> list[Slot]:
        """Hours at which somebody cannot be missed elsewhere and the class has lessons."""
        return [
            window.slot
            for window in self.school.windows(learner.reference)
            if self.school.is_hard(window)
            for session in row.sessions
            if window.slot.overlaps(session.slot, self.way(learner, row, session))
        ]

    def way(self, learner: Learner, row: PlannedClass, session: Session) -> int:
        """Minutes between somebody's home and a lesson."""
        return 0 if session.online else self.school.way_from_home(learner, row.location)

    def couples(self) -> Iterator[tuple[Learner, Learner, PlannedClass, PlannedClass]]:
        """Couples with a hard need who are both placed, and at least one of them only now."""
        for one, other, _, hard in self.school.couples:
            first, second = self.class_of(one), self.class_of(other)
            settled = one.current_class and other.current_class
            if hard and not settled and first is not None and second is not None:
                yield one, other, first, second


@cache
def planned(name: str) -> Planned:
    """The example as its folder has it, planned for a fixed number of rounds.

    The same plan on every machine: the time limit is only there to stop a hanging search.
    """
    source = read_source(FOLDER / name)
    assert source.school is not None, source.problems
    outcome = solve(source.school, Settings(time_limit=120, work_limit=ROUNDS, workers=1))
    assert outcome.plan is not None, outcome.conflict
    return Planned(source.school, outcome.plan)


def overlapping(sessions: list[Session]) -> list[tuple[Session, Session]]:
    """Pairs of lessons that overlap."""
    return [(a, b) for a, b in combinations(sessions, 2) if a.slot.overlaps(b.slot)]
