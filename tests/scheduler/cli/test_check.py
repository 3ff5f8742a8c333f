"""``instroom check``: the independent checker, and the exit code that tells its verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scheduler.cli.conftest import Run
from tests.scheduler.cli.schools import contradicting


@pytest.fixture
def planned(run: Run, template: Path, tmp_path: Path) -> Path:
    """A folder with a plan for the template."""
    folder = tmp_path / "result"
    assert run("plan", template, "--out", folder, "--work-limit", "3").code == 0
    return folder


def spoil(folder: Path) -> dict[str, Any]:
    """The content of the plan file, to be changed by hand."""
    found: dict[str, Any] = json.loads((folder / "plan.json").read_text("utf-8"))
    return found


def test_a_plan_of_instroom_passes(run: Run, template: Path, planned: Path) -> None:
    told = run("check", template, planned, "--json")
    assert told.code == 0
    assert "Alle harde regels zijn gevolgd." in told.out
    assert told.data["hard_violations"] == 0
    assert told.data["objective"] == sum(told.data["score"].values())
    assert told.data["objective"] == spoil(planned)["run"]["objective"]


def test_a_plan_changed_by_hand_is_caught_with_exit_code_1(
    run: Run, template: Path, planned: Path
) -> None:
    plan = spoil(planned)
    taken = plan["classes"][0]["sessions"][0]
    for group in plan["classes"][1:]:
        group["sessions"][0] = taken
    (planned / "plan.json").write_text(json.dumps(plan), "utf-8")
    told = run("check", template, planned, "--json")
    assert told.code == 1
    assert told.data["hard_violations"] == len(told.data["violations"]) > 0
    assert all(violation["message"] in told.out for violation in told.data["violations"])
    assert {"teacher_one_place", "room_free"} <= {v["rule"] for v in told.data["violations"]}


def test_only_the_decisions_of_a_plan_are_trusted(run: Run, template: Path, planned: Path) -> None:
    honest = run("check", template, planned, "--json").data
    plan = spoil(planned)
    plan["run"]["objective"] = 1
    plan["score"] = []
    (planned / "plan.json").write_text(json.dumps(plan), "utf-8")
    told = run("check", template, planned, "--json")
    assert told.data == {**honest, "claimed_objective": 1}
    assert f"zegt zelf 1 strafpunten te hebben; nagerekend zijn het er {honest['objective']}" in (
        told.out
    )


def test_a_plan_for_another_school_does_not_pass(run: Run, planned: Path, tmp_path: Path) -> None:
    told = run("check", contradicting(tmp_path), planned)
    assert told.code == 1
    assert "bestaat niet" in told.out


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"classes": 3}', "\x00"])
def test_a_folder_without_a_readable_plan_is_wrong_input(
    run: Run, template: Path, tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "plan.json").write_text(content, "utf-8")
    told = run("check", template, tmp_path, "--json")
    assert told.code == 2
    assert told.data["error"] == "input"
    assert "plan.json" in told.data["problems"][0]
    assert "plan.json" in told.err
