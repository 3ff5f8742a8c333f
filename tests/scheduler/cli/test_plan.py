"""``instroom plan``: a source in, classes and a report out, and the exit code that fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import Language
from scheduler.cli.plan import summary
from scheduler.export import read_plan
from scheduler.workbook import read_source, write_csv_folder, write_workbook
from solver import check
from tests.builders import a_school, busy, learners
from tests.scheduler import demo
from tests.scheduler.cli.conftest import Run
from tests.scheduler.cli.schools import contradicting

KEYS = {
    "learners",
    "placed",
    "waiting",
    "classes",
    "objective",
    "bound",
    "gap",
    "gap_reason",
    "seconds",
    "hard_violations",
}


def test_a_plan_comes_with_its_report_tables_calendars_and_figures(
    run: Run, template: Path, tmp_path: Path
) -> None:
    target = tmp_path / "deep" / "result"
    told = run("plan", template, "--out", target, "--time-limit", "20", "--json")
    assert told.code == 0
    assert set(told.data) >= KEYS
    assert told.data["learners"] == told.data["placed"] + told.data["waiting"] == 26
    assert told.data["hard_violations"] == 0
    assert told.data["gap"] == 0
    assert told.data["bound"] == told.data["objective"]
    plan = read_plan(target)
    school = read_source(template).school
    assert school is not None
    checked = check(school, plan)
    assert checked.violations == ()
    assert checked.objective == told.data["objective"]
    assert len(plan.classes) == told.data["classes"]
    for name in ("report.html", "plan.xlsx", "plan.json", "ics"):
        assert (target / name).exists()
    assert f"Verslag: {target / 'report.html'}" in told.out
    assert "Een beter plan bestaat niet" in told.out


def test_progress_goes_to_stderr_and_results_to_stdout(
    run: Run, template: Path, tmp_path: Path
) -> None:
    told = run("plan", template, "--out", tmp_path, "--work-limit", "3")
    assert "fase" in told.err
    assert "geplaatst" in told.err
    assert "fase" not in told.out
    assert len(told.out.splitlines()) == 3


def test_without_json_no_json_is_written(run: Run, template: Path, tmp_path: Path) -> None:
    assert "{" not in run("plan", template, "--out", tmp_path, "--work-limit", "3").out


def test_the_result_is_in_the_language_asked_for(run: Run, template: Path, tmp_path: Path) -> None:
    told = run("plan", template, "--out", tmp_path, "--work-limit", "3", "--language", "en")
    assert told.out.startswith("Learners with a class: 26 of 26")
    assert '<html lang="en"' in (tmp_path / "report.html").read_text("utf-8")
    assert (tmp_path / "classes.csv").exists()


def test_same_input_seed_and_work_limit_give_the_same_plan(
    run: Run, template: Path, tmp_path: Path
) -> None:
    words = ("plan", template, "--work-limit", "2", "--workers", "2", "--seed", "7", "--out")
    for name in ("first", "second"):
        assert run(*words, tmp_path / name).code == 0
    first, second = read_plan(tmp_path / "first"), read_plan(tmp_path / "second")
    assert first.classes == second.classes
    assert first.placements == second.placements
    assert first.waiting == second.waiting


def test_a_contradiction_of_fixed_things_is_named_with_exit_code_3(
    run: Run, tmp_path: Path
) -> None:
    told = run("plan", contradicting(tmp_path), "--out", tmp_path / "result", "--json")
    assert told.code == 3
    assert told.data["error"] == "infeasible"
    assert "Er is geen rooster mogelijk" in told.err
    named = " ".join(told.data["problems"])
    assert "de docent van k staat vast: Aalbers" in named
    assert "de docent van m staat vast: Aalbers" in named
    assert "Aalbers geeft tegelijk les aan k en m" in named
    assert all(line in told.err for line in told.data["problems"])
    assert list((tmp_path / "result").iterdir()) == []


def test_a_school_in_which_nobody_can_be_placed_still_has_a_plan(run: Run, tmp_path: Path) -> None:
    school = a_school(learners("a b"), busy=(busy("a", "ma 9-10"), busy("b", "ma 11-12")))
    write_workbook(school, tmp_path / "school.xlsx")
    told = run("plan", tmp_path / "school.xlsx", "--out", tmp_path / "o", "--json")
    assert told.code == 0
    assert told.data["placed"] == 0
    assert told.data["waiting"] == 2
    assert "op de wachtlijst: 2" in told.out


def test_a_result_folder_that_is_a_file_is_refused(
    run: Run, template: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine")
    told = run("plan", template, "--out", tmp_path / "file", "--json")
    assert told.code == 2
    assert told.data["problems"][0].endswith("kan niet geschreven worden. Kies een andere map.")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_result_file_that_cannot_be_replaced_is_told(
    run: Run, template: Path, tmp_path: Path
) -> None:
    (tmp_path / "plan.xlsx").mkdir()  # as good as a file that Excel keeps open
    told = run("plan", template, "--out", tmp_path, "--work-limit", "2")
    assert told.code == 2
    assert "plan.xlsx kan niet geschreven worden. Staat het bestand nog open" in told.said


def test_the_result_never_takes_the_place_of_the_source(
    run: Run, template: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "school"
    write_csv_folder(a_school(learners("a b")), folder)
    before = {f.name: f.read_bytes() for f in folder.iterdir()}
    told = run("plan", folder, "--out", folder / ".." / "school")
    assert told.code == 2
    assert "zou uw eigen gegevens overschrijven" in told.said
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == before
    workbook = tmp_path / "plan.xlsx"
    workbook.write_bytes(template.read_bytes())
    assert run("plan", workbook, "--out", tmp_path).code == 2
    assert workbook.read_bytes() == template.read_bytes()


@pytest.mark.parametrize(("language", "notice"), [("nl", "Het Addendum"), ("en", "The Addendum")])
def test_what_the_reader_must_know_is_told(
    run: Run, tmp_path: Path, language: str, notice: str
) -> None:
    school = a_school(learners("a b"), policy={"uses_addendum": True})
    write_workbook(school, tmp_path / "school.xlsx")
    words = ("--out", tmp_path / "o", "--json", "--language", language)
    told = run("plan", tmp_path / "school.xlsx", *words)
    assert told.code == 0
    assert notice in told.err
    assert told.data["notices"] == ["addendum_over"]


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        (0.0, "Een beter plan bestaat niet: dat is bewezen. (3 s gezocht)"),
        (0.0001, "hoogstens 0,1 % beter zijn"),
        (0.123, "hoogstens 12,3 % beter zijn"),
        (1.0, "Hoeveel beter een ander plan nog kan zijn, is niet bewezen"),
        (None, "Hoeveel beter een ander plan nog kan zijn, is niet bewezen"),
    ],
)
def test_the_summary_claims_no_more_than_is_proven(gap: float | None, sentence: str) -> None:
    plan = demo.plan()
    assert plan.run is not None
    run = plan.run.model_copy(update={"gap": gap, "seconds": 3.2})
    lines = summary(plan.model_copy(update={"run": run}), 40, Path("o"), Language.NL)
    assert lines[0].startswith("Cursisten met een klas: 34 van 40; op de wachtlijst: 6.")
    assert sentence in lines[-2]
    assert lines[-1] == f"Verslag: {Path('o') / 'report.html'}"
