"""Gantt-style week with a row per class, teacher or room; shared by those three figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from models import Language, Slot, Text
from scheduler.figures.base import (
    BUSY,
    FREE,
    Figure,
    WeekAxis,
    letters_on,
    looks,
    marker,
    name_rows,
    nothing,
    plain,
    rows_height,
    styled,
)
from scheduler.view import Lesson, PlanView
from scheduler.words import number

LONGEST_CODE = 7  # letters that fit in a lesson of three hours
_NOTHING = Text(nl="Er zijn geen lessen om te laten zien.", en="There are no lessons to show.")
_MEMBERS = Text(nl="{n} cursisten", en="{n} learners")
_NOT_FREE = Text(nl="bezet", en="busy")


@dataclass(frozen=True)
class Row:
    """One row: its name, lessons, and the windows drawn behind them."""

    name: str
    lessons: Sequence[Lesson]
    open: Sequence[Slot] = ()
    closed: Sequence[Slot] = field(default=())


def draw_week(
    view: PlanView,
    rows: Sequence[Row],
    title: Text,
    inside: Callable[[Lesson], str],
    language: Language,
    background: Text | None = None,
) -> Figure:
    """Draw rows; ``inside`` is what stands in a lesson, ``background`` names open windows."""
    if not any(row.lessons for row in rows):
        return nothing(title(language), _NOTHING, language)
    axis, figure = WeekAxis.of(view), Figure()
    if background is not None:
        _windows(figure, axis, [r.open for r in rows], background(language), {"color": FREE})
        hatch = {"color": "white", "pattern": {"shape": "/", "fgcolor": BUSY, "size": 5}}
        _windows(figure, axis, [r.closed for r in rows], _NOT_FREE(language), hatch)
    _lessons(figure, view, axis, rows, inside, language)
    axis.draw(figure, language)
    name_rows(figure, [row.name for row in rows])
    figure.update_layout(barmode="overlay", uniformtext={"minsize": 8, "mode": "hide"})
    for line in range(len(rows) - 1):
        figure.add_hline(y=line + 0.5, line={"color": "#EDF0F3", "width": 1}, layer="below")
    styled(figure, title(language), language, rows_height(len(rows), around=170))
    return figure.update_layout(margin={"t": 100, "b": 70})


def _windows(
    figure: Figure,
    axis: WeekAxis,
    rows: Sequence[Sequence[Slot]],
    name: str,
    look: Mapping[str, object],
) -> None:
    found = [
        (number, clipped)
        for number, slots in enumerate(rows)
        for slot in slots
        if (clipped := axis.clip(slot)) is not None
    ]
    if found:
        figure.add_trace(
            go.Bar(
                orientation="h",
                y=[row for row, _ in found],
                base=[clipped[0] for _, clipped in found],
                x=[clipped[1] for _, clipped in found],
                width=0.96,
                marker={**look, "line": {"width": 0}},
                name=name,
                hoverinfo="skip",
            )
        )


def _lessons(
    figure: Figure,
    view: PlanView,
    axis: WeekAxis,
    rows: Sequence[Row],
    inside: Callable[[Lesson], str],
    language: Language,
) -> None:
    style = looks(view.school)
    for offering in view.school.offerings:
        found = [
            (number, lesson)
            for number, row in enumerate(rows)
            for lesson in row.lessons
            if lesson.group.offering == offering.reference
        ]
        places = [axis.clip(lesson.session.slot) or (0.0, 0.0) for _, lesson in found]
        if not found:
            continue
        figure.add_trace(
            go.Bar(
                orientation="h",
                y=[row for row, _ in found],
                base=[start for start, _ in places],
                x=[length for _, length in places],
                width=0.86,
                marker=marker(style[offering.reference]),
                name=plain(offering.shown),
                text=[inside(lesson) for _, lesson in found],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": 10, "color": letters_on(style[offering.reference].color)},
                hovertext=[hover(view, lesson, language) for _, lesson in found],
                hoverinfo="text",
            )
        )


def hover(view: PlanView, lesson: Lesson, language: Language) -> str:
    """What a lesson tells when pointed at."""
    size = number(len(view.members[lesson.group.reference]), language)
    lines = (
        view.offering_name(lesson.group),
        lesson.session.slot.text(language),
        view.teacher_name(lesson.session.teacher),
        view.place_name(lesson.session),
        _MEMBERS.fill(n=size)(language),
    )
    return "<br>".join([f"<b>{plain(lesson.group.name)}</b>", *map(plain, lines)])


def two_lines(first: str, second: str) -> str:
    """Two codes for inside a bar; of a long one the end, in which codes differ.

    What is left out of a class's code, the offering, can be seen by the colour.
    """
    return "<br>".join(plain(_short(code)) for code in (first, second))


def _short(code: str) -> str:
    rest = code
    while len(rest) > LONGEST_CODE and "-" in rest:
        rest = rest.partition("-")[2]
    return rest if len(rest) <= LONGEST_CODE else f"…{rest[1 - LONGEST_CODE :]}"


def chosen(everything: Sequence[str], only: Sequence[str] | None) -> list[str]:
    """All references, or those of ``only`` in the order of ``everything``."""
    wanted = None if only is None else set(only)
    return [x for x in everything if wanted is None or x in wanted]
