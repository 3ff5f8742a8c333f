"""Where the meetings to come of a group that has begun could move to, the nearest dates first.

Every meeting has its options: the moments that the activity has for it, within some weeks of the
earlier date. What an option costs (members who cannot attend, distance) does not depend on the
other meetings but for their order, so that the best choices are found exactly, meeting by meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter

from models import School
from models.activities import Activity, Stage
from models.activity_plan import Meeting
from models.activity_policy import ActivityWeights
from models.calendar import days
from solver.activities.series import dated, offset

Dates = tuple[Meeting, ...]

FARTHEST = timedelta(weeks=8)
KEPT = 12  # choices of dates that the search gets
MISSED = 100_000  # points of a member who cannot attend, above those of any distance


@dataclass(frozen=True)
class Option:
    """A moment at which one meeting could be, and what it costs."""

    meeting: Meeting
    cost: int


def options(school: School, activity: Activity, meetings: Dates, until: date) -> list[Dates]:
    """For every meeting of a group where it could be: for one that has been held only where it
    was, for others also where they were planned.
    """
    own = {s.number: s for s in school.stages if s.activity == activity.reference}
    return [
        (m,) if m.day < school.start else tuple(_moments(school, activity, own, m, number, until))
        for number, m in enumerate(meetings, 1)
    ]


def _moments(
    school: School,
    activity: Activity,
    own: dict[int, Stage],
    meeting: Meeting,
    number: int,
    until: date,
) -> Iterator[Meeting]:
    found = {meeting.begins: meeting}
    first = max(school.start, meeting.day - FARTHEST)
    for day in days(first, min(until, meeting.day + FARTHEST)):
        for slot in activity.slots:
            if (slot.weekday + offset(activity, own, number)) % 7 == day.weekday():
                one = range(number, number + 1)
                moved = dated(activity, own, school.calendar, day, slot, one)
                if moved is not None and moved[0].day == day:
                    found.setdefault(moved[0].begins, moved[0])
    yield from (found[begins] for begins in sorted(found))


def apart(activity: Activity, stages: Sequence[Stage]) -> list[bool]:
    """Whether each meeting but the first is on a later day than the one before."""
    own = {s.number: s for s in stages if s.activity == activity.reference}
    at = [offset(activity, own, number) for number in range(1, (activity.meetings or 1) + 1)]
    return [b > a for a, b in pairwise(at)]


def cheapest(choices: Sequence[Sequence[Option]], later: Sequence[bool]) -> list[Dates]:
    """The cheapest ways to choose an option for every meeting, in order of time; ``later`` says
    between which meetings a night has to pass.
    """
    ways: list[_Way] = [(0, (), ())]
    for number, row in enumerate(choices):
        night = number > 0 and later[number - 1]
        waiting = sorted(ways, key=lambda way: _ends(way, night))
        near: list[_Way] = []
        found: list[_Way] = []
        at = 0
        for option in sorted(row, key=lambda x: x.meeting.begins):
            begins, known = option.meeting.begins, at
            while at < len(waiting) and _ends(waiting[at], night) <= begins:
                at += 1
            if at > known:
                near = sorted([*near, *waiting[known:at]], key=itemgetter(0, 1))[:KEPT]
            found += [
                (cost + option.cost, (*starts, begins), (*way, option.meeting))
                for cost, starts, way in near
            ]
        ways = found
    return [way for _, _, way in sorted(ways, key=itemgetter(0, 1))[:KEPT]]


_Way = tuple[int, tuple[int, ...], Dates]
"""Cost, starts of the meetings chosen so far, and these meetings."""


def _ends(way: _Way, night: bool) -> int:
    if not way[2]:
        return 0
    last = way[2][-1]
    return (last.day.toordinal() + 1) * 1440 if night else last.ends


def moved_points(weights: ActivityWeights, before: Meeting, now: Meeting) -> int:
    """What one member pays for another date of a meeting."""
    if before.begins == now.begins:
        return 0
    return weights.moved_meeting + weights.moved_day * abs((now.day - before.day).days)
