"""The forms of the report as dated series: days in a row, weeks, stages, holidays, months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models.activities import Activity, Stage
from models.calendar import Calendar
from models.daysoff import Closing, Region
from solver.activities.series import series_of
from tests.activities import a_stage, an_activity

SCHOOL_YEAR = date(2025, 9, 1), date(2026, 8, 31)
SOUTH = Calendar(Region.SOUTH)


def dates(
    activity: Activity, stages: tuple[Stage, ...] = (), calendar: Calendar = SOUTH, **span: Any
) -> list[list[str]]:
    first, last = span.get("span", SCHOOL_YEAR)
    found = series_of(activity, stages, calendar, first, last)
    return [[m.day.strftime("%d-%m") for m in row] for row in found.series]


def test_den_haag_has_four_meetings_in_two_weeks_on_given_weekdays() -> None:
    stages = (a_stage(1, day=1), a_stage(2, day=2), a_stage(3, day=3), a_stage(4, day=8))
    activity = an_activity(meetings=4, starts=(date(2025, 9, 29),))
    assert dates(activity, stages) == [["29-09", "30-09", "01-10", "06-10"]]


def test_roermond_has_a_monday_and_the_tuesday_after_it() -> None:
    activity = an_activity(
        meetings=2, interval_days=1, starts=(date(2025, 9, 22), date(2025, 9, 29))
    )
    assert dates(activity) == [["22-09", "23-09"], ["29-09", "30-09"]]


def test_zutphen_keeps_one_weekday_in_four_weeks_in_a_row() -> None:
    """The autumn holiday in the south begins on 11 October: no series may span it."""
    activity = an_activity(
        meetings=4, holidays="strict", first_start=date(2025, 9, 8), last_start=date(2025, 9, 22)
    )
    assert dates(activity) == [
        ["08-09", "15-09", "22-09", "29-09"],
        ["15-09", "22-09", "29-09", "06-10"],
    ]


def test_a_weekly_series_moves_a_week_for_a_holiday() -> None:
    activity = an_activity(meetings=4, starts=(date(2025, 9, 22),))
    assert dates(activity) == [["22-09", "29-09", "06-10", "20-10"]]


def test_a_closing_day_moves_it_as_well() -> None:
    closed = Calendar(Region.SOUTH, closings=(Closing(first=date(2025, 9, 29)),))
    activity = an_activity(meetings=2, starts=(date(2025, 9, 22),))
    assert dates(activity, calendar=closed) == [["22-09", "06-10"]]


def test_tholen_holds_the_map_inside_the_summer_holiday() -> None:
    activity = an_activity(meetings=5, holidays="inside", months=(7, 8))
    found = dates(activity)
    assert found
    inside = [SOUTH.off(date.fromisoformat(f"2026-{d[3:]}-{d[:2]}")) for row in found for d in row]
    assert all(off is not None and off.kind.value == "school" for off in inside)
    # Seven weekly meetings do not fit in a holiday of six weeks (report L18381, L18417).
    assert dates(an_activity(meetings=7, holidays="inside", months=(7, 8))) == []


def test_a_public_holiday_never_has_a_meeting() -> None:
    whit_monday = date(2026, 5, 25)
    for rule in ("shift", "ignore"):
        activity = an_activity(meetings=1, starts=(whit_monday,), holidays=rule)
        assert dates(activity) == [["01-06"]]
    assert dates(an_activity(starts=(whit_monday,), holidays="strict")) == []


def test_once_a_year_in_june() -> None:
    activity = an_activity(meetings=1, months=(6,))
    assert dates(activity) == [[f"{d:02d}-06"] for d in (1, 8, 15, 22, 29)]


def test_a_new_group_every_eight_weeks() -> None:
    activity = an_activity(
        meetings=1, every_weeks=8, first_start=date(2025, 9, 8), last_start=date(2025, 12, 1)
    )
    assert dates(activity) == [["08-09"], ["03-11"]]


def test_meetings_spread_over_a_school_year() -> None:
    activity = an_activity(
        meetings=5, interval_days=28, starts=(date(2025, 9, 8),), holidays="ignore"
    )
    assert dates(activity) == [["08-09", "06-10", "03-11", "01-12", "29-12"]]


def test_a_meeting_stays_at_its_hour_when_the_clock_changes() -> None:
    activity = an_activity(when="vr 9-12", meetings=2, starts=(date(2025, 10, 24),))
    found = series_of(activity, (), Calendar(Region.UNKNOWN), *SCHOOL_YEAR)
    assert {(m.start, m.end) for m in found.series[0]} == {(540, 720)}


def test_a_stage_has_its_own_length_time_place_and_content() -> None:
    stage = a_stage(2, start=600, minutes=240, content="excursie", online=False, location="M")
    activity = an_activity(meetings=2, mode="online", starts=(date(2025, 9, 8),))
    one, two = series_of(activity, (stage,), SOUTH, *SCHOOL_YEAR).series[0]
    assert (one.online, one.location, one.content) == (True, None, None)
    assert (two.start, two.end, two.online, two.location) == (600, 840, False, "M")
    assert two.content == "excursie"


@pytest.mark.parametrize("weeks", [3, 4])
def test_no_series_goes_on_after_the_period(weeks: int) -> None:
    first = date(2025, 9, 1)
    activity = an_activity(meetings=4)
    found = dates(
        activity, calendar=Calendar(follows=False), span=(first, first + timedelta(weeks=weeks))
    )
    assert len(found) == weeks - 2
