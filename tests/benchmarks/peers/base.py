"""What every method is given, and how it tells where it stands."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from models import Plan, School
from tests.benchmarks.results import Point


class CannotModel(Exception):  # noqa: N818 - what happened, not a kind of error
    """The school has something that this method cannot express."""


@dataclass
class Budget:
    """Time, cores and seed of a run. The clock starts when the method gets the school."""

    seconds: float
    cores: int = 2
    seed: int = 1
    options: dict[str, str] = field(default_factory=dict)
    course: list[Point] = field(default_factory=list)
    detail: str | None = None
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None

    def used(self) -> float:
        """Seconds since the start, until the end when there was one."""
        return (self.ended or time.monotonic()) - self.began

    def end(self) -> None:
        """The plan is found; what the method still tells of its course is off the clock."""
        self.ended = time.monotonic()

    def left(self) -> float:
        """Seconds that are left, at least a little."""
        return max(self.seconds - self.used(), 0.05)

    def note(
        self,
        objective: int | None = None,
        bound: int | None = None,
        placed: int | None = None,
        seconds: float | None = None,
    ) -> None:
        """Remember a moment of the run."""
        at = self.used() if seconds is None else seconds
        self.course.append(Point(round(at, 2), objective, bound, placed))


Method = Callable[[School, Budget], Plan | None]
