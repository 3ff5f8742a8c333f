"""``instroom ledger``: what it says, writes, refuses, and with which exit code."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from scheduler.workbook import write_csv_folder
from tests.builders import a_school, learners
from tests.scheduler.cli.conftest import Run


@pytest.fixture
def roster(run: Run, template: Path, tmp_path: Path) -> Path:
    """A folder with a plan for the template."""
    folder = tmp_path / "rooster"
    assert run("plan", template, "--out", folder, "--work-limit", "2").code == 0
    return folder


def test_the_ledger_counts_everybody_and_names_who_comes_short(
    run: Run, template: Path, roster: Path, tmp_path: Path
) -> None:
    told = run("ledger", template, "--rosters", roster, "--out", tmp_path / "uren", "--json")
    assert told.code == 0
    assert told.data["learners"] == 26
    assert sum(told.data["standing"].values()) == 26
    assert told.data["date"] == "2025-09-01"
    assert "taal: " in told.out
    for row in told.data["urgent"]:
        assert row["possible"] < row["needed"]
        assert row["short"] == pytest.approx(row["needed"] - row["possible"], abs=0.2)
    files = {Path(x).name for x in told.data["files"]}
    assert files == {"uren.csv", "uren.xlsx", "uren.html"}


def test_the_table_holds_every_learner_and_norm_in_both_forms(
    run: Run, template: Path, roster: Path, tmp_path: Path
) -> None:
    out = tmp_path / "uren"
    assert run("ledger", template, "--rosters", roster, "--out", out).code == 0
    with (out / "uren.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    # B1 learners have three norms, Z learners four; C19 will switch from B1 to Z.
    assert len(rows) == 18 * 3 + 8 * 4
    switched = [row for row in rows if row["Cursist"] == "C19" and row["Norm"] == "taal"]
    assert switched[0]["Nodig"] == "800"
    book = openpyxl.load_workbook(out / "uren.xlsx")
    assert book.sheetnames == ["Overzicht", "Uren"]
    assert book["Uren"].max_row == 3 + len(rows)


def test_english_words_and_file_names(
    run: Run, template: Path, roster: Path, tmp_path: Path
) -> None:
    told = run("ledger", template, "--rosters", roster, "--out", tmp_path / "o", "--language", "en")
    assert told.code == 0
    assert "language: " in told.out
    assert {x.name for x in (tmp_path / "o").iterdir()} == {"hours.csv", "hours.xlsx", "hours.html"}


def test_more_folders_may_follow_or_the_option_be_repeated(
    run: Run, template: Path, roster: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later"
    later.mkdir()
    plan = json.loads((roster / "plan.json").read_text("utf-8"))
    (later / "plan.json").write_text(json.dumps(plan | {"start": "2026-02-02"}), "utf-8")
    both = run("ledger", template, "--rosters", roster, later, "--json")
    again = run("ledger", template, "--rosters", roster, "--rosters", later, "--json")
    assert both.code == again.code == 0
    assert both.data == again.data


@pytest.mark.parametrize("day", ["15-01-2026", "2026-01-15"])
def test_a_day_may_be_given_as_people_write_it(
    run: Run, template: Path, roster: Path, day: str
) -> None:
    told = run("ledger", template, "--rosters", roster, "--date", day, "--json")
    assert told.code == 0
    assert told.data["date"] == "2026-01-15"
    assert told.data["notices"] == ["estimated"]


@pytest.mark.parametrize(
    ("day", "says"), [("morgen", "geen bestaande datum"), ("31-08-2025", "ligt voor de startdatum")]
)
def test_a_day_that_cannot_be_used_is_refused(
    run: Run, template: Path, roster: Path, day: str, says: str
) -> None:
    told = run("ledger", template, "--rosters", roster, "--date", day, "--json")
    assert told.code == 2
    assert says in told.said
    assert told.data["error"] == "input"


def test_a_roster_for_unknown_learners_is_refused_with_every_one_of_them(
    run: Run, template: Path, roster: Path
) -> None:
    file = roster / "plan.json"
    plan = json.loads(file.read_text("utf-8"))
    for at, placement in enumerate(plan["placements"][:3]):
        placement["learner"] = f"X{at}"
    file.write_text(json.dumps(plan), "utf-8")
    told = run("ledger", template, "--rosters", roster, "--json")
    assert told.code == 2
    assert len(told.data["problems"]) == 3
    assert all(f"'X{n}'" in told.said for n in range(3))


def test_mistakes_in_the_source_and_in_its_rosters_are_told_at_once(
    run: Run, tmp_path: Path
) -> None:
    source, plan, table = tmp_path / "bron", tmp_path / "plan", tmp_path / "rooster.csv"
    write_csv_folder(a_school(learners("a b")), source)
    file = source / "cursisten.csv"
    file.write_text(file.read_text("utf-8-sig").replace("A1", "A9", 1), "utf-8")
    plan.mkdir()
    (plan / "plan.json").write_text("{", "utf-8")
    table.write_text("Cursist;Dag;Van;Tot\nz;xx;09:00;12:00\n", "utf-8")
    told = run("ledger", source, "--rosters", plan, table, "--json")
    assert told.code == 2
    assert [p["sheet"] for p in told.data["problems"]] == ["cursisten", str(plan), "rooster.csv"]
    assert "3 fouten gevonden" in told.said


def test_no_rosters_and_no_plan_in_a_folder_are_told(
    run: Run, template: Path, tmp_path: Path
) -> None:
    assert run("ledger", template).code == 2
    told = run("ledger", template, "--rosters", tmp_path)
    assert told.code == 2
    assert "plan.json" in told.said
