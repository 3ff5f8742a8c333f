"""Projected language hours of everybody against the end of the term."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go

from models import HoursKind, Language, Text
from models.ledger import Account, Verdict
from scheduler.figures.base import (
    ACCENT,
    BUSY,
    INK,
    PALETTE,
    WARM,
    Figure,
    nothing,
    plain,
    styled,
)
from scheduler.ledger import Entry, Ledger
from scheduler.words import VERDICTS, number, percent

TITLE = Text(nl="Taaluren aan het einde van de termijn", en="Language hours at the end of the term")
_NOTHING = Text(
    nl="Van niemand is een norm en een termijn bekend.", en="Nobody has a known norm and term."
)
_Y = Text(nl="haalbare uren, in % van de norm", en="possible hours, in % of the norm")
_X = Text(nl="einde van de termijn", en="end of the term")
_NORM = Text(nl="norm", en="norm")
_HOVER = Text(
    nl="{name}<br>gemaakt {made}, gepland {planned}, nodig {needed} uur<br>in dit tempo haalbaar: "
    "{possible} uur ({share})<br>termijn tot {day}",
    en="{name}<br>made {made}, planned {planned}, needed {needed} hours<br>possible at this pace: "
    "{possible} hours ({share})<br>term until {day}",
)
_LOOKS = {
    Verdict.EXPIRED: (INK, "x"),
    Verdict.SHORT: (WARM, "triangle-down"),
    Verdict.UNPLANNED: (PALETTE[1], "diamond"),
    Verdict.ON_TRACK: (ACCENT, "circle"),
    Verdict.DONE: (PALETTE[2], "star"),
}
HIGHEST = 150
"""Percentage above which a dot stays at the edge: more than enough is enough."""


def draw(ledger: Ledger, language: Language) -> Figure:
    """A dot per learner: when the term ends and which share of the norm can be reached by then.

    Dots below the line of the norm will not make it at the present pace.
    """
    found = [(e, a) for e in ledger.entries for a in e.accounts if _shows(a)]
    if not found:
        return nothing(TITLE(language), _NOTHING, language)
    figure = Figure()
    for verdict, (color, symbol) in _LOOKS.items():
        mine = [(e, a) for e, a in found if a.verdict is verdict]
        if mine:
            figure.add_trace(
                go.Scatter(
                    x=[a.term_ends for _, a in mine],
                    y=[min(HIGHEST, _share(a) * 100) for _, a in mine],
                    mode="markers",
                    name=f"{VERDICTS[verdict](language)} ({len(mine)})",
                    marker={"color": color, "symbol": symbol, "size": 9, "opacity": 0.75},
                    hovertext=[_told(e, a, language) for e, a in mine],
                    hoverinfo="text",
                )
            )
    figure.add_hline(
        y=100,
        line={"color": INK, "width": 1.5, "dash": "dash"},
        annotation_text=_NORM(language),
        annotation_position="top left",
    )
    figure.add_vline(x=ledger.on, line={"color": BUSY, "width": 1})
    figure.update_yaxes(
        title=_Y(language), range=[0, HIGHEST + 5], ticksuffix=" %", automargin=True
    )
    figure.update_xaxes(title=_X(language), title_standoff=8, tickformat="%m-%Y")
    return styled(figure, TITLE(language), language, 460).update_layout(margin={"b": 100})


def _shows(account: Account) -> bool:
    known = account.term_ends is not None and account.needed > 0
    return account.kind is HoursKind.LANGUAGE and known


def _share(account: Account) -> float:
    return max(account.possible, account.made) / account.needed


def _told(entry: Entry, account: Account, language: Language) -> str:
    return _HOVER.fill(
        name=plain(entry.learner.shown),
        made=number(account.made, language),
        planned=number(account.planned, language),
        needed=number(account.needed, language),
        possible=number(account.possible, language),
        share=percent(_share(account), language),
        day=_shown(account.term_ends),
    )(language)


def _shown(day: date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else "–"
