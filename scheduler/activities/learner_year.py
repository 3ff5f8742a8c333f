"""The year of each learner as a picture: lessons, bridging, participation, MAP and PVT over weeks.

What the parts have in common (months, holidays) is drawn once and used by all, so that the page
of a large school stays small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from models import Meeting, Strand, Text
from models.calendar import WEEK, monday_of
from models.text import Language
from scheduler.activities.gantt import Axis, background
from scheduler.activities.view import PlanOfActivities
from scheduler.figures.year_of_learner import STRAND_COLORS, runs_of_weeks
from scheduler.rosters.activities import meetings_of
from scheduler.words import STRANDS, number

_WIDTH, _ROW, _TOP = 1180, 24, 26
_DATED = (Strand.MAP, Strand.PVT)
_HOURS = Text(nl="{part}: {h} uur", en="{part}: {h} h")
_MISSED = Text(nl="gemiste lesuren: {h}", en="lesson hours missed: {h}")
_YEAR = Text(nl="Jaar van {name}", en="Year of {name}")


@dataclass(frozen=True, slots=True)
class LearnerYear:
    """A learner's picture, with the hours of every part in a few words."""

    name: str
    facts: str
    picture: str


def years(view: PlanOfActivities, language: Language) -> list[LearnerYear]:
    """The year of everybody who has lessons or an activity, in the order of the list."""
    axis = Axis(view.plan.start, view.plan.until)
    mine: dict[str, list[Meeting]] = {}
    for reference, meeting in meetings_of(view.school, view.plan):
        mine.setdefault(reference, []).append(meeting)
    missed: dict[str, float] = {}
    for learner, _, group in view.measured.seats():
        hours = view.hours_of(learner, group)
        missed[learner.reference] = missed.get(learner.reference, 0.0) + hours
    found = []
    for learner in view.school.learners:
        meetings = mine.get(learner.reference, [])
        lessons = view.rosters.lessons.get(learner.reference, ())
        if not meetings and not lessons:
            continue
        held: dict[Strand, dict[date, float]] = {}
        for lesson in lessons:
            _add(held, Strand.LESSONS, lesson.day, (lesson.end - lesson.start) / 60)
        for meeting in meetings:
            _add(held, meeting.strand, meeting.day, meeting.session.hours)
        facts = [
            _HOURS(language, part=STRANDS[s](language), h=number(sum(held[s].values()), language))
            for s in STRANDS
            if s in held
        ]
        if missed.get(learner.reference):
            facts.append(_MISSED(language, h=number(missed[learner.reference], language)))
        picture = _picture(axis, learner.shown, held, meetings, language)
        found.append(LearnerYear(learner.shown, " · ".join(facts), picture))
    return found


def _add(held: dict[Strand, dict[date, float]], strand: Strand, day: date, hours: float) -> None:
    days = held.setdefault(strand, {})
    days[day] = days.get(day, 0.0) + hours


def frame(view: PlanOfActivities, language: Language) -> str:
    """Months and holidays, as a symbol that every picture uses."""
    axis = Axis(view.plan.start, view.plan.until)
    height = _TOP + _ROW * len(STRANDS)
    inside = "".join(background(view, axis, height, language))
    return (
        f'<svg class="year hide" aria-hidden="true"><symbol id="year-frame" viewBox="0 0 {_WIDTH} '
        f'{height}">{inside}</symbol></svg>'
    )


def _picture(
    axis: Axis,
    name: str,
    held: dict[Strand, dict[date, float]],
    meetings: Sequence[Meeting],
    language: Language,
) -> str:
    height = _TOP + _ROW * len(STRANDS)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" class="year" '
        f'aria-label="{escape(_YEAR(language, name=name))}"><use href="#year-frame"/>'
    ]
    for place, (strand, title) in enumerate(STRANDS.items()):
        top = _TOP + _ROW * place
        parts.append(f'<text x="4" y="{top + 16}" class="name">{escape(title(language))}</text>')
        days = held.get(strand, {})
        labels = dict.fromkeys(m.label for m in meetings if m.strand is strand)
        told = escape(", ".join(labels) or title(language))
        color = STRAND_COLORS[strand]
        weeks: dict[date, float] = {}
        for day, hours in days.items():
            if day < axis.first:
                continue
            monday = monday_of(day)
            weeks[monday] = weeks.get(monday, 0.0) + hours
        faint = ' opacity=".28"' if strand in _DATED else ""
        for first, last, hours in runs_of_weeks(weeks):
            start, end = max(first, axis.first), min(last + WEEK, axis.last + timedelta(days=1))
            text = _HOURS(language, part=told, h=number(hours, language))
            dates = f"{start:%d-%m-%Y} – {end - timedelta(days=1):%d-%m-%Y}"
            parts.append(
                f'<rect x="{axis.x(start)}" y="{top + 5}" rx="3" height="14" fill="{color}"{faint} '
                f'width="{max(3.0, axis.x(end) - axis.x(start)):.1f}"><title>{text}, {dates}'
                "</title></rect>"
            )
        if strand in _DATED:
            parts += [
                f'<rect x="{axis.x(day)}" y="{top + 5}" width="4" height="14" rx="1" '
                f'fill="{color}"/>'
                for day in sorted(days)
                if day >= axis.first
            ]
    return "".join([*parts, "</svg>"])
