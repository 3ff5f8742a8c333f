"""What would still bring a learner to the norm, worked out from what is open to him or her."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from models.daysoff import DayOffKind
from models.ledger import DAY, TINY, Account, Verdict, earliest
from models.obligations import HoursKind
from models.people import Learner
from models.school import School
from models.text import Text
from models.times import Slot

MOST_LESSONS = 10
"""Dayparts of lessons in one week, at most (five days of two)."""
LONGEST_EXTENSION = timedelta(weeks=156)


class RepairKind(StrEnum):
    """A way to make up for missing hours."""

    START = "start"
    PLAN_ON = "plan_on"
    DAYPART = "daypart"
    EVENING = "evening"
    SUMMER = "summer"
    TOGETHER = "together"
    ATTENDANCE = "attendance"
    CONTRACT = "contract"
    WEEKLY = "weekly"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair that is enough by itself. ``amount`` is in its own unit: weeks of lessons,
    lessons a week, hours a week, hours, a share, or days of extension.
    """

    kind: RepairKind
    amount: float
    text: Text


def repairs(school: School, learner: Learner, account: Account) -> tuple[Repair, ...]:
    """What would be enough, the lightest first; nothing when all is well or the term unknown."""
    if account.verdict not in (Verdict.SHORT, Verdict.UNPLANNED) or account.term_ends is None:
        return ()
    search = _Search(school, learner, account, account.term_ends)
    if account.kind is not HoursKind.LANGUAGE:
        return tuple(search.activities())
    return tuple(search.lessons())


