"""The hours ledger: hours made, planned and needed of one learner, kind by kind.

Hours made are those on record on the first day of the plan, and from then on the share that
the learner attends of every meeting. Planned hours are that share of the meetings to come,
until the term ends or the hours that were contracted are used up. What the present pace would
add after the last planned meeting makes the hours *possible*. Nothing else makes hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from models.obligations import HoursKind, Meeting, Strand
from models.people import Learner
from models.school import School
from models.times import Slot

DAY = timedelta(days=1)
FURTHEST = timedelta(weeks=520)
"""How far back or ahead a date is looked for."""
TINY = 1e-6  # hours that are rounding only


class Verdict(StrEnum):
    """How a learner stands for one norm, the most worrying first.

    EXPIRED: the term is over. SHORT: impossible within the term at the present pace.
    UNPLANNED: the pace is enough, but not all hours are planned. OPEN: the term is unknown.
    ON_TRACK: what is planned is enough. DONE: the hours have been made.
    """

    EXPIRED = "expired"
    SHORT = "short"
    UNPLANNED = "unplanned"
    OPEN = "open"
    ON_TRACK = "on_track"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace at which a learner makes hours, or could.

    ``weekly`` is hours a week before attendance, in ``slots`` for lessons. ``contract`` is
    the hours bought per learner. ``placed`` is false for somebody without a class: the pace
    is then that of the longest week on offer for the route.
    """

    weekly: float
    slots: tuple[Slot, ...] = ()
    contract: float | None = None
    placed: bool = True


@dataclass(frozen=True)
class Account:
    """One learner's account for one norm on one day; hours count after attendance.

    ``credits`` are all hours by day from the plan's start until the end of the term; the sum
    of those before ``on`` and of the hours on record is ``made``, the rest is ``planned``.
    ``possible`` is what can be reached before the term ends at ``pace``. ``last_chance`` is
    the last day on which the missing hours can still be begun at that pace; ``None`` without
    a term, or when the pace (or the contract) never makes them.
    """

    learner: str
    kind: HoursKind
    on: date
    needed: float
    recorded: float
    credits: tuple[tuple[date, float], ...]
    made: float
    planned: float
    possible: float
    pace: Pace
    attendance: float
    term_began: date | None
    term_ends: date | None
    last_chance: date | None
    verdict: Verdict

    @property
    def too_slow(self) -> bool:
        """Whether at the present pace the missing hours do not fit even in the whole term."""
        began, chance = self.term_began, self.last_chance
        return chance is not None and began is not None and chance < began

    @property
    def too_late(self) -> bool:
        """Whether the last chance has passed."""
        return self.last_chance is not None and self.last_chance < self.on

    @property
    def missing(self) -> float:
        """Hours still to be made."""
        return max(0.0, self.needed - self.made)

    @property
    def unplanned(self) -> float:
        """Hours that what is planned leaves to be made."""
        return max(0.0, self.needed - self.made - self.planned)

    @property
    def shortfall(self) -> float:
        """Hours that the present pace leaves to be made at the end of the term."""
        return max(0.0, self.needed - self.possible)

    @cached_property
    def planned_until(self) -> date | None:
        """Day of the last planned meeting that counts."""
        return max(
            (day for day, hours in self.credits if day >= self.on and hours > 0), default=None
        )

    @cached_property
    def reached_on(self) -> date | None:
        """The day on which planned hours reach the norm; ``None`` if they do not."""
        return next(
            (day for day, total in self.curve() if day >= self.on and total >= self.needed - TINY),
            None,
        )

    def curve(self) -> Iterator[tuple[date, float]]:
        """Hours in all, after every day that adds some."""
        total = self.recorded
        for day, hours in self.credits:
            total += hours
            yield day, total

    @property
    def contract_is_short(self) -> bool:
        """Whether the contracted hours, attended as usual, are fewer than the norm."""
        contract = self.pace.contract
        return contract is not None and contract * self.attendance < self.needed - TINY


