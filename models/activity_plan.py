"""What planning activities gives back: groups with dated meetings, members, who is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from models.base import Record
from models.plan import Reason, RunInfo, ScoreLine
from models.times import Slot


class Lesson(NamedTuple):
    """One dated lesson of somebody: minutes after midnight, local time; ``location`` is the code
    of a location of the source (``None``: online or unknown), ``source`` the roster's name.
    ``dated`` says that the roster itself names the day, whatever is known of days off.
    """

    day: date
    start: int
    end: int
    group: str = ""
    source: str = ""
    location: str | None = None
    room: str | None = None
    dated: bool = False

    @property
    def slot(self) -> Slot:
        """Weekday and times."""
        return Slot(self.day.weekday(), self.start, self.end)

    @property
    def begins(self) -> int:
        """Minutes of local time since the year 1, so that days can be compared."""
        return self.day.toordinal() * 1440 + self.start

    @property
    def ends(self) -> int:
        """End in the same minutes."""
        return self.day.toordinal() * 1440 + self.end


class Meeting(Record):
    """One dated meeting of a group; minutes after midnight in local time."""

    day: date
    start: int
    end: int
    number: int
    content: str | None = None
    online: bool = False
    location: str | None = None

    @property
    def begins(self) -> int:
        """Minutes of local time since the year 1, so that days can be compared."""
        return self.day.toordinal() * 1440 + self.start

    @property
    def ends(self) -> int:
        """End in the same minutes."""
        return self.day.toordinal() * 1440 + self.end

    @property
    def slot(self) -> Slot:
        """Weekday and times."""
        return Slot(self.day.weekday(), self.start, self.end)


class Interpreting(Record):
    """An interpreter for one language of a group."""

    language: str
    interpreter: str


class ActivityGroup(Record):
    """A group of an activity. ``languages`` are those its members rely on, ``shares`` what all
    members have in common (see :class:`models.activities.Alike`), in the activity's order.
    """

    reference: str
    activity: str
    meetings: tuple[Meeting, ...]
    languages: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    trainer: str | None = None
    interpreting: tuple[Interpreting, ...] = ()
    room: str | None = None

    def goes_on(self, day: date) -> bool:
        """Whether the group has begun before a day and has meetings left."""
        return bool(self.meetings) and self.meetings[0].day < day <= self.meetings[-1].day


class Membership(Record):
    """One learner in one group."""

    learner: str
    group: str


class LeftOut(Record):
    """A learner who should take part but is in no group: why, and what would help."""

    learner: str
    activity: str
    reasons: tuple[Reason, ...] = ()


class Stay(Record):
    """A learner in a bridging group, both days included."""

    learner: str
    activity: str
    first: date
    last: date


class Finished(Record):
    """A participation of an earlier plan that was over (on ``last``) before this plan began, in a
    group whose meetings took so many minutes in all.
    """

    learner: str
    activity: str
    last: date
    minutes: int = 0


class Placed(Record):
    """The weekly hours of an individual placement; ``short_minutes`` found no place."""

    learner: str
    activity: str
    slots: tuple[Slot, ...]
    whole_days: int
    short_minutes: int = 0


class ActivityPlan(Record):
    """A plan of activities from ``start`` until ``until``, both included."""

    school: str
    start: date
    until: date
    groups: tuple[ActivityGroup, ...]
    members: tuple[Membership, ...]
    left_out: tuple[LeftOut, ...] = ()
    stays: tuple[Stay, ...] = ()
    placements: tuple[Placed, ...] = ()
    finished: tuple[Finished, ...] = ()
    score: tuple[ScoreLine, ...] = ()
    notices: tuple[Reason, ...] = ()
    run: RunInfo | None = None
    format: int = 1

    def members_of(self) -> dict[str, list[str]]:
        """Learners per group reference, groups without members included."""
        found: dict[str, list[str]] = {g.reference: [] for g in self.groups}
        for row in self.members:
            found.setdefault(row.group, []).append(row.learner)
        return found


@dataclass(frozen=True)
class Rosters:
    """Lesson rosters of one or several schools together: dated lessons and the class of each
    learner, by learner reference. Of the lessons of ``open_ended`` learners no roster says when
    they end: they are taken to go on until the end of the period.
    """

    lessons: Mapping[str, tuple[Lesson, ...]] = field(default_factory=dict)
    class_of: Mapping[str, str] = field(default_factory=dict)
    open_ended: frozenset[str] = frozenset()

    @cached_property
    def by_day(self) -> dict[str, dict[date, list[Lesson]]]:
        """Lessons per learner and day."""
        found: dict[str, dict[date, list[Lesson]]] = {}
        for learner, lessons in self.lessons.items():
            days = found.setdefault(learner, {})
            for lesson in lessons:
                days.setdefault(lesson.day, []).append(lesson)
        return found

    @cached_property
    def in_rooms(self) -> dict[str, list[Lesson]]:
        """Lessons per room, each once, in order of time."""
        found: dict[str, set[Lesson]] = {}
        for lessons in self.lessons.values():
            for lesson in lessons:
                if lesson.room is not None:
                    found.setdefault(lesson.room, set()).add(lesson)
        return {room: sorted(rows, key=lambda x: x.begins) for room, rows in found.items()}
