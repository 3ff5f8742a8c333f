"""Lesson rosters of several schools together: plans, calendars and tables, and what is wrong."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from models import School
from models.activity_plan import Lesson
from models.calendar import WEEK
from scheduler import rosters
from scheduler.export import write_plan
from scheduler.export.planfile import write_plan_file
from scheduler.ledger import keep_ledger
from scheduler.rosters import OPEN_ENDED, RostersRead
from scheduler.rosters.held import usual_week
from scheduler.workbook import write_csv_folder
from tests.activities import UNTIL, a_provider, an_activity
from tests.builders import START, a_class, a_learner, a_plan, a_school, an_offering, learners

EVENT = """BEGIN:VEVENT
UID:{uid}
SUMMARY:{name}
DTSTART{start}
DTEND{end}
{more}END:VEVENT
"""


def provider(names: str = "a b") -> School:
    return a_provider(learners(names), an_activity())


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + "".join(events) + "END:VCALENDAR\n"


def event(
    name: str = "les",
    begin: str = ":20260907T090000",
    end: str = ":20260907T120000",
    more: str = "",
) -> str:
    return EVENT.format(uid=name, name=name, start=begin, end=end, more=more)


def read_rosters(school: School, paths: list[Path]) -> RostersRead:
    return rosters.read_rosters(school, paths, UNTIL)


def of_calendar(folder: Path, *events: str) -> RostersRead:
    (folder / "a.ics").write_text(calendar(*events), "utf-8")
    return read_rosters(provider(), [folder])


def told(read: RostersRead) -> list[tuple[bool, str]]:
    return [(p.warning, p.line("en")) for p in read.problems]


def test_rosters_of_two_schools_come_together(tmp_path: Path) -> None:
    one = a_school(learners("a"), name="One")
    other = a_school(learners("b c"), name="Other")
    write_plan(one, a_plan(one, a_class("k"), k="a"), tmp_path / "one")
    write_plan(other, a_plan(other, a_class("m", "di 13-16"), m="b c"), tmp_path / "other")
    read = read_rosters(provider(), [tmp_path / "one", tmp_path / "other"])
    assert read.fine
    first, second = read.rosters.lessons["a"][0], read.rosters.lessons["b"][0]
    assert (first.day, first.start, first.group, first.source) == (START, 540, "k", "One")
    assert (second.day.weekday(), second.start, second.source) == (1, 780, "Other")
    assert read.rosters.class_of == {"a": "k", "b": "m"}
    # c is no learner of the provider: told, not refused.
    assert [warning for warning, _ in told(read)] == [True]


def test_a_roster_of_strangers_is_refused(tmp_path: Path) -> None:
    school = a_school(learners("x y"), name="Other")
    write_plan(school, a_plan(school, a_class("k"), k="x y"), tmp_path)
    read = read_rosters(provider(), [tmp_path])
    assert not read.fine
    assert "x, y" in told(read)[0][1]


def test_a_weekly_event_is_worked_out_until_its_end(tmp_path: Path) -> None:
    read = of_calendar(tmp_path, event(more="RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260914T090000\n"))
    assert [x.day.day for x in read.rosters.lessons["a"]] == [7, 21]
    assert read.problems == []


def test_an_endless_event_is_cut_and_told(tmp_path: Path) -> None:
    read = of_calendar(tmp_path, event(more="RRULE:FREQ=WEEKLY\n"))
    assert read.fine
    assert len(read.rosters.lessons["a"]) == 11
    assert "without an end" in told(read)[0][1]
    assert "a.ics" in told(read)[0][1]


def test_overlapping_events_are_joined_and_told(tmp_path: Path) -> None:
    other = event("spreekuur", ":20260907T110000", ":20260907T130000")
    read = of_calendar(tmp_path, event(), other)
    assert [(x.start, x.end) for x in read.rosters.lessons["a"]] == [(540, 780)]
    assert "two lessons at once on 07-09-2026" in told(read)[0][1]


def test_another_time_zone_is_converted_and_told(tmp_path: Path) -> None:
    read = of_calendar(tmp_path, event(begin=":20260907T070000Z", end=":20260907T100000Z"))
    assert [(x.start, x.end) for x in read.rosters.lessons["a"]] == [(540, 720)]
    assert "Converted to Dutch time" in told(read)[0][1]


def test_summer_time_does_not_move_a_lesson(tmp_path: Path) -> None:
    zone = ";TZID=Europe/Amsterdam"
    more = "RRULE:FREQ=WEEKLY;COUNT=9\n"
    read = of_calendar(
        tmp_path, event(begin=f"{zone}:20260907T090000", end=f"{zone}:20260907T120000", more=more)
    )
    days = read.rosters.lessons["a"]
    assert days[-1].day == date(2026, 11, 2)  # after the clock went back
    assert {x.start for x in days} == {540}
    assert read.problems == []


def test_all_day_free_and_backward_events(tmp_path: Path) -> None:
    read = of_calendar(
        tmp_path,
        event("studiedag", ";VALUE=DATE:20260907", ";VALUE=DATE:20260908"),
        event("vrij", more="TRANSP:TRANSPARENT\n"),
        event("omgekeerd", ":20260907T120000", ":20260907T090000"),
    )
    assert not read.fine
    assert [warning for warning, _ in told(read)] == [True, False]
    assert "omgekeerd" in told(read)[1][1]


def test_what_is_no_calendar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text("geen agenda", "utf-8")
    assert not read_rosters(provider(), [tmp_path]).fine


def test_nothing_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nergens"):
        read = read_rosters(provider(), [path])
        assert not read.fine
        assert "No roster was found" in told(read)[0][1]


def test_a_source_given_as_roster_is_told_once(tmp_path: Path) -> None:
    write_csv_folder(provider(), tmp_path)
    (problem,) = read_rosters(provider(), [tmp_path]).problems
    assert "not a roster" in problem.line("en")


def test_a_calendar_of_a_class_goes_to_its_learners(tmp_path: Path) -> None:
    people = [
        a_learner("a", current_class="K1"),
        a_learner("b", current_class="K1"),
        a_learner("c"),
    ]
    (tmp_path / "K1.ics").write_text(calendar(event()), "utf-8")
    read = read_rosters(a_provider(people, an_activity()), [tmp_path])
    assert set(read.rosters.lessons) == {"a", "b"}
    assert read.rosters.class_of == {"a": "K1", "b": "K1"}


def test_a_table_of_weekly_and_dated_lessons(tmp_path: Path) -> None:
    (tmp_path / "rooster.csv").write_text(
        "Cursist;Dag;Datum;Van;Tot;Geldig tot en met\n"
        "a;ma, wo;;9:00;12:00;20-09-2026\n"
        "b;;08-09-2026;13:00;16:00;\n",
        "utf-8",
    )
    read = read_rosters(provider(), [tmp_path])
    assert read.problems == []
    assert [x.day.day for x in read.rosters.lessons["a"]] == [7, 9, 14, 16]
    assert [x.day for x in read.rosters.lessons["b"]] == [date(2026, 9, 8)]


def test_every_mistake_in_a_table_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "rooster.csv").write_text(
        "Cursist;Dag;Van;Tot\na;ma;9:00;25:00\na;;9:00;12:00\n;ma;9:00;12:00\na;ma;12:00;9:00\n",
        "utf-8",
    )
    read = read_rosters(provider(), [tmp_path])
    assert not read.fine
    assert [(p.sheet, p.row) for p in read.problems] == [("rooster.csv", n) for n in (2, 3, 4, 5)]


def test_missing_columns_are_told_once(tmp_path: Path) -> None:
    rows = "Naam;Wanneer;Van;Tot\n" + "Jan;ma;9:00;12:00\n" * 2
    (tmp_path / "rooster.csv").write_text(rows, "utf-8")
    read = read_rosters(provider(), [tmp_path])
    assert not read.fine
    lines = [line for _, line in told(read)]
    assert sum("'Learner' or 'Class' is missing" in line for line in lines) == 1
    assert sum("'Day' or 'Date' is missing" in line for line in lines) == 1
    assert all(p.row == 1 for p in read.problems)


def test_a_missing_column_hides_no_mistake_in_the_others(tmp_path: Path) -> None:
    (tmp_path / "rooster.csv").write_text(
        "Cursist;Dag;Begon;Tot\na;ma;9:00;12:00\na;xx;9:00;25:00\n", "utf-8"
    )
    read = read_rosters(provider(), [tmp_path])
    places = {(p.row, p.column) for p in read.problems if not p.warning}
    assert {(3, "Dag"), (3, "Tot")} < places
    assert {row for row, _ in places} == {1, 3}
    assert not any(read.held.dated.values())


def test_codes_in_a_table_that_lead_nowhere_are_told_with_their_row(tmp_path: Path) -> None:
    (tmp_path / "rooster.csv").write_text(
        "Cursist;Klas;Dag;Van;Tot;Locatie\na;;ma;9:00;12:00;MAAN\n;K99;di;9:00;12:00;\n", "utf-8"
    )
    read = read_rosters(provider(), [tmp_path])
    assert read.fine
    assert [(p.row, p.column) for p in read.problems] == [(2, "Locatie"), (3, "Klas")]


def test_a_roster_without_any_lesson_is_refused(tmp_path: Path) -> None:
    read = of_calendar(tmp_path, event(begin=":20200907T090000", end=":20200907T120000"))
    assert not read.fine
    assert "no lesson in this period" in told(read)[0][1]


def test_an_event_repeated_within_a_day_is_refused_at_once(tmp_path: Path) -> None:
    read = of_calendar(tmp_path, event(more="RRULE:FREQ=SECONDLY\n"))
    assert not read.fine
    assert "repeated within a day" in told(read)[0][1]


def test_times_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    read = of_calendar(tmp_path, event(begin=":2026-09-07 09:00"), event("goed"))
    assert not read.fine
    assert "cannot be read" in told(read)[0][1]


def test_an_event_of_more_than_a_day_is_no_lesson(tmp_path: Path) -> None:
    read = of_calendar(tmp_path, event("reis", end=":20260909T120000"), event("goed"))
    assert read.fine
    assert "lasts all day" in told(read)[0][1]
    assert [x.group for x in read.rosters.lessons["a"]] == ["goed"]


def test_a_zone_that_nobody_knows_is_told(tmp_path: Path) -> None:
    mars = ";TZID=Mars"
    read = of_calendar(
        tmp_path, event(begin=f"{mars}:20260907T090000", end=f"{mars}:20260907T120000")
    )
    assert [x.start for x in read.rosters.lessons["a"]] == [540]
    assert "unknown zone (Mars)" in told(read)[0][1]


def test_the_same_remark_about_many_files_is_made_a_few_times(tmp_path: Path) -> None:
    names = " ".join(f"c{n}" for n in range(20))
    for name in names.split():
        (tmp_path / f"{name}.ics").write_text(calendar(event(more="RRULE:FREQ=WEEKLY\n")), "utf-8")
    read = read_rosters(provider(names), [tmp_path])
    assert len(read.rosters.lessons) == 20
    assert len(read.problems) == 4
    assert "17 more" in told(read)[-1][1]


def test_lessons_of_a_plan_end_with_the_course(tmp_path: Path) -> None:
    short = an_offering(duration_weeks=3)
    school = a_school(
        learners("a b"), offerings=(short,), policy={"follows_school_holidays": False}
    )
    write_plan(school, a_plan(school, a_class("k"), k="a"), tmp_path)
    read = read_rosters(school, [tmp_path])
    assert [x.day for x in read.rosters.lessons["a"]] == [START + n * WEEK for n in range(3)]
    assert read.rosters.open_ended == frozenset()


def test_a_plan_tells_another_school_when_its_classes_end(tmp_path: Path) -> None:
    short = an_offering(duration_weeks=3)
    other = a_school(learners("a"), offerings=(short,), name="Other")
    write_plan(other, a_plan(other, a_class("k"), k="a"), tmp_path)
    read = read_rosters(provider(), [tmp_path])
    assert [x.day for x in read.rosters.lessons["a"]] == [START + n * WEEK for n in range(3)]
    assert read.rosters.open_ended == frozenset()


def test_whose_lessons_end_nobody_knows_when_is_remembered(tmp_path: Path) -> None:
    people = learners("a b c d e")
    school = a_school(people, offerings=(an_offering(),))
    write_plan(school, a_plan(school, a_class("k"), k="a"), tmp_path / "plan")
    (tmp_path / "b.ics").write_text(calendar(event(more="RRULE:FREQ=WEEKLY\n")), "utf-8")
    (tmp_path / "c.ics").write_text(calendar(event(more="RRULE:FREQ=WEEKLY;COUNT=3\n")), "utf-8")
    (tmp_path / "t.csv").write_text(
        "Cursist;Dag;Van;Tot;Geldig tot en met\nd;ma;9:00;12:00;\ne;ma;9:00;12:00;28-09-2026\n",
        "utf-8",
    )
    paths = [tmp_path / name for name in ("plan", "b.ics", "c.ics", "t.csv")]
    read = rosters.read_rosters(school, paths, UNTIL)
    assert read.fine
    assert read.rosters.open_ended == {"a", "b", "d"}
    (notice,) = (n for n in keep_ledger(read.held, START).notices if n.code == "open_ended")
    assert "van 3 cursisten" in notice.nl


def test_a_plan_of_the_same_school_takes_over_from_an_earlier_one(tmp_path: Path) -> None:
    school = provider("a")
    first = a_plan(school, a_class("k"), k="a")
    then = START + 2 * WEEK
    second = a_plan(school, a_class("m", "di 9-12"), m="a").model_copy(update={"start": then})
    for name, plan in (("1", first), ("2", second)):
        (tmp_path / name).mkdir()
        write_plan_file(plan, tmp_path / name)
    read = read_rosters(school, [tmp_path / "1", tmp_path / "2"])
    days = [x.day.weekday() for x in read.rosters.lessons["a"]]
    assert days[:2] == [0, 0]
    assert set(days[2:]) == {1}
    assert read.rosters.class_of == {"a": "k"}


@pytest.mark.parametrize("form", ["calendar", "table"])
def test_hours_are_counted_from_calendars_and_tables_too(tmp_path: Path, form: str) -> None:
    """Two lessons a week for twenty weeks: 120 hours, made or planned by the day of the ledger."""
    person = a_learner("a", term_started_on=START - 52 * WEEK, attendance=1)
    school = a_school([person], policy={"follows_school_holidays": False})
    if form == "calendar":
        rule = "RRULE:FREQ=WEEKLY;COUNT=40;BYDAY=MO,WE\n"
        (tmp_path / "a.ics").write_text(calendar(event(more=rule)), "utf-8")
    else:
        (tmp_path / "rooster.csv").write_text(
            "Cursist;Dag;Van;Tot;Geldig tot en met\na;ma, wo;9:00;12:00;24-01-2027\n", "utf-8"
        )
    read = rosters.read_rosters(school, [tmp_path], START + OPEN_ENDED)
    entry = keep_ledger(read.held, START + 10 * WEEK, read.activities).of["a"]
    language = entry.accounts[0]
    assert (language.made, language.planned) == (60, 60)
    assert language.planned_until == date(2027, 1, 20)
    assert (entry.pace.weekly, entry.pace.placed) == (6, True)


def test_another_timetable_every_week_has_hours_but_no_usual_times() -> None:
    lessons = [
        Lesson(START + n * WEEK + timedelta(days=n % 5), 540 + 60 * (n % 3), 780, "les")
        for n in range(6)
    ]
    hours, slots = usual_week(lessons, START)
    assert hours == pytest.approx((4 + 3 + 2) / 3)
    assert slots == ()


def test_what_is_wrong_with_calendars_is_told_all_at_once_with_its_moment(tmp_path: Path) -> None:
    """An event that ends before it begins, beside two that overlap."""
    wrong = event("kort", ":20260908T090000", ":20260908T080000")
    lines = told(of_calendar(tmp_path, event("les"), event("ook"), wrong))
    assert [warning for warning, _ in lines].count(False) == 1
    assert any("'kort, 08-09-2026 09:00' does not end" in line for _, line in lines)
    assert any("07-09-2026" in line and "a" in line for warning, line in lines if warning)
