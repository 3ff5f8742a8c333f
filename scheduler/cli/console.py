"""What all commands share: language, messages, exit codes, progress, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from models import Progress, Text
from models.text import Language
from scheduler.words import TELLS_NOTHING, number, percent

OK, VIOLATIONS, WRONG_INPUT, INFEASIBLE, INTERRUPTED = 0, 1, 2, 3, 130
CRASH = 1

err = Console(stderr=True, highlight=False, soft_wrap=True)
out = Console(highlight=False, soft_wrap=True)

STAGES = {
    "start": Text(nl="gegevens klaarzetten", en="preparing"),
    "base": Text(nl="lopende klassen", en="running classes"),
    "bound": Text(nl="ondergrens bepalen", en="proving a bound"),
    "prepare": Text(nl="zoekprogramma laden", en="loading the search"),
    "construct": Text(nl="eerste rooster", en="first plan"),
    "improve": Text(nl="verbeteren", en="improving"),
    "whole": Text(nl="verbeteren", en="improving"),
    "done": Text(nl="klaar", en="done"),
}


def chosen_language(given: str | None = None) -> Language:
    """Language by option, else by INSTROOM_LANGUAGE, else Dutch.

    Raises:
        Leave: on an option that names neither language.
    """
    default = _language(os.environ.get("INSTROOM_LANGUAGE", "")) or Language.NL
    if given is None:
        return default
    chosen = _language(given)
    if chosen is None:
        text = Text(nl="Kies bij --language: nl of en.", en="Choose nl or en after --language.")
        raise wrong(text(default))
    return chosen


def _language(word: str) -> Language | None:
    """The language of ``nl``, ``en`` or a locale such as ``en_GB``."""
    start = word.strip().lower().replace("-", "_").partition("_")[0]
    return Language(start) if start in set(Language) else None


class Leave(Exception):  # noqa: N818 - a way out, not an error
    """Ends a command: message for people, object for --json, exit code."""

    def __init__(self, code: int, message: str, data: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.data = code, message, data


def wrong(message: str, more: list[str] | None = None) -> Leave:
    """Wrong input or options: nothing is planned."""
    return Leave(WRONG_INPUT, message, {"error": "input", "problems": more or [message]})


def print_json(data: dict[str, Any]) -> None:
    """One JSON object on the last line of stdout."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    sys.stdout.flush()


_STOPPING = Text(
    nl="Stoppen; het beste rooster tot nu toe wordt bewaard (nog eens: meteen weg).",
    en="Stopping; the best plan so far is kept (again: leave at once).",
)


class StopSign:
    """Turns the first Ctrl-C (or SIGTERM) into a wish to stop, the second into an end."""

    def __init__(self, language: Language, text: Text = _STOPPING) -> None:
        self.raised = False
        self.language, self.text = language, text

    def __call__(self) -> bool:
        """Whether somebody asked to stop."""
        return self.raised

    def _handle(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.raised:
            err.show_cursor()
            os._exit(INTERRUPTED)
        self.raised = True
        err.print(self.text(self.language), markup=False)

    @contextmanager
    def listening(self) -> Iterator[StopSign]:
        """Listen to signals inside the block."""
        before = {s: signal.signal(s, self._handle) for s in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class ProgressView:
    """Shows the course of a search: live on a terminal, a line now and then elsewhere."""

    def __init__(self, learners: int, limit: float | None, language: Language) -> None:
        self.learners, self.limit, self.language = learners, limit, language
        self.live: Live | None = None
        self.told = -10.0
        self.began = time.monotonic()
        self.last: Progress | None = None

    def __enter__(self) -> ProgressView:
        if err.is_terminal:
            self.live = Live(
                console=err, refresh_per_second=4, transient=True, get_renderable=self._table
            )
            self.live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.live is not None:
            self.live.stop()

    def __call__(self, news: Progress) -> None:
        """Take in where the search stands."""
        changed = self.last is None or news.stage != self.last.stage
        self.last = news
        if self.live is None and (changed or news.seconds - self.told >= 5):
            self.told = news.seconds
            parts = [f"{k} {v}" for k, v in self._facts()]
            err.print(f"{news.seconds:6.1f} s  " + " · ".join(parts), markup=False)

    def _facts(self) -> list[tuple[str, str]]:
        nl, news = self.language is Language.NL, self.last
        if news is None:
            return []
        gap = news.gap
        left = None if self.limit is None else max(0.0, self.limit - time.monotonic() + self.began)
        facts = [("fase" if nl else "stage", STAGES[news.stage](self.language))]
        if news.objective is not None:
            facts.append(("score", number(news.objective, self.language)))
        if news.bound is not None:
            facts.append(("ondergrens" if nl else "bound", number(news.bound, self.language)))
        if gap is not None and gap < TELLS_NOTHING:
            facts.append(("afstand" if nl else "gap", percent(gap, self.language)))
        if news.placed is not None:
            facts.append(("geplaatst" if nl else "placed", f"{news.placed}/{self.learners}"))
        if left is not None:
            facts.append(("nog" if nl else "left", f"{left:.0f} s"))
        return facts

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 3))
        facts = self._facts()
        table.add_row(*(f"[dim]{k}[/dim] {v}" for k, v in facts))
        return table
