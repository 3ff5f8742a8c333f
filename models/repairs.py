"""What would still bring a learner to the norm, worked out from what is open to him or her."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from math import ceil

from models import repair_texts as say
from models.calendar import days
from models.chances import Chance, FreeGroups, Room, Spare
from models.daysoff import DayOffKind
from models.ledger import DAY, TINY, Account, Verdict, earliest
from models.obligations import HoursKind
from models.people import Learner
from models.school import School
from models.text import Language, Text, capital, joined
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
    lessons a week, hours a week, hours, a share, or days of extension. ``note`` says whether
    there is room for it, where it asks for any.
    """

    kind: RepairKind
    amount: float
    text: Text
    room: Room | None = None
    note: Text | None = None

    def full(self, language: Language | str) -> str:
        """The repair with its note."""
        text = self.text(language)
        return text if self.note is None else f"{text}. {capital(self.note(language))}"


def repairs(
    school: School,
    learner: Learner,
    account: Account,
    spare: Spare | None = None,
    groups: FreeGroups | None = None,
) -> tuple[Repair, ...]:
    """What would be enough, the lightest first; nothing when all is well or the term unknown.

    Without ``spare`` nothing is known of free seats, teachers and rooms, without ``groups`` of
    groups of activities. What is proposed is booked in them, all that is named for a learner.
    """
    if account.verdict not in (Verdict.SHORT, Verdict.UNPLANNED) or account.term_ends is None:
        return ()
    search = _Search(school, learner, account, account.term_ends, spare, groups)
    if account.kind is not HoursKind.LANGUAGE:
        return tuple(search.activities())
    return tuple(search.lessons())


