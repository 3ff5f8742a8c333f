"""Look-ups over the rows of an activity plan, for the measuring side of the rules.

Rows that refer to nothing are kept out here and reported by the rule ``known``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models import BusyReason, Learner, School, Slot
from models.activities import Activity, ActivityRecord, Joining, Standing
from models.activity_plan import ActivityGroup, ActivityPlan, Lesson, Meeting, Rosters


@dataclass(frozen=True)
class ActivityView:
    """A school, its lesson rosters and a plan of activities, with the questions rules ask."""

    school: School
    rosters: Rosters
    plan: ActivityPlan
    previous: ActivityPlan | None = None

    @cached_property
    def activity(self) -> dict[str, Activity]:
        """Group activities by reference."""
        return {a.reference: a for a in self.school.activities if a.is_group}

    @cached_property
    def groups(self) -> list[ActivityGroup]:
        """Groups of known activities with meetings, each reference once."""
        found: dict[str, ActivityGroup] = {}
        for group in self.plan.groups:
            places = {m.location for m in group.meetings} - {None}
            known = group.activity in self.activity and places <= self.school.location.keys()
            if known and group.meetings:
                found.setdefault(group.reference, group)
        return list(found.values())

    @cached_property
    def group(self) -> dict[str, ActivityGroup]:
        """Groups by reference."""
        return {g.reference: g for g in self.groups}

    @cached_property
    def _seats(self) -> list[tuple[Learner, ActivityGroup]]:
        found = []
        for row in self.plan.members:
            learner, group = self.school.learner.get(row.learner), self.group.get(row.group)
            if learner is not None and group is not None:
                found.append((learner, group))
        return found

    @cached_property
    def _members(self) -> dict[str, list[Learner]]:
        found: dict[str, list[Learner]] = {}
        for learner, group in self._seats:
            found.setdefault(group.reference, []).append(learner)
        return found

    def members(self, group: ActivityGroup) -> list[Learner]:
        """Learners in a group."""
        return self._members.get(group.reference, [])

    def seats(self) -> Iterator[tuple[Learner, Activity, ActivityGroup]]:
        """Every learner in every group."""
        for learner, group in self._seats:
            yield learner, self.activity[group.activity], group

    @cached_property
    def group_of(self) -> dict[tuple[str, str], ActivityGroup]:
        """Group by learner and activity."""
        return {(x.reference, g.activity): g for x, g in self._seats}

    def coming(self, group: ActivityGroup) -> list[Meeting]:
        """Meetings of a group that are still to come."""
        return [m for m in group.meetings if m.day >= self.school.start]

    def has_begun(self, group: ActivityGroup) -> bool:
        """Whether the first meeting lies before the period."""
        return group.meetings[0].day < self.school.start

    @cached_property
    def going_on(self) -> dict[tuple[str, str], ActivityGroup]:
        """Groups of the earlier plan that have begun and still have meetings, by learner and
        activity; not those whose activity has changed its number of meetings or its places.
        """
        if self.previous is None:
            return {}
        found = {}
        groups = {g.reference: g for g in self.previous.groups}
        for row in self.previous.members:
            group = groups.get(row.group)
            if group is None or not group.goes_on(self.school.start):
                continue
            activity = self.activity.get(group.activity)
            places = {m.location for m in group.meetings} - {None}
            if (
                activity is not None
                and len(group.meetings) == activity.meetings
                and places <= self.school.location.keys()
            ):
                found[row.learner, group.activity] = group
        return found

    @cached_property
    def known_to_go_on(self) -> dict[tuple[str, str], bool]:
        """What was found of learners (and the group that each began in), see ``going_on``."""
        return {}

    def held(self, group: ActivityGroup) -> list[Meeting]:
        """Meetings of a group that lie before the period."""
        return [m for m in group.meetings if m.day < self.school.start]

    def is_same(self, before: ActivityGroup, now: ActivityGroup) -> bool:
        """Whether a group is one of the earlier plan: the same meetings have been held, else it
        has the same dates.
        """
        was, has = self.held(before), self.held(now)
        if not was or not has:
            was, has = list(before.meetings), list(now.meetings)
        return (
            before.activity == now.activity
            and before.shares == now.shares
            and [(m.day, m.start) for m in was] == [(m.day, m.start) for m in has]
        )

    @cached_property
    def _over(self) -> set[tuple[str, str]]:
        if self.previous is None:
            return set()
        found = {(row.learner, row.activity) for row in self.previous.finished}
        groups = {g.reference: g for g in self.previous.groups}
        for row in self.previous.members:
            group = groups.get(row.group)
            if group is not None and group.meetings[-1].day < self.school.start:
                found.add((row.learner, group.activity))
        return found

    def is_over(self, learner: Learner, activity: str) -> bool:
        """Whether a learner's group of an earlier plan is over, and need not be done again."""
        name = (learner.reference, activity)
        row = self.record.get(name)
        return name in self._over and (row is None or row.standing is not Standing.REDO)

    @cached_property
    def groups_of(self) -> dict[str, list[ActivityGroup]]:
        """All groups of each learner."""
        found: dict[str, list[ActivityGroup]] = {}
        for learner, group in self._seats:
            found.setdefault(learner.reference, []).append(group)
        return found

    @cached_property
    def record(self) -> dict[tuple[str, str], ActivityRecord]:
        """What is known, by learner and activity."""
        return {(r.learner, r.activity): r for r in self.school.activity_records}

    def registered(self, learner: Learner, activity: Activity) -> bool:
        """Whether the caseworker registered a learner."""
        row = self.record.get((learner.reference, activity.reference))
        return row is not None and row.joins

    def lessons(self, reference: str) -> dict[date, list[Lesson]]:
        """Lessons of a learner by day."""
        return self.rosters.by_day.get(reference, {})

    def clashing(self, reference: str, meeting: Meeting) -> list[Lesson]:
        """Lessons that leave a learner no time for a meeting, travel counted."""
        return [
            lesson
            for lesson in self.lessons(reference).get(meeting.day, ())
            if meeting.start < lesson.end + (way := self._way(lesson.location, meeting.location))
            and lesson.start < meeting.end + way
        ]

    def _way(self, place: str | None, other: str | None) -> int:
        if place is None or other is None or place == other:
            return 0
        areas = self.school.location[place].area, self.school.location[other].area
        return self.school.travel_minutes(*areas)

    def way(self, one: Meeting, other: Meeting) -> int:
        """Travel minutes between two meetings."""
        return self._way(one.location, other.location)

    def overlap(self, one: ActivityGroup, other: ActivityGroup) -> Meeting | None:
        """A meeting of one group that leaves no time for one of the other."""
        for mine in self.coming(one):
            for theirs in self.coming(other):
                if mine.day == theirs.day:
                    way = self.way(mine, theirs)
                    if mine.start < theirs.end + way and theirs.start < mine.end + way:
                        return mine
        return None

    def busy(self, learner: Learner, activity: Activity, meeting: Meeting) -> set[bool]:
        """Hard (True) and soft (False) busy windows that a meeting touches."""
        found: set[bool] = set()
        if meeting.day < self.school.start:
            return found
        slot = meeting.slot
        for window in self.school.windows_of.get(learner.reference, ()):
            if window.valid_from is not None and meeting.day < window.valid_from:
                continue
            if window.valid_until is not None and meeting.day > window.valid_until:
                continue
            way = 0
            if meeting.location is not None:
                here = self.school.location[meeting.location].area
                way = self.school.travel_minutes(window.area or learner.home_area, here)
            if slot.overlaps(window.slot, way):
                work = window.reason is BusyReason.WORK and activity.over_work
                found.add(self.school.is_hard(window) and not work)
        return found

    def has_to(self, learner: Learner, activity: Activity) -> bool:
        """Whether a learner has to take part and is ready for it (time aside)."""
        if self.is_over(learner, activity.reference):
            return False
        row = self.record.get((learner.reference, activity.reference))
        if row is not None:
            return row.joins
        if activity.joining is Joining.REGISTERED:
            return False
        return not list(self.unfit(learner, activity))

    def unfit(self, learner: Learner, activity: Activity) -> Iterator[str]:
        """Conditions of an activity that a learner does not meet."""
        if activity.routes and learner.route not in activity.routes:
            yield "route"
        if activity.statuses and learner.status not in activity.statuses:
            yield "status"
        if activity.literacies and learner.literacy not in activity.literacies:
            yield "literacy"
        if activity.genders and learner.gender not in activity.genders:
            yield "gender"
        if (learner.reference, activity.reference) not in self.going_on:
            yield from self._unready(learner, activity)
        born = learner.birth_year
        if activity.age_from is not None or activity.age_to is not None:
            low, high = activity.age_from or 0, activity.age_to or 999
            if born is None or not low <= self.school.start.year - born <= high:
                yield "age"
        free, freed = activity.exempt_work_hours, activity.exempt_statuses or (learner.status,)
        works = free is not None and learner.work_paid and learner.work_hours >= free
        if works and learner.status in freed:
            yield "work"

    def _unready(self, learner: Learner, activity: Activity) -> Iterator[str]:
        """Conditions that whoever began has met once and for all."""
        if learner.score < activity.level_from.score or learner.score > activity.level_to.score:
            yield "level"
        if learner.hours_language < activity.language_hours_from:
            yield "language hours"
        if learner.hours_participation < activity.participation_hours_from:
            yield "participation hours"


def slots_join(slot: Slot, windows: tuple[Slot, ...]) -> bool:
    """Whether a slot lies inside windows, of which adjacent ones count as one."""
    minute = slot.start
    for window in sorted(windows):
        if window.weekday == slot.weekday and window.start <= minute < window.end:
            minute = window.end
    return minute >= slot.end
