"""The waiting list by its main reason, coloured by route."""

from __future__ import annotations

from collections import Counter

import plotly.graph_objects as go

from models import Language, Plan, Route, School, Text
from scheduler.figures.base import (
    PALETTE,
    Figure,
    name_rows,
    nothing,
    rows_height,
    styled,
)
from scheduler.view import PlanView
from scheduler.words import ROUTES, reason_title

TITLE = Text(nl="Wachtlijst naar reden", en="Waiting list by reason")
WHOLE_TICKS = 12  # up to here every whole number gets its tick
_NOTHING = Text(nl="Niemand wacht: iedereen heeft een klas.", en="Nobody waits: all have a class.")
_AXIS = Text(nl="cursisten", en="learners")
_HOVER = Text(nl="{route}: {n} cursisten", en="{route}: {n} learners")


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:
    """Learners without a class per main reason, the commonest on top."""
    return draw(PlanView(school, plan), language)


def draw(view: PlanView, language: Language) -> Figure:
    """The same for a plan that has been indexed already."""
    if not view.waiting:
        return nothing(TITLE(language), _NOTHING, language)
    count: Counter[tuple[str, Route]] = Counter()
    total: Counter[str] = Counter()
    for reference, entry in view.waiting.items():
        reason = reason_title(entry.reasons)(language)
        count[reason, view.school.learner[reference].route] += 1
        total[reason] += 1
    reasons = [reason for reason, _ in total.most_common()]
    figure = Figure()
    for color, route in zip(PALETTE, Route, strict=False):
        numbers = [count[reason, route] for reason in reasons]
        if any(numbers):
            name = ROUTES[route](language)
            figure.add_trace(
                go.Bar(
                    orientation="h",
                    x=numbers,
                    y=list(range(len(reasons))),
                    width=0.66,
                    name=name,
                    marker={"color": color, "line": {"color": "white", "width": 1}},
                    hovertext=[_HOVER.fill(route=name, n=n)(language) for n in numbers],
                    hoverinfo="text",
                )
            )
    figure.add_trace(
        go.Scatter(
            x=[total[reason] for reason in reasons],
            y=list(range(len(reasons))),
            mode="text",
            text=[f" <b>{total[reason]}</b>" for reason in reasons],
            textposition="middle right",
            hoverinfo="skip",
            showlegend=False,
        )
    )
    figure.update_xaxes(title=_AXIS(language), rangemode="tozero", title_standoff=8)
    most = max(total.values())
    figure.update_xaxes(range=[0, most * 1.12], dtick=1 if most <= WHOLE_TICKS else None)
    name_rows(figure, reasons)
    figure.update_layout(barmode="stack", showlegend=True)
    return styled(figure, TITLE(language), language, rows_height(len(reasons))).update_layout(
        margin={"b": 90}
    )
