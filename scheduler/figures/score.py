"""What the plan's goals cost, in points."""

from __future__ import annotations

import plotly.graph_objects as go

from models import Language, Plan, School, Text
from scheduler.figures.base import (
    ACCENT,
    Figure,
    name_rows,
    nothing,
    plain,
    rows_height,
    styled,
)
from scheduler.words import number, said

TITLE = Text(nl="Strafpunten per onderdeel", en="Points by goal")
_NOTHING = Text(nl="Dit plan heeft geen strafpunten.", en="This plan has no points against it.")
_AXIS = Text(nl="strafpunten (minder is beter)", en="points (fewer is better)")
_HOVER = Text(nl="{cost} strafpunten<br>{amount} {unit}", en="{cost} points<br>{amount} {unit}")


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:  # noqa: ARG001
    """Goals that cost something, the dearest on top."""
    lines = sorted((x for x in plan.score if x.cost), key=lambda x: -x.cost)
    if not lines:
        return nothing(TITLE(language), _NOTHING, language)
    dutch = language is Language.NL
    texts = [
        _HOVER.fill(
            cost=number(x.cost, language),
            amount=number(x.amount, language, 0 if x.amount == int(x.amount) else 1),
            unit=plain(x.unit_nl if dutch else x.unit_en),
        )(language)
        for x in lines
    ]
    figure = Figure(
        go.Bar(
            orientation="h",
            x=[x.cost for x in lines],
            y=list(range(len(lines))),
            width=0.66,
            marker={"color": ACCENT},
            text=[number(x.cost, language) for x in lines],
            textposition="outside",
            cliponaxis=False,
            hovertext=texts,
            hoverinfo="text",
        )
    )
    most = max(x.cost for x in lines)
    figure.update_xaxes(
        title=_AXIS(language), range=[0, most * 1.14], tickformat=",d", title_standoff=8
    )
    name_rows(figure, [said(x, language) for x in lines])
    return styled(figure, TITLE(language), language, rows_height(len(lines), 30))
