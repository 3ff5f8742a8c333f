"""``summary.html``: all schools on one page that works offline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from models import Reason, Text
from models.text import Language
from scheduler.pages import asset, template, words
from scheduler.region.records import STATES, SchoolRow, State
from scheduler.region.store import PROBLEMS, REPORT
from scheduler.region.totals import (
    Totals,
    main_reasons,
    reason_name,
    shown_gap,
)
from scheduler.words import TELLS_NOTHING, number, percent, said

_HERE = "scheduler.region"
MOST_BARS = 25
MOST_LINES = 12

_PLACED = Text(
    nl="Van hun {all} cursisten hebben er {placed} een klas; {waiting} wachten.",
    en="Of their {all} learners, {placed} have a class; {waiting} are waiting.",
)
_NOBODY_WAITS = Text(
    nl="Al hun {all} cursisten hebben een klas.", en="All of their {all} learners have a class."
)
_BEST = Text(
    nl="Betere roosters bestaan niet: dat is bewezen.",
    en="No better plans exist: that has been proven.",
)
_GAP = Text(
    nl="Bij elkaar kunnen andere roosters hoogstens {gap} beter zijn.",
    en="Taken together, other plans can be at most {gap} better.",
)
_UNKNOWN = Text(
    nl="Hoeveel beter de roosters nog kunnen zijn, is niet voor elke school bewezen.",
    en="How much better plans could be has not been proven for every school.",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One school, or one reason, of a picture; shares in percent of the picture's width."""

    name: str
    href: str
    dark: float
    light: float
    note: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A school without a plan: what is wrong, and where the rest of it stands."""

    row: SchoolRow
    state: str
    lines: list[str]
    more: int
    href: str


class Content:
    """Everything the page shows, in one language."""

    def __init__(self, rows: Sequence[SchoolRow], language: Language, name: str) -> None:
        self.language, self.name = language, name
        self.rows = sorted(rows, key=lambda row: row.shown.casefold())
        self.totals = Totals(rows)

    def n(self, value: float | None, decimals: int = 0) -> str:
        """A figure, or a dash for none."""
        return "–" if value is None else number(value, self.language, decimals)

    @property
    def lead(self) -> str:
        """People and quality in a sentence or two; empty without a plan."""
        totals = self.totals
        if not totals.planned:
            return ""
        learners, waiting = totals.total("learners"), totals.total("waiting")
        if waiting:
            counts = {"all": learners, "placed": totals.total("placed"), "waiting": waiting}
            text = _PLACED(self.language, **{k: self.n(v) for k, v in counts.items()})
        else:
            text = _NOBODY_WAITS(self.language, all=self.n(learners))
        return f"{text} {self._quality}"

    @property
    def _quality(self) -> str:
        gap = self.totals.gap
        if gap is None or gap >= TELLS_NOTHING:
            return _UNKNOWN(self.language)
        if gap == 0:
            return _BEST(self.language)
        return _GAP(self.language, gap=percent(max(gap, 0.001), self.language))

    @property
    def without(self) -> int:
        """Schools that have no plan and did have their turn."""
        return len(self.rows) - len(self.totals.planned) - self.totals.count(State.LEFT)

    def state(self, row: SchoolRow) -> str:
        """The state of a school in words."""
        return STATES[row.state](self.language)

    def kind(self, row: SchoolRow) -> str:
        """How the state is coloured."""
        if row.has_plan:
            return "good"
        return "idle" if row.state is State.LEFT else "bad"

    def report(self, row: SchoolRow) -> str:
        """Address of a school's report, seen from the page; empty without a plan."""
        return f"{quote(row.key)}/{REPORT}" if row.has_plan else ""

    def messages(self, row: SchoolRow) -> str:
        """How many things are wrong with a school's data."""
        count = len(row.errors)
        if count == 1:
            return Text(nl="1 melding", en="1 message")(self.language)
        return Text(nl="{n} meldingen", en="{n} messages")(self.language, n=self.n(count))

    def reasons(self, row: SchoolRow) -> list[str]:
        """Main reasons of waiting of a school."""
        return main_reasons(row, self.language)

    def gap(self, row: SchoolRow) -> str:
        """How much better a school's plan could be."""
        return shown_gap(row.gap, self.language)

    @property
    def together(self) -> str:
        """How much better all plans could be, taken together."""
        return shown_gap(self.totals.gap, self.language)

    @property
    def bars(self) -> list[Bar]:
        """The schools with most people waiting: how many have a class, how many wait."""
        rows = [row for row in self.totals.planned if row.waiting]
        rows.sort(key=lambda row: (-(row.waiting or 0), row.shown))
        rows = rows[:MOST_BARS]
        most = max((row.learners or 0 for row in rows), default=1) or 1
        return [
            Bar(
                row.shown,
                self.report(row),
                100 * (row.placed or 0) / most,
                100 * (row.waiting or 0) / most,
                Text(nl="{waiting} van {all}", en="{waiting} of {all}")(
                    self.language, waiting=self.n(row.waiting), all=self.n(row.learners)
                ),
            )
            for row in rows
        ]

    @property
    def why(self) -> list[Bar]:
        """Main reasons of waiting in the whole region."""
        found = self.totals.reasons
        most = max((count for _, count in found), default=1)
        return [
            Bar(reason_name(code, self.language), "", 0, 100 * count / most, self.n(count))
            for code, count in found
        ]

    @property
    def troubles(self) -> list[Trouble]:
        """Schools without a plan, wrong input first."""
        order = list(State)
        rows = [row for row in self.rows if not row.has_plan and row.state is not State.LEFT]
        rows.sort(key=lambda row: (order.index(row.state), row.shown))
        return [
            Trouble(
                row,
                self.state(row),
                self.lines(row.errors[:MOST_LINES]),
                max(0, len(row.errors) - MOST_LINES),
                f"{quote(row.key)}/{PROBLEMS(self.language)}",
            )
            for row in rows
        ]

    def lines(self, reasons: Sequence[Reason]) -> list[str]:
        """Messages in the page's language."""
        return [said(reason, self.language) for reason in reasons]

    @property
    def remarks(self) -> list[tuple[SchoolRow, list[str]]]:
        """Schools with a plan that has something to be known about it."""
        return [
            (row, self.lines((*row.notices, *row.problems)))
            for row in self.totals.planned
            if row.notices or row.problems
        ]


def render(rows: Sequence[SchoolRow], language: Language, name: str = "") -> str:
    """The whole page as text."""

    return template("summary.html", _HERE).render(
        **words(language),
        c=Content(rows, language, name),
        style=Markup(asset("report.css") + asset("summary.css", _HERE)),
        script=Markup(asset("summary.js", _HERE)),
    )
