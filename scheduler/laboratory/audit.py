"""The fast formation against the full solver, on weeks of a simulation.

A week's state just before its decisions becomes a :class:`models.School`: who waits, the running
classes that may take people, the offerings with the policy's sizes. The fast decision becomes a
:class:`models.Plan` that the independent checker measures, and the full solver plans the same
school. What is then compared are two objectives of one checker, and the solver's proven bound.

Left out on both sides is what the laboratory does not know: places, travel, wishes, and which
teacher; every class gets a teacher and a room, and meets in one pattern per part of the week.
Left out too is the guarantee of a longest wait, for which a plan has a price but no rule.

A plan knows no classes apart for some learners, nor learners who keep to one school. Where a policy
has them, people and classes that have nothing to do with each other are schools of their own,
planned and measured one by one (``audit_parts``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.intake import IntakePolicy
from scheduler.fleet import Line
from scheduler.laboratory.audit_parts import Part, parts
from scheduler.laboratory.audit_school import Snapshot, name_of
from scheduler.laboratory.compiled import Compiled
from scheduler.laboratory.trial import Trial
from solver import Settings, check, solve
from solver.laboratory import State, decide, simulate
from solver.laboratory.world import ALWAYS, FOREVER, NOWHERE, Array, Stage

FEWEST = 6  # people in the queue for a week to be worth comparing


@dataclass(frozen=True, slots=True)
class Compared:
    """One week: the queue, whom each side seats, the checker's objectives, the solver's bound.

    ``violations`` counts hard rules that the fast decision broke: none, or it is not honest.
    """

    policy: str
    week: int
    queue: int
    fast_seated: int
    full_seated: int
    fast: int
    full: int
    bound: int
    violations: int

    @property
    def excess(self) -> float:
        """How much dearer the fast decision is, as a share of the full solver's objective."""
        return (self.fast - self.full) / max(abs(self.full), 1)


@dataclass(frozen=True)
class Comparing:
    """Weeks of one policy to compare, with so many seconds for the full solver."""

    trial: Trial
    policy: IntakePolicy
    weeks: int
    seconds: float

    def carried_out(self, line: Line) -> list[Compared]:
        """The weeks compared."""
        del line
        return compare(self.trial, self.policy, self.weeks, self.seconds)


def compare(
    trial: Trial, policy: IntakePolicy, weeks: int, seconds: float, replication: int = 0
) -> list[Compared]:
    """Compare ``weeks`` weeks of one replication, spread over the window; where the full solver
    has no plan within ``seconds`` another week.

    Nothing for a week of a policy that separates learners in a way that a plan cannot follow (see
    ``audit_parts``).
    """
    world, people = trial.world(policy), trial.people(policy, replication)
    found: list[Compared] = []
    for week in _weeks(trial, world, weeks * 3):
        if len(found) == weeks:
            break
        state = simulate(people, world.world, until=week)
        one = _Week(trial, policy, world, people, state, week)
        compared = one.compared(seconds) if len(one.queue) >= FEWEST else None
        if compared is not None:
            found.append(compared)
    return found


def _weeks(trial: Trial, world: Compiled, count: int) -> list[int]:
    first, last = trial.span.warm_up, trial.span.warm_up + trial.span.window
    opens = np.flatnonzero(world.world.calendar["opens"][:, first:last].any(axis=0)) + first
    chosen = opens[np.linspace(0, len(opens) - 1, min(count, len(opens))).astype(int)]
    order = np.random.default_rng([trial.seed, 7]).permutation(len(chosen))
    return [int(chosen[k]) for k in order]


class _Week:
    """A week's state before and after the fast decision, and who waited for it."""

    def __init__(
        self, trial: Trial, policy: IntakePolicy, world: Compiled, people: Array, state: State,
        week: int,
    ) -> None:  # fmt: skip
        self.trial, self.policy, self.world, self.people, self.week = (
            trial, policy, world, people, week,
        )  # fmt: skip
        self.rules = world.world.offers
        self._set_aside(state)
        self.before = state
        self.after = replace(state, people=state.people.copy(), classes=state.classes.copy(),
                             tally=state.tally.copy())  # fmt: skip
        rules = world.world.offers.copy()
        rules["guarantee"], rules["guaranteed_least"] = FOREVER, rules["least"]
        decide(week, people, replace(world.world, offers=rules), self.after)
        bridged = (
            state.people["bridged"] >= world.world.routes["bridge_least"][state.people["route"]]
        )
        free = state.people["group"] == NOWHERE  # the others have a place that is still to begin
        waits = np.isin(state.people["stage"], (Stage.WAITING, Stage.BRIDGING)) & bridged
        self.queue = np.flatnonzero(free & (waits | (state.people["stage"] == Stage.BETWEEN)))

    def _set_aside(self, state: State) -> None:
        """Where newcomers and others have different rights to a seat, compare newcomers only: a
        plan knows one rule for all.
        """
        if (self.rules["entry"] != ALWAYS).any():
            between = state.people["stage"] == Stage.BETWEEN
            state.people["stage"][between & (state.people["group"] == NOWHERE)] = Stage.PAUSED

    def compared(self, seconds: float) -> Compared | None:
        """Both sides of the comparison; ``None`` when the full solver has no plan in time, or when
        a plan cannot say what the policy does.
        """
        found = parts(self.people, self.after.people, self.queue, self.rules, self.week,
                      self.world.world.rules[0])  # fmt: skip
        if not found:
            return None
        weeks = [self._compared(part, seconds / len(found)) for part in found]
        known = [week for week in weeks if week is not None]
        if len(known) < len(weeks):
            return None
        summed = (
            "queue", "fast_seated", "full_seated", "fast", "full", "bound", "violations",
        )  # fmt: skip
        counts = {name: sum(getattr(week, name) for week in known) for name in summed}
        return Compared(policy=self.policy.reference, week=self.week, **counts)

    def _compared(self, part: Part, seconds: float) -> Compared | None:
        """Both sides for a part of the people and classes only."""
        queue = np.array(part.people)
        seen = Snapshot(
            self.trial, self.world, self.people, self.before, self.after, self.week, queue,
            part.slots,
        )  # fmt: skip
        school = seen.school()
        measured = check(school, seen.plan())
        outcome = solve(school, Settings(time_limit=seconds, workers=1, seed=1))
        if outcome.plan is None:
            return None
        run, waiting = outcome.plan.run, {name_of(i) for i in part.people}
        assert run is not None
        seated = {p.learner for p in outcome.plan.placements} & waiting
        return Compared(
            policy=self.policy.reference,
            week=self.week,
            queue=len(queue),
            fast_seated=int((self.after.people["group"][queue] != NOWHERE).sum()),
            full_seated=len(seated),
            fast=measured.objective,
            full=run.objective,
            bound=run.bound if run.bound is not None else 0,
            violations=len(measured.violations),
        )
