"""Shows how many schools at once are getting on: a live table, or a line now and then."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

from rich.live import Live
from rich.markup import escape
from rich.table import Table

from models import Text
from models.text import Language
from scheduler.cli.console import STAGES, err
from scheduler.fleet import Event, Kind
from scheduler.region import News, SchoolRow, SchoolSource, State
from scheduler.region.records import STATES
from scheduler.region.totals import shown_gap
from scheduler.words import number

LINE_EVERY = 10.0  # seconds between two lines about one school where nothing is live
AROUND = 6  # lines of a screen that schools cannot take

_WAITS = Text(nl="wacht", en="waiting")
_BEGINS = Text(nl="begint", en="beginning")
_READS = Text(nl="lezen", en="reading")
_WRITES = Text(nl="wegschrijven", en="writing")
_AGAIN = Text(nl="rekenproces viel weg, probeert opnieuw", en="process died, trying again")
_KEPT = Text(nl="rooster klaar, niets veranderd", en="planned, nothing has changed")
_COLUMNS = (
    Text(nl="School", en="School"),
    Text(nl="Stand", en="State"),
    Text(nl="Met een klas", en="With a class"),
    Text(nl="Score", en="Score"),
    Text(nl="Afstand", en="Gap"),
    Text(nl="Tijd", en="Time"),
)
_CAPTION = Text(
    nl="{ended} van {all} scholen klaar; {busy} bezig, {waiting} wachten{hidden}. Ctrl-C stopt en "
    "bewaart wat er is.",
    en="{ended} of {all} schools done; {busy} busy, {waiting} waiting{hidden}. Ctrl-C stops and "
    "keeps what there is.",
)
_HIDDEN = Text(nl=" (niet alle in beeld)", en=" (not all shown)")


class RegionView:
    """The course of every school; on a terminal those that matter now come first."""

    def __init__(self, schools: tuple[SchoolSource, ...], language: Language) -> None:
        self.language = language
        self.names = [school.key for school in schools]
        self.now: dict[str, Text] = {}
        self.news: dict[str, News] = {}
        self.rows: dict[str, SchoolRow] = {}
        self.told: dict[str, float] = {}
        self.met: set[str] = set()  # schools with a first plan
        self.live: Live | None = None

    def __enter__(self) -> RegionView:
        if err.is_terminal:
            self.live = Live(
                console=err, refresh_per_second=4, transient=True, get_renderable=self._table
            )
            self.live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.live is not None:
            self.live.stop()

    def on_event(self, event: Event) -> None:
        """Take in what the fleet tells."""
        key, known = event.key, self.now.get(event.key)
        if event.kind is Kind.STARTED:
            self.now[key] = _BEGINS
        elif event.kind is Kind.AGAIN:
            self.now[key] = _AGAIN
            self.news.pop(key, None)
        elif isinstance(event.news, News):
            progress = event.news.progress
            before = self.news.get(key)
            if progress is None and before is not None:  # while writing, the figures stay
                self.news[key] = replace(event.news, progress=before.progress)
            else:
                self.news[key] = event.news
            named = {"read": _READS, "write": _WRITES}.get(event.news.stage)
            self.now[key] = named or (STAGES[progress.stage] if progress else _READS)
        first = key not in self.met and self._placed(key) > 0
        if first:
            self.met.add(key)
        late = time.monotonic() - self.told.get(key, 0.0) >= LINE_EVERY
        if self.live is None and (self.now[key] is _AGAIN or first or (late and known is not None)):
            self.told[key] = time.monotonic()
            self._line(key)

    def on_row(self, row: SchoolRow) -> None:
        """Take in that the turn of a school is over; problems are told as they come."""
        self.rows[row.key] = row
        if self.live is None:
            self._line(row.key)
        if row.state is not State.LEFT:
            dutch = self.language is Language.NL
            for problem in row.errors[:3]:
                err.print(f"  ✗ {row.key}: {problem.nl if dutch else problem.en}", markup=False)
            if len(row.errors) > 3:
                more = Text(nl="  ✗ {key}: en nog {n}", en="  ✗ {key}: and {n} more")
                err.print(more(self.language, key=row.key, n=len(row.errors) - 3), markup=False)

    def _placed(self, key: str) -> int:
        news = self.news.get(key)
        return (news.progress.placed or 0) if news is not None and news.progress else 0

    def _line(self, key: str) -> None:
        cells = self._cells(key)
        facts = [f"{_COLUMNS[at](self.language).lower()} {cells[at]}" for at in (2, 3, 4)]
        facts = [f for f, at in zip(facts, (2, 3, 4), strict=True) if cells[at]]
        ended = f"{len(self.rows)}/{len(self.names)}"
        err.print(f"{ended:>7}  {key}: " + " · ".join([cells[1], *facts]), markup=False)

    def _cells(self, key: str) -> tuple[str, ...]:
        row, news = self.rows.get(key), self.news.get(key)
        if row is not None:
            state = (_KEPT if row.reused else STATES[row.state])(self.language)
            if row.attempts > 1:
                state += f" ({row.attempts}×)"
            placed = self._of(row.placed, row.learners)
            return (key, state, placed, *self._figures(row.objective, row.gap, row.seconds))
        state = self.now.get(key, _WAITS)(self.language)
        progress = news.progress if news is not None else None
        if news is None or progress is None:
            return (key, state, "", "", "", "")
        placed = self._of(progress.placed, news.learners)
        return (
            key,
            state,
            placed,
            *self._figures(progress.objective, progress.gap, progress.seconds),
        )

    def _of(self, placed: int | None, learners: int | None) -> str:
        if placed is None or learners is None:
            return ""
        return f"{number(placed, self.language)}/{number(learners, self.language)}"

    def _figures(
        self, objective: int | None, gap: float | None, seconds: float | None
    ) -> tuple[str, str, str]:
        return (
            "" if objective is None else number(objective, self.language),
            "" if gap is None else shown_gap(gap, self.language),
            "" if seconds is None else f"{seconds:.0f} s",
        )

    def _table(self) -> Table:
        busy = [k for k in self.names if k in self.now and k not in self.rows]
        ended = list(self.rows)
        waiting = [k for k in self.names if k not in self.now and k not in self.rows]
        most = max(3, err.size.height - AROUND)
        shown = self.names
        if len(shown) > most:
            last = max(0, most - len(busy))
            shown = [*(ended[-last:] if last else []), *busy][:most]
            shown += waiting[: most - len(shown)]
        table = Table(box=None, padding=(0, 2), header_style="dim")
        for at, column in enumerate(_COLUMNS):
            table.add_column(column(self.language), justify="left" if at < 2 else "right")
        for key in shown:
            cells = [escape(cell) for cell in self._cells(key)]
            row = self.rows.get(key)
            style = "bold" if key in busy else "dim" if row is None else ""
            if row is not None and not row.has_plan:
                style = "yellow"
            table.add_row(*cells, style=style)
        counts = {"ended": len(ended), "all": len(self.names)}
        hidden = _HIDDEN if len(shown) < len(self.names) else Text(nl="", en="")
        table.caption = _CAPTION(
            self.language, **counts, busy=len(busy), waiting=len(waiting), hidden=hidden
        )
        table.caption_justify = "left"
        return table


def told_states(rows: list[SchoolRow], language: Language) -> list[str]:
    """How many schools ended in which state, one line per state but the good ones."""
    counts = Counter(row.state for row in rows if not row.has_plan)
    return [f"  {counts[s]:4d} × {STATES[s](language)}" for s in State if counts[s]]
