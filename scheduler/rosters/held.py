"""What each learner is expected at, dated, from all rosters together.

Plans of one school follow each other: a later one takes the place of an earlier one from its
first day on. Everything else holds together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TypeAlias

from models import HoursKind, Learner, Meeting, Offering, Plan, PlannedClass, School, Slot, Strand
from models import activity_plan as around
from models.activity_plan import ActivityPlan, Lesson
from models.calendar import DatedSlot, monday_of
from models.courses import course, ends_on, location_of, ordered
from models.ledger import Pace, longest_week
from models.obligations import attended

Activities: TypeAlias = dict[str, list[Meeting]]
"""Meetings beside lessons, per learner."""
OPEN_ENDED = timedelta(weeks=156)
"""How long lessons of which nothing says when they end are taken to go on in the ledger."""
USUAL_WEEKS = 8
"""Weeks with lessons from which the usual week of a calendar or table is read."""


@dataclass(frozen=True)
class Rosters:
    """Rosters that belong to a school's source.

    ``plans`` come in order of time. ``dated`` are lessons by learner from calendars and tables,
    ``group`` the class of a learner where these name it; what they do not say when it ends is
    ``endless``. ``activities`` are plans of MAP, PVT, participation and bridging.
    """

    school: School
    plans: tuple[Plan, ...] = ()
    dated: Mapping[str, tuple[Lesson, ...]] = field(default_factory=dict)
    group: Mapping[str, str] = field(default_factory=dict)
    endless: frozenset[str] = frozenset()
    activities: tuple[ActivityPlan, ...] = ()

    # -- plans --------------------------------------------------------------------------------

    def until(self, plan: Plan) -> date | None:
        """Last day on which a plan holds: the day before the school's next one starts."""
        later = [p.start for p in self.plans if p.school == plan.school and p.start > plan.start]
        return min(later) - timedelta(days=1) if later else None

    def began(self, plan: Plan, group: PlannedClass) -> date:
        """First day of a class that earlier plans of the same school may have had already."""
        return min(
            p.start
            for p in self.plans
            if p.school == plan.school and group.reference in {c.reference for c in p.classes}
        )

    def ends(self, plan: Plan, group: PlannedClass) -> date | None:
        """Last day of a class in a plan: of the course, or before the school's next plan; ``None``
        when nothing says so.
        """
        known = group.ends
        if self._offering(plan, group) is not None:
            known = ends_on(self.school, group, plan.start, self.began(plan, group))
        days = [day for day in (known, self.until(plan)) if day is not None]
        return min(days, default=None)

    @cached_property
    def classes_of(self) -> dict[str, list[tuple[Plan, PlannedClass]]]:
        """The classes of every learner, plan after plan."""
        found: dict[str, list[tuple[Plan, PlannedClass]]] = {}
        for plan in self.plans:
            group = {c.reference: c for c in plan.classes}
            for placement in plan.placements:
                found.setdefault(placement.learner, []).append(
                    (plan, group[placement.class_reference])
                )
        return found

    def plan_on(self, on: date) -> Plan | None:
        """The school's own plan that holds on a day, or the first one to come."""
        own = [plan for plan in self.plans if plan.school == self.school.name]
        begun = [plan for plan in own if plan.start <= on]
        return begun[-1] if begun else next(iter(own), None)

    def open_ended(self) -> frozenset[str]:
        """Learners of some of whose lessons no roster says when they end."""
        ends: dict[tuple[int, str], date | None] = {}
        found = set(self.endless)
        for learner, classes in self.classes_of.items():
            for plan, group in classes:
                key = (id(plan), group.reference)
                if key not in ends:
                    ends[key] = self.ends(plan, group)
                if ends[key] is None:
                    found.add(learner)
        return frozenset(found)

    def _sessions(self, plan: Plan, group: PlannedClass) -> tuple[DatedSlot, ...]:
        last = self.ends(plan, group) or plan.start + OPEN_ENDED
        if self._offering(plan, group) is not None:
            sessions = course(self.school, group, plan.start, last, began=self.began(plan, group))
        else:
            pattern = [session.slot for session in ordered(group)]
            places = self._places(plan, group)
            sessions = self.school.calendar.sessions(
                pattern, plan.start, locations=places, until=last
            )
        return tuple(s for s in sessions if s.day <= last)

    def _places(self, plan: Plan, group: PlannedClass) -> list[str | None]:
        """Location of every session, as far as the source knows it; ``None`` online."""
        if self._offering(plan, group) is not None:
            return [location_of(self.school, session) for session in ordered(group)]
        place = group.location if group.location in self.school.location else None
        return [None if session.online else place for session in ordered(group)]

    def _offering(self, plan: Plan, group: PlannedClass) -> Offering | None:
        own = plan.school == self.school.name
        return self.school.offering.get(group.offering) if own else None

    # -- for the hours ------------------------------------------------------------------------

    def meetings(self, activities: Activities | None = None) -> dict[str, list[Meeting]]:
        """What every learner attends, in order of time; pauses and clashes left out.

        ``activities`` are meetings beside lessons, per learner.
        """
        found: dict[str, list[Meeting]] = {x.reference: [] for x in self.school.learners}
        lessons: dict[tuple[int, str], list[Meeting]] = {}
        for learner, classes in self.classes_of.items():
            for plan, group in classes:
                key = (id(plan), group.reference)
                if key not in lessons:
                    lessons[key] = list(self._lessons(plan, group))
                found[learner] += lessons[key]
        for learner, dated in self.dated.items():
            found[learner] += self._dated(learner, dated)
        for learner, more in (activities or {}).items():
            found[learner] += more
        pauses = self.school.pauses_of
        return {ref: attended(listed, pauses.get(ref, [])) for ref, listed in found.items()}

    def _lessons(self, plan: Plan, group: PlannedClass) -> Iterator[Meeting]:
        offering = self._offering(plan, group)
        contract = offering.total_hours if offering else None
        for session in self._sessions(plan, group):
            yield Meeting(session, group.name, Strand.LESSONS, HoursKind.LANGUAGE, contract)

    def _dated(self, learner: str, lessons: Sequence[Lesson]) -> Iterator[Meeting]:
        contract = self._contract(learner)
        for lesson in lessons:
            session = DatedSlot(lesson.day, lesson.slot, 0, lesson.end - lesson.start)
            label = lesson.group or self.group.get(learner) or lesson.source
            yield Meeting(
                session, label, Strand.LESSONS, HoursKind.LANGUAGE, contract, dated=lesson.dated
            )

    def _contract(self, learner: str) -> float | None:
        """Hours bought with the running class that a calendar or table names."""
        run = self.school.running.get(self.group.get(learner, ""))
        offering = self.school.offering.get(run.offering) if run is not None else None
        return offering.total_hours if offering is not None else None

    def pace(self, learner: Learner, on: date) -> Pace:
        """The pace of a learner's lessons on a day (or from the next plan on), without a class
        that of the longest week on offer.
        """
        now: dict[str, tuple[Plan, PlannedClass]] = {}
        for plan, group in self.classes_of.get(learner.reference, ()):
            last = self.until(plan)
            if last is None or last >= on:
                now.setdefault(plan.school, (plan, group))
        dated = self.dated.get(learner.reference, ())
        if not now and not dated:
            return longest_week(self.school, learner)
        slots = tuple(s.slot for _, group in now.values() for s in ordered(group))
        offerings = [self._offering(plan, group) for plan, group in now.values()]
        contracts = [o.total_hours if o is not None else None for o in offerings]
        weekly = sum(s.minutes for s in slots) / 60
        if dated:
            hours, usual = usual_week(dated, on)
            weekly, slots = weekly + hours, slots + usual if usual else ()
            contracts.append(self._contract(learner.reference))
        limits = [hours for hours in contracts if hours is not None]
        # A class without a number of contracted hours sets no limit.
        contract = sum(limits) if limits and len(limits) == len(contracts) else None
        return Pace(weekly, slots, contract)

    # -- for planning activities --------------------------------------------------------------

    def lessons(self, until: date) -> around.Rosters:
        """Every learner's lessons from the source's first day until a day, in order of time."""
        first = self.school.start
        found: dict[str, list[Lesson]] = {}
        class_of = dict(self.group)
        rows: dict[tuple[int, str], list[Lesson]] = {}
        for learner, classes in self.classes_of.items():
            for plan, group in reversed(classes):
                key = (id(plan), group.reference)
                if key not in rows:
                    rows[key] = [x for x in self._rows(plan, group) if first <= x.day <= until]
                found.setdefault(learner, []).extend(rows[key])
                last = self.until(plan)
                if last is None or last >= first:
                    class_of[learner] = group.reference
        for learner, dated in self.dated.items():
            found.setdefault(learner, []).extend(x for x in dated if first <= x.day <= until)
        lessons = {learner: tuple(sorted(set(rows))) for learner, rows in found.items()}
        return around.Rosters(lessons, class_of, self.open_ended())

    def _rows(self, plan: Plan, group: PlannedClass) -> Iterator[Lesson]:
        places, sessions = self._places(plan, group), ordered(group)
        for held in self._sessions(plan, group):
            yield Lesson(
                held.day,
                held.slot.start,
                held.slot.end,
                group.reference,
                plan.school,
                places[held.index],
                sessions[held.index].room,
            )


def usual_week(lessons: Sequence[Lesson], on: date) -> tuple[float, tuple[Slot, ...]]:
    """Lesson hours a week that has lessons, around a day, and the times of most of these weeks;
    no times when they do not make up those hours (another timetable every week).
    """
    weeks: dict[date, list[Lesson]] = {}
    for lesson in lessons:
        weeks.setdefault(monday_of(lesson.day), []).append(lesson)
    coming = sorted(week for week in weeks if week >= monday_of(on))[:USUAL_WEEKS]
    chosen = coming or sorted(weeks)[-USUAL_WEEKS:]
    if not chosen:
        return 0.0, ()
    hours = sum(x.end - x.start for week in chosen for x in weeks[week]) / 60 / len(chosen)
    count = Counter(x.slot for week in chosen for x in weeks[week])
    usual = tuple(sorted(slot for slot, n in count.items() if 2 * n > len(chosen)))
    same = abs(sum(s.minutes for s in usual) / 60 - hours) <= hours / 5
    return (sum(s.minutes for s in usual) / 60, usual) if same else (hours, ())
