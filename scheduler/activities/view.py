"""An activity plan indexed for people: names, members, hours missed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from models import Learner, School, Text
from models.activities import Activity, Yielding
from models.activity_plan import ActivityGroup, ActivityPlan, Lesson, Rosters
from models.text import Language
from models.times import clock
from scheduler.activities.changes import Repair
from solver.activities.reasons import LATER
from solver.activities.rules import missed_lessons
from solver.activities.rules.view import ActivityView
from solver.activities.words import tongue

_ONLINE = Text(nl="online", en="online")


@dataclass(frozen=True)
class PlanOfActivities:
    """A school, its rosters and its plan, with what pages and tables ask."""

    school: School
    rosters: Rosters
    plan: ActivityPlan
    repair: Repair | None = None

    @cached_property
    def measured(self) -> ActivityView:
        """The measuring side's look-ups."""
        return ActivityView(self.school, self.rosters, self.plan)

    @cached_property
    def activity(self) -> dict[str, Activity]:
        """All activities by reference."""
        return {a.reference: a for a in self.school.activities}

    def members(self, group: ActivityGroup) -> list[Learner]:
        """Members in the order of the school's list."""
        return self.measured.members(group)

    def trainer(self, group: ActivityGroup) -> str:
        """Name of the trainer; empty when none is planned."""
        found = next((t for t in self.school.trainers if t.reference == group.trainer), None)
        return found.shown if found else ""

    def interpreter_names(self, group: ActivityGroup) -> list[str]:
        """Names of the interpreters, each once."""
        names = {p.reference: p.shown for p in self.school.interpreters}
        return list(dict.fromkeys(names.get(x.interpreter, "") for x in group.interpreting))

    def interpreters(self, group: ActivityGroup) -> str:
        """Interpreters with their languages."""
        names = {p.reference: p.shown for p in self.school.interpreters}
        return ", ".join(
            f"{names.get(x.interpreter, x.interpreter)} ({self.language_name(x.language)})"
            for x in group.interpreting
        )

    @cached_property
    def _written(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for learner in self.school.learners:
            for name in (learner.mother_tongue, *learner.other_languages):
                if name:
                    names.setdefault(tongue(name), name)
        return names

    def language_name(self, language: str) -> str:
        """A language as people write it."""
        return self._written.get(language, language.capitalize())

    def languages(self, group: ActivityGroup) -> str:
        """Languages of a group."""
        return ", ".join(map(self.language_name, group.languages))

    def place(self, group: ActivityGroup, language: Language) -> str:
        """Room or location of a group, or online."""
        if group.room is not None:
            room = self.school.room.get(group.room)
            return (room.name or room.reference) if room else group.room
        places = []
        for meeting in group.meetings:
            where = self.school.location.get(meeting.location or "")
            if meeting.online:
                places.append(_ONLINE(language))
            elif where is not None:
                places.append(where.name or where.reference)
        return ", ".join(dict.fromkeys(places))

    @cached_property
    def missed(self) -> dict[tuple[str, str], set[Lesson]]:
        """Lessons that each member misses, by learner and group."""
        return {
            (learner.reference, group.reference): missed_lessons.lost(
                self.measured, learner, activity, group
            )
            for learner, activity, group in self.measured.seats()
        }

    def hours_missed(self, excused: bool) -> float:
        """Lesson hours missed with or without authorisation."""
        return missed_lessons.hours(self.measured, excused)[0]

    def hours_of(self, learner: Learner, group: ActivityGroup) -> float:
        """Lesson hours one member misses because of one group."""
        return sum(x.end - x.start for x in self.missed[learner.reference, group.reference]) / 60

    def is_excused(self, group: ActivityGroup) -> bool:
        """Whether lessons missed for a group are authorised absence."""
        return self.activity[group.activity].yields is not Yielding.OVER_LESSONS

    @cached_property
    def left(self) -> list:  # type: ignore[type-arg]
        """Learners left out whose turn it is."""
        return [x for x in self.plan.left_out if x.reasons and x.reasons[0].code not in LATER]

    @cached_property
    def later(self) -> list:  # type: ignore[type-arg]
        """Learners whose turn has not come."""
        return [x for x in self.plan.left_out if x.reasons and x.reasons[0].code in LATER]


def times(group: ActivityGroup) -> str:
    """First and last day and the usual time: "06-10 t/m 27-10, 09:00-12:00" without words."""
    first, last = group.meetings[0], group.meetings[-1]
    hours = dict.fromkeys(f"{clock(m.start)}–{clock(m.end)}" for m in group.meetings)
    span = first.day.strftime("%d-%m-%Y")
    if last.day != first.day:
        span = f"{span} – {last.day.strftime('%d-%m-%Y')}"
    return f"{span}, {', '.join(hours)}"
