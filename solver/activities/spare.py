"""Seats in planned groups, for learners whose hours of participation or PVT are not planned.

Whether somebody fits is asked of the checker: with the learner as a member, the group breaks no
rule that it does not break without. A seat that is proposed is gone for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from models import HoursKind, Learner, School, Text, Violation
from models.activity_plan import ActivityGroup, ActivityPlan, Membership, Rosters
from models.chances import Room
from solver.activities.rules import HARD
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
        found = [
            (group.meetings[0].begins, n, plan, group)
            for n, plan in enumerate(self.plans)
            for group in plan.groups
            if kind in self.counts.get(group.activity, ())
            and first <= group.meetings[0].day
            and group.meetings[-1].day <= last
        ]
        for _, _, plan, group in sorted(found, key=lambda row: (row[:2], row[3].reference)):
            yield plan, group

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
        rows = [*plan.members, *proposed]
        if any(r.learner == learner.reference and r.group == group.reference for r in rows):
            return False
        people = {x.reference for x in (learner, *self.school.others_at_home(learner))}
        near = {r.group for r in rows if r.learner in people} | {group.reference}
        groups = tuple(g for g in plan.groups if g.reference in near)
        members = tuple(r for r in rows if r.group in near)
        mine = Membership(learner=learner.reference, group=group.reference)
        # Lessons of others make the same difference with and without the learner: none.
        lessons = {who: self.rosters.lessons.get(who, ()) for who in people}
        rosters = Rosters(lessons, self.rosters.class_of)
        before = self._broken(
            plan.model_copy(update={"groups": groups, "members": members}), rosters
        )
        now = plan.model_copy(update={"groups": groups, "members": (*members, mine)})
        return self._broken(now, rosters) <= before

    @cached_property
    def _conditions(self) -> ActivityView:
        """The conditions of activities, whatever is planned."""
        nothing = self.plans[0].model_copy(update={"groups": (), "members": ()})
        return ActivityView(self.school, Rosters(), nothing)

    def _concerns(self, learner: Learner, group: ActivityGroup) -> bool:
        """Whether an activity is for a learner."""
        return self._conditions.has_to(learner, self._conditions.activity[group.activity])

    def _is_full(
        self, plan: ActivityPlan, group: ActivityGroup, proposed: Iterable[Membership]
    ) -> bool:
        size = sum(r.group == group.reference for r in (*plan.members, *proposed))
        return size >= self._conditions.activity[group.activity].maximum

    def _broken(self, plan: ActivityPlan, rosters: Rosters) -> set[tuple[str, str]]:
        view = ActivityView(self.school, rosters, plan)
        found: list[Violation] = []
        for rule in HARD:
            if rule.violations is not None:
                found += rule.violations(view)
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
