"""What all figures share: colours that everybody can tell apart, letters, sizes, axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

import plotly.graph_objects as go

from models import Language, Plan, School, Slot, Text, Weekday
from models.levels import LEVEL_SCORES, Level
from scheduler.view import PlanView

Figure: TypeAlias = go.Figure
FigureFunction: TypeAlias = Callable[[School, Plan, Language], Figure]

# Okabe and Ito's colours, told apart with any colour vision, and two quiet ones.
PALETTE = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#8A7A1F",
    "#7B61A8",
)
PATTERNS = ("", "/", ".", "x", "-", "|")
INK, QUIET, GRID = "#1B2733", "#5A6876", "#E3E8ED"
ACCENT, WARM, FREE, BUSY = "#0072B2", "#D55E00", "#E9F3EC", "#9AA5B1"
FONT = '"Segoe UI", -apple-system, "Helvetica Neue", Arial, sans-serif'
ROW = 36  # pixels per row of a figure with names at the left
LONGEST_LABEL = 34
CEFR = tuple(LEVEL_SCORES[x] for x in (Level.A0, Level.A1, Level.A2, Level.B1, Level.B2))
CEFR_NAMES = ("A0", "A1", "A2", "B1", "B2")


@dataclass(frozen=True, slots=True)
class Look:
    """How the bars of one offering are filled."""

    color: str
    pattern: str


def looks(school: School) -> dict[str, Look]:
    """A look per offering, the same in every figure; hatched once the colours are used up."""
    return {
        offering.reference: Look(
            PALETTE[i % len(PALETTE)], PATTERNS[i // len(PALETTE) % len(PATTERNS)]
        )
        for i, offering in enumerate(school.offerings)
    }


def marker(look: Look) -> dict[str, object]:
    """Plotly's marker for a look."""
    return {
        "color": look.color,
        "line": {"color": "white", "width": 1},
        "pattern": {"shape": look.pattern, "fgcolor": "rgba(255,255,255,.65)", "size": 6},
    }


def letters_on(color: str) -> str:
    """Dark or white letters, whichever stand out more on a colour (WCAG contrast)."""
    light = _luminance(color)
    dark_contrast = (light + 0.05) / (_luminance(INK) + 0.05)
    return INK if dark_contrast >= 1.05 / (light + 0.05) else "#FFFFFF"


def _luminance(color: str) -> float:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def styled(figure: Figure, title: str, language: Language, height: int, left: int = 60) -> Figure:
    """Give a figure its title, letters and room, and numbers in the reader's notation."""
    figure.update_layout(
        title={"text": plain(title), "x": 0, "xref": "paper", "xanchor": "left"},
        font={"family": FONT, "size": 13, "color": INK},
        height=height,
        template={},
        margin={"l": left, "r": 20, "t": 60, "b": 50},
        paper_bgcolor="white",
        plot_bgcolor="white",
        separators=",." if language is Language.NL else ".,",
        hoverlabel={"bgcolor": "white", "font": {"size": 13, "color": INK}, "align": "left"},
        legend={"orientation": "h", "x": 0, "xanchor": "left", "yref": "container", "y": 0.0},
        showlegend=len(figure.data) > 0 and any(trace.name for trace in figure.data),
        dragmode=False,
    )
    figure.update_xaxes(
        title_font_size=13, fixedrange=True, gridcolor=GRID, zeroline=False, linecolor=GRID
    )
    figure.update_yaxes(
        title_font_size=13, fixedrange=True, gridcolor=GRID, zeroline=False, linecolor=GRID
    )
    return figure


def plain(text: str) -> str:
    """Text in which nothing is taken for mark-up by Plotly."""
    return escape(text, quote=False)


def label(text: str) -> str:
    """A row's name, short enough to stand beside the rows."""
    return plain(text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…")


def name_rows(figure: Figure, names: Sequence[str]) -> None:
    """Names at the left, the first row on top; rows are numbered from 0."""
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[label(name) for name in names],
        range=[len(names) - 0.5, -0.5],
        showgrid=False,
        automargin=True,
        ticklabelstandoff=6,
    )


def rows_height(rows: int, row: int = ROW, around: int = 140) -> int:
    """Pixels for that many rows with axes and legend."""
    return max(rows, 2) * row + around


def nothing(title: str, text: Text, language: Language) -> Figure:
    """A figure that says in words that there is nothing to draw."""
    figure = Figure()
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=plain(text(language)), x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False
    )
    return styled(figure, title, language, 160)


@dataclass(frozen=True)
class WeekAxis:
    """A week along one axis with the nights cut out, in hours.

    ``days`` lie side by side, each from hour ``first`` to hour ``last``, with a gap.
    """

    days: tuple[int, ...]
    first: int
    last: int

    @classmethod
    def of(cls, view: PlanView) -> WeekAxis:
        """The axis that just holds all lessons of a plan."""
        first, last = view.hours
        return cls(tuple(view.days), first, last)

    @property
    def pitch(self) -> float:
        """Distance between the same hour of two days."""
        return (self.last - self.first) * 1.06

    def clip(self, slot: Slot) -> tuple[float, float] | None:
        """Begin and length of a slot on the axis; ``None`` when no part of it shows."""
        if slot.weekday not in self.days:
            return None
        start, end = max(slot.start / 60, self.first), min(slot.end / 60, self.last)
        if end <= start:
            return None
        at = self.days.index(slot.weekday) * self.pitch
        return at + start - self.first, end - start

    def draw(self, figure: Figure, language: Language) -> None:
        """Day names on top, clock hours below them, a line between days."""
        span = self.last - self.first
        step = 2 if span <= 9 else 3
        hours = range(-(-self.first // step) * step, self.last + 1, step)
        inside = [h for h in hours if self.first <= h < self.last]
        figure.update_xaxes(
            tickvals=[
                i * self.pitch + h - self.first for i in range(len(self.days)) for h in inside
            ],
            ticktext=[
                f"{h}:00" if len(self.days) < 2 else str(h) for _ in self.days for h in inside
            ],
            tickfont={"size": 11, "color": QUIET},
            tickangle=0,
            range=[-0.2, (len(self.days) - 1) * self.pitch + span + 0.2],
            side="top",
            showgrid=True,
        )
        for i, day in enumerate(self.days):
            figure.add_annotation(
                text=f"<b>{Weekday(day).text()(language)}</b>",
                x=i * self.pitch + span / 2,
                y=1,
                yref="paper",
                yanchor="bottom",
                yshift=20,
                showarrow=False,
            )
            if i:
                figure.add_vline(
                    x=i * self.pitch - (self.pitch - span) / 2, line={"color": BUSY, "width": 1}
                )