@dataclass(frozen=True)
class _Search:
    school: School
    learner: Learner
    account: Account
    ends: date

    @property
    def weekly(self) -> float:
        """Hours that a week of lessons at the present pace makes."""
        return self.account.pace.weekly * self.account.attendance

    # -- language ---------------------------------------------------------------------------

    def lessons(self) -> Iterator[Repair]:
        """For lessons: plan on, or more lessons, or better attendance, or more time."""
        account = self.account
        if account.verdict is Verdict.UNPLANNED:
            yield from self._plan_on()
            return
        if account.contract_is_short:
            yield from self._contract()
            if self._pace(account.on, self.ends) >= account.missing - TINY:
                return
        if account.pace.placed:
            yield from self._attendance()
            single = [*self._extra(False), *self._extra(True), *self._summer()]
            yield from single or self._together()
        yield from self._extension()

    def _plan_on(self) -> Iterator[Repair]:
        account = self.account
        if self.weekly <= 0:
            return
        weeks = ceil((account.unplanned - TINY) / self.weekly)
        if not account.pace.placed and account.last_chance is not None:
            yield Repair(
                RepairKind.START,
                weeks,
                _START.fill(
                    n=_hours(account.pace.weekly), day=_shown(account.last_chance), weeks=weeks
                ),
            )
            return
        begin = max(account.on, (account.planned_until or account.on) + DAY)
        done = earliest(
            lambda day: self._pace(begin, day) >= account.unplanned - TINY, begin, self.ends
        )
        if done is not None:
            text = _PLAN_ON.fill(weeks=weeks, day=_shown(begin), done=_shown(done))
            yield Repair(RepairKind.PLAN_ON, weeks, text)

    def _pace(self, first: date, last: date) -> float:
        return self.school.hours_at_pace(self.learner, self.account.pace.weekly, first, last)

    def _attendance(self) -> Iterator[Repair]:
        """The attendance at which what is left of the lessons would be enough."""
        account = self.account
        if account.attendance <= 0 or account.possible <= account.made + TINY:
            return
        offered = (account.possible - account.made) / account.attendance
        share = ceil(100 * (account.needed - account.made) / offered - TINY) / 100
        if share <= 1:
            text = _ATTENDANCE.fill(a=_percent(account.attendance), b=_percent(share))
            yield Repair(RepairKind.ATTENDANCE, share, text)

    def _extra(self, evening: bool) -> Iterator[Repair]:
        """The fewest extra lessons a week, at times on offer at which the learner is free."""
        account = self.account
        weeks = self.school.lesson_weeks(self.learner, _next_monday(account.on), self.ends)
        chosen: list[Slot] = []
        for slot in self._free(evening):
            if len(account.pace.slots) + len(chosen) >= MOST_LESSONS:
                return
            if any(slot.overlaps(other) for other in chosen):
                continue
            chosen.append(slot)
            if self._made(chosen, weeks) >= account.shortfall - TINY:
                kind = RepairKind.EVENING if evening else RepairKind.DAYPART
                one, more = (_EVENING, _EVENINGS) if evening else (_DAYPART, _DAYPARTS)
                text = (one if len(chosen) == 1 else more).fill(n=len(chosen), when=_when(chosen))
                yield Repair(kind, len(chosen), text)
                return

    def _made(self, slots: Sequence[Slot], weeks: float) -> float:
        return sum(s.minutes for s in slots) / 60 * weeks * self.account.attendance

    def _free(self, evening: bool) -> list[Slot]:
        """Times on offer for the route that fit in the learner's week."""
        school, learner = self.school, self.learner
        allowed = set(school.policy.evening_for)
        if evening and allowed and not school.audiences(learner) & allowed:
            return []
        route = school.route_of(learner)
        offered = {s for o in school.offerings if route in o.routes for s in o.slots}
        taken = [w.slot for w in school.windows(learner.reference) if school.is_hard(w)]
        taken += self.account.pace.slots
        return [
            slot
            for slot in sorted(offered)
            if school.is_evening(slot) is evening and not any(slot.overlaps(t) for t in taken)
        ]

    def _summer_weeks(self) -> float:
        """Weeks of summer holiday that are left in the term."""
        days = 0
        for off in self.school.calendar.days_off(self.account.on, self.ends):
            if off.kind is DayOffKind.SCHOOL and off.code == "summer":
                first, last = max(off.first, self.account.on), min(off.last, self.ends)
                days += (last - first).days + 1
        return days / 7

    def _summer(self) -> Iterator[Repair]:
        weeks = ceil((self.account.shortfall - TINY) / self.weekly) if self.weekly > 0 else 0
        if 0 < weeks <= self._summer_weeks():
            text = _SUMMER.fill(n=weeks, have=int(self._summer_weeks()))
            yield Repair(RepairKind.SUMMER, weeks, text)

    def _together(self) -> Iterator[Repair]:
        """All summer weeks and a lesson or two more a week, when neither is enough alone."""
        summer = int(self._summer_weeks())
        weeks = self.school.lesson_weeks(self.learner, _next_monday(self.account.on), self.ends)
        chosen: list[Slot] = []
        for slot in [*self._free(False), *self._free(True)]:
            if len(self.account.pace.slots) + len(chosen) >= MOST_LESSONS:
                return
            if any(slot.overlaps(other) for other in chosen):
                continue
            chosen.append(slot)
            extra = sum(s.minutes for s in chosen) / 60 * self.account.attendance
            made = summer * (self.weekly + extra) + self._made(chosen, weeks)
            if made >= self.account.shortfall - TINY:
                text = _TOGETHER.fill(n=len(chosen), when=_when(chosen), weeks=summer)
                yield Repair(RepairKind.TOGETHER, len(chosen), text)
                return

    def _contract(self) -> Iterator[Repair]:
        account = self.account
        contract = account.pace.contract
        if contract is None or account.attendance <= 0:
            return
        offered = account.made / account.attendance
        more = ceil(offered + account.missing / account.attendance - contract - TINY)
        text = _CONTRACT.fill(
            n=more,
            have=_hours(contract),
            share=_percent(account.attendance),
            made=_hours(contract * account.attendance),
        )
        yield Repair(RepairKind.CONTRACT, more, text)

    def _extension(self) -> Iterator[Repair]:
        """The extension in which the present pace makes what is short."""
        first = self.ends + DAY
        done = earliest(
            lambda day: self._pace(first, day) >= self.account.shortfall - TINY,
            first,
            self.ends + LONGEST_EXTENSION,
        )
        if done is not None:
            days = (done - self.ends).days
            yield Repair(RepairKind.EXTENSION, days, _EXTENSION.fill(day=_shown(done), n=days))

    # -- activities -------------------------------------------------------------------------

    def activities(self) -> Iterator[Repair]:
        """For participation, practice and PVT: hours a week, or more time."""
        account = self.account
        first = max(account.on, self.school.start)
        weeks = max(0.0, ((self.ends - first).days + 1) / 7)
        if account.verdict is Verdict.UNPLANNED and account.last_chance is not None and weeks > 0:
            if account.kind is not HoursKind.PARTICIPATION:
                hours = _hours(ceil(account.unplanned - TINY))
                text = _BLOCK.fill(n=hours, day=_shown(account.last_chance))
                yield Repair(RepairKind.PLAN_ON, account.unplanned, text)
                return
            weekly = ceil(10 * account.unplanned / weeks) / 10
            text = _WEEKLY.fill(
                n=_decimal(weekly),
                most=_hours(account.pace.weekly),
                day=_shown(account.last_chance),
            )
            yield Repair(RepairKind.WEEKLY, weekly, text)
        elif account.verdict is Verdict.SHORT and account.pace.weekly > 0:
            days = ceil(account.shortfall / (account.pace.weekly * account.attendance or 1) * 7)
            text = _EXTENSION_ACTIVITY.fill(
                day=_shown(self.ends + timedelta(days=days)), n=_hours(account.pace.weekly)
            )
            yield Repair(RepairKind.EXTENSION, days, text)


