"""Activity plans in the hours ledger: dated meetings of participation, MAP, PVT and bridging.

Meetings of a PVT make PVT hours, those of participation (in a group or as a placement)
participation hours. The theory of a MAP makes none of the forty hours of practice, and
bridging none of the route's language hours: both are in the year view only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from models import HoursKind, Meeting, School, Strand, Text
from models.activities import Activity, ActivityKind, Yielding
from models.activity_plan import ActivityPlan, Placed, Stay
from models.calendar import Calendar, DatedSlot
from models.times import Slot
from scheduler.activities.planfile import PLAN_FILE, read_activity_plan
from scheduler.export import PlanFileError
from scheduler.workbook import Problem

COUNTS: dict[ActivityKind, tuple[Strand, HoursKind | None]] = {
    # the part of the obligation, and the norm whose hours are made
    ActivityKind.MAP: (Strand.MAP, None),
    ActivityKind.PVT: (Strand.PVT, HoursKind.PVT),
    ActivityKind.PARTICIPATION: (Strand.PARTICIPATION, HoursKind.PARTICIPATION),
    ActivityKind.PLACEMENT: (Strand.PARTICIPATION, HoursKind.PARTICIPATION),
    ActivityKind.BRIDGING: (Strand.BRIDGING, None),
}
_ABSENT = Text(nl="{what} '{ref}' staat niet in de bron", en="{what} '{ref}' is not in the source")
_SAME = Text(nl="gebruik dezelfde bron als bij het plannen", en="use the source that was planned")
_LEARNER = Text(nl="cursist", en="learner")
_ACTIVITY = Text(nl="activiteit", en="activity")


def has_activities(folder: Path) -> bool:
    """Whether a folder holds a plan of activities."""
    return (folder / PLAN_FILE).is_file()


def read_activities(school: School, folder: Path) -> ActivityPlan | list[Problem]:
    """A plan of activities, or everything in it that does not belong to the source."""
    try:
        plan = read_activity_plan(folder)
    except PlanFileError as error:
        return [Problem(str(folder), None, None, error.text, _SAME)]
    return [
        Problem(str(folder), None, None, text, _SAME) for text in _unknown(school, plan)
    ] or plan


def meetings_by_learner(school: School, plans: Iterable[ActivityPlan]) -> dict[str, list[Meeting]]:
    """The meetings of several plans together, by learner."""
    found: dict[str, list[Meeting]] = {}
    for plan in plans:
        for learner, meeting in meetings_of(school, plan):
            found.setdefault(learner, []).append(meeting)
    return found


def meetings_of(school: School, plan: ActivityPlan) -> Iterator[tuple[str, Meeting]]:
    """Every learner's meetings: of groups, of placements, and of a stay in bridging."""
    activity = {a.reference: a for a in school.activities}
    members = plan.members_of()
    for group in plan.groups:
        kind = activity[group.activity]
        for number, met in enumerate(group.meetings):
            session = DatedSlot(met.day, met.slot, number, met.slot.minutes)
            meeting = _meeting(kind, session)
            for learner in members[group.reference]:
                yield learner, meeting
    # Places of work are open in school holidays; lessons of a bridging group are not.
    working = Calendar(follows=False)
    for placed in plan.placements:
        for session in working.sessions(placed.slots, plan.start, until=plan.until):
            yield placed.learner, _meeting(activity[placed.activity], session)
    for stay in plan.stays:
        pattern: tuple[Slot, ...] = activity[stay.activity].slots
        for session in school.calendar.sessions(pattern, stay.first, until=stay.last):
            yield stay.learner, _meeting(activity[stay.activity], session)


def pvt_held(school: School, plans: Iterable[ActivityPlan]) -> dict[str, float]:
    """Hours of PVT meetings before the source's first day according to plans, by learner: of groups
    that are over or have begun. The source may not know them yet.
    """
    kinds = {a.reference: COUNTS[a.kind][1] for a in school.activities}
    found: dict[str, float] = {}
    for plan in plans:
        members = plan.members_of()
        rows = [(x.learner, x.activity, x.minutes) for x in plan.finished]
        for group in plan.groups:
            held = sum(m.end - m.start for m in group.meetings if m.day < school.start)
            rows += [(who, group.activity, held) for who in members[group.reference]]
        for learner, activity, minutes in rows:
            if kinds.get(activity) is HoursKind.PVT:
                found[learner] = max(found.get(learner, 0), minutes / 60)
    return found


def _meeting(activity: Activity, session: DatedSlot) -> Meeting:
    strand, kind = COUNTS[activity.kind]
    overrules = activity.yields is not Yielding.TO_LESSONS
    return Meeting(session, activity.shown, strand, kind, overrules=overrules)


def _unknown(school: School, plan: ActivityPlan) -> Iterator[Text]:
    known = {a.reference for a in school.activities}
    rows: tuple[Placed | Stay, ...] = (*plan.placements, *plan.stays)
    activities = dict.fromkeys([g.activity for g in plan.groups] + [r.activity for r in rows])
    learners = dict.fromkeys([m.learner for m in plan.members] + [r.learner for r in rows])
    for what, refs, there in (
        (_ACTIVITY, activities, known),
        (_LEARNER, learners, school.learner.keys()),
    ):
        for ref in refs:
            if ref not in there:
                yield _ABSENT.fill(what=what, ref=ref)
