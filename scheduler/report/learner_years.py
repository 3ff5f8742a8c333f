"""The years of learners as data for a page, which draws whoever is chosen (``year.js``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from models import HoursKind, Language
from scheduler.activities.weekly import weekly_of
from scheduler.figures import year_of_learner
from scheduler.figures.base import Figure
from scheduler.ledger import Entry, Ledger


def year_data(ledger: Ledger, entries: Sequence[Entry], language: Language) -> dict[str, Any]:
    """The empty year and what fills it for each of these entries, in their order."""
    first, last = year_of_learner.horizon(ledger)
    return {
        "year": plain_figure(year_of_learner.skeleton(ledger, language)),
        "learners": _years(ledger, entries, language),
        "from": first.isoformat(),
        "on": (ledger.on - first).days,
        "last": (last - first).days,
    }


def plain_figure(figure: Figure) -> Any:
    """A figure in Plotly's own form, its title left to the page."""
    figure.update_layout(title=None)
    figure.layout.margin.t = 24
    return json.loads(figure.to_json())


def _years(ledger: Ledger, entries: Sequence[Entry], language: Language) -> dict[str, Any]:
    """Spans and hours of everybody, compact: each distinct text stands once, days count from
    the first one of the figure. Spans are flat rows of trace, row, day, length and text; per
    norm follow the hours and the line to the norm.
    """
    texts: dict[str, int] = {}
    people = []
    origin = year_of_learner.horizon(ledger)[0]
    weekly = weekly_of(ledger.school)
    for entry in entries:
        flat: list[int] = []
        mine = weekly.get(entry.learner.reference, ())
        for span in [
            *year_of_learner.spans(entry, ledger, language),
            *year_of_learner.weekly_spans(entry, ledger, mine, language),
        ]:
            number_of = texts.setdefault(span.text, len(texts))
            flat += [span.trace, span.row, (span.first - origin).days, span.days, number_of]
        people.append([flat, [_lines(entry, kind, origin) for kind in HoursKind]])
    return {"people": people, "texts": list(texts)}


def _lines(entry: Entry, kind: HoursKind, origin: date) -> list[list[float]] | None:
    """Hours of one norm and the line that leads to it; ``None`` where it does not apply."""
    account = year_of_learner.account_of(entry, kind)
    if account is None:
        return None
    points, line = year_of_learner.hours(account), year_of_learner.norm_line(entry, account)
    return [_points(points, origin), _points(line, origin)]


def _points(points: Sequence[tuple[date, float]], origin: date) -> list[float]:
    return [value for day, total in points for value in ((day - origin).days, total)]
