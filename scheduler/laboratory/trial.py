"""A trial: several policies on one inflow, many replications, on one process or many.

A task is a handful of replications of all policies; every replication draws its people once and
gives them to every policy. What a task returns depends on its numbers alone, so any number of
processes, in any order, gives the same figures; finished tasks are kept in the output folder and
not done again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from models import Route, School
from models.intake import IntakePolicy
from scheduler.fleet import How, Ledger, Line, Place, Processes, Task, cores, fingerprint, run
from scheduler.kernels import forget_old_kernels
from scheduler.laboratory.compiled import Compiled, compiled
from scheduler.laboratory.outcomes import COLUMNS, LONGEST, SERIES, Outcome, outcome_of
from scheduler.laboratory.settings import assumptions
from scheduler.laboratory.span import Span
from solver.laboratory import simulate
from solver.laboratory.world import Array, State

FORMAT = "5"
HANDFUL = 5  # replications per task
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


OnProgress = Callable[[int, int, Callable[[], Tried]], None]
"""Hears replications done, replications asked for, and may ask for the outcomes so far."""


@dataclass(frozen=True)
class _Order:
    """Some replications of a trial, told apart from others by its :meth:`Trial.mark`."""

    mark: str
    trial: Trial = field(compare=False)
    replications: tuple[int, ...] = field(compare=False)


@lru_cache(maxsize=1)
def _worlds(order: _Order) -> list[Compiled]:
    """The worlds of a trial's policies; making them takes as long as some replications."""
    return [order.trial.world(policy) for policy in order.trial.policies]


def _carry_out(order: _Order, line: Line) -> dict[str, Array]:
    """The outcomes of a handful of replications."""
    trial, worlds = order.trial, _worlds(order)
    found: list[list[Outcome]] = []
    for number in order.replications:
        if line.stopping():
            break
        drawn: dict[bool, Array] = {}
        row = []
        for policy, world in zip(trial.policies, worlds, strict=True):
            if policy.pool not in drawn:
                drawn[policy.pool] = trial.people(policy, number)
            people = drawn[policy.pool]
            state = simulate(people, world.world)
            agreed = trial.school.policy.max_wait_weeks
            row.append(outcome_of(world, people, state, trial.span, agreed))
        found.append(row)
    count = len(found)
    shape = (len(trial.policies), count)
    weeks = trial.span.window
    packed = {
        "replications": np.array(order.replications[:count], dtype=np.int64),
        "figures": np.zeros((*shape, len(COLUMNS))),
        "waits": np.zeros((*shape, LONGEST), dtype=np.int64),
        "series": np.zeros((*shape, len(SERIES), weeks)),
    }
    for r, outcomes in enumerate(found):
        for p, outcome in enumerate(outcomes):
            packed["figures"][p, r] = outcome.figures
            packed["waits"][p, r] = outcome.waits
            packed["series"][p, r] = outcome.series
    return packed


class _Here:
    """A line for work in this very process."""

    def __init__(self, should_stop: Callable[[], bool]) -> None:
        self.stopping = should_stop

    def tell(self, news: object) -> None:
        """Nobody listens."""


