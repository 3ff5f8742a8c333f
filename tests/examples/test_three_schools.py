"""Hilversum's three schools hand over their rosters in three forms: it is as if it were one plan.

One school plans with Instroom, one exports calendars per learner, one sends a table.
"""

from __future__ import annotations

import csv
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from models import Plan, School, Weekday
from models.activity_plan import Lesson
from models.times import clock
from scheduler import rosters as reading
from scheduler.export import write_plan
from scheduler.export.planfile import write_plan_file
from scheduler.rosters import RostersRead
from scheduler.workbook import NEEDED_FOR_ACTIVITIES, read_source
from solver.activities import check_activities, solve_activities
from solver.settings import Settings
from tests.examples.planned import FOLDER, planned

pytestmark = pytest.mark.xdist_group("example-hilversum")
HOMES = {"plan": ("FC",), "calendars": ("TT",), "table": ("IVIO", "DD")}


def part(plan: Plan, places: tuple[str, ...]) -> Plan:
    """The classes in some buildings, with their members."""
    classes = tuple(c for c in plan.classes if (c.location or "FC") in places)
    names = {c.reference for c in classes}
    placed = tuple(p for p in plan.placements if p.class_reference in names)
    return plan.model_copy(update={"classes": classes, "placements": placed})


@pytest.fixture(scope="module")
def rosters(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A folder of a plan, a folder of calendars, and a table."""
    folder = tmp_path_factory.mktemp("scholen")
    school, plan = planned("hilversum").school, planned("hilversum").plan
    (folder / "fairfield").mkdir()
    write_plan_file(part(plan, HOMES["plan"]), folder / "fairfield")
    write_plan(school, part(plan, HOMES["calendars"]), folder / "alles")
    (folder / "toptaal").mkdir()
    for placement in part(plan, HOMES["calendars"]).placements:
        file = next((folder / "alles" / "ics").glob(f"*/{placement.learner}.ics"))
        shutil.copy(file, folder / "toptaal")
    last = part(plan, HOMES["table"])
    members = last.members()
    with (folder / "ivio.csv").open("w", encoding="utf-8") as stream:
        rows = csv.writer(stream, delimiter=";")
        rows.writerow(["Cursist", "Dag", "Van", "Tot", "Locatie"])
        for group in last.classes:
            for who in members.get(group.reference, []):
                for s in group.sessions:
                    day = Weekday(s.slot.weekday).short()("nl")
                    times = clock(s.slot.start), clock(s.slot.end)
                    rows.writerow([who, day, *times, group.location or ""])
    return [folder / "fairfield", folder / "toptaal", folder / "ivio.csv"]


def read_rosters(school: School, paths: list[Path]) -> RostersRead:
    until = school.start + timedelta(weeks=school.activity_policy.horizon_weeks)
    return reading.read_rosters(school, paths, until)


def dates(lessons: tuple[Lesson, ...]) -> list[tuple[int, int]]:
    return [(x.begins, x.ends) for x in lessons]


def test_three_forms_give_the_lessons_of_one_plan(rosters: list[Path], tmp_path: Path) -> None:
    school, plan = planned("hilversum").school, planned("hilversum").plan
    write_plan_file(plan, tmp_path)
    whole = read_rosters(school, [tmp_path])
    mixed = read_rosters(school, rosters)
    assert [p.line("nl") for p in mixed.problems if not p.warning] == []
    assert set(mixed.rosters.lessons) == set(whole.rosters.lessons)
    for learner, lessons in whole.rosters.lessons.items():
        same = dates(mixed.rosters.lessons[learner])
        # A plan and a calendar end with the course; this table does not say when lessons end.
        fewer = min(len(same), len(lessons))
        assert same[:fewer] == dates(lessons)[:fewer], learner
        guessed = mixed.rosters.open_ended | whole.rosters.open_ended
        assert len(same) == len(lessons) or learner in guessed
        assert len(same) > 10


def test_groups_fit_around_the_lessons_of_all_three(rosters: list[Path]) -> None:
    school = read_source(FOLDER / "hilversum", NEEDED_FOR_ACTIVITIES).school
    assert school is not None
    read = read_rosters(school, rosters)
    plan = solve_activities(school, read.rosters, Settings(time_limit=8, workers=1)).plan
    assert plan is not None
    assert check_activities(school, read.rosters, plan).violations == ()
    members = plan.members_of()
    for group in plan.groups:
        for who in members[group.reference]:
            for lesson in read.rosters.lessons.get(who, ()):
                assert not any(
                    m.begins < lesson.ends and lesson.begins < m.ends for m in group.meetings
                )
    assert len(plan.members) > 200
