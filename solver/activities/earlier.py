"""An earlier plan, indexed: which meetings people had, and who led which groups where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.activity_plan import ActivityGroup, ActivityPlan, Meeting

Dates = tuple[str, tuple[str, ...], tuple[int, ...]]
"""Activity, what members share, and the start of every meeting: a group seen from outside."""


@dataclass(frozen=True)
class Earlier:
    """``begins`` are starts of meetings by learner and activity; ``staff`` the trainers and rooms
    (``None``: nobody, none) that groups of the same dates had; ``members`` by group.
    """

    groups: tuple[ActivityGroup, ...] = ()
    members: dict[str, list[str]] = field(default_factory=dict)
    begins: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    staff: dict[Dates, tuple[set[str | None], set[str | None]]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: ActivityPlan | None) -> Earlier:
        """The index of a plan; without a plan it is empty."""
        found = cls() if plan is None else cls(plan.groups, plan.members_of())
        for group in found.groups:
            starts = tuple(m.begins for m in group.meetings)
            trainers, rooms = found.staff.setdefault(_dates(group), (set(), set()))
            trainers.add(group.trainer)
            rooms.add(group.room)
            for learner in found.members.get(group.reference, ()):
                found.begins[learner, group.activity] = starts
        return found

    def staff_of(
        self, activity: str, shares: tuple[str, ...], meetings: Sequence[Meeting]
    ) -> tuple[set[str | None], set[str | None]] | None:
        """Trainers and rooms of the groups with these dates; ``None`` when there were none."""
        return self.staff.get((activity, shares, tuple(m.begins for m in meetings)))


def _dates(group: ActivityGroup) -> Dates:
    return group.activity, group.shares, tuple(m.begins for m in group.meetings)
