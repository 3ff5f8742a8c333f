"""``instroom activities`` as a provider uses it: exit codes, JSON, outputs, repair, mistakes."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from pathlib import Path

import icalendar
import openpyxl
import pytest

from models import School
from scheduler.activities.planfile import read_activity_plan
from scheduler.export import write_plan
from scheduler.workbook import NEEDED_FOR_ACTIVITIES, read_source, write_csv_folder
from tests.activities import a_provider, a_record, a_trainer, an_activity, an_interpreter
from tests.builders import START, a_class, a_learner, a_plan, a_room, a_school, learners
from tests.scheduler.cli.conftest import Run

TONGUE = {"mother_tongue": "Arabisch"}


def provider() -> School:
    """Eight learners: six with lessons on Monday, two on Tuesday; a PVT in Arabic."""
    people = [a_learner(name, **TONGUE) for name in "abcdefgh"]
    pvt = an_activity(
        "PVT",
        "ma 9-12, di 9-12, wo 9-12",
        meetings=2,
        minimum=3,
        target=8,
        maximum=8,
        by_language=True,
        interpreters=True,
        provider="VluchtelingenWerk",
    )
    return a_provider(
        people,
        pvt,
        trainers=(a_trainer("t", "PVT", name="Anja"),),
        interpreters=(an_interpreter("i", "Arabisch"),),
        activity_records=(a_record("h", "PVT", "done"),),
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "bron"
    write_csv_folder(provider(), folder)
    return folder


def roster(folder: Path, **classes: str) -> Path:
    """A lesson roster: slots to learners, as in ``m="ma 9-12|a b"``."""
    school = a_school(learners("a b c d e f g h"))
    groups, members = [], {}
    for name, text in classes.items():
        when, _, who = text.partition("|")
        groups.append(a_class(name, when))
        members[name] = who
    write_plan(school, a_plan(school, *groups, **members), folder)
    return folder


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    return roster(tmp_path / "les", m="ma 9-12|a b c d e f", n="di 9-12|g h")


def test_groups_are_planned_around_the_lessons(
    run: Run, source: Path, lessons: Path, tmp_path: Path
) -> None:
    out = tmp_path / "uit"
    ended = run("activities", source, "--rosters", lessons, "--out", out, "--json")
    assert ended.code == 0
    data = ended.data
    assert (data["planned"], data["left_out"], data["hard_violations"]) == (7, 0, 0)
    assert data["gap"] == 0
    (group,) = read_activity_plan(out).groups
    assert {m.day.weekday() for m in group.meetings} == {2}  # the only day free of lessons
    assert (group.trainer, group.interpreting[0].interpreter) == ("t", "i")


def test_the_folder_holds_tables_a_workbook_calendars_and_a_report(
    run: Run, source: Path, lessons: Path, tmp_path: Path
) -> None:
    out = tmp_path / "uit"
    run("activities", source, "--rosters", lessons, "--out", out)
    with (out / "deelnemers.csv").open(encoding="utf-8-sig") as stream:
        assert len(list(csv.reader(stream, delimiter=";"))) == 8
    book = openpyxl.load_workbook(out / "activities.xlsx")
    assert book.sheetnames[:3] == ["Groepen", "Bijeenkomsten", "Deelnemers"]
    calendar = icalendar.Calendar.from_ical((out / "ics" / "cursisten" / "a.ics").read_bytes())
    assert len(list(calendar.walk("VEVENT"))) == 2
    assert (out / "ics" / "trainers" / "t.ics").exists()
    assert (out / "ics" / "tolken" / "i.ics").exists()
    page = (out / "activities.html").read_text("utf-8")
    assert "7 deelnames ingedeeld in 1 groepen; 0 niet ingedeeld." in page
    assert "Anja" in page
    assert "http" not in page.replace("http-equiv", "")


def test_english_throughout(run: Run, source: Path, lessons: Path, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    ended = run("activities", source, "--rosters", lessons, "--out", out, "--language", "en")
    assert "Participations planned: 7" in ended.said
    assert (out / "members.csv").exists()
    assert "Gemist" not in (out / "activities.html").read_text("utf-8")


def test_a_new_roster_hurts_some_groups_and_the_rest_stays(
    run: Run, source: Path, lessons: Path, tmp_path: Path
) -> None:
    before, after = tmp_path / "voor", tmp_path / "na"
    run("activities", source, "--rosters", lessons, "--out", before)
    moved = roster(tmp_path / "nieuw", m="wo 9-12|a b c d", n="di 9-12|e f g h")
    ended = run(
        "activities", source, "--rosters", moved, "--previous", before, "--out", after, "--json"
    )
    data = ended.data
    assert len(data["hurt_groups"]) == 1
    assert (data["changed"], data["kept"]) == (4, 3)
    assert "Wat het nieuwe lesrooster raakt" in (after / "activities.html").read_text("utf-8")
    assert (after / "wijzigingen.csv").exists()


def test_a_room_taken_by_new_lessons_hurts_its_group_which_only_changes_rooms(
    run: Run, tmp_path: Path
) -> None:
    """Trainers, dates and members stay; the repair knows which rooms lessons take."""
    source, before, after = tmp_path / "bron", tmp_path / "voor", tmp_path / "na"
    school = a_provider(
        learners("a b c d e"),
        an_activity("PVT", "wo 9-12", meetings=2, minimum=3, rooms=("R1", "R2")),
        trainers=(a_trainer("s", "PVT", name="Sam"), a_trainer("t", "PVT", name="Tirza")),
        rooms=(a_room("R1", name="Zaal"), a_room("R2", name="Atelier")),
        activity_records=(a_record("e", "PVT", "done"),),
    )
    write_csv_folder(school, source)
    run("activities", source, "--out", before)
    (old,) = read_activity_plan(before).groups
    other = next(x for x in ("R1", "R2") if x != old.room)
    lessons = tmp_path / "les"
    taken = a_class("m", "wo 9-12", room=old.room or "")
    write_plan(school, a_plan(school, taken, m="e"), lessons)
    ended = run(
        "activities", source, "--rosters", lessons, "--previous", before, "--out", after, "--json"
    )
    assert ended.code == 0, ended.said
    (new,) = read_activity_plan(after).groups
    assert (new.meetings, new.trainer, new.room) == (old.meetings, old.trainer, other)
    data = ended.data
    assert (data["hurt_groups"], data["changed"], data["kept"]) == ([old.reference], 0, 4)
    assert data["other_staff"] == [new.reference]
    page = (after / "activities.html").read_text("utf-8")
    assert "Lokaal: " in page
    assert f"({old.reference})" in ended.said


def test_without_a_change_nothing_changes(
    run: Run, source: Path, lessons: Path, tmp_path: Path
) -> None:
    before, after = tmp_path / "voor", tmp_path / "na"
    run("activities", source, "--rosters", lessons, "--out", before)
    ended = run(
        "activities", source, "--rosters", lessons, "--previous", before, "--out", after, "--json"
    )
    assert (ended.data["hurt_groups"], ended.data["changed"]) == ([], 0)


def test_a_provider_needs_no_teachers_rooms_or_offerings(
    run: Run, source: Path, tmp_path: Path
) -> None:
    for name in ("docenten", "lokalen", "aanbod", "locaties"):
        (source / f"{name}.csv").unlink()
    assert run("activities", source, "--out", tmp_path / "uit").code == 0


def test_a_source_without_activities_is_refused(run: Run, source: Path, tmp_path: Path) -> None:
    (source / "activiteiten.csv").unlink()
    ended = run("activities", source, "--out", tmp_path / "uit")
    assert ended.code == 2
    assert "Activiteiten" in ended.said


MISTAKES = {
    "a PVT with no meetings": ("activiteiten", "Bijeenkomsten", "", "geen bijeenkomsten ingevuld"),
    "an interpreter without a language": ("tolken", "Talen", "", "deze cel is leeg"),
    "a trainer of an activity that is not there": ("trainers", "Activiteiten", "MAP", "'MAP'"),
    "a kind that is not known": ("activiteiten", "Soort", "PVTT", "bedoelt u 'PVT'"),
    "a minimum above the maximum": ("activiteiten", "Minimum", "9", "niet op volgorde"),
    "whom work exempts, without hours": (
        "activiteiten",
        "Vrij bij werk voor",
        "gezin",
        "niet vanaf hoeveel uren",
    ),
    "a record of somebody unknown": ("activiteit-per-cursist", "Cursist", "zz", "'zz'"),
}


@pytest.mark.parametrize(("sheet", "column", "value", "says"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_place(
    sheet: str, column: str, value: str, says: str, run: Run, source: Path, tmp_path: Path
) -> None:
    file = source / f"{sheet}.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    rows[1][rows[0].index(column)] = value
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    ended = run("activities", source, "--out", tmp_path / "uit", "--json")
    assert ended.code == 2
    assert says.casefold() in ended.said.casefold()
    assert f"{sheet}, rij 2" in ended.said
    assert ended.data["error"] == "input"


def test_wrong_rosters_and_wrong_folders_end_with_code_two(
    run: Run, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "uit"
    assert run("activities", source, "--rosters", tmp_path / "weg", "--out", out).code == 2
    assert run("activities", source, "--previous", tmp_path, "--out", out).code == 2
    assert run("activities", source, "--out", source).code == 2
    (tmp_path / "activities.json").write_text('{"format": 99}', "utf-8")
    ended = run("activities", source, "--previous", tmp_path, "--out", out)
    assert ended.code == 2
    assert "nieuwere versie" in ended.said
    (tmp_path / "activities.json").write_text("[", "utf-8")
    assert run("activities", source, "--previous", tmp_path, "--out", out).code == 2


def test_the_sheets_about_activities_survive_a_round_trip(source: Path) -> None:
    read = read_source(source, NEEDED_FOR_ACTIVITIES)
    school, wanted = read.school, provider()
    assert school is not None
    assert school.activities == wanted.activities
    assert school.trainers == wanted.trainers
    assert school.interpreters == wanted.interpreters
    assert school.activity_records == wanted.activity_records


def test_a_repair_in_the_year_keeps_the_group_that_has_begun(run: Run, tmp_path: Path) -> None:
    """The source's first day moves on; lessons hurt the meetings to come of one learner only."""
    source, before, after = tmp_path / "bron", tmp_path / "voor", tmp_path / "na"
    course = an_activity("PVT", "wo 9-12", meetings=4, minimum=2)
    school = a_provider(learners("a b c d"), course, trainers=(a_trainer("t", "PVT"),))
    write_csv_folder(school, source)
    run("activities", source, "--out", before)
    (old,) = read_activity_plan(before).groups
    fields = {name: getattr(school, name) for name in type(school).model_fields}
    now = type(school).model_validate(fields | {"start": START + timedelta(days=8)})
    write_csv_folder(now, source)
    lessons = roster(tmp_path / "les", m="wo 9-12|a")
    ended = run(
        "activities", source, "--rosters", lessons, "--previous", before, "--out", after, "--json"
    )
    assert ended.code == 0, ended.said
    plan = read_activity_plan(after)
    assert old.meetings[0].day < now.start
    assert plan.groups[0].meetings == old.meetings
    assert set(plan.members_of()[plan.groups[0].reference]) == {"b", "c", "d"}
    assert (ended.data["hurt_groups"], ended.data["kept"]) == ([old.reference], 3)
    assert ended.data["begin_anew"] == [{"learner": "a", "attended": 1, "meetings": 4}]
    assert "a: 1 van 4 gehad" in ended.said
    assert "Had al 1 van de 4 bijeenkomsten" in (after / "niet_ingedeeld.csv").read_text("utf-8")
    assert (after / "activities.html").read_text("utf-8").count('width="-') == 0