@dataclass(frozen=True)
class _Search:
    school: School
    learner: Learner
    account: Account
    ends: date
    spare: Spare | None
    groups: FreeGroups | None

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
            hours, day = account.pace.weekly, _shown(account.last_chance)
            text = say.START.fill(n=_hours(hours), day=day, weeks=weeks)
            yield Repair(RepairKind.START, weeks, text, *self._place(hours))
            return
        begin = max(account.on, (account.planned_until or account.on) + DAY)
        done = earliest(
            lambda day: self._pace(begin, day) >= account.unplanned - TINY, begin, self.ends
        )
        if done is not None:
            text = say.PLAN_ON.fill(weeks=weeks, day=_shown(begin), done=_shown(done))
            yield Repair(RepairKind.PLAN_ON, weeks, text)

    def _place(self, weekly: float) -> tuple[Room, Text]:
        """Whether somebody without a class could enter one."""
        if self.spare is None:
            return Room.UNKNOWN, say.UNKNOWN
        found = self.spare.place(self.learner, weekly)
        if found is not None:
            self.spare.book(self.learner, found[1])
            return Room.SEAT, say.CLASS.fill(name=found[0])
        taken = self.spare.alone.place(self.learner, weekly)
        if taken is not None:
            return Room.TAKEN, say.CLASS_TAKEN.fill(name=taken[0])
        return Room.NONE, say.NO_CLASS

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
            text = say.ATTENDANCE.fill(a=_percent(account.attendance), b=_percent(share))
            yield Repair(RepairKind.ATTENDANCE, share, text)

    def _extra(self, evening: bool) -> Iterator[Repair]:
        """The fewest extra lessons a week, at times on offer at which the learner is free."""
        weeks = self.school.lesson_weeks(self.learner, _next_monday(self.account.on), self.ends)
        short = self.account.shortfall - TINY
        chosen = self._enough(
            [self._chances, self._contested, self._anywhere],
            [evening],
            lambda slots: self._made(slots, weeks) >= short,
        )
        if chosen:
            kind = RepairKind.EVENING if evening else RepairKind.DAYPART
            one, more = (say.EVENING, say.EVENINGS) if evening else (say.DAYPART, say.DAYPARTS)
            text = (one if len(chosen) == 1 else more).fill(n=len(chosen), when=_when(chosen))
            yield Repair(kind, len(chosen), text, *self._told(chosen))

    def _enough(
        self,
        choices: Sequence[Callable[[bool], list[Chance]]],
        evenings: Sequence[bool],
        holds: Callable[[Sequence[Slot]], bool],
    ) -> list[Chance]:
        """The first lessons that together are enough, of the first choice in which some are; they
        are booked.
        """
        for choice in choices:
            chosen: list[Chance] = []
            for chance in (x for evening in evenings for x in choice(evening)):
                if len(self.account.pace.slots) + len(chosen) >= MOST_LESSONS:
                    break
                if any(chance.slot.overlaps(other.slot) for other in chosen):
                    continue
                books = self.spare.alone if self.spare and chance.room is Room.TAKEN else self.spare
                if books is not None and not books.within([*chosen, chance]):
                    continue
                chosen.append(chance)
                if holds([c.slot for c in chosen]):
                    if self.spare is not None and chance.room is not Room.TAKEN:
                        self.spare.book(self.learner, chosen)
                    return chosen
        return []

    def _chances(self, evening: bool) -> list[Chance]:
        """Lessons for which the plan has room."""
        if self.spare is None:
            return []
        return self.spare.lessons(self.learner, evening, self.account.pace.slots)

    def _contested(self, evening: bool) -> list[Chance]:
        """Lessons for which there would be room without those who are more urgent."""
        if self.spare is None:
            return []
        found = self.spare.alone.lessons(self.learner, evening, self.account.pace.slots)
        return [replace(chance, room=Room.TAKEN) for chance in found]

    def _anywhere(self, evening: bool) -> list[Chance]:
        """Times on offer at which the learner is free, whether there is room or not."""
        room = Room.UNKNOWN if self.spare is None else Room.NONE
        return [Chance(slot, room, slot.bilingual()) for slot in self._free(evening)]

    def _told(self, chosen: Sequence[Chance]) -> tuple[Room, Text]:
        """Whether there is room for lessons, and where."""
        rooms = {chance.room for chance in chosen}
        for room, text in ((Room.UNKNOWN, say.UNKNOWN), (Room.NONE, say.NONE)):
            if room in rooms:
                return room, text
        ordered = sorted(chosen, key=lambda c: c.slot)
        where = joined(
            c.text if len(ordered) == 1 else say.WHEN.fill(when=c.slot.bilingual(), where=c.text)
            for c in ordered
        )
        if Room.TAKEN in rooms:
            return Room.TAKEN, say.TAKEN.fill(where=where)
        if rooms == {Room.SEAT}:
            return Room.SEAT, say.SEATS.fill(where=where)
        return Room.STAFF, say.STAFF.fill(where=where)

    def _made(self, slots: Sequence[Slot], weeks: float) -> float:
        return sum(s.minutes for s in slots) / 60 * weeks * self.account.attendance

    def _free(self, evening: bool) -> list[Slot]:
        """Times on offer for the route that fit in the learner's week."""
        school, learner = self.school, self.learner
        if evening and not school.may_come_evenings(learner):
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

    @cached_property
    def _summers(self) -> list[float]:
        """Weeks of five days in every summer holiday left in the term on which the school is not
        closed.
        """
        calendar, found = self.school.calendar, []
        for off in calendar.days_off(self.account.on, self.ends):
            if off.kind is DayOffKind.SCHOOL and off.code == "summer":
                stretch = days(max(off.first, self.account.on), min(off.last, self.ends))
                open_ = sum(calendar.off(day) == off and day.weekday() < 5 for day in stretch)
                found.append(open_ / 5)
        return found

    def _in_summer(self, weeks: int) -> tuple[Room, Text]:
        """Whether somebody can teach so many weeks in summer."""
        if self.spare is None:
            return Room.UNKNOWN, say.WHO_IN_SUMMER
        return self.spare.summer(self.learner, weeks, self._summers)

    def _summer(self) -> Iterator[Repair]:
        weeks = ceil((self.account.shortfall - TINY) / self.weekly) if self.weekly > 0 else 0
        have = int(sum(self._summers))
        if 0 < weeks <= have:
            text = say.SUMMER.fill(n=weeks, have=have)
            yield Repair(RepairKind.SUMMER, weeks, text, *self._in_summer(weeks))

    def _together(self) -> Iterator[Repair]:
        """All summer weeks and a lesson or two more a week, when neither is enough alone."""
        summer = int(sum(self._summers))
        weeks = self.school.lesson_weeks(self.learner, _next_monday(self.account.on), self.ends)

        def enough(slots: Sequence[Slot]) -> bool:
            extra = sum(s.minutes for s in slots) / 60 * self.account.attendance
            made = summer * (self.weekly + extra) + self._made(slots, weeks)
            return made >= self.account.shortfall - TINY

        chosen = self._enough(
            [self._chances, self._contested, self._anywhere], [False, True], enough
        )
        if chosen:
            text = say.TOGETHER.fill(n=len(chosen), when=_when(chosen), weeks=summer)
            room, note = self._told(chosen)
            if summer:
                _, teacher = self._in_summer(summer)
                note = say.BOTH.fill(lessons=note, summer=teacher)
            yield Repair(RepairKind.TOGETHER, len(chosen), text, room, note)

    def _contract(self) -> Iterator[Repair]:
        account = self.account
        contract = account.pace.contract
        if contract is None or account.attendance <= 0:
            return
        offered = account.made / account.attendance
        more = ceil(offered + account.missing / account.attendance - contract - TINY)
        text = say.CONTRACT.fill(
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
            yield Repair(RepairKind.EXTENSION, days, say.EXTENSION.fill(day=_shown(done), n=days))

    # -- activities -------------------------------------------------------------------------

    def activities(self) -> Iterator[Repair]:
        """For participation, practice and PVT: hours a week, or more time."""
        account = self.account
        first = max(account.on, self.school.start)
        weeks = max(0.0, ((self.ends - first).days + 1) / 7)
        if account.verdict is Verdict.UNPLANNED and account.last_chance is not None and weeks > 0:
            if account.kind is not HoursKind.PARTICIPATION:
                hours = _hours(ceil(account.unplanned - TINY))
                text = say.BLOCK.fill(n=hours, day=_shown(account.last_chance))
                yield Repair(RepairKind.PLAN_ON, account.unplanned, text, *self._group(first))
                return
            weekly = ceil(10 * account.unplanned / weeks) / 10
            text = say.WEEKLY.fill(
                n=_decimal(weekly),
                most=_hours(account.pace.weekly),
                day=_shown(account.last_chance),
            )
            yield Repair(RepairKind.WEEKLY, weekly, text, *self._group(first))
        elif account.verdict is Verdict.SHORT and account.pace.weekly > 0:
            days = ceil(account.shortfall / (account.pace.weekly * account.attendance or 1) * 7)
            text = say.EXTENSION_ACTIVITY.fill(
                day=_shown(self.ends + timedelta(days=days)), n=_hours(account.pace.weekly)
            )
            yield Repair(RepairKind.EXTENSION, days, text)

    def _group(self, first: date) -> tuple[Room | None, Text | None]:
        """Whether there is a seat in a group; nothing where groups make no such hours."""
        if self.groups is None:
            known = any(a.is_group for a in self.school.activities)
            return (Room.UNKNOWN, say.NO_GROUPS) if known else (None, None)
        return self.groups.seat(self.learner, self.account.kind, first, self.ends) or (None, None)


def _next_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _when(chosen: Sequence[Chance]) -> Text:
    return joined(slot.bilingual() for slot in sorted(chance.slot for chance in chosen))


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
