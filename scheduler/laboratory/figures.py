"""The laboratory's figures: waiting, the course of weeks, Pareto front, classes in time."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import plotly.graph_objects as go

from models import Text
from models.text import Language
from scheduler.figures.base import (
    INK,
    PALETTE,
    PATTERNS,
    Figure,
    Look,
    label,
    marker,
    name_rows,
    plain,
    rows_height,
    styled,
)
from scheduler.laboratory.compiled import Compiled
from scheduler.laboratory.intervals import front, of
from scheduler.laboratory.outcomes import SERIES, Whole
from scheduler.laboratory.outcomes import Figure as Outcome
from scheduler.laboratory.span import Span
from scheduler.laboratory.trial import Tried
from scheduler.words import number
from solver.laboratory import State
from solver.laboratory.world import NOWHERE

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MOST_WEEKS_SHOWN, MOST_CLASSES = 53, 40

_WITHIN = Text(nl="deel van de cursisten dat begonnen is", en="share of learners who have begun")
_WEEKS = Text(nl="weken na de aanmelding", en="weeks after registration")
_LEVEL = Text(
    nl="afstand tot het mediane niveau (punten)", en="distance from the median level (points)"
)
_P90 = Text(
    nl="wachttijd die 90 % niet overschrijdt (weken)", en="wait that 90 % do not exceed (weeks)"
)
_FRONT = Text(nl="niet te verslaan", en="not beaten")
_COST = Text(
    nl="{name}<br>90 % wacht hooguit {wait} weken<br>"
    "niveauverschil {level}<br>{cost} euro per jaar",
    en="{name}<br>90 % wait at most {wait} weeks<br>level distance {level}<br>{cost} euros a year",
)
_CLASS = Text(
    nl="{name}: {size} cursisten bij de start, niveauverschil {spread} punten, {weeks} weken",
    en="{name}: {size} learners at the start, levels {spread} points apart, {weeks} weeks",
)


def line(policy: int) -> dict[str, object]:
    """Colour and dash of a policy, the same in every figure."""
    return {
        "color": PALETTE[policy % len(PALETTE)],
        "dash": DASHES[policy // len(PALETTE) % len(DASHES)],
        "width": 2.5,
    }


def waiting(tried: Tried, language: Language, within: int) -> Figure:
    """Share of learners who began within so many weeks, a line per policy."""
    figure = Figure()
    for p, policy in enumerate(tried.trial.policies):
        share = np.cumsum(tried.waits[p]) / max(1, tried.waits[p].sum())
        figure.add_trace(
            go.Scatter(
                x=list(range(MOST_WEEKS_SHOWN)),
                y=[round(float(x), 4) for x in share[:MOST_WEEKS_SHOWN]],
                name=label(policy.title(language)),
                line={**line(p), "shape": "hv"},
                mode="lines",
            )
        )
    figure.add_hline(y=0.9, line={"color": INK, "width": 1, "dash": "dot"})
    figure.add_vline(x=within, line={"color": INK, "width": 1, "dash": "dot"})
    figure.update_yaxes(tickformat=".0%", range=[0, 1.01], title=_WITHIN(language))
    figure.update_xaxes(title=_WEEKS(language), dtick=4)
    return styled(figure, "", language, 460, left=70)


def course(tried: Tried, series: str, title: str, language: Language) -> Figure:
    """One of :data:`SERIES` over the weeks, means over replications."""
    span, at = tried.trial.span, SERIES.index(series)
    mondays = [span.monday(span.warm_up + t) for t in range(span.window)]
    figure = Figure()
    for p, policy in enumerate(tried.trial.policies):
        figure.add_trace(
            go.Scatter(
                x=mondays,
                y=[round(float(x), 2) for x in tried.series[p, at]],
                name=label(policy.title(language)),
                line=line(p),
                mode="lines",
            )
        )
    figure.update_yaxes(title=title, rangemode="tozero")
    if series == "occupancy":
        figure.update_yaxes(tickformat=".0%", range=[0, 1.01])
    figure.update_xaxes(tickformat="%m-%Y", dtick="M3")
    return styled(figure, "", language, 420, left=70)


def pareto(tried: Tried, language: Language) -> Figure:
    """Waiting against homogeneity; the larger the dot, the dearer. Whiskers are intervals."""
    best, figure = set(front(tried)), Figure()
    count = len(tried.trial.policies)
    costs = [of(tried, p, ("classes", Whole.COST)).mean for p in range(count)]
    most = max(costs) or 1.0
    for p, policy in enumerate(tried.trial.policies):
        wait, level = (
            of(tried, p, ("all", Outcome.WAIT_P90)),
            of(tried, p, ("classes", Whole.LEVEL)),
        )
        name = label(policy.title(language))
        text = _COST(
            language,
            name=plain(policy.title(language)),
            wait=number(wait.mean, language, 1),
            level=number(level.mean, language, 1),
            cost=number(round(costs[p], -3), language),
        )
        figure.add_trace(
            go.Scatter(
                x=[wait.mean],
                y=[level.mean],
                error_x={"array": [_finite(wait.half)], "thickness": 1, "color": line(p)["color"]},
                error_y={"array": [_finite(level.half)], "thickness": 1, "color": line(p)["color"]},
                mode="markers+text",
                text=[str(p + 1)],
                textfont={"color": "white", "size": 12},
                marker={
                    "size": 18 + 26 * costs[p] / most,
                    "color": line(p)["color"],
                    "opacity": 1.0 if p in best else 0.55,
                    "line": {"color": INK, "width": 3 if p in best else 0},
                },
                name=f"{p + 1} {name}" + (f" ({_FRONT(language)})" if p in best else ""),
                hovertext=[text],
                hoverinfo="text",
            )
        )
    figure.update_xaxes(title=_P90(language), rangemode="tozero")
    figure.update_yaxes(title=_LEVEL(language))
    made = styled(figure, "", language, 560, left=70)
    made.update_layout(legend={"itemsizing": "constant"})
    return made


def _finite(value: float) -> float:
    return 0.0 if value != value else value


def classes_in_time(compiled: Compiled, state: State, span: Span, language: Language) -> Figure:
    """Starts and ends of the classes of one replication, a bar per class, by offering."""
    look = looks_of(compiled)
    rows = [
        row
        for row in state.started
        if (row["finish"] == NOWHERE or row["finish"] > span.warm_up)
        and row["begin"] < span.warm_up + span.window
        and row["first"][0] > 0
    ]
    rows = sorted(rows, key=lambda r: (int(r["of"]), int(r["begin"])))
    if len(rows) > MOST_CLASSES:
        rows = [rows[round(k * (len(rows) - 1) / (MOST_CLASSES - 1))] for k in range(MOST_CLASSES)]
    figure, named = Figure(), set()
    for at, row in enumerate(rows):
        offering = compiled.offerings[row["of"]]
        begin = max(int(row["begin"]), span.warm_up)
        end = min(
            span.weeks if row["finish"] == NOWHERE else int(row["finish"]),
            span.warm_up + span.window,
        )
        text = _CLASS(
            language,
            name=plain(offering.shown),
            size=int(row["first"][0]),
            spread=int(row["first"][1]),
            weeks=(int(row["finish"]) if row["finish"] != NOWHERE else span.weeks)
            - int(row["begin"]),
        )
        figure.add_trace(
            go.Bar(
                orientation="h",
                y=[at],
                base=[span.monday(begin)],
                x=[timedelta(weeks=max(end - begin, 1)).total_seconds() * 1000],
                marker=marker(look[offering.reference]),
                name=label(offering.shown),
                legendgroup=offering.reference,
                showlegend=offering.reference not in named,
                hovertext=text,
                hoverinfo="text",
            )
        )
        named.add(offering.reference)
    name_rows(figure, [compiled.offerings[row["of"]].shown for row in rows])
    figure.update_xaxes(type="date", tickformat="%m-%Y")
    figure.update_layout(barmode="overlay", bargap=0.25)
    return styled(figure, "", language, rows_height(len(rows), row=17), left=160)


def looks_of(compiled: Compiled) -> dict[str, Look]:
    """A look per offering, evening classes that a policy adds included."""
    return {
        offering.reference: Look(PALETTE[k % len(PALETTE)], PATTERNS[k // len(PALETTE)])
        for k, offering in enumerate(compiled.offerings)
    }