def test_a_repair_in_the_year_tells_on_which_other_days_a_group_goes_on(
    run: Run, tmp_path: Path
) -> None:
    source, before, after = tmp_path / "bron", tmp_path / "voor", tmp_path / "na"
    course = an_activity("PVT", "wo 9-12, do 9-12", meetings=3, minimum=2)
    school = a_provider(learners("a b c d"), course)
    write_csv_folder(school, source)
    run("activities", source, "--out", before)
    (old,) = read_activity_plan(before).groups
    fields = {name: getattr(school, name) for name in type(school).model_fields}
    now = type(school).model_validate(fields | {"start": START + timedelta(days=7)})
    write_csv_folder(now, source)
    lessons = roster(tmp_path / "les", m="wo 9-12|a")
    ended = run(
        "activities", source, "--rosters", lessons, "--previous", before, "--out", after, "--json"
    )
    assert (ended.data["hurt_groups"], ended.data["begin_anew"]) == ([old.reference], [])
    assert ended.data["going_on"] == ["a", "b", "c", "d"]
    days = ", ".join(
        (m.day + timedelta(days=1)).strftime("%d-%m") + " 09:00" for m in old.meetings[1:]
    )
    assert f"de groep gaat door; andere dagen: {days}" in (after / "wijzigingen.csv").read_text()
    assert days in (after / "activities.html").read_text("utf-8")


