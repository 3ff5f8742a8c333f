"""The year of a provider as a picture: a row per group, a mark per meeting, holidays behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from models import Text
from models.activity_plan import ActivityGroup
from models.daysoff import DayOffKind
from models.text import Language
from scheduler.activities.view import PlanOfActivities, times
from scheduler.figures.base import PALETTE

_LEFT, _WIDTH, _ROW, _TOP = 210, 1180, 24, 44
_MONTHS = Text(
    nl="jan feb mrt apr mei jun jul aug sep okt nov dec",
    en="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
)
_MEMBERS = Text(nl="{n} deelnemers", en="{n} members")
_YEAR = Text(nl="Jaaroverzicht van {name}", en="Year of {name}")


@dataclass(frozen=True)
class Axis:
    """Days along the picture."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Place of a day's beginning; what lies before the picture stands at its edge."""
        day = max(day, self.first)
        span = (self.last - self.first).days + 1
        return round(_LEFT + (_WIDTH - _LEFT) * (day - self.first).days / span, 1)


def year(
    view: PlanOfActivities,
    name: str,
    rows: Sequence[tuple[str, Sequence[ActivityGroup]]],
    language: Language,
) -> str:
    """An SVG: ``rows`` are names with their groups; groups at the same time get lanes."""
    lanes = [
        (label if number == 0 else "", lane)
        for label, groups in sorted(rows, key=lambda row: ":" in row[0])
        for number, lane in enumerate(_lanes(groups))
    ]
    meetings = [m.day for g in view.measured.groups for m in g.meetings]
    last = max([*meetings, view.plan.start + timedelta(weeks=12)])
    axis = Axis(view.plan.start, min(view.plan.until, last + timedelta(weeks=2)))
    height = _TOP + _ROW * len(lanes) + 8
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(_YEAR(language, name=name))}" class="year">'
    ]
    parts += background(view, axis, height, language)
    colors = {a.reference: PALETTE[i % len(PALETTE)] for i, a in enumerate(view.school.activities)}
    for number, (label, groups) in enumerate(lanes):
        top = _TOP + _ROW * number
        if label and number:
            parts.append(f'<line x1="0" x2="{_WIDTH}" y1="{top}" y2="{top}" class="row"/>')
        parts.append(f'<text x="4" y="{top + 16}" class="name">{escape(_short(label))}</text>')
        for group in groups:
            parts += _bar(view, axis, group, top, colors[group.activity], language)
    return "".join([*parts, "</svg>"])


def _lanes(groups: Sequence[ActivityGroup]) -> list[list[ActivityGroup]]:
    """Groups side by side in as few lanes as possible, none of them over another."""
    lanes: list[list[ActivityGroup]] = []
    for group in sorted(groups, key=lambda g: g.meetings[0].begins):
        for lane in lanes:
            if lane[-1].meetings[-1].day < group.meetings[0].day:
                lane.append(group)
                break
        else:
            lanes.append([group])
    return lanes


def background(view: PlanOfActivities, axis: Axis, height: int, language: Language) -> list[str]:
    """Months and school holidays behind a picture of that height."""
    parts = []
    for off in view.school.calendar.days_off(axis.first, axis.last):
        if off.kind is DayOffKind.SCHOOL:
            left, right = axis.x(max(off.first, axis.first)), axis.x(min(off.last, axis.last))
            parts.append(
                f'<rect x="{left}" y="24" width="{max(2, right - left):.1f}" '
                f'height="{height - 24}" class="off">'
                f"<title>{escape(off.name(language))}</title></rect>"
            )
    names = _MONTHS(language).split()
    day = axis.first.replace(day=1)
    while day <= axis.last:
        if day >= axis.first:
            x = axis.x(day)
            parts.append(
                f'<line x1="{x}" x2="{x}" y1="24" y2="{height}" class="month"/>'
                f'<text x="{x + 3}" y="18" class="month-name">{names[day.month - 1]} '
                f"{day.year % 100:02d}</text>"
            )
        day = (day + timedelta(days=32)).replace(day=1)
    return parts


def _bar(
    view: PlanOfActivities,
    axis: Axis,
    group: ActivityGroup,
    top: int,
    color: str,
    language: Language,
) -> list[str]:
    first, last = group.meetings[0].day, group.meetings[-1].day
    left, right = axis.x(first), axis.x(last + timedelta(days=1))
    size = _MEMBERS(language, n=len(view.members(group)))
    told = " · ".join(
        x
        for x in (
            view.activity[group.activity].shown,
            group.reference,
            times(group),
            view.languages(group),
            view.trainer(group),
            size,
        )
        if x
    )
    parts = [
        f'<g><title>{escape(told)}</title><rect x="{left}" y="{top + 5}" rx="3" '
        f'width="{max(4, right - left):.1f}" height="14" fill="{color}" opacity=".28"/>'
    ]
    parts += [
        f'<rect x="{axis.x(m.day)}" y="{top + 5}" width="4" height="14" rx="1" fill="{color}"/>'
        for m in group.meetings
        if m.day >= axis.first
    ]
    return [*parts, "</g>"]


def _short(label: str) -> str:
    return label if len(label) <= 30 else f"{label[:29]}…"
