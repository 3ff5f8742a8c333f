"""A weekly pattern becomes dated sessions; days off shift or drop them."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Calendar, Closing, HolidayRule, Region, Slot
from models.calendar import WEEK, first_on, moment, monday_of, week_name
from tests.builders import slots

SHIFT, DROP = HolidayRule.SHIFT, HolidayRule.DROP
MONDAY = date(2026, 9, 7)
ALL_YEAR = Calendar(follows=False)
MIDDLE = Calendar(Region.MIDDLE)


def closed(*spans: tuple[date, date]) -> Calendar:
    return Calendar(follows=False, closings=[Closing(first=a, last=b) for a, b in spans])


def test_three_lesson_weeks_are_three_mondays() -> None:
    found = ALL_YEAR.sessions(slots("ma 9-12"), MONDAY, weeks=3)
    assert [s.day for s in found] == [MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK]
    assert sum(s.hours for s in found) == 9


def test_a_course_that_starts_halfway_the_week_counts_its_weeks_from_that_day() -> None:
    found = ALL_YEAR.sessions(slots("ma 9-12, do 9-12"), date(2026, 9, 9), weeks=2)
    assert [s.day.isoformat() for s in found] == [
        "2026-09-10",
        "2026-09-14",
        "2026-09-17",
        "2026-09-21",
    ]


def test_a_week_of_holiday_shifts_the_end_by_a_week() -> None:
    # The autumn holiday of region middle is 17-25 October 2026.
    start = date(2026, 10, 5)
    found = MIDDLE.sessions(slots("ma 9-12"), start, weeks=3, rule=SHIFT)
    assert [s.day.isoformat() for s in found] == ["2026-10-05", "2026-10-12", "2026-10-26"]


def test_or_the_lessons_in_the_holiday_are_lost() -> None:
    found = MIDDLE.sessions(slots("ma 9-12"), date(2026, 10, 5), weeks=3, rule=DROP)
    assert [s.day.isoformat() for s in found] == ["2026-10-05", "2026-10-12"]


def test_a_week_with_one_public_holiday_still_counts_as_a_lesson_week() -> None:
    # Whit Monday 2027 is 17 May; Ascension Day was 6 May.
    found = ALL_YEAR.sessions(slots("ma 9-12, wo 9-12"), date(2027, 5, 10), weeks=2)
    assert [s.day.isoformat() for s in found] == ["2027-05-10", "2027-05-12", "2027-05-19"]


def test_total_hours_go_on_until_they_have_been_given() -> None:
    found = ALL_YEAR.sessions(slots("ma 9-12, wo 9-12"), date(2027, 5, 10), hours=12)
    assert sum(s.hours for s in found) == 12
    assert found[-1].day == date(2027, 5, 24)  # Whit Monday's three hours come a week later


def test_the_last_session_counts_for_what_is_left_of_the_total_hours() -> None:
    # Den Haag's basis route: 584 hours in lessons of three hours (report L7875).
    found = ALL_YEAR.sessions(slots("ma 9-12, di 9-12, wo 9-12"), MONDAY, hours=584)
    assert len(found) == 195
    assert (found[-1].hours, found[-1].slot.minutes) == (2, 180)
    assert sum(s.minutes for s in found) == 584 * 60


def test_fifty_lesson_weeks_of_twelve_hours_are_six_hundred_hours() -> None:
    # Roermond (report L15816), with the holidays of region south.
    pattern = slots("di 9-12, di 13-16, do 9-12, do 13-16")
    south = Calendar(Region.SOUTH)
    found = south.sessions(pattern, date(2026, 9, 8), hours=600)
    assert sum(s.hours for s in found) == 600
    assert (found[-1].day - found[0].day).days > 60 * 7  # and so more than a year


def test_the_first_of_weeks_and_hours_to_be_reached_ends_the_course() -> None:
    by_hours = ALL_YEAR.sessions(slots("ma 9-12"), MONDAY, weeks=10, hours=6)
    by_weeks = ALL_YEAR.sessions(slots("ma 9-12"), MONDAY, weeks=2, hours=60)
    assert [s.day for s in by_hours] == [s.day for s in by_weeks]


def test_a_closed_building_stops_only_the_lessons_in_it() -> None:
    calendar = Calendar(
        follows=False, closings=[Closing(first=MONDAY, last=MONDAY, location="noord")]
    )
    pattern, where = slots("ma 9-12, ma 13-16, ma 19-21"), ("noord", "zuid", None)
    found = calendar.sessions(pattern, MONDAY, locations=where, weeks=1)
    assert [s.index for s in found] == [1, 2]


def test_a_closed_school_stops_lessons_online_too() -> None:
    calendar = closed((MONDAY, MONDAY))
    found = calendar.sessions(slots("ma 9-12"), MONDAY, locations=[None], weeks=1)
    assert found[0].day == MONDAY + WEEK


def test_a_school_that_is_closed_for_ever_has_no_lessons_and_no_endless_search() -> None:
    calendar = closed((MONDAY, date(2090, 1, 1)))
    assert calendar.sessions(slots("ma 9-12"), MONDAY, weeks=3) == ()


def test_a_course_without_any_bound_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="weeks, hours or an end"):
        ALL_YEAR.sessions(slots("ma 9-12"), MONDAY)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_change_of_the_clock_moves_no_lesson(day: date) -> None:
    found = ALL_YEAR.sessions(
        slots("zo 9-12, ma 9-12"), day - timedelta(days=7), until=day + timedelta(days=2)
    )
    assert {(s.begins.hour, s.begins.minute, s.ends.hour) for s in found} == {(9, 0, 12)}
    assert {s.hours for s in found} == {3}
    offsets = [s.begins.utcoffset() for s in found]
    assert offsets[0] != offsets[-1]  # and yet the clock was changed in between


def test_a_lesson_at_nine_is_another_moment_in_winter_and_in_summer() -> None:
    assert moment(date(2026, 1, 15), 540).astimezone(UTC).hour == 8
    assert moment(date(2026, 7, 15), 540).astimezone(UTC).hour == 7


def test_an_evening_that_ends_at_midnight_ends_on_the_next_day() -> None:
    assert moment(date(2026, 12, 31), 1440) == moment(date(2027, 1, 1), 0)


def test_weeks_are_iso_weeks_across_the_turn_of_the_year() -> None:
    assert week_name(date(2026, 12, 28)) == "2026-W53"  # 2026 has 53 weeks
    assert week_name(date(2027, 1, 3)) == "2026-W53"
    assert week_name(date(2027, 1, 4)) == "2027-W01"
    assert monday_of(date(2027, 1, 1)) == date(2026, 12, 28)


def test_lessons_go_on_through_week_53_and_new_year() -> None:
    found = ALL_YEAR.sessions(slots("di 9-12"), date(2026, 12, 15), weeks=4)
    assert [week_name(s.day) for s in found] == ["2026-W51", "2026-W52", "2026-W53", "2027-W01"]


def test_a_leap_day_is_a_day_of_lessons() -> None:
    found = ALL_YEAR.sessions(slots("di 9-12"), date(2028, 2, 22), weeks=3)
    assert date(2028, 2, 29) in {s.day for s in found}


def test_the_lesson_weeks_of_a_school_year_leave_out_its_holidays() -> None:
    # 2026-2027 in region middle: 52 weeks less 11 of school holidays, less the public holidays
    # outside them: Good Friday, Easter Monday, 5 May, Ascension Day, Whit Monday.
    first, last = date(2026, 8, 31), date(2027, 8, 29)
    assert MIDDLE.lesson_weeks(first, last) == pytest.approx(52 - 11 - 5 / 5)


def test_without_a_region_the_average_number_of_lesson_weeks_counts() -> None:
    average = Calendar(average_weeks=40)
    first, last = date(2026, 8, 31), date(2027, 8, 29)
    assert average.lesson_weeks(first, last) == pytest.approx(40)
    assert [code for code, _ in average.notices(first, last)] == ["holiday_region_unknown"]


def test_lesson_weeks_between_swapped_dates_are_none() -> None:
    assert MIDDLE.lesson_weeks(date(2027, 1, 10), date(2027, 1, 1)) == 0


def test_planning_beyond_the_published_holidays_says_so() -> None:
    assert MIDDLE.notices(date(2026, 9, 1), date(2027, 9, 1)) == []
    ((code, text),) = MIDDLE.notices(date(2029, 9, 1), date(2031, 9, 1))
    assert code == "school_holidays_estimated"
    assert "01-09-2030" in text("nl")
    assert ALL_YEAR.notices(date(2029, 9, 1), date(2031, 9, 1)) == []


def test_days_off_are_named_once_each_and_in_order() -> None:
    names = [off.name.nl for off in MIDDLE.days_off(date(2026, 12, 14), date(2027, 1, 10))]
    assert names == ["Kerstvakantie", "Eerste kerstdag", "Tweede kerstdag", "Nieuwjaarsdag"]


# -- whatever the pattern ---------------------------------------------------------------------

DAYS = st.dates(date(2025, 1, 1), date(2029, 12, 31))
PATTERNS = st.lists(
    st.builds(Slot, st.integers(0, 6), st.sampled_from([540, 780, 1140]), st.just(1260)),
    min_size=1,
    max_size=4,
    unique_by=lambda slot: (slot.weekday, slot.start),
)
SPANS = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda x: (x[0], x[0] + timedelta(days=x[1]))),
    max_size=4,
)
REGIONS = st.sampled_from([Region.NORTH, Region.MIDDLE, Region.SOUTH])


@given(PATTERNS, DAYS, st.integers(1, 60), st.sampled_from(HolidayRule), REGIONS)
def test_sessions_keep_their_weekday_and_time_and_are_never_on_a_day_off(
    pattern: list[Slot], start: date, weeks: int, rule: HolidayRule, region: Region
) -> None:
    calendar = Calendar(region)
    found = calendar.sessions(pattern, start, weeks=weeks, rule=rule)
    assert list(found) == sorted(found)
    assert len({(s.day, s.index) for s in found}) == len(found)
    for session in found:
        assert session.slot == pattern[session.index]
        assert session.day.weekday() == session.slot.weekday
        assert session.day >= start
        assert calendar.off(session.day) is None
        assert session.begins.hour * 60 + session.begins.minute == session.slot.start


@given(PATTERNS, DAYS, st.integers(1, 30))
def test_without_days_off_both_rules_are_the_same(
    pattern: list[Slot], start: date, weeks: int
) -> None:
    weekend = [Slot(6, s.start, s.end) for s in pattern[:1]]
    # Sundays hold no public holidays but Easter and Whitsun, New Year and Christmas.
    free = Calendar(follows=False)
    shift, drop = (free.sessions(weekend, start, weeks=weeks, rule=rule) for rule in (SHIFT, DROP))
    if all(free.is_open(first_on(start, 6) + k * WEEK) for k in range(weeks)):
        assert shift == drop
    else:
        assert len(shift) == weeks > len(drop)


@given(PATTERNS, DAYS, st.integers(1, 60), SPANS, st.tuples(DAYS, st.integers(0, 60)))
def test_one_more_closing_never_gives_more_lessons_before_any_day(
    pattern: list[Slot],
    start: date,
    weeks: int,
    spans: list[tuple[date, date]],
    more: tuple[date, int],
) -> None:
    extra = (more[0], more[0] + timedelta(days=more[1]))
    fewer = closed(*spans).sessions(pattern, start, weeks=weeks, rule=DROP)
    without = closed(*spans, extra).sessions(pattern, start, weeks=weeks, rule=DROP)
    assert set(without) <= set(fewer)
    shifted = closed(*spans, extra).sessions(pattern, start, until=start + weeks * WEEK)
    assert set(shifted) <= set(closed(*spans).sessions(pattern, start, until=start + weeks * WEEK))


@given(PATTERNS, DAYS, st.integers(1, 400), SPANS)
def test_shifted_hours_add_up_to_exactly_the_total(
    pattern: list[Slot], start: date, hours: int, spans: list[tuple[date, date]]
) -> None:
    found = closed(*spans).sessions(pattern, start, hours=hours)
    assert sum(s.minutes for s in found) == hours * 60


@given(DAYS, st.integers(0, 900), st.integers(0, 900), REGIONS)
def test_lesson_weeks_add_up_over_adjoining_periods(
    first: date, length: int, more: int, region: Region
) -> None:
    calendar = Calendar(region)
    middle, last = first + timedelta(days=length), first + timedelta(days=length + more)
    whole = calendar.lesson_weeks(first, last)
    parts = calendar.lesson_weeks(first, middle) + calendar.lesson_weeks(
        middle + timedelta(days=1), last
    )
    assert whole == pytest.approx(parts)
