"""A mistyped year in the lists of a school is told, and likely years are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models import Closing, Pause, Route, RouteSwitch
from models.checks import issues
from scheduler.workbook.example import example_school

LEARNER = example_school().learners[0]
FAR, NEAR = date(2062, 3, 5), date(2026, 3, 5)


@pytest.mark.parametrize(
    ("table", "row", "field"),
    [
        ("closings", Closing(first=FAR), "first"),
        ("closings", Closing(first=date(2015, 3, 5), last=date(2015, 3, 6)), "first"),
        ("pauses", Pause(learner=LEARNER.reference, first=FAR, last=FAR), "first"),
        ("pauses", Pause(learner=LEARNER.reference, first=NEAR, last=FAR), "last"),
        ("switches", RouteSwitch(learner=LEARNER.reference, on=FAR, to_route=Route.Z), "on"),
        (
            "learners",
            LEARNER.model_copy(update={"registered_on": date(1924, 3, 5)}),
            "registered_on",
        ),
        (
            "learners",
            LEARNER.model_copy(update={"term_started_on": date(1924, 3, 5)}),
            "term_started_on",
        ),
    ],
)
def test_a_date_far_from_the_plan_is_a_warning_at_its_row(table: str, row: Any, field: str) -> None:
    rest = example_school().learners[1:] if table == "learners" else ()
    found = issues(example_school().model_copy(update={table: (row, *rest)}))
    told = [i for i in found if "far from the start" in i.text("en")]
    assert (told[0].table, told[0].index, told[0].field) == (table, 0, field)
    assert all(issue.warning for issue in told)


def test_a_closing_of_months_is_told_once_and_a_summer_is_not() -> None:
    long = Closing(first=date(2025, 12, 20), last=date(2026, 12, 31))
    summer = Closing(first=date(2026, 7, 1), last=date(2026, 8, 31))
    found = issues(example_school().model_copy(update={"closings": (summer, long)}))
    told = [i for i in found if i.table == "closings"]
    assert [(i.index, i.field, i.warning) for i in told] == [(1, "last", True)]
    assert "377 days" in told[0].text("en")


def test_nothing_is_told_of_the_dates_of_the_example() -> None:
    assert not [i for i in issues(example_school()) if "far from" in i.text("en")]
