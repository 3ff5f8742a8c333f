"""An earlier plan, indexed: which meetings people had, who led which groups where, what is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from models import School
from models.activities import Standing
from models.activity_plan import ActivityGroup, ActivityPlan, Finished, Meeting

Dates = tuple[str, tuple[str, ...], tuple[int, ...]]
"""Activity, what members share, and the start of every meeting: a group seen from outside. Of a
group that has begun only the meetings held count, since those to come may move.
"""
Name = tuple[str, str]
"""Learner and activity."""


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
    """``begins`` are starts of meetings by learner and activity, ``staff`` that of groups by their
    dates, ``members`` learners by group. ``going_on`` are groups that have begun before ``first``
    and have meetings left, in the form that they still have, ``own`` the dates of that of a
    learner. ``finished`` are participations that are over.
    """

    first: date = date.min
    groups: tuple[ActivityGroup, ...] = ()
    members: dict[str, list[str]] = field(default_factory=dict)
    begins: dict[Name, tuple[int, ...]] = field(default_factory=dict)
    staff: dict[Dates, Staff] = field(default_factory=dict)
    going_on: dict[Dates, list[ActivityGroup]] = field(default_factory=dict)
    own: dict[Name, Dates] = field(default_factory=dict)
    finished: dict[Name, Finished] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: ActivityPlan | None, school: School) -> Earlier:
        """The index of a plan for a source whose first day may have moved on; without a plan it
        is empty.
        """
        if plan is None:
            return cls(school.start)
        found = cls(school.start, plan.groups, plan.members_of(), finished=_over(plan, school))
        form = {a.reference: a.meetings for a in school.activities if a.is_group}
        for group in found.groups:
            dates = found.dates(group.activity, group.shares, group.meetings)
            found.staff.setdefault(dates, Staff()).add(group)
            goes_on = (
                group.goes_on(school.start)
                and form.get(group.activity) == len(group.meetings)
                and {m.location for m in group.meetings} - {None} <= school.location.keys()
            )
            if goes_on:
                found.going_on.setdefault(dates, []).append(group)
            for learner in found.members.get(group.reference, ()):
                found.begins[learner, group.activity] = tuple(m.begins for m in group.meetings)
                if goes_on:
                    found.own[learner, group.activity] = dates
        return found

    def dates(self, activity: str, shares: tuple[str, ...], meetings: Sequence[Meeting]) -> Dates:
        """How groups of two plans are told to be the same."""
        held = tuple(m.begins for m in meetings if m.day < self.first)
        return activity, shares, held or tuple(m.begins for m in meetings)

    def staff_of(
        self, activity: str, shares: tuple[str, ...], meetings: Sequence[Meeting]
    ) -> Staff | None:
        """Staff of the groups with these dates; ``None`` when there were none."""
        return self.staff.get(self.dates(activity, shares, meetings))

    def rows(self) -> Iterator[Finished]:
        """What is over, for the next plan."""
        yield from (self.finished[name] for name in sorted(self.finished))


def _over(plan: ActivityPlan, school: School) -> dict[Name, Finished]:
    """Participations that were over before the first day, unless they have to be done again."""
    groups = {g.reference: g for g in plan.groups if g.meetings[-1].day < school.start}
    found = {(x.learner, x.activity): x for x in plan.finished}
    for row in plan.members:
        group = groups.get(row.group)
        if group is not None:
            found[row.learner, group.activity] = Finished(
                learner=row.learner,
                activity=group.activity,
                last=group.meetings[-1].day,
                minutes=sum(m.end - m.start for m in group.meetings),
            )
    again = {
        (r.learner, r.activity) for r in school.activity_records if r.standing is Standing.REDO
    }
    return {
        name: row for name, row in found.items() if name not in again and name[0] in school.learner
    }
