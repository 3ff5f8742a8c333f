"""Make-up of classes: every member as a dot, with a box around the middle half; shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from models import Language, Learner, Text
from scheduler.figures.base import Figure, looks, name_rows, nothing, plain, rows_height, styled
from scheduler.figures.week import chosen
from scheduler.view import PlanView

ROW = 26
_NOTHING = Text(nl="Er zijn geen klassen met cursisten.", en="No class has learners.")


def draw_makeup(
    view: PlanView,
    title: Text,
    value: Callable[[Learner], int],
    shown: Callable[[Learner], str],
    axis: Text,
    language: Language,
    only: Sequence[str] | None = None,
) -> Figure:
    """One row per class; the line in the box is the class's median."""
    filled = [r for r in chosen(list(view.group), only) if view.members[r]]
    if not filled:
        return nothing(title(language), _NOTHING, language)
    style, figure = looks(view.school), Figure()
    for offering in view.school.offerings:
        mine = [
            (row, learner)
            for row, ref in enumerate(filled)
            if view.group[ref].offering == offering.reference
            for learner in view.members[ref]
        ]
        if not mine:
            continue
        color = style[offering.reference].color
        figure.add_trace(
            go.Box(
                orientation="h",
                x=[value(learner) for _, learner in mine],
                y=[row for row, _ in mine],
                name=plain(offering.shown),
                boxpoints="all",
                jitter=0.7,
                pointpos=0,
                width=0.72,
                line={"color": color, "width": 1.5},
                fillcolor="rgba(90,104,118,.10)",
                marker={"color": color, "size": 5, "opacity": 0.75},
                hovertext=[
                    f"{plain(learner.shown)}<br>{plain(shown(learner))}" for _, learner in mine
                ],
                hoverinfo="text",
                hoveron="points",
            )
        )
    figure.update_xaxes(range=[-3, 103], title=axis(language), showgrid=True, title_standoff=8)
    name_rows(figure, [view.group[ref].name for ref in filled])
    return styled(
        figure, title(language), language, rows_height(len(filled), ROW, 170)
    ).update_layout(margin={"b": 90})
