"""The year of one learner: what is when, week by week, and the hours it makes.

Above a row per part of the obligation, below the hours of one norm against the line that leads
to it. As with the week of a learner there is a *skeleton* that a page fills for whoever
is chosen, from the *spans* and the *hours* of that learner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from models import HoursKind, Language, Meeting, Strand, Text
from models.activities import Activity
from models.calendar import WEEK, monday_of
from models.daysoff import DayOffKind
from models.ledger import Account
from scheduler.figures.base import ACCENT, BUSY, INK, PALETTE, WARM, Figure, plain, styled
from scheduler.ledger import Entry, Ledger
from scheduler.rosters.activities import COUNTS
from scheduler.words import STRANDS, number

TITLE = Text(nl="Jaar van {name}", en="Year of {name}")
DAY_MS = 86_400_000
VIEW_WEEKS = 52
CLOSE = 0.5  # hours by which a point may lie off a straight line and be left out

_OFF = Text(nl="Vrij", en="Days off")
_PAUSE = Text(nl="pauze", en="pause")
_HOURS = Text(
    nl="{label}<br>{a} – {b}<br>{n} uur op het rooster",
    en="{label}<br>{a} – {b}<br>{n} scheduled hours",
)
_SPAN = Text(nl="{label}<br>{a} – {b}", en="{label}<br>{a} – {b}")
_WEEKLY = Text(
    nl="{label}<br>{a} – {b}<br>elke week op een vast moment",
    en="{label}<br>{a} – {b}<br>every week at a fixed time",
)
_ADVICE = Text(nl="{name} (adviesdata)", en="{name} (advisory dates)")
_ESTIMATE = Text(nl="{name} (schatting)", en="{name} (estimate)")
_MADE = Text(nl="uren tot nu", en="hours so far")
_PLANNED = Text(nl="uren gepland", en="hours planned")
_LINE = Text(nl="lijn naar de norm", en="line to the norm")
_AXIS = Text(nl="uren", en="hours")


class Row(IntEnum):
    """The rows of the upper half, from the top."""

    LESSONS = 0
    BRIDGING = 1
    PARTICIPATION = 2
    MAP = 3
    PVT = 4
    OFF = 5


class Trace(IntEnum):
    """The traces of the skeleton: a row each, then days off for all, then the hours."""

    LESSONS = 0
    BRIDGING = 1
    PARTICIPATION = 2
    MAP = 3
    PVT = 4
    PAUSE = 5
    OFF = 6
    MADE = 7
    PLANNED = 8
    LINE = 9


_ROWS = {
    Strand.LESSONS: Row.LESSONS,
    Strand.BRIDGING: Row.BRIDGING,
    Strand.PARTICIPATION: Row.PARTICIPATION,
    Strand.MAP: Row.MAP,
    Strand.PVT: Row.PVT,
}
STRAND_COLORS = {
    Strand.LESSONS: ACCENT,
    Strand.BRIDGING: PALETTE[4],
    Strand.PARTICIPATION: PALETTE[2],
    Strand.MAP: PALETTE[3],
    Strand.PVT: PALETTE[1],
}
_COLORS = {_ROWS[strand]: color for strand, color in STRAND_COLORS.items()}


@dataclass(frozen=True, slots=True)
class Span:
    """One bar: whole weeks (or days off) with what they are called, safe for Plotly."""

    trace: Trace
    row: Row
    first: date
    last: date
    text: str

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days + 1


def spans(entry: Entry, ledger: Ledger, language: Language) -> list[Span]:
    """Every bar of a learner: meetings as runs of weeks, and agreed pauses."""
    found = meeting_spans(entry.meetings, language)
    for pause in ledger.school.pauses_of.get(entry.learner.reference, ()):
        name = pause.reason or _PAUSE(language)
        text = _told(_SPAN, name, pause.first, pause.last, language)
        found.append(Span(Trace.PAUSE, Row.OFF, pause.first, pause.last, text))
    return found


def weekly_spans(
    entry: Entry, ledger: Ledger, activities: Sequence[Activity], language: Language
) -> list[Span]:
    """Fixed weekly activities that lessons were planned around, unless their meetings are known."""
    known = {meeting.strand for meeting in entry.meetings}
    found = []
    for activity in activities:
        strand, _ = COUNTS[activity.kind]
        if strand in known or strand not in _ROWS:
            continue
        first = monday_of(max(activity.first_start or ledger.school.start, ledger.school.start))
        last = first + (activity.meetings or 1) * WEEK - timedelta(days=1)
        last = min(last, entry.term_ends or last)
        if last < first:
            continue
        text = _told(_WEEKLY, activity.shown, first, last, language)
        found.append(Span(Trace(_ROWS[strand]), _ROWS[strand], first, last, text))
    return found


def meeting_spans(meetings: Sequence[Meeting], language: Language) -> list[Span]:
    """Meetings of one part and one name in weeks that follow each other, as one bar each."""
    weeks: dict[tuple[Strand, str], dict[date, float]] = {}
    for meeting in meetings:
        held = weeks.setdefault((meeting.strand, meeting.label), {})
        monday = monday_of(meeting.day)
        held[monday] = held.get(monday, 0.0) + meeting.session.hours
    found = []
    for (strand, label), held in weeks.items():
        for first, last, hours in runs_of_weeks(held):
            end = last + WEEK - timedelta(days=1)
            text = _told(_HOURS, label, first, end, language, n=number(hours, language))
            row = _ROWS[strand]
            found.append(Span(Trace(row), row, first, end, text))
    return found


def runs_of_weeks(held: dict[date, float]) -> list[tuple[date, date, float]]:
    """Weeks that follow each other: first and last Monday, hours in all."""
    runs: list[tuple[date, date, float]] = []
    for monday in sorted(held):
        if runs and runs[-1][1] + WEEK == monday:
            first, _, hours = runs.pop()
            runs.append((first, monday, hours + held[monday]))
        else:
            runs.append((monday, monday, held[monday]))
    return runs


def days_off(ledger: Ledger, language: Language) -> list[Span]:
    """Holidays and closings that everybody has, until the last term ends."""
    first, last = horizon(ledger)
    found = []
    for off in ledger.school.calendar.days_off(first, last):
        name = off.name
        if off.kind is DayOffKind.SCHOOL and (off.estimated or not off.binding):
            name = (_ESTIMATE if off.estimated else _ADVICE).fill(name=name)
        text = _told(_SPAN, name(language), off.first, off.last, language)
        found.append(Span(Trace.OFF, Row.OFF, off.first, off.last, text))
    return found


def horizon(ledger: Ledger) -> tuple[date, date]:
    """First and last day that the figure can show: from the plan's start to the last term."""
    ends = [e.term_ends for e in ledger.entries if e.term_ends is not None]
    first = monday_of(ledger.school.start)
    return first, max([*ends, first + VIEW_WEEKS * WEEK])


