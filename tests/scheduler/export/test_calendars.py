"""Calendars put every lesson where it is, all year round."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from models import Closing, Region, School
from scheduler.export import calendar_of
from tests.scheduler import demo

SCHOOL, PLAN = demo.school(), demo.plan()


def events(kind: str, reference: str, language: str = "nl") -> list[Event]:
    calendar = Calendar.from_ical(calendar_of(SCHOOL, PLAN, kind, reference, language))
    return [x for x in calendar.walk("VEVENT") if isinstance(x, Event)]


def test_a_class_has_one_weekly_event_per_lesson() -> None:
    found = events("class", "K01")
    assert [x["dtstart"].dt.strftime("%a %H:%M") for x in found] == ["Mon 09:00", "Wed 09:00"]
    assert {x["rrule"]["FREQ"][0] for x in found} == {"WEEKLY"}


def test_the_first_lesson_is_on_or_after_the_start_of_the_plan() -> None:
    assert {x["dtstart"].dt.date() for x in events("class", "K01")} == {
        date(2025, 9, 1),
        date(2025, 9, 3),
    }


def test_summer_time_does_not_move_a_lesson() -> None:
    text = calendar_of(SCHOOL, PLAN, "class", "K01").decode()
    assert "DTSTART;TZID=Europe/Amsterdam:20250901T090000" in text
    zone = next(iter(Calendar.from_ical(text).walk("VTIMEZONE")))
    amsterdam = zone.to_tz()
    for month, hours in ((9, 2), (12, 1)):
        at = datetime(2025, month, 1, 9, tzinfo=amsterdam)
        assert at.utcoffset() == timedelta(hours=hours)


def days_of(event: Event) -> list[date]:
    """The days on which a weekly event takes place, as a calendar program works it out."""
    first, rule = event["dtstart"].dt, event["rrule"]
    left_out = {x.dt for x in event["exdate"].dts} if "exdate" in event else set()
    moments = [first + timedelta(weeks=k) for k in range(200)]
    return [x.date() for x in moments if x <= rule["UNTIL"][0] and x not in left_out]


def test_lessons_end_with_the_offering_counted_from_the_start_of_the_class() -> None:
    # Forty weeks from Monday 3 March 2025; no school holidays, since the region is not known.
    monday, wednesday = events("class", "K01")
    assert days_of(monday)[-1] == date(2025, 12, 1)
    assert days_of(wednesday)[-1] == date(2025, 12, 3)


def test_without_a_duration_lessons_run_for_a_year() -> None:
    thursday, friday = events("class", "Z-ALFA-N1")
    assert days_of(thursday)[-1] == date(2026, 8, 27)
    assert days_of(friday)[-1] == date(2026, 8, 28)


def test_no_lesson_is_on_a_day_off() -> None:
    school = demo.school()
    closing = Closing(first=date(2025, 9, 8), reason="studiedag")
    policy = school.policy.model_copy(update={"holiday_region": Region.SOUTH})
    school = School(**{**dict(school), "policy": policy, "closings": (closing,)})
    calendar = Calendar.from_ical(calendar_of(school, PLAN, "class", "B1-DAG-N1"))
    monday, tuesday = [days_of(x) for x in calendar.walk("VEVENT") if isinstance(x, Event)]
    autumn = {date(2025, 10, 13), date(2025, 10, 14)}
    summer = {date(2026, 7, 13), date(2026, 8, 18)}
    assert not {date(2025, 9, 8), date(2026, 4, 6), date(2025, 12, 22)} & set(monday)
    assert not (autumn | summer) & {*monday, *tuesday}
    assert {date(2025, 9, 1), date(2025, 9, 15), date(2025, 10, 20)} <= set(monday)
    assert len(monday) + len(tuesday) >= 2 * 40 - 6  # forty lesson weeks, some without a Monday
    assert all(school.calendar.is_open(day) for day in [*monday, *tuesday])


def test_identifiers_stay_when_a_lesson_moves_and_differ_between_lessons() -> None:
    before = [x["uid"] for x in events("class", "K01")]
    group = PLAN.classes[0]
    moved = group.sessions[0].model_copy(
        update={"slot": PLAN.classes[1].sessions[0].slot, "room": "R2"}
    )
    changed = group.model_copy(update={"sessions": (moved, group.sessions[1])})
    plan = PLAN.model_copy(update={"classes": (changed, *PLAN.classes[1:])})
    calendar = Calendar.from_ical(calendar_of(SCHOOL, plan, "class", "K01"))
    assert [x["uid"] for x in calendar.walk("VEVENT")] == before
    assert len(set(before)) == 2


def test_a_teacher_sees_class_and_room_of_every_lesson() -> None:
    found = events("teacher", "T1")
    assert len(found) == 5
    assert "Klas B1 dag 1 – Lokaal 1, Hoofdgebouw" in {str(x["summary"]) for x in found}


def test_a_room_holds_only_its_own_lessons_and_online_ones_none() -> None:
    assert len(events("room", "R2")) == 3


def test_a_learner_has_the_lessons_of_the_own_class_and_no_names_of_others() -> None:
    assert [x["uid"] for x in events("learner", "C21")] == [
        x["uid"] for x in events("class", "B1-AVOND-N1")
    ]
    assert "C22" not in calendar_of(SCHOOL, PLAN, "learner", "C21").decode()


def test_an_online_lesson_says_so() -> None:
    assert str(events("learner", "C21", "en")[1]["location"]) == "Online"


def test_somebody_on_the_waiting_list_gets_an_empty_calendar() -> None:
    assert events("learner", "C40") == []


@pytest.mark.parametrize("kind", ["class", "teacher", "room", "learner"])
def test_an_unknown_reference_is_an_error_and_not_an_empty_calendar(kind: str) -> None:
    with pytest.raises(KeyError):
        calendar_of(SCHOOL, PLAN, kind, "nobody")
