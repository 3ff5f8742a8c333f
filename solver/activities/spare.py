"""Seats in planned groups, for learners whose hours of participation or PVT are not planned.

Whether somebody fits is asked of the checker: with the learner as a member, the group breaks no
rule that it does not break without. A seat that is proposed is gone for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from models import HoursKind, Learner, School, Text, Violation
from models.activity_plan import ActivityGroup, ActivityPlan, Membership, Rosters
from models.chances import Room
from solver.activities.rules import HARD, eligible, free, one_place, order, timing
from solver.activities.rules.view import ActivityView

_SEAT = Text(
    nl="er is plaats in groep {group}, {a} tot en met {b} ({n} uur)",
    en="there is a seat in group {group}, {a} to {b} ({n} hours)",
)
_TAKEN = Text(
    nl="er is alleen plaats in groep {group} ({a} tot en met {b}) als iemand die hier eerder staat "
    "die niet neemt",
    en="there is a seat in group {group} ({a} to {b}) only if somebody earlier in this list leaves "
    "it",
)
_NONE = Text(
    nl="in geen geplande groep is plaats die past; daarvoor is een nieuwe groep nodig",
    en="no planned group has a seat that fits; that takes a new group",
)

_EACH_ALONE = (eligible.RULE, timing.RULE, free.RULE, one_place.RULE, order.RULE)
"""Rules that look at every member alone."""
_ByName: TypeAlias = dict[str, list[Membership]]


@dataclass
class FreeGroups:
    """The groups of plans of activities; ``counts`` says of which activities the meetings make
    hours of which kinds, ``alone`` what kinds can be made without a group (placements).
    ``proposed`` are the seats given so far.
    """

    school: School
    rosters: Rosters
    plans: Sequence[ActivityPlan]
    counts: Mapping[str, frozenset[HoursKind]]
    alone: frozenset[HoursKind] = frozenset()
    proposed: list[Membership] = field(default_factory=list)

    def seat(
        self, learner: Learner, kind: HoursKind, first: date, last: date
    ) -> tuple[Room, Text] | None:
        """Whether a group with a seat begins and ends between two days, the earliest first;
        ``None`` when no activity makes hours of this kind, or when there is no seat and none is
        needed.
        """
        if not any(kind in kinds for kinds in self.counts.values()):
            return None
        taken: ActivityGroup | None = None
        for plan, group in self._groups(kind, first, last):
            if not self._concerns(learner, group) or self._is_full(plan, group, ()):
                continue
            if self._is_full(plan, group, self.proposed):
                if taken is None and self._fits(plan, group, learner, ()):
                    taken = group
            elif self._fits(plan, group, learner, self.proposed):
                self.proposed.append(Membership(learner=learner.reference, group=group.reference))
                return Room.SEAT, _told(_SEAT, group)
        if kind in self.alone:
            return None
        return (Room.NONE, _NONE) if taken is None else (Room.TAKEN, _told(_TAKEN, taken))

    def _groups(
        self, kind: HoursKind, first: date, last: date
    ) -> Iterator[tuple[ActivityPlan, ActivityGroup]]:
        for plan, group in self._ordered:
            if (
                kind in self.counts.get(group.activity, ())
                and first <= group.meetings[0].day
                and group.meetings[-1].day <= last
            ):
                yield plan, group

    @cached_property
    def _ordered(self) -> list[tuple[ActivityPlan, ActivityGroup]]:
        """All groups with their plans, the earliest first."""
        found = [
            (group.meetings[0].begins, n, group.reference, plan, group)
            for n, plan in enumerate(self.plans)
            for group in plan.groups
        ]
        return [row[3:] for row in sorted(found, key=lambda row: row[:3])]

    def _fits(
        self,
        plan: ActivityPlan,
        group: ActivityGroup,
        learner: Learner,
        proposed: Iterable[Membership],
    ) -> bool:
        """Whether a learner can be a member, beside those proposed; only the groups of the learner
        and of spouses are looked at.
        """
        people = {x.reference for x in (learner, *self.school.others_at_home(learner))}
        own, of_group = self._rows[id(plan)]
        rows = [row for who in people for row in own.get(who, ())]
        rows += [row for row in proposed if row.learner in people]
        if any(r.learner == learner.reference and r.group == group.reference for r in rows):
            return False
        mine = Membership(learner=learner.reference, group=group.reference)
        # Lessons of others make the same difference with and without the learner: none.
        lessons = {who: self.rosters.lessons.get(who, ()) for who in people}
        rosters = Rosters(lessons, self.rosters.class_of)
        # The learner alone first: whoever cannot come is the most usual answer.
        alone = plan.model_copy(update={"groups": (group,), "members": (mine,)})
        if any(free.violations(ActivityView(self.school, rosters, alone))):
            return False
        near = dict.fromkeys([*(r.group for r in rows), group.reference])
        groups = tuple(g for g in plan.groups if g.reference in near)
        members = [row for name in near for row in of_group.get(name, ())]
        members += [row for row in proposed if row.group in near]
        before = self._broken(plan, groups, members, rosters)
        return self._broken(plan, groups, [*members, mine], rosters) <= before

    @cached_property
    def _rows(self) -> dict[int, tuple[_ByName, _ByName]]:
        """The members of every plan, by learner and by group."""
        found: dict[int, tuple[_ByName, _ByName]] = {}
        for plan in self.plans:
            own, of_group = found[id(plan)] = {}, {}
            for row in plan.members:
                own.setdefault(row.learner, []).append(row)
                of_group.setdefault(row.group, []).append(row)
        return found

    @cached_property
    def _conditions(self) -> ActivityView:
        """The conditions of activities, whatever is planned."""
        nothing = self.plans[0].model_copy(update={"groups": (), "members": ()})
        return ActivityView(self.school, Rosters(), nothing)

    def _concerns(self, learner: Learner, group: ActivityGroup) -> bool:
        """Whether an activity is for a learner."""
        name = (learner.reference, group.activity)
        if name not in self._for_whom:
            activity = self._conditions.activity[group.activity]
            self._for_whom[name] = self._conditions.has_to(learner, activity)
        return self._for_whom[name]

    @cached_property
    def _for_whom(self) -> dict[tuple[str, str], bool]:
        return {}

    def _is_full(
        self, plan: ActivityPlan, group: ActivityGroup, proposed: Iterable[Membership]
    ) -> bool:
        _, of_group = self._rows[id(plan)]
        size = len(of_group.get(group.reference, ()))
        size += sum(r.group == group.reference for r in proposed)
        return size >= self._conditions.activity[group.activity].maximum

    def _broken(
        self,
        plan: ActivityPlan,
        groups: tuple[ActivityGroup, ...],
        members: Sequence[Membership],
        rosters: Rosters,
    ) -> set[tuple[str, str]]:
        """What these groups with these members break. Members whose lessons are not looked at are
        left out where each member counts alone.
        """
        whole = plan.model_copy(update={"groups": groups, "members": tuple(members)})
        few = tuple(row for row in members if row.learner in rosters.lessons)
        view = ActivityView(self.school, rosters, whole)
        alone = ActivityView(self.school, rosters, whole.model_copy(update={"members": few}))
        found: list[Violation] = []
        for rule in HARD:
            if rule.violations is not None:
                found += rule.violations(alone if rule in _EACH_ALONE else view)
        return {(v.rule, v.text("en")) for v in found}


def _told(text: Text, group: ActivityGroup) -> Text:
    first, last = group.meetings[0].day, group.meetings[-1].day
    hours = f"{sum(m.end - m.start for m in group.meetings) / 60:g}"
    return text.fill(
        group=group.reference,
        a=first.strftime("%d-%m-%Y"),
        b=last.strftime("%d-%m-%Y"),
        n=Text(nl=hours.replace(".", ","), en=hours),
    )
