"""An earlier plan, indexed: which meetings people had, and who led which groups where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models import School
from models.activity_plan import ActivityGroup, ActivityPlan, Meeting
from solver.activities.series import SeriesSet

Dates = tuple[str, tuple[str, ...], tuple[int, ...]]
"""Activity, what members share, and the start of every meeting: a group seen from outside."""


@dataclass(frozen=True)
class Staff:
    """Trainers and rooms (``None``: nobody, none) of groups, and their interpreters by language."""

    trainers: set[str | None] = field(default_factory=set)
    rooms: set[str | None] = field(default_factory=set)
    interpreters: dict[str, set[str]] = field(default_factory=dict)

    def add(self, group: ActivityGroup) -> None:
        """Enter those of a group."""
        self.trainers.add(group.trainer)
        self.rooms.add(group.room)
        for row in group.interpreting:
            self.interpreters.setdefault(row.language, set()).add(row.interpreter)


@dataclass(frozen=True)
class Earlier:
    """``begins`` are starts of meetings by learner and activity, ``staff`` that of the groups of
    the same dates, ``members`` learners by group.
    """

    groups: tuple[ActivityGroup, ...] = ()
    members: dict[str, list[str]] = field(default_factory=dict)
    begins: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    staff: dict[Dates, Staff] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: ActivityPlan | None) -> Earlier:
        """The index of a plan; without a plan it is empty."""
        found = cls() if plan is None else cls(plan.groups, plan.members_of())
        for group in found.groups:
            starts = tuple(m.begins for m in group.meetings)
            found.staff.setdefault(_dates(group), Staff()).add(group)
            for learner in found.members.get(group.reference, ()):
                found.begins[learner, group.activity] = starts
        return found

    def going_on(self, school: School) -> list[ActivityGroup]:
        """Groups that have begun and still have meetings, in the form that they still have."""
        form = {a.reference: a.meetings for a in school.activities if a.is_group}
        return [
            group
            for group in self.groups
            if group.goes_on(school.start)
            and form.get(group.activity) == len(group.meetings)
            and {m.location for m in group.meetings} - {None} <= school.location.keys()
        ]

    def has_begun(self, name: tuple[str, str], series: SeriesSet) -> bool:
        """Whether a learner (first of ``name``) is in a series that has begun."""
        before = self.begins.get(name)
        if before is None or not series.begun.any():
            return False
        return list(before) in series.begins[series.begun].tolist()

    def staff_of(
        self, activity: str, shares: tuple[str, ...], meetings: Sequence[Meeting]
    ) -> Staff | None:
        """Staff of the groups with these dates; ``None`` when there were none."""
        return self.staff.get((activity, shares, tuple(m.begins for m in meetings)))


def _dates(group: ActivityGroup) -> Dates:
    return group.activity, group.shares, tuple(m.begins for m in group.meetings)
