"""Rosters made earlier, read from plan folders: what each learner is expected at, dated.

Plans of one school follow each other: a later one takes the place of an earlier one from its
first day on. Plans of several schools hold together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from models import HoursKind, Learner, Meeting, Offering, Plan, PlannedClass, School, Strand, Text
from models.calendar import DatedSlot
from models.courses import course, ordered
from models.ledger import Pace, longest_week
from models.obligations import attended
from scheduler.export import PlanFileError, read_plan

Activities: TypeAlias = dict[str, list[Meeting]]
"""Meetings beside lessons, per learner."""
OPEN_ENDED = timedelta(weeks=156)
"""How long lessons of a school whose offerings are not in the source are taken to go on."""

_UNKNOWN = Text(
    nl="{folder}, klas {group}: cursist '{ref}' staat niet op het blad Cursisten; gebruik dezelfde "
    "bron als bij het plannen",
    en="{folder}, class {group}: learner '{ref}' is not on the sheet Learners; use the source that "
    "was planned",
)
_ABSENT = Text(
    nl="{folder}, klas {group}: {what} '{ref}' staat niet in de bron; gebruik dezelfde bron als "
    "bij het plannen",
    en="{folder}, class {group}: {what} '{ref}' is not in the source; use the source that was "
    "planned",
)
_NO_CLASS = Text(
    nl="{folder}: er zijn cursisten geplaatst in klas '{ref}', maar die klas staat niet in het "
    "rooster; maak het plan opnieuw",
    en="{folder}: learners have been placed in class '{ref}', but the plan has no such class; make "
    "the plan again",
)
_OFFERING = Text(nl="aanbod", en="offering")
_ROOM = Text(nl="lokaal", en="room")
_TWICE = Text(
    nl="{folder}: er is al een rooster van {school} vanaf {day}; laat één van beide weg",
    en="{folder}: there is a roster of {school} from {day} already; leave one of the two out",
)


class WrongRosters(ValueError):  # noqa: N818 - what happened, not a kind of error
    """Rosters that cannot be used; ``problems`` has all of it, with places."""

    def __init__(self, problems: list[Text]) -> None:
        super().__init__("; ".join(text("en") for text in problems))
        self.problems = problems


@dataclass(frozen=True)
class Rosters:
    """Plans that belong to a school's source, in order of time."""

    school: School
    plans: tuple[Plan, ...]

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
        for learner, more in (activities or {}).items():
            found[learner] += more
        pauses = self.school.pauses_of
        return {ref: attended(listed, pauses.get(ref, [])) for ref, listed in found.items()}

    def _lessons(self, plan: Plan, group: PlannedClass) -> Iterator[Meeting]:
        offering = self._offering(plan, group)
        contract = offering.total_hours if offering else None
        last = self.until(plan)
        for session in self._sessions(plan, group, offering):
            if last is None or session.day <= last:
                yield Meeting(session, group.name, Strand.LESSONS, HoursKind.LANGUAGE, contract)

    def _sessions(
        self, plan: Plan, group: PlannedClass, offering: Offering | None
    ) -> tuple[DatedSlot, ...]:
        if offering is None:
            pattern = [session.slot for session in ordered(group)]
            last = plan.start + OPEN_ENDED
            return self.school.calendar.sessions(pattern, plan.start, until=last)
        open_ended = offering.duration_weeks is None and offering.total_hours is None
        until = plan.start + OPEN_ENDED if open_ended else None
        return course(self.school, group, plan.start, until, began=self.began(plan, group))

    def _offering(self, plan: Plan, group: PlannedClass) -> Offering | None:
        own = plan.school == self.school.name
        return self.school.offering.get(group.offering) if own else None

    def pace(self, learner: Learner, on: date) -> Pace:
        """The pace of a learner's lessons on a day (or from the next plan on), without a class
        that of the longest week on offer.
        """
        now: dict[str, tuple[Plan, PlannedClass]] = {}
        for plan, group in self.classes_of.get(learner.reference, ()):
            last = self.until(plan)
            if last is None or last >= on:
                now.setdefault(plan.school, (plan, group))
        if not now:
            return longest_week(self.school, learner)
        slots = tuple(s.slot for _, group in now.values() for s in ordered(group))
        offerings = [self._offering(plan, group) for plan, group in now.values()]
        limits = [o.total_hours for o in offerings if o is not None and o.total_hours is not None]
        # A class without a number of contracted hours sets no limit.
        contract = sum(limits) if limits and len(limits) == len(now) else None
        return Pace(sum(s.minutes for s in slots) / 60, slots, contract)


def read_rosters(school: School, folders: Sequence[Path]) -> Rosters:
    """Read plans and check that they belong to the school's source.

    Raises:
        WrongRosters: with everything that is wrong, place by place.
    """
    problems: list[Text] = []
    plans: list[Plan] = []
    for folder in folders:
        try:
            plan = read_plan(folder)
        except PlanFileError as error:
            problems.append(error.text)
            continue
        problems += _unknown(school, plan, folder)
        if any(p.school == plan.school and p.start == plan.start for p in plans):
            day = plan.start.strftime("%d-%m-%Y")
            problems.append(_TWICE.fill(folder=str(folder), school=plan.school, day=day))
        plans.append(plan)
    if problems:
        raise WrongRosters(problems)
    return Rosters(school, tuple(sorted(plans, key=lambda p: (p.start, p.school))))


def _unknown(school: School, plan: Plan, folder: Path) -> Iterator[Text]:
    names = {group.reference: group.name for group in plan.classes}
    for placement in plan.placements:
        name = names.get(placement.class_reference)
        if name is None:
            yield _NO_CLASS.fill(folder=str(folder), ref=placement.class_reference)
        elif placement.learner not in school.learner:
            yield _UNKNOWN.fill(folder=str(folder), group=name, ref=placement.learner)
    if plan.school != school.name:
        return
    for group in plan.classes:
        rooms = [s.room for s in group.sessions if s.room and s.room not in school.room]
        missing = [(_ROOM, room) for room in rooms]
        if group.offering not in school.offering:
            missing.append((_OFFERING, group.offering))
        for what, ref in missing:
            yield _ABSENT.fill(folder=str(folder), group=group.name, what=what, ref=ref)
