"""What changes: groups of an earlier plan that new rosters hurt, and what the repair moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models import School, Text
from models.activity_plan import ActivityGroup, ActivityPlan, Meeting, Rosters
from models.times import clock
from solver.activities.rules import free, interpreter, one_place, room, same_staff, trainer
from solver.activities.rules.view import ActivityView

_CLASH = Text(nl="lesrooster botst", en="lesson roster clashes")
_ALONG = Text(nl="schuift mee", en="moves along")
_GOES_ON = Text(
    nl="de groep gaat door; andere dagen: {days}", en="the group goes on; other days: {days}"
)
_ANEW = Text(
    nl="{why}; had al {n} van de {m} bijeenkomsten", en="{why}; had {n} of the {m} meetings already"
)

ROSTER_RULES = (free, one_place, room, trainer, interpreter)
"""Hard rules that another roster, room or timetable of a trainer can break."""


@dataclass(frozen=True, slots=True)
class Hurt:
    """A group of the earlier plan that cannot stay: members whose lessons now clash with it, and
    what is wrong in words (a room that is taken, a trainer who is not there).
    """

    group: str
    activity: str
    learners: tuple[str, ...]
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One learner's move: group references before and now, ``None`` for no place.

    In a group that had begun, ``attended`` of ``meetings`` have been held; ``moved`` are its
    meetings on other dates when the learner goes on in it (else none).
    """

    learner: str
    activity: str
    before: str
    now: str | None
    hurt: bool
    attended: int = 0
    meetings: int = 0
    moved: tuple[Meeting, ...] = ()

    @property
    def anew(self) -> bool:
        """Whether what has been attended is lost."""
        return self.attended > 0 and not self.moved

    def why(self) -> Text:
        """What is behind the change, in words."""
        if self.moved:
            days = (f"{m.day.strftime('%d-%m')} {clock(m.start)}" for m in self.moved)
            return _GOES_ON.fill(days=", ".join(days))
        why = _CLASH if self.hurt else _ALONG
        if not self.anew:
            return why
        return _ANEW.fill(why=why, n=self.attended, m=self.meetings)


@dataclass(frozen=True, slots=True)
class Staffed:
    """A group that keeps its dates but gets another trainer, interpreter or room (codes; ``None``:
    none).
    """

    group: str
    what: str
    before: tuple[str | None, ...]
    now: str | None


@dataclass(frozen=True)
class Repair:
    """How a plan differs from an earlier one."""

    hurt: tuple[Hurt, ...] = ()
    changes: tuple[Change, ...] = ()
    kept: int = 0
    staffed: tuple[Staffed, ...] = ()

    @property
    def moved(self) -> int:
        """Learners who have other meetings, or lost their place."""
        return len(self.changes)

    @property
    def going_on(self) -> list[Change]:
        """Members of groups that had begun and go on on other dates."""
        return [c for c in self.changes if c.moved]

    @property
    def anew(self) -> list[Change]:
        """Members of groups that had begun who lose what they attended."""
        return [c for c in self.changes if c.anew]


def repair_of(school: School, rosters: Rosters, before: ActivityPlan, now: ActivityPlan) -> Repair:
    """Compare a plan with an earlier one under the present rosters."""
    view = ActivityView(school, rosters, before)
    clashing: dict[str, list[str]] = {}
    why: dict[str, dict[str, Text]] = {}
    for rule in ROSTER_RULES:
        for violation in rule.violations(view):
            for reference in violation.classes:
                why.setdefault(reference, {}).setdefault(violation.text("en"), violation.text)
                clashing.setdefault(reference, []).extend(violation.learners)
    hurt = tuple(
        Hurt(
            g.reference,
            g.activity,
            tuple(dict.fromkeys(clashing[g.reference])),
            tuple(why[g.reference].values()),
        )
        for g in before.groups
        if g.reference in why
    )
    was = {g.reference: g for g in before.groups}
    present = ActivityView(school, rosters, now, before)
    changes, kept = [], 0
    for row in before.members:
        old = was.get(row.group)
        if old is None or row.learner not in school.learner or ended(old, school):
            continue
        new = present.group_of.get((row.learner, old.activity))
        if new is not None and [m.begins for m in new.meetings] == [m.begins for m in old.meetings]:
            kept += 1
            continue
        goes_on = new is not None and present.has_begun(old) and present.is_same(old, new)
        changes.append(
            Change(
                row.learner,
                old.activity,
                old.reference,
                None if new is None else new.reference,
                row.learner in clashing.get(row.group, ()),
                len(present.held(old)),
                len(old.meetings),
                tuple(_others(old, new)) if new is not None and goes_on else (),
            )
        )
    return Repair(hurt, tuple(changes), kept, tuple(_staffed(present)))


def _others(before: ActivityGroup, now: ActivityGroup) -> Iterator[Meeting]:
    """Meetings on other dates than before."""
    for old, new in zip(before.meetings, now.meetings, strict=True):
        if old.begins != new.begins:
            yield new


def ended(group: ActivityGroup, school: School) -> bool:
    """Whether a group had its last meeting before the period."""
    return group.meetings[-1].day < school.start


def _staffed(view: ActivityView) -> Iterator[Staffed]:
    for swap in same_staff.changed(view):
        yield Staffed(swap.group.reference, swap.what, swap.before, swap.now)
