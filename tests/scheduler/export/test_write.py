"""What stands in the folder of a plan, and what happens when its plan file is no good."""

import csv
import json
from pathlib import Path

import pytest

from models import Plan
from models.courses import with_ends
from scheduler.export import PlanFileError, read_plan, write_plan
from scheduler.export.write import file_names
from tests.scheduler import demo


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan") / "nieuw"
    write_plan(demo.school(), demo.plan(), folder)
    return folder


def rows(file: Path, delimiter: str = ";") -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def test_all_files_that_are_named_exist(tmp_path: Path) -> None:
    files = write_plan(demo.school(), demo.plan(), tmp_path)
    assert {f.relative_to(tmp_path).as_posix() for f in files} == {
        p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()
    }
    assert sum(f.suffix == ".ics" for f in files) == 4 + 3 + 3 + 34


def test_the_plan_file_gives_the_same_plan_back(out: Path) -> None:
    written = with_ends(demo.school(), demo.plan())
    assert read_plan(out) == written
    assert read_plan(out / "plan.json") == written
    assert all(c.ends is None or c.ends >= written.start for c in written.classes)


def test_every_learner_is_either_placed_or_waiting(out: Path) -> None:
    placed = {row["Cursist"] for row in rows(out / "plaatsingen.csv")}
    waiting = {row["Cursist"] for row in rows(out / "wachtlijst.csv")}
    assert placed | waiting == set(demo.school().learner)
    assert not placed & waiting


def test_dutch_tables_suit_a_dutch_spreadsheet(out: Path) -> None:
    raw = (out / "score.csv").read_bytes()
    assert raw.startswith("\ufeffOnderdeel;Aantal;Eenheid;Strafpunten".encode())
    assert "41,5" in raw.decode()
    assert {row["Aangemeld op"] for row in rows(out / "wachtlijst.csv")} >= {"03-04-2025"}


def test_english_tables_suit_an_english_spreadsheet(tmp_path: Path) -> None:
    write_plan(demo.school(), demo.plan(), tmp_path, "en")
    assert rows(tmp_path / "score.csv", ",")[1]["Amount"] == "41.5"
    assert rows(tmp_path / "waiting_list.csv", ",")[0]["Registered on"] == "2025-04-03"


def test_a_full_class_has_no_free_seats_and_a_small_room_lowers_the_maximum(out: Path) -> None:
    running, *_ = rows(out / "klassen.csv")
    assert (running["Maximum"], running["Vrije plaatsen"], running["Nieuw"]) == ("14", "4", "nee")


def test_a_name_that_looks_like_a_formula_is_defused(out: Path) -> None:
    names = {row["Naam"] for row in rows(out / "plaatsingen.csv")}
    assert f"'{demo.FORMULA_NAME}" in names
    assert demo.FORMULA_NAME not in names


def test_timetables_hold_every_lesson_of_teachers_and_rooms(out: Path) -> None:
    assert len(rows(out / "lessen.csv")) == 8
    assert len(rows(out / "docenten_rooster.csv")) == 8
    assert len(rows(out / "lokalen_rooster.csv")) == 7


def test_planning_again_leaves_no_calendar_of_somebody_who_lost_the_place(tmp_path: Path) -> None:
    plan = demo.plan()
    write_plan(demo.school(), plan, tmp_path)
    left = plan.model_copy(update={"placements": plan.placements[1:]})
    write_plan(demo.school(), left, tmp_path)
    assert not (tmp_path / "ics" / "cursisten" / "C01.ics").exists()
    assert (tmp_path / "ics" / "cursisten" / "C02.ics").exists()


def test_file_names_are_safe_on_every_system_and_never_collide() -> None:
    assert list(file_names(["a/b", "A:B", "CON", "..", "../x"]).values()) == [
        "a-b",
        "A-B-2",
        "CON-",
        "-",
        "-x",
    ]


def broken(folder: Path, content: bytes) -> PlanFileError:
    (folder / "plan.json").write_bytes(content)
    with pytest.raises(PlanFileError) as caught:
        read_plan(folder)
    return caught.value


def test_a_missing_plan_file_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError) as caught:
        read_plan(tmp_path / "nowhere")
    assert "staat geen plan.json" in caught.value.text("nl")


@pytest.mark.parametrize("content", [b"", b"not json", b"[]", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_that_is_no_plan_is_told_in_words(tmp_path: Path, content: bytes) -> None:
    assert "geen plan van Instroom" in broken(tmp_path, content).text("nl")


def test_a_damaged_plan_names_the_place(tmp_path: Path) -> None:
    content = json.loads(Plan.model_dump_json(demo.plan()))
    content["classes"][2]["sessions"][0]["slot"]["weekday"] = 9
    found = broken(tmp_path, json.dumps(content).encode())
    assert "classes.2.sessions.0.slot" in found.text("en")


def test_a_plan_of_a_newer_version_asks_for_an_update(tmp_path: Path) -> None:
    assert "newer version" in broken(tmp_path, b'{"format": 2}').text("en")
