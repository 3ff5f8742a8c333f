"""Days without lessons: published school holidays, public holidays, closings."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from pydantic import ValidationError

from models import Closing, DayOffKind, Region
from models.daysoff import public_holidays, published, school_holiday, school_holidays

NORTH, MIDDLE, SOUTH = Region.NORTH, Region.MIDDLE, Region.SOUTH
REGIONS = (NORTH, MIDDLE, SOUTH)


# As Rijksoverheid publishes them for 2027-2028, typed over by hand.
@pytest.mark.parametrize(
    ("name", "region", "first", "last"),
    [
        ("Herfstvakantie", NORTH, date(2027, 10, 16), date(2027, 10, 24)),
        ("Herfstvakantie", MIDDLE, date(2027, 10, 16), date(2027, 10, 24)),
        ("Herfstvakantie", SOUTH, date(2027, 10, 23), date(2027, 10, 31)),
        *(("Kerstvakantie", r, date(2027, 12, 25), date(2028, 1, 9)) for r in REGIONS),
        ("Voorjaarsvakantie", NORTH, date(2028, 2, 19), date(2028, 2, 27)),
        ("Voorjaarsvakantie", MIDDLE, date(2028, 2, 26), date(2028, 3, 5)),
        ("Voorjaarsvakantie", SOUTH, date(2028, 2, 26), date(2028, 3, 5)),
        *(("Meivakantie", r, date(2028, 4, 29), date(2028, 5, 7)) for r in REGIONS),
        ("Zomervakantie", NORTH, date(2028, 7, 15), date(2028, 8, 27)),
        ("Zomervakantie", MIDDLE, date(2028, 7, 8), date(2028, 8, 20)),
        ("Zomervakantie", SOUTH, date(2028, 7, 22), date(2028, 9, 3)),
    ],
)
def test_school_holidays_are_those_published(
    name: str, region: Region, first: date, last: date
) -> None:
    for day in (first, last):
        found = school_holiday(region, day)
        assert found is not None
        assert (found.name.nl, found.first, found.last) == (name, first, last)
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        assert school_holiday(region, day) is None


@pytest.mark.parametrize("region", REGIONS)
def test_the_data_file_agrees_with_an_independent_table(region: Region) -> None:
    first, last = published()
    name = {NORTH: "Noord", MIDDLE: "Midden", SOUTH: "Zuid"}[region]
    others = holidays.country_holidays(
        "NL", subdiv=name, years=range(2021, 2031), categories=("school",), language="nl"
    )
    theirs = {day: name for day, name in others.items() if first <= day <= last}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    ours = {d: off.name.nl for d in days if (off := school_holiday(region, d)) is not None}
    assert ours == theirs


@pytest.mark.parametrize("region", REGIONS)
def test_a_school_year_has_five_holidays_of_twelve_weeks_minus_one_in_all(region: Region) -> None:
    found = school_holidays(region)
    assert len(found) == 5 * 9
    for year in range(9):
        weeks = [(off.last - off.first).days // 7 for off in found[5 * year : 5 * year + 5]]
        assert weeks == [1, 2, 1, 1, 6]
        codes = [off.code for off in found[5 * year : 5 * year + 5]]
        assert codes == ["autumn", "christmas", "spring", "may", "summer"]


def test_autumn_and_spring_holidays_are_advice_and_the_others_binding() -> None:
    advice = {off.name.nl for off in school_holidays(MIDDLE) if not off.binding}
    assert advice == {"Herfstvakantie", "Voorjaarsvakantie"}


def test_an_unknown_region_has_no_school_holidays() -> None:
    assert school_holidays(Region.UNKNOWN) == ()
    assert school_holiday(Region.UNKNOWN, date(2026, 12, 24)) is None


@pytest.mark.parametrize(("day", "first"), [(date(2030, 12, 25), 2030), (date(2021, 7, 25), 2021)])
def test_beyond_the_published_years_holidays_are_marked_as_estimates(day: date, first: int) -> None:
    found = school_holiday(SOUTH, day)
    assert found is not None
    assert found.estimated
    assert day in found
    assert found.first.year == first
    assert found.first.weekday() == 5  # still from a Saturday to a Sunday
    assert found.last.weekday() == 6


def test_kings_day_moves_to_saturday_when_it_falls_on_sunday() -> None:
    assert date(2025, 4, 26) in public_holidays(2025, True, True)
    assert date(2025, 4, 27) not in public_holidays(2025, True, True)
    assert public_holidays(2026, True, True)[date(2026, 4, 27)].name.nl == "Koningsdag"


def test_a_leap_day_moves_nothing_that_hangs_on_easter() -> None:
    found = public_holidays(2028, True, True)
    assert found[date(2028, 4, 17)].name.nl == "Tweede paasdag"
    assert found[date(2028, 5, 25)].name.nl == "Hemelvaartsdag"


@pytest.mark.parametrize(
    ("year", "closes", "is_free"),
    [(2026, True, True), (2026, False, False), (2030, False, True)],
)
def test_liberation_day_is_free_every_five_years_or_where_the_school_closes(
    year: int, closes: bool, is_free: bool
) -> None:
    assert (date(year, 5, 5) in public_holidays(year, True, closes)) is is_free


def test_good_friday_is_free_only_where_the_school_closes() -> None:
    assert date(2026, 4, 3) in public_holidays(2026, True, True)
    assert date(2026, 4, 3) not in public_holidays(2026, False, True)


def test_a_closing_of_one_day_needs_no_last_day() -> None:
    off = Closing(first=date(2026, 11, 6), reason="studie{dag}").day_off()
    assert (off.first, off.last, off.kind) == (off.first, off.first, DayOffKind.CLOSED)
    assert off.name("nl") == "studie{dag}"


def test_a_closing_that_ends_before_it_begins_is_refused_in_both_languages() -> None:
    with pytest.raises(ValidationError) as caught:
        Closing(first=date(2026, 11, 6), last=date(2026, 11, 5))
    problem = caught.value.errors()[0]["ctx"]["error"]
    assert problem.field == "last"
    assert "05-11-2026" in problem.text("nl")
    assert "before" in problem.text("en")
