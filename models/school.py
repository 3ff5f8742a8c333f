"""Everything one school hands over to be planned, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from pydantic import Field

from models.activities import Activity, ActivityRecord, Interpreter, Stage, Trainer
from models.activity_policy import ActivityPolicy
from models.base import Record
from models.calendar import Calendar
from models.daysoff import Closing
from models.inflow_table import InflowRow
from models.intake import IntakePolicy
from models.intake_tables import PolicyRow, Registration, SweepRow, policies_from
from models.obligations import HoursKind, Pause, RouteSwitch
from models.offering import Audience, Offering
from models.people import (
    BusyReason,
    BusyWindow,
    Childcare,
    Gender,
    Household,
    HouseholdNeed,
    KeptFree,
    Learner,
    Pace,
    Route,
    Status,
)
from models.policy import Policy, Precedence
from models.resources import Location, Room, Teacher, TravelTime
from models.running import ClassRun
from models.text import Text
from models.times import Slot, minute_of

_OfLearner = TypeVar("_OfLearner", Pause, RouteSwitch)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong in a school's data.

    ``table`` is the field of :class:`School` it stands in, ``index`` the place in that
    list (``None``: the table as a whole), ``field`` the record's field. A ``warning`` does
    not stop planning. ``missing`` is the reference that leads nowhere, if that is the matter;
    ``other`` the place in the same list of the row that this one contradicts.
    """

    table: str
    index: int | None
    field: str | None
    text: Text
    fix: Text
    warning: bool = False
    missing: str | None = None
    other: int | None = None


