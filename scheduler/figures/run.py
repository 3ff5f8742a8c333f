"""How the plan was made: the best plan found and the proven limit, over time."""

from __future__ import annotations

import plotly.graph_objects as go

from models import Language, Plan, Progress, School, Text
from scheduler.figures.base import ACCENT, WARM, Figure, nothing, styled
from scheduler.words import number, percent

TITLE = Text(nl="Het zoeken naar dit plan", en="The search for this plan")
_NOTHING = Text(nl="Over het zoeken is niets bewaard.", en="Nothing was kept about the search.")
_BEST = Text(nl="beste plan tot dan toe", en="best plan so far")
_LIMIT = Text(nl="bewezen: lager kan niet", en="proven: no plan is below")
_SECONDS = Text(nl="seconden", en="seconds")
_POINTS = Text(nl="strafpunten", en="points")
_HOVER = Text(
    nl="na {seconds} s<br>{points} strafpunten{gap}", en="after {seconds} s<br>{points} points{gap}"
)
_GAP = Text(nl="<br>hoogstens {gap} beter mogelijk", en="<br>at most {gap} better is possible")
_LOG_FROM = 30
_MOST = 3  # times the last best plan, the highest that is drawn
_MARGIN = 1.08


def figure(school: School, plan: Plan, language: Language = Language.NL) -> Figure:  # noqa: ARG001
    """Two stepped lines that close in on each other; the distance is what is not proven.

    The height shows the search from the first bound on: first attempts, which cost many
    times more, leave the picture at its top. Time turns logarithmic where it must.
    """
    history = plan.run.history if plan.run else ()
    best = [p for p in history if p.objective is not None]
    if not best:
        return nothing(TITLE(language), _NOTHING, language)
    proven = [p for p in history if p.bound is not None]
    figure = Figure()
    figure.add_trace(_steps([(p, p.objective or 0) for p in best], _BEST, ACCENT, language))
    if proven:
        trace = _steps([(p, p.bound or 0) for p in proven], _LIMIT, WARM, language)
        figure.add_trace(trace.update(line_dash="dash"))
    figure.update_yaxes(
        title=_POINTS(language),
        range=[0, _MARGIN * _top(best, proven)],
        tickformat=",d",
        automargin=True,
    )
    if history[-1].seconds > _LOG_FROM * max(best[0].seconds, 0.01) and best[0].seconds > 0:
        figure.update_xaxes(type="log", dtick=1)
    figure.update_xaxes(title=_SECONDS(language), title_standoff=8)
    return styled(figure, TITLE(language), language, 380).update_layout(margin={"b": 90})


def _top(best: list[Progress], proven: list[Progress]) -> int:
    """The highest value worth seeing: all of them, unless early plans dwarf the last one."""
    last = best[-1].objective or 0
    highest = max([p.objective or 0 for p in best] + [p.bound or 0 for p in proven])
    return max(1, min(highest, _MOST * last) if last else highest)


def _steps(
    points: list[tuple[Progress, int]], name: Text, color: str, language: Language
) -> go.Scatter:
    return go.Scatter(
        x=[p.seconds for p, _ in points],
        y=[value for _, value in points],
        mode="lines+markers",
        name=name(language),
        line={"color": color, "width": 2.5, "shape": "hv"},
        marker={"size": 5},
        hovertext=[_told(p, value, language) for p, value in points],
        hoverinfo="text",
    )


def _told(moment: Progress, value: int, language: Language) -> str:
    gap = moment.gap
    shown = "" if gap is None else _GAP.fill(gap=percent(gap, language))(language)
    return _HOVER.fill(
        seconds=number(moment.seconds, language, 1), points=number(value, language), gap=shown
    )(language)
