"""The words of a fleet: tasks, the line back from them, how they ended, where they run."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

A = TypeVar("A")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Task(Generic[A]):
    """One piece of work: a key of its own, and an argument that can be pickled."""

    key: str
    argument: A


class Line(Protocol):
    """From running work back to who asked for it; may be used from several threads."""

    def tell(self, news: object) -> None:
        """Send a piece of news (anything that can be pickled); a lost line is no error."""

    def stopping(self) -> bool:
        """Whether to stop and return what there is; cheap enough to ask often."""


Work: TypeAlias = Callable[[A, Line], R]


class How(StrEnum):
    """How a task ended."""

    DONE = "done"
    FAILED = "failed"
    LOST = "lost"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Ended(Generic[R]):
    """A task that has ended: its ``value`` when done, its ``trouble`` (English, for a log) when
    failed or lost. ``attempts`` counts how often it began.
    """

    key: str
    how: How
    value: R | None = None
    trouble: str = ""
    attempts: int = 0


class Kind(StrEnum):
    """What an event is about."""

    STARTED = "started"
    NEWS = "news"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a task: it ``STARTED`` (``news`` is where: host and process),
    sent ``NEWS``, or its process died and it waits for its next attempt (``AGAIN``).
    """

    key: str
    kind: Kind
    news: Any = None


class WorkerLost(Exception):  # noqa: N818 - what happened to a worker, not a kind of error
    """The process that carried out a task died."""


class Left:
    """What a place answers for a task that it did not begin because of a wish to stop."""


class Place(Protocol):
    """Where tasks run. Open it with ``with``; leaving ends everything that still runs."""

    def room(self) -> int:
        """How many tasks to hand in at once; may change while a fleet runs."""

    def submit(self, work: Work[A, R], task: Task[A]) -> Future[R | Left]:
        """Begin a task. Its future raises :class:`WorkerLost` when its process dies, or what
        the work raised.
        """

    def events(self) -> list[Event]:
        """What was heard from tasks since the last call."""

    def ask_to_stop(self) -> None:
        """Tell everything that runs to stop."""