class School(Record):
    """One planning problem as people state it. ``start`` is the first day of the plan.

    References between the tables are not checked here but by
    :func:`models.checks.issues`, all at once.
    """

    name: str
    start: date
    municipality: str | None = None
    learners: tuple[Learner, ...]
    households: tuple[Household, ...] = ()
    busy: tuple[BusyWindow, ...] = ()
    kept_free: tuple[KeptFree, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    rooms: tuple[Room, ...] = ()
    locations: tuple[Location, ...] = ()
    travel: tuple[TravelTime, ...] = ()
    offerings: tuple[Offering, ...] = ()
    classes: tuple[ClassRun, ...] = ()
    closings: tuple[Closing, ...] = ()
    pauses: tuple[Pause, ...] = ()
    switches: tuple[RouteSwitch, ...] = ()
    activities: tuple[Activity, ...] = ()
    stages: tuple[Stage, ...] = ()
    trainers: tuple[Trainer, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    activity_records: tuple[ActivityRecord, ...] = ()
    intake_rules: tuple[PolicyRow, ...] = ()
    sweeps: tuple[SweepRow, ...] = ()
    registrations: tuple[Registration, ...] = ()
    inflow: tuple[InflowRow, ...] = ()
    policy: Policy = Field(default_factory=lambda: Policy.model_validate({}))
    activity_policy: ActivityPolicy = Field(
        default_factory=lambda: ActivityPolicy.model_validate({})
    )

    @property
    def home(self) -> str:
        """What the own municipality is called where others stand beside it."""
        return self.municipality or self.name

    @cached_property
    def learner(self) -> dict[str, Learner]:
        """Learners by reference."""
        return {x.reference: x for x in self.learners}

    @cached_property
    def teacher(self) -> dict[str, Teacher]:
        """Teachers by reference."""
        return {x.reference: x for x in self.teachers}

    @cached_property
    def room(self) -> dict[str, Room]:
        """Rooms by reference."""
        return {x.reference: x for x in self.rooms}

    @cached_property
    def location(self) -> dict[str, Location]:
        """Locations by reference."""
        return {x.reference: x for x in self.locations}

    @cached_property
    def offering(self) -> dict[str, Offering]:
        """Offerings by reference."""
        return {x.reference: x for x in self.offerings}

    @cached_property
    def running(self) -> dict[str, ClassRun]:
        """Existing classes by reference."""
        return {x.reference: x for x in self.classes}

    @cached_property
    def household(self) -> dict[str, Household]:
        """Households by reference."""
        return {x.reference: x for x in self.households}

    @cached_property
    def intake_policies(self) -> tuple[IntakePolicy, ...]:
        """The intake policies of ``intake_rules``, in their order."""
        return policies_from(self.intake_rules)

    @cached_property
    def calendar(self) -> Calendar:
        """The days on which the school gives lessons."""
        policy = self.policy
        return Calendar(
            policy.holiday_region,
            follows=policy.follows_school_holidays,
            closings=self.closings,
            good_friday=policy.good_friday_free,
            liberation_day=policy.liberation_day_free,
            average_weeks=policy.lesson_weeks_per_year,
        )

    @cached_property
    def _minutes(self) -> dict[tuple[str, str], int]:
        table: dict[tuple[str, str], int] = {}
        for t in self.travel:
            table[t.from_area, t.to_area] = table[t.to_area, t.from_area] = t.minutes
        return table

    def travel_minutes(self, area: str | None, other: str | None) -> int:
        """Minutes between two areas; an unknown area counts as being in the same one."""
        if area is None or other is None or area == other:
            key = (area or other or "", other or area or "")
            return self._minutes.get(key, self.policy.same_area_minutes)
        return self._minutes.get((area, other), self.policy.unknown_travel_minutes)

    def way_between(self, location: str | None, other: str | None) -> int:
        """Minutes between two locations; 0 within one location or when one is online."""
        if location is None or other is None or location == other:
            return 0
        return self.travel_minutes(self.location[location].area, self.location[other].area)

    def way_from_home(self, learner: Learner, location: str | None) -> int:
        """Minutes from a learner's home to a location; 0 for an online lesson (``None``)."""
        if location is None:
            return 0
        return self.travel_minutes(learner.home_area, self.location[location].area)

    @cached_property
    def busy_windows(self) -> tuple[BusyWindow, ...]:
        """``busy``, where care for children ends when the childcare begins that is awaited."""
        care = {
            x.reference: x.childcare_from
            for x in self.learners
            if x.childcare is Childcare.WAITING and x.childcare_from is not None
        }
        ended = (
            window.before(care[window.person])
            if window.reason is BusyReason.CHILDCARE and window.person in care
            else window
            for window in self.busy
        )
        return tuple(window for window in ended if window is not None)

    @cached_property
    def windows_of(self) -> dict[str, list[BusyWindow]]:
        """``busy_windows`` by person."""
        found: dict[str, list[BusyWindow]] = {}
        for window in self.busy_windows:
            found.setdefault(window.person, []).append(window)
        return found

    @cached_property
    def kept_free_of(self) -> dict[str, list[KeptFree]]:
        """``kept_free`` by learner."""
        found: dict[str, list[KeptFree]] = {}
        for row in self.kept_free:
            found.setdefault(row.person, []).append(row)
        return found

    @cached_property
    def _windows(self) -> dict[str, list[BusyWindow]]:
        last = self.start + timedelta(weeks=self.policy.horizon_weeks)
        return {
            person: [window for window in windows if window.valid_between(self.start, last)]
            for person, windows in self.windows_of.items()
        }

    def windows(self, person: str) -> list[BusyWindow]:
        """Busy windows of a person that hold at some day of the planning horizon."""
        return self._windows.get(person, [])

    def is_hard(self, window: BusyWindow) -> bool:
        """Whether lessons may not touch the window.

        The window itself decides; left open, work gives way where lessons come first
        (report L1606) and an appointment always does; all else stands.
        """
        if window.hard is not None:
            return window.hard
        if window.reason is BusyReason.WORK:
            return self.policy.work_precedence is Precedence.WORK
        return window.reason is not BusyReason.APPOINTMENT

    def learnability(self, learner: Learner) -> int:
        """Learnability 0-100: as tested, else the middle of the learner's pace band."""
        if learner.learnability is not None:
            return learner.learnability
        return self.policy.typical_learnability(learner.pace)

    def pace(self, learner: Learner) -> Pace:
        """Pace as given, else as it follows from learnability."""
        return learner.pace or self.policy.pace_of(self.learnability(learner))

    def weeks_waiting(self, learner: Learner) -> int:
        """Whole weeks between registration and the start of the plan, at least 0."""
        return max(0, (self.start - learner.registered_on).days // 7)

    @cached_property
    def pauses_of(self) -> dict[str, list[Pause]]:
        """Agreed pauses per learner who has any."""
        return grouped(self.pauses)

    @cached_property
    def switches_of(self) -> dict[str, list[RouteSwitch]]:
        """Switches of route per learner who has any, in order of time."""
        return grouped(sorted(self.switches, key=lambda s: s.on))

    def term_ends_on(self, learner: Learner) -> date | None:
        """Last day of the integration term, pauses that extend it added; ``None`` when its
        start is unknown.
        """
        started = learner.term_started_on
        if started is None:
            return None
        year = started.year + self.policy.term_years
        try:
            ends = started.replace(year=year)
        except ValueError:  # 29 February
            ends = date(year, 2, 28)
        extending = (p for p in self.pauses_of.get(learner.reference, ()) if p.extends_term)
        return ends + timedelta(days=sum((p.last - p.first).days + 1 for p in extending))

    def audiences(self, learner: Learner) -> set[Audience]:
        """The groups of :class:`Audience` the learner belongs to."""
        found = set()
        if learner.work_paid and learner.work_hours > 0:
            found.add(Audience.PAID_WORK)
        if learner.lacks_childcare(self.start):
            found.add(Audience.NO_DAYTIME_CHILDCARE)
        if learner.status is Status.FAMILY:
            found.add(Audience.FAMILY_MIGRANTS)
        youngest = self.start.year - learner.birth_year if learner.birth_year else None
        if youngest is not None and youngest < self.policy.youth_age:
            found.add(Audience.YOUTH)
        if learner.gender is Gender.FEMALE:
            found.add(Audience.WOMEN)
        if learner.gender is Gender.MALE:
            found.add(Audience.MEN)
        return found

    def route_of(self, learner: Learner) -> Route:
        """The route in which a learner will finish: the last one switched to."""
        switches = self.switches_of.get(learner.reference)
        return switches[-1].to_route if switches else learner.route

    def hours_needed(self, learner: Learner, kind: HoursKind = HoursKind.LANGUAGE) -> float | None:
        """Hours that a learner's route asks for; ``None`` where it sets no norm.

        The Education route has no norm for language and participation and no MAP.
        """
        route, policy = self.route_of(learner), self.policy
        if kind is HoursKind.PVT:
            return policy.hours_pvt
        if route is Route.EDUCATION:
            return None
        is_z = route is Route.Z
        return {
            HoursKind.LANGUAGE: policy.hours_needed_z if is_z else policy.hours_needed_b1,
            HoursKind.PARTICIPATION: (
                policy.hours_participation_z if is_z else policy.hours_participation_b1
            )
            or None,
            HoursKind.PRACTICE: policy.hours_practice,
        }[kind]

    def works_as_practice(self, learner: Learner) -> bool:
        """Whether paid work makes a learner's hours of practice (report L1163-1165)."""
        least = self.policy.practice_by_work_hours
        return bool(least) and learner.work_paid and learner.work_hours >= least

    def attendance_of(self, learner: Learner, kind: HoursKind = HoursKind.LANGUAGE) -> float:
        """Share of the meetings a learner is at: of lessons his or her own, if known."""
        if kind is not HoursKind.LANGUAGE:
            return self.policy.attendance_activities
        return self.policy.attendance if learner.attendance is None else learner.attendance

    def lesson_weeks(self, learner: Learner, first: date, last: date) -> float:
        """Weeks of lessons for a learner between two dates: days off and pauses left out."""
        weeks = self.calendar.lesson_weeks
        paused = (
            weeks(max(first, p.first), min(last, p.last))
            for p in self.pauses_of.get(learner.reference, ())
        )
        return max(0.0, weeks(first, last) - sum(paused))

    def hours_at_pace(
        self, learner: Learner, weekly_hours: float, first: date, last: date
    ) -> float:
        """Language hours a learner makes between two dates with that many lesson hours a week."""
        attendance = self.attendance_of(learner)
        return weekly_hours * attendance * self.lesson_weeks(learner, first, last)

    def term_is_short(self, learner: Learner, weekly_hours: float) -> bool:
        """Whether the hours still needed no longer fit well in the term.

        Lessons of ``weekly_hours`` must make the missing hours before the term ends, less the
        policy's margin (:meth:`hours_at_pace`, the definition of the hours ledger as well).
        """
        ends, needed = self.term_ends_on(learner), self.hours_needed(learner)
        if ends is None or needed is None or weekly_hours <= 0:
            return False
        missing = max(0.0, needed - learner.hours_language)
        last = ends - timedelta(weeks=self.policy.term_margin_weeks, days=1)
        return missing > 0 and missing > self.hours_at_pace(learner, weekly_hours, self.start, last)

    @cached_property
    def homes(self) -> dict[str, list[Learner]]:
        """The learners of each household, in the order of ``learners``."""
        found: dict[str, list[Learner]] = {}
        for learner in self.learners:
            if learner.household:
                found.setdefault(learner.household, []).append(learner)
        return found

    def others_at_home(self, learner: Learner) -> list[Learner]:
        """The other learners of a learner's household."""
        return [
            x
            for x in self.homes.get(learner.household or "", ())
            if x.reference != learner.reference
        ]

    def need_of(self, household: str) -> tuple[HouseholdNeed, bool]:
        """What the learners of a household need of each other's lessons, and whether that is a
        rule: what its own row says, else the policy.
        """
        home = self.household.get(household)
        need = (home.need if home else None) or self.policy.household_need
        hard = home.hard if home and home.hard is not None else self.policy.household_hard
        return need, hard

    @cached_property
    def couples(self) -> tuple[tuple[Learner, Learner, HouseholdNeed, bool], ...]:
        """Pairs of learners of one household that need something of each other.

        Each is (learner, learner, need, hard), in the order of ``learners``. A household
        without a row of its own, or with a blank need, follows the policy.
        """
        found = []
        for reference, people in self.homes.items():
            need, hard = self.need_of(reference)
            if need is not HouseholdNeed.NOTHING:
                found += [(a, b, need, hard) for a, b in combinations(people, 2)]
        return tuple(found)

    def is_evening(self, slot: Slot) -> bool:
        """Whether a slot counts as an evening lesson (it starts at or after the policy's time)."""
        return slot.start >= minute_of(self.policy.evening_from)

    def may_come_evenings(self, learner: Learner) -> bool:
        """Whether the policy lets a learner have evening lessons; without a rule everybody may."""
        allowed = self.policy.evening_for
        return not allowed or not self.audiences(learner).isdisjoint(allowed)

    def class_maximum(self, offering: Offering) -> int:
        """Lowest of the legal and the school's own maximum (rooms come on top)."""
        legal = self.policy.legal_maximum(offering.routes, self.start)
        return offering.maximum if legal is None else min(legal, offering.maximum)

    def location_of(self, run: ClassRun) -> str | None:
        """Where a running class meets, if that is settled: its own location, its room's, or
        the only one its offering has.
        """
        if run.location is not None:
            return run.location
        if run.rooms:
            return self.room[run.rooms[0]].location
        allowed = self.offering[run.offering].locations
        return allowed[0] if len(allowed) == 1 else None

    def is_settled(self, learner: Learner) -> bool:
        """Whether nothing about a learner's week is open: a fixed member of a class with
        fixed times. What such a learner costs, no plan can change; goals leave it out.
        """
        run = self.running.get(learner.current_class or "")
        return run is not None and run.fixed_members and run.fixed_times

    def accepts_newcomers(self, run: ClassRun) -> bool:
        """Whether a running class is still inside its weeks of late entry."""
        weeks = self.offering[run.offering].late_entry_weeks
        if weeks is None or run.started_on is None:
            return True
        return self.start < run.started_on + timedelta(weeks=weeks)


def grouped(rows: Iterable[_OfLearner]) -> dict[str, list[_OfLearner]]:
    """Rows per learner."""
    found: dict[str, list[_OfLearner]] = {}
    for row in rows:
        found.setdefault(row.learner, []).append(row)
    return found
