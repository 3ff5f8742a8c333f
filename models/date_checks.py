"""Dates so far from the plan that the year is likely a slip, and days off without an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from models.school import Issue, School
from models.text import Text

_YEAR = timedelta(days=366)
_LONGEST_CLOSING = 120  # days; assumption: no school stays closed for longer and plans lessons

# ASSUMPTION: years before and after the start of the plan within which dates are taken as they are.
_SPANS: dict[tuple[str, str], tuple[int, int]] = {
    ("learners", "registered_on"): (15, 100),  # after the start is told elsewhere
    ("learners", "term_started_on"): (15, 100),
    ("closings", "first"): (5, 5),
    ("closings", "last"): (5, 5),
    ("pauses", "first"): (10, 10),
    ("pauses", "last"): (10, 10),
    ("switches", "on"): (10, 10),
}


def date_problems(school: School) -> Iterator[Issue]:
    """Issues of single dates, as warnings: they are possible, only not likely."""
    fix = Text(nl="controleer het jaartal", en="check the year")
    for (table, field), (before, after) in _SPANS.items():
        earliest, latest = school.start - before * _YEAR, school.start + after * _YEAR
        for index, row in enumerate(getattr(school, table)):
            day: date | None = getattr(row, field)
            if day is not None and not earliest <= day <= latest:
                text = Text(
                    nl="{a} ligt ver van het begin van het rooster ({b})",
                    en="{a} is far from the start of the timetable ({b})",
                ).fill(a=_shown(day), b=_shown(school.start))
                yield Issue(table, index, field, text, fix, warning=True)
    for index, closing in enumerate(school.closings):
        days = (closing.until - closing.first).days + 1
        if days > _LONGEST_CLOSING:
            text = Text(
                nl="volgens deze rij is er {n} dagen achter elkaar geen les",
                en="by this row there are no lessons for {n} days on end",
            ).fill(n=days)
            check = Text(nl="controleer beide datums", en="check both dates")
            yield Issue("closings", index, "last", text, check, warning=True)


def _shown(day: date) -> str:
    return day.strftime("%d-%m-%Y")


__all__ = ["date_problems"]