def hours(account: Account) -> list[tuple[date, float]]:
    """Points of the line of hours: from the hours on record, after every week, and on the day
    of the ledger. A straight part has no points between its ends.
    """
    totals = {monday_of(account.credits[0][0]): account.recorded} if account.credits else {}
    for day, total in account.curve():
        totals[min(monday_of(day) + timedelta(days=6), account.term_ends or date.max)] = total
    if account.credits:
        totals[account.on] = account.made
    points = sorted(totals.items())
    kept: list[tuple[date, float]] = []
    for at, point in enumerate(points):
        ahead = points[at + 1] if at + 1 < len(points) else None
        straight = kept and ahead is not None and abs(_bend(kept[-1], point, ahead)) <= CLOSE
        if not straight or point[0] == account.on:
            kept.append(point)
    return [(day, round(total, 1)) for day, total in kept]


def _bend(
    before: tuple[date, float], point: tuple[date, float], after: tuple[date, float]
) -> float:
    share = (point[0] - before[0]).days / max(1, (after[0] - before[0]).days)
    return point[1] - (before[1] + share * (after[1] - before[1]))


def norm_line(entry: Entry, account: Account) -> list[tuple[date, float]]:
    """From no hours on the first day of the term to the norm on its last."""
    started = entry.learner.term_started_on
    if started is None or account.term_ends is None:
        return []
    return [(started, 0.0), (account.term_ends, account.needed)]


def account_of(entry: Entry, kind: HoursKind) -> Account | None:
    """The account of a norm, if it concerns this learner."""
    return next((a for a in entry.accounts if a.kind is kind), None)