def test_report_activities_and_hours_lead_to_each_other_without_dead_links(
    run: Run, template: Path, tmp_path: Path
) -> None:
    rooster, doen, uren = tmp_path / "rooster", tmp_path / "doen", tmp_path / "uren"
    assert run("plan", template, "--out", rooster, "--work-limit", "1").code == 0
    assert 'class="page"' not in (rooster / "report.html").read_text("utf-8")
    plan = ("activities", template, "--rosters", rooster, "--out", doen, "--work-limit", "1")
    assert run(*plan).code == 0
    assert run("ledger", template, "--rosters", rooster, doen, "--out", uren).code == 0
    leads = {
        file: {
            (file.parent / href).resolve()
            for href in re.findall(r'class="page" href="([^"]+)"', file.read_text("utf-8"))
        }
        for file in (
            rooster / "report.html",
            doen / "activities.html",
            doen / "uren.html",
            uren / "uren.html",
        )
    }
    report, doing, years, hours = leads
    assert leads == {
        report: {doing, years, hours},
        doing: {report, years, hours},
        years: {report, doing},
        hours: {report, doing},
    }


def test_the_hours_of_a_provider_that_knows_no_terms_are_left_out(
    run: Run, source: Path, lessons: Path, tmp_path: Path
) -> None:
    out = tmp_path / "uit"
    assert run("activities", source, "--rosters", lessons, "--out", out).code == 0
    assert not (out / "uren.html").exists()
    assert "uren.html" not in (out / "activities.html").read_text("utf-8")


def test_mistakes_in_the_source_and_in_its_rosters_are_told_at_once(
    run: Run, source: Path, tmp_path: Path
) -> None:
    file = source / "tolken.csv"
    file.write_text(file.read_text("utf-8").replace("Arabisch", ""), "utf-8")
    table = tmp_path / "rooster.csv"
    table.write_text("Cursist;Dag;Van;Tot\na;xx;09:00;12:00\n", "utf-8")
    ended = run("activities", source, "--rosters", table, "--out", tmp_path / "uit", "--json")
    assert ended.code == 2
    assert [p["sheet"] for p in ended.data["problems"]] == ["tolken", "rooster.csv"]
    assert "2 fouten gevonden" in ended.said
