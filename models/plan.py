"""What planning gives back: classes with sessions, placements, waiting list, score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from models.base import Record
from models.text import Text
from models.times import Slot


class Session(Record):
    """One weekly lesson; ``room`` is ``None`` exactly when it is online."""

    slot: Slot
    teacher: str
    room: str | None = None
    online: bool = False


class PlannedClass(Record):
    """A class of the plan. ``existing`` names the :class:`ClassRun` that it continues
    (then equal to ``reference``). ``ends`` is the day of the last lesson where the offering
    tells; it is for those who read the plan without the offerings.
    """

    reference: str
    offering: str
    name: str
    location: str | None = None
    sessions: tuple[Session, ...]
    existing: bool = False
    ends: date | None = None


class Placement(Record):
    """One learner in one class."""

    learner: str
    class_reference: str


class Reason(Record):
    """Why somebody waits, or what would help; ``code`` is stable, the texts are for people."""

    code: str
    nl: str
    en: str


class Waiting(Record):
    """A learner without a class: why, and what would change it."""

    learner: str
    reasons: tuple[Reason, ...] = ()
    remedies: tuple[Reason, ...] = ()


class ScoreLine(Record):
    """One goal's share of the objective: ``cost`` in points, ``amount`` in the goal's own
    unit; names for people in both languages.
    """

    rule: str
    amount: float
    cost: int
    nl: str
    en: str
    unit_nl: str
    unit_en: str


class Progress(Record):
    """A moment of the search: seconds since its start, best objective, proven bound."""

    seconds: float
    stage: str
    objective: int | None = None
    bound: int | None = None
    placed: int | None = None

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective; 0 when both are 0; ``None`` when unknown."""
        return gap_of(self.objective, self.bound)


def gap_of(objective: int | None, bound: int | None) -> float | None:
    """Relative distance from the proven bound, between 0 and 1."""
    if objective is None or bound is None:
        return None
    return 0.0 if objective <= bound else (objective - bound) / objective


class Stop(StrEnum):
    """Why a search ended."""

    OPTIMAL = "optimal"
    TIME = "time"
    WORK = "work"
    USER = "user"


class RunInfo(Record):
    """How the plan was made: settings, the proven bound, and the course of the search."""

    objective: int
    bound: int | None
    gap: float | None
    gap_reason: str | None = None
    seconds: float
    seed: int
    workers: int
    time_limit: float | None = None
    work_limit: int | None = None
    stop: Stop
    history: tuple[Progress, ...] = ()
    version: str = ""


class Plan(Record):
    """A plan for one school from ``start`` on. ``notices`` are things the reader must know
    (for instance that the Addendum no longer holds on the start date).
    """

    school: str
    start: date
    classes: tuple[PlannedClass, ...]
    placements: tuple[Placement, ...]
    waiting: tuple[Waiting, ...] = ()
    score: tuple[ScoreLine, ...] = ()
    notices: tuple[Reason, ...] = ()
    run: RunInfo | None = None
    format: int = Field(default=1, description="version of this file format")

    def members(self) -> dict[str, list[str]]:
        """Learners per class reference, in plan order; classes without learners included."""
        found: dict[str, list[str]] = {c.reference: [] for c in self.classes}
        for placement in self.placements:
            found.setdefault(placement.class_reference, []).append(placement.learner)
        return found


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule broken by a plan: the rule, whom it concerns, and the story for a person."""

    rule: str
    text: Text
    learners: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
