"""What changes: groups of an earlier plan that new rosters hurt, and what the repair moves."""

from __future__ import annotations

from dataclasses import dataclass

from models import School, Text
from models.activity_plan import ActivityPlan, Rosters
from solver.activities.rules import free
from solver.activities.rules.view import ActivityView


@dataclass(frozen=True, slots=True)
class Hurt:
    """A group of the earlier plan, and its members whose lessons now clash with it."""

    group: str
    activity: str
    learners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One learner's move: group references before and now, ``None`` for no place."""

    learner: str
    activity: str
    before: str
    now: str | None
    hurt: bool


@dataclass(frozen=True)
class Repair:
    """How a plan differs from an earlier one."""

    hurt: tuple[Hurt, ...] = ()
    changes: tuple[Change, ...] = ()
    kept: int = 0

    @property
    def moved(self) -> int:
        """Learners who have other meetings, or lost their place."""
        return len(self.changes)


KEPT = Text(nl="{n} deelnames blijven zoals ze waren", en="{n} participations stay as they were")


def repair_of(school: School, rosters: Rosters, before: ActivityPlan, now: ActivityPlan) -> Repair:
    """Compare a plan with an earlier one under the present rosters."""
    view = ActivityView(school, rosters, before)
    clashing: dict[str, list[str]] = {}
    for violation in free.violations(view):
        clashing.setdefault(violation.classes[0], []).append(violation.learners[0])
    hurt = tuple(
        Hurt(g.reference, g.activity, tuple(clashing[g.reference]))
        for g in before.groups
        if g.reference in clashing
    )
    was = {g.reference: g for g in before.groups}
    present = ActivityView(school, rosters, now)
    changes, kept = [], 0
    for row in before.members:
        old = was.get(row.group)
        if old is None or row.learner not in school.learner:
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
    return Repair(hurt, tuple(changes), kept)
