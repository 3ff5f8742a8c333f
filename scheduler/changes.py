"""What a plan changes against the classes as they run now: who comes, who goes, what moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from models import ClassRun, Learner, PlannedClass
from models.times import Slot
from scheduler.view import PlanView

T = TypeVar("T")
Pair = tuple[tuple[T, ...], tuple[T, ...]]


@dataclass(frozen=True, slots=True)
class Moved:
    """One learner whose class changes; ``None`` where there was or will be none."""

    learner: Learner
    before: str | None
    after: PlannedClass | None


@dataclass(frozen=True, slots=True)
class ClassChange:
    """One running class before and after; ``after`` is ``None`` when it stops.

    ``times``, ``teachers`` and ``rooms`` are pairs of before and after, ``None`` where nothing
    changes or nothing was laid down before.
    """

    run: ClassRun
    after: PlannedClass | None
    was: int
    becomes: int
    coming: tuple[Moved, ...]
    going: tuple[Moved, ...]
    times: Pair[Slot] | None = None
    teachers: Pair[str] | None = None
    rooms: Pair[str] | None = None

    @property
    def rescheduled(self) -> bool:
        """Whether its members meet another time, teacher or room, or none at all."""
        return self.after is None or bool(self.times or self.teachers or self.rooms)

    @property
    def same(self) -> bool:
        """Whether nothing at all changes."""
        return not (self.rescheduled or self.coming or self.going)


def moved_learners(view: PlanView) -> list[Moved]:
    """Everybody whose class after the plan is another one than now, in the school's order."""
    found = []
    for learner in view.school.learners:
        after = view.class_of.get(learner.reference)
        if learner.current_class != (after.reference if after else None):
            found.append(Moved(learner, learner.current_class, after))
    return found


def class_changes(view: PlanView) -> list[ClassChange]:
    """All running classes, in the school's order."""
    coming: dict[str, list[Moved]] = defaultdict(list)
    going: dict[str, list[Moved]] = defaultdict(list)
    for moved in moved_learners(view):
        if moved.before is not None:
            going[moved.before].append(moved)
        if moved.after is not None:
            coming[moved.after.reference].append(moved)
    found = []
    for run in view.school.classes:
        comes, goes = tuple(coming[run.reference]), tuple(going[run.reference])
        becomes = len(view.members.get(run.reference, ()))
        found.append(_change(run, view.group.get(run.reference), becomes, comes, goes))
    return found


def _change(
    run: ClassRun,
    after: PlannedClass | None,
    becomes: int,
    coming: tuple[Moved, ...],
    going: tuple[Moved, ...],
) -> ClassChange:
    was = becomes - len(coming) + len(going)
    if after is None:
        return ClassChange(run, None, was, becomes, coming, going)
    sessions = sorted(after.sessions, key=lambda s: s.slot)
    rooms = _distinct([s.room for s in sessions if s.room])
    return ClassChange(
        run,
        after,
        was,
        becomes,
        coming,
        going,
        times=_pair(tuple(sorted(run.slots)), tuple(s.slot for s in sessions)),
        teachers=_pair(_distinct(run.teachers), _distinct([s.teacher for s in sessions])),
        rooms=_pair(_distinct(run.rooms), rooms),
    )


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _pair(before: tuple[T, ...], after: tuple[T, ...]) -> Pair[T] | None:
    return (before, after) if before and before != after else None
