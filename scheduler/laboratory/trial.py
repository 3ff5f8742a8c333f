"""A trial: several policies on one inflow, many replications; ``carrying`` carries it out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol

from models import Route, School
from models.intake import IntakePolicy
from scheduler.fleet import fingerprint
from scheduler.laboratory.compiled import Compiled, compiled
from scheduler.laboratory.settings import assumptions
from scheduler.laboratory.span import Span
from solver.laboratory import simulate
from solver.laboratory.world import Array, State

FORMAT = "7"
PEOPLE = {
    "learners",
    "busy",
    "households",
    "registrations",
    "inflow",
}  # they matter through the inflow


class Source(Protocol):
    """Anything that can draw the people of a replication."""

    @property
    def offered(self) -> tuple[Route, ...]:
        """Routes the school has classes for."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages people speak, in the order of their numbers from 1 on."""

    def draw(self, first: Any, weeks: int, seed: int, replication: int, pool: bool) -> Array:
        """Learners by week of registration."""


@dataclass(frozen=True)
class Trial:
    """What is tried: the school's rules, who registers, the policies, how long and how often."""

    school: School
    inflow: Source
    policies: tuple[IntakePolicy, ...]
    span: Span
    replications: int
    seed: int

    def world(self, policy: IntakePolicy) -> Compiled:
        """The simulator's world of one policy."""
        return compiled(self.school, policy, self.span, self.inflow.offered)

    def people(self, policy: IntakePolicy, replication: int) -> Array:
        """The learners of one replication under a policy."""
        span = self.span
        return self.inflow.draw(span.first, span.weeks, self.seed, replication, policy.pool)

    def replicate(self, policy: IntakePolicy, replication: int) -> tuple[Compiled, Array, State]:
        """One replication in full, for a look at its classes and weeks."""
        world, people = self.world(policy), self.people(policy, replication)
        return world, people, simulate(people, world.world)

    def mark(self) -> str:
        """A mark of everything a result depends on, the number of replications left aside."""
        return fingerprint(
            FORMAT,
            self.school.model_dump_json(exclude=PEOPLE),
            repr(self.inflow),
            json.dumps([p.model_dump(mode="json") for p in self.policies]),
            repr(self.span),
            str(self.seed),
            repr(assumptions()),
        )


@dataclass(frozen=True)
class Tried:
    """Outcomes by policy and replication.

    ``figures``: policies x replications x ``COLUMNS``; ``waits``: policies x ``LONGEST``;
    ``series``: policies x ``SERIES`` x weeks, means over replications. ``replications`` are the
    numbers of those that were done.
    """

    trial: Trial
    replications: Array
    figures: Array
    waits: Array
    series: Array

    @property
    def complete(self) -> bool:
        """Whether all replications asked for were done."""
        return len(self.replications) == self.trial.replications