def carry_out(
    trial: Trial,
    folder: Path,
    jobs: int | None = None,
    place: AbstractContextManager[Place] | None = None,
    resume: bool = True,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Tried:
    """Carry out a trial and keep its parts in ``folder``.

    ``jobs`` processes (``None``: one per core) or another ``place`` of the fleet; the first
    handful is done in this process, so that there are figures before others have begun. With
    ``resume`` parts that are there already, made from the same input, are taken over. A stopped
    trial returns what was done.

    Raises:
        OSError: when ``folder`` cannot be written.
        RuntimeError: when a part failed; its text is for a log.
    """
    forget_old_kernels()
    folder.mkdir(parents=True, exist_ok=True)
    if not resume:
        for old in folder.glob("*.npz"):
            old.unlink()
        (folder / "ledger.jsonl").unlink(missing_ok=True)
    keeper = _Keeper(trial, folder, on_progress)
    todo = keeper.missing()
    stopped = should_stop or (lambda: False)
    alone = place is None and (jobs or cores()) == 1
    here = todo if alone else todo[: not keeper.parts]
    _carry_out_here(trial, here, keeper, stopped)
    there = todo[len(here) :]
    if there and not stopped():
        with place or Processes(min(jobs or cores(), len(there))) as fleet:
            tasks = (Task(key, _Order(keeper.mark, trial, numbers)) for key, numbers in there)
            for ended in run(_carry_out, tasks, fleet, should_stop=stopped):
                if ended.how is How.DONE and ended.value is not None:
                    keeper.keep(ended.key, ended.value)
                elif ended.how is not How.LEFT:
                    raise RuntimeError(ended.trouble)
    return keeper.tried()


def _carry_out_here(
    trial: Trial,
    todo: list[tuple[str, tuple[int, ...]]],
    keeper: _Keeper,
    stopped: Callable[[], bool],
) -> None:
    for key, numbers in todo:
        if stopped():
            return
        keeper.keep(key, _carry_out(_Order(keeper.mark, trial, numbers), _Here(stopped)))


class _Keeper:
    """The parts of a trial in its folder."""

    def __init__(self, trial: Trial, folder: Path, on_progress: OnProgress | None) -> None:
        self.trial, self.folder, self.on_progress = trial, folder, on_progress
        self.mark, self.ledger = trial.mark(), Ledger(folder / "ledger.jsonl")
        self.handfuls = {
            f"r{numbers[0]:06d}-{len(numbers)}": numbers for numbers in self._numbers()
        }
        self.parts: dict[str, dict[str, Array]] = {}
        for key, numbers in self.handfuls.items():
            part = self._read(key)
            if part is not None and len(part["replications"]) == len(numbers):
                self.parts[key] = part
        self._tell()

    def _numbers(self) -> Iterator[tuple[int, ...]]:
        numbers = range(self.trial.replications)
        for at in range(0, len(numbers), HANDFUL):
            yield tuple(numbers[at : at + HANDFUL])

    def _read(self, key: str) -> dict[str, Array] | None:
        record = self.ledger.get(key, self.mark)
        if record is None:
            return None
        try:
            with np.load(self.folder / str(record["file"])) as stored:
                return {name: stored[name] for name in stored.files}
        except (OSError, ValueError, KeyError):
            return None

    def missing(self) -> list[tuple[str, tuple[int, ...]]]:
        """Parts still to be done."""
        return [(k, numbers) for k, numbers in self.handfuls.items() if k not in self.parts]

    def keep(self, key: str, part: dict[str, Array]) -> None:
        """Keep a part; one cut short by a wish to stop is not remembered as done."""
        self.parts[key] = part
        name = f"{key}-{self.mark[:8]}.npz"
        if len(part["replications"]) == len(self.handfuls[key]):
            np.savez_compressed(self.folder / name, allow_pickle=False, **part)
            self.ledger.keep(key, self.mark, {"file": name})
        self._tell()

    def _tell(self) -> None:
        if self.on_progress is not None:
            done = sum(len(p["replications"]) for p in self.parts.values())
            self.on_progress(done, self.trial.replications, self.tried)

    def tried(self) -> Tried:
        """Everything done so far, in the order of the replications."""
        parts = [self.parts[k] for k in self.handfuls if k in self.parts]
        count = len(self.trial.policies)
        if not parts:
            weeks = self.trial.span.window
            return Tried(
                self.trial, np.zeros(0, dtype=np.int64), np.zeros((count, 0, len(COLUMNS))),
                np.zeros((count, LONGEST)), np.zeros((count, len(SERIES), weeks)),
            )  # fmt: skip
        series = np.concatenate([p["series"] for p in parts], axis=1)
        return Tried(
            self.trial,
            np.concatenate([p["replications"] for p in parts]),
            np.concatenate([p["figures"] for p in parts], axis=1),
            np.concatenate([p["waits"] for p in parts], axis=1).sum(axis=1),
            series.mean(axis=1),
        )
