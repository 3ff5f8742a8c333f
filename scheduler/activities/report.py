"""``activities.html``: groups, dates, people and reasons in one file that works offline."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from models import Text, Weekday
from models.activity_plan import ActivityGroup, LeftOut, Meeting
from models.text import Language
from models.times import clock, slots_text
from scheduler.activities.changes import Staffed
from scheduler.activities.gantt import year
from scheduler.activities.learner_year import LearnerYear, frame, years
from scheduler.activities.view import PlanOfActivities, times
from scheduler.figures.base import PALETTE
from scheduler.figures.year_of_learner import STRAND_COLORS
from scheduler.pages import asset, template, words
from scheduler.words import ROUTES, STATUSES, STRANDS, proven, said

_HERE = "scheduler.activities"
_INTERPRETER = Text(nl="Tolk: {name}", en="Interpreter: {name}")
_TRAINER = Text(nl="Trainer: {name}", en="Trainer: {name}")
_ROOM = Text(nl="Lokaal: {name}", en="Room: {name}")
_NO_PROVIDER = Text(nl="Alle groepen", en="All groups")


def write_report(view: PlanOfActivities, file: Path, language: Language) -> None:
    """Write the report as one HTML file without anything from elsewhere.

    Raises:
        OSError: when the file cannot be written.
    """
    file.write_text(render(view, language), encoding="utf-8")


def render(view: PlanOfActivities, language: Language) -> str:
    """The whole page as text."""

    return template("activities.html", _HERE).render(
        **words(language),
        times=times,
        content=Content(view, language),
        view=view,
        style=Markup(asset("report.css") + asset("activities.css", _HERE)),
        script=Markup(asset("activities.js", _HERE)),
    )


@dataclass(frozen=True)
class Reasons:
    """Learners left out of one activity for one reason."""

    activity: str
    text: str
    people: list[tuple[str, str]]


class Content:
    """What the page shows, in one language."""

    def __init__(self, view: PlanOfActivities, language: Language) -> None:
        self.view, self.language = view, language

    @property
    def quality(self) -> str:
        """How far from the best possible plan."""
        run = self.view.plan.run
        return "" if run is None else proven(run, self.language)

    @cached_property
    def providers(self) -> list[tuple[str, Markup]]:
        """A year per provider: its groups by trainer."""
        view = self.view
        by_provider: dict[str, dict[str, list[ActivityGroup]]] = defaultdict(dict)
        for group in view.measured.groups:
            name = view.activity[group.activity].provider or _NO_PROVIDER(self.language)
            who = [view.trainer(group) or view.activity[group.activity].shown]
            who += [_INTERPRETER(self.language, name=x) for x in view.interpreter_names(group)]
            if group.room is not None:
                who.append(_ROOM(self.language, name=view.place(group, self.language)))
            for row in who:
                by_provider[name].setdefault(row, []).append(group)
        return [
            (name, Markup(year(view, name, list(rows.items()), self.language)))
            for name, rows in sorted(by_provider.items())
        ]

    @cached_property
    def frame(self) -> Markup:
        """What the years of all learners have in common."""
        return Markup(frame(self.view, self.language))

    @cached_property
    def learners(self) -> list[LearnerYear]:
        """The year of each learner."""
        return years(self.view, self.language)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Colour and name of the parts of a learner's week."""
        return [(STRAND_COLORS[s], STRANDS[s](self.language)) for s in STRANDS]

    @cached_property
    def legend(self) -> list[tuple[str, str, int]]:
        """Colour, name and number of groups of every activity."""
        groups = [g.activity for g in self.view.plan.groups]
        return [
            (PALETTE[i % len(PALETTE)], a.shown, groups.count(a.reference))
            for i, a in enumerate(self.view.school.activities)
            if a.is_group
        ]

    @cached_property
    def activities(self) -> list[tuple[str, list[ActivityGroup]]]:
        """Groups per activity."""
        return [
            (a.shown, [g for g in self.view.measured.groups if g.activity == a.reference])
            for a in self.view.school.activities
            if a.is_group
        ]

    def day(self, meeting: Meeting) -> str:
        """A meeting in a few words."""
        short = Weekday(meeting.day.weekday()).short()(self.language)
        when = meeting.day.strftime("%d-%m-%Y")
        told = f"{short} {when} {clock(meeting.start)}–{clock(meeting.end)}"
        return f"{told} ({meeting.content})" if meeting.content else told

    def reasons(self, rows: list[LeftOut]) -> list[Reasons]:
        """Learners left out, by activity and reason."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row in rows:
            learner = self.view.school.learner[row.learner]
            name = self.view.activity[row.activity].shown
            text = " ".join(said(r, self.language) for r in row.reasons)
            detail = ", ".join(x for x in (learner.mother_tongue, learner.level.value) if x)
            found.setdefault((name, text), []).append((learner.shown, detail))
        return [Reasons(a, text, people) for (a, text), people in found.items()]

    @property
    def changes(self) -> list[tuple[str, str | None, str, list[str]]]:
        """Groups before and now, why, and the names of all to whom that happens."""
        found: dict[tuple[str, str | None, str], list[str]] = {}
        for c in self.view.repair.changes if self.view.repair is not None else ():
            key = (c.before, c.now, c.why()(self.language))
            found.setdefault(key, []).append(self.view.school.learner[c.learner].shown)
        return [(*key, names) for key, names in found.items()]

    def staffed(self, change: Staffed) -> str:
        """Which trainer or room takes the place of which."""
        school = self.view.school
        if change.what == "trainer":
            names, title = {t.reference: t.shown for t in school.trainers}, _TRAINER
        elif change.what == "interpreter":
            names, title = {p.reference: p.shown for p in school.interpreters}, _INTERPRETER
        else:
            names, title = {r.reference: r.name or r.reference for r in school.rooms}, _ROOM
        before = ", ".join(names.get(x or "", x or "–") for x in change.before)
        now = names.get(change.now or "", change.now or "–")
        return f"{title(self.language, name=before)} → {now}"

    def shares(self, group: ActivityGroup) -> str:
        """What the members of a group have in common."""
        words = {x.value: STATUSES[x](self.language) for x in STATUSES}
        words |= {x.value: ROUTES[x](self.language) for x in ROUTES}
        return ", ".join(words.get(x, x) for x in group.shares if x)

    def week(self, activity: str) -> str:
        """The weekly moments of an activity."""
        return slots_text(self.view.activity[activity].slots, self.language)

    def slots(self, placed: object) -> str:
        """The dayparts of a placement."""
        return slots_text(placed.slots, self.language)  # type: ignore[attr-defined]
