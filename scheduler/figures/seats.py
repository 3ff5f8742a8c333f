"""Learners in every class against its minimum, target and maximum."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from models import Language, Plan, School, Text
from scheduler.figures.base import (
    INK,
    Figure,
    letters_on,
    looks,
    marker,
    name_rows,
    nothing,
    plain,
    rows_height,
    styled,
)
from scheduler.figures.week import chosen
from scheduler.view import PlanView, Seats

TITLE = Text(nl="Plaatsen per klas", en="Seats by class")
ROW = 26
_NOTHING = Text(nl="Er zijn geen klassen.", en="There are no classes.")
_AXIS = Text(nl="cursisten", en="learners")
_HOVER = Text(
    nl="{n} cursisten, {free} plaatsen vrij<br>minimum {a}, streefgrootte {b}, maximum {c}",
    en="{n} learners, {free} seats free<br>minimum {a}, target {b}, maximum {c}",
)
# White with a dark edge, so that they stand out on a bar of any colour.
_MARKS = (
    (Text(nl="minimum", en="minimum"), "triangle-right", "white"),
    (Text(nl="streefgrootte", en="target"), "diamond", "white"),
    (Text(nl="maximum", en="maximum"), "line-ns", INK),
)


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:
    """All classes; the maximum is the lowest of law, contract and room."""
    return draw(PlanView(school, plan), language)


def draw(view: PlanView, language: Language, only: Sequence[str] | None = None) -> Figure:
    """All classes, or those of ``only``."""
    shown = chosen(list(view.group), only)
    if not shown:
        return nothing(TITLE(language), _NOTHING, language)
    seats = [view.seats(ref) for ref in shown]
    figure = Figure()
    _bars(figure, view, shown, seats, language)
    marks = ([s.minimum for s in seats], [s.target for s in seats], [s.maximum for s in seats])
    for (name, symbol, color), values in zip(_MARKS, marks, strict=True):
        figure.add_trace(
            go.Scatter(
                x=values,
                y=list(range(len(shown))),
                mode="markers",
                name=name(language),
                marker={
                    "symbol": symbol,
                    "size": 14 if symbol == "line-ns" else 10,
                    "color": color,
                    "line": {"color": INK, "width": 2.5 if symbol == "line-ns" else 1.5},
                },
                hoverinfo="skip",
            )
        )
    most = max(max(s.maximum, s.size) for s in seats)
    figure.update_xaxes(range=[0, most + 1], title=_AXIS(language), title_standoff=8)
    name_rows(figure, [view.group[ref].name for ref in shown])
    figure.update_layout(barmode="overlay")
    return styled(
        figure, TITLE(language), language, rows_height(len(shown), ROW, 170)
    ).update_layout(margin={"b": 90})


def _bars(
    figure: Figure, view: PlanView, shown: list[str], seats: list[Seats], language: Language
) -> None:
    style = looks(view.school)
    for offering in view.school.offerings:
        rows = [i for i, r in enumerate(shown) if view.group[r].offering == offering.reference]
        if not rows:
            continue
        figure.add_trace(
            go.Bar(
                orientation="h",
                x=[seats[i].size for i in rows],
                y=rows,
                width=0.66,
                marker={**marker(style[offering.reference]), "opacity": 0.85},
                name=plain(offering.shown),
                text=[str(seats[i].size) for i in rows],
                textposition="inside",
                textfont={"color": letters_on(style[offering.reference].color)},
                insidetextanchor="start",
                textangle=0,
                hovertext=[
                    _HOVER.fill(
                        n=seats[i].size,
                        free=seats[i].free,
                        a=seats[i].minimum,
                        b=seats[i].target,
                        c=seats[i].maximum,
                    )(language)
                    for i in rows
                ],
                hoverinfo="text",
            )
        )