def accounts(
    school: School, learner: Learner, on: date, meetings: Sequence[Meeting], pace: Pace
) -> tuple[Account, ...]:
    """The accounts of a learner for every norm of his or her route.

    Args:
        on: the day of the ledger, not before the start of the plan.
        meetings: what the learner attends (:func:`models.obligations.attended`), all of it.
        pace: the pace of the language lessons.
    """
    found = []
    for kind in HoursKind:
        needed = school.hours_needed(learner, kind)
        if needed is not None:
            found.append(_Reckoning(school, learner, kind, on, pace).account(needed, meetings))
    return tuple(found)


def longest_week(school: School, learner: Learner) -> Pace:
    """The pace of somebody without a class: the longest week on offer for the route."""
    route = school.route_of(learner)
    fitting = [o for o in school.offerings if route in o.routes]
    best = max(fitting, key=lambda o: o.weekly_minutes, default=None)
    if best is None:
        return Pace(0.0, placed=False)
    return Pace(best.weekly_minutes / 60, contract=best.total_hours, placed=False)


@dataclass(frozen=True)
class _Reckoning:
    school: School
    learner: Learner
    kind: HoursKind
    on: date
    lessons: Pace

    @cached_property
    def attendance(self) -> float:
        return self.school.attendance_of(self.learner, self.kind)

    @cached_property
    def ends(self) -> date | None:
        return self.school.term_ends_on(self.learner)

    @cached_property
    def pace(self) -> Pace:
        """Of lessons the present one; of activities the most that fits beside lessons."""
        if self.kind is HoursKind.LANGUAGE:
            return self.lessons
        return Pace(self.school.policy.participation_hours_a_week)

    @cached_property
    def pot(self) -> tuple[HoursKind, ...]:
        """The kinds whose hours count for this norm (practice inside participation or not)."""
        shared = (HoursKind.PARTICIPATION, HoursKind.PRACTICE)
        inside = self.school.policy.practice_in_participation and self.kind in shared
        return shared if inside else (self.kind,)

    @cached_property
    def recorded(self) -> float:
        learner = self.learner
        hours = {
            HoursKind.LANGUAGE: learner.hours_language,
            HoursKind.PARTICIPATION: learner.hours_participation,
            HoursKind.PRACTICE: learner.hours_practice,
            HoursKind.PVT: learner.hours_pvt,
        }
        if self.school.works_as_practice(learner):
            practice = max(learner.hours_practice, self.school.policy.hours_practice)
            hours[HoursKind.PRACTICE] = practice
        return sum(hours[kind] for kind in self.pot)

    def account(self, needed: float, meetings: Sequence[Meeting]) -> Account:
        credits = tuple(self._credits(meetings))
        made = self.recorded + sum(hours for day, hours in credits if day < self.on)
        planned = sum(hours for day, hours in credits if day >= self.on)
        possible = self._possible(made, planned, credits)
        return Account(
            learner=self.learner.reference,
            kind=self.kind,
            on=self.on,
            needed=needed,
            recorded=self.recorded,
            credits=credits,
            made=made,
            planned=planned,
            possible=possible,
            pace=self.pace,
            attendance=self.attendance,
            term_began=self.learner.term_started_on,
            term_ends=self.ends,
            last_chance=self._last_chance(needed - made),
            verdict=self._verdict(needed, made, planned, possible),
        )

    def _credits(self, meetings: Sequence[Meeting]) -> Iterator[tuple[date, float]]:
        """Hours by day: attended, within the contract, until the term ends. A switch of route
        takes away (as negative hours) what does not count in the new route.
        """
        offered, total = self._offered(self.recorded), self.recorded
        last = self.ends or date.max
        counting = [
            m for m in meetings if m.kind in self.pot and self.school.start <= m.day <= last
        ]
        events: list[tuple[date, Meeting | float]] = [
            *((day, most) for day, most in self._limits() if day <= last),
            *((m.day, m) for m in counting),
        ]
        for day, event in sorted(events, key=lambda x: (x[0], isinstance(x[1], Meeting))):
            if not isinstance(event, Meeting):
                made = min(0.0, event - total)
            else:
                hours = event.session.hours * self._share(event)
                if event.contract is not None:
                    hours = min(hours, max(0.0, event.contract - offered))
                offered += hours
                made = hours * self.attendance
            total += made
            if made:
                yield day, made

    def _limits(self) -> list[tuple[date, float]]:
        """Days on which a switch of route to come limits the language hours that count."""
        if self.kind is not HoursKind.LANGUAGE:
            return []
        switches = self.school.switches_of.get(self.learner.reference, ())
        return [
            (s.on, s.hours_counted)
            for s in switches
            if s.on > self.school.start and s.hours_counted is not None
        ]

    def _share(self, meeting: Meeting) -> float:
        """Share of such meetings that takes place, where the days off are not known."""
        lesson = meeting.strand in (Strand.LESSONS, Strand.BRIDGING)
        return self.school.calendar.share if lesson and not meeting.dated else 1.0

    def _offered(self, hours: float) -> float:
        """Hours offered to somebody who made that many."""
        return hours / self.attendance if self.attendance > 0 else hours

    def _possible(
        self, made: float, planned: float, credits: Sequence[tuple[date, float]]
    ) -> float:
        ends = self.ends
        if ends is None:
            return made + planned
        if self.kind is not HoursKind.LANGUAGE:
            return made + max(planned, self._at_pace(self.on, ends))
        last = max((day for day, hours in credits if hours > 0), default=self.on - DAY)
        more = self._lessons_from(max(self.on, last + DAY), ends)
        if self.pace.contract is not None:
            left = self.pace.contract - self._offered(made + planned)
            more = min(more, max(0.0, left * self.attendance))
        return made + planned + more

    def _lessons_from(self, first: date, last: date) -> float:
        """Hours made between two dates when the present lessons go on: day by day where their
        times are known, so that a day off costs just the lessons of that day.
        """
        if not self.pace.slots or last < first:
            return self._at_pace(first, last)
        pauses = self.school.pauses_of.get(self.learner.reference, ())
        sessions = self.school.calendar.sessions(self.pace.slots, first, until=last)
        held = sum(
            session.hours
            for session in sessions
            if not any(pause.first <= session.day <= pause.last for pause in pauses)
        )
        return held * self.school.calendar.share * self.attendance

    def _at_pace(self, first: date, last: date) -> float:
        """Hours made between two dates at the present pace."""
        if self.kind is HoursKind.LANGUAGE:
            return self.school.hours_at_pace(self.learner, self.pace.weekly, first, last)
        weeks = max(0, (last - first).days + 1) / 7
        for pause in self.school.pauses_of.get(self.learner.reference, ()):
            overlap = (min(last, pause.last) - max(first, pause.first)).days + 1
            weeks -= max(0, overlap) / 7
        return max(0.0, weeks) * self.pace.weekly * self.attendance

    def _last_chance(self, missing: float) -> date | None:
        contract = self.pace.contract
        if self.ends is None or missing <= TINY:
            return None
        if contract is not None and self.kind is HoursKind.LANGUAGE:
            made = max(0.0, (self.school.hours_needed(self.learner) or 0) - missing)
            if (contract - self._offered(made)) * self.attendance < missing - TINY:
                return None
        ends = self.ends
        return latest(lambda day: self._at_pace(day, ends) >= missing - TINY, ends - FURTHEST, ends)

    def _verdict(self, needed: float, made: float, planned: float, possible: float) -> Verdict:
        if made >= needed - TINY:
            return Verdict.DONE
        if self.ends is None:
            return Verdict.OPEN
        if self.on > self.ends:
            return Verdict.EXPIRED
        if made + planned >= needed - TINY:
            return Verdict.ON_TRACK
        return Verdict.UNPLANNED if possible >= needed - TINY else Verdict.SHORT


def latest(holds: Callable[[date], bool], first: date, last: date) -> date | None:
    """The last day for which something holds that stops holding once; ``None`` if it never
    does.
    """
    if not holds(first):
        return None
    low, high = 0, (last - first).days
    while low < high:
        middle = (low + high + 1) // 2
        if holds(first + middle * DAY):
            low = middle
        else:
            high = middle - 1
    return first + low * DAY


def earliest(holds: Callable[[date], bool], first: date, last: date) -> date | None:
    """The first day for which something holds that goes on holding; ``None`` if it never
    does.
    """
    before = latest(lambda day: not holds(day), first, last)
    if before is None:
        return first
    return before + DAY if before < last else None