def draw(
    ledger: Ledger,
    reference: str,
    language: Language = Language.NL,
    kind: HoursKind = HoursKind.LANGUAGE,
) -> Figure:
    """The year of one learner, with the hours of one norm.

    Raises:
        KeyError: when the ledger has no such learner.
    """
    entry = ledger.of[reference]
    figure = skeleton(ledger, language)
    found = spans(entry, ledger, language)
    for trace in list(Trace)[: Trace.OFF]:
        fill(figure.data[trace], [s for s in found if s.trace is trace])
    account = account_of(entry, kind)
    if account is not None:
        points = hours(account)
        lines = {
            Trace.MADE: [p for p in points if p[0] <= ledger.on],
            Trace.PLANNED: [p for p in points if p[0] >= ledger.on],
            Trace.LINE: norm_line(entry, account),
        }
        for trace, line in lines.items():
            figure.data[trace].x = [day for day, _ in line]
            figure.data[trace].y = [total for _, total in line]
    return figure.update_layout(title_text=plain(TITLE.fill(name=entry.learner.shown)(language)))


def fill(bar: go.Bar, found: Sequence[Span]) -> None:
    """Put spans into a trace of the skeleton."""
    bar.base = [span.first for span in found]
    bar.x = [span.days * DAY_MS for span in found]
    bar.y = [int(span.row) for span in found]
    bar.hovertext = [span.text for span in found]


def skeleton(ledger: Ledger, language: Language) -> Figure:
    """The empty year with the days off that everybody has: rows above, hours below."""
    figure = make_subplots(
        rows=2, cols=1, shared_xaxes=True, row_heights=[0.56, 0.44], vertical_spacing=0.06
    )
    fills: dict[Trace, dict[str, object]] = {Trace(r): {"color": c} for r, c in _COLORS.items()}
    fills[Trace.PAUSE] = {"color": WARM}
    fills[Trace.OFF] = {"color": BUSY}
    for trace in list(Trace)[: Trace.MADE]:
        bar = go.Bar(
            base=[],
            x=[],
            y=[],
            hovertext=[],
            orientation="h",
            width=0.62,
            marker={**fills[trace], "line": {"color": "white", "width": 1}},
            hoverinfo="text",
            showlegend=False,
        )
        figure.add_trace(bar, row=1, col=1)
    fill(figure.data[Trace.OFF], days_off(ledger, language))
    _add_lines(figure, language)
    names = [STRANDS[s](language) for s in _ROWS] + [_OFF(language)]
    first, last = horizon(ledger)
    figure.update_yaxes(
        tickvals=[int(r) for r in Row],
        ticktext=names,
        range=[len(Row) - 0.5, -0.5],
        row=1,
        col=1,
    )
    figure.update_yaxes(title=_AXIS(language), rangemode="tozero", row=2, col=1)
    shown = min(last, first + VIEW_WEEKS * WEEK)
    figure.update_xaxes(
        type="date", range=[first, shown], tickformat="%d-%m<br>%Y", ticklabelmode="instant"
    )
    figure.add_vline(x=ledger.on, line={"color": INK, "width": 1, "dash": "dot"})
    styled(figure, "", language, 560, left=110)
    return figure.update_layout(barmode="overlay", margin={"b": 90}, showlegend=True)


def _add_lines(figure: Figure, language: Language) -> None:
    looks: dict[Trace, tuple[Text, dict[str, object]]] = {
        Trace.MADE: (_MADE, {"color": ACCENT, "width": 3}),
        Trace.PLANNED: (_PLANNED, {"color": ACCENT, "width": 2.5, "dash": "dot"}),
        Trace.LINE: (_LINE, {"color": WARM, "width": 1.5, "dash": "dash"}),
    }
    for name, line in looks.values():
        figure.add_trace(
            go.Scatter(
                x=[],
                y=[],
                mode="lines",
                name=name(language),
                line=line,
                hovertemplate="%{x|%d-%m-%Y}: %{y:.0f}<extra></extra>",
            ),
            row=2,
            col=1,
        )


def _told(
    text: Text, label: str, first: date, last: date, language: Language, **values: object
) -> str:
    return text.fill(
        label=plain(label), a=first.strftime("%d-%m-%Y"), b=last.strftime("%d-%m-%Y"), **values
    )(language)


__all__ = [
    "Row",
    "Span",
    "Trace",
    "days_off",
    "draw",
    "hours",
    "meeting_spans",
    "runs_of_weeks",
    "skeleton",
    "spans",
]
