"""What one method achieved on one school, and the figures that follow from it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from models.plan import gap_of

MISSING = "not installed"  # how the failure of a method begins that was not there


@dataclass(frozen=True, slots=True)
class Point:
    """A moment of a run: seconds since its start, best objective and bound known by then."""

    seconds: float
    objective: int | None = None
    bound: int | None = None
    placed: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One run. ``objective``, ``placed`` and ``violations`` are the independent checker's, of
    the final plan; ``failure`` says why there is none. ``memory`` is in MiB; ``commit`` is what
    was measured.
    """

    method: str
    instance: str
    learners: int
    limit: float
    seconds: float
    objective: int | None = None
    bound: int | None = None
    placed: int | None = None
    violations: int = 0
    broken: tuple[str, ...] = ()
    memory: float | None = None
    failure: str | None = None
    detail: str | None = None
    commit: str = ""
    course: tuple[Point, ...] = field(default=())

    @property
    def valid(self) -> bool:
        """Whether there is a plan, and it obeys every hard rule."""
        return self.objective is not None and not self.violations

    @property
    def late(self) -> float:
        """Seconds that the run took beyond its limit."""
        return max(self.seconds - self.limit, 0.0)

    @property
    def missing(self) -> bool:
        """Whether the method was not there to be measured."""
        return (self.failure or "").startswith(MISSING)

    @property
    def first_plan(self) -> float | None:
        """Seconds to the first plan (running classes with nobody added do not count as one)."""
        times = [p.seconds for p in self.course if p.objective is not None]
        return min(times, default=None)

    def gap(self, bound: int | None) -> float | None:
        """Distance from a bound, of a valid plan."""
        return gap_of(self.objective, bound) if self.valid else None

    def seconds_to(self, gap: float, bound: int | None = None) -> float | None:
        """Seconds until the gap was reached: to the run's own bound as it stood at that
        moment, or to a ``bound`` given for all.
        """
        if not self.valid:
            return None
        for point in self.course:
            reached = gap_of(point.objective, point.bound if bound is None else bound)
            if reached is not None and reached <= gap:
                return point.seconds
        return None


def best_bound(results: Iterable[Result]) -> int | None:
    """The highest bound any method proved for a school: it holds for all plans of it."""
    return max((r.bound for r in results if r.bound is not None), default=None)


def save(results: Iterable[Result], file: Path) -> None:
    """Write results as JSON."""
    file.write_text(json.dumps([asdict(r) for r in results], indent=1) + "\n", "utf-8")


def load(file: Path) -> list[Result]:
    """Read results back; none when there is no such file."""
    if not file.exists():
        return []
    return [result_of(row) for row in json.loads(file.read_text("utf-8"))]


def result_of(row: dict[str, object]) -> Result:
    """A result from its JSON form."""
    plain = dict(row)
    course = plain.pop("course")
    broken = plain.pop("broken")
    assert isinstance(course, list)
    assert isinstance(broken, list)
    return Result(
        **plain,  # type: ignore[arg-type]
        broken=tuple(broken),
        course=tuple(Point(**p) for p in course),
    )