def _next_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _when(slots: Sequence[Slot]) -> Text:
    first = sorted(slots)
    return Text(
        nl="; ".join(s.text("nl") for s in first), en="; ".join(s.text("en") for s in first)
    )


def _shown(day: date) -> str:
    return day.strftime("%d-%m-%Y")


def _hours(value: float) -> Text:
    return _decimal(round(value, 1))


def _decimal(value: float) -> Text:
    text = f"{value:g}"
    return Text(nl=text.replace(".", ","), en=text)


def _percent(share: float) -> Text:
    text = f"{round(share * 100):d}"
    return Text(nl=f"{text} %", en=f"{text}%")


_START = Text(
    nl="begin uiterlijk op {day} in een klas met {n} uur les per week ({weeks} lesweken)",
    en="start by {day} in a class of {n} hours a week ({weeks} lesson weeks)",
)
_PLAN_ON = Text(
    nl="plan vanaf {day} nog {weeks} lesweken in hetzelfde tempo; dan is het rond op {done}",
    en="plan {weeks} more lesson weeks at the same pace from {day}; that makes it by {done}",
)
_ATTENDANCE = Text(nl="aanwezigheid van {a} naar {b}", en="attendance from {a} to {b}")
_DAYPART = Text(nl="één extra dagdeel per week ({when})", en="one extra daypart a week ({when})")
_DAYPARTS = Text(nl="{n} extra dagdelen per week ({when})", en="{n} extra dayparts a week ({when})")
_EVENING = Text(nl="één avond les per week ({when})", en="one evening of lessons a week ({when})")
_EVENINGS = Text(
    nl="{n} avonden les per week ({when})", en="{n} evenings of lessons a week ({when})"
)
_SUMMER = Text(
    nl="{n} weken les in de zomervakanties (er zijn er nog {have})",
    en="{n} weeks of lessons in the summer holidays ({have} are left)",
)
_TOGETHER = Text(
    nl="samen: {weeks} zomerweken les en extra lessen per week ({n}: {when})",
    en="together: {weeks} summer weeks of lessons and extra lessons a week ({n}: {when})",
)
_CONTRACT = Text(
    nl="{n} lesuren erbij inkopen: {have} uur bij {share} aanwezigheid is {made} uur",
    en="buy {n} more lesson hours: {have} hours at {share} attendance make {made} hours",
)
_EXTENSION = Text(
    nl="verlenging van de termijn tot {day} ({n} dagen), in hetzelfde tempo",
    en="extension of the term until {day} ({n} days), at the same pace",
)
_BLOCK = Text(
    nl="plan nog {n} uur; begin uiterlijk op {day}", en="plan {n} more hours; start by {day}"
)
_WEEKLY = Text(
    nl="{n} uur per week tot het einde van de termijn; met hoogstens {most} uur per week uiterlijk "
    "beginnen op {day}",
    en="{n} hours a week until the term ends; at {most} hours a week at most, start by {day}",
)
_EXTENSION_ACTIVITY = Text(
    nl="verlenging van de termijn tot {day}, ook met {n} uur per week",
    en="extension of the term until {day}, even at {n} hours a week",
)
