"""Writes the laboratory's ``report.html``: one file, nothing fetched from anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from markupsafe import Markup
from plotly.offline import get_plotlyjs

from models import Text
from models.text import Language
from scheduler.figures import Figure as Drawing
from scheduler.laboratory import advice
from scheduler.laboratory.audit import Compared
from scheduler.laboratory.fidelity import Measured
from scheduler.laboratory.figures import classes_in_time, course, pareto, waiting
from scheduler.laboratory.intervals import (
    Interval,
    cheapest_within,
    difference,
    front,
    interval,
    of,
)
from scheduler.laboratory.outcomes import GROUPS, SHARES, Column, Figure, Whole
from scheduler.laboratory.settings import told_assumptions
from scheduler.laboratory.trial import Tried
from scheduler.laboratory.words import FIGURES, VALUES, WHOLE, figure_name, group_name
from scheduler.pages import as_json, asset, template, words
from scheduler.words import number, percent

MONEY = {Whole.COST, Whole.EMPTY_COST, Whole.COST_PER_LEARNER}
MOST_GANTTS = 8
HERE = "scheduler.laboratory"
Drawn: TypeAlias = dict[str, Any]

_AGREED = Text(nl="{name}: {weeks} weken", en="{name}: {weeks} weeks")
_POINTS = Text(nl="{x} procentpunt", en="{x} points")
_DISTANCE = Text(nl="punten van het midden van de klas", en="points from the middle of the class")
COURSES = (
    ("waiting", Text(nl="Wie wacht er?", en="Who waits?"),
     Text(nl="mensen zonder klas", en="people without a class")),
    ("members", Text(nl="Wie zit er in een klas?", en="Who is in a class?"),
     Text(nl="mensen in een klas", en="people in a class")),
    ("occupancy", Text(nl="Hoe vol zijn de klassen?", en="How full are the classes?"),
     Text(nl="deel van de plaatsen dat bezet is", en="share of the seats taken")),
    ("level", Text(nl="Hoe ongelijk zijn de klassen?", en="How uneven are the classes?"),
     _DISTANCE),
    ("learnability",
     Text(nl="Hoe verschillend is de leerbaarheid?", en="How different is learnability?"),
     _DISTANCE),
    ("dayparts", Text(nl="Hoeveel dagdelen les?", en="How many dayparts are taught?"),
     Text(nl="docent-dagdelen per week", en="teacher dayparts a week")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one policy: its value with margin, and the difference from the first one."""

    value: str
    margin: str
    change: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a name and a cell per policy."""

    name: str
    cells: tuple[Cell, ...]


class Content:
    """Everything the page says."""

    def __init__(
        self, tried: Tried, compared: list[Compared], within: int, language: Language
    ) -> None:
        self.tried, self.compared, self.within, self.language = tried, compared, within, language
        self.policies = tried.trial.policies
        self.best = set(front(tried))

    @property
    def headline(self) -> str:
        """The advice in one line."""
        return advice.headline(self.tried, self.within, self.language)

    @property
    def reason(self) -> str:
        """Why this policy."""
        return _kept(advice.reason(self.tried, self.within, self.language))

    @property
    def points(self) -> list[advice.Point]:
        """The rest of the alderman's page."""
        found = advice.points(self.tried, self.compared, self.within, self.language)
        return [replace(point, text=_kept(point.text)) for point in found]

    def names(self) -> list[str]:
        """What the policies are called."""
        return [policy.title(self.language) for policy in self.policies]

    def answers(self) -> list[tuple[str, str, str, bool]]:
        """Policies within the weeks, cheapest first: name, wait, cost, sure."""
        return [
            (
                self.policies[a.policy].title(self.language),
                self._shown(Figure.WAIT_P90, a.figure),
                self._shown(Whole.COST, a.cost),
                a.sure,
            )
            for a in cheapest_within(self.tried, advice.P90, self.within)
        ]

    def figures(self) -> Iterator[Row]:
        """Every figure for everybody and the classes."""
        for figure in FIGURES:
            name = figure_name(figure)(self.language)
            if figure is Figure.WAIT_OVER:
                weeks = self.tried.trial.school.policy.max_wait_weeks
                name = _AGREED(self.language, name=name, weeks=weeks)
            yield self._row(name, ("all", figure))
        for whole in WHOLE:
            yield self._row(figure_name(whole)(self.language), ("classes", whole))

    def groups(self, figure: Figure) -> Iterator[Row]:
        """One figure per group of learners; groups nobody is in are left out."""
        for group in GROUPS:
            row = self._row(
                group_name(group, self.tried.trial.school)(self.language), (group, figure)
            )
            if any(cell.value != "–" for cell in row.cells):
                yield row

    def _row(self, name: str, column: Column) -> Row:
        cells = []
        for p in range(len(self.policies)):
            value, change = of(self.tried, p, column), difference(self.tried, p, 0, column)
            if 2 * value.n < len(self.tried.replications):  # too few people to say anything
                cells.append(Cell("–", "", "", False))
                continue
            shown = self._shown(column[1], value)
            margin = "" if value.n < 2 else f"± {self._plain(column[1], value.half)}"
            told = ""
            size = self._plain(column[1], abs(change.mean))
            if p and change.n > 1 and size.strip("0,. %"):
                told = f"{'+' if change.mean > 0 else '−'}{size}"
                if column[1] in SHARES:  # of percentages the difference is in points
                    told = _POINTS(self.language, x=told.rstrip(" %"))
            cells.append(Cell(shown, margin, told, bool(p) and change.certain))
        return Row(name, tuple(cells))

    def _shown(self, figure: Figure | Whole, value: Interval) -> str:
        return "–" if value.n == 0 else self._plain(figure, value.mean)

    def _plain(self, figure: Figure | Whole, value: float) -> str:
        if value != value:
            return "–"
        if figure in SHARES:
            return percent(value, self.language)
        if figure in MONEY:
            return number(
                round(value, -3 if figure is not Whole.COST_PER_LEARNER else -1), self.language
            )
        return number(value, self.language, 1)

    def audit(self) -> list[Compared]:
        """Weeks on which the fast formation was compared."""
        return self.compared

    @property
    def left_out(self) -> str:
        """Which policies were not compared."""
        return advice.left_out(self.tried, self.compared, self.language)

    def assumptions(self) -> list[tuple[str, str, str]]:
        """Every number of the laboratory with its source."""
        found = told_assumptions(self.language)
        return [(name, _told(value, self.language), source) for name, value, source in found]


