"""Carrying out trials: on one process or many, in parts that are kept.

A part is a handful of replications of all policies; every replication draws its people once and
gives them to every policy. What comes out depends on its numbers alone, so any number of
processes, in any order, gives the same figures; finished parts are kept in the output folder and
not done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from scheduler.fleet import How, Ledger, Line, Place, Processes, Task, cores, run
from scheduler.kernels import forget_old_kernels
from scheduler.laboratory.compiled import Compiled
from scheduler.laboratory.outcomes import COLUMNS, LONGEST, SERIES, Outcome, outcome_of
from scheduler.laboratory.trial import Trial, Tried
from solver.laboratory import simulate
from solver.laboratory.world import Array

HANDFUL = 5  # replications of a part
LOADING = "scheduler.laboratory.audit"  # with this module loaded a process can begin at once

OnProgress = Callable[[int, int, Callable[[], Tried]], None]
"""Hears replications done, replications asked for, and may ask for the outcomes so far."""


class Order(Protocol):
    """Work that can be done in another process."""

    def carried_out(self, line: Line) -> Any:
        """What comes out of it."""


@dataclass(frozen=True)
class Replications:
    """Some replications of a trial, told apart from others by its :meth:`Trial.mark`."""

    mark: str
    trial: Trial = field(compare=False)
    numbers: tuple[int, ...] = field(compare=False)

    def carried_out(self, line: Line) -> dict[str, Array]:
        """The outcomes of these replications, or of the first ones when asked to stop."""
        return _outcomes(self, line)


@lru_cache(maxsize=1)
def _worlds(order: Replications) -> list[Compiled]:
    """The worlds of a trial's policies; making them takes as long as some replications."""
    return [order.trial.world(policy) for policy in order.trial.policies]


def _outcomes(order: Replications, line: Line) -> dict[str, Array]:
    trial, worlds = order.trial, _worlds(order)
    found: list[list[Outcome]] = []
    for number in order.numbers:
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
        "replications": np.array(order.numbers[:count], dtype=np.int64),
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


def _work(order: Order, line: Line) -> Any:
    return order.carried_out(line)


def carried(
    orders: Iterable[tuple[str, Order]], place: Place | None, should_stop: Callable[[], bool]
) -> Iterator[tuple[str, Any]]:
    """Carry out orders at a ``place``, or one by one in this process: the key and the value of
    each as they end; those that a wish to stop came before are left out.

    Raises:
        RuntimeError: when one failed; its text is for a log.
    """
    if place is None:
        for key, order in orders:
            if should_stop():
                return
            yield key, order.carried_out(_Here(should_stop))
        return
    tasks = (Task(key, order) for key, order in orders)
    for ended in run(_work, tasks, place, should_stop=should_stop):
        if ended.how is How.DONE and ended.value is not None:
            yield ended.key, ended.value
        elif ended.how is not How.LEFT:
            raise RuntimeError(ended.trouble)


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

    ``jobs`` processes (``None``: one per core) or another ``place`` of the fleet. With
    ``resume`` parts that are there already, made from the same input, are taken over. A stopped
    trial returns what was done.

    Raises:
        OSError: when ``folder`` cannot be written.
        RuntimeError: when a part failed; its text is for a log.
    """
    stopped = should_stop or (lambda: False)
    jobs = jobs or cores()
    with working_at(place, jobs) as there:
        parts = Parts(trial, folder, resume, on_progress)
        parts.begin(stopped)
        for key, part in carried(parts.missing(), there, stopped):
            parts.keep(key, part)
    return parts.tried()


def working_at(
    place: AbstractContextManager[Place] | None, jobs: int
) -> AbstractContextManager[Place | None]:
    """Where work is carried out; ``None`` in it: in this very process. Processes load what they
    need from now on.
    """
    if place is not None:
        return place
    return nullcontext(None) if jobs == 1 else Processes(jobs, loading=LOADING)


class Parts:
    """The parts of a trial in a folder; those made from the same input before are there already.

    Raises:
        OSError: when the folder cannot be written.
    """

    def __init__(
        self, trial: Trial, folder: Path, resume: bool = True, on_progress: OnProgress | None = None
    ) -> None:
        forget_old_kernels()
        folder.mkdir(parents=True, exist_ok=True)
        if not resume:
            for old in folder.glob("*.npz"):
                old.unlink()
            (folder / "ledger.jsonl").unlink(missing_ok=True)
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

    def begin(self, should_stop: Callable[[], bool]) -> None:
        """Do the first part in this process, so that there are figures before others have begun."""
        for key, part in carried(self.missing()[: not self.parts], None, should_stop):
            self.keep(key, part)

    def missing(self) -> list[tuple[str, Replications]]:
        """Parts still to be done."""
        return [
            (key, Replications(self.mark, self.trial, numbers))
            for key, numbers in self.handfuls.items()
            if key not in self.parts
        ]

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

    @property
    def tried_all(self) -> bool:
        """Whether nothing is missing."""
        return sum(len(p["replications"]) for p in self.parts.values()) == self.trial.replications

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
