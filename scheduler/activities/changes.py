"""What changes: groups of an earlier plan that new rosters hurt, and what the repair moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models import School, Text
from models.activity_plan import ActivityGroup, ActivityPlan, Rosters
from solver.activities.rules import free, interpreter, one_place, room, same_staff, trainer
from solver.activities.rules.view import ActivityView

ROSTER_RULES = (free, one_place, room, trainer, interpreter)
"""Hard rules that another roster, room or timetable of a trainer can break."""


@dataclass(frozen=True, slots=True)
class Hurt:
    """A group of the earlier plan that cannot stay: members whose lessons now clash with it, and
    what is wrong in words (a room that is taken, a trainer who is not there).
    """

    group: str
    activity: str
    learners: tuple[str, ...]
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One learner's move: group references before and now, ``None`` for no place."""

    learner: str
    activity: str
    before: str
    now: str | None
    hurt: bool


@dataclass(frozen=True, slots=True)
class Staffed:
    """A group that keeps its dates but gets another trainer, interpreter or room (codes; ``None``:
    none).
    """

    group: str
    what: str
    before: tuple[str | None, ...]
    now: str | None


@dataclass(frozen=True)
class Repair:
    """How a plan differs from an earlier one."""

    hurt: tuple[Hurt, ...] = ()
    changes: tuple[Change, ...] = ()
    kept: int = 0
    staffed: tuple[Staffed, ...] = ()

    @property
    def moved(self) -> int:
        """Learners who have other meetings, or lost their place."""
        return len(self.changes)


def repair_of(school: School, rosters: Rosters, before: ActivityPlan, now: ActivityPlan) -> Repair:
    """Compare a plan with an earlier one under the present rosters."""
    view = ActivityView(school, rosters, before)
    clashing: dict[str, list[str]] = {}
    why: dict[str, dict[str, Text]] = {}
    for rule in ROSTER_RULES:
        for violation in rule.violations(view):
            for reference in violation.classes:
                why.setdefault(reference, {}).setdefault(violation.text("en"), violation.text)
                clashing.setdefault(reference, []).extend(violation.learners)
    hurt = tuple(
        Hurt(
            g.reference,
            g.activity,
            tuple(dict.fromkeys(clashing[g.reference])),
            tuple(why[g.reference].values()),
        )
        for g in before.groups
        if g.reference in why
    )
    was = {g.reference: g for g in before.groups}
    present = ActivityView(school, rosters, now, before)
    changes, kept = [], 0
    for row in before.members:
        old = was.get(row.group)
        if old is None or row.learner not in school.learner or ended(old, school):
            continue
        new = present.group_of.get((row.learner, old.activity))
        if new is not None and [m.begins for m in new.meetings] == [m.begins for m in old.meetings]:
            kept += 1
            continue
        changes.append(
            Change(
                row.learner,
                old.activity,
                old.reference,
                None if new is None else new.reference,
                row.learner in clashing.get(row.group, ()),
            )
        )
    return Repair(hurt, tuple(changes), kept, tuple(_staffed(present)))


def ended(group: ActivityGroup, school: School) -> bool:
    """Whether a group had its last meeting before the period."""
    return group.meetings[-1].day < school.start


def _staffed(view: ActivityView) -> Iterator[Staffed]:
    for swap in same_staff.changed(view):
        yield Staffed(swap.group.reference, swap.what, swap.before, swap.now)