def _kept(text: str) -> str:
    """The text with every per cent sign on the line of its number."""
    return text.replace(" %", "\u00a0%")


def _told(value: Any, language: Language) -> str:
    """A number of the laboratory's tables as people write it."""
    if isinstance(value, dict):
        return "; ".join(f"{_told(k, language)}: {_told(v, language)}" for k, v in value.items())
    if isinstance(value, list):
        return "; ".join(_told(one, language) for one in value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if language is Language.NL else ".")
    return VALUES[value](language) if value in VALUES else str(value)


def write_report(
    tried: Tried,
    compared: list[Compared],
    facts: list[Measured],
    file: Path,
    within: int,
    language: Language | str,
    pictures: Drawn | None = None,
) -> None:
    """Write the report of a trial as one HTML file that works offline. ``pictures`` are those of
    :func:`drawn` when they are there already.

    Raises:
        OSError: when the file cannot be written.
    """
    page = render(tried, compared, facts, within, Language(language), pictures)
    file.write_text(page, encoding="utf-8")


def render(
    tried: Tried,
    compared: list[Compared],
    facts: list[Measured],
    within: int,
    language: Language,
    pictures: Drawn | None = None,
) -> str:
    """The whole page as text."""
    pictures = pictures or drawn(tried, within, language)
    content = Content(tried, compared, within, language)

    return template("laboratory.html", HERE).render(
        **words(language),
        p=lambda value: percent(value, language),
        content=content,
        facts=[(fact.shown(language), fact.agrees) for fact in facts],
        trial=tried.trial,
        courses=[(f"course-{name}", title(language)) for name, title, _ in COURSES],
        gantts=[
            (f"classes-{at}", policy.title(language))
            for at, policy in enumerate(tried.trial.policies[:MOST_GANTTS])
        ],
        heights={name: figure["layout"]["height"] for name, figure in pictures.items()},
        data=as_json(pictures),
        plotly=Markup(get_plotlyjs()),
        style=Markup(asset("report.css") + asset("laboratory.css", HERE)),
        Figure=Figure,
        replications=len(tried.replications),
        interval=interval,
    )


def drawn(tried: Tried, within: int, language: Language) -> Drawn:
    """The drawings by name, ready for the page. Classes in time are simulated for it again."""
    return dict(_drawn(tried, within, language))


def _drawn(tried: Tried, within: int, language: Language) -> Iterator[tuple[str, Any]]:
    def ready(figure: Drawing) -> Any:
        figure.update_layout(title=None)
        figure.layout.margin.t = 20
        return json.loads(figure.to_json())

    yield "waiting", ready(waiting(tried, language, within))
    yield "pareto", ready(pareto(tried, language))
    for name, _, axis in COURSES:
        yield f"course-{name}", ready(course(tried, name, axis(language), language))
    for at, policy in enumerate(tried.trial.policies[:MOST_GANTTS]):
        world, _, state = tried.trial.replicate(policy, int(tried.replications[0]))
        figure = classes_in_time(world, state, tried.trial.span, language)
        yield f"classes-{at}", ready(figure)
