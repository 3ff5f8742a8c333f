"""Objective and bound over time, one panel per school, one colour per method."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from scheduler.figures.base import FONT, GRID, INK, PALETTE
from tests.benchmarks.methods import METHODS
from tests.benchmarks.results import Point, Result

COLUMNS = 2
PANEL = 330  # pixels
WIDTH = 1180
COLORS = dict(zip(METHODS, PALETTE, strict=False))


def figure(results: Iterable[Result]) -> go.Figure:
    """The whole picture. Values are on a logarithmic axis, for the methods lie far apart."""
    schools: dict[str, list[Result]] = {}
    for result in results:
        if not METHODS[result.method].timetable_only:
            schools.setdefault(result.instance, []).append(result)
    rows = max(1, ceil(len(schools) / COLUMNS))
    picture = make_subplots(
        rows,
        COLUMNS,
        subplot_titles=[_title(rows_of) for rows_of in schools.values()],
        vertical_spacing=min(0.16, 0.24 / rows),
        horizontal_spacing=0.07,
    )
    shown: set[str] = set()
    for at, school in enumerate(schools.values()):
        for result in school:
            for trace in _traces(result, shown):
                picture.add_trace(trace, at // COLUMNS + 1, at % COLUMNS + 1)
    picture.update_layout(
        height=PANEL * rows + 110,
        width=WIDTH,
        font={"family": FONT, "color": INK, "size": 13},
        plot_bgcolor="white",
        legend={"orientation": "h", "y": 1, "yref": "container", "yanchor": "top", "x": 0},
        margin={"l": 60, "r": 20, "t": 90, "b": 50},
    )
    picture.update_xaxes(title_text="seconds", gridcolor=GRID, rangemode="tozero")
    picture.update_yaxes(type="log", gridcolor=GRID, dtick="D2", tickformat=",~s")
    return picture


def _title(school: Sequence[Result]) -> str:
    learners, tightness, seed = school[0].instance.split("-")
    return f"{int(learners):,} learners, {tightness}, seed {seed}"


def _traces(result: Result, shown: set[str]) -> Iterable[go.Scatter]:
    entry, color = METHODS[result.method], COLORS[result.method]
    objectives = [(p.seconds, p.objective) for p in result.course if p.objective is not None]
    if objectives:
        end = (max(result.limit, objectives[-1][0]), objectives[-1][1])
        yield _line(entry.title, [*objectives, end], color, "solid", shown)
    bounds = _rising(result.course)
    if bounds:
        end = (max(result.limit, bounds[-1][0]), bounds[-1][1])
        yield _line(f"{entry.title}: bound", [*bounds, end], color, "dot", shown)


def _rising(course: Iterable[Point]) -> list[tuple[float, int]]:
    """Bounds as they rose; those below 1 have no place on a logarithmic axis."""
    found: list[tuple[float, int]] = []
    for point in course:
        if point.bound is not None and point.bound > max(0, found[-1][1] if found else 0):
            found.append((point.seconds, point.bound))
    return found


def _line(
    name: str, points: Sequence[tuple[float, int]], color: str, dash: str, shown: set[str]
) -> go.Scatter:
    first = name not in shown
    shown.add(name)
    return go.Scatter(
        x=[seconds for seconds, _ in points],
        y=[value for _, value in points],
        name=name,
        legendgroup=name,
        showlegend=first,
        mode="lines",
        line={"color": color, "dash": dash, "width": 2, "shape": "hv"},
    )


def write_html(picture: go.Figure, file: Path) -> None:
    """A page that works without a network."""
    picture.write_html(file, include_plotlyjs=True, full_html=True)


def write_png(page: Path, picture: go.Figure, file: Path) -> bool:
    """A still of the page, if Chromium is there to make it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return False
    from playwright.sync_api import sync_playwright

    height = int(picture.layout.height) + 20
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        view = made.new_page(viewport={"width": WIDTH + 20, "height": height})
        view.goto(page.resolve().as_uri())
        view.wait_for_selector(".main-svg")
        view.screenshot(path=file)
        made.close()
    return True
