"""The week of one learner: lessons, hours that are taken, and the spouse's lessons.

The figure is a *skeleton* with an empty trace per lane, filled with *blocks*. A page can
hold one skeleton and the blocks of a thousand learners, and fill it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import plotly.graph_objects as go

from models import Language, Learner, Plan, School, Slot, Text, Weekday
from models.times import clock
from scheduler.figures.base import ACCENT, BUSY, INK, Figure, WeekAxis, plain, styled
from scheduler.view import Lesson, PlanView
from scheduler.words import BUSY as BUSY_WORDS

TITLE = Text(nl="Week van {name}", en="Week of {name}")
_NAMES = (
    Text(nl="bezet, kan niet anders", en="busy, cannot be moved"),
    Text(nl="liever vrij", en="rather kept free"),
    Text(nl="les", en="lesson"),
    Text(nl="les van de partner", en="spouse's lesson"),
)
_EARLIEST, _LATEST = 8, 18


class Lane(IntEnum):
    """The traces of the skeleton, from the back to the front."""

    HARD = 0
    SOFT = 1
    LESSON = 2
    SPOUSE = 3


@dataclass(frozen=True, slots=True)
class Block:
    """One bar: ``day`` is its column, ``start`` and ``length`` are in hours; ``text`` may hold
    ``<br>`` and is safe for Plotly.
    """

    lane: Lane
    day: int
    start: float
    length: float
    text: str


def figure(school: School, plan: Plan, reference: str, language: Language = Language.NL) -> Figure:
    """The week of one learner, placed or waiting.

    Raises:
        KeyError: when the school has no such learner.
    """
    view = PlanView(school, plan)
    learner = view.school.learner[reference]
    drawn, found = skeleton(view, language), blocks(view, learner, language)
    for lane, trace in zip(Lane, drawn.data, strict=True):
        mine = [block for block in found if block.lane is lane]
        trace.x = [block.day for block in mine]
        trace.base = [block.start for block in mine]
        trace.y = [block.length for block in mine]
        trace.text = trace.hovertext = [block.text for block in mine]
    return drawn.update_layout(title_text=plain(TITLE.fill(name=learner.shown)(language)))


def blocks(view: PlanView, learner: Learner, language: Language) -> list[Block]:
    """Everything in a learner's week that the figure shows."""
    axis = _axis(view)
    return [
        Block(lane, axis.days.index(slot.weekday), start, length, text)
        for lane, slot, text in _told(view, learner, language)
        if slot.weekday in axis.days
        for start in (max(slot.start / 60, axis.first),)
        for length in (min(slot.end / 60, axis.last) - start,)
        if length > 0
    ]


def _told(view: PlanView, learner: Learner, language: Language) -> Iterator[tuple[Lane, Slot, str]]:
    for window in view.school.windows(learner.reference):
        lane = Lane.HARD if view.school.is_hard(window) else Lane.SOFT
        word = BUSY_WORDS[window.reason](language)
        yield lane, window.slot, f"{word}<br>{_times(window.slot)}"
    for kept in view.school.kept_free_of.get(learner.reference, ()):
        name = next(a.shown for a in view.school.activities if a.reference == kept.activity)
        for moment in kept.moments:
            yield Lane.SOFT, moment, f"{plain(name)}<br>{_times(moment)}"
    for lesson in _lessons(view, learner):
        yield Lane.LESSON, lesson.session.slot, _lesson(view, lesson)
    for spouse in view.spouses.get(learner.reference, []):
        for lesson in _lessons(view, spouse):
            slot = lesson.session.slot
            text = f"{plain(spouse.shown)}<br>{plain(lesson.group.name)}<br>{_times(slot)}"
            yield Lane.SPOUSE, slot, text


def skeleton(view: PlanView, language: Language) -> Figure:
    """The empty week: a trace per :class:`Lane`, axes, legend."""
    axis, drawn = _axis(view), Figure()
    hatch = {"shape": "/", "size": 6, "solidity": 0.15}
    fills: dict[Lane, dict[str, object]] = {
        Lane.HARD: {"color": "#EEF1F4", "pattern": {**hatch, "fgcolor": "#6B7885"}},
        Lane.SOFT: {"color": "#F7F8F9", "pattern": {**hatch, "shape": ".", "fgcolor": BUSY}},
        Lane.LESSON: {"color": ACCENT},
        Lane.SPOUSE: {"color": "#E69F00"},
    }
    widths = {Lane.HARD: 0.94, Lane.SOFT: 0.94, Lane.LESSON: 0.6, Lane.SPOUSE: 0.2}
    offsets = {Lane.HARD: -0.47, Lane.SOFT: -0.47, Lane.LESSON: -0.42, Lane.SPOUSE: 0.22}
    for lane in Lane:
        drawn.add_trace(
            go.Bar(
                x=[],
                y=[],
                base=[],
                text=[],
                hovertext=[],
                name=_NAMES[lane](language),
                width=widths[lane],
                offset=offsets[lane],
                marker={**fills[lane], "line": {"color": "white", "width": 1}},
                textposition="none" if lane is Lane.SPOUSE else "inside",
                textfont={"color": "#FFFFFF" if lane is Lane.LESSON else INK},
                insidetextanchor="middle",
                textangle=0,
                hoverinfo="text",
                showlegend=True,
            )
        )
    drawn.update_xaxes(
        tickvals=list(range(len(axis.days))),
        ticktext=[f"<b>{Weekday(d).text()(language)}</b>" for d in axis.days],
        range=[-0.5, len(axis.days) - 0.5],
        side="top",
        showgrid=False,
        tickfont={"color": INK},
    )
    hours = list(range(axis.first, axis.last + 1))
    drawn.update_yaxes(
        tickvals=hours, ticktext=[f"{h}:00" for h in hours], range=[axis.last, axis.first]
    )
    drawn.update_layout(barmode="overlay", uniformtext={"minsize": 9, "mode": "hide"})
    name = TITLE.fill(name="")(language)
    return styled(drawn, name, language, 28 * len(hours) + 150).update_layout(margin={"t": 90})


def _axis(view: PlanView) -> WeekAxis:
    first, last = view.hours
    return WeekAxis(tuple(view.days), min(first, _EARLIEST), max(last, _LATEST))


def _lessons(view: PlanView, learner: Learner) -> list[Lesson]:
    group = view.class_of.get(learner.reference)
    return view.lessons_of.get(group.reference, []) if group else []


def _lesson(view: PlanView, lesson: Lesson) -> str:
    parts = (
        lesson.group.name,
        _times(lesson.session.slot),
        view.teacher_name(lesson.session.teacher),
        view.place_name(lesson.session),
    )
    return "<br>".join(map(plain, parts))


def _times(slot: Slot) -> str:
    return f"{clock(slot.start)}-{clock(slot.end)}"
