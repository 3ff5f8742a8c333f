"""What is planned for learners one by one: placements in free dayparts, and bridging.

Employers want whole and stable days, so a placement takes as few days as possible and, among
these, as many days without lessons as possible. Then what the learner wishes counts. Every choice
of dayparts is looked at.

A bridging group is open every week. Who has no class enters in order of registration as soon as
there is a seat, stays at most as long as agreed, and keeps the place in the queue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from models import Learner, School, Slot
from models.activities import Activity, ActivityKind, Yielding
from models.activity_plan import ActivityPlan, Placed, Rosters, Stay
from models.times import minute_of
from solver.activities import people

_MOST_DAYPARTS = 14  # every choice of more would be too many to look at
LASTING = 10  # meetings from which an activity counts as part of the usual week


@dataclass(frozen=True)
class _Choice:
    """Dayparts with what matters about them, best first when sorted by ``rank``."""

    slots: tuple[Slot, ...]
    needed: int
    whole: frozenset[int]
    unwished: frozenset[Slot]

    @property
    def minutes(self) -> int:
        return sum(s.minutes for s in self.slots)

    @property
    def whole_days(self) -> int:
        return len({s.weekday for s in self.slots} & self.whole)

    @property
    def rank(self) -> tuple[int, int, int, int, int, tuple[Slot, ...]]:
        days = len({s.weekday for s in self.slots})
        over = self.minutes - self.needed
        against = sum(s in self.unwished for s in self.slots)
        return max(0, -over), days, -self.whole_days, against, max(0, over), self.slots


def usual_week(rosters: Rosters, plan: ActivityPlan, reference: str) -> list[Slot]:
    """Slots of a learner's lessons and lasting activities, each once."""
    found = {Slot(x.day.weekday(), x.start, x.end) for x in rosters.lessons.get(reference, ())}
    mine = {m.group for m in plan.members if m.learner == reference}
    for group in plan.groups:
        if group.reference in mine and len(group.meetings) >= LASTING:
            found |= {m.slot for m in group.meetings}
    return sorted(found)


def placements_of(school: School, rosters: Rosters, plan: ActivityPlan) -> tuple[Placed, ...]:
    """Every individual placement, in the order of the learners."""
    found = []
    records = {(r.learner, r.activity): r for r in school.activity_records}
    for activity in school.activities:
        if activity.kind is not ActivityKind.PLACEMENT:
            continue
        for learner in school.learners:
            record = records.get((learner.reference, activity.reference))
            if not people.takes_part(school, activity, learner, record):
                continue
            if not people.is_ready(activity, learner, record):
                continue
            hours = (record.weekly_hours if record else None) or activity.weekly_hours or 0
            found.append(_placed(school, rosters, plan, learner, activity, round(60 * hours)))
    return tuple(found)


def _placed(
    school: School,
    rosters: Rosters,
    plan: ActivityPlan,
    learner: Learner,
    activity: Activity,
    needed: int,
) -> Placed:
    taken = usual_week(rosters, plan, learner.reference)
    if activity.yields is not Yielding.TO_LESSONS:
        taken = []
    free = [s for s in sorted(activity.slots) if _is_free(school, learner, activity, s, taken)]
    offered = {d: [s for s in activity.slots if s.weekday == d] for d in range(7)}
    whole = frozenset(d for d in range(7) if offered[d] and all(s in free for s in offered[d]))
    unwished = frozenset(s for s in free if _is_unwished(school, learner, s))
    choices = (_Choice(c, needed, whole, unwished) for c in _choices(free))
    best = min(choices, key=lambda choice: choice.rank)
    return Placed(
        learner=learner.reference,
        activity=activity.reference,
        slots=best.slots,
        whole_days=best.whole_days,
        short_minutes=max(0, needed - best.minutes),
    )


def _choices(free: list[Slot]) -> Iterator[tuple[Slot, ...]]:
    for size in range(min(len(free), _MOST_DAYPARTS) + 1):
        yield from combinations(free[:_MOST_DAYPARTS], size)


def _is_free(
    school: School, learner: Learner, activity: Activity, slot: Slot, taken: list[Slot]
) -> bool:
    here = None
    if activity.location is not None and not activity.online:
        here = school.location[activity.location].area
    if any(slot.overlaps(other) for other in taken):
        return False
    for window in school.windows(learner.reference):
        way = 0 if here is None else school.travel_minutes(window.area or learner.home_area, here)
        work = window.reason.value == "work" and activity.over_work
        if school.is_hard(window) and not work and slot.overlaps(window.slot, way):
            return False
    return True


def _is_unwished(school: School, learner: Learner, slot: Slot) -> bool:
    """Whether a daypart lies outside the hours a learner wishes or would rather keep free."""
    early, late = learner.wish_earliest, learner.wish_latest
    return (
        (early is not None and slot.start < minute_of(early))
        or (late is not None and slot.end > minute_of(late))
        or any(
            not school.is_hard(window) and slot.overlaps(window.slot)
            for window in school.windows(learner.reference)
        )
    )


def stays_of(school: School, rosters: Rosters, plan: ActivityPlan) -> tuple[Stay, ...]:
    """Who is in which bridging group and when, by registration."""
    found: list[Stay] = []
    records = {(r.learner, r.activity): r for r in school.activity_records}
    queue = sorted(
        (x for x in school.learners if _waits(rosters, x)),
        key=lambda x: (x.registered_on, x.reference),
    )
    inside: set[str] = set()
    for activity in school.activities:
        if activity.kind is not ActivityKind.BRIDGING:
            continue
        able = [
            x
            for x in queue
            if x.reference not in inside
            and people.takes_part(
                school, activity, x, record := records.get((x.reference, activity.reference))
            )
            and people.is_ready(activity, x, record)
            and all(_is_free(school, x, activity, s, []) for s in activity.slots)
        ]
        rows = _filled(activity, able, plan.start, plan.until)
        inside |= {row.learner for row in rows}
        found += rows
    return tuple(found)


def _waits(rosters: Rosters, learner: Learner) -> bool:
    return learner.reference not in rosters.class_of and learner.current_class is None


def _filled(activity: Activity, queue: list[Learner], start: date, until: date) -> list[Stay]:
    """Week by week, the first in the queue take the seats that are free."""
    found: list[Stay] = []
    waiting = list(queue)
    stay = timedelta(weeks=activity.max_stay_weeks or 520) - timedelta(days=1)
    monday = start + timedelta(days=-start.weekday() % 7)
    while monday <= until and waiting:
        seats = activity.maximum - sum(row.last >= monday for row in found)
        for learner in waiting[: max(0, seats)]:
            last = min(until, monday + stay)
            found.append(
                Stay(
                    learner=learner.reference,
                    activity=activity.reference,
                    first=monday,
                    last=last,
                )
            )
        del waiting[: max(0, seats)]
        monday += timedelta(weeks=1)
    return found
