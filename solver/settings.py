"""How long and how to search, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models import Plan, Progress, Violation

OnProgress = Callable[[Progress], None]
OnPlan = Callable[[Plan], None]
ShouldStop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of a search.

    ``time_limit`` in seconds of wall time, ``work_limit`` in rounds of the search (each
    with its own deterministic limit); the first one reached ends it, ``None`` is no limit.
    The same school, seed, workers and work limit (with time to spare) give the same plan.
    ``workers`` ``None``: one per core.

    Raises:
        ValueError: on a limit that is not positive, or when both limits are missing.
    """

    time_limit: float | None = 60
    work_limit: int | None = None
    workers: int | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        if self.time_limit is None and self.work_limit is None:
            raise ValueError("a search needs a time limit or a work limit")
        for name in ("time_limit", "work_limit", "workers"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise ValueError(f"{name} must be positive")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan, or the smallest set of fixed things that contradict each other."""

    plan: Plan | None
    conflict: tuple[Violation, ...] = ()
